"""Dates, numbers and texts as templates write them: exact, and escaped."""

from decimal import Decimal

import pytest
from django.utils import translation

from archive.browse.annotate import Mark, annotate
from archive.models import Figure, Sanction
from archive.search.results import Passage
from archive.templatetags.dates import partial_date, say_date
from archive.templatetags.numbers import digits, imposed, measured, stated
from archive.templatetags.texts import (
    annotated,
    both_names,
    cite,
    html_language,
    language_of,
    passage,
    role,
    shorten_quote,
)
from archive.text.spans import Span


@pytest.mark.parametrize(
    ("edtf", "machine", "words"),
    [
        ("2015-06-01", 'datetime="2015-06-01"', "1 June 2015"),
        ("2015-06", 'datetime="2015-06"', "June 2015"),
        ("2015", 'datetime="2015"', "2015"),
        ("XXXX-11-11", 'datetime="11-11"', "11 November, year unknown"),
        ("2015-07~", 'title="2015-07~"', "about July 2015"),
        ("201X", 'title="201X"', "the 2010s"),
        ("", "unknown", "date unknown"),
        ("no date", 'title="no date"', "no date"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(edtf, machine, words):
    written = partial_date(edtf)
    assert machine in written
    assert words in written


def test_dates_are_said_in_the_language_of_the_page():
    with translation.override("zh-hans"):
        assert say_date("2015-06-01") == "2015年6月1日"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("39883.0000"), "39,883"),
        (Decimal("12.2000"), "12.2"),
        (1_500_000_000, "1,500,000,000"),
        (Decimal(100), "100"),
        (0, "0"),
        (None, ""),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_numbers_are_written_in_full(value, written, language):
    with translation.override(language):
        assert digits(value) == written


def figure(**fields):
    return Figure(**{"value": Decimal(12), "measure": "suspects", "qualifier": "exact", **fields})


def test_a_figure_is_written_as_it_was_stated():
    assert stated(figure()) == '<span class="number"><b>12</b></span>'
    assert "more than <b>12</b>" in stated(figure(qualifier="more_than"))
    assert "<b>12</b> CNY" in stated(figure(measure="money", unit="CNY"))
    assert measured(figure()) == "suspects"
    assert measured(figure(detail="chat groups")) == "chat groups"


def test_a_lost_magnitude_is_said_and_not_mended():
    doubtful = figure(value=Decimal("12.2"), magnitude_lost=True, value_intended=Decimal(122_000))
    assert "<b>12.2</b>" in stated(doubtful)
    assert "perhaps 122,000" in stated(doubtful)
    assert "lost in translation" in stated(figure(magnitude_lost=True))


def test_a_unit_cannot_break_out():
    assert "<script>" not in stated(figure(unit="<script>"))


def test_a_sanction_tells_its_length():
    assert "imprisonment: <b>3</b> years" in imposed(
        Sanction(kind="imprisonment", value=Decimal(3), unit="years")
    )
    assert imposed(Sanction(kind="closure")) == '<span class="number">closure</span>'


def test_marked_words_are_escaped_and_lead_back():
    [paragraph] = annotate("a <b> & c", [Mark(Span(2, 5), "m-1", "m-figure", "f-figure-1")])
    written = annotated(paragraph)
    assert written.startswith(
        'a <mark class="m-figure" id="m-1"><a class="back" href="#f-figure-1"'
    )
    assert written.endswith("&lt;b&gt;</mark> &amp; c")


def test_a_passage_is_escaped_and_shows_where_it_was_cut():
    written = passage(Passage((("<i>", False), ("x", True)), 0, cut_before=True, cut_after=True))
    assert written == "… &lt;i&gt;<mark>x</mark> …"


def test_names_stand_in_both_languages_that_of_the_page_first():
    assert both_names("WeChat", "微信").startswith("WeChat <span")
    with translation.override("zh-hans"):
        assert both_names("WeChat", "微信").startswith('<span lang="zh-Hans">微信</span>')
    assert both_names("<b>") == '<span lang="en">&lt;b&gt;</span>'


def test_languages_of_names():
    assert language_of("微信") == "zh-Hans"
    assert language_of("WeChat") == "en"
    assert html_language("und") == ""
    assert html_language("zh-Hant") == "zh-Hant"


def test_long_quotes_keep_both_ends():
    assert shorten_quote("short") == "short"
    assert len(shorten_quote("x" * 500)) < 70


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Xinhua, “A &amp; B”, 1 June 2015. Enforcement Archive. "),
        ("zh-hans", "Xinhua：《A &amp; B》，2015年6月1日。执法通告档案。"),
    ],
)
def test_a_citation_is_punctuated_as_its_language_is(language, written):
    with translation.override(language):
        told = cite("A & B", "Xinhua", "2015-06-01", "http://x/1")
    assert told == f'{written}<span class="link">http://x/1</span>'


def test_a_citation_leaves_out_what_is_not_known():
    assert cite("A", "", "", "/1").startswith("“A”. Enforcement Archive. ")


def test_an_agency_that_investigates_is_no_stage_of_a_case():
    with translation.override("zh-hans"):
        assert (role("investigating"), role("leading")) == ("办案", "牵头")
