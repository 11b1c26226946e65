"""Records as JSON: the facts with their words, and what is not to be seen."""

import pytest
from django.urls import reverse

from archive.models import Announcement, Case
from tests import factories as make

KINDS = ("announcements", "cases", "campaigns", "agencies", "platforms", "places")


@pytest.mark.usefixtures("loaded_archive")
class TestLoaded:
    def test_every_quote_stands_in_the_text(self, client):
        for row in Announcement.objects.filter(source__contains="_")[:5]:
            answer = client.get(f"/api/announcements/{row.public_id}").json()
            facts = answer["agencies"] + answer["platforms"] + answer["places"] + answer["totals"]
            facts += [f for case in answer["cases"] for f in case["figures"]]
            assert facts
            for fact in facts:
                for mention in fact["mentions"]:
                    assert answer["text"][mention["start"] : mention["end"]] == mention["quote"]

    def test_a_case_tells_its_figures_and_reports(self, client):
        case = Case.objects.get(designation="3·10")
        answer = client.get(f"/api/cases/{case.public_id}").json()
        assert answer["designation"] == "3·10"
        assert {"39883"} <= {str(f["figure"]["value"]) for f in answer["figures"]}
        assert answer["reports"][0]["announcement"]["published"]["edtf"] == "2015-06-01"

    @pytest.mark.parametrize("kind", KINDS)
    def test_lists_and_their_records_answer(self, client, kind, django_assert_max_num_queries):
        answer = client.get(f"/api/{kind}").json()
        assert answer["results"]
        assert answer["total"] >= len(answer["results"])
        path = answer["results"][0]["url"].replace("http://testserver", "/api")
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200

    def test_the_description_names_every_endpoint(self, client):
        description = client.get("/api/openapi.json").json()
        assert description["openapi"].startswith("3.1")
        assert "/api/search" in description["paths"]
        for kind in KINDS:
            assert f"/api/{kind}" in description["paths"]
            assert f"/api/{kind}/{{identifier}}" in description["paths"]


@pytest.mark.django_db
class TestAbsent:
    def test_withdrawn_is_gone_without_its_words(self, client):
        row = make.AnnouncementFactory(visibility="withdrawn", withdrawn_reason="asked for")
        response = client.get(f"/api/announcements/{row.public_id}")
        assert response.status_code == 410
        assert response.json()["detail"] == "asked for"

    def test_unknown_is_json_too(self, client):
        for path in ("/api/cases/zzzz", "/api/nothing"):
            response = client.get(path)
            assert response.status_code == 404
            assert response["Content-Type"].startswith("application/json")

    def test_a_merged_record_leads_on_within_the_api(self, client):
        make.AgencyFactory(slug="gone", merged_into=make.AgencyFactory(slug="kept"))
        response = client.get("/api/agencies/gone")
        assert (response.status_code, response.url) == (301, reverse("api-agency", args=["kept"]))

    def test_rejected_facts_are_left_out(self, client):
        row = make.AnnouncementFactory()
        make.name_platform(row, make.PlatformFactory(), "WeChat", state="rejected")
        make.state_figure(row, "12", 12, state="rejected")
        answer = client.get(f"/api/announcements/{row.public_id}").json()
        assert answer["platforms"] == []
        assert answer["totals"] == []
