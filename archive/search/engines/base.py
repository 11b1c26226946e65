"""What an engine is. Engines differ in where they keep the index, never in their answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from archive.search.plan import Plan, make_plan
from archive.search.query import Query
from archive.search.results import NO_CHOICE, FacetCounts, Hit, ResultPage
from archive.search.searchdoc import SearchDoc

Reload = Callable[[Collection[str]], Iterable[SearchDoc]]
"""Gives the present documents of some keys; a key that is left out is gone."""


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of an index without searching it. `size` is in bytes."""

    engine: str
    documents: int
    size: int
    made: str


@dataclass(frozen=True)
class Answer:
    """What an engine gives back for a plan: hits of the page, how many in all, the number of
    documents for each value of each asked facet that has any, the most frequent values first,
    and the number of the undated."""

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    undated: int = 0


class Writer(Protocol):
    """Takes changes; nothing is searchable before the context it came from ends."""

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        """Adds documents or replaces those of the same key: full replace, not a merge."""

    def delete(self, keys: Iterable[str]) -> None:
        """Removes documents; keys that are not there are ignored."""


class Batch:
    """Changes held back until their context ends, the last of each key: a document, or None for
    a removal. For engines that would show a part of them, or see one document twice."""

    def __init__(self) -> None:
        self.changes: dict[str, SearchDoc | None] = {}

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        """See Writer."""
        self.changes.update((doc.key, doc) for doc in docs)

    def delete(self, keys: Iterable[str]) -> None:
        """See Writer."""
        self.changes.update(dict.fromkeys(keys))


class Engine(ABC):
    """A search index. Nothing opens at construction, every method may raise a `SearchError`,
    and no other exception of a foreign library leaves it."""

    name: str

    @abstractmethod
    def info(self) -> Info:
        """What the index is; raises MissingIndexError, OutdatedIndexError, BrokenIndexError."""

    @abstractmethod
    def rebuild(self, reload: Reload) -> AbstractContextManager[Writer]:
        """A new, empty index beside the live one, which readers keep until the context ends
        well and keep for good where it raises. Changes that others write meanwhile go to the
        live index, and their keys are given to `reload` before the swap: none is lost."""

    @abstractmethod
    def writing(self, timeout: float = 30.0) -> AbstractContextManager[Writer]:
        """Changes to the live index, committed durably when the context ends and dropped when
        it raises. One writer at a time in all processes: read what is written inside the
        context, or an older state may overwrite a newer. Raises LockedIndexError after
        `timeout` seconds."""

    @abstractmethod
    def refresh(self) -> None:
        """Makes all that was committed before, by any process, visible to this one."""

    @abstractmethod
    def answer(self, plan: Plan) -> Answer:
        """Hits, total and counts of a plan, all of one state of the index. Orders by score or
        by the field asked, then by latest day, then by the key's tie."""

    @abstractmethod
    def lookup(self, keys: Collection[str]) -> dict[str, str]:
        """The fingerprints of those of the keys that are indexed."""

    @abstractmethod
    def keys(self) -> Iterator[str]:
        """All keys, in no order."""

    @abstractmethod
    def frequencies(self, field: str, terms: Collection[str]) -> dict[str, int]:
        """For each term, in how many documents of the live index the text field (or "words", or
        a facet) holds it; documents deleted lately may still count."""

    @abstractmethod
    def complete(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Unstemmed words that begin so, the most frequent first, with their frequencies."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of files and memory; the engine opens again when it is next used."""

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        """`writing` for one batch of documents."""
        with self.writing() as writer:
            writer.upsert(docs)

    def delete(self, keys: Iterable[str]) -> None:
        """`writing` for one batch of removals."""
        with self.writing() as writer:
            writer.delete(keys)

    def search(self, query: Query) -> ResultPage:
        """One page of hits with its counts; labels are left to those who know names."""
        answer = self.answer(make_plan(query))
        facets = {
            name: FacetCounts(name, answer.counts[name], query.filters.get(name, NO_CHOICE))
            for name in query.facets
        }
        return ResultPage(answer.hits, answer.total, facets, answer.undated)
