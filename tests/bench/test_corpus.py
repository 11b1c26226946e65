"""The generated announcements of the benchmarks: always the same, and worth measuring with."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter

import pytest

from archive.text.edtf import is_valid
from bench.corpus import SIZES, generate
from bench.writing import SLOT, load_phrases

COUNT = 400


@pytest.fixture(scope="module")
def announcements():
    return list(generate(COUNT))


def test_the_same_seed_tells_the_same(announcements):
    assert list(generate(40)) == announcements[:40]
    assert list(generate(20, start=30)) == announcements[30:50]


def test_another_seed_tells_something_else(announcements):
    other = list(generate(40, seed=8))
    assert {a.text for a in other}.isdisjoint(a.text for a in announcements)


def test_no_two_are_alike(announcements):
    assert len({a.text for a in announcements}) == COUNT


def test_all_slots_are_filled(announcements):
    assert not [a.text for a in announcements if SLOT.search(a.text)]


def test_marks_hold_the_words_they_stand_for(announcements):
    for announcement in announcements:
        for mark in announcement.marks:
            said = announcement.text[mark.start : mark.end]
            assert said == said.strip() != ""
            if mark.kind in SIZES:
                assert mark.value is not None
                assert any(c.isdigit() for c in said)


def test_passages_lie_one_after_the_other(announcements):
    for announcement in announcements:
        ends = [0, *(case.end for case in announcement.cases)]
        starts = [*(case.start for case in announcement.cases), len(announcement.text)]
        assert all(end <= start for end, start in zip(ends, starts, strict=True))


def test_every_language_and_precision_occurs(announcements):
    assert {a.language for a in announcements} == {"en", "zh-Hans", "zh-Hant"}
    assert all(is_valid(a.published) for a in announcements)
    assert {a.published.count("-") for a in announcements} == {0, 1, 2}
    assert any(a.published.startswith("XXXX") for a in announcements)


def test_a_few_platforms_are_everywhere_and_many_hardly_ever(announcements):
    counted = Counter(m.id for a in announcements for m in a.marks if m.kind == "platform")
    ranked = [count for _, count in counted.most_common()]
    assert len(ranked) > 50
    assert ranked[0] > 20 * ranked[len(ranked) // 2]


def test_phrases_of_both_languages_have_the_same_names_for_acts_and_ends():
    def fixed(language):
        return {name for name in load_phrases(language) if name.startswith(("act-", "end-"))}

    assert fixed("en") == fixed("zh")


def test_another_process_tells_the_same(announcements):
    script = "from bench.corpus import generate; print(ascii([a.text for a in generate(5)]))"
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "3"},
    )
    assert ast.literal_eval(found.stdout) == [a.text for a in announcements[:5]]
