"""The tables of `cues/agencies.yaml` and the names of the vocabulary, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from archive.ingest.bodies import expand
from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher


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
    by_county: frozenset[str]
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
    branch_of: re.Pattern[str]
    zone: re.Pattern[str]
    zone_lone: re.Pattern[str]
    zone_en: re.Pattern[str]
    zone_of: re.Pattern[str]
    zones_en: Mapping[str, str]
    title_before: re.Pattern[str]
    site_after: re.Pattern[str]
    counted: re.Pattern[str]
    roles: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]

    def name_zone(self, english: str) -> str:
        """The Chinese name of a kind of zone: 高新区 of "high-tech zone"."""
        return next(zh for start, zh in self.zones_en.items() if english.startswith(start))


@lru_cache(maxsize=4)
def get_cues(lexicon: Lexicon) -> Cues:
    """The tables of a snapshot, compiled once."""
    raw: dict[str, Any] = lexicon.cues["agencies"]
    before, gaps = raw["place_before"], lexicon.cues["places"]["parent_gap"]
    return Cues(
        known=Matcher(_list_known(lexicon), get_scanner(lexicon)),
        words=Matcher(_list_words(raw["bodies"]), get_scanner(lexicon)),
        national={
            body: (row["national"]["id"], re.compile(row["national"]["prefix"]))
            for body, row in raw["bodies"].items()
            if "national" in row
        },
        by_county=frozenset(raw["by_county"]),
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
        branch_of=re.compile(raw["branch"]["en_of"]),
        zone=re.compile(raw["branch"]["zh_zone"]),
        zone_lone=re.compile(raw["branch"]["zh_zone_lone"]),
        zone_en=re.compile(raw["branch"]["en_zone"]),
        zone_of=re.compile(raw["branch"]["en_zone_of"]),
        zones_en=dict(raw["branch"]["en_zones"]),
        title_before=re.compile(raw["title_before"]),
        site_after=re.compile(raw["site_after"]),
        counted=re.compile(raw["counted"]),
        roles=tuple(
            (role, re.compile(row["after"]), re.compile(row["before"]))
            for role, row in raw["roles"].items()
        ),
    )


def _list_words(bodies: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for body, row in bodies.items():
        for kind in ("words", "generic"):
            for word in (word for pattern in row[kind] for word in expand(pattern)):
                yield from ((text, Word(body, kind == "generic")) for text in _vary_quotes(word))


def _vary_quotes(word: str) -> Iterator[str]:
    """The word with every kind of quotation marks that stand in texts, and without."""
    if '"' not in word:
        yield word
        return
    for left, right in ('""', "''", "「」", "『』", "《》"):
        yield word.replace('"', left, 1).replace('"', right, 1)


def _list_known(lexicon: Lexicon) -> Iterator[tuple[str, Known]]:
    for agency in lexicon.agencies.values():
        weak = {form.text for form in agency.forms if form.kind == "weak"}
        for form in agency.all_forms:
            # Letters alone (ICO, MOST) are a name only in capitals.
            exact = form.text if len(form.text) < 8 and form.text.isupper() else None
            yield form.text, Known(agency.id, form.text in weak, exact)
