"""Dates as printed: what is one, what it says, and what only looks like one."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.dates import find_dates
from archive.text.edtf import is_valid


def read(text):
    return [(found.span.quote(text), found.edtf) for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on June 1 the office", [("June 1", "XXXX-06-01")]),
        ("June 1st, 2015", [("June 1st, 2015", "2015-06-01")]),
        ("1 June 2015", [("1 June 2015", "2015-06-01")]),
        ("1st of June", [("1st of June", "XXXX-06-01")]),
        ("since May 25th, 2 months", [("May 25th", "XXXX-05-25")]),
        ("JUNE 1, 2015", [("JUNE 1, 2015", "2015-06-01")]),
        ("Sept. 12, 2016.", [("Sept. 12, 2016", "2016-09-12")]),
        ("03-Aug-2021", [("03-Aug-2021", "2021-08-03")]),
        ("March 8 (Wed.), 2023", [("March 8 (Wed.), 2023", "2023-03-08")]),
        ("June 1-3, 2015", [("June 1-3, 2015", "2015-06-01/2015-06-03")]),
        ("7 to 9 March", [("7 to 9 March", "XXXX-03-07/XXXX-03-09")]),
        ("April 2015, the", [("April 2015", "2015-04")]),
        ("the end of August", [("the end of August", "XXXX-08")]),
        ("mid-June this year", [("mid-June this year", "XXXX-06")]),
        ("from June to the end", [("June", "XXXX-06")]),
        ("June-August 2015", [("June-August 2015", "2015-06/2015-08")]),
        ("the second half of 2018", [("the second half of 2018", "2018-41")]),
        ("the first quarter of this year", [("the first quarter of this year", "XXXX-33")]),
        ("in 2019 and 2020", [("2019", "2019"), ("2020", "2020")]),
        ("from 2018 to 2020,", [("2018 to 2020", "2018/2020")]),
        ("said on the 7th that", [("7th", "XXXX-XX-07")]),
        ("On 1er juin 2015, septembre 2016", [("1er juin 2015", "2015-06-01")]),
        ("am 7. März 2022", [("7. März 2022", "2022-03-07")]),
    ],
)
def test_english_and_its_neighbours(text, expected):
    assert read(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015年6月1日", [("2015年6月1日", "2015-06-01")]),
        ("2021 年 9 月 7 日", [("2021 年 9 月 7 日", "2021-09-07")]),
        ("６月８日", [("６月８日", "XXXX-06-08")]),
        ("二〇一五年六月", [("二〇一五年六月", "2015-06")]),
        ("十二月二十一日", [("十二月二十一日", "XXXX-12-21")]),
        ("新华社北京6月8日电", [("6月8日", "XXXX-06-08")]),
        ("今年3月，去年12月", [("今年3月", "XXXX-03"), ("去年12月", "XXXX-12")]),
        ("8月底", [("8月底", "XXXX-08")]),
        ("6月至8月", [("6月至8月", "XXXX-06/XXXX-08")]),
        ("1-4月", [("1-4月", "XXXX-01/XXXX-04")]),
        ("6月8日至10日", [("6月8日至10日", "XXXX-06-08/XXXX-06-10")]),
        ("2015年6月1日至2016年3月2日", [("2015年6月1日至2016年3月2日", "2015-06-01/2016-03-02")]),
        ("2019-2021年", [("2019-2021年", "2019/2021")]),
        ("2015年上半年", [("2015年上半年", "2015-40")]),
        ("今年上半年", [("今年上半年", "XXXX-40")]),
        ("2021年第一季度", [("2021年第一季度", "2021-33")]),
        ("2018年以来", [("2018年", "2018")]),
        ("公安部7日通报", [("7日", "XXXX-XX-07")]),
        ("本月8日", [("本月8日", "XXXX-XX-08")]),
        ("6月至今", [("6月", "XXXX-06")]),
        ("民國104年6月1日", [("民國104年6月1日", "2015-06-01")]),
        ("104年6月1日", [("104年6月1日", "2015-06-01")]),
        ("自108年11月起", [("108年11月", "2019-11")]),
        ("已有104年歷史", []),
        ("2023년 3월 15일", [("2023년 3월 15일", "2023-03-15")]),
    ],
)
def test_chinese_and_korean(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2015-06-01 10:30", "2015-06-01"),
        ("2015.6.1", "2015-06-01"),
        ("2015/06/01", "2015-06-01"),
        ("13.07.2021", "2021-07-13"),
        ("06/13/2021", "2021-06-13"),
        ("5/6/2021", "2021"),
    ],
)
def test_digits_say_a_day_only_where_its_month_is_plain(text, edtf):
    assert [found.edtf for found in find_dates(text)] == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        'the "3· 10" case',
        "“12.15”专案",
        "“5·11”网络贩枪案",
        'the "May 03" case',
        "the May 4 fraud case",
        "“5月11日”专案",
        "2021.5.11案",
        "行政拘留10日，并处罚款",
        "有期徒刑三年六个月",
        "有期徒刑三年六月",
        "为期2个月",
        "you may march on",
        "for 100 days",
        "the 5th floor, the 19th Congress",
        "version 2.0.1, 12.2 pieces, 4,800 websites",
        "电话12377",
        "GDPR 2016/679",
        "Net Net 2015",
    ],
)
def test_designations_terms_and_numbers_are_no_dates(text):
    assert read(text) == []


def test_a_count_after_a_month_is_not_its_day():
    assert read("In September 12 people were arrested") == [("September", "XXXX-09")]
    assert read("In March 4,200 cases") == [("March", "XXXX-03")]


def test_whether_the_year_stands_in_the_words():
    stated = {found.edtf: found.year_stated for found in find_dates("June 1, 2015; this June 2")}
    assert stated == {"2015-06-01": True, "XXXX-06-02": False}


DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["{0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}"]))
def test_every_full_date_is_read_back_from_english(day, form):
    ((quote, edtf),) = read("It said on " + form.format(day) + " so.")
    assert (quote, edtf) == (form.format(day), day.isoformat())


@given(DAYS, st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0.year}-{0.month}-{0.day}"]))
def test_every_full_date_is_read_back_from_chinese_and_digits(day, form):
    assert read("于" + form.format(day) + "发布") == [(form.format(day), day.isoformat())]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet='0123456789年月日至-. /,()“”"May Junethsd今去上半二十〇', max_size=60))
def test_any_text_gives_dates_in_order_that_are_valid(text):
    found = find_dates(text)
    assert all(is_valid(item.edtf) and item.span.quote(text) for item in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["May ", "2015年6月", "1-", "June 1 to ", "日月年"])
def test_time_grows_with_the_length(piece):
    def measure(length):
        start = time.process_time()
        find_dates((piece * length)[:length])
        return time.process_time() - start

    measure(1_000)
    assert measure(40_000) < 20 * measure(4_000) + 0.5
