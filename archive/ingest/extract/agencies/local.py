"""Local bodies, composed of a place and a word for the body beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.bodies import POLICE, POLICE_BRANCH
from archive.ingest.extract.agencies.branches import Branches
from archive.ingest.extract.agencies.cues import Cues, Word
from archive.ingest.extract.agencies.ground import Ground
from archive.ingest.extract.places.settings import WINDOW
from archive.ingest.gazetteer import RANKS
from archive.ingest.types import AgencyMention
from archive.text.regions import Regions
from archive.text.spans import Span

LONGEST_LIST = 40  # places that share one word for their bodies
PEER_LINKS = "、和及与"  # what stands in a list of peers; a comma may end a clause
REACH = 40  # code points between a place and the body after it


class LocalFinder:
    """The local bodies of one document."""

    def __init__(self, text: str, folded: str, ground: Ground, cues: Cues) -> None:
        self.text, self.folded, self.ground, self.cues = text, folded, ground, cues
        self.branches = Branches(text, folded, ground, cues)

    def find(self) -> Iterator[AgencyMention]:
        """Bodies composed of place and word, and branches under the bureau named before."""
        bureaus: list[AgencyMention] = []  # by start, as the words are
        for span, values in self.cues.words.find(self.folded):
            for mention in self._compose(span, values[0]):
                if mention.body == POLICE:
                    bureaus.append(mention)
                yield mention
        taken = Regions(bureau.span for bureau in bureaus)
        for place in self.ground.places:
            if not taken.cover(place.span):
                yield from self.branches.read_lone(place, bureaus)
        yield from (z for z in self.branches.find_lone_zones() if not taken.cover(z.span))

    def _compose(self, word: Span, value: Word) -> Iterator[AgencyMention]:
        latin = self._is_latin(word)
        before = self.folded[max(word.start - WINDOW, 0) : word.start]
        if national := self._read_national(before, word, value):
            yield national
            return
        index = self.ground.before(word.start)
        if index >= 0 and (relation := self._relate(index, word, latin, value)):
            narrower = self._find_narrower(index, word) if latin and value.generic else None
            if narrower is None:
                yield from self._from_left(index, word, value, relation)
            else:
                yield from self._emit(
                    Span(self.ground.starts[index], narrower[0]), narrower[1], value
                )
        elif index >= 0 and (zone := self.branches.read_zone(index, word, value)):
            yield zone
        elif latin and self.folded[word.start : word.end] not in self.cues.left_only:
            yield from self._from_right(word, value)
        if not value.generic and (gap := self.cues.elliptic.search(before)):
            yield from self._read_elliptic(word, gap, value)

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
        """省公安厅, "the provincial …", 市网信办: the body of the one province or city that the
        paragraph has named so far, or that the whole text is about."""
        index = self.ground.before(word.start)
        if index >= 0 and word.start - self.ground.ends[index] < 3:
            return
        paragraph = self.text.rfind("\n", 0, word.start) + 1
        if code := self._find_only(paragraph, word.start, city=gap[0] == "市"):
            span = Span(word.start - len(gap[0].removeprefix("the ")), word.end)
            yield AgencyMention(span, span.quote(self.text), place=(code,), body=value.body)

    def _find_only(self, start: int, end: int, *, city: bool) -> str | None:
        """The one city, or the one province that is none, named between two positions."""
        find = self.ground.cities if city else self.ground.provinces
        codes = find(start, end)
        code = next(iter(codes)) if len(codes) == 1 else None
        return code if code and (city or self.ground.gazetteer.kind(code) != "市") else None

    def _relate(self, index: int, word: Span, latin: bool, value: Word) -> str | None:
        """Whether the place belongs to the word: as "one", as the last of a "list", or not."""
        end = self.ground.places[index].span.end
        if word.start - end > REACH:
            return None
        if latin:
            if not self.cues.before_en.fullmatch(self.folded, end, self._end_gap(word)):
                return None
            plural = self.folded[word.start : word.end].endswith("s")
            return "list" if value.generic or plural else "one"
        if self.cues.before_zh.fullmatch(self.folded, end, word.start):
            return "list" if value.generic else "one"
        if self.cues.before_zh_list.fullmatch(self.folded, end, word.start):
            sample = self.cues.sample_before in self.folded[end : word.start]
            return "sample" if sample else "list"
        return None

    def _end_gap(self, word: Span) -> int:
        """Where what stands before an English word ends: at the comma that a translation put
        before its quotation mark (`Jincheng City, "anti pornography" office`)."""
        quoted = self.folded[word.start] in "\"'" and self.folded.endswith(", ", 0, word.start)
        return word.start - 2 if quoted else word.start

    def _from_left(
        self, index: int, word: Span, value: Word, relation: str
    ) -> Iterator[AgencyMention]:
        if relation == "sample":
            return
        chains = [self.ground.chain_back(index)]
        while (first := chains[-1].start) and len(chains) < LONGEST_LIST:
            if not self.ground.are_listed(first - 1, first):
                break
            if relation == "one" and not self._share_body(first - 1, index):
                break
            chains.append(self.ground.chain_back(first - 1))
        for chain in reversed(chains):
            span = Span(self.ground.places[chain.start].span.start, word.end)
            yield from self._emit(span, chain, value)

    def _share_body(self, left: int, last: int) -> bool:
        """Whether a place stands in a list of its peers with the one before a Chinese word:
        广东省、浙江省、天津市通信管理局 are three bodies."""
        end = self.ground.places[left].span.end
        if self.folded[end] not in PEER_LINKS:
            return False
        return self._rank_of(left) == self._rank_of(last)

    def _from_right(self, word: Span, value: Word) -> Iterator[AgencyMention]:
        gap = self.cues.after_en.match(self.folded, word.end)
        if gap is None or (value.generic and self._is_counted(word.start)):
            return
        index = self.ground.at_or_after(gap.end())
        if index == len(self.ground.places) or self.ground.starts[index] != gap.end():
            return
        chains = [self.ground.chain_forward(index)]
        several = value.generic or self.folded[word.start : word.end].endswith("s")
        while several and (following := chains[-1].stop) < len(self.ground.places):
            if len(chains) == LONGEST_LIST or not self.ground.are_listed(following - 1, following):
                break
            chains.append(self.ground.chain_forward(following))
        end = self.ground.places[chains[-1].stop - 1].span.end
        if self.cues.sample_after.search(self.folded[end : end + WINDOW]):
            return
        for chain in chains:
            span = Span(word.start, self.ground.places[chain.stop - 1].span.end)
            yield from self._emit(span, chain, value)

    def _find_narrower(self, index: int, word: Span) -> tuple[int, range] | None:
        """Where a place within the one before the word follows it: "Jiangsu police in Taizhou"."""
        gap = self.cues.after_en.match(self.folded, word.end)
        following = self.ground.at_or_after(gap.end()) if gap else len(self.ground.places)
        if gap is None or self.ground.starts[following : following + 1] != [gap.end()]:
            return None
        larger, place = self.ground.places[index], self.ground.places[following]
        is_within = self.ground.gazetteer.is_within
        if not any(is_within(a, b) for a in place.candidates for b in larger.candidates):
            return None
        chain = self.ground.chain_forward(following)
        return self.ground.places[chain.stop - 1].span.end, chain

    def _is_counted(self, start: int) -> bool:
        before = self.folded[max(start - WINDOW, 0) : start]
        return self.cues.counted.search(before) is not None

    def _emit(self, span: Span, chain: range, value: Word) -> Iterator[AgencyMention]:
        """The mention of one body; `chain` are the places that name where it is."""
        lowest = max(chain, key=self._rank_of)
        codes, body, branch = self.ground.places[lowest].candidates, value.body, None
        if body == POLICE_BRANCH and self.branches.is_zoned(span.end):
            body = POLICE
        elif body == POLICE_BRANCH:
            codes, body, branch = self.ground.parents_of(codes), POLICE, codes[0]
        elif body == POLICE and value.generic and self.ground.is_district(codes):
            codes, branch = self.ground.parents_of(codes), codes[0]
        if branch and len(codes) != 1:
            return
        if value.generic and body in self.cues.by_county and not self._is_county(lowest):
            return
        span, branch = self.branches.extend(span, codes, body, branch)
        yield AgencyMention(
            span=span, quote=span.quote(self.text), place=codes, body=body, branch=branch
        )

    def _is_county(self, index: int) -> bool:
        return self._rank_of(index) == RANKS["county"]

    def _rank_of(self, index: int) -> int:
        return RANKS[self.ground.gazetteer[self.ground.places[index].candidates[0]].level]
