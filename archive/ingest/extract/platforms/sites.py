"""Platforms, sites and apps that no vocabulary lists, recognised by their setting.

Nouns, what may stand between a name and its noun, and what such a place holds otherwise (slang,
catchwords) are data: `cues/platforms.yaml`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.ingest.extract.platforms.cues import compile_ordinary
from archive.ingest.extract.quotes import looks_like_name
from archive.ingest.lexicon import Lexicon
from archive.text.script import has_han
from archive.text.spans import Span

LONGEST_HAN_NAME = 16
_DAY = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r" \d{1,2}"
)
"""A case's designation ("May 04"), quoted as a name is."""


class Site(NamedTuple):
    """A name that its setting shows to be a platform, and the kind its noun gives."""

    span: Span
    kind: str


def is_site_name(words: str, lexicon: Lexicon) -> bool:
    """Whether folded words can be a platform's name at all."""
    return (
        looks_like_name(words)
        and not compile_ordinary(lexicon).holds(words)
        and _DAY.fullmatch(words) is None
        and not (has_han(words) and len(words) > LONGEST_HAN_NAME)
    )
