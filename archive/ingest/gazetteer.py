"""The places of a vocabulary, ready to be found in a text and told apart by their kin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from archive.ingest.lexicon import Lexicon, PlaceEntry
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher, fold
from archive.text.script import has_han

RANKS = {"province": 0, "prefecture": 1, "county": 2}
CHINESE_KINDS = ("特别行政区", "自治区", "自治州", "自治县", "地区", *"省市县区旗盟州")
ENGLISH_KINDS = {
    "province": ("省", "自治区", "特别行政区"),
    "city": ("市",),
    "municipality": ("市",),
    "county": ("县", "自治县"),
    "district": ("区",),
    "new area": ("区",),
    "prefecture": ("州", "自治州", "地区", "盟", "市"),
    "autonomous prefecture": ("自治州",),
    "autonomous region": ("自治区",),
    "autonomous county": ("自治县",),
    "region": ("自治区", "特别行政区", "地区"),
    "banner": ("旗",),
    "league": ("盟", "市"),
}


class Senses(NamedTuple):
    """Codes of the places that a name may stand for: by itself, and where its setting says so."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]


class Gazetteer:
    """Names and kinship of all places of a vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues: dict[str, Any] = lexicon.cues.get("places") or {}
        self._places = lexicon.places
        generic, barred = set(cues.get("generic", ())), set(cues.get("barred", ()))
        names = _list_names(lexicon.places.values(), generic, barred)
        self.matcher = Matcher(names, get_scanner(lexicon))
        self._lines = {code: self._trace(code) for code in self._places}
        self.abbreviations = {
            form.text: place.id
            for place in self._places.values()
            for form in place.forms
            if len(form.text) == 1
        }
        self._borne = Counter(place.name for place in self._places.values())

    def __getitem__(self, code: str) -> PlaceEntry:
        return self._places[code]

    def __contains__(self, code: object) -> bool:
        return code in self._places

    def _trace(self, code: str) -> tuple[str, ...]:
        line = [code]
        while (parent := self._places[line[-1]].parent) and parent in self._places:
            line.append(parent)
        return tuple(line)

    def line(self, code: str) -> tuple[str, ...]:
        """The place and those above it, lowest first."""
        return self._lines[code]

    def is_within(self, code: str, other: str) -> bool:
        """Whether `code` lies in `other`, a larger place."""
        return code != other and other in self._lines[code]

    def province(self, code: str) -> PlaceEntry:
        """The province-level division of a place."""
        return self._places[self._lines[code][-1]]

    def find_within(self, name: str, other: str) -> str | None:
        """The one place of that name, in any form, that lies in `other`."""
        folded = fold(name)
        codes = {
            code
            for match in self.matcher.find(folded)
            for senses in match.value
            for code in (*senses.strong, *senses.weak)
            if len(match.span) == len(folded) and self.is_within(code, other)
        }
        return codes.pop() if len(codes) == 1 else None

    def is_unique(self, code: str) -> bool:
        """Whether no other place bears the same English name."""
        return self._borne[self._places[code].name] == 1

    def bears(self, code: str, name: str) -> bool:
        """Whether the place's name of today begins so."""
        place = self._places[code]
        return place.name.startswith(name) or (place.name_zh or "").startswith(name)

    def kind(self, code: str) -> str:
        """What the Chinese full name ends with: 省, 市, 区 …"""
        name = self._places[code].name_zh or ""
        return next((kind for kind in CHINESE_KINDS if name.endswith(kind)), "")

    def prefer(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The places of the highest level among `codes`, existing ones before abolished ones."""
        kept = list(dict.fromkeys(codes))
        living = [code for code in kept if self._places[code].until is None] or kept
        top = min((RANKS[self._places[code].level] for code in living), default=0)
        return tuple(code for code in living if RANKS[self._places[code].level] == top)


def _list_names(
    places: Iterable[PlaceEntry], generic: set[str], barred: set[str]
) -> Iterable[tuple[str, Senses]]:
    """Every name, folded, with all that it may mean."""
    senses: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for place in places:
        for form in place.all_forms:
            if len(form.text) == 1 or form.text in barred:
                continue
            strong = form.kind != "weak" and form.text not in generic
            if has_han(form.text) and len(form.text) == 2 and form.text[-1] in "县区市":
                strong = False
            by_strength = senses.setdefault(fold(form.text).strip(), ({}, {}))
            by_strength[not strong][place.id] = None
    return ((name, Senses(tuple(own), tuple(weak))) for name, (own, weak) in senses.items())


@lru_cache(maxsize=4)
def get_gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of a snapshot, made once."""
    return Gazetteer(lexicon)
