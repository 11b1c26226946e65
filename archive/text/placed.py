"""Things by where they stand in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from archive.text.spans import Span

V = TypeVar("V")


class Placed(Generic[V]):
    """Values with their spans, immutable, asked for by part of the text."""

    def __init__(self, items: Iterable[tuple[Span, V]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self._items]

    def within(self, part: Span) -> list[V]:
        """The values that stand wholly in a part of the text, in order of appearance, each
        once."""
        first = bisect_left(self._starts, part.start)
        last = bisect_left(self._starts, part.end)
        inside = (value for span, value in self._items[first:last] if span.end <= part.end)
        return list(dict.fromkeys(inside))
