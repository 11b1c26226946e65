"""The places of a document, as the bodies' names hold them: chains and lists."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from archive.ingest.extract.places.settings import DATELINE, ENFORCEMENT, LIST_GAP, WINDOW
from archive.ingest.gazetteer import Gazetteer
from archive.ingest.types import PlaceMention

LONGEST_CHAIN = 4  # places that say together where one is
SPECIAL = ("71", "81", "82")  # bodies of these places are named in the vocabulary alone


class Ground:
    """The places that a body may belong to, by position. `starts` and `ends` ascend."""

    def __init__(
        self,
        folded: str,
        places: Sequence[PlaceMention],
        gazetteer: Gazetteer,
        kin_gap: re.Pattern[str],
    ) -> None:
        self.gazetteer = gazetteer
        self.places = [
            place
            for place in places
            if place.role != DATELINE and place.candidates[0][:2] not in SPECIAL
        ]
        self.starts = [place.span.start for place in self.places]
        self.ends = [place.span.end for place in self.places]
        self._folded, self._kin_gap = folded, kin_gap
        self._all_provinces = self._list_provinces(self.places)
        self._all_cities = self._list_cities(self.places)

    def before(self, position: int) -> int:
        """Index of the last place that ends by `position`; -1 where there is none."""
        return bisect_right(self.ends, position) - 1

    def at_or_after(self, position: int) -> int:
        """Index of the first place that begins at `position` or later."""
        return bisect_left(self.starts, position)

    def provinces(self, start: int, end: int) -> set[str]:
        """Codes of the provinces of enforcement named between two positions, or where none is,
        in the text before them, or in the document."""
        within = self.places[self.at_or_after(start) : self.before(end) + 1]
        before = self.places[: self.before(end) + 1]
        named = self._list_provinces(within) or self._list_provinces(before)
        return named or self._all_provinces

    def _list_provinces(self, places: Iterable[PlaceMention]) -> set[str]:
        return {self.gazetteer.province(place.candidates[0]).id for place in places if _acts(place)}

    def cities(self, start: int, end: int) -> set[str]:
        """The same of cities: municipalities and those of a prefecture's level."""
        return self.cities_named(start, end) or self._all_cities

    def cities_named(self, start: int, end: int) -> set[str]:
        """Cities of enforcement named between two positions."""
        return self._list_cities(self.places[self.at_or_after(start) : self.before(end) + 1])

    def _list_cities(self, places: Iterable[PlaceMention]) -> set[str]:
        lines = [self.gazetteer.line(place.candidates[0]) for place in places if _acts(place)]
        cities = (line[-1] if self._is_city(line[-1]) else line[-2:][0] for line in lines)
        return {code for code in cities if self._is_city(code)}

    def _is_city(self, code: str) -> bool:
        return self.gazetteer.kind(code) == "市"

    def chain_back(self, index: int) -> range:
        """The places that say together where one is: 江苏省|盐城市|建湖县."""
        first = index
        while first and index - first < LONGEST_CHAIN and self._are_kin(first - 1, first):
            first -= 1
        return range(first, index + 1)

    def chain_forward(self, index: int) -> range:
        """The same, read on from the first of them."""
        last, end = index, min(index + LONGEST_CHAIN, len(self.places) - 1)
        while last < end and self._are_kin(last, last + 1):
            last += 1
        return range(index, last + 1)

    def _are_kin(self, left: int, right: int) -> bool:
        one, other = self.places[left], self.places[right]
        gap = self._folded[one.span.end : other.span.start]
        return (
            len(gap) <= WINDOW
            and bool(self._kin_gap.fullmatch(gap))
            and any(
                self.gazetteer.is_within(a, b) or self.gazetteer.is_within(b, a)
                for a in one.candidates
                for b in other.candidates
            )
        )

    def are_listed(self, left: int, right: int) -> bool:
        """Whether two places stand in one list, or in one word for several."""
        one, other = self.places[left].span, self.places[right].span
        gap = self._folded[one.end : other.start]
        return one == other or (len(gap) <= 6 and bool(LIST_GAP.fullmatch(gap)))

    def is_district(self, codes: Sequence[str]) -> bool:
        """Whether the place is a city's district, whose police are a branch."""
        return len(codes) == 1 and self.gazetteer.kind(codes[0]) == "区"

    def parents_of(self, codes: Sequence[str]) -> tuple[str, ...]:
        """What each of the places lies in."""
        parents = (self.gazetteer[code].parent for code in codes)
        return tuple(parent for parent in parents if parent)


def _acts(place: PlaceMention) -> bool:
    return place.role == ENFORCEMENT
