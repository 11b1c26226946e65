"""Which of many spans touch one: the extractors' way of stepping around each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from archive.text.spans import Span


class SpanIndex:
    """Spans that do not overlap one another; asks in the logarithm of their number."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def touching(self, span: Span) -> list[Span]:
        """The spans that overlap this one, in text order."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return self._spans[first:last]

    def touches(self, span: Span) -> bool:
        """Whether any span overlaps this one."""
        return bool(self.touching(span))
