"""The engine: its files, its searchers, its writer."""

from __future__ import annotations

import heapq
import os
import pickle
import struct
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh import index as lib
from whoosh.reading import TermNotFound

from archive.search import plan as p
from archive.search import schema
from archive.search.engines.base import Answer, Batch, Engine, Info, Reload, Writer
from archive.search.engines.evaluation import answer_plan
from archive.search.engines.generations import Generations, sync_files
from archive.search.engines.whoosh.fields import KEY, PRINT, native_schema, to_native
from archive.search.engines.whoosh.postings import Postings
from archive.search.errors import BrokenIndexError, LockedIndexError, UnwritableIndexError
from archive.search.plan import Plan
from archive.search.searchdoc import SearchDoc

BUFFER = 64
"""Megabytes that a writer gathers before it writes a segment."""

DAMAGE = (
    lib.LockError,
    lib.IndexError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
    AssertionError,
    TypeError,
    struct.error,
    pickle.UnpicklingError,
    zlib.error,
)
"""What Whoosh raises on files that are cut short, overwritten or gone."""


class WhooshEngine(Engine):
    """See the package. `folder` is the index's home (`generations`)."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._generations = Generations(folder, self.name, schema.version())
        self._lock = threading.Lock()
        self._opened: tuple[int, tuple[int, int] | None, Any, Postings] | None = None

    def info(self) -> Info:
        manifest = self._generations.current()
        size = self._generations.size(manifest)
        return Info(self.name, self._postings().size(), size, manifest.made)

    def refresh(self) -> None:
        self._postings()

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened[3].searcher.close()
            self._opened = None

    def _postings(self) -> Postings:
        """All that is committed by now, in any process. Whoosh's own `refresh` brings deleted
        documents back: a searcher that is out of date is left and a new one opened."""
        return self._generations.read(self._open)

    def _open(self) -> Postings:
        with self._translated(), self._lock:
            state = (os.getpid(), self._generations.stamp())
            if self._opened is None or self._opened[:2] != state:
                manifest = self._generations.current()
                index = lib.open_dir(str(self._generations.path(manifest)), schema=native_schema())
                self._opened = (*state, index, Postings(index.searcher()))
            elif not self._opened[3].searcher.up_to_date():
                index = self._opened[2]
                self._opened = (*state, index, Postings(index.searcher()))
            return self._opened[3]

    def answer(self, plan: Plan) -> Answer:
        postings = self._postings()
        with self._translated():
            return answer_plan(plan, postings)

    def lookup(self, keys: Collection[str]) -> dict[str, str]:
        postings = self._postings()
        found: dict[str, str] = {}
        with self._translated():
            for key in keys:
                for doc in postings.equal(KEY, key):
                    found[key] = str(postings.reader.stored_fields(doc)[PRINT])
        return found

    def keys(self) -> Iterator[str]:
        postings = self._postings()
        with self._translated():
            for doc in postings.everything():
                yield postings.key(doc)

    def frequencies(self, field: str, terms: Collection[str]) -> dict[str, int]:
        postings = self._postings()
        with self._translated():
            return {term: _count_holders(postings, field, term) for term in terms}

    def complete(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        postings = self._postings()
        with self._translated():
            found = (
                (word, _count_holders(postings, p.WORDS, word))
                for word in postings.words(p.WORDS, prefix)
            )
            return heapq.nsmallest(limit, found, key=lambda pair: (-pair[1], pair[0]))

    # ---- writing ---------------------------------------------------------------------------

    @contextmanager
    def writing(self, timeout: float = 30.0) -> Iterator[Writer]:
        with self._generations.writing(timeout) as manifest:
            batch = Batch()
            yield batch
            self._generations.note(batch.changes)
            path = self._generations.path(manifest)
            with self._writer(lib.open_dir, path) as writer:
                self._apply(batch, writer)

    @contextmanager
    def rebuild(self, reload: Reload) -> Iterator[Writer]:
        with self._generations.building() as build:
            with self._writer(lib.create_in, build.path) as writer:
                yield _Fresh(self, writer)
            with self._generations.lock_writes(60.0):
                if missed := build.missed():
                    batch = Batch()
                    batch.delete(missed)
                    batch.upsert(reload(missed))
                    with self._writer(lib.open_dir, build.path) as writer:
                        self._apply(batch, writer)
                self._generations.publish(build)

    @contextmanager
    def _writer(self, open_index: Any, path: Path) -> Iterator[Any]:
        """Commits at the end, to the disk; leaves no trace after a failure."""
        with self._translated(writing=True):
            writer = open_index(str(path), schema=native_schema()).writer(limitmb=BUFFER)
        try:
            yield writer
        except BaseException:
            # On a full disk even giving up may fail; what it leaves is swept by the next writer.
            with suppress(OSError):
                writer.cancel()
            raise
        with self._translated(writing=True):
            writer.commit()
            # Whoosh leaves it to the kernel when its files reach the disk.
            sync_files(path)

    def _apply(self, batch: Batch, writer: Any) -> None:
        """One change a key, for a writer does not see the document that it added before."""
        with self._translated(writing=True):
            for key, doc in batch.changes.items():
                writer.delete_by_term(KEY, key)
                if doc is not None:
                    writer.add_document(**to_native(doc))

    @contextmanager
    def _translated(self, *, writing: bool = False) -> Iterator[None]:
        try:
            yield
        except lib.LockError as error:
            raise LockedIndexError(self._folder, 0) from error
        except DAMAGE as error:
            if writing and isinstance(error, OSError):
                raise UnwritableIndexError(self._folder, error.strerror or error) from error
            raise BrokenIndexError(self._folder, f"{type(error).__name__}: {error}") from error


class _Fresh:
    """Writes into an index that is empty and is told of each key once."""

    def __init__(self, engine: WhooshEngine, writer: Any) -> None:
        self._engine = engine
        self._writer = writer

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        for doc in docs:
            with self._engine._translated(writing=True):
                self._writer.add_document(**to_native(doc))

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            with self._engine._translated(writing=True):
                self._writer.delete_by_term(KEY, key)


def _count_holders(postings: Postings, field: str, term: str) -> int:
    try:
        return int(postings.reader.term_info(field, term).doc_frequency())
    except TermNotFound:
        return 0
