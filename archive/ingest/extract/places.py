"""Places named in a text: which division a name means, decided by level and by neighbours.

A name that several divisions bear keeps all its candidates unless the words around it decide;
`archive.ingest.extract.settings` says what part the place plays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from archive.ingest.extract.settings import LIST_GAP, Setting
from archive.ingest.gazetteer import ENGLISH_KINDS, Gazetteer, get_gazetteer
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, PlaceMention
from archive.text.matching import fold
from archive.text.spans import Span

WINDOW = 48
_KIND_AFTER = re.compile(
    "[ -](" + "|".join(sorted(ENGLISH_KINDS, key=len, reverse=True)) + r")(?![a-z])"
)
_ABBREVIATIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵滇陕甘陇青宁港澳"


@dataclass(slots=True)
class Name:
    """A name found: `strong` are the places it means by itself, `weak` those that it means
    only where its setting confirms it."""

    span: Span
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    local: bool = False  # the words around it are a local body's
    codes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Cues:
    """The tables of `cues/places.yaml` that finding needs, compiled."""

    generic: frozenset[str]
    runs_on: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    group: re.Pattern[str]
    parent_gap: re.Pattern[str]
    follower: re.Pattern[str]
    leader: re.Pattern[str]
    person_zh: re.Pattern[str]
    person_en: re.Pattern[str]


@lru_cache(maxsize=4)
def _get_cues(lexicon: Lexicon) -> Cues:
    raw: dict[str, Any] = lexicon.cues["places"]
    groups = sorted(raw["groups"], key=len, reverse=True)
    run = f"[{_ABBREVIATIONS}](?:、?[{_ABBREVIATIONS}])+(?={raw['abbreviation_followers']})"
    return Cues(
        generic=frozenset(raw["generic"]),
        runs_on={str(k): str(v) for k, v in raw["runs_on"].items()},
        groups={name: tuple(codes) for name, codes in raw["groups"].items()},
        group=re.compile("|".join([*groups, run])),
        parent_gap=re.compile(f"(?:{raw['parent_gap']['zh']}|{raw['parent_gap']['en']})"),
        follower=re.compile(f"(?:{raw['local_follower']['zh']}|{raw['local_follower']['en']})"),
        leader=re.compile(f"(?:{raw['local_leader']['zh']}|{raw['local_leader']['en']})$"),
        person_zh=re.compile(f"(?:{raw['titles_zh']})[{raw['surnames_zh']}]$"),
        person_en=re.compile(rf"(?<![a-z-])(?:{'|'.join(raw['surnames_en'])}) $"),
    )


def find_places(document: Document, lexicon: Lexicon) -> tuple[PlaceMention, ...]:
    """Mentions of places, in text order, each with its candidates and its role."""
    if "places" not in lexicon.cues or not lexicon.places:
        return ()
    finder = _Finder(document, lexicon)
    names = finder.find()
    setting = Setting(document, [name.span for name in names], lexicon)
    finder.decide(names, setting)
    return tuple(
        PlaceMention(
            span=name.span,
            quote=name.span.quote(document.text),
            candidates=name.codes,
            role=setting.role(index),
        )
        for index, name in enumerate(names)
    )


class _Finder:
    """One document's names on their way to a decision."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.text = document, document.text
        self.folded = fold(document.text)
        self.gazetteer: Gazetteer = get_gazetteer(lexicon)
        self.cues = _get_cues(lexicon)

    # ---- which words are names of places ----------------------------------------------------

    def find(self) -> list[Name]:
        """The names that count, in text order, none overlapping; no place chosen yet."""
        all_names = _merge(self._read_names())
        chosen = _keep_leftmost([name for name in all_names if name.strong])
        self._add(chosen, self._read_groups())
        weak = [name for name in all_names if not name.strong]
        self._add(chosen, (n for n in weak if self._has_kin(n, chosen) or self._is_local(n)))
        self._add(chosen, (n for n in weak if self._has_sibling(n, chosen)))
        sure = {codes[0] for n in chosen if len(codes := n.strong or n.codes) == 1}
        self._add(chosen, (n for n in weak if sure.intersection(n.weak)))
        return chosen

    def _read_names(self) -> Iterator[Name]:
        folded = self.folded
        for match in self.gazetteer.matcher.find_all(folded):
            span, readings = match
            latin = folded[span.end - 1].isascii()
            if latin and self.text[span.start : span.end].islower():
                continue
            if not latin and self._runs_on(span):
                continue
            if self._is_given_name(span, latin):
                continue
            name = Name(
                span,
                tuple(r.code for r in readings if r.strong),
                tuple(r.code for r in readings if not r.strong),
            )
            yield self._extend(name) if latin else name

    def _runs_on(self, span: Span) -> bool:
        following = self.folded[span.end : span.end + 1]
        quote = self.folded[span.start : span.end]
        barred = self.cues.runs_on.get(quote, "") + self.cues.runs_on.get(quote[-1], "")
        return bool(following) and following in barred

    def _is_given_name(self, span: Span, latin: bool) -> bool:
        """Whether a surname stands before: 记者王|长春, Li |Jinhua."""
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
            if self._touches(name.span, other.span):
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

    def _touches(self, one: Span, other: Span) -> bool:
        left, right = sorted((one, other))
        if right.start - left.end > WINDOW:
            return False
        return self.cues.parent_gap.fullmatch(self.folded, left.end, right.start) is not None

    def _is_local(self, name: Name) -> bool:
        """Whether the words around it are a local body's."""
        if self.folded[name.span.start : name.span.end] in self.cues.generic:
            return False
        before = self.folded[max(name.span.start - WINDOW, 0) : name.span.start]
        name.local = bool(
            self.cues.follower.match(self.folded, name.span.end) or self.cues.leader.search(before)
        )
        return name.local

    # ---- which place a name means -----------------------------------------------------------

    def decide(self, names: list[Name], setting: Setting) -> None:
        """Chooses candidates by neighbours, then by the block and the document, then by level."""
        for name in names:
            name.codes = name.strong + name.weak
        for left, right in [*pairwise(names)] * 2:
            if self._touches(left.span, right.span):
                self._narrow(left, right)
        for name in names:
            if len(name.codes) == 1:
                name.strong, name.weak = name.codes, ()
        context = self._read_context(names, setting)
        for name in names:
            if len(name.codes) > 1:
                self._decide_one(name, context, setting)

    def _narrow(self, one: Name, other: Name) -> None:
        pairs = [
            (a, b)
            for a in one.codes
            for b in other.codes
            if self.gazetteer.is_within(a, b) or self.gazetteer.is_within(b, a)
        ]
        if pairs:
            one.codes = tuple(dict.fromkeys(a for a, _ in pairs))
            other.codes = tuple(dict.fromkeys(b for _, b in pairs))

    def _decide_one(
        self, name: Name, context: Mapping[Span | None, set[str]], setting: Setting
    ) -> None:
        strong = tuple(code for code in name.strong if code in name.codes)
        if provinces := [c for c in strong if self.gazetteer[c].level == "province"]:
            name.codes = tuple(provinces)
            return
        near: tuple[str, ...] = ()
        for scope in (setting.block(name.span), None):
            named = context.get(scope, set())
            near = near or tuple(
                code for code in name.codes if named.intersection(self.gazetteer.line(code)[1:])
            )
        supported = name.local or self._is_local(name)
        if (near and not strong) or (supported and near and not set(near) & set(strong)):
            name.codes = self.gazetteer.prefer(near)
        elif near and not set(near) & set(strong):
            # The document is about a place where only a lesser namesake lies, by today's name.
            quote = name.span.quote(self.text)
            name.codes = strong + tuple(c for c in near if self.gazetteer.bears(c, quote))
        else:
            kept = tuple(code for code in near if code in strong) or strong or name.codes
            name.codes = self.gazetteer.prefer(kept)

    def _read_context(self, names: Sequence[Name], setting: Setting) -> dict[Span | None, set[str]]:
        """The places that a block names or implies beyond doubt; under None, the document."""
        context: dict[Span | None, set[str]] = {None: set()}
        for index, name in enumerate(names):
            if len(name.codes) == 1 and not setting.is_dateline(index):
                line = self.gazetteer.line(name.codes[0])
                context[None].update(line)
                context.setdefault(setting.block(name.span), set()).update(line)
        return context


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
