"""Names decided by an editor: for every mention of today, and for every load to come."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command

from archive.models import (
    Announcement,
    AnnouncementPlatform,
    Candidate,
    NameKind,
    Origin,
    Platform,
    PlatformName,
    State,
    Unresolved,
)
from archive.review.decisions import names
from tests.factories import (
    AgencyFactory,
    AnnouncementFactory,
    CampaignFactory,
    PlaceFactory,
    PlatformFactory,
    mark,
    report_case,
)

pytestmark = pytest.mark.django_db

NOTICE = (
    "Police close a betting ring\n"
    "Police in Zhejiang detained 12 suspects in May 2019. They took bets through {} groups.\n"
)


@pytest.fixture
def editor():
    return User.objects.create_user("mei")


@pytest.fixture
def load(tmp_path):
    """Loads one announcement of the given words, as a file of its own."""
    PlaceFactory()

    def load_one(name, words):
        path = tmp_path / f"{name}.txt"
        path.write_text(words, encoding="utf-8")
        call_command("load_documents", str(path), verbosity=0)
        return Announcement.objects.get(source=str(path))

    return load_one


def print_name(text="Payhouse", kind="platform", count=2, candidates=()):
    """A name that several announcements print and that is not settled."""
    name = Unresolved.objects.create(kind=kind, text=text, reason="ambiguous")
    for rank, row in enumerate(candidates):
        Candidate.objects.create(unresolved=name, identifier=row.slug, rank=rank)
    for number in range(count):
        announcement = AnnouncementFactory(text=f"Notice {number}. Bets through {text} groups.")
        mark(announcement, text, kind="unresolved", unresolved=name)
    return name


def test_the_choice_holds_for_every_mention(editor):
    name = print_name(count=3)
    platform = PlatformFactory()
    assert names.settle(name, platform, by=editor) == 3
    facts = AnnouncementPlatform.objects.filter(platform=platform)
    assert {(f.state, f.origin) for f in facts} == {(State.ACCEPTED, Origin.EDITOR)}
    assert facts.count() == platform.mentions.count() == 3
    assert all(m.quote == "Payhouse" and m.kind == "platform" for m in platform.mentions.all())
    name.refresh_from_db()
    assert (name.status, name.decision) == ("resolved", f"platform:{platform.slug}")


def test_the_case_around_the_words_names_it_too(editor):
    name = print_name(count=1)
    announcement = Announcement.objects.get()
    case = report_case(announcement)
    announcement.mentions.update(within=case)
    platform = PlatformFactory()
    names.settle(name, platform, by=editor)
    assert case.platform_facts.get().platform == platform


def test_the_name_becomes_one_of_the_record(editor):
    platform = PlatformFactory()
    names.settle(print_name(), platform, by=editor)
    form = platform.names.get()
    assert (form.text, form.kind, form.origin) == ("Payhouse", NameKind.ALIAS, Origin.EDITOR)


def test_an_ordinary_word_counts_only_in_a_setting(editor):
    platform = PlatformFactory()
    names.settle(print_name("House"), platform, by=editor, ordinary=True)
    assert platform.names.get().kind == NameKind.WEAK


@pytest.mark.parametrize("known", ["payhouse", "PayHouse"])
def test_a_name_that_the_record_has_is_not_added(editor, known):
    platform = PlatformFactory(name=known)
    names.settle(print_name(), platform, by=editor)
    assert not platform.names.exists()


def test_one_of_several_bearers_gets_no_second_name(editor):
    bearers = PlatformFactory.create_batch(2)
    names.settle(print_name(candidates=bearers), bearers[0], by=editor)
    assert not PlatformName.objects.exists()


def test_a_name_may_be_of_another_kind(editor):
    campaign = CampaignFactory()
    names.settle(print_name("Clear Sky", kind="platform"), campaign, by=editor)
    assert Announcement.objects.filter(campaign_facts__campaign=campaign).count() == 2


def test_a_record_that_a_load_composed_joins_the_vocabulary(editor):
    platform = PlatformFactory(origin=Origin.MACHINE)
    names.settle(print_name(), platform, by=editor)
    platform.refresh_from_db()
    assert platform.origin == Origin.EDITOR


def test_a_new_record_is_made_with_both_names(editor):
    name = print_name()
    values = {"name": "Pay House", "name_zh": "付屋", "kind": "payment"}
    platform = names.create(name, "platform", values, by=editor, reason="its own site")
    assert (platform.slug, platform.name_zh, platform.origin) == ("pay-house", "付屋", "editor")
    assert platform.history.first().history_user == editor
    assert [form.text for form in platform.names.all()] == ["Payhouse"]
    assert platform.announcement_facts.count() == 2


def test_a_new_record_takes_no_ones_slug(editor):
    PlatformFactory(slug="pay-house")
    platform = names.create(print_name(), "platform", {"name": "Pay House"}, by=editor)
    assert platform.slug == "pay-house-2"


def test_a_new_agency_needs_a_level(editor):
    name = print_name("Market Patrol", kind="agency")
    with pytest.raises(ValidationError, match="level"):
        names.create(name, "agency", {"name": "Market Patrol"}, by=editor)
    assert name.mentions.count() == 2


def test_what_is_no_name_is_unmarked(editor):
    name = print_name()
    assert names.dismiss(name, by=editor) == 2
    assert not name.mentions.exists()
    assert name.status == Unresolved.Status.NO_NAME


def test_only_named_records_have_names(editor):
    with pytest.raises(ValidationError, match="Choose a platform"):
        names.settle(print_name(), AnnouncementFactory(), by=editor)


def test_the_cautious_role_where_none_is_said(editor):
    county = AgencyFactory(level="county")
    names.settle(print_name("County Bureau", kind="agency"), county, by=editor)
    assert {f.role for f in county.announcement_facts.all()} == {"investigating"}


# ---- the loads to come -------------------------------------------------------------------------


def test_the_next_load_knows_the_name(editor, load):
    PlatformFactory(name="WeChat", slug="wechat")
    names.add_form(Platform.objects.get(), "Payhouse", by=editor)
    later = load("later", NOTICE.format("Payhouse"))
    assert later.platform_facts.get().platform.slug == "wechat"


def test_the_next_load_follows_the_choice_between_bearers(editor, load):
    first, second = (PlatformFactory(name=n) for n in ("Bank Payhouse", "Shop Payhouse"))
    for platform in (first, second):
        PlatformName.objects.create(platform=platform, text="Payhouse")
    announcement = load("first", NOTICE.format("Payhouse"))
    name = Unresolved.objects.get(text="Payhouse")
    assert {c.identifier for c in name.candidates.all()} == {first.slug, second.slug}
    assert not announcement.platform_facts.exists()

    names.settle(name, second, by=editor)
    later = load("later", NOTICE.format("Payhouse").replace("12", "15"))
    assert later.platform_facts.get().platform == second
    assert not later.mentions.filter(kind="unresolved").exists()


def test_a_load_leaves_what_the_editor_chose(editor, load):
    bearers = [PlatformFactory(name=n) for n in ("Bank Payhouse", "Shop Payhouse")]
    for platform in bearers:
        PlatformName.objects.create(platform=platform, text="Payhouse")
    announcement = load("first", NOTICE.format("Payhouse"))
    names.settle(Unresolved.objects.get(text="Payhouse"), bearers[0], by=editor)
    load("first", NOTICE.format("Payhouse"))
    fact = announcement.platform_facts.get()
    assert (fact.platform, fact.state) == (bearers[0], State.ACCEPTED)
    assert announcement.mentions.filter(kind="platform").count() == 1


def test_the_next_load_does_not_raise_what_is_no_name(editor, load):
    for platform in PlatformFactory.create_batch(2):
        PlatformName.objects.create(platform=platform, text="Payhouse")
    load("first", NOTICE.format("Payhouse"))
    names.dismiss(Unresolved.objects.get(text="Payhouse"), by=editor)
    later = load("later", NOTICE.format("Payhouse").replace("12", "15"))
    assert not later.mentions.filter(kind__in=["unresolved", "platform"]).exists()
    assert Unresolved.objects.get(text="Payhouse").status == Unresolved.Status.NO_NAME


COINED = NOTICE.format("WeChat") + 'They also ran a live-streaming platform called "Moonbeam".\n'


@pytest.fixture
def coined(load):
    load("first", COINED)
    return Platform.objects.get(origin=Origin.MACHINE)


def test_a_composed_record_is_confirmed_with_its_forms(editor, load, coined):
    names.confirm(coined, {"name": "Moonbeam Live", "name_zh": "月光直播"}, by=editor)
    assert coined.announcement_facts.get().state == State.ACCEPTED
    later = load("later", COINED.replace("12", "15"))
    assert later.platform_facts.get().platform == coined
    coined.refresh_from_db()
    assert (coined.origin, coined.name) == (Origin.EDITOR, "Moonbeam Live")


def test_a_composed_record_that_is_none_is_not_composed_again(editor, load, coined):
    assert names.refuse(coined, by=editor) == 1
    assert coined.announcement_facts.get().state == State.REJECTED
    later = load("later", COINED.replace("12", "15"))
    assert not later.platform_facts.exists()
    assert not later.mentions.filter(kind="platform").exists()


def test_a_decision_taken_back_is_asked_again(editor, load):
    for platform in PlatformFactory.create_batch(2):
        PlatformName.objects.create(platform=platform, text="Payhouse")
    load("first", NOTICE.format("Payhouse"))
    name = Unresolved.objects.get(text="Payhouse")
    names.dismiss(name, by=editor)
    names.reopen(name, by=editor)
    later = load("later", NOTICE.format("Payhouse").replace("12", "15"))
    assert later.mentions.get(kind="unresolved").unresolved == name
