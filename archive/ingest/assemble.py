"""Mentions put together: cases with their passages, figures with their subjects."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from archive.ingest.extract.offences import classify_offence, find_theme
from archive.ingest.extract.statuses import read_status
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import (
    AgencyFact,
    CaseFact,
    CaseMention,
    Document,
    Extraction,
    FigureFact,
    FigureMention,
    Record,
    Resolution,
    SanctionFact,
    SanctionMention,
)
from archive.text.matching import fold
from archive.text.phrases import Phrases
from archive.text.spans import Span, sentence_around

CHINA = "CN-"
RESIDUE = "other"
STORY_LENGTH = {True: 100, False: 40}
"""A passage so long, in Latin letters or not, tells what was done."""


class Named(Protocol):
    """A fact about a name: an identifier and where it stands."""

    @property
    def id(self) -> str: ...

    @property
    def spans(self) -> tuple[Span, ...]: ...


def assemble(
    document: Document, extraction: Extraction, resolution: Resolution, lexicon: Lexicon
) -> Record:
    """The record of one announcement, without issues."""
    folded = fold(document.text)
    first = extraction.cases[0].span.start if extraction.cases else 0
    theme = find_theme(folded, Span(0, first), lexicon)
    cases = tuple(
        _build_case(folded, mention, extraction, resolution, lexicon, theme)
        for mention in extraction.cases
    )
    return Record(
        document=document,
        head=extraction.head,
        campaigns=resolution.campaigns,
        agencies=resolution.agencies,
        platforms=resolution.platforms,
        places=resolution.places,
        provinces=_list_provinces(resolution, lexicon),
        cases=cases,
        figures=_build_figures(folded, extraction, cases, lexicon),
        unresolved=resolution.unresolved,
    )


def _build_case(
    folded: str,
    mention: CaseMention,
    extraction: Extraction,
    resolution: Resolution,
    lexicon: Lexicon,
    theme: tuple[str, Span] | None,
) -> CaseFact:
    passage, head = mention.span, mention.head
    province = _choose_province(resolution, lexicon, head, passage)
    provinces = _list_provinces(resolution, lexicon, passage)
    offence = classify_offence(folded, passage, head, lexicon) or theme
    status, status_span = read_status(folded, passage, lexicon)
    return CaseFact(
        designation=mention.designation,
        title=mention.title,
        span=passage,
        head=head,
        province=province,
        provinces=provinces or ((province,) if province else ()),
        offence=offence[0] if offence else _name_residue(folded, passage),
        status=status,
        agencies=_ids_in(resolution.agencies, passage),
        platforms=_ids_in(resolution.platforms, passage),
        places=tuple(
            place.code
            for place in resolution.places
            if place.role == "enforcement" and _stands_in(place.spans, passage)
        ),
        campaigns=_ids_in(resolution.campaigns, passage),
        sanctions=tuple(_build_sanction(s) for s in extraction.sanctions if passage.covers(s.span)),
        offence_span=offence[1] if offence else None,
        status_span=status_span,
        designation_span=mention.designation_span,
    )


def _name_residue(folded: str, passage: Span) -> str | None:
    """The offence where no named one shows: another if a story is told, else unknown."""
    latin = folded[passage.start : passage.end].isascii()
    return RESIDUE if len(passage) >= STORY_LENGTH[latin] else None


def _choose_province(
    resolution: Resolution, lexicon: Lexicon, head: Span, passage: Span
) -> str | None:
    """The province that the head names first, else that of the first body that acts, else the
    first that the passage names, else the only one of the whole announcement."""
    everywhere = _list_provinces(resolution, lexicon)
    candidates = (
        _list_provinces(resolution, lexicon, head),
        _list_provinces(replace(resolution, places=()), lexicon, passage),
        _list_provinces(resolution, lexicon, passage),
        everywhere if len(everywhere) == 1 else (),
    )
    return next((provinces[0] for provinces in candidates if provinces), None)


def _list_provinces(
    resolution: Resolution, lexicon: Lexicon, within: Span | None = None
) -> tuple[str, ...]:
    """ISO 3166-2 codes of Chinese provinces where the text, or a part of it, says that somebody
    acted, in order of appearance."""
    seen: list[tuple[int, str]] = []
    for place in resolution.places:
        if place.role == "enforcement" and place.province:
            seen += ((s.start, place.province) for s in place.spans if _is_in(within, s))
    for agency in resolution.agencies:
        if province := _province_of(agency, lexicon):
            seen += ((s.start, province) for s in agency.spans if _is_in(within, s))
    return tuple(dict.fromkeys(code for _, code in sorted(seen) if code.startswith(CHINA)))


def _is_in(within: Span | None, span: Span) -> bool:
    return within is None or within.covers(span)


def _province_of(agency: AgencyFact, lexicon: Lexicon) -> str | None:
    if agency.level == "national" or agency.place is None:
        return None
    place = lexicon.places.get(agency.place)
    return place.iso if place else None


def _ids_in(facts: Iterable[Named], within: Span) -> tuple[str, ...]:
    return tuple(fact.id for fact in facts if _stands_in(fact.spans, within))


def _stands_in(spans: Iterable[Span], within: Span) -> bool:
    return any(within.covers(span) for span in spans)


def _build_sanction(mention: SanctionMention) -> SanctionFact:
    return SanctionFact(
        kind=mention.kind,
        value=mention.value,
        unit=mention.unit,
        span=mention.span,
        quote=mention.quote,
        on=mention.on,
    )


@lru_cache(maxsize=4)
def _compile_background(lexicon: Lexicon) -> Phrases:
    return Phrases((lexicon.cues.get("cases") or {}).get("background") or ())


def _build_figures(
    folded: str, extraction: Extraction, cases: Sequence[CaseFact], lexicon: Lexicon
) -> tuple[FigureFact, ...]:
    """Figures with subjects. What is stated twice of one subject stands once, and a headline
    gives way to the text, which words the number more exactly."""
    background = _compile_background(lexicon)
    starts = [case.span.start for case in cases]
    title = extraction.head.title_span
    kept: dict[tuple[object, ...], FigureFact] = {}
    for mention in extraction.figures:
        figure = _build_figure(folded, mention, cases, starts, background)
        key = (figure.subject, figure.measure, figure.unit, figure.value, figure.value_intended)
        earlier = kept.get(key)
        if earlier is None or (title and title.covers(earlier.span)):
            kept[key] = figure
    return tuple(sorted(kept.values(), key=lambda figure: figure.span))


def _build_figure(
    folded: str,
    mention: FigureMention,
    cases: Sequence[CaseFact],
    starts: Sequence[int],
    background: Phrases,
) -> FigureFact:
    return FigureFact(
        value=mention.value,
        value_intended=mention.value_intended,
        qualifier=mention.qualifier,
        measure=mention.measure,
        detail=mention.detail,
        unit=mention.unit,
        subject=_find_subject(folded, mention.span, cases, starts, background),
        period=mention.period,
        span=mention.span,
        quote=mention.quote,
        flags=mention.flags,
    )


def _find_subject(
    folded: str,
    span: Span,
    cases: Sequence[CaseFact],
    starts: Sequence[int],
    background: Phrases,
) -> str:
    index = bisect_right(starts, span.start) - 1
    if index >= 0 and cases[index].span.covers(span):
        return f"case:{index}"
    if background.stand_in(folded, _clause_around(folded, span)):
        return "other"
    return "campaign"


def _clause_around(folded: str, span: Span) -> Span:
    """The words around a figure between commas, or ends of sentences."""
    sentence = sentence_around(folded, span)
    start = max(folded.rfind(mark, sentence.start, span.start) for mark in ",;") + 1
    ends = [i for mark in ",;" if (i := folded.find(mark, span.end, sentence.end)) >= 0]
    return Span(max(start, sentence.start), min(ends, default=sentence.end))
