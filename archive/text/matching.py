"""Finding many known names in a text at once (Aho-Corasick), with word boundaries.

Matching is on a folded copy of the same length as the text (`fold`), so that spans need no
translation: lower case, Traditional characters as Simplified, typographic quotes and dashes
as plain ones, every white space as one blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

from archive.text.script import fold_char
from archive.text.spans import Span

V = TypeVar("V")

_PLAIN = dict(zip("’‘“”–—―−‐‑（）：；，", "''\"\"------():;,", strict=True))
_LONG = 200


def fold(text: str) -> str:
    """`text` folded for matching; `len(fold(text)) == len(text)` always."""
    return _fold_long(text) if len(text) > _LONG else text.translate(_table())


@lru_cache(maxsize=4)
def _fold_long(text: str) -> str:
    # Every extractor folds the document it reads; one after another they read the same.
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """Code point to its folded form, for all that folding changes; no script in which names are
    written lies beyond the first plane."""
    table = {}
    for code in range(0x10000):
        char = chr(code)
        folded = _fold_one(char)
        if folded != char:
            table[code] = folded
    return table


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


class Matcher(Generic[V]):
    """An immutable set of names, each with a value; finds the longest ones in a text.

    Several values of one name are all kept, as a tuple in registration order.
    """

    def __init__(self, names: Iterable[tuple[str, V]]) -> None:
        table: dict[str, list[V]] = {}
        for name, value in names:
            key = fold(name).strip()
            if key and value not in table.setdefault(key, []):
                table[key].append(value)
        self._automaton = ahocorasick.Automaton()
        for key, values in table.items():
            self._automaton.add_word(key, (len(key), tuple(values)))
        if table:
            self._automaton.make_automaton()
        self._empty = not table

    def find(self, folded: str) -> list[Match[tuple[V, ...]]]:
        """Longest matches from left to right, none overlapping, in text already `fold`ed.

        A name that begins or ends with a Latin letter or digit matches only whole words.
        """
        found = sorted(self._candidates(folded), key=lambda m: (m.span.start, -len(m.span)))
        kept: list[Match[tuple[V, ...]]] = []
        for match in found:
            if not kept or match.span.start >= kept[-1].span.end:
                kept.append(match)
        return kept

    def find_all(self, folded: str) -> list[Match[tuple[V, ...]]]:
        """Every match, overlapping ones too, in text order, longest first at one start."""
        return sorted(self._candidates(folded), key=lambda m: (m.span.start, -len(m.span)))

    def _candidates(self, folded: str) -> Iterator[Match[tuple[V, ...]]]:
        if self._empty:
            return
        for last, (length, values) in self._automaton.iter(folded):
            span = Span(last + 1 - length, last + 1)
            if is_whole(folded, span):
                yield Match(span, values)


def is_whole(text: str, span: Span) -> bool:
    """Whether no Latin word or number runs on across either end of the span."""
    return not (
        (span.start and _joins(text[span.start - 1], text[span.start]))
        or (span.end < len(text) and _joins(text[span.end - 1], text[span.end]))
    )


def _joins(left: str, right: str) -> bool:
    return _is_latin(left) and _is_latin(right)


def _is_latin(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or "\u00c0" <= char <= "\u024f"
