"""What readers tell the editors."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from archive.models.base import Stamped


class Report(Stamped):
    """An error that a reader found, or a wish that something be withdrawn.

    `path` is the address of the page it is about, "" for the archive as a whole; `words` are
    those in question. `form` is the number of the form it came with, so that one sent twice is
    one report. `sender` is a keyed hash of the network address, for counting alone; it and the
    reader's own address are forgotten once the report is settled.
    """

    class Kind(models.TextChoices):
        ERROR = "error", "an error"
        WITHDRAWAL = "withdrawal", "a wish for withdrawal"
        MISSING = "missing", "something missing"
        OTHER = "other", "something else"

    class Status(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        DECLINED = "declined", "declined"
        SPAM = "spam", "spam"

    kind = models.CharField(max_length=12, choices=Kind)
    path = models.CharField("page", max_length=500, blank=True)
    words = models.TextField("words in question", max_length=1000, blank=True)
    message = models.TextField(max_length=5000)
    email = models.EmailField(blank=True)
    form = models.CharField(max_length=32, unique=True, editable=False)
    sender = models.CharField(max_length=64, blank=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answer = models.TextField("what was done", blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="settled_reports",
    )

    class Meta:
        ordering = ["-created", "-id"]
        indexes = [
            models.Index(fields=["status", "-created"]),
            models.Index(fields=["sender", "-created"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(message=""), name="report_message_given"),
            models.CheckConstraint(
                condition=Q(status="open") | Q(email="", sender=""),
                name="report_sender_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.message[:60]}"
