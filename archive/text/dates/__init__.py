"""Dates printed in a text, in English, Chinese and a few forms of other languages.

A date says what its words say: "September 12" is `XXXX-09-12`, "今年3月" is `XXXX-03`, "on the
7th" is `XXXX-XX-07`. No year is added. Designations of cases ("3·10", “12.15”, "May 04" in
quotation marks), durations and bare numbers are no dates.
"""

from __future__ import annotations

import re

from archive.text.dates.chinese import find_chinese
from archive.text.dates.english import find_english
from archive.text.dates.numeric import find_numeric
from archive.text.dates.parts import PrintedDate, is_quoted

__all__ = ["PrintedDate", "find_dates"]

_WIDE_SIGN = re.compile("[０-９／－．]")
_WIDE = str.maketrans("０１２３４５６７８９／－．", "0123456789/-.")


def find_dates(text: str) -> list[PrintedDate]:
    """Dates in text order, none overlapping; where two begin together the longer one stands."""
    plain = text.translate(_WIDE) if _WIDE_SIGN.search(text) else text
    found = [*find_english(plain), *find_chinese(plain), *find_numeric(plain)]
    found.sort(key=lambda date: (date.span.start, -len(date.span)))
    kept: list[PrintedDate] = []
    for date in found:
        if kept and date.span.start < kept[-1].span.end:
            continue
        if not is_quoted(plain, date):
            kept.append(date)
    return kept
