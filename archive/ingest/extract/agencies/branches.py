"""Branches and units of police bureaus: after the bureau's name, before it, and alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from archive.ingest.bodies import POLICE, POLICE_BRANCH
from archive.ingest.extract.agencies.cues import Cues, Word
from archive.ingest.extract.agencies.ground import Ground
from archive.ingest.types import AgencyMention, PlaceMention
from archive.text.spans import Span

REACH = 20  # bureaus that are looked back to for a branch without one
ZONE_WORDS = ("经开", "高新", "开发区")
ZONE_REACH = 80  # how far before a bureau the zone of its branch may begin
GAPS = ("", " ", "'s ", ", ", " of ")  # between a bureau and its branch


class Branches:
    """The branches that one document names."""

    def __init__(self, text: str, folded: str, ground: Ground, cues: Cues) -> None:
        self.text, self.folded, self.ground, self.cues = text, folded, ground, cues
        self.has_zones = " zone" in folded or " park" in folded

    def extend(
        self, span: Span, codes: Sequence[str], body: str, branch: str | None
    ) -> tuple[Span, str | None]:
        """Takes in a branch or a unit that follows the body's name."""
        is_bureau = body == POLICE and branch is None and len(codes) == 1
        if is_bureau and (found := self._read_branch(span.end, codes[0])):
            return Span(span.start, found[0]), found[1]
        if is_bureau and (zoned := self._read_zone_beside(span)):
            return zoned
        if unit := self.cues.unit.match(self.folded, span.end):
            return Span(span.start, unit.end()), branch
        return span, branch

    def _read_branch(self, end: int, bureau: str) -> tuple[int, str] | None:
        """Where the name of a branch ends that begins at `end`, and whose it is."""
        index = self.ground.at_or_after(end)
        if index < len(self.ground.places):
            place = self.ground.places[index]
            within = self._list_within(place, bureau)
            match = self._match(place.span.end)
            if match and len(within) == 1 and self.folded[end : place.span.start] in GAPS:
                return match.end(), within[0]
        if free := self.cues.branch_free.match(self.folded, end):
            known = self.ground.gazetteer.find_within(free[1], bureau)
            return free.end(), known or free[1]
        return None

    def read_lone(
        self, place: PlaceMention, bureaus: Sequence[AgencyMention]
    ) -> Iterator[AgencyMention]:
        """ "the Tanggu branch": under the nearest bureau named before, or after "of the"."""
        match = self._match(place.span.end)
        if match is None:
            yield from self._read_lone_zone(place)
            return
        if of_bureau := self.cues.branch_of.match(self.folded, match.end()):
            yield from self._read_unnamed(place, of_bureau.end())
            return
        index = bisect_left(bureaus, match.end(), key=lambda bureau: bureau.span.start)
        after = [b for b in bureaus[index : index + 1] if self._is_of(match.end(), b.span.start)]
        before = bureaus[max(index - REACH, 0) : index]
        for bureau in [*after, *before[::-1]]:
            within = self._list_within(place, bureau.place[0]) if len(bureau.place) == 1 else []
            if len(within) == 1:
                end = bureau.span.end if bureau in after else match.end()
                span, where = Span(place.span.start, end), bureau.place
                quote = span.quote(self.text)
                yield AgencyMention(span, quote, place=where, body=POLICE, branch=within[0])
                return
        if not self.folded.startswith(" of", match.end()):
            yield from self._read_by_city(place, match.end())

    def is_zoned(self, end: int) -> bool:
        """Whether an English zone's name follows."""
        return self.cues.zone_en.match(self.folded, end) is not None

    def _read_lone_zone(self, place: PlaceMention) -> Iterator[AgencyMention]:
        """ "the Chengdu High-tech Zone Branch"."""
        zone = self.cues.zone_en.match(self.folded, place.span.end) if self.has_zones else None
        branch = self.cues.branch_en.match(self.folded, zone.end()) if zone else None
        if zone and branch and len(place.candidates) == 1:
            span, name = Span(place.span.start, branch.end()), self.cues.name_zone(zone[1])
            quote = span.quote(self.text)
            yield AgencyMention(span, quote, place=place.candidates, body=POLICE, branch=name)

    def find_lone_zones(self) -> Iterator[AgencyMention]:
        """经开公安分局, where the text is of one city alone."""
        if "分局" not in self.folded or not any(word in self.folded for word in ZONE_WORDS):
            return
        for match in self.cues.zone_lone.finditer(self.folded):
            paragraph = self.text.rfind("\n", 0, match.start()) + 1
            cities = tuple(self.ground.cities(paragraph, match.start()))
            if len(cities) == 1:
                span = Span(*match.span())
                quote, zone = span.quote(self.text), match[1]
                yield AgencyMention(span, quote, place=cities, body=POLICE, branch=zone)

    def _read_by_city(self, place: PlaceMention, end: int) -> Iterator[AgencyMention]:
        """ "In Yulin, … the Yuyang branch": of the city that the paragraph has named."""
        paragraph = self.text.rfind("\n", 0, place.span.start) + 1
        cities = self.ground.cities_named(paragraph, place.span.start)
        parents = {code: self.ground.parents_of([code]) for code in place.candidates}
        within = [code for code in place.candidates if any(p in cities for p in parents[code])]
        if len(within) == 1 and self.ground.is_district(within):
            yield self._make_branch(Span(place.span.start, end), within[0])

    def _make_branch(self, span: Span, code: str) -> AgencyMention:
        return AgencyMention(
            span,
            span.quote(self.text),
            place=self.ground.parents_of([code]),
            body=POLICE,
            branch=code,
        )

    def _read_unnamed(self, place: PlaceMention, end: int) -> Iterator[AgencyMention]:
        """ "Kaifu District branch of the Public Security Bureau": of its own city's."""
        parents = self.ground.parents_of(place.candidates)
        if len(place.candidates) == len(parents) == 1:
            yield self._make_branch(Span(place.span.start, end), place.candidates[0])

    def read_zone(self, index: int, word: Span, value: Word) -> AgencyMention | None:
        """苏州|工业园区|公安分局: the branch of a zone that is no division."""
        place = self.ground.places[index]
        if value.body not in (POLICE, POLICE_BRANCH) or value.generic:
            return None
        end = word.start - (self.folded[word.start - 1] == " ")
        if match := self.cues.zone.fullmatch(self.folded, place.span.end, word.start):
            zone = match[1]
        elif match := self.cues.zone_en.fullmatch(self.folded, place.span.end, end):
            zone = self.cues.name_zone(match[1])
        else:
            return None
        span = Span(place.span.start, word.end)
        quote = span.quote(self.text)
        return AgencyMention(span, quote, place=place.candidates, body=POLICE, branch=zone)

    def _read_zone_beside(self, span: Span) -> tuple[Span, str] | None:
        """ "the High-tech Zone branch of" before an English bureau, or a zone's name after it."""
        before = self.folded[max(0, span.start - ZONE_REACH) : span.start]
        if before.endswith("of ", 0, len(before) - 4 * before.endswith("the ")) and (
            match := self.cues.zone_of.search(before)
        ):
            start = span.start - len(before) + match.start()
            return Span(start, span.end), self.cues.name_zone(match[1])
        if match := self.cues.zone_en.match(self.folded, span.end):
            return Span(span.start, match.end()), self.cues.name_zone(match[1])
        return None

    def _list_within(self, place: PlaceMention, bureau: str) -> list[str]:
        gazetteer = self.ground.gazetteer
        return [code for code in place.candidates if gazetteer.is_within(code, bureau)]

    def _match(self, end: int) -> re.Match[str] | None:
        zh, en = self.cues.branch_zh, self.cues.branch_en
        return zh.match(self.folded, end) or en.match(self.folded, end)

    def _is_of(self, end: int, start: int) -> bool:
        return self.folded[end:start] in (" of ", " of the ")
