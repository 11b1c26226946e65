"""Outcomes: imprisonment, detention, fines, confiscation, closures, removals, orders.

Terms and sums are read with their number, the other kinds by the wording of
cues/sanctions.yaml. On whom is a role and never a name. What a law merely allows ("a fine of up
to ...", "最高可处") is no outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.ingest.extract.figures.counting import read_clause
from archive.ingest.extract.figures.cues import Cues, compile_cues, fold_lines
from archive.ingest.extract.figures.money import read_money
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, SanctionMention
from archive.text.matching import Matcher, fold
from archive.text.numbers import Number, find_numbers
from archive.text.spans import Span

YEARS, MONTHS, DAYS = "years", "months", "days"
UNITS = {"年": YEARS, "year": YEARS, "个月": MONTHS, "月": MONTHS, "month": MONTHS}
UNITS |= {"日": DAYS, "天": DAYS, "day": DAYS}

_UNIT = re.compile(r" ?-? ?(个月|月|年|日|天|year|month|day)(?:s\b|\b|(?=[^a-z]))'?s?")
_JOINT = re.compile(r" ?(?:and|,|又|零)? ?")
_BETWEEN = r"\W{0,3}(?:a |an |each |各|of |fixed-term )?"
_SENTENCE = re.compile(r"[。\n；;]|\.\s")
_GAP = "[^,.;。;\\n]{0,14}?"
_REACH = 70


@dataclass(frozen=True, slots=True)
class _Wording:
    """A kind known by its words; `rest` is what follows its first words at some distance."""

    kind: str
    unit: str | None
    rest: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Cues:
    """cues/sanctions.yaml, compiled."""

    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    sums: tuple[tuple[str, re.Pattern[str]], ...]
    possible: re.Pattern[str]
    kinds: Matcher[_Wording]
    roles: re.Pattern[str]
    role_of: Mapping[str, str]
    figures: Cues


def find_sanctions(document: Document, lexicon: Lexicon) -> tuple[SanctionMention, ...]:
    """Sanctions, in text order, none overlapping."""
    cues = _compile(lexicon)
    if cues is None:
        return ()
    text, folded = document.text, fold_lines(document.text)
    found = [*_find_with_numbers(text, folded, cues), *_find_by_words(text, folded, cues)]
    found.sort(key=lambda s: (s.span.start, -len(s.span)))
    kept: list[SanctionMention] = []
    for sanction in found:
        if not kept or sanction.span.start >= kept[-1].span.end:
            kept.append(sanction)
    return tuple(kept)


@lru_cache(maxsize=4)
def _compile(lexicon: Lexicon) -> _Cues | None:
    table, figures = lexicon.cues.get("sanctions"), compile_cues(lexicon)
    if not table or figures is None:
        return None
    roles = {fold(w): row["role"] for row in table["roles"] for w in (*row["en"], *row["zh"])}
    terms = table["terms"]
    return _Cues(
        before=tuple((t["kind"], re.compile(f"(?:{_any(t['before'])}){_BETWEEN}$")) for t in terms),
        after=tuple(
            (t["kind"], re.compile(rf"\W{{0,3}}(?:of |in )?(?:{_any(t['after'])})")) for t in terms
        ),
        sums=tuple((row["kind"], re.compile(_any(row))) for row in table["sums"]),
        possible=re.compile(_any(table["possible"])),
        kinds=Matcher(_read_wordings(table["kinds"])),
        roles=re.compile(
            _any(
                {
                    "en": [w for w in roles if w.isascii()],
                    "zh": [w for w in roles if not w.isascii()],
                }
            )
        ),
        role_of=roles,
        figures=figures,
    )


def _any(row: Mapping[str, Any]) -> str:
    """An alternative of a row's words, the longest first; `...` stands for a few words."""

    def join(words: Iterable[str]) -> str:
        ordered = sorted(map(fold, words), key=len, reverse=True)
        return "|".join(_GAP.join(map(re.escape, re.split(r"\s?\.\.\.\s?", w))) for w in ordered)

    parts = [rf"\b(?:{join(row['en'])})\b" if row.get("en") else "", join(row.get("zh") or ())]
    return "|".join(filter(None, parts))


def _read_wordings(kinds: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, _Wording]]:
    for row in kinds:
        for phrase in (*row["en"], *row["zh"]):
            first, gap, rest = map(str.strip, phrase.partition("..."))
            more = re.compile(_GAP + re.escape(fold(rest))) if gap else None
            yield first, _Wording(row["kind"], row.get("unit"), more)


