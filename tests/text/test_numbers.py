import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.numbers import find_numbers


def read(text):
    return [(n.value, n.qualifier) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("closed more than 4,800 sites", 4800, "more_than"),
        ("at least 12 people", 12, "more_than"),
        ("nearly 1.5 billion yuan", 1_500_000_000, "nearly"),
        ("22 thousand accounts", 22_000, "exact"),
        ("3 million 200 thousand yuan", 3_200_000, "exact"),
        ("2.4 hundred million yuan", 240_000_000, "exact"),
        ("about twenty-three men", 23, "about"),
        ("some 300 shops", 300, "about"),
        ("half a million posts", 500_000, "exact"),
        ("300 or more", 300, "more_than"),
        ("155万余条", 1_550_000, "more_than"),
        ("2600余万元", 26_000_000, "more_than"),
        ("3千余万元", 30_000_000, "more_than"),
        ("1亿2千万元", 120_000_000, "exact"),
        ("2萬3,000人", 23_000, "exact"),
        ("3万5000元", 35_000, "exact"),
        ("1.2亿", 120_000_000, "exact"),
        ("3万多个", 30_000, "more_than"),
        ("三千二百餘張", 3200, "more_than"),
        ("上百人", 100, "more_than"),
        ("过万件", 10_000, "more_than"),
        ("近十万", 100_000, "nearly"),
        ("约３亿元", 300_000_000, "about"),
        ("百余名", 100, "more_than"),
        ("二十几人", 20, "more_than"),
    ],
)
def test_value_and_qualifier(text, value, qualifier):
    assert read(text) == [(value, qualifier)]


@pytest.mark.parametrize(
    "text",
    ["数十人", "几十万元", "第三批", "several hundred posts", "hundreds of posts", "二〇一五"],
)
def test_vague_numbers_and_ordinals_have_no_value(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10至20人", 10, 20),
        ("5-6 people", 5, 6),
        ("between 3 and 5 suspects", 3, 5),
        ("3至5万元", 30_000, 50_000),
        ("3 million to 5 million won", 3_000_000, 5_000_000),
        ("twenty to thirty shops", 20, 30),
    ],
)
def test_a_range_is_one_number_with_both_bounds(text, low, high):
    (number,) = find_numbers(text)
    assert (number.value, number.high, number.qualifier) == (low, high, "more_than")


@pytest.mark.parametrize("text", ["three and five", "20-10", "5, 6"])
def test_two_numbers_that_are_no_range(text):
    assert [n.high for n in find_numbers(text)] == [None, None]


def test_span_holds_the_qualifier_and_core_the_number_alone():
    text = "They closed more than 4,800 websites."
    (number,) = find_numbers(text)
    assert number.span.quote(text) == "more than 4,800"
    assert number.core.quote(text) == "4,800"


PIECES = st.sampled_from(
    [
        *("1", ",", "2", "0", ".", "万", "余", "三", "百", "亿", " ", "-", "至", "近", "thousand"),
        *("and ", "more than ", "hundred ", "。", "人", "£", "\n", "第", "a ", "one"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_numbers_never_overlap_and_lie_inside_the_text(text):
    end = 0
    for number in find_numbers(text):
        assert end <= number.core.start < number.core.end <= len(text)
        assert number.span.covers(number.core)
        assert number.value >= 0
        assert number.high is None or number.high > number.value
        end = number.core.end


@given(st.integers(0, 10**12), st.sampled_from(["{:d}", "{:,d}"]))
@settings(max_examples=60, deadline=None)
def test_digits_read_as_written(value, form):
    written = form.format(value)
    assert [n.value for n in find_numbers(f"x {written} y")] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("造成50人受伤", [(50, None)]),
        ("每天生成4000至7000篇", [(4000, 7000)]),
        ("成百人", []),
        ("罚金60万元至550万元", [(600_000, 5_500_000)]),
        ("fines of 50,000 yuan to 90,000 yuan", [(50_000, 90_000)]),
    ],
)
def test_ranges_with_a_currency_and_words_that_end_in_a_vague_one(text, values):
    assert [(number.value, number.high) for number in find_numbers(text)] == values
