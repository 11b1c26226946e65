"""Sets of phrases and the places where they stand: cue words for extractors."""

from __future__ import annotations

from collections.abc import Iterable

from archive.text.matching import Matcher
from archive.text.spans import Span


class Phrases:
    """An immutable set of phrases, with others that look alike and do not count.

    Works on text already folded by `archive.text.matching.fold`. At one place the longest
    phrase wins, so that "cracked down" as `unlike` hides "cracked".
    """

    def __init__(self, like: Iterable[str], unlike: Iterable[str] = ()) -> None:
        self._matcher = Matcher([*((p, True) for p in like), *((p, False) for p in unlike)])

    def find(self, folded: str, within: Span | None = None) -> list[Span]:
        """Spans of the phrases in a part of the text (all of it, by default), in order."""
        start, end = within or (0, len(folded))
        part = folded if within is None else folded[start:end]
        return [m.span.shift(start) for m in self._matcher.find(part) if True in m.value]

    def stand_in(self, folded: str, within: Span | None = None) -> bool:
        """Whether any phrase stands in a part of the text (all of it, by default)."""
        return bool(self.find(folded, within))

    def begins(self, folded: str, at: int, reach: int = 48) -> Span | None:
        """The phrase that begins at a position, if one does."""
        found = self.find(folded, Span(at, min(at + reach, len(folded))))
        return found[0] if found and found[0].start == at else None
