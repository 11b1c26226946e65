"""Cases recognised again, retired and brought back."""

from __future__ import annotations

import pytest

from archive.models import Case, CaseReport, State, Visibility
from archive.review.decisions import merging
from tests import factories
from tests.ingest.store.records import (
    FIRST_CASE,
    SECOND_CASE,
    TEXT,
    case,
    make_full_record,
    make_record,
    platform,
    store,
)

BETTING = {"designation": "3·10"}


def read(*cases, version="1", text=TEXT):
    return store(make_record(text, cases=cases), version)


def betting(text=TEXT, title="Betting site", **columns):
    return case(text, FIRST_CASE, title, **{**BETTING, **columns})


def books(text=TEXT, title="Copied books", **columns):
    return case(text, SECOND_CASE, title, **columns)


def list_visible():
    return list(Case.objects.public().order_by("pk").values_list("title", flat=True))


def test_a_case_keeps_its_identifier_when_its_title_changes():
    read(betting(), books())
    first, second = Case.objects.order_by("pk")
    read(betting(title="Betting, better told"), books(title="Books, copied"), version="2")
    assert Case.objects.count() == 2
    for row, title in ((first, "Betting, better told"), (second, "Books, copied")):
        row.refresh_from_db()
        assert row.title == title


def test_a_case_is_known_by_its_number_in_another_order():
    read(betting(), books())
    identifiers = dict(Case.objects.values_list("title", "public_id"))
    text = f"{SECOND_CASE}\n{FIRST_CASE}\nPolice close gambling sites"
    stored = store(
        make_record(
            text,
            "a.txt",
            title="Police close gambling sites",
            cases=(books(text), betting(text, title="The site")),
        )
    )
    assert stored.outcome == "updated"
    assert dict(Case.objects.values_list("title", "public_id")) == {
        "The site": identifiers["Betting site"],
        "Copied books": identifiers["Copied books"],
    }
    assert [r.case.title for r in CaseReport.objects.order_by("ordinal")] == [
        "Copied books",
        "The site",
    ]


def test_of_two_passages_the_one_with_more_in_common_is_the_same_case():
    read(case(TEXT, FIRST_CASE, "Betting"))
    betting_row = Case.objects.get()
    read(
        case(TEXT, "It detained 38 suspects.\nThe “3·10” case", "Suspects"),
        case(TEXT, FIRST_CASE, "Betting, anew"),
        version="2",
    )
    betting_row.refresh_from_db()
    assert betting_row.title == "Betting, anew"
    assert Case.objects.count() == 2


def test_a_case_no_longer_read_leaves_and_comes_back():
    read(betting(), books())
    gone = Case.objects.get(title="Copied books")
    stored = read(betting(), version="2")
    assert stored.outcome == "updated"
    assert "- case: Copied books" in map(str, stored.changes)
    gone.refresh_from_db()
    assert (gone.visibility, bool(gone.withdrawn_reason)) == (Visibility.WITHDRAWN, True)
    assert list_visible() == ["Betting site"]
    stored = read(betting(), books(), version="3")
    assert "+ case: Copied books" in map(str, stored.changes)
    gone.refresh_from_db()
    assert (gone.visibility, gone.withdrawn_reason) == (Visibility.PUBLIC, "")
    assert Case.objects.count() == 2


def test_a_case_that_an_editor_withdrew_does_not_come_back():
    read(betting(), books())
    Case.objects.filter(title="Copied books").update(
        visibility=Visibility.WITHDRAWN, withdrawn_reason="names a child"
    )
    read(betting(), version="2")
    read(betting(), books(), version="3")
    gone = Case.objects.get(title="Copied books")
    assert (gone.visibility, gone.withdrawn_reason) == (Visibility.WITHDRAWN, "names a child")


@pytest.mark.parametrize("state", [State.ACCEPTED, State.CORRECTED])
def test_a_settled_case_does_not_leave(state):
    read(betting())
    Case.objects.update(state=state)
    read(version="2")
    assert list_visible() == ["Betting site"]


def test_a_case_that_another_text_reports_stays_and_loses_this_report():
    stored = read(betting())
    row = Case.objects.get()
    other = factories.AnnouncementFactory()
    factories.CaseReportFactory(case=row, announcement=other)
    read(version="2")
    row.refresh_from_db()
    assert row.visibility == Visibility.PUBLIC
    assert not row.reports.filter(announcement=stored.announcement).exists()


