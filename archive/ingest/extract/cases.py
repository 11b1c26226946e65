"""Case passages: where the text tells of one investigated matter."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import CaseMention, Document


def find_cases(document: Document, lexicon: Lexicon) -> tuple[CaseMention, ...]:
    """Case passages, in text order, none overlapping."""
    return ()
