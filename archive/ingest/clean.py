"""Page debris out of the text, every removed run kept with its rule."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, Page


def clean(page: Page, lexicon: Lexicon) -> Document:
    """The stored text of a page."""
    raise NotImplementedError
