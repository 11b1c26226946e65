"""Issues that a record shows by itself: counts that differ, impossible totals, odd dates."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Record


def check(record: Record, lexicon: Lexicon) -> Record:
    """The record with its warnings."""
    return record
