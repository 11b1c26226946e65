"""Steps taken in Python, for engines that only keep postings: memory and Whoosh.

What matches is a dictionary of documents and scores; what only filters costs no scores.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from rapidfuzz.distance import Levenshtein

from archive.search import plan as p
from archive.search import schema
from archive.search.engines.base import Answer
from archive.search.plan import DATES, Plan, Step
from archive.search.results import Hit

D = TypeVar("D", int, str)
"""How the source names its documents."""

K1, B = 1.2, 0.75
"""The usual constants of BM25."""


class Source(Protocol[D]):
    """Postings of one state of an index."""

    def everything(self) -> Iterable[D]:
        """All documents."""

    def frequencies(self, field: str, term: str) -> Mapping[D, int]:
        """How often each document's text field holds a term."""

    def positions(self, field: str, term: str) -> Mapping[D, Sequence[int]]:
        """Where each document's text field holds a term."""

    def pairs(self, field: str, char: str) -> Iterable[str]:
        """The terms of a text field that are this character or a pair that it begins."""

    def words(self, field: str, prefix: str) -> Iterable[str]:
        """All words of an unstemmed field that begin so."""

    def holders(self, field: str, word: str) -> Iterable[D]:
        """Documents with a word in an unstemmed field."""

    def equal(self, field: str, value: str) -> Iterable[D]:
        """Documents with a facet's value, or a designation."""

    def between(self, step: p.Between) -> Iterable[D]:
        """Documents with a number or day within bounds."""

    def length(self, field: str, doc: D) -> float:
        """Terms in a document's text field."""

    def mean_length(self, field: str) -> float:
        """Their mean over all documents."""

    def size(self) -> int:
        """How many documents there are."""

    def day_order(self, doc: D) -> int:
        """`SearchDoc.newest` of a document."""

    def order(self, field: str, doc: D) -> int:
        """The value that a sort's field has."""

    def key(self, doc: D) -> str:
        """The key of a document."""

    def count(self, facet: str, docs: Iterable[D]) -> Mapping[str, int]:
        """How many of the documents have each value."""


def answer_plan(plan: Plan, source: Source[D]) -> Answer:
    """What an engine gives back, from postings alone. Text and filters are each evaluated once,
    however many facets lift one of them."""
    text = evaluate(plan.text, source)
    kept = {name: evaluate(step, source).keys() for name, step in plan.filters.items()}

    def narrow(lifted: frozenset[str]) -> Mapping[D, float]:
        bars = [docs for name, docs in kept.items() if name not in lifted]
        if not bars:
            return text
        return {doc: text[doc] for doc in text if all(doc in docs for docs in bars)}

    scores = narrow(frozenset())
    counts: dict[str, Mapping[str, int]] = {}
    for lifted, names in plan.groups().items():
        found = narrow(lifted) if lifted else scores
        counts.update((name, _rank_values(source.count(name, found))) for name in names)
    undated = 0
    if plan.has_dates:
        dateless = set(source.equal("year", schema.NONE))
        undated = len(dateless & narrow(frozenset({DATES})).keys())
    return Answer(_order(plan, scores, source), len(scores), counts, undated)


def _rank_values(counts: Mapping[str, int]) -> Mapping[str, int]:
    """The values that count something, the most frequent first."""
    return dict(Counter({value: count for value, count in counts.items() if count}).most_common())


def _order(plan: Plan, scores: Mapping[D, float], source: Source[D]) -> tuple[Hit, ...]:
    def rank(doc: D) -> tuple[float, int]:
        if plan.ordered_by is None:
            # Sums of the same shares in another order differ in their last digits.
            return -round(scores[doc], 4), -source.day_order(doc)
        field, descending = plan.ordered_by
        value = source.order(field, doc)
        return 0.0, -value if descending else value

    page = heapq.nsmallest(plan.offset + plan.size, scores, key=rank)[plan.offset :]
    scored = plan.ordered_by is None
    return tuple(Hit(source.key(doc), scores[doc] if scored else 0.0) for doc in page)


