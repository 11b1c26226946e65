"""Looking for what cannot be without some word or sign: only in the neighbourhood of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.text.spans import Span


def find_near(
    anchor: re.Pattern[str],
    text: str,
    *looks: tuple[re.Pattern[str], int, int],
    within: Span | None = None,
) -> Iterator[re.Match[str]]:
    """Matches of patterns in the neighbourhood of an anchor, that is, of a word or a sign without
    which there is none, in a part of the text (all of it, by default). `looks` gives each pattern
    with the code points before the anchor's start and after it that it needs. Looking only there
    is what makes long texts cheap."""
    first, last = within or (0, len(text))
    anchors = [match.start() for match in anchor.finditer(text, first, last)]
    for pattern, before, after in looks if anchors else ():
        done = first
        for place in anchors:
            if place < done:
                continue
            start, end = max(place - before, done), min(place + after, last)
            if match := _look(pattern, text, place, start, end):
                done = match.end()
                yield match


def _look(
    pattern: re.Pattern[str], text: str, place: int, start: int, end: int
) -> re.Match[str] | None:
    """The match that covers a place. One beside it may be cut short by the window's end."""
    if start == place:
        return pattern.match(text, place, end)
    for match in pattern.finditer(text, start, end):
        if match.start() > place:
            return None
        if place < match.end():
            return match
    return None
