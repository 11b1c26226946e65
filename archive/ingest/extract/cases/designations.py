"""Names of cases made of a date: "3·10", “12.15”, "May 04", "12·, 15"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from archive.text.spans import Span, trim

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HOLIDAYS = frozenset({(3, 8), (5, 1), (6, 1), (8, 1), (10, 1)})
"""Days that stand in quotation marks because they are feasts: “六·一”, "6, 1", never "6·01"."""
CODE_REACH = 16

_OPEN, _CLOSE = "\"“”「『‘'＂《<〈", "\"”“」』’'＂》>〉"
_DOT = r"[·•・．.‧∙⋅‐\-–—/]"
_MONTH = r"(?P<month_name>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6})\.?"
_QUOTED = re.compile(
    rf"[{_OPEN}]\s*(?:(?:19|20)\d\d\s*[·•・．.‧∙]\s*)?"
    rf"(?:(?P<month>\d{{1,2}})\s*{_DOT}\s*[,，]?\s*(?P<day>\d{{1,2}})"
    rf"|(?P<month_comma>\d{{1,2}})\s*[,，]\s*(?P<day_comma>\d{{1,2}})"
    rf"|{_MONTH}\s+(?P<named_day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<month_zh>\d{{1,2}})月(?P<day_zh>\d{{1,2}})日?"
    rf"|(?P<run>\d{{3,4}}))\s*,?\s*[{_CLOSE}]",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?P<month>\d(?<![\d.·]\d)\d?)\s?[·•・．.‧∙⋅]\s?(?P<day>\d{1,2})(?![\d.%])"
    r"(?=\s*(?:特大|重大|系列|专案|專案|案|跨境|网络|網絡|[a-z -]{0,40}\bcase\b))",
    re.IGNORECASE,
)
_CASE_NEXT = re.compile(
    r"[^。;；,，\n.]{0,14}?案|[^。;；,，\n.\u4e00-\u9fff]{0,70}?\bcase", re.IGNORECASE
)
_CODE_BEFORE = re.compile(r"(?:代[号號]|code-?named?|codename)\W*$", re.IGNORECASE)
_CASE_AFTER = re.compile(r"[^。;；\n.]{0,120}?(?:案|case|series)", re.IGNORECASE)


def find_designation(text: str, within: Span) -> tuple[str, Span] | None:
    """The first designation in a part of the text, as month·day, and the span of its words
    without quotation marks.

    Digits stay as printed ("6·07"), a leading nought of the month goes. A date that cannot be
    (month 13, day 32) is none. Three or four digits in quotation marks count before a case only.
    """
    start, end = within
    found = _find_all(text)
    index = bisect_left(found, start, key=lambda item: item[2].start)
    name, span, whole = found[index] if index < len(found) else ("", within, Span(end, end + 1))
    return (name, span) if whole.end <= end else None


def find_named(text: str, within: Span) -> tuple[str, Span] | None:
    """The first designation that the story itself gives to its case (“12·11”专案)."""
    found = find_designation(text, within)
    while found and not _is_name_of_case(text, found[1]):
        rest = Span(found[1].end + 1, max(within.end, found[1].end + 1))
        found = find_designation(text, rest)
    return found


def _is_name_of_case(text: str, span: Span) -> bool:
    return bool(
        _CASE_NEXT.match(text, span.end + 1)
        or _CODE_BEFORE.search(text[max(0, span.start - CODE_REACH) : span.start])
    )


@lru_cache(maxsize=2)
def _find_all(text: str) -> list[tuple[str, Span, Span]]:
    """All designations of a text in its order: the name, its words, and these with their
    quotation marks. A document's heads and passages are asked about one after another."""
    found = []
    for match in (*_QUOTED.finditer(text), *_BARE.finditer(text)):
        month, day = _split(match, text) or (0, "0")
        if (month, int(day)) in HOLIDAYS and not day.startswith("0"):
            continue
        if 1 <= month <= 12 and 1 <= int(day) <= 31:
            whole = Span(*match.span())
            found.append((f"{month}·{day}", trim(text, whole, _OPEN + _CLOSE + ","), whole))
    return sorted(found, key=lambda item: item[2])


def _split(match: re.Match[str], text: str) -> tuple[int, str] | None:
    groups = match.groupdict()
    if name := groups.get("month_name"):
        return MONTHS.index(name[:3].lower()) + 1, groups["named_day"]
    for form in ("zh", "comma"):
        if groups.get(f"month_{form}"):
            return int(groups[f"month_{form}"]), groups[f"day_{form}"]
    if run := groups.get("run"):
        if not _CASE_AFTER.match(text, match.end()):
            return None
        return int(run[:-2]), run[-2:]
    return int(groups["month"]), groups["day"]
