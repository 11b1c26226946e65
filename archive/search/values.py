"""What stands after `field:`: values, figures, dates, and ranges of them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext

from archive.search.query import Dates, Range

T = TypeVar("T")

_DATE = re.compile(r"(?P<y>\d{4})(?:[-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?)?月?)?年?")
_SCALES = {
    "": 1,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "千": 1e3,
    "万": 1e4,
    "亿": 1e8,
}
_NUMBER = re.compile(
    rf"(?P<digits>\d[\d,]*(?:\.\d+)?) ?(?P<scale>{'|'.join(_SCALES)})", re.IGNORECASE
)
_COMPARED = re.compile(r"(?P<sign>>=|<=|=>|=<|>|<|=|≥|≤)(?P<value>.*)")
_SIGNS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range as written: open ends are empty, `[` includes and `{` leaves out."""

    low: str
    high: str
    include_low: bool = True
    include_high: bool = True


class ValueProblem(Exception):
    """What is wrong with a value, in a sentence for the reader."""


def read_bounds(text: str) -> Bounds:
    """`100`, `>=100`, `<5`, `100..500`, `2015..` as a range."""
    if match := _COMPARED.fullmatch(text):
        sign = _SIGNS.get(match["sign"], match["sign"])
        value = match["value"]
        if sign == "=":
            return Bounds(value, value)
        if sign.startswith(">"):
            return Bounds(value, "", include_low=sign == ">=")
        return Bounds("", value, include_high=sign == "<=")
    low, dots, high = text.partition("..")
    return Bounds(low, high.lstrip(".")) if dots else Bounds(text, text)


def read_range(field: str, bounds: Bounds) -> Range:
    """A range of figures. Raises ValueProblem."""
    low, high = _read_ends(bounds, read_number, f"{field}:>=100, {field}:[100 TO 500]")
    if low is not None and high is not None and low > high:
        raise ValueProblem(
            gettext("The range %(low)s to %(high)s of “%(field)s” is empty.")
            % {"low": bounds.low, "high": bounds.high, "field": field}
        )
    return Range(field, low, high, bounds.include_low, bounds.include_high)


def read_dates(bounds: Bounds) -> Dates:
    """A range of days: a partial date stands for all its days. Raises ValueProblem."""
    low, high = _read_ends(bounds, read_days, "date:2015, date:2015-06, date:[2015 TO 2016]")
    first = None if low is None else (low[0] if bounds.include_low else low[1] + 1)
    last = None if high is None else (high[1] if bounds.include_high else high[0] - 1)
    if first is not None and last is not None and first > last:
        raise ValueProblem(
            gettext("The range of dates %(low)s to %(high)s is empty.")
            % {"low": bounds.low, "high": bounds.high}
        )
    return Dates(first, last)


def _read_ends(
    bounds: Bounds, read: Callable[[str], T | None], example: str
) -> tuple[T | None, T | None]:
    ends: list[T | None] = []
    for text in (bounds.low.strip("*"), bounds.high.strip("*")):
        value = read(text) if text else None
        if text and value is None:
            raise ValueProblem(
                gettext("“%(text)s” could not be read; write for example %(example)s.")
                % {"text": text, "example": example}
            )
        ends.append(value)
    if ends == [None, None]:
        raise ValueProblem(
            gettext("A range has no bounds; write for example %(example)s.") % {"example": example}
        )
    return ends[0], ends[1]


def read_number(text: str) -> float | None:
    """`4,800`, `1.5m`, `1.5 million`, `200万`; None for anything else."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return float(match["digits"].replace(",", "")) * _SCALES[match["scale"].lower()]


def read_days(text: str) -> tuple[int, int] | None:
    """First and last day of `2015`, `2015-06`, `2015-06-01`, `2015年6月`; None for anything
    else. Days are ordinals of `datetime.date`."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match["y"]), int(match["m"] or 0), int(match["d"] or 0)
    try:
        first = date(year, month or 1, day or 1)
        if day:
            last = first
        else:
            last_month = month or 12
            last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    except (ValueError, IndexError):
        return None
    return first.toordinal(), last.toordinal()
