"""Storing: every record whole, with evidence; the same input twice changes nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from archive import models
from archive.ingest.store import Due, Store
from archive.ingest.store.announcements import Known
from archive.ingest.types import Removed
from archive.models import (
    Agency,
    Announcement,
    AnnouncementVersion,
    Case,
    Figure,
    Issue,
    Mention,
    Outbox,
    Platform,
    RemovedRun,
    Sanction,
    Unresolved,
)
from tests.ingest.store.records import (
    TEXT,
    agency,
    case,
    date,
    figure,
    fine,
    make_full_record,
    make_record,
    platform,
    quotes_hold,
    store,
    unresolved,
    warning,
)

WRITTEN = (
    *(models.Announcement, models.AnnouncementVersion, models.RemovedRun, models.SketchValue),
    *(models.AnnouncementAgency, models.AnnouncementCampaign),
    *(models.AnnouncementPlace, models.AnnouncementPlatform),
    *(models.Case, models.CaseReport, models.CaseAgency, models.CaseCampaign),
    *(models.CasePlace, models.CasePlatform),
    *(models.Figure, models.Sanction, models.Mention, models.Issue, models.Unresolved),
    *(models.Agency, models.Campaign, models.Platform, models.Outbox, models.Proposal),
)
"""All that a load writes."""


def list_rows():
    """What a load wrote, row by row, time stamps included."""
    return {model: list(model.objects.order_by("pk").values()) for model in WRITTEN}


def test_a_record_becomes_rows_with_evidence():
    stored = store(make_full_record())
    announcement = stored.announcement
    assert stored.outcome == "created"
    assert announcement.title == "Police close gambling sites"
    assert announcement.agency_facts.get().agency.slug == "bureau"
    assert announcement.place_facts.get().place.code == "330000"
    first, second = Case.objects.order_by("pk")
    assert (first.designation, first.offence.slug) == ("3·10", "gambling")
    assert [link.place.code for link in first.place_facts.all()] == ["330000"]
    assert [link.platform.slug for link in second.platform_facts.all()] == ["qq"]
    assert [(f.measure, f.value, f.case) for f in Figure.objects.order_by("pk")] == [
        ("websites", 412, None),
        ("suspects", 38, None),
        ("money", 1200, first),
        ("items", 57, second),
    ]
    assert Sanction.objects.get().case == first
    assert Issue.objects.get().code == "announced-cases-missing"


def test_every_fact_is_tied_to_its_words():
    store(make_full_record())
    assert quotes_hold()
    assert Mention.objects.get(figure__measure="money").quote == "1200"
    assert Mention.objects.get(figure__measure="money").within.designation == "3·10"
    assert Mention.objects.get(agency__isnull=False).within is None
    assert Mention.objects.get(kind="sanction").quote == "fined"
    assert Mention.objects.get(kind="designation").quote == "3·10"


def test_the_same_record_twice_touches_no_row():
    store(make_full_record())
    before = list_rows()
    assert store(make_full_record()).outcome == "unchanged"
    assert list_rows() == before


def test_a_newer_extractor_that_reads_the_same_touches_no_fact():
    store(make_full_record())
    before = list_rows()
    assert store(make_full_record(), version="2").outcome == "unchanged"
    after = list_rows()
    (row,), (now,) = before.pop(Announcement), after.pop(Announcement)
    assert after == before
    assert {k for k in row if row[k] != now[k]} == {"reading", "extractor_version"}


def test_a_newer_extractor_changes_what_it_reads_otherwise():
    announcement = store(make_full_record()).announcement
    kept = {f.measure: f.pk for f in Figure.objects.all()}
    record = make_full_record(
        figures=(
            figure(TEXT, "412", "websites", qualifier="more_than"),
            figure(TEXT, "1200", "money", subject="case:0"),
            figure(TEXT, "57", "items", subject="case:1"),
        ),
        platforms=(platform(TEXT, "WeChat"), platform(TEXT, "QQ")),
        agencies=(agency(TEXT, "provincial bureau", role="leading"),),
    )
    stored = store(record, version="2")
    assert stored.outcome == "updated"
    websites = Figure.objects.get(measure="websites")
    assert (websites.pk, websites.qualifier) == (kept["websites"], "more_than")
    assert websites.extractor_version == "2"
    assert Figure.objects.get(measure="money").extractor_version == "1"
    assert not Figure.objects.filter(measure="suspects").exists()
    assert announcement.agency_facts.get().role == "leading"
    assert [str(change) for change in stored.changes] == [
        f"~ announcementagency:{announcement.agency_facts.get().pk} role: announcing → leading",
        f"~ figure:{websites.pk} qualifier: exact → more_than",
        "- figure: exactly 38 suspects",
    ]


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept():
    store(make_full_record())
    text = TEXT.replace("412", "413")
    stored = store(make_full_record(text, figures=(figure(text, "413", "websites"),)))
    announcement = stored.announcement
    assert (stored.outcome, announcement.version, announcement.text) == ("updated", 2, text)
    old = AnnouncementVersion.objects.get()
    assert (old.announcement, old.number, old.text) == (announcement, 1, TEXT)
    assert {m.version for m in announcement.mentions.filter(kind="figure", figure__value=413)} == {
        2
    }
    assert announcement.mentions.filter(version=1, kind="agency").get().quote == "provincial bureau"
    assert quotes_hold()


def test_an_earlier_text_loaded_again_changes_nothing():
    store(make_full_record())
    text = TEXT.replace("412", "413")
    store(make_record(text))
    before = list_rows()
    for record in (make_full_record(), make_full_record(source="copy/a.txt"), make_record(text)):
        assert store(record).outcome == "unchanged"
    assert list_rows() == before


def test_files_of_one_name_with_different_texts_are_two_announcements():
    store(make_record("A ministry fined two sites for what their users had uploaded.\nMore."))
    store(make_record("Courts sentenced four men who had sold personal data to lenders.\nEnd."))
    assert Announcement.objects.count() == 2


def test_one_address_is_one_announcement_whatever_its_text():
    store(make_record("A first text, short.\nYes.", "a.txt", url="https://example.org/1"))
    stored = store(make_record("Quite another one.\nNo.", "b.txt", url="https://example.org/1"))
    assert stored.outcome == "updated"
    assert Announcement.objects.get().version == 2


def test_a_file_without_an_address_takes_none_away():
    store(make_record(url="https://example.org/1"))
    store(make_record(publisher="Daily"))
    assert Announcement.objects.get().url == "https://example.org/1"
    assert Announcement.objects.get().publisher == "Daily"


def test_what_a_dry_run_reports_is_not_written():
    before = list_rows()
    stored = store(make_full_record(), dry=True)
    assert stored.outcome == "created"
    assert "+ figure: exactly 412 websites" in map(str, stored.changes)
    assert list_rows() == before


def test_a_dry_run_forgets_the_rows_it_made():
    reader = Store("reader", "1")
    for dry in (True, False):
        assert reader.save(make_full_record(), dry=dry).outcome == "created"
    assert Announcement.objects.get().agency_facts.get().agency.slug == "bureau"


def test_changes_reach_the_outbox_in_the_same_transaction():
    store(make_full_record())
    keys = {(row.kind, row.identifier) for row in Outbox.objects.all()}
    first, second = Case.objects.order_by("pk")
    assert keys == {
        ("announcement", Announcement.objects.get().public_id),
        ("case", first.public_id),
        ("case", second.public_id),
        ("agency", "bureau"),
        ("platform", "wechat"),
        ("platform", "qq"),
    }
    Outbox.objects.all().delete()
    store(make_full_record(cases=(), figures=()), version="2")
    keys = {(row.kind, row.identifier) for row in Outbox.objects.all()}
    assert ("case", first.public_id) in keys  # It left, and must leave the index.


def test_what_fails_leaves_nothing(monkeypatch):
    reader = Store("reader", "1")
    with monkeypatch.context() as patched:
        patched.setattr("archive.ingest.store.batch.sync_issues", raise_error)
        with pytest.raises(RuntimeError):
            reader.save(make_full_record())
    assert not Announcement.objects.exists()
    assert not Agency.objects.exists()
    assert reader.save(make_full_record()).outcome == "created"


def raise_error(*args, **kwargs):
    raise RuntimeError("in the middle")


def test_what_another_load_stored_at_the_same_moment_is_found(monkeypatch):
    reader = Store("reader", "1")
    store(make_full_record())
    find, answers = Known.find, iter([(None, False)])
    monkeypatch.setattr(
        Known, "find", lambda self, record: next(answers, None) or find(self, record)
    )
    assert reader.save(make_full_record()).outcome == "unchanged"


def test_records_stored_together_become_what_each_becomes_alone():
    records = [
        make_full_record(),
        make_full_record(TEXT.replace("412", "413"), source="b.txt"),
        make_record("Another text\nThat names nothing.", source="c.txt"),
    ]
    for record in records:
        store(record)
    alone = list_contents()
    for model in (Announcement, Case, Outbox, Agency, Platform):
        model.objects.all().delete()
    stored = Store("reader", "1").save_all([Due(record) for record in records])
    assert [one.outcome for one in stored] == ["created"] * 3
    assert list_contents() == alone
    assert quotes_hold()


def list_contents():
    """What a load wrote, row by row, without keys and times, which differ each time."""
    keys = {model: row_keys(model) for model in WRITTEN}
    return {
        model: sorted(str({k: v for k, v in row.items() if k not in keys[model]}) for row in rows)
        for model, rows in list_rows().items()
        if model is not Outbox
    } | {Outbox: set(Outbox.objects.values_list("kind", "identifier"))}


def row_keys(model):
    fields = model._meta.concrete_fields
    return {f.attname for f in fields if f.primary_key or f.is_relation} | {"created", "updated"}


def test_of_records_that_are_one_announcement_the_later_finds_the_earlier():
    records = [
        make_full_record(),
        make_full_record(),
        make_full_record(TEXT.replace("412", "413")),
        make_record("Quite another text\nUnder the same name as the others."),
    ]
    stored = Store("reader", "1").save_all([Due(record) for record in records])
    assert [one.outcome for one in stored] == ["created", "unchanged", "updated", "created"]
    assert AnnouncementVersion.objects.count() == 1


def test_records_stored_together_share_a_name_for_review():
    texts = [f"Police of Somewhere met {n} times\nThe Elsewhere Office said so." for n in "12"]
    records = [
        make_record(
            text, source=text[-30:] + text[24], unresolved=(unresolved(text, "Elsewhere Office"),)
        )
        for text in texts
    ]
    Store("reader", "1").save_all([Due(record) for record in records])
    assert Unresolved.objects.get().mentions.count() == 2


def test_of_records_stored_together_all_are_or_none():
    broken = make_record(
        figures=(figure(TEXT, "412", "money", unit=None),), source="b.txt", data=b"b"
    )
    with pytest.raises(IntegrityError):
        Store("reader", "1").save_all([Due(make_full_record()), Due(broken)])
    assert not Announcement.objects.exists()


def test_an_error_of_the_data_is_not_tried_for_ever():
    record = make_record(figures=(figure(TEXT, "412", "money", unit=None),))
    with pytest.raises(IntegrityError):
        store(record)


def test_quantities_beyond_the_columns_are_told_and_left_out():
    text = "The bureau counted 9 suspects and 123456789012345678901234 visits; it fined them."
    record = make_record(
        text,
        title="The bureau",
        figures=(
            figure(text, "9", "suspects"),
            figure(text, "123456789012345678901234", "other"),
        ),
        cases=(case(text, text, "One", sanctions=(fine(text, "fined", 1e21, "CNY"),)),),
    )
    store(record)
    assert Figure.objects.get().value == 9
    assert Sanction.objects.get().value is None
    assert Issue.objects.get().code == "figure-too-large"
    assert quotes_hold()


def test_dates_bring_their_days():
    text = "Sites closed\nPublished on 1 June 2015."
    store(make_record(text, published=date(text, "1 June 2015", "2015-06-01")))
    announcement = Announcement.objects.get()
    assert str(announcement.published_earliest) == str(announcement.published_latest)
    assert announcement.mentions.get(kind="published").quote == "1 June 2015"
    later = date(text, "1 June 2015", "XXXX-06-01", reason="the year is not said")
    store(make_record(text, published=later), version="2")
    announcement.refresh_from_db()
    assert announcement.published_earliest is None
    assert str(announcement.published_sort) == "0001-01-01"


def test_what_cleaning_took_out_is_kept():
    removed = (Removed("Leave a Reply", "comment-form", 10),)
    store(make_record(removed=removed))
    row = RemovedRun.objects.get()
    assert (row.text, row.rule, row.at) == ("Leave a Reply", "comment-form", 10)


def test_long_values_are_cut_and_not_refused():
    words = "word " * 400
    text = words + "end"
    store(make_record(text, title=words.strip(), publisher="p" * 400, source="s" * 900))
    announcement = Announcement.objects.get()
    assert announcement.title.endswith("…")
    assert len(announcement.title) == 500


# ---- names


def test_an_undecided_name_is_one_row_with_its_candidates():
    text = "The Bureau said so. Later the Bureau of Works denied it."
    names = (
        unresolved(text, "Bureau", candidates=("one", "two")),
        unresolved(text, "Bureau of Works"),
    )
    store(make_record(text, title="The Bureau", unresolved=names))
    store(make_record(text + " ", "b.txt", title="The Bureau", unresolved=names[:1]))
    row = Unresolved.objects.get(text="Bureau")
    assert (row.reason, [c.identifier for c in row.candidates.all()]) == (
        "ambiguous",
        ["one", "two"],
    )
    assert row.mentions.count() == 2
    assert Unresolved.objects.get(text="Bureau of Works").reason == "unknown"


def test_what_an_editor_called_no_name_is_not_marked_again():
    text = "The Bureau said so."
    Unresolved.objects.create(kind="agency", text="Bureau", reason="unknown", status="no-name")
    store(make_record(text, title=text, unresolved=(unresolved(text, "Bureau"),)))
    assert not Mention.objects.filter(kind="unresolved").exists()


def test_a_merged_record_answers_with_the_one_that_took_its_place():
    store(make_record(platforms=(platform(TEXT, "QQ"),)))
    new = Platform.objects.create(slug="tencent-qq", name="Tencent QQ")
    newest = Platform.objects.create(slug="qq-today", name="QQ today")
    Platform.objects.filter(pk=new.pk).update(merged_into=newest)
    Platform.objects.filter(slug="qq").update(merged_into=new)
    text = TEXT + " More."
    stored = store(
        make_record(text, "b.txt", url="https://example.org/b", platforms=(platform(text, "QQ"),))
    )
    assert stored.announcement.platform_facts.get().platform == newest


def test_a_composed_agency_gets_its_place_level_and_parent():
    Agency.objects.create(slug="ministry", name="Ministry", level="national")
    record = make_record(
        agencies=(
            agency(TEXT, "provincial bureau", place="330000", parent="ministry", known=False),
            agency(TEXT, "Police", "cnil", place="FR", level="national", known=False),
        )
    )
    store(record)
    made = Agency.objects.get(slug="bureau")
    assert (made.level, made.place_id, made.country) == ("provincial", "330000", "CN")
    assert made.parent.slug == "ministry"
    foreign = Agency.objects.get(slug="cnil")
    assert (foreign.country, foreign.place_id) == ("FR", None)


def test_a_named_province_acts_where_no_place_of_it_is_named():
    store(make_record(provinces=("CN-ZJ", "CN-XX")))
    fact = Announcement.objects.get().place_facts.get()
    assert (fact.place_id, fact.role) == ("330000", "enforcement")


# ---- issues


def test_a_dismissed_issue_stays_dismissed_and_others_follow_the_reading():
    store(make_full_record(warnings=(warning(), warning("other", "Odd"))))
    Issue.objects.filter(code="other").update(status="dismissed")
    again = (warning("other", "Odd"), warning("new", "New"))
    store(make_full_record(warnings=again), version="2")
    assert {(i.code, i.status) for i in Issue.objects.all()} == {
        ("other", "dismissed"),
        ("new", "open"),
    }


def test_an_issue_of_an_older_text_counts_in_the_new_one():
    store(make_full_record())
    text = TEXT + " More."
    store(make_full_record(text))
    assert Issue.objects.get().version == 2
