"""The engine of the unit tests: plain sets and dictionaries, no files, no other process.

It is the plainest reading of each step, which the other engines are compared with.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rapidfuzz.distance import Levenshtein

from archive.search import plan as p
from archive.search import schema
from archive.search.engines.base import Answer, Engine, Info, Reload, Writer
from archive.search.plan import Plan, Step
from archive.search.results import Hit
from archive.search.searchdoc import SearchDoc

K1, B = 1.2, 0.75
"""The usual constants of BM25."""


class Store:
    """One generation: documents and where each term stands in them."""

    def __init__(self) -> None:
        self.docs: dict[str, SearchDoc] = {}
        self.postings: dict[str, dict[str, dict[str, list[int]]]] = {
            text.name: defaultdict(dict) for text in schema.TEXTS
        }
        self.words: dict[str, set[str]] = defaultdict(set)
        self.lengths: dict[str, dict[str, int]] = {text.name: {} for text in schema.TEXTS}

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        """Adds or replaces documents."""
        for doc in docs:
            self.delete([doc.key])
            self.docs[doc.key] = doc
            for word in doc.words:
                self.words[word].add(doc.key)
            for field, terms in doc.texts.items():
                self.lengths[field][doc.key] = len(terms)
                for position, term in enumerate(terms):
                    self.postings[field][term].setdefault(doc.key, []).append(position)

    def delete(self, keys: Iterable[str]) -> None:
        """Removes documents that are there."""
        for key in keys:
            doc = self.docs.pop(key, None)
            if doc is None:
                continue
            for word in doc.words:
                self._discard(self.words, word, key)
            for field, terms in doc.texts.items():
                del self.lengths[field][key]
                for term in set(terms):
                    holders = self.postings[field][term]
                    del holders[key]
                    if not holders:
                        del self.postings[field][term]

    @staticmethod
    def _discard(index: dict[str, set[str]], term: str, key: str) -> None:
        index[term].discard(key)
        if not index[term]:
            del index[term]


class MemoryEngine(Engine):
    """See the module. Several threads may read; writers of one process must take turns."""

    name = "memory"

    def __init__(self) -> None:
        self._store = Store()
        self._made = datetime.now(UTC).isoformat(timespec="seconds")
        self._missed: set[str] | None = None

    def info(self) -> Info:
        return Info(self.name, len(self._store.docs), 0, self._made)

    @contextmanager
    def rebuild(self, reload: Reload) -> Iterator[Writer]:
        self._missed = set()
        store = Store()
        try:
            yield store
            missed = sorted(self._missed)
            store.delete(missed)
            store.upsert(reload(missed))
            self._store = store
            self._made = datetime.now(UTC).isoformat(timespec="seconds")
        finally:
            self._missed = None

    @contextmanager
    def writing(self, timeout: float = 30.0) -> Iterator[Writer]:
        writer = _Batch()
        yield writer
        self._store.delete(writer.changes)
        self._store.upsert(doc for doc in writer.changes.values() if doc is not None)
        if self._missed is not None:
            self._missed.update(writer.changes)

    def refresh(self) -> None:
        """Everything written is visible at once."""

    def answer(self, plan: Plan) -> Answer:
        scores = self._scores(plan.narrowed())
        counts: dict[str, dict[str, int]] = {}
        for lifted, names in plan.groups().items():
            found = self._scores(plan.narrowed(lifted)) if lifted else scores
            for name in names:
                counts[name] = Counter(
                    value for key in found for value in self._store.docs[key].values(name)
                )
        undated = plan.undated()
        return Answer(
            hits=self._order(plan, scores),
            total=len(scores),
            counts=counts,
            undated=len(self._scores(undated)) if undated else 0,
        )

    def _order(self, plan: Plan, scores: dict[str, float]) -> tuple[Hit, ...]:
        docs = self._store.docs
        if plan.ordered_by is None:
            ranked = [(-round(score, 4), -docs[key].newest, key) for key, score in scores.items()]
        else:
            field, descending = plan.ordered_by
            sign = -1 if descending else 1
            ranked = [(0.0, sign * int(getattr(docs[key], field)), key) for key in scores]
        page = heapq.nsmallest(plan.offset + plan.size, ranked)[plan.offset :]
        return tuple(Hit(key, abs(score)) for score, _, key in page)

    def lookup(self, keys: Collection[str]) -> dict[str, str]:
        docs = self._store.docs
        return {key: docs[key].fingerprint for key in keys if key in docs}

    def keys(self) -> Iterator[str]:
        return iter(list(self._store.docs))

    def frequencies(self, field: str, terms: Collection[str]) -> dict[str, int]:
        if field == p.WORDS:
            return {term: len(self._store.words.get(term, ())) for term in terms}
        postings = self._store.postings[field]
        return {term: len(postings.get(term, ())) for term in terms}

    def complete(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = (
            (word, len(keys)) for word, keys in self._store.words.items() if word.startswith(prefix)
        )
        return heapq.nsmallest(limit, found, key=lambda pair: (-pair[1], pair[0]))

    def close(self) -> None:
        """There is nothing to let go of but the memory itself, which is the index."""

    def _scores(self, step: Step) -> dict[str, float]:
        """The keys that a step matches, each with its score."""
        store = self._store
        match step:
            case p.All():
                return dict.fromkeys(store.docs, 0.0)
            case p.Nothing():
                return {}
            case p.Term(field, term):
                return self._rank(field, {k: len(v) for k, v in self._hold(field, term).items()})
            case p.Begins(field, char):
                return dict.fromkeys(self._hold(field, char, begins=True), 1.0)
            case p.Run():
                return self._rank(step.field, self._follow(step))
            case p.Starts(prefix):
                return self._ones(word for word in store.words if word.startswith(prefix))
            case p.Near(word, distance):
                return self._ones(
                    w
                    for w in store.words
                    if Levenshtein.distance(w, word, score_cutoff=distance) <= distance
                )
            case p.Equal():
                return dict.fromkeys((k for k, d in store.docs.items() if _equals(d, step)), 1.0)
            case p.Between():
                return {k: 0.0 for k, d in store.docs.items() if _lies_between(d, step)}
            case p.AllOf(parts):
                found = [self._scores(part) for part in parts]
                shared = set.intersection(*map(set, found))
                return {key: sum(scores[key] for scores in found) for key in shared}
            case p.AnyOf(parts):
                total: dict[str, float] = defaultdict(float)
                for part in parts:
                    for key, score in self._scores(part).items():
                        total[key] += score
                return dict(total)
            case p.Without(part):
                return dict.fromkeys(store.docs.keys() - self._scores(part).keys(), 0.0)
            case p.Weighted(part, weight):
                return {key: weight * score for key, score in self._scores(part).items()}
            case p.Prefer(part, bonus):
                extra = self._scores(bonus)
                return {k: s + extra.get(k, 0.0) for k, s in self._scores(part).items()}
        raise TypeError(f"not a step: {step!r}")

    def _ones(self, words: Iterable[str]) -> dict[str, float]:
        return dict.fromkeys((key for word in words for key in self._store.words[word]), 1.0)

    def _hold(self, field: str, term: str, *, begins: bool = False) -> dict[str, list[int]]:
        """Where a term, or any pair that it begins, stands in which document."""
        postings = self._store.postings[field]
        if not begins:
            return postings.get(term, {})
        places: dict[str, list[int]] = defaultdict(list)
        for other, holders in postings.items():
            if other == term or (len(other) == 2 and other[0] == term):
                for key, positions in holders.items():
                    places[key].extend(positions)
        return places

    def _follow(self, run: p.Run) -> dict[str, int]:
        """How often the terms of a run stand in their places, by document."""
        last = len(run.terms) - 1
        held = [
            self._hold(run.field, term, begins=run.open and i == last)
            for i, term in enumerate(run.terms)
        ]
        found: dict[str, int] = {}
        for key in set.intersection(*map(set, held)):
            ends = set(held[0][key])
            for gap, holders in zip(run.gaps, held[1:], strict=True):
                ends = {end + gap for end in ends} & set(holders[key])
            if ends:
                found[key] = len(ends)
        return found

    def _rank(self, field: str, frequencies: dict[str, int]) -> dict[str, float]:
        """BM25 of a term or run by how often each document holds it."""
        lengths = self._store.lengths[field]
        mean = sum(lengths.values()) / len(lengths) if lengths else 1.0
        rarity = math.log(1 + (len(lengths) - len(frequencies) + 0.5) / (len(frequencies) + 0.5))
        return {
            key: rarity * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[key] / mean))
            for key, tf in frequencies.items()
        }


class _Batch:
    """Changes that wait for the end of their context: a document, or None for a removal."""

    def __init__(self) -> None:
        self.changes: dict[str, SearchDoc | None] = {}

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        self.changes.update((doc.key, doc) for doc in docs)

    def delete(self, keys: Iterable[str]) -> None:
        self.changes.update(dict.fromkeys(keys))


def _equals(doc: SearchDoc, step: p.Equal) -> bool:
    held = doc.numerals if step.field == p.DESIGNATION else doc.values(step.field)
    return not set(held).isdisjoint(step.values)


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
