"""Outcomes that last: imprisonment, suspended sentences, administrative detention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from archive.ingest.extract.sanctions.cues import AFTER, BEFORE, Found, Placed
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
_REACH = 16
# What may stand between a length and the words that make it a term.
_GAP_BEFORE = re.compile(r"\W{0,3}(?:a |an |each |各|of |fixed-term )?")
_GAP_AFTER = re.compile(r"\W{0,3}(?:of |in )?")


def find_terms(
    folded: str, numbers: Sequence[Number], words: Mapping[str, list[Placed]]
) -> Iterator[Found]:
    """Terms in text order; "three years and six months" is 42 months, "6 years" is 6 years."""
    befores = {placed.span.end: placed for placed in reversed(words[BEFORE])}
    afters = {placed.span.start: placed for placed in reversed(words[AFTER])}
    if not befores and not afters:
        return
    for index, number in enumerate(numbers):
        unit = _UNIT.match(folded, number.core.end)
        if unit is None or not number.value.is_integer():
            continue
        value, name, end = number.value, UNITS[unit[1]], unit.end()
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following and name == YEARS and (months := _read_months(folded, end, following)):
            value, name, end = value * 12 + following.value, MONTHS, months
        before = _find_before(folded, number.core.start, befores)
        after = _find_after(folded, end, afters)
        if placed := before or after:
            start = before.span.start if before else number.core.start
            yield Found(
                placed.word.kind, Span(start, after.span.end if after else end), value, name
            )


def _find_before(folded: str, start: int, befores: Mapping[int, Placed]) -> Placed | None:
    for at in range(start, max(-1, start - _REACH), -1):
        if at in befores and _GAP_BEFORE.fullmatch(folded, at, start):
            return befores[at]
    return None


def _find_after(folded: str, end: int, afters: Mapping[int, Placed]) -> Placed | None:
    for at in range(end, end + _REACH):
        if at in afters and _GAP_AFTER.fullmatch(folded, end, at):
            return afters[at]
    return None


def _read_months(folded: str, end: int, number: Number) -> int | None:
    """Where the months end that follow a number of years; None where none follow."""
    if _JOINT.fullmatch(folded[end : number.core.start]) is None:
        return None
    unit = _UNIT.match(folded, number.core.end)
    return unit.end() if unit and UNITS[unit[1]] == MONTHS else None
