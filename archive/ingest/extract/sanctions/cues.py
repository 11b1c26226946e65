"""The table of cues/sanctions.yaml, compiled once a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.ingest.extract.figures.cues import Cues as FigureCues
from archive.ingest.extract.figures.cues import compile_cues as compile_figure_cues
from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher, fold
from archive.text.phrases import Phrases
from archive.text.spans import Span

BEFORE, AFTER, SUM, WORDING = "before", "after", "sum", "wording"

# `...` in a wording: a few words of the same clause.
_GAP = "[^,.;。;\\n]{0,14}?"
_PLURAL = r"(?:(?<=[a-z])s?\b)?"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an outcome's wording. `use` tells how: BEFORE or AFTER a term's length, beside
    a SUM, or alone a WORDING, `rest` then being what follows it at some distance."""

    use: str
    kind: str
    unit: str | None = None
    rest: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome before it is judged: its kind, its words, its amount or length."""

    kind: str
    span: Span
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A word where it stands."""

    span: Span
    word: Word


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything that `find_sanctions` looks words up in; all of it `fold`ed."""

    words: Matcher[Word]
    possible: Phrases
    roles: Matcher[str]
    figures: FigureCues


@lru_cache(maxsize=4)
def compile_cues(lexicon: Lexicon) -> Cues | None:
    """The compiled table, or None where the lexicon has none (then nothing is found)."""
    table, figures = lexicon.cues.get("sanctions"), compile_figure_cues(lexicon)
    if not table or figures is None:
        return None
    scanner = get_scanner(lexicon)
    return Cues(
        words=Matcher(_read_words(table), scanner),
        possible=Phrases(_list_words(table["possible"]), scanner=scanner),
        roles=Matcher(
            ((w, row["role"]) for row in table["roles"] for w in _list_words(row)), scanner
        ),
        figures=figures,
    )


def _read_words(table: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for row in table["terms"]:
        yield from ((w, Word(BEFORE, row["kind"])) for w in _list_words(row["before"]))
        yield from ((w, Word(AFTER, row["kind"])) for w in _list_words(row["after"]))
    for row in table["sums"]:
        yield from ((w, Word(SUM, row["kind"])) for w in _list_words(row))
    for row in table["kinds"]:
        for phrase in _list_words(row):
            first, gap, rest = map(str.strip, phrase.partition("..."))
            more = re.compile(_GAP + re.escape(fold(rest)) + _PLURAL) if gap else None
            yield first, Word(WORDING, row["kind"], row.get("unit"), more)


def _list_words(row: Mapping[str, Any]) -> list[str]:
    return [*(row.get("en") or ()), *(row.get("zh") or ())]


def place_words(folded: str, cues: Cues) -> dict[str, list[Placed]]:
    """All words of a text by their use, in text order."""
    placed: dict[str, list[Placed]] = {BEFORE: [], AFTER: [], SUM: [], WORDING: []}
    for span, words in cues.words.find_all(folded):
        for word in words:
            placed[word.use].append(Placed(span, word))
    return placed
