"""Local bodies: the table of `cues/agencies.yaml`, and a body's name composed of its place.

A county's police are "Jianhu County Public Security Bureau", 建湖县公安局; a branch stands under
the bureau of its city: "Nanjing Public Security Bureau Qinhuai Branch", 南京市公安局秦淮分局.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from archive.ingest.gazetteer import Gazetteer, get_gazetteer
from archive.ingest.lexicon import Lexicon
from archive.text.names import capitalise, romanise, slugify

REMEMBERED = 10_000  # composed names kept, since branches of unlisted zones have no end
POLICE, POLICE_BRANCH = "public-security", "public-security-branch"
AGENCY_LEVELS = {"province": "provincial", "prefecture": "municipal", "county": "county"}
_INNERMOST = re.compile(r"\(([^()]*)\)")
_KIND_WORDS = (" Autonomous County", " New Area", " District", " County", " City", " Banner")


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of local body; names are the words that follow its place, by level."""

    id: str
    en: str
    zh: str
    province_en: str
    province_zh: str
    by_level: Mapping[str, tuple[str, str]]
    short_place: bool

    def words(self, level: str) -> tuple[str, str]:
        """The English and the Chinese words of the body at a level."""
        if level in ("province", "region"):
            return self.province_en, self.province_zh
        return self.by_level.get(level, (self.en, self.zh))


class LocalName(NamedTuple):
    """A composed body: its identifier, its names, its level and the place it belongs to."""

    id: str
    name: str
    name_zh: str
    level: str
    place: str
    parent: str | None


class Bodies:
    """All kinds of local body of a vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        raw: dict[str, Any] = lexicon.cues.get("agencies") or {}
        self._levels: dict[str, str] = raw.get("levels", {})
        self._composed: dict[tuple[str, str, str | None], LocalName] = {}
        self._zones: dict[str, str] = raw.get("branch", {}).get("zones", {})
        self._gazetteer: Gazetteer = get_gazetteer(lexicon)
        self._bodies = {key: _read_body(key, row) for key, row in raw.get("bodies", {}).items()}

    def compose(self, body: str, place: str, branch: str | None = None) -> LocalName:
        """The body of a place, or its branch: a place's code, or the branch's own Chinese name.

        Raises KeyError for a body or a place that is not in the vocabulary.
        """
        key = (body, place, branch)
        if key not in self._composed:
            if len(self._composed) >= REMEMBERED:
                self._composed.clear()
            self._composed[key] = self._compose(body, place, branch)
        return self._composed[key]

    def _compose(self, body: str, place: str, branch: str | None) -> LocalName:
        bureau = self._compose_bureau(body, place)
        if branch is None:
            return bureau
        english, chinese = self._name_branch(branch)
        name = f"{bureau.name} {english} Branch"
        return LocalName(
            id=slugify(f"{bureau.id} {english} branch"),
            name=name,
            name_zh=f"{bureau.name_zh}{chinese}分局",
            level="county",
            place=branch if branch in self._gazetteer else place,
            parent=bureau.id,
        )

    def _compose_bureau(self, body: str, code: str) -> LocalName:
        place, level = self._gazetteer[code], self._level(code)
        english, chinese = self._bodies[body].words(level)
        shown = place.name.removesuffix(" City")
        parts = (shown, self._levels.get(level, ""), english)
        name = " ".join(part for part in parts if part)
        # A name that several places bear is told apart by what lies above it.
        slug = name
        if not self._gazetteer.is_unique(code):
            slug = " ".join([name, *(self._gazetteer[c].name for c in self._above(code))])
        return LocalName(
            id=slugify(slug),
            name=name,
            name_zh=f"{self._name_zh(code, self._bodies[body].short_place)}{chinese}",
            level=AGENCY_LEVELS[place.level],
            place=code,
            parent=None,
        )

    def _above(self, code: str) -> tuple[str, ...]:
        return self._gazetteer.line(code)[1:]

    def _level(self, code: str) -> str:
        level = self._gazetteer[code].level
        if level == "province":
            return {"市": "municipality", "自治区": "region"}.get(self._gazetteer.kind(code), level)
        return level

    def _name_zh(self, code: str, short: bool) -> str:
        name = self._gazetteer[code].name_zh or ""
        kind = "新区" if name.endswith("新区") and len(name) > 3 else self._gazetteer.kind(code)
        return name.removesuffix(kind) if short else name

    def _name_branch(self, branch: str) -> tuple[str, str]:
        if branch in self._gazetteer:
            return strip_kind(self._gazetteer[branch].name), self._name_zh(branch, short=True)
        zone = next((zone for zone in self._zones if branch.endswith(zone)), "")
        stem = branch.removesuffix(zone)
        words = (capitalise(romanise(stem)) if stem else "", self._zones.get(zone, ""))
        return " ".join(word for word in words if word), branch


def strip_kind(name: str) -> str:
    """An English place name without the word of its kind: Qinhuai of Qinhuai District."""
    word = next((word for word in _KIND_WORDS if name.endswith(word)), "")
    return name.removesuffix(word)


def _read_body(key: str, row: Mapping[str, Any]) -> Body:
    return Body(
        id=key,
        en=row["en"],
        zh=row["zh"],
        province_en=row.get("province_en", row["en"]),
        province_zh=row.get("province_zh", row["zh"]),
        by_level={level: (en, zh) for level, (en, zh) in row.get("by_level", {}).items()},
        short_place=row.get("short_place", False),
    )


def expand(pattern: str) -> list[str]:
    """All words that a pattern with alternatives in brackets stands for: "(a|b|) c" is "a c",
    "b c" and "c"."""
    match = _INNERMOST.search(pattern)
    if match is None:
        return [" ".join(pattern.split())]
    before, after = pattern[: match.start()], pattern[match.end() :]
    return [word for part in match[1].split("|") for word in expand(f"{before}{part}{after}")]


@lru_cache(maxsize=4)
def get_bodies(lexicon: Lexicon) -> Bodies:
    """The local bodies of a snapshot, made once."""
    return Bodies(lexicon)
