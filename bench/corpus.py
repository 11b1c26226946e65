"""Believable announcements, as many as wanted and always the same for the same seed.

Both languages, a few provinces, platforms, agencies and campaigns in most of them and hundreds in
the rest, dates of every precision, none to five cases each. What an announcement says is known
beside its text, so that it can be stored without being read (`bench.bulk`); the wording is in
`phrases.yaml`, the names in the archive's own vocabularies.
"""

from __future__ import annotations

from bisect import bisect
from calendar import month_name
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Generic, TypeVar

from opencc import OpenCC

from archive.ingest.lexicon import AgencyEntry, CampaignEntry, Entry, Lexicon, PlaceEntry
from bench.writing import Mark, Said, Writer, load_phrases

T = TypeVar("T")

VOCABULARY = Path(__file__).parent.parent / "fixtures" / "vocabulary"

LANGUAGES = (("en", 55), ("zh-Hans", 37), ("zh-Hant", 8))
PRECISIONS = (("day", 80), ("month", 9), ("year", 4), ("no year", 7))
STATUSES = (
    ("investigating", 30),
    ("sentenced", 28),
    ("prosecuted", 18),
    ("arrested", 13),
    ("administrative-penalty", 11),
)
YEARS = tuple((year, 2 + min(year - 2009, 2024 - year) ** 2) for year in range(2010, 2025))
CASES = ((0, 26), (1, 24), (2, 20), (3, 16), (4, 8), (5, 6))

SIZES = {
    "cases": 40,
    "suspects": 60,
    "websites": 900,
    "accounts": 4_000,
    "items": 20_000,
    "apps": 30,
    "groups": 700,
    "money": 3_000_000,
}
"""The median of each measure's figures."""

CONTEXT = {"en": 6, "zh": 9}
"""At most so many sentences say what is generally the matter."""
OUTSIDE = ("810000", "820000", "710000")
"""Provinces that these campaigns do not reach."""
NO_CAMPAIGN = {"en": "a special rectification", "zh": "清网"}
NO_OFFENCE = {"en": "unlawful business", "zh": "非法经营"}
SYLLABLES = "ka lu ma to ri ne so pa yo ha di ba fe gu mi re vo za xi qe".split()  # noqa: SIM905
NUMERALS = "一二三四五六七八九十"
WORDS = "one two three four five six seven eight nine ten".split()  # noqa: SIM905


class Skewed(Generic[T]):
    """Draws few things often and many seldom: the nth thing with a weight of 1 / n."""

    def __init__(self, things: Sequence[T], weights: Sequence[float] | None = None) -> None:
        self.things = things
        self._sums = list(accumulate(weights or [1 / (n + 1) for n in range(len(things))]))

    def draw(self, chance: Random) -> T:
        """One of the things."""
        return self.things[bisect(self._sums, chance.random() * self._sums[-1])]


def _weigh(pairs: Sequence[tuple[T, int]]) -> Skewed[T]:
    return Skewed([thing for thing, _ in pairs], [weight for _, weight in pairs])


@dataclass(frozen=True, slots=True)
class Told:
    """A case as an announcement tells it; `start` and `end` hold its passage."""

    start: int
    end: int
    title: str
    designation: str
    offence: str
    status: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """A text and what it says. `published` is EDTF; `campaign` is "" where none is named."""

    number: int
    language: str
    title: str
    text: str
    publisher: str
    published: str
    campaign: str
    marks: tuple[Mark, ...]
    cases: tuple[Told, ...]

    @property
    def source(self) -> str:
        """The name of its file."""
        return f"generated-{self.number:07}.txt"


