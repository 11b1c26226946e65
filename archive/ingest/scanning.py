"""The scanner that the extractors' sets of names share: a document is read once for all."""

from __future__ import annotations

from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.text.matching import Scanner


@lru_cache(maxsize=4)
def get_scanner(lexicon: Lexicon) -> Scanner:
    """The scanner of a snapshot of the vocabularies."""
    return Scanner()
