"""Agencies named in a text: known ones, and local ones composed of a place and a body.

A local body is a word of `cues/agencies.yaml` ("public security bureau", 网信办) beside a place,
on its left or, in English, on its right after "of". Words without a place are no agency.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from archive.ingest.bodies import POLICE, POLICE_BRANCH, expand
from archive.ingest.extract.settings import DATELINE, ENFORCEMENT, LIST_GAP, LONGEST_LIST, WINDOW
from archive.ingest.gazetteer import RANKS, Gazetteer, get_gazetteer
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import AgencyMention, Document, PlaceMention
from archive.text.matching import Matcher, fold
from archive.text.regions import Regions
from archive.text.spans import Span

REACH = 20  # bureaus that are looked back to for a branch without one

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_SPECIAL = ("71", "81", "82")  # bodies of these places are named in the vocabulary alone


class Word(NamedTuple):
    """A word for a body; a generic one stands for it loosely."""

    body: str
    generic: bool


class Known(NamedTuple):
    """A name of the vocabulary: whose, whether weak, and the letters it must be printed in."""

    id: str
    weak: bool
    exact: str | None


@dataclass(frozen=True)
class Cues:
    """The tables of `cues/agencies.yaml`, compiled."""

    known: Matcher[Known]
    words: Matcher[Word]
    national: Mapping[str, tuple[str, re.Pattern[str]]]
    left_only: frozenset[str]
    kin_gap: re.Pattern[str]
    elliptic: re.Pattern[str]
    sample_before: str
    sample_after: re.Pattern[str]
    before_zh: re.Pattern[str]
    before_zh_list: re.Pattern[str]
    before_en: re.Pattern[str]
    after_en: re.Pattern[str]
    unit: re.Pattern[str]
    branch_zh: re.Pattern[str]
    branch_en: re.Pattern[str]
    branch_free: re.Pattern[str]
    zone: re.Pattern[str]
    title_before: re.Pattern[str]
    roles: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]


@lru_cache(maxsize=4)
def _get_cues(lexicon: Lexicon) -> Cues:
    raw: dict[str, Any] = lexicon.cues["agencies"]
    before, gaps = raw["place_before"], lexicon.cues["places"]["parent_gap"]
    return Cues(
        known=Matcher(_list_known(lexicon)),
        words=Matcher(
            (text, Word(body, kind == "generic"))
            for body, row in raw["bodies"].items()
            for kind in ("words", "generic")
            for pattern in row[kind]
            for word in expand(pattern)
            for text in _vary_quotes(word)
        ),
        national={
            body: (row["national"]["id"], re.compile(row["national"]["prefix"]))
            for body, row in raw["bodies"].items()
            if "national" in row
        },
        kin_gap=re.compile(f"(?:{gaps['zh']}|{gaps['en']})"),
        elliptic=re.compile(raw["elliptic"]),
        sample_before=raw["sample"]["before"],
        sample_after=re.compile(raw["sample"]["after"]),
        left_only=frozenset(raw["left_only"]),
        before_zh=re.compile(before["zh"]),
        before_zh_list=re.compile(before["zh_list"]),
        before_en=re.compile(before["en"]),
        after_en=re.compile(raw["place_after"]["en"]),
        unit=re.compile(f"(?:{raw['unit']['zh']}|{raw['unit']['en']})"),
        branch_zh=re.compile(raw["branch"]["zh"]),
        branch_en=re.compile(raw["branch"]["en"]),
        branch_free=re.compile(raw["branch"]["zh_free"]),
        zone=re.compile(raw["branch"]["zh_zone"]),
        title_before=re.compile(raw["title_before"]),
        roles=tuple(
            (role, re.compile(row["after"]), re.compile(row["before"]))
            for role, row in raw["roles"].items()
        ),
    )


def _vary_quotes(word: str) -> Iterator[str]:
    """The word with every kind of quotation marks that stand in texts, and without."""
    if '"' not in word:
        yield word
        return
    for left, right in ('""', "''", "「」", "『』", "《》"):
        yield word.replace('"', left, 1).replace('"', right, 1)


def _list_known(lexicon: Lexicon) -> Iterator[tuple[str, Known]]:
    for agency in lexicon.agencies.values():
        for form in agency.all_forms:
            # Letters alone (ICO, MOST) are a name only in capitals.
            exact = form.text if len(form.text) < 8 and form.text.isupper() else None
            yield form.text, Known(agency.id, form.kind == "weak", exact)


def find_agencies(
    document: Document, places: tuple[PlaceMention, ...], lexicon: Lexicon
) -> tuple[AgencyMention, ...]:
    """Mentions of agencies, in text order, none inside another."""
    if "agencies" not in lexicon.cues:
        return ()
    finder = _Finder(document, places, lexicon)
    local = list(finder.find_local())
    known = finder.find_known(Regions(mention.span for mention in local))
    kept = _drop_nested([*local, *known])
    titles = Regions(Span(*match.span()) for match in _TITLE.finditer(document.text))
    return tuple(
        replace(mention, role=finder.read_role(mention.span))
        for mention in kept
        if not titles.cover(mention.span)
    )


class _Finder:
    """One document's agencies."""

    def __init__(
        self, document: Document, places: Sequence[PlaceMention], lexicon: Lexicon
    ) -> None:
        self.text, self.folded = document.text, fold(document.text)
        self.cues = _get_cues(lexicon)
        self.gazetteer: Gazetteer = get_gazetteer(lexicon)
        self.places = [
            place
            for place in places
            if place.role != DATELINE and place.candidates[0][:2] not in _SPECIAL
        ]
        self.provinces = self._list_provinces(self.places)
        self.starts = [place.span.start for place in self.places]
        self.ends = [place.span.end for place in self.places]

    # ---- known bodies -----------------------------------------------------------------------

    def find_known(self, local: Regions) -> list[AgencyMention]:
        """Names of the vocabulary. A weak one counts where the same body is named plainly."""
        strong, weak = [], []
        for span, values in self.cues.known.find(self.folded):
            quote = span.quote(self.text)
            values = tuple(v for v in values if v.exact is None or v.exact == quote)
            if not values or self._runs_on(span):
                continue
            ids = tuple(v.id for v in values if not v.weak)
            mention = AgencyMention(span, quote, candidates=ids or tuple(v.id for v in values))
            if ids:
                strong.append(mention)
            elif not local.overlap(span):
                weak.append(mention)
        named = {mention.candidates for mention in strong}
        return strong + [mention for mention in weak if mention.candidates in named]

    def _runs_on(self, span: Span) -> bool:
        """Whether another word begins in the name: 公安部|门, or a document's title holds it."""
        if self.folded[span.end - 1] == "部" and self.folded[span.end : span.end + 1] in "门署队件":
            return span.end < len(self.folded)
        before = self.folded[max(span.start - WINDOW, 0) : span.start]
        return self.cues.title_before.search(before) is not None

    # ---- local bodies -----------------------------------------------------------------------

    def find_local(self) -> Iterator[AgencyMention]:
        """Bodies composed of place and word, and branches under the bureau named before."""
        bureaus: list[AgencyMention] = []  # by start, as the words are
        for span, values in self.cues.words.find(self.folded):
            for mention in self._compose(span, values[0]):
                if mention.body == POLICE:
                    bureaus.append(mention)
                yield mention
        taken = Regions(bureau.span for bureau in bureaus)
        for place in self.places:
            if not taken.cover(place.span):
                yield from self._read_lone_branch(place, bureaus)

    def _compose(self, word: Span, value: Word) -> Iterator[AgencyMention]:
        latin = self._is_latin(word)
        before = self.folded[max(word.start - WINDOW, 0) : word.start]
        if national := self._read_national(before, word, value):
            yield national
            return
        index = bisect_right(self.ends, word.start) - 1
        if index >= 0 and (relation := self._relate(index, word, latin, value)):
            yield from self._from_left(index, word, value, relation)
        elif index >= 0 and (zone := self._read_zone(index, word, value)):
            yield zone
        elif latin and self.folded[word.start : word.end] not in self.cues.left_only:
            yield from self._from_right(word, value)
        if not value.generic and (gap := self.cues.elliptic.search(before)):
            yield from self._read_elliptic(word, gap, value)

    def _read_zone(self, index: int, word: Span, value: Word) -> AgencyMention | None:
        """苏州|工业园区|公安分局: the branch of a zone that is no division."""
        place = self.places[index]
        match = self.cues.zone.fullmatch(self.folded, place.span.end, word.start)
        if match is None or value.body not in (POLICE, POLICE_BRANCH) or value.generic:
            return None
        span = Span(place.span.start, word.end)
        quote = span.quote(self.text)
        return AgencyMention(span, quote, place=place.candidates, body=POLICE, branch=match[1])

    def _is_latin(self, word: Span) -> bool:
        start = word.start + (self.folded[word.start] == '"')
        return self.folded[start].isascii()

    def _read_national(self, before: str, word: Span, value: Word) -> AgencyMention | None:
        """The central body of the same words, after "National" or 全国."""
        if value.body not in self.cues.national:
            return None
        identifier, prefix = self.cues.national[value.body]
        match = prefix.search(before)
        if match is None:
            return None
        span = Span(word.start - (len(before) - match.start()), word.end)
        return AgencyMention(span, span.quote(self.text), candidates=(identifier,))

    def _read_elliptic(
        self, word: Span, gap: re.Match[str], value: Word
    ) -> Iterator[AgencyMention]:
        """省公安厅, "the provincial …": the body of the one province that the paragraph has named
        so far, or that the whole text is about."""
        index = bisect_right(self.ends, word.start)
        if index and word.start - self.ends[index - 1] < 3:
            return
        paragraph = bisect_left(self.starts, self.text.rfind("\n", 0, word.start) + 1)
        provinces = self._list_provinces(self.places[paragraph:index]) or self.provinces
        if len(provinces) == 1 and self.gazetteer.kind(code := next(iter(provinces))) != "市":
            span = Span(word.start - len(gap[0].removeprefix("the ")), word.end)
            yield AgencyMention(span, span.quote(self.text), place=(code,), body=value.body)

    def _list_provinces(self, places: Iterable[PlaceMention]) -> set[str]:
        return {
            self.gazetteer.province(place.candidates[0]).id
            for place in places
            if place.role == ENFORCEMENT
        }

    def _relate(self, index: int, word: Span, latin: bool, value: Word) -> str | None:
        """Whether the place belongs to the word: as "one", as the last of a "list", or not."""
        end = self.places[index].span.end
        if word.start - end > 40:
            return None
        if latin:
            if not self.cues.before_en.fullmatch(self.folded, end, word.start):
                return None
            plural = self.folded[word.start : word.end].endswith("s")
            return "list" if value.generic or plural else "one"
        if self.cues.before_zh.fullmatch(self.folded, end, word.start):
            return "list" if value.generic else "one"
        if self.cues.before_zh_list.fullmatch(self.folded, end, word.start):
            sample = self.cues.sample_before in self.folded[end : word.start]
            return "sample" if sample else "list"
        return None

    def _from_left(
        self, index: int, word: Span, value: Word, relation: str
    ) -> Iterator[AgencyMention]:
        if relation == "sample":
            return
        chains = [self._chain_back(index)]
        while relation == "list" and (first := chains[-1].start):
            if len(chains) == LONGEST_LIST or not self._are_listed(first - 1, first):
                break
            chains.append(self._chain_back(first - 1))
        for chain in reversed(chains):
            span = Span(self.places[chain.start].span.start, word.end)
            yield from self._emit(span, chain, value)

    def _from_right(self, word: Span, value: Word) -> Iterator[AgencyMention]:
        gap = self.cues.after_en.match(self.folded, word.end)
        if gap is None:
            return
        index = bisect_left(self.starts, gap.end())
        if index == len(self.places) or self.starts[index] != gap.end():
            return
        chains = [self._chain_forward(index)]
        several = value.generic or self.folded[word.start : word.end].endswith("s")
        while several and (following := chains[-1].stop) < len(self.places):
            if len(chains) == LONGEST_LIST or not self._are_listed(following - 1, following):
                break
            chains.append(self._chain_forward(following))
        end = self.places[chains[-1].stop - 1].span.end
        if self.cues.sample_after.search(self.folded[end : end + WINDOW]):
            return
        for chain in chains:
            span = Span(word.start, self.places[chain.stop - 1].span.end)
            yield from self._emit(span, chain, value)

    def _chain_back(self, index: int) -> range:
        """The places that say together where one is: 江苏省|盐城市|建湖县."""
        first = index
        while first and self._are_kin(first - 1, first):
            first -= 1
        return range(first, index + 1)

    def _chain_forward(self, index: int) -> range:
        last = index
        while last + 1 < len(self.places) and self._are_kin(last, last + 1):
            last += 1
        return range(index, last + 1)

    def _are_kin(self, left: int, right: int) -> bool:
        one, other = self.places[left], self.places[right]
        gap = self.folded[one.span.end : other.span.start]
        return (
            len(gap) <= WINDOW
            and bool(self.cues.kin_gap.fullmatch(gap))
            and any(
                self.gazetteer.is_within(a, b) or self.gazetteer.is_within(b, a)
                for a in one.candidates
                for b in other.candidates
            )
        )

    def _are_listed(self, left: int, right: int) -> bool:
        one, other = self.places[left].span, self.places[right].span
        gap = self.folded[one.end : other.start]
        return one == other or (len(gap) <= 6 and bool(LIST_GAP.fullmatch(gap)))

    def _emit(self, span: Span, chain: range, value: Word) -> Iterator[AgencyMention]:
        """The mention of one body; `chain` are the places that name where it is."""
        lowest = max(chain, key=lambda i: RANKS[self.gazetteer[self._codes(i)[0]].level])
        codes, body, branch = self._codes(lowest), value.body, None
        if body == POLICE_BRANCH:
            codes, body, branch = self._parent_of(codes), POLICE, codes[0]
        elif body == POLICE and value.generic and self._is_district(codes):
            codes, branch = self._parent_of(codes), codes[0]
        if branch and len(codes) != 1:
            return
        span, branch = self._extend(span, codes, body, branch)
        yield AgencyMention(
            span=span, quote=span.quote(self.text), place=codes, body=body, branch=branch
        )

    def _codes(self, index: int) -> tuple[str, ...]:
        return self.places[index].candidates

    def _is_district(self, codes: Sequence[str]) -> bool:
        return len(codes) == 1 and self.gazetteer.kind(codes[0]) == "区"

    def _parent_of(self, codes: Sequence[str]) -> tuple[str, ...]:
        parents = (self.gazetteer[code].parent for code in codes)
        return tuple(parent for parent in parents if parent)

    # ---- branches and units -----------------------------------------------------------------

    def _extend(
        self, span: Span, codes: Sequence[str], body: str, branch: str | None
    ) -> tuple[Span, str | None]:
        """Takes in a branch or a unit that follows the bureau's name."""
        is_bureau = body == POLICE and branch is None and len(codes) == 1
        if is_bureau and (found := self._read_branch(span.end, codes[0])):
            return Span(span.start, found[0]), found[1]
        if unit := self.cues.unit.match(self.folded, span.end):
            return Span(span.start, unit.end()), branch
        return span, branch

    def _read_branch(self, end: int, bureau: str) -> tuple[int, str] | None:
        """Where the name of a branch ends that begins at `end`, and whose it is."""
        index = bisect_left(self.starts, end)
        if index < len(self.places) and self.starts[index] <= end + 6:
            place = self.places[index]
            within = [c for c in place.candidates if self.gazetteer.is_within(c, bureau)]
            gap = self.folded[end : place.span.start]
            if len(within) == 1 and gap in ("", " ", "'s ", ", ", " of "):
                match = self._match_branch(place.span.end)
                if match is not None:
                    return match.end(), within[0]
        if free := self.cues.branch_free.match(self.folded, end):
            return free.end(), free[1]
        return None

    def _match_branch(self, end: int) -> re.Match[str] | None:
        return self.cues.branch_zh.match(self.folded, end) or self.cues.branch_en.match(
            self.folded, end
        )

    def _read_lone_branch(
        self, place: PlaceMention, bureaus: Sequence[AgencyMention]
    ) -> Iterator[AgencyMention]:
        """ "the Tanggu branch": under the nearest bureau named before, or after "of the"."""
        match = self._match_branch(place.span.end)
        if match is None:
            return
        index = bisect_left(bureaus, match.end(), key=lambda bureau: bureau.span.start)
        after = [b for b in bureaus[index : index + 1] if self._is_of(match.end(), b.span.start)]
        before = bureaus[max(index - REACH, 0) : index]
        for bureau in [*after, *before[::-1]]:
            within = [
                code
                for code in place.candidates
                if len(bureau.place) == 1 and self.gazetteer.is_within(code, bureau.place[0])
            ]
            if len(within) == 1:
                end = bureau.span.end if bureau in after else match.end()
                span = Span(place.span.start, end)
                yield AgencyMention(
                    span=span,
                    quote=span.quote(self.text),
                    place=bureau.place,
                    body=POLICE,
                    branch=within[0],
                )
                return

    def _is_of(self, end: int, start: int) -> bool:
        return self.folded[end:start] in (" of ", " of the ")

    # ---- roles ------------------------------------------------------------------------------

    def read_role(self, span: Span) -> str | None:
        """What the words around a name say that the body does."""
        before = self.folded[max(span.start - WINDOW, 0) : span.start]
        after = self.folded[span.end : span.end + WINDOW]
        for role, follows, precedes in self.cues.roles:
            if follows.search(after) or precedes.search(before):
                return role
        return None


def _drop_nested(mentions: Iterable[AgencyMention]) -> list[AgencyMention]:
    """Mentions in text order without those that lie inside another's longer name. The bodies of
    one list ("Shanghai, Jiangsu and Zhejiang police") share their words and all stay."""
    kept: list[AgencyMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -len(m.span))):
        if not kept or not kept[-1].span.covers(mention.span) or _share_words(kept[-1], mention):
            kept.append(mention)
    return kept


def _share_words(outer: AgencyMention, inner: AgencyMention) -> bool:
    """Whether both are bodies of one list; a bureau inside its branch's name is none."""
    is_part = outer.branch is not None and inner.branch is None and outer.place == inner.place
    return inner.body is not None and outer.body == inner.body and not is_part
