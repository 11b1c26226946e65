"""Rows for tests: the least that a record needs, and short ways to whole announcements."""

from __future__ import annotations

import hashlib
from typing import Any

import factory
from factory.django import DjangoModelFactory

from archive import models
from archive.models import AgencyRole, PlaceRole
from archive.text.edtf import find_bounds


class PlaceFactory(DjangoModelFactory):
    """A province-level place; `county_of` and `prefecture_of` make lower ones."""

    class Meta:
        model = models.Place
        django_get_or_create = ("code",)

    code = "330000"
    iso = "CN-ZJ"
    level = "province"
    name = "Zhejiang"
    name_zh = "浙江省"


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = models.Agency

    slug = factory.Sequence(lambda n: f"agency-{n}")
    name = factory.Sequence(lambda n: f"Bureau {n}")
    name_zh = factory.Sequence(lambda n: f"第{n}局")
    level = "national"


class PlatformFactory(DjangoModelFactory):
    class Meta:
        model = models.Platform

    slug = factory.Sequence(lambda n: f"platform-{n}")
    name = factory.Sequence(lambda n: f"Platform {n}")
    name_zh = factory.Sequence(lambda n: f"平台{n}")
    kind = "messaging"


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = models.Campaign

    slug = factory.Sequence(lambda n: f"campaign-{n}")
    name = factory.Sequence(lambda n: f"Clear Field {n}")
    name_zh = factory.Sequence(lambda n: f"净田{n}")


class OffenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Offence
        django_get_or_create = ("slug",)

    slug = "gambling"
    name = "Gambling"
    name_zh = "赌博"


class AnnouncementFactory(DjangoModelFactory):
    """A public announcement; `published_edtf` brings its days with it."""

    class Meta:
        model = models.Announcement

    title = factory.Sequence(lambda n: f"Police close gambling sites, number {n}")
    text = factory.Sequence(
        lambda n: f"Notice {n}. Police in Zhejiang detained 12 suspects who used WeChat groups."
    )
    source = factory.Sequence(lambda n: f"notice-{n}.txt")
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.text.encode()).hexdigest())
    language = "en"
    publisher = "Example Daily"
    published_edtf = "2015-06-01"
    published_basis = "stated"
    published_earliest = factory.LazyAttribute(
        lambda o: find_bounds(o.published_edtf)[0] if o.published_edtf else None
    )
    published_latest = factory.LazyAttribute(
        lambda o: find_bounds(o.published_edtf)[1] if o.published_edtf else None
    )


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = models.Case

    title = factory.Sequence(lambda n: f"Online gambling case {n}")
    status = "detained"
    offence = factory.SubFactory(OffenceFactory)


class CaseReportFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseReport

    case = factory.SubFactory(CaseFactory)
    announcement = factory.SubFactory(AnnouncementFactory)
    start = 0
    end = factory.LazyAttribute(lambda o: len(o.announcement.text))


class FigureFactory(DjangoModelFactory):
    class Meta:
        model = models.Figure

    announcement = factory.SubFactory(AnnouncementFactory)
    subject = "campaign"
    measure = "suspects"
    value = 12


class SanctionFactory(DjangoModelFactory):
    class Meta:
        model = models.Sanction

    case = factory.SubFactory(CaseFactory)
    kind = "imprisonment"
    value = 3
    unit = "years"


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = models.Issue

    announcement = factory.SubFactory(AnnouncementFactory)
    code = "announced-cases-missing"
    message = "5 cases announced, 2 in the text"


def mark(announcement: models.Announcement, words: str, **target: Any) -> models.Mention:
    """A mention of `words` where they first stand in the text, naming `target`: one keyword as
    `agency=` or `figure=`, or `kind=` alone for what names no record. `case=` with a kind of
    its own marks a part of a case. Raises ValueError where the text lacks the words."""
    start = announcement.text.index(words)
    within = target.pop("within", None)
    kind = target.pop("kind", None) or next(iter(target))
    return models.Mention.objects.create(
        announcement=announcement,
        version=announcement.version,
        kind=kind,
        start=start,
        end=start + len(words),
        quote=words,
        within=within,
        **target,
    )


def name_agency(
    announcement: models.Announcement,
    agency: models.Agency,
    words: str = "",
    role: str = AgencyRole.ANNOUNCING,
    **life: Any,
) -> models.AnnouncementAgency:
    """The fact that an announcement names an agency, with its words where given."""
    if words:
        mark(announcement, words, agency=agency)
    return models.AnnouncementAgency.objects.create(
        announcement=announcement, agency=agency, role=role, **life
    )


def name_platform(
    announcement: models.Announcement, platform: models.Platform, words: str = "", **life: Any
) -> models.AnnouncementPlatform:
    """The fact that an announcement names a platform, with its words where given."""
    if words:
        mark(announcement, words, platform=platform)
    return models.AnnouncementPlatform.objects.create(
        announcement=announcement, platform=platform, **life
    )


def name_campaign(
    announcement: models.Announcement, campaign: models.Campaign, words: str = "", **life: Any
) -> models.AnnouncementCampaign:
    """The fact that an announcement tells of a campaign, with its words where given."""
    if words:
        mark(announcement, words, campaign=campaign)
    return models.AnnouncementCampaign.objects.create(
        announcement=announcement, campaign=campaign, **life
    )


def name_place(
    announcement: models.Announcement,
    place: models.Place,
    words: str = "",
    role: str = PlaceRole.ENFORCEMENT,
    **life: Any,
) -> models.AnnouncementPlace:
    """The fact that an announcement names a place, with its words where given."""
    if words:
        mark(announcement, words, place=place)
    return models.AnnouncementPlace.objects.create(
        announcement=announcement, place=place, role=role, **life
    )


def report_case(announcement: models.Announcement, passage: str = "", **fields: Any) -> models.Case:
    """A case that the announcement reports in `passage`, or in its whole text."""
    case: models.Case = CaseFactory.create(**fields)
    start = announcement.text.index(passage) if passage else 0
    end = start + len(passage) if passage else len(announcement.text)
    CaseReportFactory.create(
        case=case,
        announcement=announcement,
        ordinal=announcement.case_reports.count(),
        start=start,
        end=end,
    )
    return case


def state_figure(
    announcement: models.Announcement,
    words: str,
    value: float,
    case: models.Case | None = None,
    **fields: Any,
) -> models.Figure:
    """A figure of the whole announcement, or of a case of it, with its words."""
    figure: models.Figure = FigureFactory.create(
        announcement=announcement,
        case=case,
        subject="case" if case else "campaign",
        value=value,
        **fields,
    )
    mark(announcement, words, figure=figure, within=case)
    return figure
