"""Platforms, sites and apps named in a text: those of the vocabulary and unlisted ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.ingest.extract.platforms.cues import compile_ordinary
from archive.ingest.extract.platforms.known import Known, find_known, look_up
from archive.ingest.extract.platforms.plain import find_plain
from archive.ingest.extract.platforms.quoted import find_quoted
from archive.ingest.extract.platforms.sites import Site
from archive.ingest.extract.quotes import split_lines
from archive.ingest.extract.spanindex import SpanIndex
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, PlatformMention
from archive.text.matching import Matcher, fold
from archive.text.script import has_han
from archive.text.spans import Span

__all__ = ["find_platforms"]


def find_platforms(document: Document, lexicon: Lexicon) -> tuple[PlatformMention, ...]:
    """Mentions of platforms, in text order, none overlapping.

    A name that its setting alone shows to be a platform has no candidate; its kind is the one
    that the noun beside it gives, and later mentions of it need no noun.
    """
    folded = fold(document.text)
    known = find_known(folded, lexicon)
    sites = _find_sites(document, folded, lexicon)
    mentions = list(_merge(document.text, folded, known, sites, lexicon))
    mentions += _find_again(document.text, folded, mentions)
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def _find_sites(document: Document, folded: str, lexicon: Lexicon) -> list[Site]:
    """Names by their setting, none overlapping; ones that a vocabulary lists may be among them."""
    found: list[Site] = []
    for block in document.blocks:
        for line in split_lines(document.text, block.span):
            found += find_quoted(document.text, folded, line, lexicon)
            found += find_plain(document.text, folded, line, lexicon, document.is_chinese)
    found.sort(key=lambda site: (site.span.start, -len(site.span)))
    kept: list[Site] = []
    for site in found:
        if not kept or site.span.start >= kept[-1].span.end:
            kept.append(site)
    return kept


def _merge(
    text: str, folded: str, known: Sequence[Known], sites: Sequence[Site], lexicon: Lexicon
) -> Iterator[PlatformMention]:
    """A known name stands unless an unlisted one holds it and more."""
    index = SpanIndex(one.span for one in known)
    taken: list[Span] = []
    for span, kind in sites:
        ids = look_up(span.quote(folded), lexicon)
        inside = index.touching(span)
        if not ids and any(_is_all_of(folded, one, span, lexicon) for one in inside):
            continue
        taken.append(span)
        quote = span.quote(text)
        if ids:
            yield _mention(text, span, ids, lexicon)
        else:
            yield PlatformMention(span, quote, (), quote, kind)
    sites_taken = SpanIndex(taken)
    for one in known:
        if not sites_taken.touches(one.span):
            yield _mention(text, one.span, one.ids, lexicon)


def _is_all_of(folded: str, known: Span, site: Span, lexicon: Lexicon) -> bool:
    """Whether an unlisted name adds nothing but ordinary words to a known one (抖音极速版)."""
    if known.covers(site):
        return True
    rest = folded[known.end : site.end].strip()
    return known.start == site.start and compile_ordinary(lexicon).holds(rest)


def _mention(text: str, span: Span, ids: tuple[str, ...], lexicon: Lexicon) -> PlatformMention:
    entry = lexicon.platforms[ids[0]]
    return PlatformMention(span, span.quote(text), ids, entry.name, entry.kind)


def _find_again(
    text: str, folded: str, mentions: Sequence[PlatformMention]
) -> Iterator[PlatformMention]:
    """Further places where an unlisted name stands without its noun."""
    unlisted = {fold(m.quote): m for m in mentions if not m.candidates and _is_distinct(m.quote)}
    taken = SpanIndex(mention.span for mention in mentions)
    for match in Matcher(unlisted.items()).find(folded):
        if not taken.touches(match.span):
            (first,) = match.value
            quote = match.span.quote(text)
            yield PlatformMention(match.span, quote, (), first.name, first.kind)


def _is_distinct(name: str) -> bool:
    return len(name) > 2 if has_han(name) else len(name) > 4
