"""Quotes: whole sentences, told once, with their words marked."""

import pytest

from archive.browse.facts import StatedFact, group_statements, make_quote, merge_quotes
from archive.text.spans import Span
from tests import factories as make

TEXT = "First words here. Police held 3 suspects and closed 12 sites. Last words."


@pytest.fixture
def row():
    return make.AnnouncementFactory.build(pk=1, public_id="abc", text=TEXT)


def quote(row, *words):
    return make_quote(row, *(Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in words))


def spell(quote):
    return "".join(words for words, _ in quote.runs)


def test_a_quote_is_the_sentence_with_its_words_marked(row):
    made = quote(row, "3 suspects")
    assert spell(made) == "Police held 3 suspects and closed 12 sites."
    assert [words for words, marked in made.runs if marked] == ["3 suspects"]
    assert made.words == "3 suspects"
    assert made.url == f"/announcements/abc?s={TEXT.index('3')}-{TEXT.index('3') + 10}#s"
    assert not made.cut_before
    assert not made.cut_after


def test_a_long_sentence_is_cut_at_words():
    text = "word " * 200 + "held 3 suspects " + "word " * 200
    row = make.AnnouncementFactory.build(text=text.strip())
    start = text.index("3 suspects")
    made = make_quote(row, Span(start, start + 10))
    assert made.cut_before
    assert made.cut_after
    assert spell(made).startswith("word ")


def test_quotes_of_one_sentence_become_one(row):
    [merged] = merge_quotes([quote(row, "3 suspects"), quote(row, "12 sites")])
    assert [words for words, marked in merged.runs if marked] == ["3 suspects", "12 sites"]


def test_facts_of_one_sentence_are_told_together(row):
    facts = [
        StatedFact("a", None, (), (quote(row, "3 suspects"),)),
        StatedFact("b", None, (), (quote(row, "12 sites"),)),
        StatedFact("c", None, (), (quote(row, "Last"),)),
        StatedFact("d", None, (), ()),
        StatedFact("e", None, (), ()),
    ]
    groups = group_statements(facts)
    assert [[f.anchor for f in group.items] for group in groups] == [
        ["a", "b"],
        ["c"],
        ["d"],
        ["e"],
    ]
    assert [len(group.quotes) for group in groups] == [1, 1, 0, 0]
