"""Dates printed in a text, and whether they are the publication's own."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import DateMention, Document
from archive.text import dates


def find_dates(document: Document, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """Mentions of dates, in text order."""
    return tuple(
        DateMention(date.span, date.span.quote(document.text), date.edtf, "event", date.year_stated)
        for date in dates.find_dates(document.text)
    )
