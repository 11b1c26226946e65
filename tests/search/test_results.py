"""Counts of a facet: all in order for who asks for all, the first few without that."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search import schema
from archive.search.query import Choice
from archive.search.results import FacetCounts


def rank(counts):
    """Counts as engines give them: the most frequent first."""
    return dict(Counter(counts).most_common())


VALUES = st.sampled_from(["2013", "2014", "2015", "2016", "2017", schema.NONE])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["platform", "year"]),
    st.dictionaries(VALUES, st.integers(1, 3)).map(lambda counts: rank(counts)),
    st.frozensets(VALUES, max_size=2),
    st.frozensets(VALUES, max_size=2),
    st.integers(0, 6),
)
def test_parts_are_those_of_the_whole(name, counts, include, exclude, limit):
    held = FacetCounts(name, counts, Choice(include, exclude))
    every = list(held)
    chosen = [c for c in every if c.selected or c.excluded]
    others = [c for c in every if c not in chosen]
    ranked = [c for c in others if c.value != schema.NONE]
    assert held.chosen == chosen
    assert held.first(limit) == ranked[:limit]
    assert held.further == len(ranked)
    assert held.without == next((c for c in others if c.value == schema.NONE), None)
    assert {c.value for c in every} == counts.keys() | include | exclude


@pytest.mark.parametrize(
    ("name", "order"),
    [("platform", ["b", "a", "c", "(none)"]), ("year", ["a", "b", "c", "(none)"])],
)
def test_values_stand_in_the_order_of_the_schema(name, order):
    counts = FacetCounts(name, {"(none)": 9, "b": 3, "a": 2, "c": 1})
    assert [count.value for count in counts] == order


def test_values_are_named_when_they_are_made():
    counts = FacetCounts("platform", {"qq": 2, "wechat": 1})
    assert [count.label for count in counts] == ["", ""]
    assert [count.label for count in counts.labelled(str.upper)] == ["QQ", "WECHAT"]
    assert counts.labelled(str.upper).first(1)[0].label == "QQ"
