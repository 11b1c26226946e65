"""The native schema, and documents in its terms."""

from __future__ import annotations

from functools import cache
from typing import Any

import tantivy as lib

from archive.search import plan as p
from archive.search import schema
from archive.search.searchdoc import SearchDoc

KEY, PRINT = "key", "print"
RECENCY = "recency"
DAYS = (p.EARLIEST, p.LATEST)
ORDERS = (p.NEWEST, p.OLDEST)
RECENCY_SHARE = 1e-3
"""The share of a score by which a day a million days later would outdo an earlier one."""


@cache
def native_schema() -> Any:
    """The fields, from our schema; the order matters to tantivy."""
    builder = lib.SchemaBuilder()
    builder.add_text_field(KEY, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(PRINT, stored=True, tokenizer_name="raw", index_option="basic")
    for text in schema.TEXTS:
        builder.add_text_field(text.name, tokenizer_name="whitespace", index_option="position")
    for words in (p.WORDS, p.TITLE_WORDS):
        builder.add_text_field(words, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field(p.DESIGNATION, tokenizer_name="raw", index_option="basic")
    for facet in schema.FACETS:
        builder.add_text_field(facet.name, tokenizer_name="raw", index_option="basic", fast=True)
    for number in schema.NUMBERS:
        builder.add_float_field(number.name, indexed=True, fast=True)
    for day in DAYS:
        builder.add_integer_field(day, indexed=True, fast=True)
    for order in ORDERS:
        builder.add_integer_field(order, fast=True)
    builder.add_float_field(RECENCY, fast=True)
    return builder.build()


def to_native(doc: SearchDoc) -> Any:
    """Every value is of the type that its field has: a wrong one would kill the writer's thread
    later, and with it the batch, without a word here."""
    fields: dict[str, Any] = {
        KEY: doc.key,
        PRINT: doc.fingerprint,
        p.WORDS: " ".join(doc.words),
        p.TITLE_WORDS: " ".join(doc.title_words),
        p.DESIGNATION: [str(value) for value in doc.numerals],
        p.NEWEST: int(doc.newest),
        p.OLDEST: int(doc.oldest),
        RECENCY: _weigh_day(doc.latest),
    }
    fields.update((name, " ".join(terms)) for name, terms in doc.texts.items())
    for facet in schema.FACETS:
        fields[facet.name] = [str(value) for value in doc.values(facet.name)]
    for number in schema.NUMBERS:
        fields[number.name] = [float(value) for value in doc.numbers.get(number.name, ())]
    if doc.earliest is not None and doc.latest is not None:
        fields[p.EARLIEST], fields[p.LATEST] = int(doc.earliest), int(doc.latest)
    return lib.Document.from_dict(fields, native_schema())


def _weigh_day(day: int | None) -> float:
    """tantivy multiplies a score by log2(2 + this): a tie-break and no more."""
    return float(2 ** (1 + RECENCY_SHARE * (day or 0) / 1_000_000) - 2)
