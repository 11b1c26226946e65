"""Sketches: how alike two texts are, from a few numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.sketch import SIZE, estimate_likeness, make_sketch

WORDS = [f"word{number}" for number in range(600)]
HAN = "全国公安机关开展专项行动打击网络犯罪抓获嫌疑人查处网站关闭账号清理信息" * 3


def compare(one, other):
    return estimate_likeness(make_sketch(one), make_sketch(other))


def test_the_same_text_is_wholly_alike_however_it_is_set():
    text = " ".join(WORDS)
    assert compare(text, text.upper().replace(" ", "\n")) == 1
    assert compare(HAN, HAN.replace("国", "國")) == 1


def test_texts_without_a_phrase_in_common_are_not_alike():
    assert compare(" ".join(WORDS), " ".join(reversed(WORDS))) == 0


def test_likeness_is_near_the_share_of_phrases_in_common():
    first, second = " ".join(WORDS[:400]), " ".join(WORDS[200:])
    assert abs(compare(first, second) - 1 / 3) < 0.2


def test_a_text_with_a_line_added_stays_alike():
    assert compare(" ".join(WORDS), "From our desk: " + " ".join(WORDS)) > 0.9


def test_a_text_without_words_is_like_no_other():
    assert make_sketch(" …—!") == ()
    assert compare("", "") == 0
    assert compare("one", "one") == 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_a_sketch_is_small_sorted_and_likeness_is_symmetric(one, other):
    sketch = make_sketch(one)
    assert len(sketch) <= SIZE
    assert list(sketch) == sorted(set(sketch))
    assert all(0 <= value < 2**63 for value in sketch)
    assert 0 <= compare(one, other) == compare(other, one) <= 1
