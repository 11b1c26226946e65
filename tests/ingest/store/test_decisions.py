"""People outrank programs: what an editor decided survives every load."""

from __future__ import annotations

import pytest

from archive.models import (
    Announcement,
    Case,
    Figure,
    Mention,
    Origin,
    Proposal,
    State,
    Unresolved,
)
from tests import factories
from tests.ingest.store.records import (
    FIRST_CASE,
    TEXT,
    agency,
    case,
    date,
    figure,
    find,
    make_full_record,
    make_record,
    platform,
    quotes_hold,
    store,
)


@pytest.fixture
def announcement(db):
    return store(make_full_record()).announcement


def decide(fact, state, **columns):
    """What an editor's decision leaves: the state, and the value where corrected."""
    for name, value in {**columns, "state": state}.items():
        setattr(fact, name, value)
    if columns:
        fact.origin, fact.extractor = Origin.EDITOR, ""
    fact.save()
    return fact


def read_otherwise(**parts):
    """The reading of a better extractor: other websites, unless told otherwise."""
    values = {"figures": (figure(TEXT, "412", "websites", qualifier="more_than"),), **parts}
    return store(make_full_record(**values), version="2")


@pytest.mark.parametrize("state", [State.ACCEPTED, State.CORRECTED])
def test_a_settled_value_stays_and_the_wish_is_proposed_once(announcement, state):
    fact = decide(Figure.objects.get(measure="websites"), state, value=400)
    stored = read_otherwise(figures=make_full_record().figures)
    assert stored.outcome == "held"
    fact.refresh_from_db()
    assert (fact.value, fact.state) == (400, state)
    proposal = Proposal.objects.get()
    assert (proposal.fact, proposal.field) == (f"figure:{fact.pk}", "value")
    assert (proposal.current, proposal.proposed) == (400, 412)
    store(make_full_record(), version="3")
    assert Proposal.objects.get() == proposal


def test_unsettled_facts_change_beside_settled_ones(announcement):
    decide(Figure.objects.get(measure="suspects"), State.ACCEPTED)
    stored = read_otherwise()
    assert stored.outcome == "updated"
    assert Figure.objects.get(measure="websites").qualifier == "more_than"
    assert Figure.objects.get(measure="suspects").state == State.ACCEPTED
    assert not Figure.objects.filter(measure="money").exists()


def test_a_rejected_fact_is_not_proposed_again(announcement):
    decide(Figure.objects.get(measure="websites"), State.REJECTED)
    decide(announcement.platform_facts.get(platform__slug="qq"), State.REJECTED)
    read_otherwise()
    assert Figure.objects.get(measure="websites").state == State.REJECTED
    assert announcement.platform_facts.get(platform__slug="qq").state == State.REJECTED
    assert not Proposal.objects.exists()


def test_a_declined_wish_is_not_raised_again(announcement):
    decide(Figure.objects.get(measure="websites"), State.ACCEPTED, qualifier="about")
    store(make_full_record(), version="2")
    Proposal.objects.update(status="declined")
    stored = store(make_full_record(), version="3")
    assert stored.outcome == "held"
    assert Proposal.objects.get().status == "declined"
    read_otherwise()
    assert Proposal.objects.get(status="open").proposed == "more_than"


def test_a_wish_that_changes_replaces_the_open_one_and_one_that_goes_is_dropped(announcement):
    decide(Figure.objects.get(measure="websites"), State.ACCEPTED, qualifier="about")
    store(make_full_record(), version="2")
    read_otherwise()
    assert Proposal.objects.get().proposed == "more_than"
    store(
        make_full_record(figures=(figure(TEXT, "412", "websites", qualifier="about"),)),
        version="4",
    )
    assert not Proposal.objects.exists()


def test_an_editors_own_facts_stay(announcement):
    own = factories.PlatformFactory(slug="own")
    added = factories.name_platform(announcement, own, "betting site", state=State.ACCEPTED)
    stated = factories.state_figure(announcement, "Three", 3, measure="suspects")
    read_otherwise(platforms=(), cases=())
    assert announcement.platform_facts.get() == added
    assert Figure.objects.filter(pk=stated.pk).exists()
    assert announcement.mentions.get(platform=own).quote == "betting site"
    assert announcement.mentions.get(figure=stated).quote == "Three"


