"""Outcomes: imprisonment, detention, fines, confiscation, closures, removals, orders.

Terms and sums are read with their number, the other kinds by the wording of
cues/sanctions.yaml. On whom is a role and never a name. What a law merely allows ("a fine of up
to ...", "最高可处") is no outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.extract.figures.counting import find_clause
from archive.ingest.extract.figures.cues import fold_lines
from archive.ingest.extract.sanctions.cues import (
    SUM,
    WORDING,
    Cues,
    Found,
    Placed,
    compile_cues,
    place_words,
)
from archive.ingest.extract.sanctions.sums import find_sums
from archive.ingest.extract.sanctions.terms import find_terms
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, SanctionMention
from archive.text.matching import fold
from archive.text.numbers import find_numbers
from archive.text.spans import Span

_SENTENCE_END = re.compile(r"[。\n；;]|\.\s")
_ROLE_REACH = 70
_CLAUSE_REACH = 30


def find_sanctions(document: Document, lexicon: Lexicon) -> tuple[SanctionMention, ...]:
    """Sanctions, in text order, none overlapping."""
    cues = compile_cues(lexicon)
    if cues is None:
        return ()
    folded, numbers = fold_lines(document.text), find_numbers(document.text)
    plain = fold(document.text)
    words = place_words(plain, cues)
    found = [
        *find_terms(folded, numbers, words),
        *find_sums(folded, numbers, words[SUM], cues.figures),
        *_find_by_words(folded, words[WORDING]),
    ]
    return tuple(
        SanctionMention(
            span=item.span,
            quote=item.span.quote(document.text),
            kind=item.kind,
            value=item.value,
            unit=item.unit,
            on=_read_role(document.text, item.span, cues),
        )
        for item in _keep_first(found)
        if not cues.possible.stand_in(plain, find_clause(folded, item.span, _CLAUSE_REACH))
    )


def _find_by_words(folded: str, words: list[Placed]) -> Iterator[Found]:
    for placed in words:
        word, span = placed.word, placed.span
        rest = word.rest.match(folded, span.end) if word.rest else None
        if rest or word.rest is None:
            whole = Span(span.start, rest.end() if rest else span.end)
            yield Found(word.kind, whole, None, word.unit)


def _keep_first(found: list[Found]) -> Iterator[Found]:
    """Those that no earlier, or longer one at the same place, overlaps."""
    end = 0
    for item in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if item.span.start >= end:
            end = item.span.end
            yield item


def _read_role(text: str, span: Span, cues: Cues) -> str | None:
    """On whom: the last word for one before the outcome in its sentence, else the first within
    it."""
    start = max(0, span.start - _ROLE_REACH)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start, span.start)]
    folded = fold(text)
    before = cues.roles.find(folded, Span(ends[-1] if ends else start, span.start))
    found = before[-1:] or cues.roles.find(folded, span)
    return found[0].value[0] if found else None
