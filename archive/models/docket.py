"""The docket: which announcements wait for an editor, the most doubtful first."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q, QuerySet

from archive.models.announcement import Announcement
from archive.models.review import Run

BATCH = 500


class Docket(models.Model):
    """One announcement's place in the queue, derived from its facts: how many there are, how
    many an editor has decided on, how many doubts are open; `run` is the last load that wrote
    it. A `stale` row is counted anew before it is trusted (`archive.review.docket`)."""

    announcement = models.OneToOneField(
        Announcement, on_delete=models.CASCADE, primary_key=True, related_name="docket"
    )
    run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="dockets"
    )
    extractor_version = models.CharField(max_length=20, blank=True)
    facts = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    doubts = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=True, help_text="Something waits for a decision.")
    stale = models.BooleanField(default=True)

    class Meta:
        ordering = ["-doubts", "-pk"]
        indexes = [
            models.Index(
                fields=["-doubts", "-announcement"],
                condition=Q(is_open=True),
                name="docket_queue",
            ),
            models.Index(fields=["-doubts", "-announcement"], name="docket_all"),
            models.Index(fields=["announcement"], condition=Q(stale=True), name="docket_stale"),
            models.Index(fields=["extractor_version", "-doubts"], name="docket_extractor"),
            models.Index(fields=["run", "facts", "reviewed"], name="docket_progress"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed__lte=models.F("facts")), name="docket_reviewed_of_facts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id}: {self.reviewed} of {self.facts}, {self.doubts} in doubt"


def mark_stale(announcements: QuerySet[Announcement]) -> None:
    """Has the announcements' rows counted anew before they are next trusted; makes them where
    there are none."""
    pks: Collection[int] = list(announcements.order_by().values_list("pk", flat=True))
    Docket.objects.bulk_create(
        (Docket(announcement_id=pk) for pk in pks),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["announcement"],
        update_fields=["stale"],
    )
