"""Withheld words are found however they are set, and black is as long as what it covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.withheld import BLACK, black_out, cover, find_words, holds_words


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Li was seen; LI fled. Lin stayed.", "Li", ["Li", "LI"]),
        ("in 2012, some 12 of 112", "12", ["12"]),
        ("one\ntwo and one  two", "one two", ["one\ntwo", "one  two"]),
        ("嫌疑人张某某与张某", "张某某", ["张某某"]),
        ("a (b) c", "(b)", ["(b)"]),
        ("nothing of it", "something", []),
        ("nothing", "", []),
    ],
)
def test_words_are_found_alone(text, words, found):
    assert [span.quote(text) for span in find_words(text, words)] == found


@pytest.mark.parametrize(
    "url", ["https://e.org/one-two", "https://e.org/?q=One+two", "https://e.org/one%20two.html"]
)
def test_an_address_holds_words_however_it_spells_spaces(url):
    assert holds_words(url, "one two")
    assert not holds_words(url, "three")


def test_black_keeps_lines():
    assert black_out("one\ntwo") == f"{BLACK * 3}\n{BLACK * 3}"


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_covering_keeps_the_length_and_leaves_nothing_to_find(text, hidden):
    covered = cover(text, hidden)
    assert len(covered) == len(text)
    assert not any(find_words(covered, words) for words in hidden if set(words) - {BLACK, " "})
