"""Every page of the admin answers, in few queries, without inline scripts and styles."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from archive.admin import runs
from archive.admin.site import site
from archive.models import (
    Announcement,
    Case,
    Figure,
    Mention,
    Platform,
    Proposal,
    Redirect,
    Run,
    RunFile,
    Sanction,
)
from tests import factories

INLINE = re.compile(r"<[^>]+\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)(?![^>]*json)|<style", re.I)
LISTED = sorted(site._registry, key=lambda model: model.__name__)
MOST_QUERIES = 16


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def rows(db):
    """A row or more of everything."""
    announcement = factories.AnnouncementFactory()
    case = factories.report_case(announcement)
    agency = factories.AgencyFactory(place=factories.PlaceFactory())
    factories.name_agency(announcement, agency)
    factories.name_platform(announcement, factories.PlatformFactory(), "WeChat")
    factories.name_campaign(announcement, factories.CampaignFactory())
    factories.name_place(announcement, factories.PlaceFactory())
    factories.state_figure(announcement, "12 suspects", 12, case)
    factories.SanctionFactory(case=case, announcement=announcement)
    factories.IssueFactory(announcement=announcement)
    run = Run.objects.create(command="load_documents", read=1)
    run.files.create(source="a.txt", outcome="created", announcement=announcement)
    Proposal.objects.create(
        announcement=announcement, run=run, fact="figure:1", field="value", current=1, proposed=2
    )
    Redirect.objects.create(kind="platform", identifier="old", target="new")
    announcement.versions.create(number=1, sha256="0" * 64, text="Before.")
    return announcement


def make_mention():
    return factories.mark(factories.AnnouncementFactory(), "Zhejiang", kind="title")


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_every_list_answers_and_keeps_to_the_content_security_policy(desk, rows, model):
    response = desk.get(address(model, "changelist"), follow=True)
    assert response.status_code == 200
    assert "'unsafe" not in response["Content-Security-Policy"]
    assert not INLINE.search(response.content.decode())


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_every_record_opens_and_every_form_too(desk, rows, model):
    first = model._default_manager.first()
    if first is not None:
        page = desk.get(address(model, "change", first.pk))
        assert page.status_code == 200
        assert not INLINE.search(page.content.decode())
    added = desk.get(address(model, "add"))
    assert added.status_code in (200, 403)
    assert not INLINE.search(added.content.decode())


@pytest.mark.parametrize(
    "model", [Announcement, Case, Platform, Figure, Sanction], ids=lambda model: model.__name__
)
def test_history_and_deletion_answer(desk, rows, model):
    first = model._default_manager.first()
    for page in ("history", "delete"):
        response = desk.get(address(model, page, first.pk))
        assert response.status_code == 200
        assert not INLINE.search(response.content.decode())


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (Announcement, factories.AnnouncementFactory),
        (Case, factories.CaseFactory),
        (Figure, factories.FigureFactory),
        (Sanction, factories.SanctionFactory),
        (Platform, factories.PlatformFactory),
        (
            Mention,
            lambda: factories.mark(factories.AnnouncementFactory(), "Zhejiang", kind="title"),
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_list_asks_no_query_a_row(desk, rows, model, make, django_assert_max_num_queries):
    for _ in range(20):
        make()
    with django_assert_max_num_queries(MOST_QUERIES):
        desk.get(address(model, "changelist"))


def test_the_start_page_groups_the_records(desk, rows):
    page = desk.get("/admin/").content.decode()
    assert page.index("Records") < page.index("Vocabularies") < page.index("Review")


def test_a_run_shows_its_first_files_and_leads_to_all(desk, rows, monkeypatch):
    monkeypatch.setattr(runs, "SHOWN", 2)
    run = Run.objects.get()
    for number in range(3):
        run.files.create(source=f"bad-{number}.txt", outcome="failed", reason="no text")
    Run.objects.create(command="other").files.create(source="elsewhere.txt", outcome="failed")
    page = desk.get(address(Run, "change", run.pk)).content.decode()
    assert "bad-1.txt" in page
    assert "bad-2.txt" not in page
    assert "elsewhere.txt" not in page
    listed = desk.get(f"{address(RunFile, 'changelist')}?run__id__exact={run.pk}").content.decode()
    assert "bad-2.txt" in listed
    assert "elsewhere.txt" not in listed
    differences = desk.get(f"{address(Proposal, 'changelist')}?run__id__exact={run.pk}")
    assert len(differences.context["cl"].result_list) == 1


def test_the_admin_is_in_one_language_whatever_the_readers_pages_are_in(desk, rows):
    stranger = Client()
    for visitor, path in (
        (desk, "/admin/"),
        (desk, address(Case, "add")),
        (desk, "/admin/review/"),
        (desk, "/admin/jsi18n/"),
        (stranger, "/admin/login/"),
    ):
        visitor.cookies["django_language"] = "zh-hans"
        page = visitor.get(path)
        assert (page.status_code, page["Content-Language"]) == (200, "en")
        assert not re.search("[保登首取]", page.content.decode())
    assert '<html lang="zh-hans"' in desk.get("/").content.decode()


def test_days_stand_before_months(desk, rows):
    moment = datetime(2014, 9, 7, 14, 5, tzinfo=UTC)
    Run.objects.update(started=moment, finished=moment)
    page = desk.get(address(Run, "change", Run.objects.get().pk)).content.decode()
    assert page.count("7 September 2014, 14:05") == 2
