"""Words of a cue table as a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str] | None) -> str:
    """An alternation of words, longest first; without words it matches nothing."""
    ordered = sorted(set(words or ()), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in ordered) or r"(?!)"
