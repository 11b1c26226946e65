"""The outbox: what changed and has not yet reached the search index."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.dispatch import Signal

from archive.models.announcement import Announcement
from archive.models.docket import BATCH, mark_stale

WIDE = "+"
"""Ends the kind of a row that stands for all records that show the one it names."""


class Outbox(models.Model):
    """A searchable record that changed: its kind ("announcement", "case", "campaign",
    "agency", "platform") and its public identifier (public_id or slug). A kind that ends in
    `WIDE` ("agency+", also "place+" and "offence+") stands for all records that show this one.

    Written in the transaction of the change itself, taken out once the index has it.
    """

    kind = models.CharField(max_length=20)
    identifier = models.CharField(max_length=120)
    created = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outbox"

    def __str__(self) -> str:
        return f"{self.kind}:{self.identifier}"


written = Signal()
"""Sent after the commit of a transaction that put something into the outbox; the search room
listens and empties the box. Provides nothing."""


def enqueue(keys: Iterable[tuple[str, str]]) -> None:
    """Marks records (kind, identifier) as changed, within the caller's transaction.

    After commit `written` is sent; listeners may fail without undoing the change, for the rows
    stay until the index has taken them.
    """
    rows = [Outbox(kind=kind, identifier=identifier) for kind, identifier in keys]
    if rows:
        Outbox.objects.bulk_create(rows)
        _reopen([row.identifier for row in rows if row.kind == "announcement"])
        transaction.on_commit(lambda: written.send(sender=Outbox), robust=True)


def _reopen(identifiers: list[str]) -> None:
    """What changed of an announcement may be for an editor to look at."""
    for start in range(0, len(identifiers), BATCH):
        part = identifiers[start : start + BATCH]
        mark_stale(Announcement.objects.filter(public_id__in=part))
