"""Dates printed in a text, and whether they are the publication's own."""

from __future__ import annotations

import re
from functools import cache

from archive.ingest.extract.credits import find_credits
from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.ingest.types import DateMention, Document
from archive.text import dates
from archive.text.matching import Matcher, fold
from archive.text.spans import Span

_CLAUSE_END = re.compile(r"[,;。！？]|[.!?](?:\s|$)|  ")
LAW_BEFORE, LAW_AFTER = 24, 40
"""Code points round a date in which a word of law-making makes it none of an event."""


def find_dates(document: Document, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """Mentions of dates, in text order.

    Role: publication for those of credit lines and of an opening sentence that tells when
    something was announced, unknown for those of laws, else event.
    """
    text, folded = document.text, fold(document.text)
    found = tuple(dates.find_dates(text))
    credits = find_credits(text, document.blocks, found, lexicon)
    published = {credit.date.span for credit in credits.dates}
    return tuple(
        DateMention(
            date.span,
            date.span.quote(text),
            date.edtf,
            "publication" if date.span in published else _tell_role(folded, date.span, lexicon),
            date.year_stated,
        )
        for date in found
    )


@cache
def _law_words(lexicon: Lexicon) -> Matcher[str]:
    words = (lexicon.cues.get("dates") or {}).get("law", ())
    return Matcher(((word, word) for word in words), get_scanner(lexicon))


def _tell_role(folded: str, date: Span, lexicon: Lexicon) -> str:
    near = Span(max(0, date.start - LAW_BEFORE), min(len(folded), date.end + LAW_AFTER))
    for word, _ in _law_words(lexicon).find(folded, near):
        between = Span(min(word.end, date.end), max(word.start, date.start))
        if not _CLAUSE_END.search(folded, *between):
            return "unknown"
    return "event"