def _find_with_numbers(text: str, folded: str, cues: _Cues) -> Iterator[SanctionMention]:
    numbers = find_numbers(text)
    taken = 0
    for index, number in enumerate(numbers):
        if number.core.start < taken:
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        sanction = _read_term(text, folded, number, following, cues)
        sanction = sanction or _read_sum(text, folded, number, taken, cues)
        if sanction:
            taken = sanction.span.end
            yield sanction


def _read_term(
    text: str, folded: str, number: Number, following: Number | None, cues: _Cues
) -> SanctionMention | None:
    unit = _UNIT.match(folded, number.core.end)
    if unit is None or not number.value.is_integer():
        return None
    value, name, end = number.value, UNITS[unit[1]], unit.end()
    if following and name == YEARS and (months := _read_months(folded, end, following)):
        value, name, end = value * 12 + following.value, MONTHS, months
    window = folded[max(0, number.core.start - 48) : number.core.start]
    for kind, cue in cues.before:
        if match := cue.search(window):
            start = number.core.start - len(window) + match.start()
            end = _match_after(kind, folded, end, cues) or end
            return _make(text, folded, kind, Span(start, end), value, name, cues)
    for kind, cue in cues.after:
        if tail := cue.match(folded, end):
            span = Span(number.core.start, tail.end())
            return _make(text, folded, kind, span, value, name, cues)
    return None


def _match_after(kind: str, folded: str, end: int, cues: _Cues) -> int | None:
    match = next(c for k, c in cues.after if k == kind).match(folded, end)
    return match.end() if match else None


def _read_months(folded: str, end: int, number: Number) -> int | None:
    """Where the months end that follow a number of years; None where none follow."""
    if _JOINT.fullmatch(folded[end : number.core.start]) is None:
        return None
    unit = _UNIT.match(folded, number.core.end)
    return unit.end() if unit and UNITS[unit[1]] == MONTHS else None


def _read_sum(
    text: str, folded: str, number: Number, taken: int, cues: _Cues
) -> SanctionMention | None:
    money = read_money(folded, number, cues.figures)
    if money is None:
        return None
    number, counted = money
    before = folded[max(taken, counted.span.start - 40) : counted.span.start]
    before = before[max(before.rfind(c) for c in ",;。.\n") + 1 :]
    after = folded[counted.span.end : counted.span.end + 24]
    if stop := re.search(r"[,;。\n\d]|\.\s", after):
        after = after[: stop.start()]
    kind, start, end = _choose_sum(before, after, cues)
    if kind is None:
        return None
    span = Span(counted.span.start - start, counted.span.end + end)
    return _make(text, folded, kind, span, number.value, counted.unit, cues)


def _choose_sum(before: str, after: str, cues: _Cues) -> tuple[str | None, int, int]:
    """The kind whose word stands nearest to a sum, and how far its words reach either side."""
    best: tuple[int, str | None, int, int] = (99, None, 0, 0)
    for kind, words in cues.sums:
        matches = list(words.finditer(before))
        if matches:
            reach = len(before) - matches[-1].start()
            best = min(best, (len(before) - matches[-1].end(), kind, reach, 0), key=lambda b: b[0])
        if match := words.search(after):
            best = min(best, (match.start(), kind, 0, match.end()), key=lambda b: b[0])
    return best[1:]


def _find_by_words(text: str, folded: str, cues: _Cues) -> Iterator[SanctionMention]:
    for first, wordings in cues.kinds.find_all(folded):
        for wording in wordings:
            rest = wording.rest.match(folded, first.end) if wording.rest else None
            if wording.rest and rest is None:
                continue
            span = Span(first.start, rest.end() if rest else first.end)
            if made := _make(text, folded, wording.kind, span, None, wording.unit, cues):
                yield made


def _make(
    text: str,
    folded: str,
    kind: str,
    span: Span,
    value: float | None,
    unit: str | None,
    cues: _Cues,
) -> SanctionMention | None:
    if cues.possible.search(read_clause(folded, span, 30)):
        return None
    return SanctionMention(
        span, span.quote(text), kind, value, unit, _read_role(folded, span, cues)
    )


def _read_role(folded: str, span: Span, cues: _Cues) -> str | None:
    before = folded[max(0, span.start - _REACH) : span.start]
    ends = [m.end() for m in _SENTENCE.finditer(before)]
    roles = list(cues.roles.finditer(before, ends[-1] if ends else 0))
    match = roles[-1] if roles else cues.roles.search(folded, span.start, span.end)
    return cues.role_of[match.group()] if match else None
