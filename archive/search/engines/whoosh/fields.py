"""Whoosh's schema, and documents in its terms."""

from __future__ import annotations

from functools import cache
from typing import Any

from whoosh import fields

from archive.search import plan as p
from archive.search import schema
from archive.search.searchdoc import SearchDoc

KEY, PRINT = "key", "print"


@cache
def native_schema() -> fields.Schema:
    """The fields, from our schema. Values are given as lists of terms, so that no analyser of
    Whoosh's is ever asked."""
    held: dict[str, Any] = {
        KEY: fields.ID(stored=True, unique=True),
        PRINT: fields.STORED,
        p.WORDS: fields.ID,
        p.TITLE_WORDS: fields.ID,
        p.DESIGNATION: fields.ID,
        p.EARLIEST: fields.NUMERIC(int, 32),
        p.LATEST: fields.NUMERIC(int, 32),
        p.NEWEST: fields.NUMERIC(int, 64, sortable=True),
        p.OLDEST: fields.NUMERIC(int, 64, sortable=True),
    }
    for text in schema.TEXTS:
        held[text.name] = fields.TEXT(phrase=True)
    for facet in schema.FACETS:
        held[facet.name] = fields.ID
    for number in schema.NUMBERS:
        held[number.name] = fields.NUMERIC(float)
    return fields.Schema(**held)


def to_native(doc: SearchDoc) -> dict[str, Any]:
    """The values that Whoosh's writer takes; fields without any are left out."""
    values: dict[str, Any] = {
        KEY: doc.key,
        PRINT: doc.fingerprint,
        p.NEWEST: doc.newest,
        p.OLDEST: doc.oldest,
    }
    lists: dict[str, list[Any]] = {
        p.WORDS: sorted(doc.words),
        p.TITLE_WORDS: sorted(doc.title_words),
        p.DESIGNATION: list(doc.numerals),
        **doc.texts,
        **{facet.name: list(doc.values(facet.name)) for facet in schema.FACETS},
        **{name: [float(number) for number in numbers] for name, numbers in doc.numbers.items()},
    }
    values.update((name, held) for name, held in lists.items() if held)
    if doc.earliest is not None and doc.latest is not None:
        values[p.EARLIEST], values[p.LATEST] = doc.earliest, doc.latest
    return values
