"""The tables of `cues/places.yaml` that finding names needs, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.ingest.lexicon import Lexicon

_ABBREVIATIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵滇陕甘陇青宁港澳"


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
    surnames: frozenset[str]
    person_zh: re.Pattern[str]
    person_en: re.Pattern[str]


@lru_cache(maxsize=4)
def get_cues(lexicon: Lexicon) -> Cues:
    """The tables of a snapshot, compiled once."""
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
        surnames=frozenset(raw["surnames_zh"]),
        person_zh=re.compile(f"(?:{raw['titles_zh']})[{raw['surnames_zh']}]$"),
        person_en=re.compile(rf"(?<![a-z-])(?:{'|'.join(raw['surnames_en'])}) $"),
    )
