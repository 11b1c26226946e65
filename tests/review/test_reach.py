"""What a change reaches: every searchable record that shows the changed row."""

from __future__ import annotations

import pytest

from archive.models import Docket, Outbox, PlatformName
from archive.review import docket, reach
from archive.review.reach import find_keys, touch
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """An announcement with a case, a platform of both, and an agency with a place."""
    announcement = factories.AnnouncementFactory()
    case = factories.report_case(announcement, "Police")
    platform = factories.PlatformFactory(slug="qq")
    factories.name_platform(announcement, platform)
    case.platform_facts.create(platform=platform)
    agency = factories.AgencyFactory(slug="bureau", place=factories.PlaceFactory())
    factories.name_agency(announcement, agency)
    factories.AnnouncementFactory()
    return {
        "announcement": announcement,
        "case": case,
        "platform": platform,
        "agency": agency,
        "both": {("announcement", announcement.public_id), ("case", case.public_id)},
    }


def test_an_announcement_and_its_cases_reach_each_other(held):
    assert find_keys(held["announcement"]) == held["both"]
    assert find_keys(held["case"]) == held["both"]
    assert find_keys(held["case"].reports.get()) == held["both"]


def test_a_name_reaches_all_that_show_it(held):
    expected = held["both"] | {("platform", "qq")}
    assert find_keys(held["platform"]) == expected
    name = PlatformName.objects.create(platform=held["platform"], text="Penguin")
    assert find_keys(name) == expected


def test_a_place_reaches_its_agencies(held):
    assert find_keys(held["agency"].place) == {("agency", "bureau")}
    factories.name_place(held["announcement"], held["agency"].place)
    assert ("announcement", held["announcement"].public_id) in find_keys(held["agency"].place)


def test_an_offence_reaches_its_cases_and_their_texts(held):
    assert find_keys(held["case"].offence) == held["both"]


def test_facts_reach_what_they_are_said_of(held):
    figure = factories.state_figure(held["announcement"], "12", 12)
    assert find_keys(figure) == held["both"]
    assert find_keys(factories.SanctionFactory(case=held["case"])) == held["both"]
    assert find_keys(factories.IssueFactory(announcement=held["announcement"])) == held["both"]


def test_what_is_touched_is_queued_once(held):
    Outbox.objects.all().delete()
    touch([held["announcement"], held["case"]])
    assert {(row.kind, row.identifier) for row in Outbox.objects.all()} == held["both"]
    assert Outbox.objects.count() == 2


def test_what_many_records_show_reaches_them_under_one_key(held, monkeypatch):
    monkeypatch.setattr(reach, "FEW", 1)
    for _ in range(2):
        factories.name_platform(factories.AnnouncementFactory(), held["platform"])
    assert find_keys(held["platform"]) == {("platform", "qq"), ("platform+", "qq")}
    shown = set(reach.expand("platform", "qq"))
    assert held["both"] < shown
    assert len(shown) == 4


def test_the_one_key_of_a_place_and_of_an_offence_stands_for_all_that_show_them(held, monkeypatch):
    monkeypatch.setattr(reach, "FEW", 0)
    place = held["agency"].place
    factories.name_place(held["announcement"], place)
    assert find_keys(place) == {("place+", place.code), ("agency", "bureau")}
    assert set(reach.expand("place", place.code)) == {
        ("announcement", held["announcement"].public_id)
    }
    offence = held["case"].offence
    assert find_keys(offence) == {("offence+", offence.slug)}
    assert set(reach.expand("offence", offence.slug)) == held["both"]


def test_what_reaches_many_marks_no_announcement_for_review(held, monkeypatch):
    monkeypatch.setattr(reach, "FEW", 0)
    docket.freshen()
    touch([held["platform"]])
    assert not Docket.objects.filter(stale=True).exists()
