"""Quotes: whole sentences, told once, with their words marked."""

import pytest

from archive.browse.facts import (
    StatedFact,
    group_statements,
    join_echoes,
    make_quote,
    merge_quotes,
)
from archive.models import Figure, Mention, Sanction
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


def state(anchor, fact, start, end, announcement=1):
    mention = Mention(announcement_id=announcement, start=start, end=end)
    return StatedFact(anchor, fact, (mention,))


@pytest.mark.parametrize(
    ("value", "start", "announcement", "joined"),
    [(5000, 8, 1, True), (6000, 8, 1, False), (5000, 40, 1, False), (5000, 8, 2, False)],
)
def test_a_number_told_as_figure_and_as_sanction_is_joined(value, start, announcement, joined):
    figure = state("f", Figure(value=5000, measure="money", unit="CNY"), 10, 20)
    sanction = state("s", Sanction(kind="fine", value=value), start, start + 12, announcement)
    [figure], [sanction] = join_echoes([figure], [sanction])
    assert figure.is_echo is joined
    assert (sanction.figure is not None) is joined


def test_a_sanction_without_a_number_joins_none():
    figure = state("f", Figure(value=3, measure="websites"), 10, 20)
    [figure], [sanction] = join_echoes([figure], [state("s", Sanction(kind="closure"), 10, 20)])
    assert not figure.is_echo
    assert sanction.figure is None


@pytest.mark.django_db
def test_pages_show_a_fine_once_and_lead_back_from_its_words_once(client):
    text = "The court fined the company more than 5,000 yuan, and closed 3 sites."
    row = make.AnnouncementFactory(text=text)
    case = make.report_case(row)
    fine = {"measure": "money", "unit": "CNY", "qualifier": "more_than"}
    figure = make.state_figure(row, "5,000 yuan", 5000, case=case, **fine)
    sanction = make.SanctionFactory(
        case=case, announcement=row, kind="fine", value=5000, unit="CNY"
    )
    make.mark(row, "fined the company more than 5,000 yuan", sanction=sanction, within=case)
    for address in (f"/announcements/{row.public_id}", f"/cases/{case.public_id}"):
        html = client.get(address).content.decode()
        assert html.count("<b>5,000</b>") == 1
        assert "fine: <span" in html
        assert "more than <b>5,000</b>" in html
        assert html.count(f'id="f-figure-{figure.pk}"') == 1
        assert html.count(f'href="#f-sanction-{sanction.pk}"') == 1
        assert f'href="#f-figure-{figure.pk}"' not in html
