"""Whoosh's schema, and documents in its terms."""

from __future__ import annotations

from functools import cache
from typing import Any

from whoosh import analysis, fields

from archive.search import plan as p
from archive.search import schema
from archive.search.searchdoc import SearchDoc

KEY, PRINT = "key", "print"
SEPARATOR = "\x1f"
"""Between values of one facet, which may hold any other character."""


@cache
def native_schema() -> fields.Schema:
    """The fields, from our schema."""
    spaced = analysis.SpaceSeparatedTokenizer()
    separated = analysis.RegexTokenizer(rf"[^{SEPARATOR}]+")
    held: dict[str, Any] = {
        KEY: fields.ID(stored=True, unique=True),
        PRINT: fields.STORED,
        p.WORDS: fields.TEXT(analyzer=spaced, phrase=False),
        p.DESIGNATION: fields.TEXT(analyzer=separated, phrase=False),
        p.EARLIEST: fields.NUMERIC(int, 32),
        p.LATEST: fields.NUMERIC(int, 32),
        p.NEWEST: fields.NUMERIC(int, 64, sortable=True),
        p.OLDEST: fields.NUMERIC(int, 64, sortable=True),
    }
    for text in schema.TEXTS:
        held[text.name] = fields.TEXT(analyzer=spaced, phrase=True)
    for facet in schema.FACETS:
        held[facet.name] = fields.TEXT(analyzer=separated, phrase=False)
    for number in schema.NUMBERS:
        held[number.name] = fields.NUMERIC(float)
    return fields.Schema(**held)


def to_native(doc: SearchDoc) -> dict[str, Any]:
    """The values that Whoosh's writer takes."""
    values: dict[str, Any] = {
        KEY: doc.key,
        PRINT: doc.fingerprint,
        p.WORDS: " ".join(sorted(doc.words)),
        p.DESIGNATION: SEPARATOR.join(doc.numerals),
        p.NEWEST: doc.newest,
        p.OLDEST: doc.oldest,
    }
    values.update((name, " ".join(terms)) for name, terms in doc.texts.items())
    for facet in schema.FACETS:
        values[facet.name] = SEPARATOR.join(doc.values(facet.name))
    for name, numbers in doc.numbers.items():
        if numbers:
            values[name] = [float(number) for number in numbers]
    if doc.earliest is not None and doc.latest is not None:
        values[p.EARLIEST], values[p.LATEST] = doc.earliest, doc.latest
    return values
