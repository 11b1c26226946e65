"""Announcements: one published text each, its versions, and what it names."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from archive.models.base import Fact, Origin, Remembered, Stamped, Visibility, new_identifier
from archive.models.campaign import Campaign
from archive.models.vocabulary import Agency, Place, Platform


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Queries over announcements."""

    def public(self) -> AnnouncementQuerySet:
        """Those that readers see."""
        return self.filter(visibility=Visibility.PUBLIC)


class Announcement(Remembered, Stamped):
    """One published text. `text` is the cleaned text of the current `version`, in which the
    mentions' spans count; `published_earliest` and `published_latest` are the first and last
    day that `published_edtf` can mean, null where it says no year; `published_sort` is the last
    day, year 1 where unknown. `settled` names the fields
    that an editor entered or accepted, which no load changes."""

    class Basis(models.TextChoices):
        STATED = "stated", "stated"
        INFERRED = "inferred", "inferred"

    class TitleBasis(models.TextChoices):
        STATED = "stated", "stated"
        DERIVED = "derived", "derived from the text"

    public_id = models.CharField(max_length=16, unique=True, default=new_identifier, editable=False)
    source = models.CharField(
        max_length=500, blank=True, help_text="File name or address it was loaded from."
    )
    sha256 = models.CharField("SHA-256 of the bytes", max_length=64, unique=True)
    media_type = models.CharField(max_length=80, default="text/plain")
    url = models.URLField(max_length=1000, blank=True)
    language = models.CharField(max_length=12, default="und")
    title = models.CharField(max_length=500)
    title_basis = models.CharField(max_length=10, choices=TitleBasis, default=TitleBasis.STATED)
    publisher = models.CharField(max_length=200, blank=True)
    reporter = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    sketch = models.JSONField(default=list, editable=False, help_text="Bottom-k sketch.")
    published_edtf = models.CharField("published (EDTF)", max_length=40, blank=True)
    published_earliest = models.DateField(null=True, blank=True, editable=False)
    published_latest = models.DateField(null=True, blank=True, editable=False)
    published_sort = models.GeneratedField(
        expression=Coalesce("published_latest", Value(date(1, 1, 1))),
        output_field=models.DateField(),
        db_persist=True,
    )
    published_basis = models.CharField(max_length=10, choices=Basis, blank=True)
    published_reason = models.CharField(max_length=300, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="translations"
    )
    reprint_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reprints"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITOR)
    extractor_version = models.CharField(max_length=20, blank=True, editable=False)
    reading = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Fingerprint of the last reading."
    )
    imprint = models.CharField(
        max_length=64, blank=True, editable=False, help_text="What the last reading was made of."
    )
    settled = models.JSONField(default=list, blank=True, editable=False)
    campaigns: models.ManyToManyField[Campaign, AnnouncementCampaign] = models.ManyToManyField(
        Campaign, through="AnnouncementCampaign", related_name="announcements"
    )
    agencies: models.ManyToManyField[Agency, AnnouncementAgency] = models.ManyToManyField(
        Agency, through="AnnouncementAgency", related_name="announcements"
    )
    platforms: models.ManyToManyField[Platform, AnnouncementPlatform] = models.ManyToManyField(
        Platform, through="AnnouncementPlatform", related_name="announcements"
    )
    places: models.ManyToManyField[Place, AnnouncementPlace] = models.ManyToManyField(
        Place, through="AnnouncementPlace", related_name="announcements"
    )
    history = HistoricalRecords(
        excluded_fields=["text", "sketch", "imprint", "updated", "published_sort"]
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-published_sort", "-id"]
        indexes = [
            models.Index(fields=["visibility", "-published_sort", "-id"]),
            models.Index(fields=["published_basis", "visibility"]),
            # With what decides who is shown, so that listing publishers reads no texts.
            models.Index(fields=["visibility", "publisher"], name="announcement_publisher"),
            models.Index(fields=["source"]),
            models.Index(fields=["url"]),
            # The editors' lists, the latest first.
            models.Index(fields=["language", "-id"], name="announcement_language_latest"),
            models.Index(
                fields=["-id"],
                condition=Q(published_latest__isnull=True),
                name="announcement_undated_latest",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="announcement_title_given"),
            models.CheckConstraint(condition=~Q(text=""), name="announcement_text_given"),
            models.CheckConstraint(
                condition=Q(published_earliest__isnull=True)
                | Q(published_latest__isnull=True)
                | Q(published_earliest__lte=F("published_latest")),
                name="announcement_published_ordered",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values),
                name="announcement_visibility_known",
            ),
            models.CheckConstraint(
                condition=~Q(published_basis="inferred") | ~Q(published_reason=""),
                name="announcement_inference_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AnnouncementVersion(models.Model):
    """An earlier text of an announcement, kept when its source changed."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    source = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    replaced = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "number"], name="announcementversion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement} (version {self.number})"


class SketchValue(models.Model):
    """One of the smallest values of an announcement's sketch, by which reprints are found."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="sketch_values"
    )
    value = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.value)


class RemovedRun(models.Model):
    """Page debris that cleaning took out of a text, with the rule, so that nothing is lost."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="removed_runs"
    )
    rule = models.CharField(max_length=60)
    text = models.TextField()
    at = models.PositiveIntegerField(help_text="Where in the cleaned text it stood.")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.rule}: {self.text[:60]}"


class AgencyRole(models.TextChoices):
    ANNOUNCING = "announcing", "announcing"
    LEADING = "leading", "leading"
    PARTICIPATING = "participating", "participating"
    INVESTIGATING = "investigating", "investigating"


class PlaceRole(models.TextChoices):
    ENFORCEMENT = "enforcement", "place of enforcement"
    MENTIONED = "mentioned", "mentioned"
    DATELINE = "dateline", "dateline"


class AnnouncementCampaign(Fact):
    """That an announcement tells of a campaign."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="campaign_facts"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="announcement_facts"
    )

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["announcement", "campaign"], name="announcementcampaign_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.campaign)


class AnnouncementAgency(Fact):
    """That an announcement names an agency in a role."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="agency_facts"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="announcement_facts")
    role = models.CharField(max_length=15, choices=AgencyRole)

    class Meta(Fact.Meta):
        verbose_name_plural = "announcement agencies"
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["announcement", "agency"], name="announcementagency_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.role})"


class AnnouncementPlatform(Fact):
    """That an announcement names a platform."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="platform_facts"
    )
    platform = models.ForeignKey(
        Platform, on_delete=models.PROTECT, related_name="announcement_facts"
    )

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["announcement", "platform"], name="announcementplatform_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.platform)


class AnnouncementPlace(Fact):
    """That an announcement names a place in a role. An acting agency's own place counts as a
    place of enforcement too, with the agency's words as its evidence."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="place_facts"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="announcement_facts")
    role = models.CharField(max_length=15, choices=PlaceRole)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["announcement", "place", "role"], name="announcementplace_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} ({self.role})"
