"""What no text may do: raise, take long, or take longer than its length explains."""

import gc
import re
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.record import to_json
from archive.ingest.types import Source
from bench.strings import PIECES, mix, repeat
from tests.ingest.reading import read_lexicon

WORN = (
    "$1",
    "—\n",
    '"',
    "1 ",
    "1.",
    "2015",
    ",1",
    "(1) ",
    "北京市",
    "案件、",
    "罚款5万元",
    "a\n",
    "“a”、",
    "Taizhou, ",
)
"""Pieces whose repetition once took quadratic time, or could."""
LENGTH = 1_500
TIMES = 8
MOST = 3 * TIMES
"""Eight times the text, at most 24 times the time: room for a busy machine, none for squares."""


def run(text):
    source = Source("a.txt", text.encode("utf-8", "replace"), "text/plain")
    try:
        return to_json(pipeline.run(source, read_lexicon()))
    except Unreadable:
        return None


def measure(text):
    gc.disable()  # A collection takes as long as all that other tests left behind.
    start = process_time()
    run(text)
    taken = process_time() - start
    gc.enable()
    return taken


def check(record):
    if record is None:
        return
    text = record["text"]
    assert not re.search(r"[\x00-\x08]", text)
    for fact in (*record["figures"], *record["unresolved"]):
        assert text[slice(*fact["span"])] == fact["quote"]
    for kind in ("campaigns", "agencies", "platforms", "places"):
        for item in record[kind]:
            assert {text[start:end] for start, end in item["spans"]} == set(item["as_printed"])
    for case in record["cases"]:
        assert 0 <= case["span"][0] < case["span"][1] <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_order_of_what_rules_look_for_is_read(text):
    check(run(text))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    check(run(text))


@pytest.mark.parametrize("seed", range(6))
def test_runs_of_what_rules_look_for_are_read(seed):
    check(run(mix(Random(seed), 3_000)))


@pytest.mark.parametrize("piece", WORN)
def test_time_grows_with_length(piece):
    run(repeat(piece, 400))
    short = min(measure(repeat(piece, LENGTH)) for _ in range(2))
    most = MOST * max(short, 0.01)
    # A second chance for what the machine did meanwhile: squares take sixty times, each time.
    assert any(measure(repeat(piece, TIMES * LENGTH)) < most for _ in range(2))
