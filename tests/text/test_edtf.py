"""Partial dates: what they can mean, how they sort, and how they are said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text import edtf

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2015-06-01", "2015-06-01", "2015-06-01", "day"),
        ("2015-02", "2015-02-01", "2015-02-28", "month"),
        ("2016-02~", "2016-02-01", "2016-02-29", "month"),
        ("2015", "2015-01-01", "2015-12-31", "year"),
        ("2015?", "2015-01-01", "2015-12-31", "year"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2015-06-XX", "2015-06-01", "2015-06-30", "month"),
        ("2015-XX-31", "2015-01-31", "2015-12-31", "day"),
        ("2015-21", "2015-03-01", "2015-05-31", "season"),
        ("2015-24", "2015-12-01", "2016-02-29", "season"),
        ("2015-40", "2015-01-01", "2015-06-30", "season"),
        ("2015-36", "2015-10-01", "2015-12-31", "season"),
        ("2015-05/2015-07", "2015-05-01", "2015-07-31", "interval"),
        ("2015-05-25/2015-07", "2015-05-25", "2015-07-31", "interval"),
    ],
)
def test_bounds_and_precision(text, earliest, latest, precision):
    parsed = edtf.parse(text)
    assert (parsed.earliest.isoformat(), parsed.latest.isoformat()) == (earliest, latest)
    assert parsed.precision == edtf.tell_precision(text) == precision
    assert edtf.find_bounds(text) == (parsed.earliest, parsed.latest)


@pytest.mark.parametrize("text", ["XXXX-11-11", "XXXX-05", "XXXX", "XXXX-02-29", "XXXX-22"])
def test_a_year_that_is_unknown_bounds_nothing(text):
    parsed = edtf.parse(text)
    assert (parsed.earliest, parsed.latest, parsed.is_placed) == (None, None, False)
    assert not parsed.overlaps(None, None)


def test_an_open_interval_is_bounded_on_one_side():
    assert edtf.find_bounds("2015-05/..") == (date(2015, 5, 1), None)
    assert edtf.find_bounds("../2015") == (None, date(2015, 12, 31))
    assert edtf.find_bounds("2015/") == (date(2015, 1, 1), None)
    assert edtf.overlaps("2015-05/..", date(2030, 1, 1), date(2030, 2, 1))
    assert not edtf.overlaps("2015-05/..", None, date(2015, 4, 30))
    assert not edtf.parse("XXXX-05/XXXX-07").is_placed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "2015-13",
        "2015-00",
        "2015-06-31",
        "2015-02-29",
        "XXXX-02-30",
        "2015-XX-32",
        "20150601",
        "2015-6-1",
        "2016/2015",
        "/",
        "../..",
        "2015-05/2015-06/2015-07",
        "0000",
        "２０１５",
        "2015-06-01 ",
        "Y170000",
        "X" * 500,
    ],
)
def test_what_is_no_date_is_refused_with_a_remedy(text):
    assert not edtf.is_valid(text)
    with pytest.raises(edtf.InvalidDateError, match="Write 2015-06-01"):
        edtf.parse(text)


def test_rarer_forms_of_the_standard_are_left_to_its_parser():
    assert edtf.find_bounds("[2015,2017]") == (date(2015, 1, 1), date(2017, 12, 31))
    assert edtf.say("[2015,2017]") == "[2015,2017]"


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2015-06-01", "1 June 2015", "2015年6月1日"),
        ("2015-06", "June 2015", "2015年6月"),
        ("2015-06-XX", "June 2015", "2015年6月"),
        ("2015", "2015", "2015年"),
        ("201X", "the 2010s", "2010年代"),
        ("XXXX-11-11", "11 November, year unknown", "11月11日（年份不详）"),
        ("XXXX-05", "May, year unknown", "5月（年份不详）"),
        ("XXXX", "unknown", "不详"),
        ("2015-07~", "about July 2015", "约2015年7月"),
        ("2015?", "perhaps 2015", "疑为2015年"),
        ("2015-40", "first half of 2015", "2015年上半年"),
        ("XXXX-40", "first half, year unknown", "上半年（年份不详）"),
        ("2015-22", "summer 2015", "2015年夏季"),
        ("2015-05/2015-07", "May 2015 to July 2015", "2015年5月至2015年7月"),
        ("2015-05/..", "from May 2015", "2015年5月起"),
        ("../2015-05", "until May 2015", "至2015年5月"),
        ("2015-XX-12", "day 12 of an unknown month of 2015", "2015年某月12日"),
    ],
)
def test_in_words(text, english, chinese):
    assert edtf.say(text) == english
    assert edtf.say(text, "zh-Hans") == chinese


def test_dates_without_a_year_sort_last():
    dates = ["XXXX-01-01", "2016", "2015-06-01", "2015", "2015-06", "../2014"]
    assert sorted(dates, key=edtf.sort_key) == [
        "../2014",
        "2015",
        "2015-06-01",
        "2015-06",
        "2016",
        "XXXX-01-01",
    ]


@given(DAYS)
def test_a_day_lies_within_its_month_and_year(day):
    text = day.isoformat()
    for part in (text, text[:7], text[:4], text[:3] + "X", text[:8] + "XX"):
        parsed = edtf.parse(part)
        assert parsed.earliest <= day <= parsed.latest
        assert parsed.overlaps(day, day)
        assert not parsed.overlaps(None, parsed.earliest - timedelta(1))
        assert not parsed.overlaps(parsed.latest + timedelta(1), None)


@given(DAYS, DAYS)
def test_an_interval_holds_both_its_ends_in_order_only(one, other):
    text = f"{one.isoformat()}/{other.isoformat()}"
    assert edtf.is_valid(text) == (one <= other)
    if one <= other:
        assert edtf.find_bounds(text) == (one, other)


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~]?", fullmatch=True))
def test_whatever_is_accepted_can_be_said_and_sorted(text):
    if edtf.is_valid(text):
        assert edtf.say(text)
        assert edtf.say(text, "zh")
        assert edtf.sort_key(text)
