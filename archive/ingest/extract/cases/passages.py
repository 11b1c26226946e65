"""Heads and passages: what a case is called, and where its story ends."""

from __future__ import annotations

import re

from archive.ingest.extract.cases.designations import find_designation, find_named
from archive.ingest.extract.cases.reading import Reading
from archive.ingest.types import CaseMention
from archive.text.spans import Span, trim

TITLE_LENGTH = 160
CLOSING_REACH = 48
"""A closing cue counts within so many characters of a sentence's beginning."""
SPEECH_REACH = 120
"""So far behind its speaker a word of speech may stand, over the name of an office."""

_THIS_YEAR = re.compile(
    r"(?:今年|年初|近年|一年|本年)(?:以)?来,|so far this year"
    r"|since the (?:beginning|start) of (?:this|the) year"
)
_SO_FAR = "so far this year"
# What a whole year has brought, told in a paragraph of its own.
_YEARLY = re.compile(
    r"\d{2}[\d,]* (?:[a-z-]+ ){0,4}cases [^.;\n]{0,60}(?:\bin 20\d\d|last year|this year)"
    r"|(?:20\d\d|去|今)年(?!\d)[^。;\n]{0,12}?(?:全[省市区县州]|警方共)[^。;\n]{0,16}?\d{2}[\d,.]*万?余?[起宗件]"
)
_EDGES = " .,:;。，：；、—–―-─·•*●■◆▶【】[]"
_SPLITS = "，,：:"


def read_head(reading: Reading, start: int, limit: int) -> Span:
    """The heading words that begin at `start`: the first sentence, cut at a comma behind its
    case noun where it runs on, and never longer than a title."""
    clauses = reading.clauses(Span(start, min(limit, start + 4 * TITLE_LENGTH)))
    if not clauses:
        return trim(reading.text, Span(start, limit), _EDGES)
    head = clauses[0]
    if reading.document.is_chinese:
        head = Span(head.start, _end_of_name(reading, head))
    if len(head) > TITLE_LENGTH:
        head = Span(head.start, _cut(reading.text, head.start))
    return trim(reading.text, head, _EDGES)


def _end_of_name(reading: Reading, head: Span) -> int:
    """The end of a case's Chinese name where its sentence runs on: of the first case noun that
    stands before a comma."""
    for noun in reading.cues.find("noun", head):
        if reading.text[noun.end : noun.end + 1] in _SPLITS and noun.end < head.end:
            return noun.end
    return head.end


def _cut(text: str, start: int) -> int:
    """Where a title that begins at `start` is cut: at its last comma or blank."""
    end = start + TITLE_LENGTH
    for marks in (_SPLITS, " "):
        at = max(text.rfind(mark, start + TITLE_LENGTH // 3, end) for mark in marks)
        if at > 0:
            return at
    return end


def find_closing(reading: Reading, within: Span) -> int:
    """Where the closing remarks begin, or the end of the part if it has none.

    A remark begins a sentence: with a closing cue, with the cases that a year has brought, or
    with a person in charge who speaks.
    """
    cues = reading.cues
    for clause in reading.clauses(within):
        opens = reading.text[clause.start - 1 : clause.start] == "\n"
        if opens and reading.counts_cases(clause) and _YEARLY.search(reading.folded, *clause):
            return clause.start
        sums_up = _THIS_YEAR.match(reading.folded, clause.start) or (
            _SO_FAR in reading.folded[clause.start : clause.end]
        )
        if sums_up and reading.counts_cases(clause):
            return clause.start
        opening = Span(clause.start, min(clause.end, clause.start + CLOSING_REACH))
        found = cues.find("closing", opening)
        if found and found[0].start - clause.start <= CLOSING_REACH // 3:
            return clause.start
        if is_said(reading, clause):
            return clause.start
    return within.end


def is_said(reading: Reading, clause: Span) -> bool:
    """Whether the clause begins with somebody in charge who speaks."""
    speakers = reading.cues.find("speaker", clause)
    if not speakers or speakers[0].start - clause.start > 2 * CLOSING_REACH:
        return False
    after = Span(speakers[0].end, min(clause.end, speakers[0].end + SPEECH_REACH))
    return reading.cues.stand_in("speech", after)


def make_case(reading: Reading, head: Span, passage: Span) -> CaseMention:
    """The mention of a case with its title and designation."""
    passage = trim(reading.text, passage)
    designated = find_designation(reading.text, head) or find_named(reading.text, passage)
    return CaseMention(
        span=passage,
        quote=passage.quote(reading.text),
        title=" ".join(head.quote(reading.text).split()),
        head=head,
        designation=designated[0] if designated else None,
        designation_span=designated[1] if designated else None,
    )
