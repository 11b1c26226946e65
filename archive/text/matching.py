"""Finding many known names in a text at once (Aho-Corasick), with word boundaries.

Matching is on a folded copy of the same length as the text (`fold`), so that spans need no
translation: lower case, Traditional characters as Simplified, typographic quotes and dashes
as plain ones, every white space as one blank.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from archive.text.script import find_any, fold_char, replace_chars
from archive.text.spans import Span

V = TypeVar("V")

_PLAIN = dict(zip("’‘“”–—―−‐‑（）：；，", "''\"\"------():;,", strict=True))
_LATIN = frozenset(map(chr, (*b"0123456789abcdefghijklmnopqrstuvwxyz", *range(0xC0, 0x250))))
"""Letters and digits, folded, of which words are made that have an end."""
_LONG = 200
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """`text` folded for matching; `len(fold(text)) == len(text)` always."""
    if len(text) > _LONG:
        return _fold_long(text)
    if text.isascii() and text.isprintable():
        return text.lower()
    folded = _table()
    return "".join([folded.get(char, char) for char in text])


@lru_cache(maxsize=4)
def _fold_long(text: str) -> str:
    # Every extractor folds the document it reads; one after another they read the same.
    return replace_chars(text, _finder(), _table())


@cache
def _table() -> dict[str, str]:
    """Character to its folded form, for all that folding changes; no script in which names are
    written lies beyond the first plane."""
    table = {}
    for char in map(chr, range(0x10000)):
        folded = _fold_one(char)
        if folded != char:
            table[char] = folded
    return table


@cache
def _finder() -> re.Pattern[str]:
    return find_any(_table())


def _fold_one(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char.isspace():
        return " "
    lowered = fold_char(char).lower()
    return lowered if len(lowered) == 1 else char


class Match(NamedTuple, Generic[V]):
    """A name found: where, and the value it was registered with."""

    span: Span
    value: V


Candidate = tuple[int, int, V]
"""Start, negative end and value of a match. Sorted, candidates are in text order, the longest
first at one start; no two have both ends in common, so that values are never compared."""


class Matcher(Generic[V]):
    """An immutable set of names, each with a value; finds the longest ones in a text.

    Several values of one name are all kept, as a tuple in registration order. Sets that share a
    `scanner` need not read a text that it has read.
    """

    def __init__(self, names: Iterable[tuple[str, V]], scanner: Scanner | None = None) -> None:
        table: dict[str, list[V]] = {}
        for name, value in names:
            key = fold(name).strip()
            if key and value not in table.setdefault(key, []):
                table[key].append(value)
        self._table = {key: tuple(values) for key, values in table.items()}
        self._scanner = scanner
        self._number = scanner.add(self._table) if scanner else 0

    def find(self, folded: str, within: Span | None = None) -> list[Match[tuple[V, ...]]]:
        """Longest matches from left to right, none overlapping, in text already `fold`ed, or
        in a part of it.

        A name that begins or ends with a Latin letter or digit matches only whole words.
        """
        kept: list[Match[tuple[V, ...]]] = []
        end = 0
        for start, opposite, values in self._list_candidates(folded, within):
            if start >= end:
                end = -opposite
                kept.append(Match(Span(start, end), values))
        return kept

    def find_all(self, folded: str) -> list[Match[tuple[V, ...]]]:
        """Every match, overlapping ones too, in text order, longest first at one start."""
        return [
            Match(Span(start, -opposite), values)
            for start, opposite, values in self._list_candidates(folded)
        ]

    def _list_candidates(
        self, folded: str, within: Span | None = None
    ) -> Sequence[Candidate[tuple[V, ...]]]:
        found = self._scanner.recall(folded) if self._scanner else None
        if found is None or self._number >= len(found):
            return sorted(_search(self._own, folded, within))
        return _cut(found[self._number], within) if within else found[self._number]

    @cached_property
    def _own(self) -> Any:
        return _build(self._table)


class Scanner:
    """Several sets of names that are looked for in a text together."""

    def __init__(self) -> None:
        self._sets: list[Mapping[str, Any]] = []
        self._automaton: Any = None
        self._scan: tuple[str, list[list[Candidate[Any]]]] = ("", [])

    def add(self, table: Mapping[str, Any]) -> int:
        """Takes in folded names with their values; returns the set's number."""
        self._sets.append(table)
        self._automaton = None
        return len(self._sets) - 1

    def scan(self, folded: str) -> None:
        """Reads a text once for all sets; each then finds its own names there at no cost."""
        if self._automaton is None:
            joint: dict[str, list[tuple[int, Any]]] = {}
            for number, table in enumerate(self._sets):
                for key, value in table.items():
                    joint.setdefault(key, []).append((number, value))
            self._automaton = _build(joint)
        found: list[list[Candidate[Any]]] = [[] for _ in self._sets]
        for start, opposite, values in sorted(_search(self._automaton, folded)):
            for number, value in values:
                found[number].append((start, opposite, value))
        self._scan = folded, found

    def recall(self, folded: str) -> list[list[Candidate[Any]]] | None:
        """The sorted candidates of each set by its number, where this text was the last read."""
        text, found = self._scan
        return found if folded is text or folded == text else None


def _cut(candidates: list[Candidate[V]], within: Span) -> list[Candidate[V]]:
    """The sorted candidates that lie in a part of the text."""
    start, end = within
    first = bisect_left(candidates, start, key=itemgetter(0))
    last = bisect_left(candidates, end, first, key=itemgetter(0))
    return [found for found in candidates[first:last] if -found[1] <= end]


def _build(table: Mapping[str, Any]) -> Any:
    """The automaton of folded names and their values; None for no names."""
    if not table:
        return None
    automaton = ahocorasick.Automaton()
    for key, value in table.items():
        edges = (key[0] in _LATIN, key[-1] in _LATIN)
        automaton.add_word(_encode_text(key), (len(key), *edges, value))
    automaton.make_automaton()
    return automaton


def _search(automaton: Any, folded: str, within: Span | None = None) -> Iterator[Candidate[Any]]:
    """The candidates that an automaton finds in a text or a part of it, by their ends."""
    if automaton is None:
        return
    size = len(folded)
    start, end = within or (0, size)
    found = automaton.iter(_encode_text(folded), 2 * start, 2 * end)
    for last, (length, latin_start, latin_end, value) in found:
        if not last % 2:
            continue  # Half a code point.
        end = last // 2 + 1
        start = end - length
        if latin_start and start and folded[start - 1] in _LATIN:
            continue
        if latin_end and end < size and folded[end] in _LATIN:
            continue
        yield start, -end, value


def _encode_text(folded: str) -> str:
    """The text with two characters, each below 256, for every code point.

    The automaton scans the children of its root one by one; with Han names there are thousands,
    and so few that it is three times as fast.
    """
    return _encode_long(folded) if len(folded) > _LONG else _encode(folded)


@lru_cache(maxsize=4)
def _encode_long(folded: str) -> str:
    return _encode(folded)


def _encode(folded: str) -> str:
    wide = _BEYOND.sub("\ufffd", folded)
    return wide.encode("utf-16-be", "surrogatepass").decode("latin-1")
