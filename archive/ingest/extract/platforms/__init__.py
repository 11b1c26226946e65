"""Platforms, sites and apps named in a text: those of the vocabulary and unlisted ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.ingest.extract.platforms.cues import compile_ordinary
from archive.ingest.extract.platforms.known import Known, find_known, look_up
from archive.ingest.extract.platforms.unlisted import Site, find_sites
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
    sites = find_sites(document, folded, lexicon)
    mentions = list(_merge(document.text, folded, known, sites, lexicon))
    mentions += _find_again(document.text, folded, mentions)
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def _merge(
    text: str, folded: str, known: Sequence[Known], sites: Sequence[Site], lexicon: Lexicon
) -> Iterator[PlatformMention]:
    """A known name stands unless an unlisted one holds it and more."""
    taken: list[Span] = []
    for site in sites:
        if any(site.span.overlaps(span) for span in taken):
            continue
        ids = look_up(site.span.quote(folded), lexicon)
        inside = [k for k in known if k.span.overlaps(site.span)]
        if not ids and any(_is_all_of(folded, k.span, site.span, lexicon) for k in inside):
            continue
        taken.append(site.span)
        if ids:
            yield _mention(text, site.span, ids, lexicon)
        else:
            quote = site.span.quote(text)
            yield PlatformMention(site.span, quote, (), quote, site.kind)
    for one in known:
        if not any(one.span.overlaps(span) for span in taken):
            yield _mention(text, one.span, one.ids, lexicon)


def _is_all_of(folded: str, known: Span, site: Span, lexicon: Lexicon) -> bool:
    """Whether an unlisted name adds nothing but ordinary words to a known one (抖音极速版)."""
    rest = folded[site.start : known.start] + folded[known.end : site.end]
    return known.covers(site) or compile_ordinary(lexicon).holds(rest.strip())


def _mention(text: str, span: Span, ids: tuple[str, ...], lexicon: Lexicon) -> PlatformMention:
    entry = lexicon.platforms[ids[0]]
    return PlatformMention(span, span.quote(text), ids, entry.name, entry.kind)


def _find_again(
    text: str, folded: str, mentions: Sequence[PlatformMention]
) -> Iterator[PlatformMention]:
    """Further places where an unlisted name stands without its noun."""
    unlisted = {fold(m.quote): m for m in mentions if not m.candidates and _is_distinct(m.quote)}
    spans = sorted(mention.span for mention in mentions)
    for match in Matcher(unlisted.items()).find(folded):
        if not any(match.span.overlaps(span) for span in spans):
            (first,) = match.value
            quote = match.span.quote(text)
            yield PlatformMention(match.span, quote, (), first.name, first.kind)


def _is_distinct(name: str) -> bool:
    return len(name) > 2 if has_han(name) else len(name) > 4
