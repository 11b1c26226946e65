"""Reading and extraction of many documents, in this process or in several.

Nothing here knows Django, so that a worker process starts quickly and holds no connection.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import expand, open_sources
from archive.ingest.types import Hints, Record, Source

IN_FLIGHT: Final = 16
"""Documents a worker that wait at once: memory stays flat however many there are."""

Result = Record | Unreadable


def extract(
    paths: Iterable[Path | str], hints: Hints, lexicon: Lexicon, workers: int = 1
) -> Iterator[Result]:
    """The record of every document of the paths, in their order; what cannot be read is
    yielded as its error. Streams: nothing is held back but what the workers are busy with."""
    sources = _open(paths, hints)
    if workers == 1:
        for source in sources:
            yield source if isinstance(source, Unreadable) else _run(source, lexicon)
        return
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start_worker, initargs=(lexicon,)
    ) as pool:
        waiting: deque[Result | Future[Result]] = deque()
        for source in sources:
            waiting.append(
                source if isinstance(source, Unreadable) else pool.submit(_run_in_worker, source)
            )
            if len(waiting) >= workers * IN_FLIGHT:
                yield _finish(waiting.popleft())
        while waiting:
            yield _finish(waiting.popleft())


def _open(paths: Iterable[Path | str], hints: Hints) -> Iterator[Source | Unreadable]:
    for path in expand(paths):
        if isinstance(path, Unreadable):
            yield path
        else:
            yield from open_sources(path, hints)


def _run(source: Source, lexicon: Lexicon) -> Result:
    try:
        return pipeline.run(source, lexicon)
    except Unreadable as error:
        return error


_lexicon = Lexicon()


def _start_worker(lexicon: Lexicon) -> None:
    global _lexicon
    _lexicon = lexicon


def _run_in_worker(source: Source) -> Result:
    return _run(source, _lexicon)


def _finish(result: Result | Future[Result]) -> Result:
    return result.result() if isinstance(result, Future) else result
