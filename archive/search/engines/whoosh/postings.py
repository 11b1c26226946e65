"""One state of a Whoosh index as a source of postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from whoosh.matching import Matcher
from whoosh.query import NumericRange
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from archive.search import plan as p
from archive.search.engines.whoosh.fields import KEY


class Postings:
    """What a searcher holds; documents are Whoosh's numbers. A searcher never changes, so that
    what is read of facets and columns is kept with it."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self._columns: dict[str, Any] = {}
        self._masks: dict[str, dict[str, int]] = {}

    def everything(self) -> Iterable[int]:
        docs: Iterable[int] = self.reader.all_doc_ids()
        return docs

    def frequencies(self, field: str, term: str) -> Mapping[int, int]:
        found: dict[int, int] = {}
        matcher = self._match(field, term)
        while matcher is not None and matcher.is_active():
            found[matcher.id()] = int(matcher.weight())
            matcher.next()
        return found

    def positions(self, field: str, term: str) -> Mapping[int, Sequence[int]]:
        found: dict[int, Sequence[int]] = {}
        matcher = self._match(field, term)
        while matcher is not None and matcher.is_active():
            found[matcher.id()] = matcher.value_as("positions")
            matcher.next()
        return found

    def _match(self, field: str, term: str) -> Matcher | None:
        try:
            return self.reader.postings(field, term)
        except TermNotFound:
            return None

    def pairs(self, field: str, char: str) -> Iterable[str]:
        return [term for term in self.terms(field, char) if len(term) <= 2]

    def terms(self, field: str, prefix: str) -> Iterable[str]:
        """Terms of a field that begin so."""
        return (term.decode() for term in self.reader.expand_prefix(field, prefix))

    def words(self, field: str, prefix: str) -> Iterable[str]:
        return self.terms(field, prefix)

    def holders(self, field: str, word: str) -> Iterable[int]:
        return self._ids(field, word)

    def equal(self, field: str, value: str) -> Iterable[int]:
        return self._ids(field, value)

    def _ids(self, field: str, term: str) -> Iterable[int]:
        matcher = self._match(field, term)
        return () if matcher is None else matcher.all_ids()

    def between(self, step: p.Between) -> Iterable[int]:
        native = NumericRange(
            step.field, step.low, step.high, not step.include_low, not step.include_high
        )
        return set(native.docs(self.searcher))

    def length(self, field: str, doc: int) -> float:
        return float(self.reader.doc_field_length(doc, field, 1))

    def mean_length(self, field: str) -> float:
        total, count = self.reader.field_length(field), self.reader.doc_count_all()
        return float(total) / max(int(count), 1)

    def size(self) -> int:
        return int(self.reader.doc_count())

    def day_order(self, doc: int) -> int:
        return self.order(p.NEWEST, doc)

    def order(self, field: str, doc: int) -> int:
        if field not in self._columns:
            self._columns[field] = self.reader.column_reader(field)
        return int(self._columns[field][doc])

    def key(self, doc: int) -> str:
        return str(self.reader.stored_fields(doc)[KEY])

    def count(self, facet: str, docs: Iterable[int]) -> Mapping[str, int]:
        found = _to_mask(docs, self.reader.doc_count_all())
        counts = ((value, (mask & found).bit_count()) for value, mask in self._read(facet).items())
        return {value: count for value, count in counts if count}

    def _read(self, facet: str) -> dict[str, int]:
        """For each value of a facet, a bit for each document that has it."""
        if facet not in self._masks:
            size = self.reader.doc_count_all()
            self._masks[facet] = {
                value: _to_mask(self._ids(facet, value), size) for value in self.terms(facet, "")
            }
        return self._masks[facet]


def _to_mask(docs: Iterable[int], size: int) -> int:
    bits = bytearray(size // 8 + 1)
    for doc in docs:
        bits[doc >> 3] |= 1 << (doc & 7)
    return int.from_bytes(bits, "little")
