"""What is withdrawn, draft, rejected, renamed or merged, and an index that cannot answer."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from archive.models import Redirect
from archive.search.errors import MissingIndexError
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_withdrawn_announcement_is_gone(client):
    row = make.AnnouncementFactory(visibility="withdrawn", withdrawn_reason="at the subject's wish")
    response = client.get(reverse("announcement", args=[row.public_id]))
    assert response.status_code == 410
    html = response.content.decode()
    assert "at the subject&#x27;s wish" in html
    assert row.title not in html


def test_a_draft_is_not_known(client):
    row = make.AnnouncementFactory(visibility="draft")
    assert client.get(reverse("announcement", args=[row.public_id])).status_code == 404


def test_a_case_goes_with_its_only_announcement(client):
    row = make.AnnouncementFactory(visibility="withdrawn")
    case = make.report_case(row)
    assert client.get(reverse("case", args=[case.public_id])).status_code == 410
    assert case.title not in client.get("/cases").content.decode()


def test_a_case_stays_while_another_announcement_tells_it(client):
    hidden = make.AnnouncementFactory(visibility="withdrawn", title="Hidden words")
    case = make.report_case(hidden)
    shown = make.AnnouncementFactory()
    make.CaseReportFactory(case=case, announcement=shown)
    make.state_figure(hidden, "12", 12, case=case)
    html = client.get(reverse("case", args=[case.public_id])).content.decode()
    assert shown.title in html
    assert "Hidden words" not in html
    assert "states no figure" in html


def test_rejected_facts_are_not_shown(client):
    row = make.AnnouncementFactory()
    platform = make.PlatformFactory(name="Slandered App")
    make.name_platform(row, platform, "WeChat", state="rejected")
    figure = make.state_figure(row, "12", 12, state="rejected")
    html = client.get(reverse("announcement", args=[row.public_id])).content.decode()
    assert "Slandered App" not in html
    assert f"f-figure-{figure.pk}" not in html
    assert 'class="m-platform"' not in html


def test_a_rejected_case_is_not_shown(client):
    case = make.report_case(make.AnnouncementFactory(), state="rejected")
    assert client.get(reverse("case", args=[case.public_id])).status_code == 410


def test_a_merged_agency_leads_to_its_successor(client):
    kept = make.AgencyFactory(slug="kept")
    make.AgencyFactory(slug="gone", merged_into=kept)
    response = client.get("/agencies/gone")
    assert (response.status_code, response.url) == (301, "/agencies/kept")


def test_a_merged_case_leads_to_the_other(client):
    kept = make.CaseFactory()
    gone = make.CaseFactory(merged_into=kept)
    response = client.get(reverse("case", args=[gone.public_id]))
    assert (response.status_code, response.url) == (301, reverse("case", args=[kept.public_id]))


def test_an_old_address_leads_on(client):
    Redirect.objects.create(kind="platform", identifier="weixin", target="wechat")
    response = client.get("/platforms/weixin")
    assert (response.status_code, response.url) == (301, "/platforms/wechat")


@pytest.mark.parametrize(
    "path", ["/announcements/zzzz", "/cases/zzzz", "/agencies/zzzz", "/places/999999", "/zzzz"]
)
def test_unknown_addresses_have_a_page(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_failure_has_a_page_in_both_languages_that_needs_nothing(client, monkeypatch):
    def fail():
        raise RuntimeError("no page can be made")

    monkeypatch.setattr("archive.web.about.tell_coverage", fail)
    client.raise_request_exception = False
    response = client.get("/coverage")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Something failed" in html
    assert "出现故障" in html
    assert html == Path(settings.BASE_DIR, "templates/500.html").read_text()
    for path in re.findall(r'href="/static/([^"]+)"', html):
        assert find(path), path


def test_a_failure_of_the_interface_is_json(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no answer can be made")

    monkeypatch.setattr("archive.browse.found.get_engine", fail)
    client.raise_request_exception = False
    response = client.get("/api/search?q=x")
    assert (response.status_code, response.json()["error"]) == (500, "internal error")


@pytest.fixture
def broken_index(monkeypatch):
    class Broken:
        def search(self, query):
            raise MissingIndexError("var/index")

        def info(self):
            raise MissingIndexError("var/index")

    for room in ("found", "activity"):
        monkeypatch.setattr(f"archive.browse.{room}.get_engine", Broken)
    monkeypatch.setattr("archive.web.health.get_engine", Broken)


def test_a_missing_index_is_a_page_with_the_remedy(client, broken_index):
    response = client.get("/search?q=x")
    assert response.status_code == 503
    assert "manage.py index --rebuild" in response.content.decode()
    assert response["Retry-After"]


def test_readiness_names_what_is_missing(client, broken_index):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "index --rebuild" in response.json()["index"]
    assert client.get("/healthz").status_code == 200


def test_pages_without_counts_say_so(client, broken_index):
    make.AgencyFactory(slug="some")
    for path in ("/", "/agencies/some", "/agencies"):
        response = client.get(path)
        assert response.status_code == 200
    assert "index --rebuild" in client.get("/agencies/some").content.decode()
