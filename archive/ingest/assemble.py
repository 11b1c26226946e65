"""Mentions put together: cases with their passages, figures with their subjects."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, Extraction, Record, Resolution


def assemble(
    document: Document, extraction: Extraction, resolution: Resolution, lexicon: Lexicon
) -> Record:
    """The record of one announcement, without issues."""
    return Record(document, extraction.head)
