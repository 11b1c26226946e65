"""Page debris out, everything else as published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.clean import clean
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Block, Page

LEXICON = Lexicon.from_files(Path(__file__).parents[2] / "fixtures" / "vocabulary")
BODY = "The bureau said that it had closed twelve sites and arrested nine people on Monday."


def make(*texts, lexicon=LEXICON, **stated):
    blocks = [t if isinstance(t, Block) else Block("paragraph", t) for t in texts]
    return clean(Page("a", "0" * 64, "text/plain", tuple(blocks), stated), lexicon)


@pytest.mark.parametrize(
    ("debris", "rule"),
    [
        ("Leave a Reply", "comment-form"),
        ("Your email address will not be published. Required fields are marked *", "comment-form"),
        ("(over)", "end-mark"),
        ("（完）", "end-mark"),
        ("责任编辑：张某", "editor-line"),
        ("(Editor: Zhang Mou)", "editor-line"),
        ("Share: Facebook Twitter LinkedIn", "share-bar"),
        ("分享到：微信 微博", "share-bar"),
        ("【打印本页】【关闭窗口】", "share-bar"),
        ("首页 > 要闻 > 正文", "navigation"),
        ("您的位置：首页 > 新闻", "navigation"),
        ("上一篇：某地通报", "navigation"),
        ("Click here to read more", "navigation"),
        ("点击查看原图", "navigation"),
        ("Copyright 2021 Example News. All rights reserved.", "copyright"),
        ("版权所有：某市公安局", "copyright"),
        ("京ICP备05070218号", "copyright"),
        ("Tags: police, crime", "tags"),
        ("声明：本文仅代表作者观点。", "disclaimer"),
        ("Print   PDF   Share", "share-bar"),
        ("【打印】【纠错】", "share-bar"),
        ("(editor Qu Mou)", "editor-line"),
        ("[Related News]", "navigation"),
        ("Previous: no Next: Autumn fire prevention notice", "navigation"),
        ("扫一扫在手机打开当前页", "share-bar"),
    ],
)
def test_debris_is_removed_and_kept_with_its_rule(debris, rule):
    document = make("Police close sites", BODY, debris)
    assert debris not in document.text
    assert [(run.text, run.rule) for run in document.removed] == [(debris, rule)]
    assert document.text.endswith(BODY)
    assert document.removed[0].at == len(document.text)


@pytest.mark.parametrize(
    "text",
    [
        "Share prices of the firm fell when the police closed its copyright portal.",
        "The end.",
        "责任编辑制度被列为整改要求，网站须在两周内落实。",
        "点击量超过三千万次，涉案金额两百万元。",
        "According to",
        ', "the micro field" is to be cleaned up.',
        "12月以来，警方关闭网站三十家。",
    ],
)
def test_what_only_begins_like_debris_stays(text):
    assert text in make("Police close sites", BODY, text).text


def test_a_headline_that_stands_twice_stays_once():
    heading = Block("heading", "Police close twelve sites")
    document = make(heading, BODY, "Police close  twelve sites.", BODY + " Again.")
    assert document.text.count("Police close") == 1
    assert document.removed[0].rule == "repeated-headline"
    assert document.blocks[0].kind == "heading"


def test_an_end_mark_on_the_last_line_goes_and_the_line_stays():
    document = make(BODY + " (over)")
    assert document.text == BODY
    assert document.removed[0].text == "(over)"


def test_what_follows_a_comment_form_goes_with_it():
    document = make("Police close sites", BODY, "Leave a Reply", "Nice work!", "Anonymous, today")
    assert document.text.endswith(BODY)
    assert {run.rule for run in document.removed} == {"comment-form"}


def test_words_of_a_comment_form_at_the_top_cut_nothing_off():
    assert BODY in make("Leave a Reply", "Police close sites", BODY, BODY + " So.").text


def test_invisible_characters_go_and_blanks_become_plain():
    document = make("\ufeffPolice\u200b close\u00a0twelve\u2003sites\x00", BODY)
    assert document.text.startswith("Police close twelve sites")


def test_a_page_of_furniture_alone_is_refused():
    with pytest.raises(Unreadable, match="furniture"):
        make("(over)", "Leave a Reply")


def test_the_language_is_told_and_a_hint_wins():
    assert make(BODY).language == "en"
    assert make("警方關閉網站三十個，拘捕疑犯九名。").language == "zh-Hant"
    assert make(BODY, language="fr").language == "fr"


def test_without_vocabulary_nothing_is_removed():
    assert make(BODY, "(over)", lexicon=Lexicon()).removed == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_blocks_cover_all_words_and_nothing_is_lost(texts):
    try:
        document = make(BODY, *texts)
    except Unreadable:
        return
    covered = "".join(block.span.quote(document.text) for block in document.blocks)
    assert "".join(covered.split()) == "".join(document.text.split())
    for block in document.blocks:
        words = block.span.quote(document.text)
        assert words == words.strip()
        assert words
    assert all(0 <= run.at <= len(document.text) for run in document.removed)
