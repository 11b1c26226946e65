"""Outcomes that cost: fines and confiscations, a sum of money beside its word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from archive.ingest.extract.figures.cues import Cues as FigureCues
from archive.ingest.extract.figures.money import read_money
from archive.ingest.extract.sanctions.cues import Found, Placed
from archive.text.numbers import Number
from archive.text.spans import Span

# How far before a sum, and behind it, its word may stand in the same clause.
_BEFORE, _AFTER = 40, 24
_SLACK = 40
_BREAK = re.compile(r"[,;。\n]|\.\s")
# "fined A 5,000 yuan and B 3,000 yuan", "分别罚款5万元、3万元".
_ALSO = re.compile(r" and [^,.;。\n\d]{0,40}|[、和]")
_BREAK_AFTER = re.compile(r"[,;。\n\d]|\.\s")


def find_sums(
    folded: str, numbers: Sequence[Number], words: list[Placed], cues: FigureCues
) -> Iterator[Found]:
    """Sums in text order, none overlapping; of two words the nearer one tells the kind."""
    starts = [placed.span.start for placed in words]
    taken = 0
    last: Found | None = None
    for number in numbers:
        low = bisect_left(starts, number.core.start - _BEFORE - _SLACK)
        high = bisect_right(starts, number.core.end + _AFTER + _SLACK)
        if low == high or number.core.start < taken:
            continue
        if (money := read_money(folded, number, cues)) is None:
            continue
        amount, counted = money
        if near := _choose(folded, counted.span, words[low:high], taken):
            span = Span(
                min(near.span.start, counted.span.start), max(near.span.end, counted.span.end)
            )
            last = Found(near.word.kind, span, amount.value, counted.unit)
        elif last and _ALSO.fullmatch(folded, last.span.end, counted.span.start):
            last = Found(last.kind, counted.span, amount.value, counted.unit)
        else:
            continue
        taken = last.span.end
        yield last


def _choose(folded: str, money: Span, words: list[Placed], taken: int) -> Placed | None:
    """The word nearest to the sum in its clause."""
    start = max(taken, money.start - _BEFORE)
    breaks = list(_BREAK.finditer(folded, start, money.start))
    start = breaks[-1].end() if breaks else start
    end = min(len(folded), money.end + _AFTER)
    stop = _BREAK_AFTER.search(folded, money.end, end)
    end = stop.start() if stop else end
    near = [w for w in words if start <= w.span.start and w.span.end <= end]
    return min(near, key=lambda w: _measure_gap(w.span, money), default=None)


def _measure_gap(word: Span, money: Span) -> int:
    return max(money.start - word.end, word.start - money.end, 0)
