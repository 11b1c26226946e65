"""Names as keys and in Latin letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.names import capitalise, romanise, slugify, squash


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Jianhu County Public Security Bureau", "jianhu-county-public-security-bureau"),
        ("Xi'an Public Security Bureau", "xian-public-security-bureau"),
        ("Agencia Española de Protección de Datos", "agencia-espanola-de-proteccion-de-datos"),
        ("净网2015", "jing-wang-2015"),
        ("“扫黄打非”办公室", "sao-huang-da-fei-ban-gong-shi"),
        ("……", ""),
    ],
)
def test_slug_is_ascii_words_joined_by_hyphens(name, slug):
    assert slugify(name) == slug


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_slug_is_its_own_slug(name):
    slug = slugify(name)
    assert slug.isascii()
    assert slugify(slug) == slug


def test_squashed_names_agree_across_script_width_and_marks():
    assert squash("全國「掃黃打非」辦公室") == squash("全国“扫黄打非”办公室")
    assert squash("Ｗｅ Chat") == squash("WeChat") == "wechat"
    assert squash("WeChat") != squash("WeChats")


def test_romanised_name_keeps_latin_words_and_takes_an_apostrophe():
    assert romanise("抖音App") == "dou yin App"
    assert capitalise("xi an") == "Xi'an"
    assert capitalise("bei jing") == "Beijing"
    assert capitalise("") == ""
