"""Figures with their subjects: the announcement, a case, or neither."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.ingest.types import CaseFact, Extraction, FigureFact, FigureMention
from archive.text.phrases import Phrases
from archive.text.spans import Span, sentence_around

CLAUSE_REACH = 400
"""No clause is longer: how far from a figure words of comparison are looked for."""


@lru_cache(maxsize=4)
def _compile_background(lexicon: Lexicon) -> Phrases:
    cues = lexicon.cues.get("cases") or {}
    return Phrases(cues.get("background") or (), scanner=get_scanner(lexicon))


def build_figures(
    folded: str, extraction: Extraction, cases: Sequence[CaseFact], lexicon: Lexicon
) -> tuple[FigureFact, ...]:
    """Figures with subjects. What is stated twice of one subject stands once, and a headline
    gives way to the text, which words the number more exactly."""
    background = _compile_background(lexicon).find(folded)
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
    background: Sequence[Span],
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
    background: Sequence[Span],
) -> str:
    index = bisect_right(starts, span.start) - 1
    if index >= 0 and cases[index].span.covers(span):
        return f"case:{index}"
    near = [b for b in background if abs(b.start - span.start) < CLAUSE_REACH]
    if near:
        clause = _clause_around(folded, span)
        if any(clause.covers(b) for b in near):
            return "other"
    return "campaign"


def _clause_around(folded: str, span: Span) -> Span:
    """The words around a figure between commas, or ends of sentences."""
    sentence = sentence_around(folded, span)
    start = max(folded.rfind(mark, sentence.start, span.start) for mark in ",;") + 1
    ends = [i for mark in ",;" if (i := folded.find(mark, span.end, sentence.end)) >= 0]
    return Span(max(start, sentence.start), min(ends, default=sentence.end))
