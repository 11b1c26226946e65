"""Paragraphs out of wrapped lines, and headlines."""

from __future__ import annotations

from archive.text.lines import is_headline, join_lines, join_wrapped


def test_lines_of_their_own_stay_apart():
    lines = ["A first line.", "", "- one item", "- another item", "  ", "The last."]
    assert join_wrapped(lines) == ["A first line.", "- one item", "- another item", "The last."]


def test_lines_that_all_end_a_sentence_stay_apart():
    lines = [
        "公安分局近日破获一起网络贩卖枪支配件的案件。",
        "警方抓获涉案人员三名，缴获射钉枪五支和配件。",
        "三人通过快递寄卖配件，均已被依法批准逮捕。",
    ]
    assert join_wrapped(lines) == lines


def test_wrapped_lines_are_joined_with_or_without_a_blank():
    assert join_lines(["officers searched", "nine rooms"]) == "officers searched nine rooms"
    assert join_lines(["forty per-", "sons"]) == "forty persons"
    assert join_lines(["公安机关依法", "打击犯罪"]) == "公安机关依法打击犯罪"
    wrapped = ["公安机关依法打击网络犯罪活动并公布一批案例" * 2] * 2 + ["完毕。"]
    assert len(join_wrapped(wrapped)) == 1


def test_a_headline_is_short_and_has_no_closing_stop():
    assert is_headline("Police close twelve sites")
    assert not is_headline("Police closed twelve sites.")
    assert not is_headline("（来源：公安部网站）")
    assert not is_headline("The police said " + "again " * 40)
