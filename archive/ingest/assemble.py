"""Mentions put together: cases with their passages and all that stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from archive.ingest.extract.offences import classify_offence, find_theme
from archive.ingest.extract.statuses import read_status
from archive.ingest.lexicon import Lexicon
from archive.ingest.subjects import build_figures
from archive.ingest.types import (
    AgencyFact,
    CaseFact,
    CaseMention,
    Document,
    Extraction,
    Record,
    Resolution,
    SanctionFact,
    SanctionMention,
)
from archive.text.matching import fold
from archive.text.placed import Placed
from archive.text.spans import Span

CHINA = "CN-"
RESIDUE = "other"
STORY_LENGTH = {True: 40, False: 100}
"""A passage so long, Chinese or not, tells what was done."""
MORE_THAN_A_NAME = 10
"""So does one that is longer than its heading words by as much."""


class Named(Protocol):
    """A fact about a name: an identifier and where it stands."""

    @property
    def id(self) -> str: ...

    @property
    def spans(self) -> tuple[Span, ...]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands where: ids of agencies, platforms and campaigns, codes of places, sanctions,
    and provinces where somebody acted (`acting`: those of bodies alone; `everywhere` and
    `bodies`: the same of the whole text)."""

    agencies: Placed[str]
    platforms: Placed[str]
    campaigns: Placed[str]
    places: Placed[str]
    sanctions: Placed[SanctionMention]
    provinces: Placed[str]
    acting: Placed[str]
    everywhere: tuple[str, ...]
    bodies: tuple[str, ...]


def assemble(
    document: Document, extraction: Extraction, resolution: Resolution, lexicon: Lexicon
) -> Record:
    """The record of one announcement, without issues."""
    standing = _locate(document, extraction, resolution, lexicon)
    folded = fold(document.text)
    first = extraction.cases[0].span.start if extraction.cases else 0
    title = extraction.head.title_span or Span(0, 0)
    theme = find_theme(folded, Span(0, max(first, title.end)), title, lexicon)
    cases = tuple(
        _build_case(document, folded, mention, standing, lexicon, theme)
        for mention in extraction.cases
    )
    return Record(
        document=document,
        head=extraction.head,
        campaigns=resolution.campaigns,
        agencies=resolution.agencies,
        platforms=resolution.platforms,
        places=resolution.places,
        provinces=standing.everywhere,
        cases=cases,
        figures=build_figures(folded, extraction, cases, lexicon),
        unresolved=resolution.unresolved,
    )


def _locate(
    document: Document, extraction: Extraction, resolution: Resolution, lexicon: Lexicon
) -> Standing:
    enforcing = [place for place in resolution.places if place.role == "enforcement"]
    acting = [
        (span, province)
        for agency in resolution.agencies
        if (province := _province_of(agency, lexicon)) and province.startswith(CHINA)
        for span in agency.spans
    ]
    named = [
        (span, place.province)
        for place in enforcing
        if place.province and place.province.startswith(CHINA)
        for span in place.spans
    ]
    provinces, acting_in = Placed(named + acting), Placed(acting)
    whole = Span(0, len(document.text))
    return Standing(
        agencies=_place_ids(resolution.agencies),
        platforms=_place_ids(resolution.platforms),
        campaigns=_place_ids(resolution.campaigns),
        places=Placed((span, place.code) for place in enforcing for span in place.spans),
        sanctions=Placed((sanction.span, sanction) for sanction in extraction.sanctions),
        provinces=provinces,
        acting=acting_in,
        everywhere=tuple(provinces.within(whole)),
        bodies=tuple(acting_in.within(whole)),
    )


def _place_ids(facts: Iterable[Named]) -> Placed[str]:
    return Placed((span, fact.id) for fact in facts for span in fact.spans)


def _province_of(agency: AgencyFact, lexicon: Lexicon) -> str | None:
    if agency.level == "national" or agency.place is None:
        return None
    place = lexicon.places.get(agency.place)
    return place.iso if place else None


def _build_case(
    document: Document,
    folded: str,
    mention: CaseMention,
    standing: Standing,
    lexicon: Lexicon,
    theme: tuple[str, Span] | None,
) -> CaseFact:
    passage, head = mention.span, mention.head
    province = _choose_province(standing, head, passage)
    provinces = tuple(standing.provinces.within(passage))
    offence = classify_offence(folded, passage, head, lexicon) or theme
    status, status_span = read_status(folded, passage, lexicon)
    least = min(STORY_LENGTH[document.is_chinese], len(head) + MORE_THAN_A_NAME)
    told = status_span is not None or len(passage) >= least
    return CaseFact(
        designation=mention.designation,
        title=mention.title,
        span=passage,
        head=head,
        province=province,
        provinces=provinces or ((province,) if province else ()),
        offence=offence[0] if offence else RESIDUE if told else None,
        status=status,
        agencies=tuple(standing.agencies.within(passage)),
        platforms=tuple(standing.platforms.within(passage)),
        places=tuple(standing.places.within(passage)),
        campaigns=tuple(standing.campaigns.within(passage)),
        sanctions=_build_sanctions(standing.sanctions.within(passage), head),
        offence_span=offence[1] if offence else None,
        status_span=status_span,
        designation_span=mention.designation_span,
    )


def _choose_province(standing: Standing, head: Span, passage: Span) -> str | None:
    """The province that the head names first, else that of the first body that acts, else the
    first that the passage names, else the only one of the whole announcement or of its bodies."""
    candidates = (
        standing.provinces.within(head),
        standing.acting.within(passage),
        standing.provinces.within(passage),
        standing.everywhere if len(standing.everywhere) == 1 else (),
        standing.bodies if len(standing.bodies) == 1 else (),
    )
    return next((provinces[0] for provinces in candidates if provinces), None)


def _build_sanctions(mentions: Sequence[SanctionMention], head: Span) -> tuple[SanctionFact, ...]:
    """The sanctions of a case. One that its heading names gives way to the text."""
    below = {(m.kind, m.value, m.unit) for m in mentions if not head.covers(m.span)}
    return tuple(
        _build_sanction(m)
        for m in mentions
        if not head.covers(m.span) or (m.kind, m.value, m.unit) not in below
    )


def _build_sanction(mention: SanctionMention) -> SanctionFact:
    return SanctionFact(
        kind=mention.kind,
        value=mention.value,
        unit=mention.unit,
        span=mention.span,
        quote=mention.quote,
        on=mention.on,
    )
