"""Spans: half-open ranges of Unicode code points in one stored text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_NO_WIDTH = "\u200b"
_SENTENCE_END = re.compile(r"[\n。！？]|[.!?](?!\S)")


class Span(NamedTuple):
    """`[start, end)` in code points; compares and unpacks like the pair it is."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def quote(self, text: str) -> str:
        """The words of `text` that the span holds."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The span moved by a number of code points."""
        return Span(self.start + by, self.end + by)


def trim(text: str, span: Span, marks: str = "") -> Span:
    """The span without white space, nor any of the marks, at both ends. One that ends before it
    starts holds nothing where it starts."""
    start, end = span.start, max(span)
    while start < end and _is_blank(text[start], marks):
        start += 1
    while start < end and _is_blank(text[end - 1], marks):
        end -= 1
    return Span(start, end)


def _is_blank(char: str, marks: str) -> bool:
    return char.isspace() or char == _NO_WIDTH or char in marks


def keep_longest(spans: Iterable[Span]) -> list[Span]:
    """The spans that no longer (or earlier, when equally long) span overlaps, in text order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-len(s), s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept)


def sentence_around(text: str, span: Span, limit: int = 400) -> Span:
    """The sentence that holds `span`, at most `limit` code points either side.

    Sentences end at a line break, at 。！？ and at . ! ? before white space; a full stop inside a
    number or a name ("12.15") ends none.
    """
    start, end = max(span.start - limit, 0), min(span.end + limit, len(text))
    for stop in _SENTENCE_END.finditer(text, start, min(span.start + 1, len(text))):
        if stop.start() < span.start:
            start = stop.end()
    stop_after = _SENTENCE_END.search(text, max(span.end - 1, span.start), min(end + 1, len(text)))
    if stop_after and stop_after.start() < end:
        end = stop_after.end()
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def covering(spans: Sequence[Span], span: Span) -> int | None:
    """Index of the first of `spans` that covers `span`, or None."""
    start, end = span
    for index, (first, last) in enumerate(spans):
        if first <= start and end <= last:
            return index
    return None
