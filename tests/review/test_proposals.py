"""What a load may do to a fact, and what it may only wish."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive.models import Proposal, State
from archive.review.proposals import Change, Verdict, compare, hold, to_plain
from tests import factories

pytestmark = pytest.mark.django_db


def test_equal_values_are_no_difference_whatever_their_form():
    figure = factories.FigureFactory(value=Decimal("12.0000"))
    assert compare(figure, {"value": Decimal(12), "unit": ""}, "figure:1") == []
    assert compare(figure, {"value_intended": None}, "figure:1") == []
    assert compare(figure, {"value_intended": Decimal(0)}, "figure:1")


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (State.PROPOSED, Verdict.CHANGED),
        (State.ACCEPTED, Verdict.HELD),
        (State.CORRECTED, Verdict.HELD),
    ],
)
def test_a_settled_fact_holds_every_wish(state, verdict):
    figure = factories.FigureFactory(
        value=12, state=state, origin="machine", extractor="reader", unit="a"
    )
    (change,) = compare(figure, {"value": Decimal(13)}, "figure:1")
    assert (change.verdict, change.before, change.after) == (verdict, 12, 13)


def test_a_rejected_fact_wants_nothing():
    figure = factories.FigureFactory(value=12, state=State.REJECTED)
    assert compare(figure, {"value": 13}, "figure:1") == []


def test_settled_columns_are_held_one_by_one():
    announcement = factories.AnnouncementFactory(title="Old", publisher="Old")
    changes = compare(announcement, {"title": "New", "publisher": "New"}, "a", {"title"})
    assert [(c.field, c.verdict) for c in changes] == [
        ("title", Verdict.HELD),
        ("publisher", Verdict.CHANGED),
    ]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change(Verdict.NEW, "figure", after="12 suspects"), "+ figure: 12 suspects"),
        (Change(Verdict.GONE, "figure", before="12 suspects"), "- figure: 12 suspects"),
        (Change(Verdict.CHANGED, "figure:1", "value", 12, 13), "~ figure:1 value: 12 → 13"),
        (
            Change(Verdict.HELD, "figure:1", "value", 12, 13),
            "~ figure:1 value: 12 → 13 (held: an editor has decided)",
        ),
        (
            Change(Verdict.HELD, "figure:1", "", "12", None, "gone"),
            "~ figure:1: 12 → None (held: gone)",
        ),
        (
            Change(Verdict.CHANGED, "a", "text", "x" * 300, ""),
            f"~ a text: {'x' * 199}… → ",
        ),
    ],
)
def test_a_difference_is_one_line(change, line):
    assert str(change) == line


@pytest.mark.parametrize(
    ("value", "plain"),
    [(Decimal("12.0000"), 12), (Decimal("12.5"), 12.5), (None, None), (["a"], ["a"])],
)
def test_values_have_a_json_form(value, plain):
    assert to_plain(value) == plain


def wish(after=13):
    return Change(Verdict.HELD, "figure:1", "value", 12, after, "why")


def test_a_wish_becomes_a_proposal_once():
    announcement = factories.AnnouncementFactory()
    assert hold(announcement, [wish(), Change(Verdict.NEW, "figure", after="x")], None) == 1
    assert hold(announcement, [wish()], None) == 0
    proposal = Proposal.objects.get()
    assert (proposal.current, proposal.proposed, proposal.reason) == (12, 13, "why")


def test_another_wish_replaces_the_open_one_and_none_removes_it():
    announcement = factories.AnnouncementFactory()
    hold(announcement, [wish()], None)
    assert hold(announcement, [wish(14)], None) == 0
    assert Proposal.objects.get().proposed == 14
    hold(announcement, [], None)
    assert not Proposal.objects.exists()


def test_what_was_declined_is_not_raised_again_but_another_value_is():
    announcement = factories.AnnouncementFactory()
    hold(announcement, [wish()], None)
    Proposal.objects.update(status="declined")
    assert hold(announcement, [wish()], None) == 0
    assert hold(announcement, [wish(14)], None) == 1
    assert set(Proposal.objects.values_list("status", "proposed")) == {
        ("declined", 13),
        ("open", 14),
    }


def test_what_was_accepted_and_then_changed_back_may_be_wished_again():
    announcement = factories.AnnouncementFactory()
    hold(announcement, [wish()], None)
    Proposal.objects.update(status="accepted")
    assert hold(announcement, [wish()], None) == 1
