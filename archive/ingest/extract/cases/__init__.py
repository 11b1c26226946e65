"""Case passages: where the text tells of one investigated matter.

Lists of cases and cases under heads come first (`items`), then cases that are only named
(`named`) and prose (`prose`, `single`), then the fine or sentence, or the one story, that is all
a text tells of. Lists of measures, problems or sites are no cases, and a number of cases is none.
"""

from __future__ import annotations

from archive.ingest.extract.cases.items import find_headed, find_items
from archive.ingest.extract.cases.named import find_named
from archive.ingest.extract.cases.prose import find_told
from archive.ingest.extract.cases.reading import Reading, open_reading
from archive.ingest.extract.cases.single import find_penalty, find_story
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
    finders = (find_items, _find_headed_or_told, find_named, find_told, find_penalty, find_story)
    return next((tuple(found) for find in finders if (found := find(reading))), ())


def _find_headed_or_told(reading: Reading) -> list[CaseMention]:
    """Cases under heads, and those that prose tells behind the last of them."""
    headed = find_headed(reading)
    told = find_told(reading) if headed else []
    goes_on = [c.head.start for c in headed] == [c.head.start for c in told[: len(headed)]]
    return told if goes_on else headed
