"""Names in quotes, also where a translation has misplaced or flipped the quotes.

A line's quote marks cut it into segments. Whether a segment is a quoted name is told by its own
look and by its neighbours: in `"A", "B" and "C"` the segments between names hold a link alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.text.spans import Span, trim

LONGEST_NAME = 40
"""Code points of the longest quoted name."""

_MARKS = '"“”„‟＂«»「」『』《》'
_OPENING, _CLOSING = set("“„«「『《"), set("”»」』》")
_LINK = re.compile(
    r"[\s,，、;；/]*(?:(?:and|or|&|和|与|與|及|以及|或)[\s,，、]*)?(?:the\s+)?", re.I
)
_BAD = re.compile(r"[。!！?？;；:：,，、\n\r()（）\[\]【】]|\.(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Chain:
    """Quoted names with nothing but links between them. `outer` holds quotes and all."""

    names: tuple[Span, ...]
    outer: Span
    title: bool  # in 《 》, the marks of works and documents


def find_chains(text: str, line: Span) -> Iterator[Chain]:
    """The chains of quoted names in one line of a text, in order."""
    found = _find_marks(text)
    marks = found[bisect_left(found, line.start) : bisect_left(found, line.end)]
    index = 0
    while index + 1 < len(marks):
        last = index
        if not _is_name(text, marks, index):
            index += 1
            continue
        while (
            last + 3 < len(marks)
            and _is_link(text, marks, last + 1)
            and _is_name(text, marks, last + 2)
        ):
            last += 2
        if last > index or _is_well_quoted(text, marks, index):
            names = tuple(
                _trim_stop(text, trim(text, Span(marks[i] + 1, marks[i + 1])))
                for i in range(index, last + 1, 2)
            )
            yield Chain(names, Span(marks[index], marks[last + 1] + 1), text[marks[index]] == "《")
            index = last + 2
        else:
            index += 1


@lru_cache(maxsize=1)
def _find_marks(text: str) -> list[int]:
    """Where a text's quote marks stand. All its lines are asked about in turn."""
    marks = "".join(mark for mark in _MARKS if mark in text)
    return [match.start() for match in re.finditer(f"[{marks}]", text)] if marks else []


def split_lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a part of a text, empty ones left out."""
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if end > start:
            yield Span(start, end)
        start = end + 1


def is_link(words: str) -> bool:
    """Whether words between two names do nothing but list them."""
    return _LINK.fullmatch(words) is not None


def _trim_stop(text: str, span: Span) -> Span:
    """The span without the comma or stop that American English puts before the closing quote."""
    stop = len(span) > 1 and text[span.end - 1] in ",." and text[span.end - 2].isascii()
    return Span(span.start, span.end - 1) if stop else span


def looks_like_name(words: str) -> bool:
    """Whether words could be a name: short, with a letter, without a sentence's marks."""
    words = words.strip()
    return (
        2 <= len(words) <= LONGEST_NAME
        and words.count(" ") < 7
        and _WORD.search(words) is not None
        and _BAD.search(words) is None
        and _LINK.fullmatch(words) is None
    )


def _is_name(text: str, marks: list[int], index: int) -> bool:
    opening, closing = text[marks[index]], text[marks[index + 1]]
    if opening in _CLOSING and closing in _OPENING:
        return False
    words = trim(text, Span(marks[index] + 1, marks[index + 1]))
    return looks_like_name(_trim_stop(text, words).quote(text)[: LONGEST_NAME + 1])


def _is_link(text: str, marks: list[int], index: int) -> bool:
    return marks[index + 1] - marks[index] < 12 and is_link(
        text[marks[index] + 1 : marks[index + 1]]
    )


def _is_well_quoted(text: str, marks: list[int], index: int) -> bool:
    """Whether one segment alone stands between an opening and a closing quote."""
    start, end = marks[index], marks[index + 1]
    if text[start] in _OPENING or text[end] in _CLOSING:
        return text[start] not in _CLOSING and text[end] not in _OPENING
    before, after = text[start - 1 : start], text[end + 1 : end + 2]
    inside = text[start + 1 : end]
    if inside[0].isspace() or inside[-1].isspace():
        return False
    if _is_wide(before) or _is_wide(after) or before.strip() != "":
        # No blank tells the sides apart: every second mark of the line opens.
        return index % 2 == 0 and not (before.isascii() and before.isalnum())
    return not (after.isascii() and after.isalnum())


def _is_wide(char: str) -> bool:
    return char != "" and ord(char) > 0x2E80
