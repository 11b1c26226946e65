"""What records share: time stamps, permanent identifiers, the life of a fact."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

F = TypeVar("F", bound="Fact")

IDENTIFIER_LENGTH = 12


def derive_identifier(*parts: str) -> str:
    """A permanent identifier of 12 letters and digits, always the same for the same parts."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).digest()
    return base64.b32encode(digest).decode().lower()[:IDENTIFIER_LENGTH]


def new_identifier() -> str:
    """A fresh permanent identifier, for records that people make."""
    return derive_identifier(secrets.token_hex(16))


class Stamped(models.Model):
    """When a row was made and last changed (UTC)."""

    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Remembered(models.Model):
    """A row with a history. Loads make rows by the thousand and leave no history of it; what a
    row said first is put into its history when it is first changed, so that nothing is lost."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the row, and before a first change what it said until then."""
        if not self._state.adding:
            remember(self)
        super().save(*args, **kwargs)


def remember(row: Any) -> None:
    """Puts the stored state of a row into its history where that is empty, as nobody's doing."""
    history = type(row).history
    if history.filter(**{row._meta.pk.attname: row.pk}).exists():
        return
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    if stored is not None:
        stored._history_user = None
        history.bulk_history_create([stored], default_date=getattr(stored, "created", None))


class Visibility(models.TextChoices):
    PUBLIC = "public", "public"
    DRAFT = "draft", "draft, editors only"
    WITHDRAWN = "withdrawn", "withdrawn"


class Origin(models.TextChoices):
    VOCABULARY = "vocabulary", "from the vocabulary files"
    MACHINE = "machine", "read by the archive"
    EDITOR = "editor", "entered by an editor"


class State(models.TextChoices):
    PROPOSED = "proposed", "proposed"
    ACCEPTED = "accepted", "accepted"
    CORRECTED = "corrected", "corrected"
    REJECTED = "rejected", "rejected"


SETTLED = (State.ACCEPTED, State.CORRECTED, State.REJECTED)
"""States in which a person has spoken: a load never changes such a fact."""


def standing(facts: models.QuerySet[F]) -> models.QuerySet[F]:
    """Facts that pages, index and exports show: all but the rejected ones."""
    return facts.exclude(state=State.REJECTED)


class Fact(Remembered, Stamped):
    """Something the archive says, with its life: proposed by an extractor or entered by an
    editor, then accepted, corrected or rejected. `origin`, `extractor` and its version tell
    where the present value came from."""

    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITOR)
    extractor = models.CharField(max_length=40, blank=True)
    extractor_version = models.CharField(max_length=20, blank=True)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values) & Q(origin__in=Origin.values),
                name="%(class)s_life_known",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.EDITOR) | ~Q(extractor=""),
                name="%(class)s_extractor_named",
            ),
        ]

    @property
    def is_settled(self) -> bool:
        """Whether an editor has decided on this fact."""
        return self.state in SETTLED or self.origin == Origin.EDITOR
