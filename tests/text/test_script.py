"""Folding of Han characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.text.script import fold_char, fold_han, has_han


def test_traditional_characters_become_simplified_one_by_one():
    assert fold_han("網絡淨網專項行動，掃黃打非") == "网络净网专项行动，扫黄打非"
    assert fold_char("國") == "国"
    assert fold_char("a") == "a"


def test_phrases_fold_as_their_characters_do():
    assert fold_han("乾隆") == fold_char("乾") + fold_char("隆")


def test_han_is_told_from_other_scripts():
    assert has_han("WeChat 微信")
    assert not has_han("WeChat ウィ ㄅ")


@given(st.text(max_size=40))
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold_han(text)
    assert len(folded) == len(text)
    assert fold_han(folded) == folded
