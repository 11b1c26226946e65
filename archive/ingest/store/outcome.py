"""What becomes of records."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.ingest.types import Record
from archive.models import Announcement
from archive.review.proposals import Change

CREATED, UPDATED, UNCHANGED, HELD = "created", "updated", "unchanged", "held"


@dataclass(frozen=True)
class Stored:
    """What became of one record: created, updated, unchanged or held (it differs only where an
    editor has decided), the announcement, and every difference."""

    outcome: str
    announcement: Announcement | None
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Due:
    """A record to be stored, and the imprint of what it was read from, where it is known."""

    record: Record
    imprint: str = ""
