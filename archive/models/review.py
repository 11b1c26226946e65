"""Review: runs of the loader, issues of a text, names that could not be decided."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from archive.models.announcement import Announcement
from archive.models.base import Stamped


class Run(models.Model):
    """One load: its options, its counts and how it ended."""

    class Status(models.TextChoices):
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "done with failures"
        INTERRUPTED = "interrupted", "interrupted"

    command = models.CharField(max_length=60)
    options = models.JSONField(default=dict)
    extractor = models.CharField(max_length=40, blank=True)
    extractor_version = models.CharField(max_length=20, blank=True)
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.RUNNING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="runs",
    )
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started", "-id"]

    def __str__(self) -> str:
        return f"{self.command} {self.started:%Y-%m-%d %H:%M}"


class RunFile(models.Model):
    """What became of one document of a run; unchanged ones are only counted."""

    class Outcome(models.TextChoices):
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        HELD = "held", "held"
        FAILED = "failed", "failed"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    source = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    announcement = models.ForeignKey(
        Announcement, null=True, blank=True, on_delete=models.SET_NULL, related_name="run_files"
    )

    class Meta:
        ordering = ["run", "id"]

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"


class Proposal(Stamped):
    """A value that a load would like to write where a person has spoken: the editor decides.

    `current` and `proposed` are JSON forms of the field's value; `fact` names the row, as
    "figure:12" or "announcement:3".
    """

    class Status(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="proposals"
    )
    run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    fact = models.CharField(max_length=200)
    field = models.CharField(max_length=60)
    current: models.JSONField[Any, Any] = models.JSONField(null=True)
    proposed: models.JSONField[Any, Any] = models.JSONField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)

    class Meta:
        ordering = ["announcement", "id"]
        indexes = [models.Index(fields=["status", "-id"], name="proposal_status_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "fact", "field"],
                condition=Q(status="open"),
                name="proposal_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.field}: {self.current} → {self.proposed}"


class Issue(Stamped):
    """Something odd that a text itself shows; shown with the announcement."""

    class Status(models.TextChoices):
        OPEN = "open", "open"
        DISMISSED = "dismissed", "dismissed by an editor"

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="issues")
    version = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=60, db_index=True)
    message = models.CharField(max_length=500)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)

    class Meta:
        ordering = ["announcement", "start", "id"]
        indexes = [models.Index(fields=["status", "-id"], name="issue_status_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end")),
                name="issue_span",
            ),
        ]

    def __str__(self) -> str:
        return self.message


class Unresolved(Stamped):
    """A name as printed that nothing, or more than one thing, answers to."""

    class Kind(models.TextChoices):
        AGENCY = "agency", "agency"
        PLATFORM = "platform", "platform"
        PLACE = "place", "place"
        CAMPAIGN = "campaign", "campaign"

    class Reason(models.TextChoices):
        UNKNOWN = "unknown", "unknown"
        AMBIGUOUS = "ambiguous", "ambiguous"

    class Status(models.TextChoices):
        OPEN = "open", "open"
        RESOLVED = "resolved", "resolved"
        NO_NAME = "no-name", "is no name"

    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=300)
    reason = models.CharField(max_length=10, choices=Reason)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    decision = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "text"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "text"], name="unresolved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.kind}, {self.reason})"


class Candidate(models.Model):
    """One thing that an unresolved name may mean: its slug or code, and its place in line."""

    unresolved = models.ForeignKey(Unresolved, on_delete=models.CASCADE, related_name="candidates")
    identifier = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["unresolved", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["unresolved", "identifier"], name="candidate_once"),
        ]

    def __str__(self) -> str:
        return self.identifier
