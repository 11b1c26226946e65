"""What the readers of dates share: the result, and EDTF out of its parts."""

from __future__ import annotations

from typing import NamedTuple

from archive.text.edtf import is_valid
from archive.text.spans import Span

UNKNOWN = "XXXX"

_OPENING = "\"'“‘「『《("
_CLOSING = "\"'”’」』》)"


class PrintedDate(NamedTuple):
    """A date as printed. `year_stated`: the year stands in its own words."""

    span: Span
    edtf: str
    year_stated: bool


def make_edtf(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """EDTF of the known parts, or None for a day that does not exist."""
    if month is not None and not 1 <= month <= 12:
        return None
    edtf = f"{year:04d}" if year else UNKNOWN
    if month or day:
        edtf += f"-{month:02d}" if month else "-XX"
    if day:
        edtf += f"-{day:02d}"
    return edtf if is_valid(edtf) else None


def make_interval(start: str | None, end: str | None) -> str | None:
    """EDTF of an interval, or None where an end is missing or they are the wrong way round."""
    interval = f"{start}/{end}" if start and end else None
    return interval if interval and is_valid(interval) else None


def is_quoted(text: str, date: PrintedDate) -> bool:
    """Whether a date without a year stands alone in quotation marks, as a case's designation
    does. Brackets are no quotation marks: what they hold is read by its form."""
    start, end = date.span
    if date.year_stated or not start or end >= len(text):
        return False
    opening = _OPENING.find(text[start - 1])
    return opening >= 0 and text[start - 1] != "(" and text[end] in _CLOSING
