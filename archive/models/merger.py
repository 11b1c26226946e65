"""Mergers: which record took another's place, why, and what it took to do so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from archive.models.base import Stamped


class Merger(Stamped):
    """Two records of one thing made one: `source`, whose address leads to `target` for ever.
    Both are public identifiers of a `kind` ("case", "agency", "platform", "campaign")."""

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=120)
    target = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mergers",
    )
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        permissions = [("merge_record", "Can merge records and undo mergers")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="merger_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="merger_reason_given"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source} into {self.target}"


class MergedRow(models.Model):
    """One row that a merger moved, took out or made, with its columns as they were before."""

    class What(models.TextChoices):
        MOVED = "moved", "moved"
        TAKEN = "taken", "taken out, for the other record has the same"
        MADE = "made", "made"

    merger = models.ForeignKey(Merger, on_delete=models.CASCADE, related_name="rows")
    what = models.CharField(max_length=10, choices=What)
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["merger", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.table}:{self.row}"
