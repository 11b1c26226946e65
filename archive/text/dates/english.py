"""English dates: "June 1st, 2015", "1 June", "the end of August this year", "on the 7th"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.text.dates.parts import PrintedDate, make_edtf, make_interval
from archive.text.near import find_near
from archive.text.spans import Span

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
HALVES = {"first": "40", "second": "41"}
QUARTERS = {"first": "33", "second": "34", "third": "35", "fourth": "36"}
COUNTED = (
    "people|persons|suspects|cases|websites|accounts|groups|gangs|million|billion|thousand|yuan"
)
"""Words that make the number before them a count: "in September 12 people were"."""

_MONTH = (
    r"(?:(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d])"
_YEAR = r"(?:19[5-9]\d|20\d\d)(?!\d)"
_OF_YEAR = (
    rf"(?:[\s-]?,?\s{{0,2}}(?:of\s)?(?:the\syear\s)?(?P<year>{_YEAR})"
    r"|,?\s(?:of\s)?(?i:this|last|the\ssame|the\sfollowing|next)\syear\b)"
)
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|through|until)\s)(?:the\s)?"
_EDGE = (
    r"(?:(?:the\s)?(?i:beginning|start|end|middle|first\shalf|second\shalf|first\sten\sdays)\sof\s"
    r"|(?i:early|late|mid)[-\s]?)"
)
_NO_COUNT = rf"(?![.,·:]\d|\s?%|\s(?:{COUNTED})\b)"

_MONTH_ANCHOR = re.compile(
    r"[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)"
)
_YEAR_ANCHOR = re.compile(r"(?:19[5-9]|20\d)\d")
_PART_ANCHOR = re.compile("half|quarter")
_ORDINAL_ANCHOR = re.compile(r"\d(?:st|nd|rd|th)\b")

_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\s{{0,2}}(?:the\s)?(?P<day>{_DAY})"
    rf"(?:{_TO}(?:(?P<month2>{_MONTH})\s)?(?P<day2>{_DAY})(?!\s(?:{COUNTED})))?"
    rf"(?:(?:\s?\([A-Z][a-z]{{2,8}}\.?\))?{_OF_YEAR}|{_NO_COUNT})"
)
_DAY_MONTH = re.compile(
    rf"(?<![\d.,·:/$€£¥-])\b(?P<day>{_DAY})(?:{_TO}(?P<day2>{_DAY}))?(?:\s|-)(?:of\s)?"
    rf"(?P<month>{_MONTH})(?:{_OF_YEAR})?"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})(?:{_OF_YEAR})")
_MONTH_RANGE = re.compile(rf"\b(?P<month>{_MONTH})\s?[-–—]\s?(?P<month2>{_MONTH})(?:{_OF_YEAR})?")
_MONTH_ALONE = re.compile(rf"\b(?P<month>{_MONTH})")
_EDGE_BEFORE = re.compile(rf"\b{_EDGE}$")
_HALF = re.compile(
    r"\b(?:the\s)?(?P<nth>(?i:first|second|third|fourth))\s(?P<part>half|quarter)"
    rf"(?:\sof(?:\sthe\syear)?)?\s?(?:(?P<year>{_YEAR})|(?i:this|last|the\ssame)\syear\b)"
)
_YEARS = re.compile(
    rf"(?<![\d.,·/$€£¥-])\b(?P<year>{_YEAR})(?:\s?[-–—]\s?|\s(?:to|through)\s)"
    rf"(?P<year2>{_YEAR})(?![-/.·]?\d)"
)
_YEAR_ALONE = re.compile(
    r"\b(?i:in|since|of|from|by|until|till|during|year|early|late|mid|throughout|after|before|to|"
    rf"and)[-\s](?P<year>{_YEAR})(?![-/.,·:]?\d|\s(?:{COUNTED})\b|\s?[%\"”])"
)
_ORDINAL_DAY = re.compile(
    r"\b(?:on|since|from)\s(?:the\s)?(?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))"
    r"(?=[,.;:)]|\s(?:of\sthis\smonth|that|to|local|in|at|by|a|the|and)\b|\s*$)",
    re.MULTILINE,
)
_MONTH_LOOKS = (
    (_MONTH_DAY, 0, 70),
    (_DAY_MONTH, 20, 50),
    (_MONTH_RANGE, 0, 50),
    (_MONTH_YEAR, 0, 50),
    (_MONTH_ALONE, 0, 14),
)
_CASE_AFTER = re.compile(r"[\"”’]?\s(?:[A-Za-z-]+\s){0,4}?case\b")
_LEADING = re.compile(
    r"\b(?i:in|since|of|from|by|until|till|during|between|to|and|through|this|last|next|on|around|"
    r"before|after|on|for|,|the)\s$"
)


def find_english(text: str) -> Iterator[PrintedDate]:
    """English dates, overlapping ones too."""
    designations = set()
    for match in find_near(_MONTH_ANCHOR, text, *_MONTH_LOOKS):
        if match.re is _MONTH_DAY and _is_designation(text, match):
            designations.add(match.start("month"))
        elif _is_month(match) and match.start("month") not in designations:
            yield from _make_month(text, match)
    yield from _find_years(text)
    for match in find_near(_ORDINAL_ANCHOR, text, (_ORDINAL_DAY, 14, 30)):
        if edtf := make_edtf(None, None, _number(match["day"])):
            yield PrintedDate(Span(*match.span("day")), edtf, False)


def _find_years(text: str) -> Iterator[PrintedDate]:
    for match in find_near(_PART_ANCHOR, text, (_HALF, 16, 40)):
        codes = HALVES if match["part"] == "half" else QUARTERS
        code = codes.get(match["nth"].lower())
        if code:
            yield from _yield(match, f"{match['year'] or 'XXXX'}-{code}")
    for match in find_near(_YEAR_ANCHOR, text, (_YEARS, 0, 24), (_YEAR_ALONE, 12, 20)):
        if match.re is _YEARS:
            yield from _yield(match, make_interval(match["year"], match["year2"]))
        else:
            yield PrintedDate(Span(*match.span("year")), match["year"], True)


def _make_month(text: str, match: re.Match[str]) -> Iterator[PrintedDate]:
    if match.re in (_MONTH_DAY, _DAY_MONTH):
        yield from _make_days(match)
    elif match.re is _MONTH_RANGE:
        yield from _make_range(match)
    else:
        edge = _EDGE_BEFORE.search(text, max(0, match.start() - 28), match.start())
        if match.re is _MONTH_YEAR or edge or _is_lone_month(text, match):
            start = edge.start() if edge else match.start()
            yield from _yield(match, make_edtf(_year(match), _month(match["month"])), start)


def _make_range(match: re.Match[str]) -> Iterator[PrintedDate]:
    year = _year(match)
    start = make_edtf(year, _month(match["month"]))
    yield from _yield(match, make_interval(start, make_edtf(year, _month(match["month2"]))))


def _make_days(match: re.Match[str]) -> Iterator[PrintedDate]:
    parts = match.groupdict()
    year, month, day = _year(match), _month(match["month"]), _number(match["day"])
    edtf = make_edtf(year, month, day)
    if parts.get("day2"):
        last_month = _month(parts.get("month2") or match["month"])
        edtf = make_interval(edtf, make_edtf(year, last_month, _number(match["day2"])))
    yield from _yield(match, edtf)


def _yield(
    match: re.Match[str], edtf: str | None, start: int | None = None
) -> Iterator[PrintedDate]:
    if edtf:
        stated = bool(match.groupdict().get("year"))
        start, end = match.start() if start is None else start, match.end()
        if match.group().endswith(".") and match.group()[-4:-1].isalpha():
            end -= match.groupdict().get("month", "").endswith(".")
        yield PrintedDate(Span(start, end), edtf, stated)


def _year(match: re.Match[str]) -> int | None:
    year = match.groupdict().get("year")
    return int(year) if year else None


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _number(day: str) -> int:
    return int(day.rstrip("stndrh"))


def _is_month(match: re.Match[str]) -> bool:
    """A month's name has a capital; "may" and "march" without one are verbs."""
    return match["month"][0].isupper()


def _is_designation(text: str, match: re.Match[str]) -> bool:
    """Whether the day names a case: "the May 04 fraud case"."""
    before = text[max(0, match.start() - 5) : match.start()]
    if match["year"] or not before.endswith(("the ", 'the "', "the “")):
        return False
    return _CASE_AFTER.match(text, match.end(), match.end() + 80) is not None


def _is_lone_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month without day or year is plainly one. Short forms ("Mar") and the names
    that are words too need a preposition; April, June and August are given names."""
    name = match["month"]
    following = text[match.end() : match.end() + 6]
    if following[:1].isdigit() or following.startswith(("-", "'", "’", "·", '"', "”")):
        return False
    return _LEADING.search(text, max(0, match.start() - 9), match.start()) is not None and (
        len(name.rstrip(".")) > 3 or name == "May"
    )
