"""Passages that were withdrawn: what stood where, for those alone who may see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from archive.models.announcement import Announcement
from archive.models.base import Stamped


class Withheld(Stamped):
    """Words of an announcement that readers may not see: a name, a number. They are blacked out
    wherever the archive kept them; `reason` is the editors' own, `restored` when they came back."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="withheld"
    )
    words = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="withheld",
    )
    restored = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "withheld passage"
        permissions = [("withdraw_record", "Can withdraw records and passages, and see them")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="withheld_words_given"),
            models.CheckConstraint(condition=~Q(reason=""), name="withheld_reason_given"),
        ]

    def __str__(self) -> str:
        return f"withheld passage {self.pk} of {self.announcement}"


class WithheldSpot(models.Model):
    """One place where the words stood: a column of a row (`table` is the model's name), from
    which code point on, and exactly how they stood there."""

    withheld = models.ForeignKey(Withheld, on_delete=models.CASCADE, related_name="spots")
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    words = models.TextField()

    class Meta:
        ordering = ["withheld", "id"]

    def __str__(self) -> str:
        return f"{self.table}:{self.row} {self.column} at {self.start}"
