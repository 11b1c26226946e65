"""The single decision that a regulator announces: a fine, a penalty, a settlement."""

from __future__ import annotations

from archive.ingest.extract.cases.passages import find_closing, make_case, read_head
from archive.ingest.extract.cases.reading import Reading
from archive.ingest.types import CaseMention
from archive.text.spans import Span

LEAD_CLAUSES = 3


def find_penalty(reading: Reading) -> list[CaseMention]:
    """The one case of a text whose headline or lead says that a body imposed a penalty."""
    blocks = reading.document.blocks[:2]
    if not blocks:
        return []
    clauses = reading.clauses(Span(blocks[0].span.start, blocks[-1].span.end))[:LEAD_CLAUSES]
    for clause in clauses:
        if reading.counts_cases(clause):
            return []
        if reading.actors_in(clause) and reading.cues.penalty.stand_in(reading.folded, clause):
            head = read_head(reading, clause.start, clause.end)
            end = find_closing(reading, Span(clause.end, len(reading.text)))
            return [make_case(reading, head, Span(0, end))]
    return []
