"""Outcomes that last: imprisonment, suspended sentences, administrative detention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.ingest.extract.sanctions.cues import Cues, Found, Term
from archive.text.numbers import Number
from archive.text.spans import Span

YEARS, MONTHS, DAYS = "years", "months", "days"
UNITS = {
    **{"年": YEARS, "year": YEARS},
    **{"个月": MONTHS, "月": MONTHS, "month": MONTHS},
    **{"日": DAYS, "天": DAYS, "day": DAYS},
}

_UNIT = re.compile(r" ?-? ?(个月|月|年|日|天|year|month|day)(?:s\b|\b|(?=[^a-z]))'?s?")
_JOINT = re.compile(r" ?(?:and|,|又|零)? ?")
_LOOK_BEHIND = 56


def find_terms(folded: str, numbers: Sequence[Number], cues: Cues) -> Iterator[Found]:
    """Terms in text order; "three years and six months" is 42 months, "6 years" is 6 years."""
    for index, number in enumerate(numbers):
        unit = _UNIT.match(folded, number.core.end)
        if unit is None or not number.value.is_integer():
            continue
        value, name, end = number.value, UNITS[unit[1]], unit.end()
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following and name == YEARS and (months := _read_months(folded, end, following)):
            value, name, end = value * 12 + following.value, MONTHS, months
        for term in cues.terms:
            if span := _match(folded, Span(number.core.start, end), term):
                yield Found(term.kind, span, value, name)
                break


def _read_months(folded: str, end: int, number: Number) -> int | None:
    """Where the months end that follow a number of years; None where none follow."""
    if _JOINT.fullmatch(folded[end : number.core.start]) is None:
        return None
    unit = _UNIT.match(folded, number.core.end)
    return unit.end() if unit and UNITS[unit[1]] == MONTHS else None


def _match(folded: str, length: Span, term: Term) -> Span | None:
    """The length with the words that make it this term; None where none stand beside it."""
    base = max(0, length.start - _LOOK_BEHIND)
    before = term.before.search(folded[base : length.start])
    after = term.after.match(folded, length.end)
    if before is None and after is None:
        return None
    start = base + before.start() if before else length.start
    return Span(start, after.end() if after else length.end)
