"""A text that an editor changes takes along what its words said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Mention
from archive.review.carry import _find_place, _measure_kept
from archive.review.decisions import proposals, records
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Heron police told of one case.\n\nWeChat and QQ were used. WeChat was warned of 12 sites."


@pytest.fixture
def announcement():
    """An editor's own announcement: WeChat twice, QQ once, a figure, a case's passage."""
    told = factories.AnnouncementFactory(text=TEXT, origin="editor", language="en")
    wechat = factories.PlatformFactory(name="WeChat")
    factories.name_platform(told, wechat, "WeChat")
    second = TEXT.rindex("WeChat")
    Mention.objects.create(
        announcement=told,
        kind="platform",
        platform=wechat,
        start=second,
        end=second + 6,
        quote="WeChat",
    )
    factories.name_platform(told, factories.PlatformFactory(name="QQ"), "QQ")
    case = factories.report_case(told, "WeChat and QQ were used.")
    factories.state_figure(told, "12 sites", 12, case)
    return told


def change(announcement, text):
    announcement.text = text
    records.save(announcement, by=None, changed={"text"})
    announcement.refresh_from_db()
    return announcement


def quote_all(announcement):
    """Quotes of the present text's mentions, in order; each is checked against the text."""
    mentions = announcement.mentions.filter(version=announcement.version).order_by("start")
    for mention in mentions:
        assert announcement.text[mention.start : mention.end] == mention.quote
    return [mention.quote for mention in mentions]


def test_what_stands_before_and_behind_a_change_keeps_its_words(announcement):
    before = quote_all(announcement)
    change(announcement, TEXT.replace("one case", "one remarkable case"))
    assert announcement.version == 2
    assert quote_all(announcement) == before
    report = announcement.case_reports.get()
    assert announcement.text[report.start : report.end] == "WeChat and QQ were used."
    assert report.version == 2
    assert not announcement.proposals.exists()


def test_words_that_moved_are_found_where_they_stand_once(announcement):
    first, second = TEXT.split("\n\n")
    change(announcement, f"{second}\n\n{first}\n\nTold again.")
    assert "QQ" in quote_all(announcement)


def test_facts_whose_words_are_gone_are_held_for_review(announcement):
    change(announcement, TEXT.replace(" and QQ", ""))
    assert "QQ" not in quote_all(announcement)
    held = {str(proposal.current) for proposal in announcement.proposals.all()}
    assert "QQ" in held
    proposal = next(p for p in announcement.proposals.all() if p.current == "QQ")
    proposals.accept(proposal, by=None)
    assert announcement.platform_facts.get(platform__name="QQ").state == "rejected"


def test_a_case_whose_passage_changed_keeps_the_old_one_for_review(announcement):
    change(announcement, TEXT.replace("were used", "were misused"))
    assert announcement.case_reports.get().version == 1


def test_two_changes_in_a_row_carry_twice(announcement):
    before = quote_all(announcement)
    change(announcement, f"Note.\n\n{TEXT}")
    change(announcement, f"{announcement.text}\n\nEnd.")
    assert announcement.version == 3
    assert quote_all(announcement) == before


@given(st.text("ab 。é", max_size=30), st.text("ab 。é", max_size=30), st.data())
def test_what_is_carried_says_the_same(before, after, data):
    start = data.draw(st.integers(0, max(0, len(before) - 1)))
    end = data.draw(st.integers(start + 1, len(before) + 1))
    quote = before[start:end]
    if not quote:
        return
    span = Mention(start=start, end=start + len(quote), quote=quote)
    found = _find_place(span, before, after, _measure_kept(before, after))
    assert found is None or after[found : found + len(quote)] == quote
