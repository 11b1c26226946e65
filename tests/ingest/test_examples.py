"""The extraction as a whole, against announcements with expected facts.

`open/` may be read by whoever writes rules; `aside/` may not, and shows what the rules are
worth on text that they were not written for; `fresh/` came in batches, each scored at first sight
and then learned from. Run with -s to see the tables and every miss.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.ingest import pipeline
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import open_sources
from archive.ingest.record import to_json
from archive.ingest.types import Source
from tests.scoring import KINDS, Score, locate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests/examples"
SETS = ("open", "aside", "fresh")
FLOORS = json.loads((EXAMPLES / "floors.json").read_text(encoding="utf-8"))
DOCUMENTS = sorted(
    path for name in SETS for path in (EXAMPLES / name).iterdir() if path.suffix != ".json"
)
EACH = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
MEASURES = {"cases", "suspects", "websites", "accounts", "items", "apps", "groups", "money"}
STATUSES = {"investigating", "detained", "arrested", "prosecuted", "sentenced"}


@cache
def lexicon() -> Lexicon:
    return Lexicon.from_files(ROOT / "fixtures/vocabulary")


@cache
def extract(path: Path) -> dict[str, Any]:
    (source,) = open_sources(path)
    assert isinstance(source, Source), source
    return to_json(pipeline.run(source, lexicon()))


def read_expected(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@cache
def score(name: str) -> Score:
    total = Score()
    for path in DOCUMENTS:
        if path.parent.name == name:
            total.add(path.stem, read_expected(path), extract(path))
    return total


def spans_of(record: dict[str, Any]) -> list[tuple[list[int], str | None]]:
    """Every span of a record, with the words that it must hold where they are given."""
    spans = [(f["span"], f["quote"]) for f in record["figures"]]
    spans += [(u["span"], u["quote"]) for u in record["unresolved"]]
    spans += [(s["span"], s["quote"]) for c in record["cases"] for s in c["sanctions"]]
    spans += [(case["span"], None) for case in record["cases"]]
    spans += [(w["span"], None) for w in record["warnings"] if w["span"]]
    for kind in ("campaigns", "agencies", "platforms", "places"):
        spans += [(span, None) for item in record[kind] for span in item["spans"]]
    return spans


def printed_of(record: dict[str, Any]) -> list[tuple[set[str], set[str]]]:
    """For every named thing, its printed forms and the words of its spans."""
    text = record["text"]
    return [
        (set(item["as_printed"]), {text[start:end] for start, end in item["spans"]})
        for kind in ("campaigns", "agencies", "platforms", "places")
        for item in record[kind]
    ]


@EACH
def test_expected_facts_stand_in_the_text(path: Path) -> None:
    """What is expected is itself right: its cues are in the text and its codes exist."""
    expected, text = read_expected(path), extract(path)["text"]
    optional = expected["optional"]
    cases = expected["cases"] + optional.get("cases", [])
    figures = expected["figures"] + optional.get("figures", [])
    provinces = {*expected["provinces"], *optional.get("provinces", [])}
    assert all(locate(text, case["title_cue"]) for case in cases)
    assert all(locate(text, figure["cue"]) for figure in figures)
    assert provinces <= {place.iso for place in lexicon().places.values()}
    assert {case["province"] for case in cases} - {None} <= provinces
    assert {case["offence"] for case in cases} - {None} <= set(lexicon().offences)
    assert {case["status"] for case in cases} <= STATUSES | {"administrative-penalty", "unknown"}
    assert {figure["measure"] for figure in figures} <= MEASURES | {"other"}
    assert all(figure["unit"] for figure in figures if figure["measure"] == "money")


@EACH
def test_spans_hold_the_words_they_claim(path: Path) -> None:
    record = extract(path)
    text = record["text"]
    assert text.strip()
    for (start, end), quote in spans_of(record):
        assert 0 <= start < end <= len(text)
        assert quote is None or text[start:end] == quote
    for printed, quoted in printed_of(record):
        assert printed == quoted


@EACH
def test_subjects_and_provinces_lead_somewhere(path: Path) -> None:
    record = extract(path)
    for figure in record["figures"]:
        subject = figure["subject"]
        if subject.startswith("case:"):
            assert 0 <= int(subject.removeprefix("case:")) < len(record["cases"])
        else:
            assert subject in ("campaign", "other")
    enforced = {p["province"] for p in record["places"] if p["role"] == "enforcement"}
    assert {c["province"] for c in record["cases"]} - {None} <= set(record["provinces"]) | enforced


@EACH
def test_language_is_told(path: Path) -> None:
    assert extract(path)["language"] == read_expected(path)["language"]


@pytest.mark.parametrize("name", SETS)
def test_scores_stay_above_their_floors(name: str) -> None:
    total = score(name)
    print(f"\n{name}\n{total.table()}\n" + "\n".join(total.notes))
    measured = {kind: round(total.tallies[kind].f1, 3) for kind in KINDS}
    measured |= {key: round(share.value, 3) for key, share in total.shares.items()}
    below = {
        k: (measured.get(k), floor)
        for k, floor in FLOORS[name].items()
        if measured.get(k, 0) < floor
    }
    assert not below, f"measured, floor: {below}\n{total.table()}"


def test_no_foreign_announcement_is_given_a_chinese_province() -> None:
    foreign = [p for p in DOCUMENTS if not read_expected(p)["provinces"]]
    for path in foreign:
        allowed = set(read_expected(path)["optional"].get("provinces", []))
        assert set(extract(path)["provinces"]) <= allowed, path.stem
