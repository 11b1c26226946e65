"""The scorer counts as the examples' README says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scoring import Score, locate, make_key

TEXT = "Police in Weihai arrested 12 people and closed more than 3.5 websites. Later 12 left."


def expect(**changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "published": "2016-03-04",
        "campaigns": [],
        "agencies": ["Weihai Public Security Bureau"],
        "agency_aliases": {"Weihai Public Security Bureau": ["Police in Weihai"]},
        "provinces": ["CN-SD"],
        "platforms": [],
        "cases": [
            {
                "title_cue": "Police in Weihai",
                "designation": None,
                "province": "CN-SD",
                "offence": "fraud",
                "status": "arrested",
                "status_alt": ["detained"],
            }
        ],
        "figures": [
            {
                "cue": "12 people",
                "value": 12,
                "qualifier": "exact",
                "measure": "suspects",
                "unit": None,
                "subject": "case:0",
            },
            {
                "cue": "more than 3.5 websites",
                "value": 3.5,
                "value_intended": 35000,
                "qualifier": "more_than",
                "measure": "websites",
                "unit": None,
                "subject": "campaign",
            },
        ],
        "optional": {"provinces": ["CN-BJ"], "published": ["XXXX-03-04"]},
    }
    return facts | changes


def find(quote: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"span": [start, start + len(quote)], "quote": quote, **fields}


def record(**changes: Any) -> dict[str, Any]:
    people = find("12", value=12, measure="suspects", qualifier="exact", subject="case:0")
    sites = find(
        "more than 3.5",
        value=3.5,
        measure="websites",
        qualifier="more_than",
        subject="campaign",
        flags=["magnitude_lost"],
    )
    found: dict[str, Any] = {
        "text": TEXT,
        "published": {"edtf": "2016-03-04"},
        "agencies": [
            {"name": "Public Security Bureau of Weihai City", "as_printed": [], "spans": [[0, 16]]}
        ],
        "provinces": ["CN-SD"],
        "cases": [
            {
                "title": "Weihai",
                "span": [0, len(TEXT)],
                "designation": None,
                "province": "CN-SD",
                "offence": "fraud",
                "status": "detained",
            }
        ],
        "figures": [people, sites],
    }
    return found | changes


def measure(**changes: Any) -> Score:
    score = Score()
    score.add("weihai", expect(), record(**changes))
    return score


def test_a_right_record_is_right_throughout() -> None:
    score = measure()
    assert all(not t.missed and not t.wrong for t in score.tallies.values())
    assert all(share.value == 1 for share in score.shares.values())
    assert score.tallies["figures"].f1 == 1
    assert not score.notes


def test_an_empty_record_misses_all_and_is_wrong_in_nothing() -> None:
    score = Score()
    score.add("weihai", expect(), {})
    assert [len(t.missed) for t in score.tallies.values()] == [0, 1, 1, 0, 1, 2]
    assert all(t.f1 == 0 and not t.wrong for t in score.tallies.values())
    assert score.shares["published"].value == 0


def test_optional_facts_cost_nothing() -> None:
    score = measure(provinces=["CN-SD", "CN-BJ"], published={"edtf": "XXXX-03-04"})
    assert score.tallies["provinces"].f1 == 1
    assert score.shares["published"].value == 1


def test_an_invented_fact_costs_precision() -> None:
    score = measure(provinces=["CN-SD", "CN-HE"])
    assert score.tallies["provinces"].wrong == ["CN-HE"]
    assert score.tallies["provinces"].precision == 0.5
    assert score.tallies["provinces"].recall == 1


def test_a_repeated_figure_is_not_wrong_but_a_third_value_is() -> None:
    again = find("Later 12", value=12, measure="suspects", qualifier="exact", subject="case:0")
    other = find("Later 12", value=13, measure="suspects", qualifier="exact", subject="case:0")
    score = measure(figures=[*record()["figures"], again, other])
    assert score.tallies["figures"].found == 2
    assert score.tallies["figures"].wrong == ["13 suspects «Later 12»"]


def test_a_figure_of_the_wrong_case_keeps_its_hit_and_loses_its_subject() -> None:
    people = {**record()["figures"][0], "subject": "campaign"}
    score = measure(figures=[people])
    assert score.tallies["figures"].found == 1
    assert score.shares["figure subject"].value == 0


def test_a_lost_magnitude_counts_by_either_value_and_wants_its_flag() -> None:
    sites = {**record()["figures"][1], "value": 35000, "flags": []}
    score = measure(figures=[sites])
    assert score.tallies["figures"].found == 1
    assert score.shares["lost magnitude flagged"].value == 0


def test_a_case_elsewhere_in_the_text_is_another_case() -> None:
    score = measure(cases=[{**record()["cases"][0], "span": [60, len(TEXT)]}])
    assert score.tallies["cases"].wrong == ["Weihai"]
    assert score.tallies["cases"].missed == ["Police in Weihai"]


def test_evidence_must_be_exact() -> None:
    score = measure(figures=[{**record()["figures"][0], "quote": "13"}])
    assert score.shares["evidence exact"].right == 1
    assert score.shares["evidence exact"].of == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tonglu County Public Security Bureau", "the Public Security Bureau of Tonglu County"),
        ("Hubei Provincial Public Security Department", "Public Security Department of Hubei"),
        ("掇刀分局", "掇刀分局"),
    ],
)
def test_names_of_one_body_agree(one: str, other: str) -> None:
    assert make_key(one, "agencies") == make_key(other, "agencies")


def test_a_cue_is_found_whatever_its_spaces_and_widths() -> None:
    assert locate("共（１２ 名）嫌疑人", "(12名)") == [(1, 7)]
    assert locate("nothing here", "12") == []
