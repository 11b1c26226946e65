"""Cases that a text only names, one after the other: "江苏徐州“5·03”案、安徽宿州“3·08”案等"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.extract.cases.passages import make_case
from archive.ingest.extract.cases.reading import Reading
from archive.ingest.types import CaseMention
from archive.text.spans import Span, trim

LEAST = 2
"""One name alone is told of in prose."""
LONGEST_CLAUSE = 2000
LONGEST = {True: 60, False: 160}
PLACE_REACH = {True: 14, False: 60}
"""How far from a part's beginning the place of the case stands, Chinese or not."""

_SPLIT = re.compile(r"[、，,；;]|\band\b|以及|[和及](?=[^和及]{2,8}[“\"])")


def find_named(reading: Reading) -> list[CaseMention]:
    """Cases of the clauses that list the names of two or more, each with its place."""
    found: list[CaseMention] = []
    for clause in reading.clauses(Span(0, len(reading.text))):
        names = list(_find_names(reading, clause))
        if len(names) >= LEAST:
            found += [make_case(reading, name, name) for name in names]
    return found


def _find_names(reading: Reading, clause: Span) -> Iterator[Span]:
    """Parts of a clause between its commas, each from a place to a case noun that ends it."""
    chinese = reading.document.is_chinese
    nouns = reading.cues.find("noun", clause)
    if len(nouns) < LEAST or len(clause) > LONGEST_CLAUSE:
        return
    stops = [m.span() for m in _SPLIT.finditer(reading.text, *clause)]
    starts = [clause.start, *(end for _, end in stops)]
    ends = [*(start for start, _ in stops), clause.end]
    for start, end in zip(starts, ends, strict=True):
        part = trim(reading.text, Span(start, end))
        actors = reading.actors_in(Span(part.start, part.start + PLACE_REACH[chinese]))
        local = next((actor for actor in actors if actor.is_local), None)
        noun = next((n for n in reversed(nouns) if part.covers(n)), None)
        if local is None or noun is None or noun.start < local.span.end:
            continue
        if not _ends_name(reading, noun, part):
            continue
        name = Span(local.span.start, noun.end)
        if len(name) <= LONGEST[chinese] and not reading.cues.stand_in("verb", name):
            yield name


def _ends_name(reading: Reading, noun: Span, part: Span) -> bool:
    """Whether nothing but "and others" stands behind the case noun."""
    rest = reading.folded[noun.end : part.end].strip(" .。")
    return not rest or rest.startswith(("等", "and other", "among"))
