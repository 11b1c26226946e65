"""Agencies named in a text: known ones, and local ones composed of place and body."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import AgencyMention, Document, PlaceMention


def find_agencies(
    document: Document, places: tuple[PlaceMention, ...], lexicon: Lexicon
) -> tuple[AgencyMention, ...]:
    """Mentions of agencies, in text order."""
    return ()
