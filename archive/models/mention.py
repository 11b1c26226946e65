"""Mentions: the spans that tie each fact to its words."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from archive.models.announcement import Announcement
from archive.models.campaign import Campaign
from archive.models.case import Case
from archive.models.figure import Figure
from archive.models.review import Unresolved
from archive.models.sanction import Sanction
from archive.models.vocabulary import Agency, Place, Platform

TARGETS: Final = (
    "campaign",
    "agency",
    "platform",
    "place",
    "figure",
    "sanction",
    "case",
    "unresolved",
)
"""The foreign keys of Mention, one of which says what it names."""


def _index_targets() -> list[models.Index]:
    """An index of each foreign key, of the rows that have one: a mention names one thing, and
    eight indexes of nothing cost more than all that is written of it."""
    return [
        models.Index(
            fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"mention_{name}"
        )
        for name in (*TARGETS, "within")
    ]


class Mention(models.Model):
    """A span of one version of an announcement's text and what it names.

    `quote` equals the text from `start` to `end` (code points). `within` is the case whose
    passage holds it. A mention is never re-anchored: a text that changes gets new ones.
    """

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", "campaign"
        AGENCY = "agency", "agency"
        PLATFORM = "platform", "platform"
        PLACE = "place", "place"
        FIGURE = "figure", "figure"
        SANCTION = "sanction", "sanction"
        CASE = "case", "case heading"
        DESIGNATION = "designation", "designation"
        OFFENCE = "offence", "offence"
        STATUS = "status", "status"
        TITLE = "title", "title"
        PUBLISHER = "publisher", "publisher"
        REPORTER = "reporter", "reporter"
        PUBLISHED = "published", "date of publication"
        UNRESOLVED = "unresolved", "unresolved name"

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    campaign = models.ForeignKey(
        Campaign,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    platform = models.ForeignKey(
        Platform,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    figure = models.ForeignKey(
        Figure,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    sanction = models.ForeignKey(
        Sanction,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    unresolved = models.ForeignKey(
        Unresolved,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    within = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="passage_mentions",
        db_index=False,
    )
    extractor = models.CharField(max_length=40, blank=True)
    extractor_version = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["announcement", "start", "-end"]
        indexes = [
            models.Index(fields=["announcement", "version", "start"]),
            *_index_targets(),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_span"),
            models.CheckConstraint(condition=~Q(quote=""), name="mention_quote_given"),
            models.CheckConstraint(
                condition=Q(kind="campaign", campaign__isnull=False)
                | Q(kind="agency", agency__isnull=False)
                | Q(kind="platform", platform__isnull=False)
                | Q(kind="place", place__isnull=False)
                | Q(kind="figure", figure__isnull=False)
                | Q(kind="sanction", sanction__isnull=False)
                | Q(kind="unresolved", unresolved__isnull=False)
                | Q(kind__in=["case", "designation", "offence", "status"], case__isnull=False)
                | Q(kind__in=["title", "publisher", "reporter", "published"]),
                name="mention_names_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.quote[:60]}” ({self.kind})"
