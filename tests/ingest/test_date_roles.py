"""Roles of printed dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest.clean import clean
from archive.ingest.extract.dates import find_dates
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import read
from archive.ingest.types import Source

LEXICON = Lexicon.from_files(Path(__file__).parents[2] / "fixtures" / "vocabulary")


def roles(text):
    document = clean(read(Source("a", text.encode(), "text/plain")), LEXICON)
    return [(d.quote, d.role) for d in find_dates(document, LEXICON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新华社北京6月8日电（记者某某）2015年3月，警方破案。",
            [("6月8日", "publication"), ("2015年3月", "event")],
        ),
        (
            "BEIJING, April 16 (Xinhua) -- Police arrested nine people on March 3.",
            [("April 16", "publication"), ("March 3", "event")],
        ),
        (
            "警方通报案例\n\n发布时间：2021-05-07 来源：某市公安局\n\n3月2日，警方抓获三人。",
            [("2021-05-07", "publication"), ("3月2日", "event")],
        ),
        (
            "警方接到报案。3月2日，警方依据2017年6月1日起施行的法律作出处罚。",
            [("3月2日", "event"), ("2017年6月1日", "unknown")],
        ),
    ],
)
def test_roles(text, expected):
    assert roles(text) == expected


def test_quotes_are_the_words_of_the_text():
    text = "Police close sites\n\nOn 3 March 2021 and again in April 2021 they searched rooms."
    document = clean(read(Source("a", text.encode(), "text/plain")), LEXICON)
    for mention in find_dates(document, LEXICON):
        assert mention.span.quote(document.text) == mention.quote
        assert mention.year_stated
