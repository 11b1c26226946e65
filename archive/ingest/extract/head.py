"""The head of an announcement: title, publisher, reporter, publication date."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import CampaignMention, DateMention, Document, Head


def find_head(
    document: Document,
    dates: tuple[DateMention, ...],
    campaigns: tuple[CampaignMention, ...],
    lexicon: Lexicon,
) -> Head:
    """Title (stated or derived), publisher, reporter and publication date."""
    return Head(document.text[:80], "derived", None, None, None, None, None, None)
