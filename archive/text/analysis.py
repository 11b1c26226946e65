"""The words of a text, cut once and in one way for index, query and highlighting.

Texts are folded (compatibility forms, accents, case, Traditional characters), then cut:

- Latin and other alphabets into words, numbers whole ("4,800" is 4800, "12.2" stays 12.2);
- scripts written without spaces into one token at each character: `ABC` gives `AB BC C`.
  A query of two or more characters drops the trailing single one, and so finds exactly the
  texts that hold its characters in a row.
"""

from __future__ import annotations

import itertools
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import Stemmer

from archive.text.script import HAN, fold_char

VERSION = 1
"""Raise it with any change of the tokens: indexes made by another version ask for a rebuild."""

_UNSPACED = HAN + "\u3041-\u3096\u30a1-\u30fa\u30fc"
_NUMBER = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![.,]?\d)"
_WORD = rf"[^\W_{_UNSPACED}]+(?:'[^\W_{_UNSPACED}]+)*"
_RUN = re.compile(f"([{_UNSPACED}]+)")
_SPACED = re.compile(f"{_NUMBER}|{_WORD}")
_JOINED = re.compile(rf"[^\W_{_UNSPACED}]{{2}}")
"""Two letters or digits of an alphabet: no term begins between them."""
_CUT = re.compile(f"(?P<run>[{_UNSPACED}]+)|{_NUMBER}|{_WORD}")
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED}]")
_APOSTROPHES = frozenset("\u2018\u2019\u02bc\u02bb")
MAX_TERM = 60
"""Characters of a term; a longer word (a hash, an address) is known by its first ones."""
MAX_STEMS = 200_000
"""Words whose stems are remembered."""


class Token(NamedTuple):
    """A term and the code points of the text that it was cut from."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms that must follow each other. Where `open`, the last one is a single character of an
    unspaced script and stands for itself and every pair it begins."""

    terms: tuple[str, ...]
    open: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


