"""The table of cues/sanctions.yaml, compiled once a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.ingest.extract.figures.cues import Cues as FigureCues
from archive.ingest.extract.figures.cues import compile_cues as compile_figure_cues
from archive.ingest.lexicon import Lexicon
from archive.text.matching import Matcher, fold
from archive.text.spans import Span

# What may stand between a term and the words that make it a sanction.
_BEFORE_TERM = r"\W{0,3}(?:a |an |each |各|of |fixed-term )?$"
_AFTER_TERM = r"\W{0,3}(?:of |in )?"
# `...` in a wording: a few words of the same clause.
_GAP = "[^,.;。;\\n]{0,14}?"
_PLURAL = r"(?:(?<=[a-z])s?\b)?"


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind known by its words; `rest` is what follows its first words at some distance."""

    kind: str
    unit: str | None
    rest: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Term:
    """A kind that lasts: the words that end before its length, and that begin behind it."""

    kind: str
    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome before it is judged: its kind, its words, its amount or length."""

    kind: str
    span: Span
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything that `find_sanctions` looks words up in; all of it `fold`ed."""

    terms: tuple[Term, ...]
    sums: Matcher[str]
    wordings: Matcher[Wording]
    possible: re.Pattern[str]
    roles: re.Pattern[str]
    role_of: Mapping[str, str]
    figures: FigureCues


@lru_cache(maxsize=4)
def compile_cues(lexicon: Lexicon) -> Cues | None:
    """The compiled table, or None where the lexicon has none (then nothing is found)."""
    table, figures = lexicon.cues.get("sanctions"), compile_figure_cues(lexicon)
    if not table or figures is None:
        return None
    role_of = {fold(w): row["role"] for row in table["roles"] for w in _list_words(row)}
    return Cues(
        terms=tuple(_compile_term(row) for row in table["terms"]),
        sums=Matcher((w, row["kind"]) for row in table["sums"] for w in _list_words(row)),
        wordings=Matcher(_read_wordings(table["kinds"])),
        possible=re.compile(_any(_list_words(table["possible"]))),
        roles=re.compile(_any(role_of)),
        role_of=role_of,
        figures=figures,
    )


def _compile_term(row: Mapping[str, Any]) -> Term:
    before, after = _any(_list_words(row["before"])), _any(_list_words(row["after"]))
    return Term(
        kind=row["kind"],
        before=re.compile(f"(?:{before}){_BEFORE_TERM}"),
        after=re.compile(f"{_AFTER_TERM}(?:{after})"),
    )


def _read_wordings(kinds: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Wording]]:
    for row in kinds:
        for phrase in _list_words(row):
            first, gap, rest = map(str.strip, phrase.partition("..."))
            more = re.compile(_GAP + re.escape(fold(rest)) + _PLURAL) if gap else None
            yield first, Wording(row["kind"], row.get("unit"), more)


def _list_words(row: Mapping[str, Any]) -> list[str]:
    return [*(row.get("en") or ()), *(row.get("zh") or ())]


def _any(words: Iterable[str]) -> str:
    """An alternative of words, the longest first; Latin ones match only whole."""
    ordered = sorted(map(fold, words), key=len, reverse=True)
    return "|".join(rf"\b{re.escape(w)}\b" if w[0].isascii() else w for w in ordered)
