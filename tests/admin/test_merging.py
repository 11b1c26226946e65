"""Merging from the admin: suggested, chosen, undone."""

import pytest

from archive.models import Merger
from tests import factories

ADDRESS = "/admin/archive/{}/{}/merge/"


@pytest.fixture
def cases(db):
    """Two cases of one place and number, told by two announcements."""
    pair = []
    for _ in range(2):
        case = factories.report_case(factories.AnnouncementFactory(), designation="3·10")
        case.place_facts.create(place=factories.PlaceFactory())
        pair.append(case)
    return pair


def test_a_likely_case_is_suggested_chosen_and_merged(desk, cases):
    source, target = cases
    address = ADDRESS.format("case", source.pk)
    opened = desk.get(address)
    assert [one.case for one in opened.context["likely"]] == [target]
    chosen = desk.get(f"{address}?target={target.pk}")
    assert f'<option value="{target.pk}" selected>' in chosen.content.decode()
    response = desk.post(address, {"target": target.pk, "reason": "one case"})
    assert response.status_code == 302
    source.refresh_from_db()
    assert source.merged_into == target
    assert Merger.objects.get().by.username == "ada"
    assert desk.get(address).status_code == 302  # It tells that somebody has decided.


def test_a_merger_is_undone_from_its_list(desk, cases):
    source, target = cases
    desk.post(ADDRESS.format("case", source.pk), {"target": target.pk, "reason": "one case"})
    merger = Merger.objects.get()
    data = {"action": "undo", "_selected_action": [merger.pk]}
    told = desk.post("/admin/archive/merger/", data, follow=True).content.decode()
    assert "Undone: case" in told
    source.refresh_from_db()
    assert source.merged_into is None
    assert (
        "undone already" in desk.post("/admin/archive/merger/", data, follow=True).content.decode()
    )


@pytest.mark.parametrize("kind", ["agency", "platform", "campaign"])
def test_named_records_are_merged_too(desk, kind):
    make = {
        "agency": factories.AgencyFactory,
        "platform": factories.PlatformFactory,
        "campaign": factories.CampaignFactory,
    }[kind]
    source, target = make(), make()
    assert desk.get(ADDRESS.format(kind, source.pk)).status_code == 200
    refused = desk.post(ADDRESS.format(kind, source.pk), {"target": source.pk, "reason": "x"})
    assert "target" in refused.context["form"].errors
    desk.post(ADDRESS.format(kind, source.pk), {"target": target.pk, "reason": "one thing"})
    source.refresh_from_db()
    assert source.merged_into == target
    shown = desk.get(f"/admin/archive/{kind}/{source.pk}/change/").content.decode()
    assert f"/admin/archive/{kind}/{target.pk}/change/" in shown
