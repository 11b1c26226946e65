"""Withdrawing records and passages, and what a load may not bring back."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from archive.models import Announcement, Case, Mention, Outbox, Proposal, State, WithheldSpot
from archive.review.decisions import visibility
from archive.text.withheld import BLACK
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (
    "Police held Wigeon Smith.\nWigeon\nSmith used WeChat; 37 suspects, 12 in 2012, wigeon smith."
)


def make_announcement(**fields):
    return factories.AnnouncementFactory(text=TEXT, title="Wigeon Smith is held", **fields)


def withdraw_words(announcement, words):
    return visibility.withdraw_passage(announcement, words, by=None, reason="asked for")


def test_a_withdrawn_announcement_says_why_and_comes_back():
    announcement = make_announcement()
    case = factories.report_case(announcement)
    visibility.withdraw(announcement, by=None, reason=" a court order ")
    assert announcement.visibility == "withdrawn"
    assert announcement.withdrawn_reason == "a court order"
    queued = set(Outbox.objects.values_list("kind", "identifier"))
    assert {("announcement", announcement.public_id), ("case", case.public_id)} <= queued
    visibility.republish(announcement, by=None)
    assert (announcement.visibility, announcement.withdrawn_reason) == ("public", "")


def test_nothing_is_withdrawn_without_a_reason():
    announcement = make_announcement()
    with pytest.raises(ValidationError, match="Say why"):
        visibility.withdraw(announcement, by=None, reason=" ")
    with pytest.raises(ValidationError, match="Say why"):
        visibility.withdraw_passage(announcement, "WeChat", by=None, reason="")
    announcement.refresh_from_db()
    assert announcement.visibility == "public"
    assert announcement.text == TEXT


@pytest.mark.parametrize("words", ["", "  ", "nowhere in it", BLACK])
def test_words_that_do_not_stand_there_are_refused(words):
    with pytest.raises(ValidationError, match="words"):
        withdraw_words(make_announcement(), words)


def test_withheld_words_are_black_wherever_they_stood():
    announcement = make_announcement(reporter="Wigeon Smith")
    announcement.versions.create(number=0, sha256="0", text="Before: Wigeon Smith.")
    announcement.removed_runs.create(rule="share-bar", text="Like Wigeon Smith", at=3)
    case = factories.report_case(announcement, title="The Wigeon Smith case")
    announcement.reporter = "Wigeon Smith and others"
    announcement.save()
    mention = factories.mark(announcement, "held Wigeon Smith", case=case, kind="status")
    withheld = withdraw_words(announcement, "Wigeon  Smith")
    announcement.refresh_from_db()
    assert len(announcement.text) == len(TEXT)
    kept = [
        *(announcement.text, announcement.title, announcement.reporter),
        *announcement.versions.values_list("text", flat=True),
        *announcement.removed_runs.values_list("text", flat=True),
        *announcement.history.values_list("title", flat=True),
        *announcement.history.values_list("reporter", flat=True),
        *Case.objects.values_list("title", flat=True),
        *Mention.objects.values_list("quote", flat=True),
    ]
    assert not [text for text in kept if "wigeon" in text.lower() or "smith" in text.lower()]
    mention.refresh_from_db()
    assert mention.quote == announcement.text[mention.start : mention.end]
    assert mention.quote == f"held {BLACK * 6} {BLACK * 5}"
    assert withheld.spots.count() >= 8


def test_facts_that_rest_on_the_words_alone_are_rejected():
    announcement = make_announcement()
    figure = factories.state_figure(announcement, "37 suspects", 37)
    other = factories.state_figure(announcement, "12", 12)
    platform = factories.PlatformFactory()
    fact = factories.name_platform(announcement, platform, "WeChat")
    withdraw_words(announcement, "37")
    for row in (figure, other, fact):
        row.refresh_from_db()
    assert (figure.state, other.state, fact.state) == (
        State.REJECTED,
        State.PROPOSED,
        State.PROPOSED,
    )
    withdraw_words(announcement, "wechat")
    fact.refresh_from_db()
    assert fact.state == State.REJECTED


def test_proposals_that_hold_the_words_go():
    announcement = make_announcement()
    Proposal.objects.create(
        announcement=announcement, fact="x:1", field="title", current="", proposed="Wigeon Smith"
    )
    withdraw_words(announcement, "Wigeon Smith")
    assert not Proposal.objects.exists()


def test_restored_words_stand_where_they_stood():
    announcement = make_announcement()
    mention = factories.mark(announcement, "Wigeon Smith", kind="title")
    withheld = withdraw_words(announcement, "Wigeon Smith")
    withdraw_words(announcement, "12")
    visibility.restore_passage(withheld, by=None)
    announcement.refresh_from_db()
    mention.refresh_from_db()
    assert announcement.text == TEXT.replace(" 12 ", f" {BLACK * 2} ")
    assert announcement.title == "Wigeon Smith is held"
    assert mention.quote == "Wigeon Smith"
    assert visibility.list_withheld(announcement) == ["12"]


def test_a_load_brings_no_withheld_word_back(vocabulary, tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(
        "Police of Zhejiang close gambling rooms\n\nHangzhou, June 1, 2015. The public security "
        "bureau of Hangzhou arrested 37 suspects. The dealer Wigeon Smith used WeChat groups.\n",
        encoding="utf-8",
    )
    call_command("load_documents", str(path), verbosity=0)
    announcement = Announcement.objects.get(source__endswith="notice.txt")
    withdraw_words(announcement, "Wigeon Smith")
    withdraw_words(announcement, "37")
    Announcement.objects.update(reading="of an older extractor")
    call_command("load_documents", str(path), verbosity=0)
    announcement.refresh_from_db()
    assert "Wigeon" not in announcement.text
    assert announcement.version == 1
    assert not announcement.figures.exclude(state=State.REJECTED).filter(value=37).exists()
    assert not WithheldSpot.objects.filter(table="archive.announcementversion").exists()
