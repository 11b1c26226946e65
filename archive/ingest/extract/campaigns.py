"""Campaigns named or described in a text."""

from __future__ import annotations

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import CampaignMention, Document


def find_campaigns(document: Document, lexicon: Lexicon) -> tuple[CampaignMention, ...]:
    """Mentions of campaigns, in text order."""
    return ()
