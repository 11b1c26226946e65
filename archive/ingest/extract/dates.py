"""Dates printed in a text, and whether they are the publication's own."""

from __future__ import annotations

import re
from functools import cache

from archive.ingest.extract.credits import find_credits
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import DateMention, Document
from archive.text import dates
from archive.text.dates import PrintedDate
from archive.text.matching import Matcher, fold

_CLAUSE_END = re.compile(r"[，。；！？\n]|[,.;!?](?:\s|$)")
LAW_BEFORE, LAW_AFTER = 24, 40
"""Code points round a date in which a word of law-making makes it none of an event."""


def find_dates(document: Document, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """Mentions of dates, in text order.

    Role: publication for those of credit lines and of an opening sentence that tells when
    something was announced, unknown for those of laws, else event.
    """
    text = document.text
    found = tuple(dates.find_dates(text))
    credits = find_credits(text, document.blocks, found, lexicon)
    published = {credit.date.span for credit in credits.dates}
    return tuple(
        DateMention(
            date.span,
            date.span.quote(text),
            date.edtf,
            "publication" if date.span in published else _tell_role(text, date, lexicon),
            date.year_stated,
        )
        for date in found
    )


@cache
def _law_words(lexicon: Lexicon) -> Matcher[str]:
    return Matcher((word, word) for word in (lexicon.cues.get("dates") or {}).get("law", ()))


def _tell_role(text: str, date: PrintedDate, lexicon: Lexicon) -> str:
    start, end = date.span
    before = _CLAUSE_END.split(text[max(0, start - LAW_BEFORE) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + LAW_AFTER])[0]
    return "unknown" if _law_words(lexicon).find(fold(f"{before} {after}")) else "event"
