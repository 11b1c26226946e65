"""A load from end to end: files in, tally out, every document for itself.

Reading and extraction may run in worker processes; storing happens here, one transaction an
announcement, so that an interrupted load leaves whole announcements and can be repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from django.utils import timezone

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import expand, open_sources
from archive.ingest.store import Store, Stored
from archive.ingest.types import Hints, Record, Source
from archive.models import Run, RunFile

IN_FLIGHT: Final = 16
"""Documents a worker that wait at once: memory stays flat however many there are."""

Result = Record | Unreadable


@dataclass
class Tally:
    """Documents by what became of them, and the failures in full."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    held: int = 0
    failed: int = 0
    failures: list[Unreadable] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The closing table, in its order."""
        return {k: v for k, v in asdict(self).items() if k != "failures"}


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


def load(
    paths: Iterable[Path | str],
    hints: Hints,
    lexicon: Lexicon,
    *,
    options: dict[str, object],
    workers: int = 1,
    dry: bool = False,
    report: Callable[[str, Stored | Unreadable], None] | None = None,
    tally: Tally | None = None,
) -> Tally:
    """Reads, extracts and stores every document; returns the tally.

    `tally` is counted into where given, so that an interrupted caller has it. `report` hears
    of each document as it is done. A dry load leaves no trace, not even a run.
    An interruption closes the run as interrupted and goes on upward.
    """
    tally = tally or Tally()
    store = Store(pipeline.EXTRACTOR, pipeline.EXTRACTOR_VERSION)
    run = None if dry else _open_run(options)
    status = Run.Status.INTERRUPTED
    try:
        for result in extract(paths, hints, lexicon, workers):
            _store(result, store, run, tally, report, dry=dry)
        status = Run.Status.FAILED if tally.failed else Run.Status.DONE
    finally:
        if run:
            _close_run(run, tally, status)
    return tally


def _store(
    result: Result,
    store: Store,
    run: Run | None,
    tally: Tally,
    report: Callable[[str, Stored | Unreadable], None] | None,
    *,
    dry: bool,
) -> None:
    if isinstance(result, Unreadable):
        tally.failed += 1
        tally.failures.append(result)
        if run:
            RunFile.objects.create(
                run=run,
                source=result.source[:1000],
                outcome=RunFile.Outcome.FAILED,
                reason=result.reason,
                remedy=result.remedy,
            )
        if report:
            report(result.source, result)
        return
    stored = store.save(result, run, dry=dry)
    tally.read += 1
    setattr(tally, stored.outcome, getattr(tally, stored.outcome) + 1)
    if run and stored.outcome in RunFile.Outcome.values:
        RunFile.objects.create(
            run=run,
            source=result.document.source[:1000],
            outcome=stored.outcome,
            announcement=stored.announcement,
            reason="\n".join(str(change) for change in stored.changes[:200])
            if stored.outcome != RunFile.Outcome.CREATED
            else "",
        )
    if report:
        report(result.document.source, stored)


def _open_run(options: dict[str, object]) -> Run:
    return Run.objects.create(
        command="load_documents",
        options=options,
        extractor=pipeline.EXTRACTOR,
        extractor_version=pipeline.EXTRACTOR_VERSION,
    )


def _close_run(run: Run, tally: Tally, status: str) -> None:
    for name, count in tally.counts.items():
        setattr(run, name, count)
    run.status, run.finished = status, timezone.now()
    run.save()
