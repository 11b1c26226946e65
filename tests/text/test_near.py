"""Looking for patterns only where an anchor stands."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.text.near import find_near
from archive.text.spans import Span

COLON = re.compile(":")
LABEL = re.compile(r"(?:by|from): (?P<name>\w{1,6})")


def find(text, **options):
    return [match["name"] for match in find_near(COLON, text, (LABEL, 4, 8), **options)]


def test_matches_stand_in_text_order():
    assert find("by: Li, from: Xinhua") == ["Li", "Xinhua"]


def test_only_a_part_is_looked_through():
    text = "by: Li, from: Xinhua"
    assert find(text, within=Span(0, 8)) == ["Li"]
    assert find(text, within=Span(6, len(text))) == ["Xinhua"]


def test_an_anchor_alone_is_no_match():
    assert find("at 10:30: by") == []


@given(st.text("by:from Lx ", max_size=60))
def test_nothing_is_missed_that_the_whole_text_shows(text):
    assert find(text) == [match["name"] for match in LABEL.finditer(text)]