@dataclass
class _Scene:
    """What one announcement is about."""

    language: str
    year: int
    month: int
    day: int
    precision: str
    campaign: CampaignEntry | None
    agency: AgencyEntry
    platforms: list[Entry]
    province: PlaceEntry
    cities: list[PlaceEntry]
    county: PlaceEntry | None
    offence: str = ""
    status: str = ""
    designation: str = field(default="")

    @property
    def tongue(self) -> str:
        """The language of the phrases."""
        return "en" if self.language == "en" else "zh"

    @property
    def published(self) -> str:
        """The date as EDTF, as precise as it is told."""
        return {
            "day": f"{self.year}-{self.month:02}-{self.day:02}",
            "month": f"{self.year}-{self.month:02}",
            "year": f"{self.year}",
            "no year": f"XXXX-{self.month:02}-{self.day:02}",
        }[self.precision]


class World:
    """The names that announcements draw on, the frequent ones first."""

    def __init__(self, lexicon: Lexicon, seed: int) -> None:
        chance = Random(seed)
        places = [p for p in lexicon.places.values() if p.until is None]
        provinces = [p for p in places if p.level == "province" and p.id not in OUTSIDE]
        chance.shuffle(provinces)
        self.provinces = Skewed(provinces)
        self.below: dict[str, Skewed[PlaceEntry]] = {}
        for parent in sorted({p.parent for p in places if p.parent}):
            held = [p for p in places if p.parent == parent and p.name_zh != "市辖区"]
            chance.shuffle(held)
            self.below[parent] = Skewed(held)
        self.platforms = Skewed([p for p in lexicon.platforms.values() if _is_bilingual(p)])
        self.agencies = Skewed(
            [
                a
                for a in lexicon.agencies.values()
                if a.level == "national" and a.place == "CN" and a.successor is None and a.name_zh
            ]
        )
        self.publishers = Skewed([p for p in lexicon.publishers.values() if p.name_zh])
        self.offences = Skewed(list(lexicon.offences))
        self.offence_names = {o.id: o for o in lexicon.offences.values()}
        rounds = [c for c in lexicon.campaigns.values() if c.period and c.name_zh]
        self.rounds = {
            year: Skewed([c for c in rounds if c.period and c.period.startswith(str(year))])
            for year, _ in YEARS
        }

    def cities(self, province: PlaceEntry, chance: Random) -> list[PlaceEntry]:
        """Three places of a province, the first of them where most happens."""
        below = self.below[province.id]
        return [below.draw(chance) for _ in range(3)]


def _is_bilingual(entry: Entry) -> bool:
    """Names that can stand in either language, and are words of their own."""
    return bool(entry.name_zh) and len(entry.name) > 1


@lru_cache(maxsize=2)
def load_world(seed: int) -> World:
    """The world of a seed."""
    return World(Lexicon.from_files(VOCABULARY), seed)


def generate(count: int, seed: int = 7, start: int = 0) -> Iterator[Announcement]:
    """Announcements number `start` to `start + count`; each depends on its number and the seed
    alone."""
    world = load_world(seed)
    for number in range(start, start + count):
        yield _generate_one(world, number, Random(f"{seed}:{number}"))


_languages, _precisions, _statuses = _weigh(LANGUAGES), _weigh(PRECISIONS), _weigh(STATUSES)
_years, _cases = _weigh(YEARS), _weigh(CASES)
_traditional = OpenCC("s2t")


def _generate_one(world: World, number: int, chance: Random) -> Announcement:
    scene = _set_scene(world, chance)
    writer = _Announcer(world, scene, chance).writer
    publisher = world.publishers.draw(chance)
    writer.phrase("title")
    title = writer.text
    writer.write(f"\n\n{_name(publisher, scene.tongue)} {_date_line(scene)}\n\n")
    writer.phrase("opening")
    writer.write(" " if scene.tongue == "en" else "")
    writer.phrase("results")
    count = _cases.draw(chance)
    _write_context(writer, CONTEXT[scene.tongue], scene.tongue)
    told = [_write_case(writer, world, scene, chance, place) for place in _announce(writer, count)]
    writer.write("\n\n")
    writer.phrase("closing")
    text = writer.text
    if scene.language == "zh-Hant":
        title, text = _fold_out(title), _fold_out(text)
    return Announcement(
        number=number,
        language=scene.language,
        title=title,
        text=text,
        publisher=publisher.name,
        published=scene.published,
        campaign=scene.campaign.id if scene.campaign else "",
        marks=tuple(writer.marks),
        cases=tuple(told),
    )


