"""Sets of phrases and the places where they stand: cue words for extractors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from operator import itemgetter

from archive.text.matching import Matcher, Scanner, fold
from archive.text.spans import Span


class Phrases:
    """An immutable set of phrases, with others that look alike and do not count.

    Works on text already folded by `archive.text.matching.fold`. At one place the longest
    phrase wins, so that "cracked down" as `unlike` hides "cracked".
    """

    def __init__(
        self, like: Iterable[str], unlike: Iterable[str] = (), scanner: Scanner | None = None
    ) -> None:
        names = [*((p, True) for p in like), *((p, False) for p in unlike)]
        self._matcher = Matcher(names, scanner)

    def find(self, folded: str, within: Span | None = None) -> list[Span]:
        """Spans of the phrases in a part of the text (all of it, by default), in order."""
        return [match.span for match in self._matcher.find(folded, within) if True in match.value]

    def stand_in(self, folded: str, within: Span | None = None) -> bool:
        """Whether any phrase stands in a part of the text (all of it, by default)."""
        return bool(self.find(folded, within))

    def begins(self, folded: str, at: int, reach: int = 48) -> Span | None:
        """The phrase that begins at a position, if one does."""
        found = self.find(folded, Span(at, min(at + reach, len(folded))))
        return found[0] if found and found[0].start == at else None


class PhraseBook:
    """Several sets of phrases by name, each as in `Phrases`, read from a text in one pass."""

    def __init__(
        self,
        sets: Mapping[str, tuple[Iterable[str], Iterable[str]]],
        scanner: Scanner | None = None,
    ) -> None:
        uses: dict[str, dict[str, bool]] = {}
        for name, (like, unlike) in sets.items():
            for phrase in unlike:
                uses.setdefault(fold(phrase).strip(), {})[name] = False
            for phrase in like:
                uses.setdefault(fold(phrase).strip(), {})[name] = True
        self._matcher = Matcher(((p, tuple(use.items())) for p, use in uses.items()), scanner)
        self._names = tuple(sets)

    def read(self, folded: str) -> FoundPhrases:
        """Where the phrases of each set stand in a text already folded."""
        spans: dict[str, list[Span]] = {name: [] for name in self._names}
        ends = dict.fromkeys(self._names, 0)
        for span, (uses,) in self._matcher.find_all(folded):
            for name, counts in uses:
                if span.start >= ends[name]:
                    ends[name] = span.end
                    if counts:
                        spans[name].append(span)
        return FoundPhrases(spans)


class FoundPhrases:
    """Where phrases stand in one text, by set, asked for by part of the text."""

    def __init__(self, spans: Mapping[str, list[Span]]) -> None:
        self._spans = spans

    def find(self, name: str, within: Span | None = None) -> list[Span]:
        """Spans of a set's phrases that lie in a part of the text (all of it, by default)."""
        spans = self._spans[name]
        if within is None:
            return spans
        first = bisect_left(spans, within.start, key=itemgetter(0))
        last = bisect_left(spans, within.end, key=itemgetter(0))
        return [span for span in spans[first:last] if span.end <= within.end]

    def stand_in(self, name: str, within: Span | None = None) -> bool:
        """Whether any phrase of a set stands in a part of the text."""
        return bool(self.find(name, within))

    def begins(self, name: str, at: int) -> Span | None:
        """The phrase of a set that begins at a position, if one does."""
        spans = self._spans[name]
        index = bisect_left(spans, at, key=itemgetter(0))
        return spans[index] if index < len(spans) and spans[index].start == at else None
