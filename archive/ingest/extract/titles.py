"""An announcement's title: its headline, or its first sentence where it has none."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.ingest.extract.credits import Credits
from archive.ingest.types import Document
from archive.text.lines import is_headline, measure
from archive.text.spans import Span, trim

LONGEST = 110
"""Columns of a derived title; a Han character takes two."""

SHORTEST = 12
"""Columns of the shortest headline that runs into the dateline on its line."""

_SENTENCE_END = re.compile(r"[。！？\n]|[.!?](?=\s|$)")
_EDGES = " \t\n-–—:：,，.。|)）】"


class Title(NamedTuple):
    """The title, whether it is stated or derived, and the words it was read from."""

    text: str
    basis: str
    span: Span | None


def find_title(document: Document, credits: Credits) -> Title:
    """The title of a document that has some text."""
    stated = document.stated.get("title")
    if stated:
        at = document.text.find(stated)
        return Title(stated, "stated", Span(at, at + len(stated)) if at >= 0 else None)
    blocks = [b for b in document.blocks[:6] if b.span not in credits.lines] or document.blocks
    first = blocks[0].span
    words = first.quote(document.text)
    if not _is_inside(credits, first) and len(blocks) > 1 and is_headline(words):
        return Title(words, "stated", first)
    return _find_run_in(document, credits, first) or _derive(document, credits, first)


def _is_inside(credits: Credits, line: Span) -> bool:
    """Whether a dateline stands in a line."""
    return credits.start is not None and line.start <= credits.start < line.end


def _find_run_in(document: Document, credits: Credits, first: Span) -> Title | None:
    """The headline in front of a dateline on the same line."""
    if credits.start is None or not first.start < credits.start < first.end:
        return None
    span = trim(document.text, Span(first.start, credits.start), _EDGES)
    words = span.quote(document.text)
    if measure(words) < SHORTEST or _SENTENCE_END.search(words):
        return None
    return Title(words, "stated", span)


def _derive(document: Document, credits: Credits, first: Span) -> Title:
    """The first sentence after the dateline, cut at a word's end where it is long."""
    text = document.text
    start = first.start
    if credits.end is not None and first.start < credits.end < first.end:
        start = credits.end
    match = _SENTENCE_END.search(text, start + 1)
    end = match.start() if match else len(text)
    span = trim(text, Span(start, end), _EDGES)
    if len(span) < 4:
        span = first
    words = span.quote(text)
    short = shorten(words)
    return Title(short, "derived", Span(span.start, span.start + len(short.removesuffix("…"))))


def shorten(words: str) -> str:
    """The words within LONGEST columns, with an ellipsis where some are cut."""
    if measure(words) <= LONGEST:
        return words
    width = 0
    for index, char in enumerate(words):
        width += measure(char)
        if width > LONGEST:
            cut = words[:index]
            break
    if " " in cut[-20:]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(_EDGES) + "…"
