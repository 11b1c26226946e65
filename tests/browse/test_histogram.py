"""Bars of years and months: no gaps, and each bar's address narrows to it."""

from django.http import QueryDict

from archive.browse.addresses import Address
from archive.browse.filters.search import read_question
from archive.browse.histogram import draw_histogram
from archive.search.names import Names
from archive.search.results import FacetCount


def draw(query, **counts):
    params = QueryDict(query)
    counted = {
        facet: tuple(
            FacetCount(value, count, selected=value in params.getlist(facet))
            for value, count in held.items()
        )
        for facet, held in counts.items()
    }
    return draw_histogram(counted, read_question(params, Names()), Address("/search", params))


def test_years_without_hits_are_drawn_empty():
    histogram = draw("q=x", year={"2012": 4, "2015": 1, "(none)": 7})
    assert [(c.value, c.count, c.share) for c in histogram.columns] == [
        ("2012", 4, 1000),
        ("2013", 0, 0),
        ("2014", 0, 0),
        ("2015", 1, 250),
    ]
    assert histogram.columns[0].url == "/search?q=x&year=2012"


def test_a_single_year_says_nothing():
    assert draw("", year={"2015": 3}) is None
    assert draw("", year={"(none)": 3}) is None


def test_a_chosen_year_shows_its_months():
    histogram = draw("year=2015", year={"2015": 3, "2016": 1}, month={"2015-06": 2})
    assert histogram.year == "2015"
    assert len(histogram.columns) == 12
    june = histogram.columns[5]
    assert (june.value, june.short, june.count) == ("June 2015", "6", 2)
    assert june.url == "/search?year=2015&month=2015-06"


def test_a_chosen_bar_is_let_go_by_its_address():
    histogram = draw("year=2015&month=2015-06", year={"2015": 3}, month={"2015-06": 2})
    june = histogram.columns[5]
    assert june.selected
    assert june.url == "/search?year=2015"


def test_a_long_span_keeps_its_latest_years():
    histogram = draw("", year={"1900": 1, "2020": 1})
    assert len(histogram.columns) == 40
    assert histogram.columns[-1].value == "2020"
