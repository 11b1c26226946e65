"""The docket: facts, decisions and doubts counted, and counted anew after every change."""

import pytest
from django.core.management import call_command

from archive.models import (
    Announcement,
    Docket,
    Origin,
    Proposal,
    Run,
    RunFile,
    State,
    Unresolved,
)
from archive.review import docket
from archive.review.decisions import facts
from tests.factories import (
    AnnouncementFactory,
    IssueFactory,
    PlaceFactory,
    PlatformFactory,
    mark,
    name_platform,
    report_case,
    state_figure,
)

pytestmark = pytest.mark.django_db

MACHINE = {"origin": Origin.MACHINE, "extractor": "rules", "extractor_version": "1.0"}


def read(announcement):
    row = Docket.objects.get(announcement=announcement)
    return row.facts, row.reviewed, row.doubts, row.is_open


def test_facts_and_decisions_are_counted():
    announcement = AnnouncementFactory()
    name_platform(announcement, PlatformFactory(), **MACHINE)
    name_platform(announcement, PlatformFactory(), state=State.REJECTED, **MACHINE)
    report_case(announcement, state=State.ACCEPTED, **MACHINE)
    docket.count([announcement.pk])
    assert read(announcement) == (3, 2, 0, True)


def test_each_kind_of_doubt_is_counted():
    announcement = AnnouncementFactory()
    IssueFactory(announcement=announcement)
    Proposal.objects.create(announcement=announcement, fact="figure:1", field="value")
    name = Unresolved.objects.create(kind="platform", text="WeChat", reason="ambiguous")
    mark(announcement, "WeChat", kind="unresolved", unresolved=name)
    state_figure(announcement, "12", 12, magnitude_lost=True, **MACHINE)
    docket.count([announcement.pk])
    assert read(announcement) == (1, 0, 4, True)


def test_what_is_decided_is_no_doubt():
    announcement = AnnouncementFactory()
    IssueFactory(announcement=announcement, status="dismissed")
    state_figure(announcement, "12", 12, flags=["odd"], state=State.ACCEPTED, **MACHINE)
    docket.count([announcement.pk])
    assert read(announcement) == (1, 1, 0, False)


def test_a_decision_has_its_announcement_counted_anew():
    announcement = AnnouncementFactory()
    figure = state_figure(announcement, "12", 12, **MACHINE)
    docket.count([announcement.pk])
    facts.accept(figure, by=None)
    assert Docket.objects.get().stale
    assert docket.freshen() == 1
    assert read(announcement) == (1, 1, 0, False)


def test_missing_rows_are_made():
    AnnouncementFactory.create_batch(3)
    assert docket.freshen() == 3
    assert docket.freshen() == 0


def test_many_are_counted_in_few_queries(django_assert_max_num_queries):
    pks = [announcement.pk for announcement in AnnouncementFactory.create_batch(20)]
    with django_assert_max_num_queries(16):
        docket.count(pks)
    assert Docket.objects.count() == 20


def test_a_run_counts_what_it_was_the_last_to_write():
    first, second = Run.objects.create(command="load"), Run.objects.create(command="load")
    for runs in ((first,), (first, second)):
        announcement = AnnouncementFactory()
        name_platform(announcement, PlatformFactory(), state=State.ACCEPTED, **MACHINE)
        state_figure(announcement, "12", 12, **MACHINE)
        for run in runs:
            RunFile.objects.create(run=run, outcome="created", announcement=announcement)
    docket.freshen()
    assert docket.count_run(first) == docket.count_run(second) == (1, 2)


def test_a_load_fills_the_docket(tmp_path):
    PlaceFactory()
    path = tmp_path / "notice.txt"
    path.write_text("Police in Zhejiang detained 12 suspects in May 2019.\n", encoding="utf-8")
    call_command("load_documents", str(path), verbosity=0)
    row = Docket.objects.get(announcement=Announcement.objects.get())
    assert not row.stale
    assert row.run == Run.objects.get()
    assert (row.facts, row.extractor_version) != (0, "")
