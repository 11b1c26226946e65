"""Reading and extraction of many documents, in this process or in several.

Nothing here knows Django, so that a worker process starts quickly and holds no connection.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import expand, open_sources
from archive.ingest.types import Hints, Record, Source

log = logging.getLogger(__name__)

PARCEL: Final = 8
"""Documents that are sent to a worker at once: sending each alone costs a sixth of its reading."""
LARGEST_PARCEL: Final = 50_000
"""Bytes that are enough for a parcel."""
IN_FLIGHT: Final = 8
"""Parcels a worker that wait at once, so that none is idle while others are stored and indexed;
memory stays flat however many there are."""
LARGEST_IN_FLIGHT: Final = 16_000_000
"""Bytes that wait at once and are enough."""

Result = Record | Unreadable
T = TypeVar("T")


class WorkerDiedError(Exception):
    """A worker process ended by itself; the message says what to do."""


def extract(
    paths: Iterable[Path | str], hints: Hints, lexicon: Lexicon, workers: int = 1
) -> Generator[Result, None, None]:
    """The record of every document of the paths, in their order; what cannot be read is
    yielded as its error. See `extract_sources`."""
    with closing(extract_sources(open_paths(paths, hints), lexicon, workers)) as pairs:
        for _, result in pairs:
            spare_collector()
            yield result


def open_paths(paths: Iterable[Path | str], hints: Hints) -> Iterator[Source | Unreadable]:
    """Every document of the paths, streamed; what cannot be opened as its error."""
    for path in expand(paths):
        if isinstance(path, Unreadable):
            yield path
        else:
            yield from open_sources(path, hints)


def extract_sources(
    sources: Iterable[Source | T], lexicon: Lexicon, workers: int = 1
) -> Generator[tuple[Source | T, Result | T], None, None]:
    """Every source with its record, or why there is none, in their order; what is no source is
    its own result. Streams: nothing is held back but what the workers are busy with.

    Raises WorkerDiedError where a worker process was ended, as for want of memory. Close the
    iterator to stop early: what waits is dropped.
    """
    if workers == 1:
        for source in sources:
            yield source, run(source, lexicon) if isinstance(source, Source) else source
        return
    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start_worker, initargs=(lexicon,)
    )
    try:
        yield from _extract_in(pool, sources, workers * IN_FLIGHT)
    except BrokenProcessPool as error:
        raise WorkerDiedError(
            "A process that reads documents was ended, perhaps for want of memory. "
            "What is stored stays: run it again with --workers 1."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _extract_in(
    pool: ProcessPoolExecutor, sources: Iterable[Source | T], at_once: int
) -> Iterator[tuple[Source | T, Result | T]]:
    waiting: deque[tuple[list[Source | T], Future[list[Result]] | None]] = deque()
    size = 0
    for parcel in _pack(sources):
        texts = [source for source in parcel if isinstance(source, Source)]
        waiting.append((parcel, pool.submit(_run_in_worker, texts) if texts else None))
        size += _count_bytes(parcel)
        while len(waiting) >= at_once or (waiting and size >= LARGEST_IN_FLIGHT):
            size -= _count_bytes(waiting[0][0])
            yield from _unpack(*waiting.popleft())
    while waiting:
        yield from _unpack(*waiting.popleft())


def _pack(sources: Iterable[Source | T]) -> Iterator[list[Source | T]]:
    """The sources in parcels, each sent to a worker at once."""
    parcel: list[Source | T] = []
    for source in sources:
        parcel.append(source)
        if len(parcel) == PARCEL or _count_bytes(parcel) >= LARGEST_PARCEL:
            yield parcel
            parcel = []
    if parcel:
        yield parcel


def _unpack(
    parcel: list[Source | T], read: Future[list[Result]] | None
) -> Iterator[tuple[Source | T, Result | T]]:
    results = iter(read.result() if read else ())
    for source in parcel:
        yield source, next(results) if isinstance(source, Source) else source


def _count_bytes(parcel: Iterable[object]) -> int:
    return sum(len(source.data) for source in parcel if isinstance(source, Source))


def run(source: Source, lexicon: Lexicon) -> Result:
    """One document's record, or why there is none. A slip of the archive's own over one text is
    told like a fault of the text, with its traceback in the log: thousands of others wait."""
    try:
        return pipeline.run(source, lexicon)
    except Unreadable as error:
        return error
    except Exception as error:
        log.exception("%s could not be read", source.name)
        return Unreadable(
            source.name,
            f"The archive failed over it: {type(error).__name__}: {error}",
            "Report this with the file and the lines of the log",
        )


@cache
def spare_collector() -> None:
    """Tells Python's collector of cycles, once, that what is there now stays: it looks at all of
    the vocabularies over and over otherwise, a tenth of the time of reading. For processes that
    load and then end, when the first document has built what is kept for the others."""
    gc.collect()
    gc.freeze()


_lexicon = Lexicon()


def _start_worker(lexicon: Lexicon) -> None:
    global _lexicon
    _lexicon = lexicon
    # Ctrl-C reaches every process of a terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed cannot tell its workers, which would wait for work for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _run_in_worker(sources: list[Source]) -> list[Result]:
    results = [run(source, _lexicon) for source in sources]
    spare_collector()
    return results
