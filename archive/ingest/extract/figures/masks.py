"""What is no figure: numbers inside dates, terms, names, labels, ordinals and designations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.ingest.extract.figures.cues import NONE, Cues
from archive.text.numbers import Number
from archive.text.qualifiers import EXACT
from archive.text.spans import Span

_LABEL = re.compile(r"([a-z]+)[.:#\s]*$")
_FIRST_YEAR, _LAST_YEAR = 1980, 2040
# What makes no quantity of the number before it: ordinals, shares, ages, times, designations.
_NOT_AFTER = re.compile(
    r"(?:st|nd|rd|th)\b"
    r"| ?(?:%|％|‰|percent|per cent|percentage)"
    r"| (?:report(?:ing)? )?(?:telephone|phone|hotline|call-?line)\b(?! (?:cards?|calls?|numbers?))"
    r"| (?:after another|by one)\b|[ -]?(?:years?[ -](?:old|of age)|岁|周岁)"
    r"| ?[·•・‧∙×°]|:\d|/\w|-\w|\.[a-z]| ?[~～] ?\d|[$€£¥￥]\d"
)
_NOT_BEFORE = frozenset("#@_/\\·•・‧∙=&?'“‘「『《×")
_CLOSING = frozenset('"”’」』》')
_QUOTED_REACH = 40
# No label runs into the millions: "QQ number 4.6 million".
_LEAST_SCALED = 10**5
_NUMBERING = re.compile(r"\s?[.、)）．]")
_INLINE_NUMBERING = re.compile(r"[.、．](?=[^\d\s])")


def mark(length: int, spans: Iterable[Span]) -> bytearray:
    """One byte a code point, set inside the spans."""
    marks = bytearray(length)
    for span in spans:
        marks[span.start : span.end] = b"\1" * (min(span.end, length) - span.start)
    return marks


def is_no_figure(text: str, folded: str, number: Number, cues: Cues) -> bool:
    """Whether the number's nearest characters show that it states no quantity."""
    start, end = number.core
    return (
        number.value == 0
        or (text[start] in "0０" and start + 1 < end and text[start + 1].isdigit())
        or _is_joined(text, number, cues)
        or _is_quoted(text, start, end)
        or _NOT_AFTER.match(folded, end) is not None
        or _is_numbering(folded, number)
        or _is_label(folded, number, cues)
    )


def is_bare_year(folded: str, number: Number, cues: Cues) -> bool:
    """Whether a number looks like a year and no counting verb or qualifier says otherwise."""
    if number.form != "digits" or number.scaled or number.qualifier != EXACT:
        return False
    if len(number.core) != 4 or not _FIRST_YEAR <= number.value <= _LAST_YEAR:
        return False
    counter = cues.counter.match(folded, number.core.end)
    if counter and cues.counters[counter[1]].measure != NONE:
        return False  # 侦破案件1980起
    return cues.counting.search(folded[max(0, number.core.start - 16) : number.core.start]) is None


def _is_joined(text: str, number: Number, cues: Cues) -> bool:
    start = number.core.start
    before = text[max(0, start - 1) : start]
    if before in _NOT_BEFORE:
        return True
    if before.isascii() and before.isalpha():
        return not text[max(0, start - 6) : start].lower().endswith(cues.currencies_before)
    further = text[start - 2 : start - 1] if start > 1 else ""
    return before in ("-", ".", ":") and further.isalnum()


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a number opens or closes something quoted: a name, a designation.

    A plain quotation mark before a number opens only where another one follows soon.
    """
    if text[end : end + 1] in _CLOSING and end < len(text):
        return True
    return text[max(0, start - 1) : start] == '"' and '"' in text[end : end + _QUOTED_REACH]


def _is_numbering(folded: str, number: Number) -> bool:
    """Whether the number only numbers: "1. ", "(2)", "三、" before what it numbers."""
    if number.span != number.core:
        return False
    start, end = number.core
    if folded[start - 1 : start] == "(" and folded[end : end + 1] == ")":
        return True
    if _NUMBERING.match(folded, end) is None:
        return False
    if (
        end - start < 3
        and _INLINE_NUMBERING.match(folded, end)
        and folded[start - 1 : start] == " "
    ):
        return True
    line = folded[max(0, start - 8) : start].rpartition("\n")[2]
    return len(line) < 8 and not line.strip(" -(")


def _is_label(folded: str, number: Number, cues: Cues) -> bool:
    start = number.core.start
    if number.qualifier != EXACT and number.span.start < start:
        return False
    window = folded[max(0, start - 16) : start]
    if window.endswith(cues.label_phrases):
        return True
    if number.scaled and number.value >= _LEAST_SCALED:
        return False
    if window.endswith(cues.lines) and cues.counter.match(folded, number.span.end) is None:
        return True
    match = _LABEL.search(window)
    return match is not None and match[1] in cues.labels