def test_a_mention_that_a_person_made_is_not_made_twice(announcement):
    announcement.mentions.filter(platform__slug="qq").update(extractor="")
    read_otherwise()
    assert announcement.mentions.filter(platform__slug="qq").count() == 1


def test_the_words_of_a_settled_fact_that_is_no_longer_read_stay(announcement):
    fact = decide(announcement.platform_facts.get(platform__slug="qq"), State.ACCEPTED)
    read_otherwise(platforms=(platform(TEXT, "WeChat"),), cases=())
    assert fact in announcement.platform_facts.all()
    assert announcement.mentions.get(platform__slug="qq").quote == "QQ"


def test_a_case_that_an_editor_added_keeps_what_stands_in_it(announcement):
    own = factories.report_case(announcement, "It detained 38 suspects.", state=State.ACCEPTED)
    announcement.mentions.filter(quote="38").update(within=own)
    read_otherwise(figures=make_full_record().figures)
    assert announcement.mentions.get(quote="38").within == own


def test_settled_columns_of_an_announcement_stay(announcement):
    announcement.title, announcement.published_edtf = "A better title", "2015-06-02"
    announcement.settled = ["published_edtf", "title"]
    announcement.save()
    record = make_full_record(published=date(TEXT, "38", "2015-06"), publisher="Daily")
    stored = store(record, version="2")
    assert stored.outcome == "updated"
    announcement.refresh_from_db()
    assert announcement.title == "A better title"
    assert announcement.published_edtf == "2015-06-02"
    assert announcement.published_basis == ""
    assert announcement.publisher == "Daily"
    assert {p.field for p in announcement.proposals.all()} >= {"title", "published_edtf"}
    assert not announcement.mentions.filter(kind="published").exists()


def test_a_text_that_a_person_wrote_is_held(announcement):
    announcement.settled = ["text"]
    announcement.text = TEXT.replace("412", "421")
    announcement.save()
    newer = TEXT.replace("412", "415")
    stored = store(make_full_record(newer, figures=(figure(newer, "415", "websites"),)))
    assert stored.outcome == "held"
    announcement.refresh_from_db()
    assert announcement.text == TEXT.replace("412", "421")
    proposal = Proposal.objects.get()
    assert (proposal.field, proposal.proposed) == ("text", newer)


def test_an_entered_announcement_is_not_overwritten():
    entered = factories.AnnouncementFactory(url="https://example.org/1", origin="editor")
    stored = store(make_record(url="https://example.org/1"))
    assert (stored.outcome, stored.announcement) == ("held", entered)
    entered.refresh_from_db()
    assert entered.text.startswith("Notice")
    assert not entered.mentions.exists()


def test_a_corrected_case_keeps_its_columns_and_gains_names(announcement):
    first = Case.objects.get(designation="3·10")
    decide(first, State.CORRECTED, title="Betting in Zhejiang")
    record = make_full_record(
        agencies=(agency(TEXT, "provincial bureau"),),
        cases=(case(TEXT, FIRST_CASE, "Betting site", designation="3·10", agencies=("bureau",)),),
        figures=(),
    )
    store(record, version="2")
    first.refresh_from_db()
    assert first.title == "Betting in Zhejiang"
    assert first.agency_facts.get().agency.slug == "bureau"
    assert {p.field for p in Proposal.objects.all()} == {"title", "offence_id"}


def test_a_rejected_case_gains_nothing(announcement):
    first = decide(Case.objects.get(designation="3·10"), State.REJECTED)
    record = make_full_record(
        agencies=(agency(TEXT, "provincial bureau"),),
        cases=(case(TEXT, FIRST_CASE, "Betting site", designation="3·10", agencies=("bureau",)),),
        figures=(),
    )
    store(record, version="2")
    assert not first.agency_facts.exists()
    assert not Proposal.objects.exists()


