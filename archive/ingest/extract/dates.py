"""Dates printed in a text."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import DateMention, Document


def find_dates(document: Document, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """Mentions of dates, in text order."""
    return ()
