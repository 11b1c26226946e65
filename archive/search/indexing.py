"""Keeping the index in step with the database: the outbox, rebuild, check and repair.

The database is the truth. A change is in the outbox from its own transaction on, and leaves it
when the index has it on disk; whatever fails between stays queued.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread, current_thread, local
from typing import Any

from django.db import connection
from django.db.models import F

from archive.models import WIDE, Outbox
from archive.review.reach import expand
from archive.search.documents import BATCH, iterate_documents, load_documents
from archive.search.engines.base import Engine
from archive.search.errors import MissingIndexError, OutdatedIndexError, SearchError
from archive.search.live import get_engine
from archive.search.searchdoc import SearchDoc

log = logging.getLogger(__name__)

WAIT = 5.0
"""Seconds that a web request's own write waits for another writer; the row stays queued."""
WRITTEN_AT_ONCE = 2000
"""Changes that one commit takes; a commit costs tens of milliseconds whatever it holds."""
ERROR_LENGTH = 500

_state = local()
WORKER = "archive-outbox"
_working = Lock()
"""Held by the thread that takes in what reaches many records."""


def drain(timeout: float = 30.0) -> int:
    """Takes all that is queued into the index; gives the number of records.

    Raises SearchError when the index cannot take it: the rows stay, with the reason.
    """
    done = _drain_single(timeout)
    while row := Outbox.objects.filter(kind__endswith=WIDE).order_by("pk").first():
        # Records that are asked for meanwhile come first.
        for keys in _in_batches(_make_keys(expand(row.kind.removesuffix(WIDE), row.identifier))):
            with _noting_failure([row.pk]):
                _write(get_engine(), keys, timeout)
            done += len(keys) + _drain_single(timeout)
        row.delete()
        done += _drain_single(timeout)
    return done


def _drain_single(timeout: float) -> int:
    """Takes the rows into the index that each stand for one record."""
    done = 0
    rows = Outbox.objects.exclude(kind__endswith=WIDE).order_by("pk")
    while found := list(rows.values_list("pk", "kind", "identifier")[:WRITTEN_AT_ONCE]):
        pks = [pk for pk, *_ in found]
        keys = list(dict.fromkeys(_make_keys((kind, name) for _, kind, name in found)))
        with _noting_failure(pks):
            _write(get_engine(), keys, timeout)
        Outbox.objects.filter(pk__in=pks).delete()
        done += len(keys)
    return done


def _make_keys(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{kind}:{identifier}" for kind, identifier in pairs)


@contextmanager
def _noting_failure(pks: list[int]) -> Iterator[None]:
    """Writes into the rows why the index could not take them."""
    try:
        yield
    except SearchError as error:
        Outbox.objects.filter(pk__in=pks).update(
            attempts=F("attempts") + 1, last_error=str(error)[:ERROR_LENGTH]
        )
        raise


def _write(engine: Engine, keys: Collection[str], timeout: float) -> None:
    # Documents are read with the writer's lock held: read before it, an older state could
    # overwrite the newer one of another process.
    with engine.writing(timeout) as writer:
        gone = set(keys)
        for docs in _in_batches(load_documents(keys)):
            writer.upsert(docs)
            gone -= {doc.key for doc in docs}
        writer.delete(gone)


def on_written(**_: Any) -> None:
    """Answers the outbox's signal: indexes at once, or leaves the queue to be emptied later.
    What reaches many records is taken in beside the request that changed it."""
    if getattr(_state, "deferred", 0):
        return
    try:
        _drain_single(WAIT)
    except SearchError as error:
        log.warning("changes wait in the outbox: %s", error)
        return
    if not _has_wide():
        return
    if connection.in_atomic_block:
        _work_off()  # Another thread would not see what this transaction has written.
    else:
        Thread(target=_work_off, name=WORKER).start()


def _has_wide() -> bool:
    return Outbox.objects.filter(kind__endswith=WIDE).exists()


def _work_off() -> None:
    """Empties the outbox, unless another thread of this process does."""
    try:
        # Looked at again with the lock given back: a row may have come while it was held.
        while _has_wide() and _working.acquire(blocking=False):
            try:
                drain()
            finally:
                _working.release()
    except SearchError as error:
        log.warning("changes wait in the outbox: %s", error)
    finally:
        if current_thread().name == WORKER:
            connection.close()


@contextmanager
def deferred() -> Iterator[Callable[[], int]]:
    """Within it, commits of this thread leave their changes queued; gives a function that
    empties the queue when the caller finds it worth a commit, and calls it at the end. Where
    there is no index yet, or one of another version, the end makes one.

    An exception leaves the queue for the next write or `index --repair`.
    """
    _state.deferred = getattr(_state, "deferred", 0) + 1
    try:
        yield drain
    finally:
        _state.deferred -= 1
    try:
        drain()
    except (MissingIndexError, OutdatedIndexError):
        rebuild()


def rebuild(progress: Callable[[Iterable[SearchDoc]], Iterable[SearchDoc]] = iter) -> int:
    """A new index beside the live one, swapped when it is whole; gives the number of documents.

    `progress` may wrap the documents as they go by.
    """
    count = 0
    with get_engine().rebuild(load_documents) as writer:
        for some in _in_batches(progress(iterate_documents())):
            writer.upsert(some)
            count += len(some)
    drain()
    return count


@dataclass
class Difference:
    """How index and database differ, by key: not indexed, indexed wrongly, indexed for nothing;
    and how many changes are still queued. `compared` counts the records of the database."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    queued: int = 0
    compared: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.extra)

    @property
    def keys(self) -> list[str]:
        """All keys that differ."""
        return [*self.missing, *self.stale, *self.extra]


def check(progress: Callable[[Iterable[SearchDoc]], Iterable[SearchDoc]] = iter) -> Difference:
    """Compares every record with what the index has of it, a batch at a time."""
    engine = get_engine()
    found = Difference(queued=Outbox.objects.count())
    for docs in _in_batches(progress(iterate_documents())):
        indexed = engine.lookup([doc.key for doc in docs])
        found.compared += len(docs)
        found.missing += [doc.key for doc in docs if doc.key not in indexed]
        found.stale += [
            doc.key for doc in docs if indexed.get(doc.key, doc.fingerprint) != doc.fingerprint
        ]
    for keys in _in_batches(engine.keys()):
        found.extra += sorted(set(keys) - {doc.key for doc in load_documents(keys)})
    return found


def repair(found: Difference, timeout: float = 30.0) -> None:
    """Mends the differences found, and empties the outbox."""
    engine = get_engine()
    for keys in _in_batches(found.keys):
        _write(engine, keys, timeout)
    drain(timeout)


def _in_batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
