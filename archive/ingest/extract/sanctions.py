"""Outcomes: imprisonment, fines, closures, orders."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, SanctionMention


def find_sanctions(document: Document, lexicon: Lexicon) -> tuple[SanctionMention, ...]:
    """Sanctions, in text order."""
    return ()