def test_the_first_change_of_a_fact_keeps_what_was_read(announcement):
    fact = Figure.objects.get(measure="websites")
    assert not fact.history.exists()
    decide(fact, State.CORRECTED, value=421)
    after, before = fact.history.all()
    assert (before.value, before.state, before.history_type) == (412, "proposed", "+")
    assert (after.value, after.state, after.history_type) == (421, "corrected", "~")
    assert before.history_date == fact.created


def test_a_resolved_name_is_left_as_decided():
    Unresolved.objects.create(kind="agency", text="Police", reason="unknown", status="resolved")
    assert Unresolved.objects.get().status == "resolved"


# ---- a changed text


def change_text(old, new, **parts):
    """The same announcement with other words, read anew with what can still be read."""
    text = TEXT.replace(old, new)
    assert text != TEXT
    return store(make_full_record(text, **parts))


def test_words_of_settled_facts_are_carried_over_where_they_stand_once(announcement):
    fact = decide(Figure.objects.get(measure="websites"), State.CORRECTED, value=421)
    stored = change_text("It detained", "Then it detained")
    assert stored.outcome == "updated"
    mention = Mention.objects.get(figure=fact, version=2)
    assert mention.quote == "412"
    fact.refresh_from_db()
    assert fact.value == 421
    assert Figure.objects.filter(measure="websites").count() == 1
    assert Proposal.objects.get().field == "value"
    assert quotes_hold()


@pytest.mark.parametrize(
    "new", ["412 sites and 412 pages that used", "Some sites that used", "4120 sites that used"]
)
def test_words_that_stand_at_no_one_place_are_held_for_review(announcement, new):
    fact = decide(Figure.objects.get(measure="websites"), State.CORRECTED, value=421)
    text = TEXT.replace("412 sites that used", new)
    figures = tuple(f for f in make_full_record(text).figures if f.measure != "websites")
    stored = store(make_full_record(text, figures=figures))
    assert stored.outcome == "updated"
    assert not Mention.objects.filter(figure=fact, version=2).exists()
    proposal = Proposal.objects.get(fact=f"figure:{fact.pk}")
    assert (proposal.field, proposal.current, proposal.proposed) == ("", "412", None)
    assert proposal.reason == "its words no longer stand at one place"
    store(make_full_record(text, figures=figures), version="9")
    assert Proposal.objects.get(fact=f"figure:{fact.pk}") == proposal


def test_words_that_come_back_close_the_question(announcement):
    decide(Figure.objects.get(measure="websites"), State.CORRECTED, value=421)
    change_text("412 sites", "Some sites")
    assert Proposal.objects.filter(field="").exists()
    change_text("It detained", "Then it detained")
    assert not Proposal.objects.filter(field="").exists()


def test_unsettled_facts_are_not_carried_over(announcement):
    text = TEXT.replace("It detained", "Then it detained")
    store(make_full_record(text, figures=()))
    assert not Figure.objects.exists()
    assert not Mention.objects.filter(version=2, kind="figure").exists()


def test_a_mention_that_a_person_made_is_carried_over(announcement):
    own = factories.PlatformFactory(slug="own")
    factories.name_platform(announcement, own, "betting site", state=State.ACCEPTED)
    change_text("It detained", "Then it detained")
    mention = Mention.objects.get(platform=own, version=2)
    assert (mention.quote, mention.extractor) == ("betting site", "")
    assert mention.within.designation == "3·10"
    assert quotes_hold()


def test_a_rejected_fact_raises_no_question_when_its_words_go(announcement):
    decide(Figure.objects.get(measure="websites"), State.REJECTED)
    change_text("412 sites", "Some sites")
    assert not Proposal.objects.exists()
    assert Announcement.objects.get().version == 2


def test_carried_words_are_where_they_are_said_to_be(announcement):
    decide(announcement.platform_facts.get(platform__slug="qq"), State.ACCEPTED)
    text = TEXT.replace("It detained", "Then it detained")
    store(make_full_record(text, platforms=(platform(text, "WeChat"),), cases=(), figures=()))
    mention = Mention.objects.get(platform__slug="qq", version=2)
    assert (mention.start, mention.end) == find(text, "QQ")
