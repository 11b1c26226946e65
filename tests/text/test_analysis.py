"""Tokens: one way of cutting for index, query and highlighting."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text import analysis

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("微信净网扫黄打非案公安部門號 ab cdE1,2.3'’·é\u0301ﬁ\u200b\n，。（カが"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def find(text: str, query: str) -> bool:
    """Whether the query's pattern stands in the text's terms."""
    wanted = analysis.pattern(query)
    stored = analysis.terms(text)
    size = len(wanted.terms)
    for start in range(len(stored) - size + 1):
        run = stored[start : start + size]
        if run[:-1] == list(wanted.terms[:-1]) and (
            run[-1] == wanted.terms[-1] or (wanted.open and run[-1][0] == wanted.terms[-1])
        ):
            return True
    return False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reported cases", ["report", "case"]),
        ("微信群", ["微信", "信群", "群"]),
        ("QQ群组", ["qq", "群组", "组"]),
        ("4,800 sites, 12.2 yuan", ["4800", "site", "12.2", "yuan"]),
        ("2015.6.1", ["2015", "6", "1"]),
        ("１２３ＡＢＣ", ["123abc"]),
        ("COVID-19", ["covid", "19"]),
        ("the country's Xi’an", ["the", "countri", "xian"]),
        ("café cafe\u0301", ["cafe", "cafe"]),
        ("網絡淨網", ["网络", "络净", "净网", "网"]),
        ("Beijing Nanning banning", ["beijing", "nanning", "ban"]),
        ("微\u200b信", ["微信", "信"]),
        ("", []),
        ("…，！", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert analysis.terms(text) == expected


def test_names_keep_their_words() -> None:
    assert analysis.terms("Reports' News", stemmed=False) == ["reports", "news"]


@pytest.mark.parametrize(
    ("query", "terms", "is_open"),
    [
        ("微信", ("微信",), False),
        ("公安部", ("公安", "安部"), False),
        ("案", ("案",), True),
        ("QQ群", ("qq", "群"), True),
        ("微信Tianjin", ("微信", "信", "tianjin"), False),
        ("3·10", ("3", "10"), False),
        ("!?", (), False),
    ],
)
def test_pattern(query: str, terms: tuple[str, ...], is_open: bool) -> None:
    assert analysis.pattern(query) == analysis.Pattern(terms, is_open)


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = analysis.cut(text)
    assert [t.term for t in tokens] == analysis.terms(text, stemmed=False)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.term in analysis.terms(text[token.start : token.end], stemmed=False)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_compatibility_forms_fold_alike(text: str) -> None:
    assert analysis.fold(unicodedata.normalize("NFD", text)) == analysis.fold(text)
    assert analysis.fold(analysis.fold(text)) == analysis.fold(text)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="公安部网络扫黄打非", min_size=1, max_size=12),
    st.text(alphabet="公安部网络", min_size=1, max_size=4),
)
def test_han_is_found_exactly_where_it_stands(text: str, query: str) -> None:
    assert find(text, query) == (query in text)


def test_simplified_finds_traditional() -> None:
    assert find("公安機關偵破網絡案件", "公安机关")
    assert find("公安机关", "公安機關")


def test_long_words_are_cut_short() -> None:
    assert analysis.terms("x" * 5000) == ["x" * analysis.MAX_TERM]


def test_stems_are_the_same_however_many_were_met(monkeypatch):
    monkeypatch.setattr(analysis, "MAX_STEMS", 2)
    words = ["reports", "cases", "arrested", "reports", "beijing"]
    assert analysis.stem(words) == ["report", "case", "arrest", "report", "beijing"]
