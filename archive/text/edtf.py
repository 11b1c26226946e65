"""Extended Date/Time Format (ISO 8601-2): dates that say how much of them is known.

Forms of everyday use are read here: `2015`, `2015-06`, `2015-06-01`, unspecified digits
(`201X`, `XXXX-11-11`, `2015-06-XX`), `?` `~` `%` at the end, seasons, quarters and halves
(`2015-21`, `2015-33`, `2015-40`), and intervals (`2015-05/2015-07`, `2015-05/..`). Rarer ones
(sets, long years) go to the parser of the edtf package, which knows the whole standard and takes
some 10 ms a date.
"""

from __future__ import annotations

import calendar
import re
import warnings
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

LONGEST = 80
"""Code points of the longest expression that is looked at."""

SEASONS = {
    "21": (3, 3, "spring {}", "{}年春季"),
    "22": (6, 3, "summer {}", "{}年夏季"),
    "23": (9, 3, "autumn {}", "{}年秋季"),
    "24": (12, 3, "winter {}", "{}年冬季"),
    "33": (1, 3, "first quarter of {}", "{}年第一季度"),
    "34": (4, 3, "second quarter of {}", "{}年第二季度"),
    "35": (7, 3, "third quarter of {}", "{}年第三季度"),
    "36": (10, 3, "fourth quarter of {}", "{}年第四季度"),
    "40": (1, 6, "first half of {}", "{}年上半年"),
    "41": (7, 6, "second half of {}", "{}年下半年"),
}
"""Code in the place of the month: first month, months, words in English and in Chinese."""

QUALIFIERS = {
    "~": ("about {}", "约{}"),
    "?": ("perhaps {}", "疑为{}"),
    "%": ("perhaps about {}", "疑约{}"),
}
UNKNOWN_YEAR = {"en": "{}, year unknown", "zh": "{}（年份不详）"}
MONTHS = tuple(calendar.month_name)

_SINGLE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<qualifier>[?~%])?",
    re.ASCII,
)


class InvalidDateError(ValueError):
    """An expression that is no EDTF date; the message says what to type."""

    def __init__(self, edtf: str) -> None:
        super().__init__(
            f"“{edtf[:LONGEST]}” is no date of the Extended Date/Time Format. Write 2015-06-01, "
            "2015-06 or 2015; XXXX-11-11 where the year is unknown; 2015-07~ for “about”; "
            "2015-05/2015-07 for a period, 2015-05/.. for one that goes on."
        )


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date and what it can mean.

    `earliest` and `latest` are the first and last day it may stand for; both are None where the
    year is unknown (`is_placed` is False) and either where an interval is open on that side.
    `precision` is day, month, season, year, decade, century, interval or unknown.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str
    is_placed: bool

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether a possible day lies in the range, both ends included, None being open. A date
        without a year overlaps nothing: it is to be counted apart."""
        if not self.is_placed:
            return False
        starts_in_time = end is None or self.earliest is None or self.earliest <= end
        return starts_in_time and (start is None or self.latest is None or self.latest >= start)


@lru_cache(maxsize=4096)
def parse(edtf: str) -> PartialDate:
    """The meaning of an EDTF expression. Raises InvalidDateError."""
    if len(edtf) > LONGEST or edtf != edtf.strip():
        raise InvalidDateError(edtf)
    if "/" in edtf:
        return _parse_interval(edtf)
    single = _parse_single(edtf)
    return single or _parse_rare(edtf)


def is_valid(edtf: str) -> bool:
    """Whether the expression is EDTF."""
    try:
        parse(edtf)
    except InvalidDateError:
        return False
    return True


def find_bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day that the expression can mean."""
    parsed = parse(edtf)
    return parsed.earliest, parsed.latest


def tell_precision(edtf: str) -> str:
    """day, month, season, year, decade, century, interval or unknown."""
    return parse(edtf).precision


def overlaps(edtf: str, start: date | None, end: date | None) -> bool:
    """Whether a possible day of the date lies in the range; see PartialDate.overlaps."""
    return parse(edtf).overlaps(start, end)


def sort_key(edtf: str) -> tuple[int, int, int, str]:
    """Orders dates by first day, then last day; dates without a year come last."""
    parsed = parse(edtf)
    if not parsed.is_placed:
        return (1, 0, 0, edtf)
    return (
        0,
        parsed.earliest.toordinal() if parsed.earliest else 0,
        parsed.latest.toordinal() if parsed.latest else date.max.toordinal(),
        edtf,
    )


# ---- single dates ----------------------------------------------------------------------------


def _parse_single(edtf: str) -> PartialDate | None:
    match = _SINGLE.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month in SEASONS:
        return _parse_season(edtf, year, month) if day is None else None
    if not _is_possible(year, month, day):
        raise InvalidDateError(edtf)
    if year == "XXXX":
        return PartialDate(edtf, None, None, _precision(year, month, day), False)
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        raise InvalidDateError(edtf)
    earliest = _make_day(first, month, day, first=True)
    latest = _make_day(last, month, day, first=False)
    return PartialDate(edtf, earliest, latest, _precision(year, month, day), True)


def _is_possible(year: str, month: str | None, day: str | None) -> bool:
    """Whether such a day exists in some year and month that the digits allow."""
    if month not in (None, "XX") and not 1 <= int(month) <= 12:
        return False
    if day in (None, "XX"):
        return True
    longest = 31
    if month not in (None, "XX"):
        leap = "X" in year or calendar.isleap(int(year))
        longest = calendar.monthrange(2000 if leap else 2001, int(month))[1]
    return 1 <= int(day) <= longest


