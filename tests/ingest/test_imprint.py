"""Imprints: the same where a document would be read alike, another where it would not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.ingest import pipeline
from archive.ingest.imprint import describe_extractor, take_imprint
from archive.ingest.lexicon import Lexicon, PlatformEntry
from archive.ingest.types import Hints, Source

SOURCE = Source("a.txt", b"Police close sites", "text/plain")
LEXICON = Lexicon(platforms={"qq": PlatformEntry(id="qq", name="QQ", kind="messenger")})


def test_a_name_does_not_count():
    assert take_imprint(SOURCE, "x") == take_imprint(replace(SOURCE, name="b.txt"), "x")


@pytest.mark.parametrize(
    "change",
    [
        {"data": b"Police close shops"},
        {"media_type": "text/html"},
        {"hints": Hints(publisher="Example Daily")},
        {"hints": Hints(reporter="Example Daily")},
    ],
)
def test_all_that_a_reading_depends_on_counts(change):
    assert take_imprint(SOURCE, "x").reading != take_imprint(replace(SOURCE, **change), "x").reading


def test_the_extractor_counts():
    assert take_imprint(SOURCE, "x").reading != take_imprint(SOURCE, "y").reading


def test_an_extractor_is_its_version_and_its_vocabularies(monkeypatch):
    one = describe_extractor(LEXICON)
    assert one == describe_extractor(replace(LEXICON))
    further = PlatformEntry(id="qq", name="QQ", kind="messenger", name_zh="腾讯QQ")
    assert one != describe_extractor(replace(LEXICON, platforms={"qq": further}))
    assert one != describe_extractor(replace(LEXICON, decided={("platform", "Q"): "qq"}))
    monkeypatch.setattr(pipeline, "EXTRACTOR_VERSION", "0.0")
    assert one != describe_extractor(LEXICON)
