"""A text with its mentions marked: properly nested pieces, ready to be escaped and written."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.text.spans import Span

OPEN, CLOSE, TEXT = "open", "close", "text"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that are marked. `anchor` is the element's id, given to the first piece
    of a mark that others cut; `css` its class; `fact` the anchor of the fact it proves; `label`
    what it is, in words."""

    span: Span
    anchor: str
    css: str = ""
    fact: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of writing a text: opens a mark (the `first` of its pieces carries the anchor),
    closes the one opened last, or adds words."""

    kind: str
    text: str = ""
    mark: Mark | None = None
    first: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's place in the text and its pieces."""

    span: Span
    pieces: tuple[Piece, ...]


def split_paragraphs(text: str) -> list[Span]:
    """Paragraphs without the white space around them. Blank lines part them; a text without
    any blank line has one paragraph a line."""
    blank = re.search(r"\n[^\S\n]*\n", text.strip())
    separator = r"\n[^\S\n]*(?:\n[^\S\n]*)+" if blank else r"\n"
    spans = []
    start = 0
    for match in re.finditer(separator, text):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, len(text)))
    return [stripped for span in spans if (stripped := _strip(text, span)) is not None]


def _strip(text: str, span: Span) -> Span | None:
    words = span.quote(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def annotate(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The text's paragraphs with the marks in them. A mark that runs over several paragraphs,
    or crosses another, is cut in pieces of which the first carries the anchor."""
    ordered = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    paragraphs = []
    following = 0
    open_marks: list[Mark] = []
    anchored: set[Mark] = set()
    for span in split_paragraphs(text):
        while following < len(ordered) and ordered[following].span.start < span.end:
            open_marks.append(ordered[following])
            following += 1
        here = [mark for mark in open_marks if mark.span.end > span.start]
        paragraphs.append(Paragraph(span, tuple(_nest(text, span, here, anchored))))
        open_marks = [mark for mark in here if mark.span.end > span.end]
    return paragraphs


def _nest(text: str, within: Span, marks: list[Mark], anchored: set[Mark]) -> Iterator[Piece]:
    """The pieces of one paragraph; a mark that crosses an enclosing one goes on after it.
    `anchored` holds the marks whose first piece was given, and grows."""
    waiting = [
        (max(mark.span.start, within.start), -min(mark.span.end, within.end), number)
        for number, mark in enumerate(marks)
    ]
    heapq.heapify(waiting)
    ends: list[int] = []
    position = within.start
    while waiting or ends:
        if ends and (not waiting or ends[-1] <= waiting[0][0]):
            end = ends.pop()
            if position < end:
                yield Piece(TEXT, text[position:end])
            yield Piece(CLOSE)
            position = end
            continue
        start, negative_end, number = heapq.heappop(waiting)
        end = -negative_end
        if position < start:
            yield Piece(TEXT, text[position:start])
        if ends and end > ends[-1]:
            heapq.heappush(waiting, (ends[-1], -end, number))
            end = ends[-1]
        yield Piece(OPEN, mark=marks[number], first=marks[number] not in anchored)
        anchored.add(marks[number])
        ends.append(end)
        position = start
    if position < within.end:
        yield Piece(TEXT, text[position : within.end])


def read_span(value: str, length: int) -> Span | None:
    """The span that an address asks for, as "120-180"; None where it is none of the text."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", value)
    if match is None:
        return None
    start, end = int(match[1]), min(int(match[2]), length)
    return Span(start, end) if start < end else None
