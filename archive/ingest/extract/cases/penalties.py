"""The single decision that a regulator announces: a fine, a sentence, a settlement."""

from __future__ import annotations

import re

from archive.ingest.extract.cases.passages import find_closing, make_case, read_head
from archive.ingest.extract.cases.reading import Reading
from archive.ingest.types import CaseMention
from archive.text.spans import Span

LEAD_CLAUSES = 3
_MANY_PEOPLE = re.compile(
    r"\d\d[\d,]*\s*(?:people|persons|suspects|defendants|individuals|[余多]*[名人])"
)


def find_penalty(reading: Reading) -> list[CaseMention]:
    """The one case of a text whose headline or lead says that a body imposed a penalty."""
    blocks = reading.document.blocks
    if not blocks:
        return []
    for clause in reading.clauses(Span(blocks[0].span.start, reading.lead_end))[:LEAD_CLAUSES]:
        if reading.counts_cases(clause) or _MANY_PEOPLE.search(reading.folded, *clause):
            return []
        if reading.actors_in(clause) and reading.cues.penalty.stand_in(reading.folded, clause):
            head = read_head(reading, clause.start, clause.end)
            end = find_closing(reading, Span(clause.end, len(reading.text)))
            return [make_case(reading, head, Span(0, end))]
    return []