def _fold_out(text: str) -> str:
    """Traditional characters, one for one: marks keep their places."""
    folded = _traditional.convert(text)
    return folded if len(folded) == len(text) else "".join(map(_traditional.convert, text))


def _set_scene(world: World, chance: Random) -> _Scene:
    year = _years.draw(chance)
    precision = _precisions.draw(chance)
    rounds = world.rounds[year]
    named = bool(rounds.things) and precision != "no year" and chance.random() < 0.75
    province = world.provinces.draw(chance)
    cities = world.cities(province, chance)
    counties = world.below.get(cities[0].id)
    return _Scene(
        language=_languages.draw(chance),
        year=year,
        month=1 + int(chance.random() * 12),
        day=1 + int(chance.random() * 28),
        precision=precision,
        campaign=rounds.draw(chance) if named else None,
        agency=world.agencies.draw(chance),
        platforms=[world.platforms.draw(chance) for _ in range(4)],
        province=province,
        cities=cities,
        county=counties.draw(chance) if counties else None,
    )


def _write_context(writer: Writer, most: int, tongue: str) -> None:
    for _ in range(1 + int(writer.chance.random() * most)):
        writer.write("\n\n" if writer.chance.random() < 0.5 else " " if tongue == "en" else "")
        writer.phrase("context")


def _announce(writer: Writer, count: int) -> range:
    if count > 1:
        writer.write("\n\n")
        writer.phrase("introduction")
    return range(count)


def _write_case(writer: Writer, world: World, scene: _Scene, chance: Random, place: int) -> Told:
    """A paragraph that tells one case in a place, on a platform and of an offence of its own."""
    scene.offence, scene.status = world.offences.draw(chance), _statuses.draw(chance)
    scene.designation = ""
    writer.write("\n\n" + ("– " if scene.tongue == "en" else f"{NUMERALS[place]}、"))
    writer.case = place
    start = writer.length
    writer.phrase("case-head")
    head = writer.text[start:].rstrip(".。")
    for part in ("case-body", "case-more", f"end-{scene.status}"):
        writer.write(" " if scene.tongue == "en" else "")
        writer.phrase(part)
    writer.case = None
    return Told(start, writer.length, head, scene.designation, scene.offence, scene.status)


def _name(entry: Entry, tongue: str) -> str:
    return entry.name if tongue == "en" or not entry.name_zh else entry.name_zh


def _date_line(scene: _Scene) -> str:
    if scene.tongue == "zh":
        return {
            "day": f"{scene.year}年{scene.month}月{scene.day}日",
            "month": f"{scene.year}年{scene.month}月",
            "year": f"{scene.year}年",
            "no year": f"{scene.month}月{scene.day}日",
        }[scene.precision]
    month = month_name[scene.month]
    return {
        "day": f"{month} {scene.day}, {scene.year}",
        "month": f"{month} {scene.year}",
        "year": f"{scene.year}",
        "no year": f"{month} {scene.day}",
    }[scene.precision]