def evaluate(step: Step, source: Source[D]) -> Mapping[D, float]:
    """The documents that a step matches, each with its score."""
    match step:
        case p.All():
            return dict.fromkeys(source.everything(), 0.0)
        case p.Nothing():
            return {}
        case p.Term(field, term):
            return _rank(field, source.frequencies(field, term), source)
        case p.Begins(field, char):
            terms = source.pairs(field, char)
            return _ones(doc for term in terms for doc in source.frequencies(field, term))
        case p.Run():
            return _rank(step.field, _follow(step, source), source)
        case p.Starts(prefix, field):
            begun = source.words(field, prefix)
            return _ones(doc for word in begun for doc in source.holders(field, word))
        case p.Near(word, distance, field):
            near = (w for w in source.words(field, "") if _is_near(w, word, distance))
            return _ones(doc for w in near for doc in source.holders(field, w))
        case p.Equal(field, values):
            return _ones(doc for value in values for doc in source.equal(field, value))
        case p.Between():
            return dict.fromkeys(source.between(step), 0.0)
        case p.AllOf(parts):
            return _intersect([evaluate(part, source) for part in parts])
        case p.AnyOf(parts):
            return _unite([evaluate(part, source) for part in parts])
        case p.Without(part):
            barred = evaluate(part, source)
            return {doc: 0.0 for doc in source.everything() if doc not in barred}
        case p.Weighted(part, weight):
            return {doc: weight * score for doc, score in evaluate(part, source).items()}
        case p.Prefer(part, bonus):
            extra = evaluate(bonus, source)
            found = evaluate(part, source)
            return {doc: score + extra.get(doc, 0.0) for doc, score in found.items()}
    raise TypeError(f"not a step: {step!r}")


def _ones(docs: Iterable[D]) -> dict[D, float]:
    return dict.fromkeys(docs, 1.0)


def _is_near(word: str, other: str, distance: int) -> bool:
    if abs(len(word) - len(other)) > distance:
        return False
    return Levenshtein.distance(word, other, score_cutoff=distance) <= distance


def _intersect(found: list[Mapping[D, float]]) -> dict[D, float]:
    fewest = min(found, key=len)
    return {
        doc: sum(scores[doc] for scores in found)
        for doc in fewest
        if all(doc in scores for scores in found)
    }


def _unite(found: list[Mapping[D, float]]) -> dict[D, float]:
    total: dict[D, float] = defaultdict(float)
    for scores in found:
        for doc, score in scores.items():
            total[doc] += score
    return dict(total)


def _follow(run: p.Run, source: Source[D]) -> dict[D, int]:
    """How often the terms of a run stand in their places, by document."""
    last = len(run.terms) - 1
    held = [
        _begun(run.field, term, source)
        if run.open and i == last
        else source.positions(run.field, term)
        for i, term in enumerate(run.terms)
    ]
    found: dict[D, int] = {}
    for doc in min(held, key=len):
        if not all(doc in holders for holders in held):
            continue
        ends = set(held[0][doc])
        for gap, holders in zip(run.gaps, held[1:], strict=True):
            ends = {end + gap for end in ends}.intersection(holders[doc])
        if ends:
            found[doc] = len(ends)
    return found


def _begun(field: str, char: str, source: Source[D]) -> Mapping[D, Sequence[int]]:
    places: dict[D, list[int]] = defaultdict(list)
    for term in source.pairs(field, char):
        for doc, positions in source.positions(field, term).items():
            places[doc].extend(positions)
    return places


def _rank(field: str, frequencies: Mapping[D, int], source: Source[D]) -> dict[D, float]:
    """BM25 of a term or run by how often each document holds it."""
    mean = source.mean_length(field) or 1.0
    held = len(frequencies)
    rarity = math.log(1 + (source.size() - held + 0.5) / (held + 0.5))
    return {
        doc: rarity * tf * (K1 + 1) / (tf + K1 * (1 - B + B * source.length(field, doc) / mean))
        for doc, tf in frequencies.items()
    }
