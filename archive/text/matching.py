"""Finding many known names in a text at once (Aho-Corasick), with word boundaries.

Matching is on a folded copy of the same length as the text (`fold`), so that spans need no
translation: lower case, Traditional characters as Simplified, typographic quotes and dashes
as plain ones, every white space as one blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from archive.text.script import fold_char
from archive.text.spans import Span

V = TypeVar("V")

_PLAIN = dict(zip("’‘“”–—―−‐‑（）：；，", "''\"\"------():;,", strict=True))
_LONG = 200
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


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
            edges = (_is_latin(key[0]), _is_latin(key[-1]))
            self._automaton.add_word(_encode_text(key), (len(key), *edges, tuple(values)))
        if table:
            self._automaton.make_automaton()
        self._empty = not table

    def find(self, folded: str) -> list[Match[tuple[V, ...]]]:
        """Longest matches from left to right, none overlapping, in text already `fold`ed.

        A name that begins or ends with a Latin letter or digit matches only whole words.
        """
        kept: list[Match[tuple[V, ...]]] = []
        end = 0
        for match in self.find_all(folded):
            if match.span.start >= end:
                kept.append(match)
                end = match.span.end
        return kept

    def find_all(self, folded: str) -> list[Match[tuple[V, ...]]]:
        """Every match, overlapping ones too, in text order, longest first at one start."""
        return sorted(self._candidates(folded), key=_by_start_and_length)

    def _candidates(self, folded: str) -> Iterator[Match[tuple[V, ...]]]:
        if self._empty:
            return
        size = len(folded)
        for last, (length, latin_start, latin_end, values) in self._automaton.iter(
            _encode_text(folded)
        ):
            end, odd = divmod(last + 1, 2)
            start = end - length
            if odd:
                continue
            if latin_start and start and _is_latin(folded[start - 1]):
                continue
            if latin_end and end < size and _is_latin(folded[end]):
                continue
            yield Match(Span(start, end), values)


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


def _by_start_and_length(match: Match[Any]) -> tuple[int, int]:
    start, end = match.span
    return start, -end


def _is_latin(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or "\u00c0" <= char <= "\u024f"
