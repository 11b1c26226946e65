"""Bytes to a page, by media type."""

from __future__ import annotations

from archive.ingest.types import Page, Source


def read(source: Source) -> Page:
    """Reads a document's bytes."""
    raise NotImplementedError
