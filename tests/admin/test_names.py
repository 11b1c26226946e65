"""Unresolved names in the admin: the lists, the choices, what each one writes."""

import pytest
from django.urls import reverse

from archive.models import Origin, Platform, Redirect, State, Unresolved
from archive.review.likeness import rank
from tests.factories import (
    AgencyFactory,
    AnnouncementFactory,
    CaseFactory,
    PlaceFactory,
    PlatformFactory,
    mark,
    name_platform,
)

pytestmark = pytest.mark.django_db

MACHINE = {"origin": Origin.MACHINE, "extractor": "rules", "extractor_version": "1.0"}


def print_name(text="Pay House", kind="platform", count=2):
    name = Unresolved.objects.create(kind=kind, text=text, reason="ambiguous")
    for number in range(count):
        announcement = AnnouncementFactory(text=f"Notice {number}. Bets ran through {text} groups.")
        mark(announcement, text, kind="unresolved", unresolved=name)
    return name


def compose(name="Moonbeam", count=2):
    """A platform that a load made of a name in two texts."""
    platform = PlatformFactory(name=name, name_zh="", slug=name.lower(), origin=Origin.MACHINE)
    for number in range(count):
        announcement = AnnouncementFactory(text=f"Notice {number}. They ran “{name}” live.")
        name_platform(announcement, platform, name, **MACHINE)
    return platform


def decide(desk, name, choice, /, **values):
    if isinstance(name, Unresolved):
        path = reverse("admin:review-name", args=[name.pk])
    else:
        path = reverse("admin:review-composed", args=["platform", name.slug])
    return desk.post(path, {"choice": choice, **values})


def test_the_list_has_counts_and_passages_the_most_printed_first(
    desk, django_assert_max_num_queries
):
    print_name("Rare", count=1)
    print_name("Common", count=3)
    with django_assert_max_num_queries(8):
        response = desk.get(reverse("admin:review-names"))
    assert [(line.text, line.told) for line in response.context["lines"]] == [
        ("Common", 3),
        ("Rare", 1),
    ]
    assert "Bets ran through <mark>Common</mark> groups." in response.content.decode()


def test_composed_records_are_listed_until_someone_looked(desk):
    platform = compose()
    compose("Unread", count=0)
    PlatformFactory(name="WeChat")
    lines = desk.get(reverse("admin:review-names"), {"tab": "new"}).context["lines"]
    assert [line.name for line in lines] == [platform]


def test_candidates_are_ranked_by_likeness(desk):
    near = PlatformFactory(name="PayHouse", name_zh="")
    PlatformFactory(name="Weather Map", name_zh="")
    response = desk.get(reverse("admin:review-name", args=[print_name().pk]))
    assert list(response.context["settle"].records.values()) == [near]


def test_likeness_by_sound_and_script():
    first = PlatformFactory(name="Douyin", name_zh="抖音")
    PlatformFactory(name="Kuaishou", name_zh="快手")
    assert rank("platform", "抖陰")[0].record == first
    assert rank("platform", "DouYin app")[0].record == first


def test_what_a_load_offered_leads_whatever_its_names():
    near = PlaceFactory(code="330000", name="Zhejiang", name_zh="浙江省")
    far = PlaceFactory(code="440000", iso="CN-GD", name="Guangdong", name_zh="广东省")
    assert [entry.record for entry in rank("place", "Zhejiang", first=["440000"])] == [far, near]


def test_one_of_the_list_is_chosen(desk):
    name = print_name()
    platform = PlatformFactory(name="PayHouse", name_zh="")
    response = decide(desk, name, "is", likely=platform.pk, reason="its old spelling")
    assert response.status_code == 302
    assert platform.announcement_facts.count() == 2
    assert platform.names.get().text == "Pay House" or not platform.names.exists()
    assert name.history.first().history_change_reason == "its old spelling"


def test_another_is_typed(desk):
    platform = PlatformFactory(name="Cash Corner")
    decide(desk, print_name(), "is", other="cash corner")
    assert platform.announcement_facts.count() == 2


def test_no_choice_asks_for_one(desk):
    response = decide(desk, print_name(), "is")
    assert "Choose one of the list" in str(response.context["settle"].errors)


def test_a_new_agency_is_added(desk):
    AgencyFactory()
    name = print_name("Net Patrol", kind="agency")
    decide(desk, name, "new", name="Net Patrol Office", name_zh="网巡办", level="county")
    name.refresh_from_db()
    assert name.decision == "agency:net-patrol-office"


def test_a_name_taken_for_another_kind(desk):
    name = print_name("Hangzhou", kind="platform")
    place = PlaceFactory(name="Hangzhou")
    path = f"{reverse('admin:review-name', args=[name.pk])}?as=place"
    desk.post(path, {"choice": "is", "other": "Hangzhou", "role": "enforcement"})
    assert {f.role for f in place.announcement_facts.all()} == {"enforcement"}


def test_no_name_and_back(desk):
    name = print_name()
    decide(desk, name, "none", reason="a common noun")
    name.refresh_from_db()
    assert name.status == Unresolved.Status.NO_NAME
    done = desk.get(reverse("admin:review-names"), {"tab": "done"})
    assert [line.name for line in done.context["lines"]] == [name]
    decide(desk, name, "reopen")
    name.refresh_from_db()
    assert name.status == Unresolved.Status.OPEN


def test_a_composed_record_is_confirmed(desk):
    platform = compose()
    decide(desk, platform, "new", name="Moonbeam Live", name_zh="月光")
    platform.refresh_from_db()
    assert (platform.name, platform.name_zh, platform.origin) == ("Moonbeam Live", "月光", "editor")
    assert {f.state for f in platform.announcement_facts.all()} == {State.ACCEPTED}
    assert [form.text for form in platform.names.all()] == ["Moonbeam"]


def test_a_composed_record_is_one_that_is_known(desk):
    composed, known = compose(), PlatformFactory(name="Moon Beam TV", slug="moon-beam-tv")
    case = CaseFactory()
    case.platform_facts.create(platform=composed, **MACHINE)
    decide(desk, composed, "is", other="Moon Beam TV")
    composed.refresh_from_db()
    assert composed.merged_into == known
    assert known.announcement_facts.count() == known.mentions.count() == 2
    assert case.platform_facts.get(platform=known).state == State.ACCEPTED
    assert Redirect.objects.get(identifier="moonbeam").target == "moon-beam-tv"
    assert [form.text for form in known.names.all()] == ["Moonbeam"]


def test_a_composed_record_is_none(desk):
    platform = compose()
    decide(desk, platform, "none")
    assert {f.state for f in platform.announcement_facts.all()} == {State.REJECTED}
    assert Unresolved.objects.get(text="Moonbeam").status == Unresolved.Status.NO_NAME
    assert Platform.objects.filter(pk=platform.pk).exists()


def test_the_admins_own_list_leads_here(desk):
    response = desk.get("/admin/archive/unresolved/")
    assert (response.status_code, response.url) == (302, reverse("admin:review-names"))
