"""Lines of a text: paragraphs out of lines that were wrapped at a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

NARROWEST, WIDEST = 30, 110
"""Columns between which a text is taken to be wrapped; Han counts double."""

HEADLINE_LONGEST = 160
"""Columns of the longest line that is taken for a headline."""

FULL = 0.72
"""Share of the widest line that a wrapped line must fill."""

_HYPHENATED = re.compile(r"[a-z]-$")
_HAN_EDGE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ITEM = re.compile(
    r"^(?:[-–—•·*]|\(?\d{1,2}[.)、）]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)


_ENDED = re.compile(r"[。！？]\s*$")
_CLOSED = re.compile(r"[.。!！?？;；:：,，、…]\s*$")
_CREDIT = re.compile(r"^\s*(?:\(|（|【|—|–|-|来源|來源|Source)", re.IGNORECASE)


def is_headline(line: str) -> bool:
    """Whether a line is set as a headline: short, with no closing stop, and no credit line."""
    return (
        measure(line) <= HEADLINE_LONGEST
        and _CLOSED.search(line) is None
        and _CREDIT.match(line) is None
    )


def measure(line: str) -> int:
    """Columns of a line: a Han character or a full-width sign takes two."""
    return sum(1 if char < "\u2e80" else 2 for char in line)


def join_wrapped(lines: Iterable[str]) -> list[str]:
    """Paragraphs of the lines, stripped, none empty.

    Lines stay paragraphs of their own unless a run of three or more between blank lines is
    plainly wrapped: its lines all about as wide as the widest, the last apart.
    """
    paragraphs: list[str] = []
    for blank, run in groupby((line.strip() for line in lines), key=lambda line: not line):
        if not blank:
            paragraphs.extend(_join_run(list(run)))
    return paragraphs


def _join_run(run: list[str]) -> Iterator[str]:
    if not is_wrapped(run):
        yield from run
        return
    yield join_lines(run)


def is_wrapped(run: list[str]) -> bool:
    """Whether the lines are one paragraph wrapped at a column; lines that all end a sentence
    are paragraphs."""
    if len(run) < 3 or all(_ENDED.search(line) for line in run):
        return False
    widths = [measure(line) for line in run]
    widest = max(widths)
    return (
        NARROWEST <= widest <= WIDEST
        and min(widths[:-1]) >= FULL * widest
        and not any(_ITEM.match(line) for line in run[1:])
    )


def join_lines(lines: Iterable[str]) -> str:
    """One paragraph of wrapped lines: a hyphen at a line's end is closed up, Han lines meet
    without a blank, other lines with one."""
    joined = ""
    for line in lines:
        if not joined:
            joined = line
        elif _HYPHENATED.search(joined) and line[:1].islower():
            joined = joined[:-1] + line
        elif _HAN_EDGE.match(joined[-1:]) and _HAN_EDGE.match(line[:1]):
            joined += line
        else:
            joined += " " + line
    return joined
