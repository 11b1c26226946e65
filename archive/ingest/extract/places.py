"""Places named in a text."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, PlaceMention


def find_places(document: Document, lexicon: Lexicon) -> tuple[PlaceMention, ...]:
    """Mentions of places, in text order."""
    return ()
