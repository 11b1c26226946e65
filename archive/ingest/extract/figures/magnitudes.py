"""Numbers that a machine translation cut down: 12.2万 that became "12.2".

A flag and a likely value, never a change: Chinese counts in ten thousands, and a lost 万 leaves a
fraction of a thing, or a "10,000" that stands alone after the next full stop. Where a text
has lost one so, its small sums and its small counts beside totals of millions are doubtful too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from archive.ingest.types import FigureMention
from archive.text.numbers import Number
from archive.text.qualifiers import EXACT, MORE_THAN

FLAG = "magnitude_lost"
WAN = 10**4
MILLION = 10**6
_COUNTS = frozenset({"cases", "suspects", "websites", "accounts", "items", "apps", "groups"})
_STRAY_BEFORE = re.compile(r"[.,]\s*$")
_STRAY_AFTER = re.compile(r"\s?[,.;]|\s+and\b")
_STRAY_REACH = 60
# A smaller sum than this is doubtful as the total of a case in a text that lost magnitudes.
_SMALL_SUM = 10**4
_SMALL_TOTAL = 10**3
_SMALL_COUNT = 10**3
_GAINS = frozenset({"amount involved", "illegal gains", "losses", "turnover"})
# Fewer victims, or more yuan for each of them, show nothing.
_LOSERS = frozenset({"victims", "people", "people affected", "businesses"})
_LEAST_LOSERS = 5
_LEAST_LOSS = 100
# What such a sum is the total of (the rows of `money` in cues/figures.yaml).
_TOTALS = frozenset(
    {"amount involved", "illegal gains", "losses", "recovered", "frozen", "turnover", "money"}
)


def flag_lost(
    text: str, figures: list[FigureMention], numbers: tuple[Number, ...]
) -> list[FigureMention]:
    """The figures, those flagged whose magnitude the text itself shows to be lost."""
    flagged = [_flag(f) if _is_fraction(f) else f for f in figures]
    for index in range(1, len(flagged)):
        if _is_too_little(text, flagged[index - 1], flagged[index]):
            flagged[index] = _flag(flagged[index])
    for number in numbers:
        if number.value == WAN and _is_stray(text, number):
            _flag_broken(text, flagged, number)
    if not any(FLAG in f.flags for f in flagged):
        return flagged
    largest = _find_largest(flagged)
    return [_flag(f) if _is_doubtful(f, largest) else f for f in flagged]


def _flag(figure: FigureMention) -> FigureMention:
    intended = float(Decimal(str(figure.value)) * WAN)
    return replace(figure, value_intended=intended, flags=(*figure.flags, FLAG))


def _is_fraction(figure: FigureMention) -> bool:
    """Whether a fraction shows the loss: of a thing that comes whole, or of a total of yuan,
    which nobody states as "more than 61.5" or, of what a crime brought, as "4.3"."""
    if figure.value.is_integer() or FLAG in figure.flags:
        return False
    if figure.measure != "money":
        return figure.unit is None
    if figure.unit != "CNY" or figure.value >= _SMALL_SUM:
        return False
    tenths = (figure.value * 10).is_integer() and figure.detail in _GAINS
    return figure.qualifier == MORE_THAN or tenths


def _is_too_little(text: str, before: FigureMention, figure: FigureMention) -> bool:
    """Whether a sum beside the victims that lost it leaves next to nothing for each:
    "132 victims were cheated of 1870 yuan"."""
    if before.detail not in _LOSERS or before.value < _LEAST_LOSERS or FLAG in figure.flags:
        return False
    if figure.unit != "CNY" or figure.value >= min(_SMALL_SUM, _LEAST_LOSS * before.value):
        return False
    gap = text[before.span.end : figure.span.start]
    return len(gap) < _STRAY_REACH and "\n" not in gap and ". " not in gap


def _is_stray(text: str, number: Number) -> bool:
    start, end = number.core
    return (
        number.qualifier == EXACT
        and _STRAY_BEFORE.search(text[max(0, start - 3) : start]) is not None
        and _STRAY_AFTER.match(text, end) is not None
    )


def _flag_broken(text: str, figures: list[FigureMention], stray: Number) -> None:
    for index in range(len(figures) - 1, -1, -1):
        figure = figures[index]
        if figure.span.end <= stray.core.start:
            gap = text[figure.span.end : stray.core.start]
            if len(gap) <= _STRAY_REACH and "\n" not in gap and figure.measure in _COUNTS:
                figures[index] = _flag(figure) if FLAG not in figure.flags else figure
            return


def _find_largest(figures: list[FigureMention]) -> dict[str, float]:
    largest: dict[str, float] = {}
    for figure in figures:
        largest[figure.measure] = max(largest.get(figure.measure, 0), figure.value)
    return largest


def _is_doubtful(figure: FigureMention, largest: dict[str, float]) -> bool:
    if FLAG in figure.flags:
        return False
    bound = figure.qualifier == MORE_THAN
    if figure.measure == "money":
        least = _SMALL_SUM if bound or not figure.value.is_integer() else _SMALL_TOTAL
        return figure.unit == "CNY" and figure.detail in _TOTALS and figure.value < least
    return (
        bound
        and figure.measure in ("accounts", "items")
        and figure.value < _SMALL_COUNT
        and largest[figure.measure] >= MILLION
    )
