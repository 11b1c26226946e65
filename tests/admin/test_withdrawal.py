"""What an editor withdraws is gone from every public door."""

import json

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from archive.models import Announcement, Case
from tests import factories

WORD = "zanthoxylum"
ADDRESS = "/admin/archive/{}/{}/{}/"
CLOSED = {"admin", "language", "healthz", "readyz"}
"""Doors that lead to no record: the editors' own, and those that say the server is well."""


def list_doors(resolver=None, prefix="/"):
    """Addresses of every registered page and file that readers may ask for, unfilled."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from list_doors(entry, route)
        else:
            yield route


def fill_in(route, values):
    """All addresses that a route can mean here."""
    if "<" not in route:
        return [route]
    before, _, rest = route.partition("<")
    name, _, after = rest.partition(">")
    name = name.rpartition(":")[2]
    chosen = values.get(name, ["x"])
    return [one for value in chosen for one in fill_in(before + value + after, values)]


@pytest.fixture
def archive(db):
    """An announcement that holds a word of its own, with all that an announcement can have."""
    announcement = factories.AnnouncementFactory(
        title=f"The {WORD} rooms are closed",
        text=f"Police of Zhejiang held the {WORD} dealer, 12 suspects, who used WeChat. " * 3,
        reporter=f"Ms {WORD}",
        publisher=f"The {WORD} Daily",
        source=f"{WORD}.txt",
        url=f"https://example.org/{WORD}",
    )
    case = factories.report_case(announcement, title=f"The {WORD} case", designation="4·17")
    agency = factories.AgencyFactory(place=factories.PlaceFactory())
    platform, campaign = factories.PlatformFactory(slug="wechat"), factories.CampaignFactory()
    factories.name_agency(announcement, agency, "Police")
    factories.name_platform(announcement, platform, "WeChat")
    factories.name_campaign(announcement, campaign)
    factories.name_place(announcement, factories.PlaceFactory(), "Zhejiang")
    factories.state_figure(announcement, f"{WORD} dealer, 12 suspects", 12, case)
    factories.state_figure(announcement, f"held the {WORD}", 12)
    factories.IssueFactory(announcement=announcement, message=f"{WORD} is odd")
    factories.SanctionFactory(case=case, announcement=announcement)
    announcement.reprints.create(
        title="A reprint", text="Another text that tells the same.", sha256="1" * 64
    )
    return {
        "public_id": [announcement.public_id, case.public_id],
        "identifier": [
            *(announcement.public_id, case.public_id, agency.slug, platform.slug),
            *(campaign.slug, "330000"),
        ],
        "slug": [agency.slug, platform.slug, campaign.slug],
        "code": ["330000"],
        "name": ["platform", "publisher", "province"],
        "kind": ["announcement", "case", "announcements", "cases", "platform"],
    }


def read(client, address):
    """All that an address gives away, and its status; files are read to their end."""
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kept = body.decode("utf-8", "replace") + json.dumps(dict(response.headers))
    try:
        return response.status_code, kept + json.dumps(json.loads(body), ensure_ascii=False)
    except ValueError:
        return response.status_code, kept


def knock(values, query=""):
    """Addresses behind which the word is, with a query that asks for all or for the word."""
    client = Client()
    found = set()
    for route in list_doors():
        if route.startswith("/admin") or route.split("/")[1] in CLOSED:
            continue
        for address in fill_in(route, values):
            for asked in ("", f"?q={query}"):
                status, body = read(client, address + asked)
                assert status < 500, address
                if WORD in body.lower().replace(f"q={WORD}", "").replace(f'"{WORD}"', ""):
                    found.add(address)
    return found


@pytest.fixture
def commit(reindex, django_capture_on_commit_callbacks):
    reindex()
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_withdrawn_announcement_is_behind_no_door(fill_in_form, archive, commit):
    announcement, case = Announcement.objects.get(source=f"{WORD}.txt"), Case.objects.get()
    doors = knock(archive, "police")
    assert {f"/announcements/{announcement.public_id}", f"/cases/{case.public_id}"} <= doors
    with commit():
        address = ADDRESS.format("announcement", announcement.pk, "withdraw")
        assert fill_in_form(address, reason="a court order").status_code == 302
    assert knock(archive, "police") == set()
    gone = Client().get(f"/announcements/{announcement.public_id}")
    assert gone.status_code == 410
    assert "a court order" in gone.content.decode()
    assert Client().get(f"/cases/{case.public_id}").status_code in (404, 410)
    assert Client().get(f"/api/announcements/{announcement.public_id}").status_code == 410


def test_a_withheld_word_is_behind_no_door(fill_in_form, archive, commit):
    announcement = Announcement.objects.get(source=f"{WORD}.txt")
    with commit():
        address = ADDRESS.format("announcement", announcement.pk, "withhold")
        fill_in_form(address, words=WORD.upper(), reason="a private person")
    assert knock(archive, "police") == set()
    assert Client().get(f"/announcements/{announcement.public_id}").status_code == 200


def test_a_withdrawn_case_is_gone_and_its_announcement_stays(fill_in_form, archive, commit):
    announcement, case = Announcement.objects.get(source=f"{WORD}.txt"), Case.objects.get()
    with commit():
        fill_in_form(ADDRESS.format("case", case.pk, "withdraw"), reason="it was no case")
    assert Client().get(f"/cases/{case.public_id}").status_code == 410
    assert f"The {WORD} case" not in read(Client(), f"/announcements/{announcement.public_id}")[1]


def test_what_was_withdrawn_can_be_published_again(fill_in_form, archive, commit):
    announcement = Announcement.objects.get(source=f"{WORD}.txt")
    fill_in_form(ADDRESS.format("announcement", announcement.pk, "withdraw"), reason="by mistake")
    with commit():
        fill_in_form(ADDRESS.format("announcement", announcement.pk, "republish"), reason="it was")
    assert f"/announcements/{announcement.public_id}" in knock(archive, "police")


def test_withdrawing_asks_for_a_reason(fill_in_form, archive):
    announcement = Announcement.objects.get(source=f"{WORD}.txt")
    response = fill_in_form(ADDRESS.format("announcement", announcement.pk, "withdraw"), reason="")
    assert "reason" in response.context["form"].errors


@pytest.fixture
def fill_in_form(desk):
    """A function that opens a decision's page and sends its form."""

    def fill_in_form(address, **typed):
        opened = desk.get(address)
        assert opened.status_code == 200
        return desk.post(address, typed)

    return fill_in_form


def test_who_comes_second_is_told_that_it_is_withdrawn_already(desk):
    announcement = factories.AnnouncementFactory()
    address = f"/admin/archive/announcement/{announcement.pk}/withdraw/"
    assert desk.post(address, {"reason": "names a child"}).status_code == 302
    answer = desk.post(address, {"reason": "the same again"}, follow=True)
    assert "somebody may have decided meanwhile" in answer.content.decode()
    announcement.refresh_from_db()
    assert announcement.withdrawn_reason == "names a child"