class _Folding(dict[int, str]):
    """Code point to folded text, filled as characters occur. Folding works one character at a
    time, so that what surrounds one never changes it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if unicodedata.category(char) == "Cf":
        return ""
    plain = _strip(_strip(char).casefold())
    return "".join(map(fold_char, plain))


def _strip(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_folding = _Folding()


def fold(text: str) -> str:
    """`text` without the differences that a reader does not search by; may change its length."""
    return text.lower() if text.isascii() else text.translate(_folding)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where in the original each of its characters came from; None
    where nothing moved."""

    text: str
    places: list[int] | None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """A range of the folded text as a range of the original."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold_placed(text: str) -> Folded:
    """`fold`, with the way back."""
    folded = fold(text)
    if len(folded) == len(text) and _is_level(text):
        return Folded(folded, None)
    return Folded(folded, [i for i, char in enumerate(text) for _ in _folding[ord(char)]])


def _is_level(text: str) -> bool:
    """Whether every character folds to exactly one, so that places need no translation."""
    return text.isascii() or all(len(_folding[ord(char)]) == 1 for char in set(text))


def cut(text: str) -> list[Token]:
    """The tokens of a text in order, unstemmed, with the places they were cut from."""
    folded = fold_placed(text)
    return [Token(term, *folded.locate(start, end)) for term, start, end in cut_folded(folded.text)]


def cut_folded(folded: str, at: int = 0) -> Iterator[tuple[str, int, int]]:
    """The terms of a folded text from `at` on, where a term must begin, with their places."""
    for match in _CUT.finditer(folded, at):
        start, end = match.span()
        if match.lastgroup == "run":
            for i in range(start, end - 1):
                yield folded[i : i + 2], i, i + 2
            yield folded[end - 1], end - 1, end
        else:
            yield _shape(match.group()), start, end


def find_beginnings(
    folded: str, beginnings: Iterable[str], *, words: bool = False
) -> Iterator[int]:
    """Where in a folded text terms may begin that begin so, or any word with `words`. What is
    found is yet to be compared; what is not found cannot be meant."""
    # Apostrophes are no part of a term, and may stand anywhere in a text that has them.
    joint = "'?" if "'" in folded else ""
    heads = sorted({_head(beginning, joint) for beginning in beginnings if beginning})
    if words:
        heads.append(rf"[^\W_{_UNSPACED}]+")
    if not heads:
        return
    finder = re.compile("|".join(heads))
    match = finder.search(folded)
    while match is not None:
        at = match.start()
        if not _is_inside(folded, at):
            yield at
        # Another may begin within this one, but none within the letters of a word.
        match = finder.search(folded, match.end() if words else at + 1)


def _is_inside(folded: str, at: int) -> bool:
    """Whether the letter or digit at `at` goes on from the one before, or in a number."""
    if at and _JOINED.match(folded, at - 1) is not None:
        return True
    return at > 1 and folded[at - 1] in ".," and folded[at].isdigit() and folded[at - 2].isdigit()


def _head(beginning: str, joint: str) -> str:
    if is_unspaced(beginning):
        return re.escape(beginning)
    if beginning[0].isdigit():
        return beginning[0]  # The text's number may have commas.
    return joint.join(map(re.escape, beginning))


def _shape(word: str) -> str:
    """A number without its commas, a name without its genitive and apostrophes."""
    if "'" in word:
        word = word.removesuffix("'s").replace("'", "")
    return word.replace(",", "")[:MAX_TERM]


def terms(text: str, *, stemmed: bool = True) -> list[str]:
    """What an index stores of a text: one term at each position."""
    out: list[str] = []
    for i, part in enumerate(_RUN.split(fold(text))):
        if i % 2:
            out.extend(map("".join, itertools.pairwise(part)))
            out.append(part[-1])
        elif part:
            out.extend(_cut_spaced(part))
    return stem(out) if stemmed else out


def _cut_spaced(folded: str) -> list[str]:
    """The terms of a folded text without unspaced scripts."""
    found: list[str] = _SPACED.findall(folded)
    if found and len(max(found, key=len)) > MAX_TERM:
        return [_shape(word) for word in found]
    if "'" in folded or "," in folded:
        return [word if word.isalnum() else _shape(word) for word in found]
    return found


def pattern(text: str, *, stemmed: bool = True) -> Pattern:
    """What a query looks for to find `text` as it stands."""
    found = terms(text, stemmed=stemmed)
    if not found or not is_unspaced(found[-1]):
        return Pattern(tuple(found))
    if len(found) > 1 and is_unspaced(found[-2]) and found[-2][1:] == found[-1]:
        return Pattern(tuple(found[:-1]))
    return Pattern(tuple(found), open=True)


def is_unspaced(term: str) -> bool:
    """Whether a term is of a script written without spaces between words."""
    return _unspaced[term[0]]


class _Unspaced(dict[str, bool]):
    """Whether characters are of such a script, of those met so far: it is asked of every term."""

    def __missing__(self, char: str) -> bool:
        self[char] = found = _UNSPACED_CHAR.match(char) is not None
        return found


_unspaced = _Unspaced()


class _Stems(dict[str, str]):
    """Stems of the words met so far: most words of a text are old acquaintances."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MAX_STEMS:
            self.clear()
        stemmer = getattr(_local, "stemmer", None)
        if stemmer is None:
            # A stemmer keeps state between calls, so each thread has its own.
            stemmer = _local.stemmer = Stemmer.Stemmer("english", 0)
        stemmed: str = word if word in unstemmed() else stemmer.stemWord(word)
        self[word] = stemmed
        return stemmed


_local = threading.local()
_stems = _Stems()


def stem(found: Iterable[str]) -> list[str]:
    """The English stems of terms; names that would lose by it stay whole."""
    return [_stems[word] for word in found]


@cache
def unstemmed() -> frozenset[str]:
    """Words that look inflected and are the names of places (Beijing, Nanning): never stemmed.
    Less those that are English words (Boxing)."""
    return _read_words("unstemmed.txt")


@cache
def stops() -> frozenset[str]:
    """English words too common to narrow anything: left out of a query, never of a phrase."""
    return _read_words("stops.txt")


def _read_words(name: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(name).read_text(encoding="utf-8").split())
