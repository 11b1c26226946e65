from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.numerals import read_digits, read_han, read_words

HAN = "零一二三四五六七八九"


def write_han(number: int) -> str:
    """`number` (below 10,000) in Chinese, the long way."""
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if zero and written else "") + HAN[digit] + name
        zero = not digit
    return written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("1 234", "1234"),
        ("1.234.567", "1234567"),
        ("12.2", "12.2"),
        ("１２３", "123"),
        ("０．５", "0.5"),
    ],
)
def test_digits_of_every_writing(text, value):
    assert read_digits(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.2.3", "a1", "."])
def test_what_is_no_number_has_no_value(text):
    assert read_digits(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3),
        ("十二", 12),
        ("二十", 20),
        ("一千零五", 1005),
        ("三千二百余", 3200),
        ("两万", 20_000),
        ("三万二", 32_000),
        ("一百二", 120),
        ("百", 100),
        ("万", 10_000),
        ("一百二十余万", 1_200_000),
        ("一亿两千万", 120_000_000),
        ("十二亿三千万", 1_230_000_000),
        ("三十萬", 300_000),
        ("壹佰", 100),
    ],
)
def test_han_numerals(text, value):
    assert read_han(text) == value


@pytest.mark.parametrize("text", ["二〇一五", "两三", "一二三"])
def test_a_row_of_han_digits_is_no_number(text):
    assert read_han(text) is None


@given(st.integers(1, 9999), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
@settings(max_examples=100, deadline=None)
def test_han_numerals_read_as_written(number, magnitude):
    name, factor = magnitude
    assert read_han(write_han(number) + name) == number * factor


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("five", 5),
        ("twenty-three", 23),
        ("one hundred and seven", 107),
        ("a dozen", 12),
        ("two thousand three hundred", 2300),
        ("three hundred thousand", 300_000),
        ("half a million", 500_000),
    ],
)
def test_english_words(text, value):
    assert read_words(text) == value


@pytest.mark.parametrize("text", ["", "five six", "twenty thirty", "some"])
def test_words_that_make_no_number(text):
    assert read_words(text) is None
