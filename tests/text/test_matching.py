"""Finding many names at once in folded text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.matching import Matcher, Scanner, fold
from archive.text.regions import Regions
from archive.text.spans import Span

LETTERS = st.text(alphabet="abc ,微信", max_size=30)


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_folding_keeps_the_length_and_folds_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("WeChat", "wechat"),
        ("全國「掃黃打非」", "全国「扫黄打非」"),
        ("“Net Net”—2015", '"net net"-2015'),
        ("a\u3000b\nc", "a b c"),
        ("İ", "İ"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


def find(names, text):
    return [m.span.quote(text) for m in Matcher((n, n) for n in names).find(fold(text))]


def test_the_longest_name_wins_and_none_overlap():
    assert find(["公安部", "公安部网络安全保卫局"], "公安部网络安全保卫局") == [
        "公安部网络安全保卫局"
    ]
    assert find(["ab", "bc"], "ab bc") == ["ab", "bc"]
    assert find(["北京市", "市朝阳"], "北京市朝阳") == ["北京市"]


def test_latin_names_match_whole_words_only():
    assert find(["ICO"], "the ICO said") == ["ICO"]
    assert find(["ICO"], "Mexico, icons, ICOs") == []
    assert find(["QQ"], "在QQ群里") == ["QQ"]
    assert find(["QQ"], "QQ群2个") == ["QQ"]


def test_traditional_and_simplified_are_one():
    assert find(["国家网信办"], "國家網信辦表示") == ["國家網信辦"]


def test_a_name_of_several_things_keeps_all_in_order():
    matcher = Matcher([("Taizhou", 1), ("taizhou", 2), ("Taizhou", 1)])
    assert [match.value for match in matcher.find("taizhou")] == [(1, 2)]


def test_all_matches_include_overlapping_ones():
    matcher = Matcher((name, name) for name in ("南京", "南京市", "京市"))
    found = [m.span for m in matcher.find_all(fold("南京市"))]
    assert found == [Span(0, 3), Span(0, 2), Span(1, 3)]


def test_a_matcher_without_names_finds_nothing():
    assert Matcher([]).find("anything") == []


@given(st.lists(st.text(alphabet="ab微", min_size=1, max_size=3), max_size=5), LETTERS)
@settings(max_examples=100)
def test_finds_what_a_search_for_each_name_finds(names, text):
    matcher = Matcher((name, name) for name in names)
    found = {(m.span, m.value) for m in matcher.find_all(fold(text))}
    expected = set()
    for name in set(names):
        for match in re.finditer(f"(?={re.escape(name)})", text):
            span = Span(match.start(), match.start() + len(name))
            before, after = text[: span.start][-1:], text[span.end : span.end + 1]
            joined = (before.isascii() and before.isalnum() and name[0].isascii()) or (
                after.isascii() and after.isalnum() and name[-1].isascii()
            )
            if not joined:
                expected.add((span, (name,)))
    assert found == expected


NAMES = st.lists(st.text(alphabet="ab微信", min_size=1, max_size=3), max_size=5)


@given(NAMES, NAMES, st.text(alphabet="ab ,微信", max_size=30))
@settings(max_examples=50)
def test_sets_of_one_scanner_find_what_each_finds_alone(one, other, text):
    scanner = Scanner()
    shared = [Matcher(((n, n) for n in names), scanner) for names in (one, other)]
    alone = [Matcher((n, n) for n in names) for names in (one, other)]
    scanner.scan(fold(text))
    assert [m.find_all(fold(text)) for m in shared] == [m.find_all(fold(text)) for m in alone]
    assert [m.find("ab 微信") for m in shared] == [m.find("ab 微信") for m in alone]


def test_a_set_that_joins_after_a_scan_reads_for_itself():
    scanner = Scanner()
    scanner.scan("weixin")
    assert [m.value for m in Matcher([("weixin", 1)], scanner).find("weixin")] == [(1,)]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=8), SPANS)
@settings(max_examples=200)
def test_regions_answer_as_a_search_through_all_spans(spans, asked):
    regions = Regions(spans)
    assert regions.cover(asked) == any(span.covers(asked) for span in spans)
    assert regions.overlap(asked) == any(span.overlaps(asked) for span in spans)
