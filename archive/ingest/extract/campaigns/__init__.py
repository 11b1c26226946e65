"""Campaigns named or described in a text."""

from __future__ import annotations

from archive.ingest.extract.campaigns.actions import find_described, find_new
from archive.ingest.extract.campaigns.known import find_named
from archive.ingest.extract.spanindex import SpanIndex
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import CampaignMention, Document
from archive.text.matching import fold

__all__ = ["find_campaigns"]


def find_campaigns(document: Document, lexicon: Lexicon) -> tuple[CampaignMention, ...]:
    """Mentions of campaigns, in text order, none overlapping.

    A year that stands beside a series' name makes it that year's round; a year that the text
    does not give is not guessed. A description counts only in a text that names no campaign.
    """
    folded = fold(document.text)
    found = find_named(document.text, folded, lexicon)
    taken = SpanIndex(named.span for named in found)
    found += [new for new in find_new(document, folded, lexicon) if not taken.touches(new.span)]
    if not found:
        found = find_described(document, folded, lexicon)
    return tuple(
        CampaignMention(n.span, n.span.quote(document.text), n.ids, n.name, n.name_zh)
        for n in sorted(found, key=lambda named: named.span)
    )
