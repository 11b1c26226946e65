"""Compares extraction records with expected facts: what was found, missed and made up.

An expected fact is required or `optional`: a missing optional one costs nothing, and neither
does one that is found. Names agree when any printed or canonical form agrees, figures when
value and measure do, cases when the record's passage holds the cue words of the heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, Any]
Place = tuple[int, int]

ALIASES = {
    "campaigns": "campaign_aliases",
    "agencies": "agency_aliases",
    "platforms": "platform_aliases",
}
KINDS = ("campaigns", "agencies", "provinces", "platforms", "cases", "figures")
CASE_FIELDS = ("designation", "province", "offence", "status")
# Words that two English names of one body may or may not both carry.
LEVEL_WORDS = frozenset(
    {
        "the",
        "of",
        "for",
        "and",
        "city",
        "municipal",
        "municipality",
        "provincial",
        "province",
        "county",
        "district",
    }
)
SLACK = 2  # code points by which a span may miss its cue


@dataclass
class Tally:
    """Facts of one kind: how many required ones were found, which were missed, which are wrong."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        self.found += other.found
        self.missed += other.missed
        self.wrong += other.wrong
        return self

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was."""
        return self.found / max(1, self.found + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of the required facts that were found."""
        return self.found / max(1, self.found + len(self.missed))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Share:
    """How many of the values that could be compared are right."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        """Adds one comparison."""
        self.right += right
        self.of += 1

    @property
    def value(self) -> float:
        """The share, 1 where nothing was compared."""
        return self.right / self.of if self.of else 1.0


class Score:
    """The sum over documents: a tally a kind, and shares of right attributes."""

    def __init__(self) -> None:
        self.tallies = {kind: Tally() for kind in KINDS}
        self.shares: defaultdict[str, Share] = defaultdict(Share)
        self.notes: list[str] = []

    def add(self, name: str, expected: Facts, record: Facts) -> None:
        """Compares one document's record with its expected facts."""
        self._compare_date(name, expected, record)
        cases, index_of = match_cases(expected, record, self.shares)
        results = {kind: compare_names(expected, record, kind) for kind in ALIASES}
        results["provinces"] = compare_provinces(expected, record)
        results["cases"] = cases
        results["figures"] = match_figures(expected, record, index_of, self.shares)
        for kind, tally in results.items():
            self.tallies[kind] += tally
            if tally.missed or tally.wrong:
                self.notes.append(f"{name} {kind}: missed {tally.missed}; wrong {tally.wrong}")
        for exact in check_evidence(record):
            self.shares["evidence exact"].count(exact)

    def _compare_date(self, name: str, expected: Facts, record: Facts) -> None:
        date = (record.get("published") or {}).get("edtf")
        right = date in [expected["published"], *expected["optional"].get("published", [])]
        self.shares["published"].count(right)
        if not right:
            self.notes.append(f"{name} published: {date}, expected {expected['published']}")

    def table(self) -> str:
        """The figures as lines of text."""
        lines = [
            f"{kind:24}precision {t.precision:.3f}  recall {t.recall:.3f}  F1 {t.f1:.3f}"
            for kind, t in self.tallies.items()
        ]
        lines += [f"{k:24}{s.right}/{s.of}  {s.value:.3f}" for k, s in sorted(self.shares.items())]
        return "\n".join(lines)


def squash(text: str) -> str:
    """Letters and digits in lower case: how two printed names are compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def make_key(name: str, kind: str) -> str:
    """The form in which names agree; an English body's words count in any order."""
    if kind == "agencies" and name.isascii():
        return " ".join(sorted(set(re.findall(r"[a-z0-9]+", name.lower())) - LEVEL_WORDS))
    return squash(name)


def compare_names(expected: Facts, record: Facts, kind: str) -> Tally:
    """Campaigns, agencies or platforms."""
    aliases = expected.get(ALIASES[kind], {})

    def keys(name: str) -> set[str]:
        return {make_key(form, kind) for form in (name, *aliases.get(name, ()))}

    required = {name: keys(name) for name in expected[kind]}
    optional = {key for name in expected["optional"].get(kind, ()) for key in keys(name)}
    found: set[str] = set()
    tally = Tally()
    for item in record.get(kind, ()):
        forms = [item.get("name"), item.get("name_zh"), *item.get("as_printed", ())]
        have = {make_key(form, kind) for form in forms if form}
        matched = {name for name, wanted in required.items() if wanted & have}
        found |= matched
        if not matched and not have & optional:
            tally.wrong.append(str(item.get("name")))
    tally.found = len(found)
    tally.missed = [name for name in required if name not in found]
    return tally


def compare_provinces(expected: Facts, record: Facts) -> Tally:
    """Provinces of enforcement, by their codes."""
    want, have = set(expected["provinces"]), set(record.get("provinces", ()))
    optional = set(expected["optional"].get("provinces", ()))
    return Tally(len(want & have), sorted(want - have), sorted(have - want - optional))


