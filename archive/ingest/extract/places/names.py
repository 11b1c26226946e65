"""Which words of a text are names of places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.ingest.extract.places.cues import Cues
from archive.ingest.extract.places.settings import LIST_GAP, WINDOW
from archive.ingest.gazetteer import ENGLISH_KINDS, Gazetteer
from archive.text.spans import Span

_KIND_AFTER = re.compile(
    "[ -](" + "|".join(sorted(ENGLISH_KINDS, key=len, reverse=True)) + r")(?![a-z])"
)


@dataclass(slots=True)
class Name:
    """A name found: `strong` are the places it means by itself, `weak` those that it means
    only where its setting confirms it."""

    span: Span
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    local: bool = False  # the words around it are a local body's
    codes: tuple[str, ...] = ()  # the candidates that remain


class NameFinder:
    """The names of one document."""

    def __init__(self, text: str, folded: str, gazetteer: Gazetteer, cues: Cues) -> None:
        self.text, self.folded, self.gazetteer, self.cues = text, folded, gazetteer, cues

    def find(self) -> list[Name]:
        """The names that count, in text order, none overlapping; no place chosen yet."""
        all_names = _merge(self._read_names())
        chosen = _keep_leftmost([name for name in all_names if name.strong])
        self._add(chosen, self._read_groups())
        weak = [name for name in all_names if not name.strong]
        self._add(chosen, (n for n in weak if self._has_kin(n, chosen) or self.is_local(n)))
        self._add(chosen, (n for n in weak if self._has_sibling(n, chosen)))
        sure = {codes[0] for n in chosen if len(codes := n.strong or n.codes) == 1}
        self._add(chosen, (n for n in weak if sure.intersection(n.weak)))
        return chosen

    def _read_names(self) -> Iterator[Name]:
        folded = self.folded
        for match in self.gazetteer.matcher.find_all(folded):
            span, (senses,) = match
            latin = folded[span.end - 1].isascii()
            if latin and self.text[span.start : span.end].islower():
                continue
            if not latin and self._runs_on(span):
                continue
            if self._is_given_name(span, latin):
                continue
            name = Name(span, senses.strong, senses.weak)
            yield self._extend(name) if latin else name

    def _runs_on(self, span: Span) -> bool:
        following = self.folded[span.end : span.end + 1]
        quote = self.folded[span.start : span.end]
        barred = self.cues.runs_on.get(quote, "") + self.cues.runs_on.get(quote[-1], "")
        return bool(following) and following in barred

    def _is_given_name(self, span: Span, latin: bool) -> bool:
        """Whether a surname stands before: 记者王|长春, Li |Jinhua."""
        last = self.folded[span.start - 1 : span.start]
        if last != " " if latin else last not in self.cues.surnames:
            return False
        before = self.folded[max(span.start - 12, 0) : span.start]
        if not latin:
            return self.cues.person_zh.search(before) is not None
        match = self.cues.person_en.search(before)
        if match is None:
            return False
        # A surname is capitalised; "he" and "long" in a sentence are not.
        start = span.start - len(before) + match.start()
        return self.text[start].isupper()

    def _extend(self, name: Name) -> Name:
        """Takes in the English word of a division that follows: it decides the level."""
        match = _KIND_AFTER.match(self.folded, name.span.end)
        if match is None:
            return name
        kinds = ENGLISH_KINDS[match[1]]
        strong = tuple(c for c in name.strong if self.gazetteer.kind(c) in kinds)
        weak = tuple(c for c in name.weak if self.gazetteer.kind(c) in kinds)
        if not strong and not weak:
            return name
        return Name(Span(name.span.start, match.end()), strong + weak)

    def _read_groups(self) -> Iterator[Name]:
        """Several provinces in one word (京津冀, 粤、闽两省): one name each."""
        for match in self.cues.group.finditer(self.folded):
            if codes := self.cues.groups.get(match[0]):
                yield from (Name(Span(*match.span()), (code,)) for code in codes)
                continue
            for offset, char in enumerate(match[0]):
                if code := self.gazetteer.abbreviations.get(char):
                    start = match.start() + offset
                    yield Name(Span(start, start + 1), (code,))

    def _add(self, chosen: list[Name], more: Iterable[Name]) -> None:
        """Adds the names that overlap none that was there before."""
        starts = [name.span.start for name in chosen]
        fitting = []
        for name in more:
            index = bisect_left(starts, name.span.end)
            if index == 0 or chosen[index - 1].span.end <= name.span.start:
                fitting.append(name)
        chosen.extend(_keep_leftmost(fitting))
        chosen.sort(key=lambda name: name.span)

    def _has_kin(self, name: Name, chosen: Sequence[Name]) -> bool:
        """Whether the place it may be in stands beside it."""
        index = bisect_left(chosen, name.span.start, key=lambda other: other.span.start)
        near = chosen[max(index - 1, 0) : index + 1]
        kept: list[str] = []
        for other in near:
            if self.touches(name.span, other.span):
                kept += (c for c in name.weak if self._is_kin(c, other.strong + other.weak))
        if kept:
            name.weak = tuple(dict.fromkeys(kept))
        return bool(kept)

    def _has_sibling(self, name: Name, chosen: Sequence[Name]) -> bool:
        """Whether it stands in a list beside a place under the same division."""
        index = bisect_left(chosen, name.span.start, key=lambda other: other.span.start)
        kept: list[str] = []
        for other in chosen[max(index - 1, 0) : index + 1]:
            left, right = sorted((name.span, other.span))
            if left.end < right.start and LIST_GAP.fullmatch(self.folded, left.end, right.start):
                parents = {self.gazetteer[code].parent for code in other.strong}
                kept += (code for code in name.weak if self.gazetteer[code].parent in parents)
        if kept:
            name.weak = tuple(dict.fromkeys(kept))
        return bool(kept)

    def _is_kin(self, code: str, others: Sequence[str]) -> bool:
        return any(self.gazetteer.is_within(code, other) for other in others)

    def touches(self, one: Span, other: Span) -> bool:
        """Whether two names stand so that one may say where the other is."""
        left, right = (one, other) if one <= other else (other, one)
        if right.start - left.end > WINDOW:
            return False
        return self.cues.parent_gap.fullmatch(self.folded, left.end, right.start) is not None

    def is_local(self, name: Name) -> bool:
        """Whether the words around it are a local body's."""
        if self.folded[name.span.start : name.span.end] in self.cues.generic:
            return False
        before = self.folded[max(name.span.start - WINDOW, 0) : name.span.start]
        name.local = bool(
            self.cues.follower.match(self.folded, name.span.end) or self.cues.leader.search(before)
        )
        return name.local


def _merge(names: Iterable[Name]) -> list[Name]:
    """One name a span, with the places of all that ended there."""
    merged: dict[Span, Name] = {}
    for name in names:
        if earlier := merged.get(name.span):
            earlier.strong = tuple(dict.fromkeys(earlier.strong + name.strong))
            earlier.weak = tuple(c for c in earlier.weak + name.weak if c not in earlier.strong)
        else:
            merged[name.span] = name
    return list(merged.values())


def _keep_leftmost(names: Sequence[Name]) -> list[Name]:
    """The leftmost and longest; several names of one span (a group's) stay together."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.span.start, -len(n.span))):
        if not kept or name.span.start >= kept[-1].span.end or name.span == kept[-1].span:
            kept.append(name)
    return kept
