"""Names decided: matched, ambiguous or unknown, against the vocabularies' snapshot."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, Extraction, Resolution


def resolve(document: Document, extraction: Extraction, lexicon: Lexicon) -> Resolution:
    """One fact a thing; accepts a name only when one candidate remains."""
    return Resolution()