def _make_day(year: int, month: str | None, day: str | None, *, first: bool) -> date:
    edge = 1 if first else 12
    number = int(month) if month not in (None, "XX") else edge
    longest = calendar.monthrange(year, number)[1]
    if day not in (None, "XX"):
        return date(year, number, min(int(day), longest))
    return date(year, number, 1 if first else longest)


def _precision(year: str, month: str | None, day: str | None) -> str:
    if day not in (None, "XX"):
        return "day"
    if month not in (None, "XX"):
        return "month"
    return {"XXXX": "unknown", "XX": "century", "X": "decade"}.get(
        year.lstrip("0123456789"), "year"
    )


def _parse_season(edtf: str, year: str, code: str) -> PartialDate:
    if "X" in year:
        if year == "XXXX":
            return PartialDate(edtf, None, None, "season", False)
        raise InvalidDateError(edtf)
    start, months, _, _ = SEASONS[code]
    last_year, last_month = divmod(int(year) * 12 + start - 1 + months - 1, 12)
    if not 1 <= int(year) <= 9998:
        raise InvalidDateError(edtf)
    end = date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1])
    return PartialDate(edtf, date(int(year), start, 1), end, "season", True)


# ---- intervals -------------------------------------------------------------------------------


def _parse_interval(edtf: str) -> PartialDate:
    """An interval; an end that is empty (unknown) or `..` (open) bounds nothing."""
    left, _, right = edtf.partition("/")
    ends = [None if end in ("", "..") else _parse_single(end) for end in (left, right)]
    unread = [end for end, read in zip((left, right), ends, strict=True) if end and read is None]
    if set(unread) - {".."} or not any(ends):
        raise InvalidDateError(edtf)
    start, end = ends
    if any(side is not None and not side.is_placed for side in ends):
        return PartialDate(edtf, None, None, "interval", False)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and latest < earliest:
        raise InvalidDateError(edtf)
    return PartialDate(edtf, earliest, latest, "interval", True)


# ---- the whole standard ----------------------------------------------------------------------


_LETTERS = re.compile(r"[0-9XYES?~%.,\[\]{} -]+")


@lru_cache(maxsize=1)
def _load_parser() -> tuple[Any, type[Exception]]:
    """The package's parser and its error, loaded at need: that takes half a second, and the
    grammar warns on import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException
    return parse_edtf, EDTFParseException


def _parse_rare(edtf: str) -> PartialDate:
    if _LETTERS.fullmatch(edtf) is None:
        raise InvalidDateError(edtf)
    parse_edtf, parse_error = _load_parser()
    try:
        parsed = parse_edtf(edtf)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        return PartialDate(edtf, date(*first[:3]), date(*last[:3]), "interval", True)
    except (parse_error, ValueError, TypeError, AttributeError) as error:
        # Beyond the years 1 to 9999 there is no day to sort and filter by, so those are refused.
        raise InvalidDateError(edtf) from error


# ---- in words --------------------------------------------------------------------------------


def say(edtf: str, language: str = "en") -> str:
    """The date in words, Chinese for a language tag that begins with zh, else English. A form
    that has no words is given as it is."""
    tongue = "zh" if language.startswith("zh") else "en"
    parse(edtf)
    if "/" in edtf:
        return _say_interval(edtf, tongue)
    match = _SINGLE.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day = match["year"], match["month"], match["day"]
    words = (_say_chinese if tongue == "zh" else _say_english)(year, month, day)
    if match["qualifier"]:
        words = QUALIFIERS[match["qualifier"]][tongue == "zh"].format(words)
    return words


def _say_interval(edtf: str, tongue: str) -> str:
    left, _, right = edtf.partition("/")
    start = say(left, tongue) if left not in ("", "..") else ""
    end = say(right, tongue) if right not in ("", "..") else ""
    if start and end:
        return f"{start}至{end}" if tongue == "zh" else f"{start} to {end}"
    if start:
        return f"{start}起" if tongue == "zh" else f"from {start}"
    return f"至{end}" if tongue == "zh" else f"until {end}"


def _say_english(year: str, month: str | None, day: str | None) -> str:
    named = f"the {year.replace('X', '0')}s" if "X" in year else str(int(year))
    if month in SEASONS:
        words = SEASONS[month][2]
        if year == "XXXX":
            return UNKNOWN_YEAR["en"].format(words.removesuffix("of {}").removesuffix("{}").strip())
        return words.format(named)
    if month is None or month == "XX":
        words = "" if day in (None, "XX") else f"day {int(day)} of an unknown month"
    else:
        words = MONTHS[int(month)] if day in (None, "XX") else f"{int(day)} {MONTHS[int(month)]}"
    if year == "XXXX":
        return UNKNOWN_YEAR["en"].format(words) if words else "unknown"
    if not words:
        return named
    return f"{words} of {named}" if "X" in year or month == "XX" else f"{words} {named}"


def _say_chinese(year: str, month: str | None, day: str | None) -> str:
    named = {"XXXX": "", "XX": "{}年代", "X": "{}年代"}.get(year.lstrip("0123456789"), "{}年")
    named = named.format(year.replace("X", "0").lstrip("0") or "0")
    if month in SEASONS:
        words = SEASONS[month][3]
        if year == "XXXX":
            return UNKNOWN_YEAR["zh"].format(words.removeprefix("{}年"))
        return words.format(year)
    words = "" if month is None else ("某月" if month == "XX" else f"{int(month)}月")
    if day not in (None, "XX"):
        words += f"{int(day)}日"
    elif month == "XX":
        words = ""
    if year == "XXXX":
        return UNKNOWN_YEAR["zh"].format(words) if words else "不详"
    return named + words
