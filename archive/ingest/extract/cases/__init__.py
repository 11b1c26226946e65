"""Case passages: where the text tells of one investigated matter.

Lists of cases and cases under heads come first (`items`), then prose (`prose`, `single`), then
the fine or sentence that is all a text tells of. Lists of measures, problems or sites are
no cases, and a number of cases is none.
"""

from __future__ import annotations

from archive.ingest.extract.cases.items import find_headed, find_items
from archive.ingest.extract.cases.prose import find_told
from archive.ingest.extract.cases.reading import open_reading
from archive.ingest.extract.cases.single import find_penalty
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import AgencyMention, CaseMention, Document, PlaceMention

__all__ = ["find_cases"]


def find_cases(
    document: Document,
    places: tuple[PlaceMention, ...],
    agencies: tuple[AgencyMention, ...],
    lexicon: Lexicon,
) -> tuple[CaseMention, ...]:
    """Case passages, in text order, none overlapping."""
    reading = open_reading(document, places, agencies, lexicon)
    finders = (find_items, find_headed, find_told, find_penalty)
    return next((tuple(found) for find in finders if (found := find(reading))), ())
