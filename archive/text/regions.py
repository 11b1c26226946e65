"""Regions: many spans of one text, asked often whether one of them holds another span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from archive.text.spans import Span


class Regions:
    """An immutable set of spans; each question takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans, key=lambda s: (s.start, -s.end)):
            # A span inside an earlier one answers no question that the earlier does not.
            if not self._spans or span.end > self._spans[-1].end:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]

    def cover(self, span: Span) -> bool:
        """Whether one of the spans holds all of `span`."""
        # Starts and ends both ascend: the last that begins in time ends latest.
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and self._spans[index].end >= span.end

    def overlap(self, span: Span) -> bool:
        """Whether one of the spans shares a code point with `span`."""
        index = bisect_right(self._starts, span.end - 1) - 1
        return index >= 0 and self._spans[index].end > span.start
