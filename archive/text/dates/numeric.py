"""Dates in digits, and the plain forms of a few other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.text.dates.parts import PrintedDate, make_edtf
from archive.text.near import find_near
from archive.text.spans import Span

FOREIGN_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier januar enero gennaio",
            "février fevrier februar febrero febbraio",
            "mars märz marzo",
            "avril abril aprile",
            "mai mayo maggio",
            "juin juni junio giugno",
            "juillet juli julio luglio",
            "août aout agosto",
            "septembre septiembre settembre",
            "octobre oktober octubre ottobre",
            "novembre noviembre",
            "décembre decembre dezember diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
"""Names of months as French, German, Spanish and Italian write them."""

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_ISO = re.compile(
    rf"(?<![\d./·\-])(?P<year>{_YEAR})\s?(?P<sign>[-/.])\s?(?P<month>1[0-2]|0?[1-9])\s?(?P=sign)\s?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?![\d·]|[-/.]\d|[-/]\w|[”’」]?[专專]?案)"
)
_SLASHED = re.compile(
    rf"(?<![\d./·\-])(?P<one>\d{{1,2}})(?P<sign>[/.])(?P<two>\d{{1,2}})(?P=sign)(?P<year>{_YEAR})(?![\d/·\-])"
)
_KOREAN = re.compile(
    rf"(?:(?P<year>{_YEAR})\s?년\s?)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?월(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?일)?"
)
_MONTH = rf"(?:(?i:{'|'.join(FOREIGN_MONTHS)})(?![^\W\d_]))"
_FOREIGN = re.compile(
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?:er|\.|º)?\s(?:de\s)?"
    rf"(?P<month>{_MONTH})(?:\s(?:de\s|del\s)?(?P<year>{_YEAR})(?!\d))?"
)
_FOREIGN_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH})\s(?:de\s|del\s)?(?P<year>{_YEAR})(?!\d)(?P<day>)"
)
_YEAR_ANCHOR = re.compile(_YEAR)


def find_numeric(text: str) -> Iterator[PrintedDate]:
    """Dates in digits and in other languages, overlapping ones too."""
    for match in find_near(_YEAR_ANCHOR, text, (_ISO, 0, 20), (_SLASHED, 6, 6)):
        edtf = make_edtf(*_read_parts(match)) if match.re is _ISO else _read_slashed(match)
        yield from _yield(match, edtf)
    for match in _KOREAN.finditer(text) if "월" in text else ():
        yield from _yield(match, make_edtf(*_read_parts(match)))
    yield from _find_foreign(text)


def _find_foreign(text: str) -> Iterator[PrintedDate]:
    dated = _FOREIGN.finditer(text)
    undated = find_near(_YEAR_ANCHOR, text, (_FOREIGN_MONTH, 16, 6))
    for match in (*dated, *undated):
        month = FOREIGN_MONTHS[match["month"].lower()]
        if not text[match.start() - 1 : match.start()].isdecimal():
            year, day = (int(match[part]) if match[part] else None for part in ("year", "day"))
            yield from _yield(match, make_edtf(year, month, day))


def _read_slashed(match: re.Match[str]) -> str | None:
    """06/01/2015 is the sixth of January or the first of June: the year is all it says, unless
    one of the two can be no month. With full stops the day comes first everywhere."""
    year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
    if match["sign"] == "." or one > 12:
        return make_edtf(year, two, one)
    return make_edtf(year, one, two) if two > 12 else make_edtf(year)


def _read_parts(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    year, month, day = match["year"], match["month"], match["day"]
    return int(year) if year else None, int(month), int(day) if day else None


def _yield(match: re.Match[str], edtf: str | None) -> Iterator[PrintedDate]:
    if edtf:
        yield PrintedDate(Span(*match.span()), edtf, not edtf.startswith("XXXX"))
