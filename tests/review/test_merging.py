"""Merging two records of one thing, and undoing it, row by row."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from archive.models import (
    AnnouncementPlatform,
    Campaign,
    Case,
    Figure,
    Mention,
    Merger,
    Outbox,
    Platform,
    Redirect,
)
from archive.review.decisions import merging
from tests import factories

pytestmark = pytest.mark.django_db


def merge(source, target, reason="the same"):
    return merging.merge(source, target, by=None, reason=reason)


def dump(*models):
    """Every row of some tables, to compare."""
    skipped = {"updated", "origin", "state"}
    return {
        model.__name__: sorted(
            [
                {key: str(value) for key, value in row.items() if key not in skipped}
                for row in model.objects.values()
            ],
            key=lambda row: row["id"],
        )
        for model in models
    }


@pytest.fixture
def platforms():
    """Two platforms: one text names both, another the first alone."""
    source = factories.PlatformFactory(slug="weixin", name="Weixin", name_zh="微信")
    target = factories.PlatformFactory(slug="wechat", name="WeChat", name_zh="微信")
    source.names.create(text="Micro Letter", kind="mistranslation")
    both, one = factories.AnnouncementFactory(), factories.AnnouncementFactory()
    factories.name_platform(both, source, "WeChat")
    factories.name_platform(both, target)
    factories.name_platform(one, source, "WeChat")
    child = factories.PlatformFactory(name="Moments", parent=source)
    return source, target, both, one, child


def test_what_hung_on_the_source_hangs_on_the_target(platforms):
    source, target, both, one, child = platforms
    merge(source, target)
    assert list(both.platform_facts.values_list("platform", flat=True)) == [target.pk]
    assert list(one.platform_facts.values_list("platform", flat=True)) == [target.pk]
    assert not Mention.objects.filter(platform=source).exists()
    child.refresh_from_db()
    assert child.parent == target
    assert set(target.names.values_list("text", flat=True)) == {"Micro Letter", "Weixin"}
    queued = set(Outbox.objects.values_list("kind", "identifier"))
    assert {("platform", "weixin"), ("platform", "wechat")} <= queued
    assert {("announcement", both.public_id), ("announcement", one.public_id)} <= queued


def test_the_old_address_leads_to_the_new_for_ever(platforms):
    source, target, *_ = platforms
    third = factories.PlatformFactory(slug="tencent-wechat")
    merge(source, target)
    merge(target, third)
    for slug in ("weixin", "wechat"):
        response = Client().get(f"/platforms/{slug}")
        assert response.status_code == 301
        assert response["Location"] == "/platforms/tencent-wechat"


def test_undoing_leaves_every_row_as_it_was(platforms):
    source, target, *_ = platforms
    tables = (AnnouncementPlatform, Mention, Platform, Redirect)
    before = dump(*tables), set(target.names.values_list("text", flat=True))
    merger = merge(source, target)
    assert dump(*tables) != before[0]
    merging.undo(merger, by=None)
    assert (dump(*tables), set(target.names.values_list("text", flat=True))) == before
    assert Merger.objects.get().undone is not None
    with pytest.raises(ValidationError, match="undone already"):
        merging.undo(merger, by=None)


def test_a_merger_that_another_builds_on_is_undone_after_it(platforms):
    source, target, *_ = platforms
    third = factories.PlatformFactory()
    first = merge(source, target)
    second = merge(target, third)
    redirects = dump(Redirect)
    merging.undo(second, by=None)
    assert dump(Redirect) != redirects
    assert Redirect.objects.get(identifier="weixin").target == "wechat"
    merging.undo(first, by=None)
    assert not Redirect.objects.exists()


def test_cases_of_two_announcements_become_one():
    one, two = factories.AnnouncementFactory(), factories.AnnouncementFactory()
    source, target = factories.report_case(one), factories.report_case(two)
    factories.state_figure(one, "12 suspects", 12, source)
    factories.SanctionFactory(case=source)
    merge(source, target)
    assert {report.announcement for report in target.reports.all()} == {one, two}
    assert Figure.objects.get().case == target
    assert target.sanctions.count() == 1
    assert list(Case.objects.public()) == [target]
    target.refresh_from_db()
    assert target.state == "accepted"
    response = Client().get(f"/cases/{source.public_id}")
    assert (response.status_code, response["Location"]) == (301, f"/cases/{target.public_id}")


@pytest.mark.parametrize(
    ("source", "target", "furthest"),
    [
        ("sentenced", "detained", "sentenced"),
        ("detained", "sentenced", "sentenced"),
        ("unknown", "investigating", "investigating"),
    ],
)
def test_merged_cases_stand_at_the_furthest_stage_that_a_report_states(source, target, furthest):
    cases = [factories.report_case(factories.AnnouncementFactory()) for _ in range(2)]
    for case, status in zip(cases, (source, target), strict=True):
        case.status = status
        case.save()
    merger = merge(*cases)
    cases[1].refresh_from_db()
    assert cases[1].status == furthest
    merging.undo(merger, by=None)
    cases[1].refresh_from_db()
    assert cases[1].status == target


@pytest.mark.parametrize("what", ["itself", "another kind", "merged", "no reason", "unmergeable"])
def test_what_cannot_be_merged_is_refused(what):
    one, two = factories.PlatformFactory(), factories.PlatformFactory()
    pairs = {
        "itself": (one, one),
        "another kind": (one, factories.CampaignFactory()),
        "merged": (one, two),
        "no reason": (one, two),
        "unmergeable": (factories.OffenceFactory(), factories.OffenceFactory(slug="fraud")),
    }
    if what == "merged":
        merge(two, factories.PlatformFactory())
        two.refresh_from_db()
    with pytest.raises(ValidationError):
        merge(*pairs[what], reason="" if what == "no reason" else "the same")


def test_a_part_of_the_other_is_no_part_of_itself():
    source = factories.CampaignFactory()
    target = factories.CampaignFactory(parent=source)
    merger = merge(source, target)
    assert Campaign.objects.get(pk=target.pk).parent is None
    merging.undo(merger, by=None)
    assert Campaign.objects.get(pk=target.pk).parent == source


def test_the_next_load_reads_the_target(vocabulary, tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(
        "Police of Zhejiang close gambling rooms\n\nHangzhou, June 1, 2015. The public security "
        "bureau of Hangzhou arrested 37 suspects, who used WeChat groups to spread porn.\n",
        encoding="utf-8",
    )
    target = factories.PlatformFactory(slug="one-and-all")
    merge(Platform.objects.get(slug="wechat"), target)
    call_command("load_vocabulary", verbosity=0)
    call_command("load_documents", str(path), verbosity=0)
    assert [fact.platform.slug for fact in AnnouncementPlatform.objects.all()] == ["one-and-all"]
