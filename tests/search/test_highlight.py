"""Passages: the words that matched, marked in stored text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.highlight import WIDTH, highlight, mark
from archive.search.names import Name, Names
from archive.search.parser import parse_query

NAMES = Names((Name("platform", "wechat", "WeChat", ("WeChat", "微信")),))


def marked(text, line, **options):
    passages = highlight(text, parse_query(line, NAMES, **options).tree, NAMES)
    return [words for passage in passages for words, is_marked in passage.runs if is_marked]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Police reported cases.", "report", ["reported"]),
        ("Police reported cases.", "case police", ["Police", "cases"]),
        ("公安部通报案件", "公安部", ["公安部"]),
        ("公安機關偵破網絡案件", "网络案件", ["網絡案件"]),
        ("加入QQ群组", "QQ群", ["QQ群"]),
        ("一案两案", "案", ["案", "案"]),
        ("Shared by WeChat and 微信群", "微信", ["WeChat", "微信"]),
        ("Shared by WeChat and 微信群", '"微信"', ["微信"]),
        ("Shared by WeChat", "platform:微信", ["WeChat"]),
        ("the cloud disk, a disk", '"cloud disk"', ["cloud disk"]),
        ("cloud of the disk", '"cloud disk"~3', ["cloud", "disk"]),
        ("criminal crimes", "crimi*", ["criminal"]),
        ("Tianjin and Tianjing", "Tianjn~", ["Tianjin"]),
        ("4,800 sites", "4800", ["4,800"]),
        ("COVID-19 rules", "COVID-19", ["COVID-19"]),
        ("Café life", "cafe", ["Café"]),
        ("the end of the day", "end of the", ["end"]),
        ("fraud and theft", "fraud -theft", ["fraud"]),
        ("fraud", "suspects:>5", []),
        ("nothing here", "fraud", []),
        ("x < y & WeChat", "wechat", ["WeChat"]),
        ("微信息", "微信群 OR 信息", ["信息"]),
        ("Xi’an and O'Neil's", "xian oneil", ["Xi’an", "O'Neil's"]),
        ("preported reports", "report", ["reports"]),
        ("12,345 and 345", "345", ["345"]),
    ],
)
def test_marks(text, line, expected):
    assert marked(text, line) == expected


def test_passages_show_different_matches_and_come_in_order():
    filler = "Words without any meaning fill the page. " * 12
    text = f"{filler}Fraud was found. {filler}A disk and fraud. {filler}A cloud. {filler}"
    passages = highlight(text, parse_query("fraud disk cloud", NAMES).tree, NAMES)
    assert len(passages) == 3
    assert [p.start for p in passages] == sorted(p.start for p in passages)
    assert {"Fraud", "disk", "cloud"} <= set(marked(text, "fraud disk cloud"))
    assert all(p.cut_before and p.cut_after for p in passages)
    assert all(len(p.text) <= 2 * WIDTH for p in passages)


def test_a_passage_begins_with_its_sentence():
    text = "First sentence. " * 30 + "The second tells of fraud."
    (passage,) = highlight(text, parse_query("fraud", NAMES).tree, NAMES)
    assert passage.text == "The second tells of fraud."


def test_without_a_match_the_beginning_is_shown():
    (passage,) = highlight("Word " * 500, parse_query("fraud", NAMES).tree, NAMES)
    assert passage.start == 0
    assert passage.runs[0][1] is False
    assert passage.cut_after
    assert highlight("", parse_query("fraud", NAMES).tree, NAMES) == []


def test_a_title_is_marked_whole():
    passage = mark("Police reported fraud", parse_query("report", NAMES).tree, NAMES)
    assert passage.runs == (("Police ", False), ("reported", True), (" fraud", False))


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="公安部网络案 fraudit\n.。é\u0301ﬁ微信", max_size=700),
    st.sampled_from(["公安部", "fraud 微信", "案", "fra*", "网络 -案", "a"]),
)
def test_passages_are_stored_text(text, line):
    passages = highlight(text, parse_query(line, NAMES).tree, NAMES)
    assert len(passages) <= 3
    end = 0
    for passage in passages:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        assert passage.start >= end
        end = passage.start + len(passage.text)
