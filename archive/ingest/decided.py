"""Names that an editor has decided: what a text leaves open is settled by the decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Extraction

Decisions = Mapping[tuple[str, str], str | None]


def apply_decisions(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The mentions with the editors' decisions on names: one that several things or nothing
    answers to is given the thing decided on, and left out where it was called no name."""
    decided = lexicon.decided
    if not decided:
        return extraction
    return replace(
        extraction,
        campaigns=tuple(_settle("campaign", extraction.campaigns, decided)),
        agencies=tuple(_settle("agency", extraction.agencies, decided)),
        platforms=tuple(_settle("platform", extraction.platforms, decided)),
        places=tuple(_settle("place", extraction.places, decided)),
    )


def _settle(kind: str, mentions: Iterable[Any], decided: Decisions) -> Iterator[Any]:
    for mention in mentions:
        key = (kind, mention.quote)
        if len(mention.candidates) == 1 or key not in decided:
            yield mention
        elif (target := decided[key]) is not None:
            yield replace(mention, candidates=(target,))
