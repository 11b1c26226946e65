"""The engine: its files, its readers, its writer."""

from __future__ import annotations

import os
import re
import string
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tantivy as lib

from archive.search import plan as p
from archive.search import schema
from archive.search.engines.base import Answer, Engine, Info, Reload, Writer
from archive.search.engines.generations import Generations
from archive.search.engines.tantivy.compile import compile_step
from archive.search.engines.tantivy.fields import KEY, PRINT, native_schema, to_native
from archive.search.engines.tantivy.find import count_all, count_facets, find_page
from archive.search.errors import BrokenIndexError, SearchError, UnwritableIndexError
from archive.search.plan import Plan
from archive.search.searchdoc import SearchDoc

REBUILD_HEAP = 96_000_000
UPDATE_HEAP = 15_000_000
"""Bytes of a writer's buffer; fewer than 15 million a thread are refused."""
LOOKUP = 500
"""Keys asked for at once."""


class TantivyEngine(Engine):
    """See the module. `folder` is the index's home (`generations`)."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._generations = Generations(folder, self.name, schema.version())
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self._everything: tuple[Any, dict[str, dict[str, int]]] | None = None

    # ---- reading ---------------------------------------------------------------------------

    def info(self) -> Info:
        manifest = self._generations.current()
        size = self._generations.size(manifest)
        return Info(self.name, self._searcher().num_docs, size, manifest.made)

    def refresh(self) -> None:
        self._searcher()

    def close(self) -> None:
        with self._lock:
            self._opened = None

    def _searcher(self) -> Any:
        """A searcher over all that is committed by now, in any process."""
        return self._read().searcher

    def _read(self) -> _Opened:
        return self._generations.read(self._reload)

    def _reload(self) -> _Opened:
        with self._translated(), self._lock:
            opened = self._open()
            commit = _stamp_commit(opened.segments)
            if opened.searcher is None or commit != opened.commit:
                # Automatic reloads are late, and never happen in a forked child.
                opened.index.reload()
                # The stamp is the older of the two: a commit between is seen the next time.
                opened = replace(opened, searcher=opened.index.searcher(), commit=commit)
                self._opened = opened
            return opened

    def _open(self) -> _Opened:
        """The live generation's index, opened once a process and generation."""
        state = (os.getpid(), self._generations.stamp())
        if self._opened is None or self._opened.state != state:
            path = self._generations.path(self._generations.current())
            index = lib.Index(native_schema(), path=str(path))
            index.config_reader(reload_policy="manual")
            self._opened = _Opened(state, path / "meta.json", index)
        return self._opened

    def answer(self, plan: Plan) -> Answer:
        opened = self._read()
        searcher = opened.searcher
        with self._translated():
            query = compile_step(plan.narrowed())
            hits, total = find_page(searcher, query, plan)
            counts: dict[str, dict[str, int]] = {}
            for lifted, names in plan.groups().items():
                counted = compile_step(plan.narrowed(lifted)) if lifted else query
                if plan.is_open:
                    counts.update(self._count_everything(opened, counted, names))
                else:
                    counts.update(count_facets(searcher, counted, names))
            undated = plan.undated()
            return Answer(
                hits=hits,
                total=total,
                counts=counts,
                undated=count_all(searcher, compile_step(undated)) if undated else 0,
            )

    def _count_everything(
        self, opened: _Opened, query: Any, names: list[str]
    ) -> dict[str, dict[str, int]]:
        """Counts over all records, kept until the next commit: the dearest and the commonest."""
        key = (opened.state, opened.commit, tuple(names))
        held = self._everything
        if held is None or held[0] != key:
            held = self._everything = (key, count_facets(opened.searcher, query, names))
        return held[1]

    def lookup(self, keys: Collection[str]) -> dict[str, str]:
        searcher = self._searcher()
        found: dict[str, str] = {}
        wanted = list(keys)
        with self._translated():
            for start in range(0, len(wanted), LOOKUP):
                query = lib.Query.term_set_query(
                    native_schema(), KEY, wanted[start : start + LOOKUP]
                )
                # A killed writer cannot leave two of one key: a commit is whole or absent.
                hits = searcher.search(query, LOOKUP, count=False).hits
                docs = (searcher.doc(address) for _, address in hits)
                found.update((doc.get_first(KEY), doc.get_first(PRINT)) for doc in docs)
        return found

    def keys(self) -> Iterator[str]:
        searcher = self._searcher()
        everything = lib.Query.all_query()
        for kind in schema.KINDS:
            # Identifiers begin with a small letter or a digit: a part of them at a time.
            for first in string.ascii_lowercase + string.digits:
                with self._translated():
                    found = searcher.terms_with_prefix(KEY, f"{kind}:{first}", everything)
                yield from (key for key, count in found if count)

    def frequencies(self, field: str, terms: Collection[str]) -> dict[str, int]:
        searcher = self._searcher()
        with self._translated():
            return {term: searcher.doc_freq(field, term) for term in terms}

    def complete(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        searcher = self._searcher()
        with self._translated():
            return list(searcher.terms_with_prefix(p.WORDS, prefix, limit=limit))

    # ---- writing ---------------------------------------------------------------------------

    @contextmanager
    def writing(self, timeout: float = 30.0) -> Iterator[Writer]:
        with self._generations.writing(timeout) as manifest:
            path = self._generations.path(manifest)
            with self._translated():
                index = lib.Index(native_schema(), path=str(path))
            with self._batch(index, UPDATE_HEAP) as batch:
                yield batch
                self._generations.note(batch.keys)

    @contextmanager
    def rebuild(self, reload: Reload) -> Iterator[Writer]:
        with self._generations.building() as build:
            with self._translated():
                index = lib.Index(native_schema(), path=str(build.path), reuse=False)
            with self._batch(index, REBUILD_HEAP, fresh=True) as batch:
                yield batch
            with self._generations.lock_writes(60.0):
                if missed := build.missed():
                    with self._batch(index, UPDATE_HEAP) as batch:
                        batch.delete(missed)
                        batch.upsert(reload(missed))
                self._generations.publish(build)

    @contextmanager
    def _batch(self, index: Any, heap: int, *, fresh: bool = False) -> Iterator[_Batch]:
        """Commits at the end; after any failure the native writer is thrown away, for it may go
        on without storing anything."""
        with self._translated(writing=True):
            # One thread analyses here while the writer's own works in Rust.
            writer = index.writer(heap, 1)
        batch = _Batch(self, writer, fresh=fresh)
        try:
            yield batch
            with self._translated(writing=True):
                writer.commit()
        except BaseException:
            with self._translated(writing=True):
                writer.rollback()
            raise
        finally:
            with self._translated(writing=True):
                writer.wait_merging_threads()

    @contextmanager
    def _translated(self, *, writing: bool = False) -> Iterator[None]:
        """Turns the library's exceptions, panics among them, into ours."""
        try:
            yield
        except SearchError:
            raise
        except (ValueError, OSError) as error:
            if writing or re.search("permission|space left", str(error), re.IGNORECASE):
                raise UnwritableIndexError(self._folder, error) from error
            raise BrokenIndexError(self._folder, error) from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":
                raise BrokenIndexError(self._folder, error) from error
            raise


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index that is open: in which process and at which swap, its list of segments, and the
    searcher of the last commit that was seen."""

    state: tuple[int, tuple[int, int] | None]
    segments: Path
    index: Any
    searcher: Any = None
    commit: tuple[int, int, int] | None = None


def _stamp_commit(segments: Path) -> tuple[int, int, int]:
    """Changes with every commit, of any process: tantivy replaces its list of segments."""
    status = segments.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


class _Batch:
    """Changes on their way into one native writer."""

    def __init__(self, engine: TantivyEngine, writer: Any, *, fresh: bool) -> None:
        self.keys: list[str] = []
        self._engine = engine
        self._writer = writer
        self._fresh = fresh

    def upsert(self, docs: Iterable[SearchDoc]) -> None:
        for doc in docs:
            if not self._fresh:
                self._writer.delete_documents_by_term(KEY, doc.key)
                self.keys.append(doc.key)
            with self._engine._translated(writing=True):
                self._writer.add_document(to_native(doc))

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            with self._engine._translated(writing=True):
                self._writer.delete_documents_by_term(KEY, key)
            self.keys.append(key)