def locate(text: str, cue: str) -> list[Place]:
    """Where the cue stands in the text, whatever the white space between its characters."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cue))
    pattern = r"\s*".join(map(re.escape, bare))
    return [m.span() for m in re.finditer(pattern, unicodedata.normalize("NFKC", text))]


def match_cases(
    expected: Facts, record: Facts, shares: Mapping[str, Share]
) -> tuple[Tally, dict[int, int]]:
    """Cases, and for each required one that was found its index in the record."""
    text = record.get("text", "")
    waiting: list[tuple[int | None, Facts]] = list(enumerate(expected["cases"]))
    waiting += [(None, case) for case in expected["optional"].get("cases", ())]
    tally, index_of = Tally(), {}
    for number, case in enumerate(record.get("cases", ())):
        match = _find_case(case, waiting, text)
        if match is None:
            tally.wrong.append(str(case.get("title") or case.get("designation")))
            continue
        waiting.remove(match)
        index, wanted = match
        if index is None:
            continue
        index_of[index] = number
        for name in CASE_FIELDS:
            accepted = [wanted.get(name), *wanted.get(f"{name}_alt", ())]
            shares[name].count(case.get(name) in accepted)
    tally.found = len(index_of)
    tally.missed = [case["title_cue"] for index, case in waiting if index is not None]
    return tally, index_of


def _find_case(
    case: Facts, waiting: list[tuple[int | None, Facts]], text: str
) -> tuple[int | None, Facts] | None:
    start, end = case.get("span") or (0, 0)
    for entry in waiting:
        for cue_start, cue_end in locate(text, entry[1]["title_cue"]):
            if start - SLACK <= cue_start and cue_end <= end + SLACK:
                return entry
    designation = case.get("designation")
    if not designation:
        return None
    return next((e for e in waiting if e[1].get("designation") == designation), None)


def match_figures(
    expected: Facts, record: Facts, index_of: Mapping[int, int], shares: Mapping[str, Share]
) -> Tally:
    """Figures; the nearest of equal ones first. A repeated figure is not wrong."""
    text = record.get("text", "")
    required = [(True, f, locate(text, f["cue"])) for f in expected["figures"]]
    waiting = required + [
        (False, f, locate(text, f["cue"])) for f in expected["optional"].get("figures", ())
    ]
    tally, done = Tally(), []
    for figure in record.get("figures", ()):
        same = [entry for entry in waiting if _is_same_figure(figure, entry[1])]
        match = next((e for e in same if _is_near(figure, e[2])), same[0] if same else None)
        if match is None:
            if not any(_is_same_figure(figure, entry[1]) for entry in done):
                tally.wrong.append(f"{figure['value']} {figure['measure']} «{figure['quote']}»")
            continue
        waiting.remove(match)
        done.append(match)
        if match[0]:
            tally.found += 1
            _compare_figure(figure, match[1], index_of, shares)
    tally.missed = [f"{f['value']} {f['measure']} «{f['cue']}»" for need, f, _ in waiting if need]
    return tally


def _is_same_figure(figure: Facts, wanted: Facts) -> bool:
    have = [figure.get(key) for key in ("value", "value_intended")]
    want = [wanted.get(key) for key in ("value", "value_intended")]
    equal = any(
        abs(a - b) <= 1e-6 * max(1, abs(b))
        for a in have
        if a is not None
        for b in want
        if b is not None
    )
    return equal and figure.get("measure") in [wanted["measure"], *wanted.get("measure_alt", ())]


def _is_near(figure: Facts, places: Iterable[Place]) -> bool:
    start, end = figure.get("span") or (0, 0)
    return any(s - SLACK <= end - 1 and start <= e + SLACK for s, e in places)


def _compare_figure(
    figure: Facts, wanted: Facts, index_of: Mapping[int, int], shares: Mapping[str, Share]
) -> None:
    subject = wanted["subject"]
    if subject.startswith("case:"):
        subject = f"case:{index_of.get(int(subject.removeprefix('case:')), 'missing')}"
    accepted = [wanted["qualifier"], *wanted.get("qualifier_alt", ())]
    shares["figure qualifier"].count(figure.get("qualifier") in accepted)
    shares["figure unit"].count(wanted.get("unit") in (None, figure.get("unit")))
    shares["figure subject"].count(subject in ("other", figure.get("subject")))
    if wanted.get("value_intended") is not None:
        shares["lost magnitude flagged"].count("magnitude_lost" in figure.get("flags", ()))


def check_evidence(record: Facts) -> Iterator[bool]:
    """For every figure and name, whether its spans lie in the text and its quote is exact."""
    text = record.get("text", "")
    for figure in record.get("figures", ()):
        start, end = figure.get("span") or (0, 0)
        yield bool(figure.get("quote")) and text[start:end] == figure["quote"]
    for kind in ("campaigns", "agencies", "platforms", "places"):
        for item in record.get(kind, ()):
            spans = item.get("spans") or []
            yield bool(spans) and all(0 <= start < end <= len(text) for start, end in spans)
