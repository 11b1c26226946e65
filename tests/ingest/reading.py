"""What tests of names share: the vocabularies, and a document made of a text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from archive.ingest.extract.agencies import find_agencies
from archive.ingest.extract.places import find_places
from archive.ingest.lexicon import Lexicon
from archive.ingest.resolve import resolve
from archive.ingest.types import Document, Extraction, Head, Resolution, TextBlock
from archive.text.language import tell_language
from archive.text.spans import Span

VOCABULARY = Path(__file__).parents[2] / "fixtures" / "vocabulary"
NO_HEAD = Head("", "derived", None, None, None, None, None, None)


@cache
def read_lexicon() -> Lexicon:
    """The vocabularies of the project, read once."""
    return Lexicon.from_files(VOCABULARY)


def make_document(text: str) -> Document:
    """A cleaned document: each line is a paragraph."""
    blocks = tuple(TextBlock("paragraph", Span(*m.span())) for m in re.finditer(r"[^\n]+", text))
    return Document("a.txt", "0" * 64, "text/plain", tell_language(text), text, blocks, ())


def decide(text: str) -> Resolution:
    """Places and agencies of a text, decided."""
    document, lexicon = make_document(text), read_lexicon()
    places = find_places(document, lexicon)
    agencies = find_agencies(document, places, lexicon)
    extraction = Extraction(head=NO_HEAD, places=places, agencies=agencies)
    return resolve(document, extraction, lexicon)