def test_of_a_case_in_two_texts_the_first_says_what_it_is_and_both_add_names():
    read(betting(platforms=()))
    row = Case.objects.get()
    text = TEXT.replace("Police", "Officers")
    record = make_record(
        text,
        "b.txt",
        platforms=(platform(text, "QQ"),),
        cases=(betting(text, status="detained", platforms=("qq",)),),
        url="https://example.org/b",
    )
    second = store(record).announcement
    report = second.case_reports.get()
    made, report.case = report.case, row
    report.save()
    made.delete()
    store(record, version="2")
    row.refresh_from_db()
    assert row.status == "unknown"
    assert [link.platform.slug for link in row.platform_facts.all()] == ["qq"]
    read(betting(status="arrested"), version="3")
    row.refresh_from_db()
    assert row.status == "arrested"
    assert row.platform_facts.count() == 1


def test_cases_of_one_title_have_identifiers_of_their_own():
    read(case(TEXT, FIRST_CASE, "A case"), case(TEXT, SECOND_CASE, "A case"))
    identifiers = set(Case.objects.values_list("public_id", flat=True))
    assert len(identifiers) == 2
    read(case(TEXT, FIRST_CASE, "A case"), case(TEXT, SECOND_CASE, "A case"), version="2")
    assert set(Case.objects.values_list("public_id", flat=True)) == identifiers


def test_a_case_outlives_its_announcement_and_troubles_no_later_load():
    stored = read(betting())
    stored.announcement.delete()
    assert read(betting()).outcome == "created"
    assert Case.objects.count() == 2


def test_figures_follow_their_case():
    store(make_full_record())
    record = make_full_record(cases=(books(),), figures=())
    store(record, version="2")
    assert Case.objects.get(title="Copied books").visibility == Visibility.PUBLIC
    assert not Case.objects.get(designation="3·10").figures.exists()


@pytest.fixture
def merged():
    """Two cases of one announcement, of which an editor merged the second into the first."""
    stored = read(betting(), books())
    first, second = Case.objects.order_by("pk")
    merger = merging.merge(second, first, by=None, reason="one shop sold both")
    return stored.announcement, first, second, merger


def list_standing():
    return list(Case.objects.public().order_by("pk"))


@pytest.mark.parametrize("text", [TEXT, f"An editor's note.\n\n{TEXT}"])
def test_merged_cases_of_one_text_stay_one_when_it_is_read_again(merged, text):
    announcement, first, _, _ = merged
    record = make_record(
        text, cases=(betting(text), books(text, status="sentenced", provinces=("CN-JS",)))
    )
    store(record, version="2")
    assert list_standing() == [first]
    report = announcement.case_reports.get()
    announcement.refresh_from_db()
    assert (report.case, report.version) == (first, announcement.version)
    assert text[report.start : report.end] == FIRST_CASE
    assert not announcement.proposals.exists()


def test_a_reading_that_tells_of_the_merged_case_alone_keeps_the_one_in_its_place(merged):
    announcement, first, _, _ = merged
    read(books(), version="2")
    assert list_standing() == [first]
    report = announcement.case_reports.get()
    assert report.case == first
    assert TEXT[report.start : report.end] == SECOND_CASE
    first.refresh_from_db()
    assert first.title == "Betting site"


def test_a_case_that_brought_its_report_along_is_known_by_its_old_name(merged):
    announcement, first, _, _ = merged
    elsewhere = factories.CaseFactory(title="A shop of copies")
    merging.merge(first, elsewhere, by=None, reason="told before")
    text = f"{SECOND_CASE}\n{FIRST_CASE}\n{TEXT}"
    store(make_record(text, cases=(books(text), betting(text))), version="2")
    assert list_standing() == [elsewhere]
    assert announcement.case_reports.get().case == elsewhere


def test_cases_whose_merger_was_undone_are_two_again(merged):
    announcement, first, second, merger = merged
    read(betting(), books(), version="2")
    merging.undo(merger, by=None)
    read(betting(), books(), version="3")
    assert list_standing() == [first, second]
    assert announcement.case_reports.count() == 2


def test_each_report_has_the_stage_of_its_own_reading():
    read(betting(status="detained"))
    report = CaseReport.objects.get()
    assert report.status == "detained"
    read(betting(status="sentenced"), version="2")
    report.refresh_from_db()
    assert report.status == "sentenced"


def test_a_reading_leaves_the_stage_of_a_settled_case_s_report():
    read(betting(status="detained"))
    Case.objects.update(state=State.ACCEPTED)
    read(betting(status="sentenced"), version="2")
    assert CaseReport.objects.get().status == "detained"
