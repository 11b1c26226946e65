"""What becomes of a load's wish once an editor has decided on it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from archive.models import Proposal, State
from archive.review.decisions import proposals, records
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("edda")


def propose(figure, **values):
    return Proposal.objects.create(
        announcement=figure.announcement, fact=f"figure:{figure.pk}", **values
    )


def test_an_accepted_wish_is_written_and_the_editors(editor):
    figure = factories.FigureFactory(value=12, state=State.CORRECTED)
    wish = propose(figure, field="value", current=12, proposed=13)
    proposals.accept(wish, by=editor)
    figure.refresh_from_db()
    assert (figure.value, figure.state, figure.origin) == (13, "accepted", "editor")
    assert wish.status == "accepted"


def test_accepting_that_words_are_gone_rejects_the_fact(editor):
    figure = factories.FigureFactory(state=State.ACCEPTED)
    wish = propose(figure, field="", current="12", reason="its words no longer stand")
    proposals.accept(wish, by=editor)
    figure.refresh_from_db()
    assert figure.state == State.REJECTED
    assert figure.history.latest().history_change_reason == "its words no longer stand"


def test_a_declined_wish_leaves_the_fact(editor):
    figure = factories.FigureFactory(value=12, state=State.ACCEPTED)
    wish = propose(figure, field="value", current=12, proposed=13)
    proposals.decline(wish, by=editor, reason="the text says twelve")
    figure.refresh_from_db()
    assert (figure.value, wish.status) == (12, "declined")
    assert wish.reason == "the text says twelve"


def test_a_wish_about_what_is_gone_says_what_to_do(editor):
    figure = factories.FigureFactory()
    wish = propose(figure, field="value", current=12, proposed=13)
    figure.delete()
    with pytest.raises(proposals.StaleProposalError, match="decline"):
        proposals.accept(wish, by=editor)


def test_a_text_that_an_editor_mended_is_settled(editor):
    announcement = factories.AnnouncementFactory()
    announcement.text += "\n\nThe last line, lost in the copy."
    records.save(announcement, by=editor, changed={"text"})
    announcement.refresh_from_db()
    assert "text" in announcement.settled
    assert announcement.version == 2