class _Announcer:
    """Says the facts of one scene, slot by slot."""

    def __init__(self, world: World, scene: _Scene, chance: Random) -> None:
        self._world, self._scene, self._chance = world, scene, chance
        self._en = scene.tongue == "en"
        says: dict[str, Callable[[], Said]] = {
            "agency": lambda: self._say_entry("agency", scene.agency),
            "police": self._say_police,
            "home": lambda: self._say_entry("place", scene.cities[0]),
            "city": lambda: self._say_entry("place", self._pick(scene.cities)),
            "county": lambda: self._say_entry("place", scene.county or scene.cities[0]),
            "province": lambda: self._say_entry("place", scene.province),
            "platform": lambda: self._say_entry("platform", self._pick(scene.platforms)),
            "campaign": self._say_campaign,
            "designation": self._say_designation,
            "offence-name": self._say_offence,
            "act": self._say_act,
            "term": self._say_term,
            "fine": lambda: self._say_sum("fine", 10_000),
            "day": lambda: Said(self._tell_day()),
            "month": lambda: Said(self._tell_month()),
            "site": lambda: Said("".join(self._pick(SYLLABLES) for _ in range(4))),
        }
        says.update((measure, self._counter(measure)) for measure in SIZES)
        self.writer = Writer(load_phrases(scene.tongue), says, chance)

    def _pick(self, things: Sequence[T]) -> T:
        return things[int(self._chance.random() * len(things))]

    def _say_entry(self, kind: str, entry: Entry) -> Said:
        return Said(_name(entry, self._scene.tongue), kind, entry.id)

    def _say_police(self) -> Said:
        city = self._scene.cities[0]
        text = f"{city.name} Public Security Bureau" if self._en else f"{city.name_zh}公安局"
        return Said(text, "police", city.id)

    def _say_campaign(self) -> Said:
        campaign = self._scene.campaign
        if campaign is None:
            return Said(NO_CAMPAIGN[self._scene.tongue])
        return self._say_entry("campaign", campaign)

    def _say_designation(self) -> Said:
        self._scene.designation = f"{self._scene.month}·{self._scene.day}"
        return Said(self._scene.designation, "designation", self._scene.designation)

    def _say_offence(self) -> Said:
        if self._scene.offence == "other":
            return Said(NO_OFFENCE[self._scene.tongue])
        entry = self._world.offence_names[self._scene.offence]
        name = _name(entry, self._scene.tongue)
        return Said(name.lower() if self._en else name, "offence", entry.id)

    def _say_act(self) -> Said:
        """A phrase by the case's offence, written at once: it has slots of its own."""
        self.writer.phrase(f"act-{self._scene.offence}")
        return Said("")

    def _say_term(self) -> Said:
        years = 1 + int(self._chance.random() * 10)
        if self._en:
            text = f"{WORDS[years - 1]} year" + ("s" if years > 1 else "")
        else:
            text = f"{NUMERALS[years - 1]}年"
        return Said(text, "imprisonment", value=float(years))

    def _counter(self, measure: str) -> Callable[[], Said]:
        return lambda: self._say_sum(measure, SIZES[measure])

    def _say_sum(self, kind: str, median: int) -> Said:
        drawn = self._chance.lognormvariate(0, 1.2) * median
        number = max(2, int(drawn))
        style = self._chance.random()
        if style < 0.5 or number < 100:
            return Said(f"{number:,}" if self._en else str(number), kind, value=float(number))
        return self._say_round(kind, number, style)

    def _say_round(self, kind: str, number: int, style: float) -> Said:
        digits = max(len(str(number)) - 2, 0)
        rounded = number // 10**digits * 10**digits
        if self._en:
            said = f"{rounded / 1e6:g} million" if rounded >= 1_000_000 else f"{rounded:,}"
            if style < 0.8:
                return Said(f"more than {said}", kind, value=float(rounded), qualifier="more_than")
            return Said(f"about {said}", kind, value=float(rounded), qualifier="about")
        said = f"{rounded / 1e4:g}万" if rounded >= 10_000 else str(rounded)
        if style < 0.8:
            return Said(f"{said}余", kind, value=float(rounded), qualifier="more_than")
        return Said(f"约{said}", kind, value=float(rounded), qualifier="about")

    def _tell_day(self) -> str:
        scene = self._scene
        if scene.precision not in ("day", "no year"):
            return "Monday" if self._en else "近日"
        return (
            f"{month_name[scene.month]} {scene.day}"
            if self._en
            else f"{scene.month}月{scene.day}日"
        )

    def _tell_month(self) -> str:
        month = 1 + (self._scene.month + 8) % 12
        year = self._scene.year - (month > self._scene.month)
        if self._scene.precision == "no year":
            return month_name[month] if self._en else f"{month}月"
        return f"{month_name[month]} {year}" if self._en else f"{year}年{month}月"
