"""Platforms, sites and apps named in a text."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, PlatformMention


def find_platforms(document: Document, lexicon: Lexicon) -> tuple[PlatformMention, ...]:
    """Mentions of platforms, in text order."""
    return ()
