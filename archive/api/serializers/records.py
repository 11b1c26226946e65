"""Each record, whole, and as a row of a list."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from archive.api.serializers.facts import (
    CaseFactSerializer,
    IssueSerializer,
    NamedFactSerializer,
    StatedFigureSerializer,
    StatedSanctionSerializer,
    UnresolvedSerializer,
)
from archive.api.serializers.fields import PageUrl, SpanField, Unknown
from archive.models import Agency, Announcement, Campaign, Case, Place, Platform


class PublishedSerializer(serializers.Serializer[Announcement]):
    """The date as precise as it is known (EDTF), and how it is known."""

    edtf = Unknown(source="published_edtf")
    earliest = serializers.DateField(source="published_earliest", allow_null=True)
    latest = serializers.DateField(source="published_latest", allow_null=True)
    basis = Unknown(source="published_basis")
    reason = Unknown(source="published_reason")


class AnnouncementRow(serializers.Serializer[Announcement]):
    """An announcement without its text."""

    id = serializers.CharField(source="public_id")
    url = PageUrl("announcement")
    title = serializers.CharField()
    publisher = Unknown()
    language = serializers.CharField()
    published = PublishedSerializer(source="*")


class AnnouncementSerializer(serializers.Serializer[Any]):
    """An announcement with its text and every fact read from it."""

    id = serializers.CharField(source="announcement.public_id")
    url = PageUrl("announcement", "announcement.public_id")
    title = serializers.CharField(source="announcement.title")
    title_basis = serializers.CharField(source="announcement.title_basis")
    publisher = Unknown(source="announcement.publisher")
    reporter = Unknown(source="announcement.reporter")
    language = serializers.CharField(source="announcement.language")
    source = Unknown(source="announcement.source")  # type: ignore[assignment]
    source_url = Unknown(source="announcement.url")
    sha256 = serializers.CharField(source="announcement.sha256")
    version = serializers.IntegerField(source="announcement.version")
    published = PublishedSerializer(source="announcement")
    text = serializers.CharField(source="announcement.text")
    campaigns = NamedFactSerializer(source="named.campaign", many=True)
    agencies = NamedFactSerializer(source="named.agency", many=True)
    platforms = NamedFactSerializer(source="named.platform", many=True)
    places = NamedFactSerializer(source="named.place", many=True)
    cases = CaseFactSerializer(many=True)
    totals = StatedFigureSerializer(many=True)
    other_figures = StatedFigureSerializer(source="others", many=True)
    unresolved = UnresolvedSerializer(many=True)
    issues = IssueSerializer(many=True)
    translations = AnnouncementRow(many=True)
    reprints = AnnouncementRow(many=True)


class CaseRow(serializers.Serializer[Case]):
    """A case in a list."""

    id = serializers.CharField(source="public_id")
    url = PageUrl("case")
    designation = Unknown()
    title = serializers.CharField()
    offence = serializers.SlugField(source="offence.slug", default=None)
    status = serializers.CharField()
    state = serializers.CharField()


class ReportSerializer(serializers.Serializer[Any]):
    """An announcement's telling of a case."""

    announcement = AnnouncementRow()
    span = SpanField(allow_null=True)
    status = serializers.CharField()


class CaseSerializer(serializers.Serializer[Any]):
    """A case with what is stated of it."""

    id = serializers.CharField(source="case.public_id")
    url = PageUrl("case", "case.public_id")
    designation = Unknown(source="case.designation")
    title = serializers.CharField(source="case.title")
    offence = serializers.SlugField(source="case.offence.slug", default=None)
    status = serializers.CharField(source="case.status")
    state = serializers.CharField(source="case.state")
    reports = ReportSerializer(many=True)
    campaigns = NamedFactSerializer(source="named.campaign", many=True)
    agencies = NamedFactSerializer(source="named.agency", many=True)
    platforms = NamedFactSerializer(source="named.platform", many=True)
    places = NamedFactSerializer(source="named.place", many=True)
    figures = StatedFigureSerializer(many=True)
    sanctions = StatedSanctionSerializer(many=True)


class CampaignRow(serializers.Serializer[Campaign]):
    """A campaign."""

    id = serializers.SlugField(source="slug")
    url = PageUrl("campaign", "slug")
    name = serializers.CharField()
    name_zh = Unknown()
    period = Unknown(source="period_edtf")


class AgencyRow(serializers.Serializer[Agency]):
    """An agency."""

    id = serializers.SlugField(source="slug")
    url = PageUrl("agency", "slug")
    name = serializers.CharField()
    name_zh = Unknown()
    level = serializers.CharField()
    country = serializers.CharField()


class PlatformRow(serializers.Serializer[Platform]):
    """A platform."""

    id = serializers.SlugField(source="slug")
    url = PageUrl("platform", "slug")
    name = serializers.CharField()
    name_zh = Unknown()
    kind = Unknown()
    operator = Unknown()


class PlaceRow(serializers.Serializer[Place]):
    """An administrative division."""

    code = serializers.CharField()
    iso = serializers.CharField()
    url = PageUrl("place", "code")
    name = serializers.CharField()
    name_zh = serializers.CharField()
    level = serializers.CharField()
    parent = Unknown(source="parent_id")  # type: ignore[assignment]
    until = serializers.IntegerField(allow_null=True)


class ActivitySerializer(serializers.Serializer[Any]):
    """How much the archive holds about a record; null where the index cannot answer."""

    announcements = serializers.IntegerField()
    cases = serializers.IntegerField()


class _Named(serializers.Serializer[Any]):
    """What the page of a named record holds beside the record."""

    names = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    activity = ActivitySerializer()


class CampaignSerializer(_Named):
    """A campaign, its names, its kin."""

    campaign = CampaignRow(source="record")
    part_of = CampaignRow(source="related.parent", many=True)
    parts = CampaignRow(source="related.part", many=True)
    rounds = CampaignRow(source="related.series", many=True)


class AgencySerializer(_Named):
    """An agency, its names, its kin."""

    agency = AgencyRow(source="record")
    part_of = AgencyRow(source="related.parent", many=True)
    parts = AgencyRow(source="related.part", many=True)
    successors = AgencyRow(source="related.successor", many=True)
    predecessors = AgencyRow(source="related.former", many=True)


class PlatformSerializer(_Named):
    """A platform, its names, its kin."""

    platform = PlatformRow(source="record")
    part_of = PlatformRow(source="related.parent", many=True)
    parts = PlatformRow(source="related.part", many=True)


class PlaceSerializer(_Named):
    """A place, its names, what it lies in, its parts."""

    place = PlaceRow()
    above = PlaceRow(many=True)
    parts = PlaceRow(many=True)
    agencies = AgencyRow(many=True)
