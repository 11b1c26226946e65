"""The engine of the unit tests: plain dictionaries, no files, no other process."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from archive.search import plan as p
from archive.search import schema
from archive.search.engines.base import Answer, Batch, Engine, Info, Reload, Writer
from archive.search.engines.evaluation import answer_plan
from archive.search.plan import Plan
from archive.search.searchdoc import SearchDoc


class Store:
    """One generation: documents and where each term stands in them."""

    def __init__(self) -> None:
        self.docs: dict[str, SearchDoc] = {}
        self.values: dict[str, dict[str, tuple[str, ...]]] = {}
        self.postings: dict[str, dict[str, dict[str, list[int]]]] = {
            text.name: defaultdict(dict) for text in schema.TEXTS
        }
        self.lengths: Counter[str] = Counter()
        self.held: dict[str, dict[str, set[str]]] = {
            field: defaultdict(set) for field in p.PRINTED.values()
        }

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        """Adds or replaces documents."""
        for doc in docs:
            self.delete([doc.key])
            self.docs[doc.key] = doc
            self.values[doc.key] = {
                p.DESIGNATION: doc.numerals,
                **{facet.name: doc.values(facet.name) for facet in schema.FACETS},
            }
            for field, words in _printed(doc):
                for word in words:
                    self.held[field][word].add(doc.key)
            for field, terms in doc.texts.items():
                self.lengths[field] += len(terms)
                for position, term in enumerate(terms):
                    self.postings[field][term].setdefault(doc.key, []).append(position)

    def delete(self, keys: Iterable[str]) -> None:
        """Removes documents that are there."""
        for key in keys:
            doc = self.docs.pop(key, None)
            if doc is None:
                continue
            del self.values[key]
            for field, words in _printed(doc):
                for word in words:
                    self.held[field][word].discard(key)
                    if not self.held[field][word]:
                        del self.held[field][word]
            for field, terms in doc.texts.items():
                self.lengths[field] -= len(terms)
                for term in set(terms):
                    del self.postings[field][term][key]
                    if not self.postings[field][term]:
                        del self.postings[field][term]

    # ---- as a source of postings -----------------------------------------------------------

    def everything(self) -> Iterable[str]:
        return self.docs

    def frequencies(self, field: str, term: str) -> Mapping[str, int]:
        return {key: len(places) for key, places in self.positions(field, term).items()}

    def positions(self, field: str, term: str) -> Mapping[str, Sequence[int]]:
        return self.postings[field].get(term, {})

    def pairs(self, field: str, char: str) -> Iterable[str]:
        return [t for t in self.postings[field] if t[0] == char and len(t) <= 2]

    def words(self, field: str, prefix: str) -> Iterable[str]:
        return (word for word in self.held[field] if word.startswith(prefix))

    def holders(self, field: str, word: str) -> Iterable[str]:
        return self.held[field].get(word, ())

    def equal(self, field: str, value: str) -> Iterable[str]:
        return (key for key, values in self.values.items() if value in values[field])

    def between(self, step: p.Between) -> Iterable[str]:
        return (key for key, doc in self.docs.items() if _lies_between(doc, step))

    def length(self, field: str, doc: str) -> float:
        return len(self.docs[doc].texts[field])

    def mean_length(self, field: str) -> float:
        return self.lengths[field] / max(len(self.docs), 1)

    def size(self) -> int:
        return len(self.docs)

    def day_order(self, doc: str) -> int:
        return self.docs[doc].newest

    def order(self, field: str, doc: str) -> int:
        return int(getattr(self.docs[doc], field))

    def key(self, doc: str) -> str:
        return doc

    def count(self, facet: str, docs: Iterable[str]) -> Mapping[str, int]:
        return Counter(value for key in docs for value in self.values[key][facet])


class MemoryEngine(Engine):
    """Several threads may read; those that write must take turns."""

    name = "memory"

    def __init__(self) -> None:
        self._store = Store()
        self._made = _now()
        self._missed: set[str] | None = None

    def info(self) -> Info:
        return Info(self.name, len(self._store.docs), 0, self._made)

    @contextmanager
    def rebuild(self, reload: Reload) -> Iterator[Writer]:
        self._missed = set()
        store = Store()
        try:
            yield store
            if missed := sorted(self._missed):
                store.delete(missed)
                store.upsert(reload(missed))
            self._store = store
            self._made = _now()
        finally:
            self._missed = None

    @contextmanager
    def writing(self, timeout: float = 30.0) -> Iterator[Writer]:
        batch = Batch()
        yield batch
        self._store.delete(batch.changes)
        self._store.upsert(doc for doc in batch.changes.values() if doc is not None)
        if self._missed is not None:
            self._missed.update(batch.changes)

    def refresh(self) -> None:
        """Everything written is visible at once."""

    def answer(self, plan: Plan) -> Answer:
        return answer_plan(plan, self._store)

    def lookup(self, keys: Collection[str]) -> dict[str, str]:
        docs = self._store.docs
        return {key: docs[key].fingerprint for key in keys if key in docs}

    def keys(self) -> Iterator[str]:
        return iter(list(self._store.docs))

    def frequencies(self, field: str, terms: Collection[str]) -> dict[str, int]:
        if field in self._store.held:
            return {term: len(self._store.held[field].get(term, ())) for term in terms}
        if field in schema.FACETS_BY_NAME:
            held = self._store.count(field, self._store.everything())
            return {term: held.get(term, 0) for term in terms}
        return {term: len(self._store.positions(field, term)) for term in terms}

    def complete(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        held = self._store.held[p.WORDS]
        found = ((word, len(keys)) for word, keys in held.items() if word.startswith(prefix))
        return heapq.nsmallest(limit, found, key=lambda pair: (-pair[1], pair[0]))

    def close(self) -> None:
        """There is nothing to let go of but the memory itself, which is the index."""


def _printed(doc: SearchDoc) -> Iterator[tuple[str, set[str]]]:
    yield p.WORDS, doc.words
    yield p.TITLE_WORDS, doc.title_words


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _lies_between(doc: SearchDoc, step: p.Between) -> bool:
    held: Iterable[float | None]
    if step.field == p.EARLIEST:
        held = (doc.earliest,)
    elif step.field == p.LATEST:
        held = (doc.latest,)
    else:
        held = doc.numbers.get(step.field, ())
    return any(value is not None and _is_within(value, step) for value in held)


def _is_within(value: float, step: p.Between) -> bool:
    low, high = step.low, step.high
    return (low is None or value > low or (step.include_low and value == low)) and (
        high is None or value < high or (step.include_high and value == high)
    )
