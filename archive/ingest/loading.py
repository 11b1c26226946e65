"""A load from end to end: files in, tally out, every document for itself.

What the archive holds as it would be read again is passed over. Reading and extraction may run
in worker processes; storing happens here, some announcements a transaction, so that an
interrupted load leaves whole announcements and can be repeated.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.imprint import describe_extractor, take_imprint
from archive.ingest.journal import Outcome, Tally, close_run, note, open_run
from archive.ingest.lexicon import Lexicon
from archive.ingest.store import UNCHANGED, Due, Store, Stored
from archive.ingest.store.held import find_held
from archive.ingest.store.statistics import AGAIN, MANY, refresh_statistics
from archive.ingest.types import Hints, Record, Source
from archive.ingest.workers import (
    WorkerDiedError,
    extract_sources,
    open_paths,
    spare_collector,
)
from archive.models import Run
from archive.review.decisions import records

log = logging.getLogger(__name__)

CHECKED_AT_ONCE: Final = 100
"""Documents that are looked for in the archive together, before they are read."""
STORED_AT_ONCE: Final = 100
"""Documents stored in one transaction."""
LARGEST_CHECK: Final = 16_000_000
"""Bytes from which on as many are enough."""
LARGEST_BATCH: Final = 1_000_000
"""Code points of text from which on a transaction has enough."""
PATIENCE: Final = 1.0
"""Seconds that a document waits for others to be looked for, or stored, with."""

T = TypeVar("T")
Report = Callable[[str, Outcome], None]

REFUSED: Final = (IntegrityError, DataError, ValueError)
"""What a database raises over one record; anything else is the database's own failure."""


class _Ready(NamedTuple):
    """A document whose outcome is known without reading it."""

    name: str
    outcome: Outcome


class _Found(NamedTuple):
    """A document that was read and is due to be stored, or could not be read."""

    name: str
    imprint: str
    result: Record | Outcome


def load(
    paths: Iterable[Path | str],
    hints: Hints,
    lexicon: Lexicon,
    *,
    options: dict[str, object],
    workers: int = 1,
    dry: bool = False,
    report: Report | None = None,
    tally: Tally | None = None,
) -> Tally:
    """Reads, extracts and stores every document; returns the tally.

    `tally` is counted into where given, so that an interrupted caller has it. `report` hears
    of each document as it is done. A dry load leaves no trace, not even a run.
    An interruption closes the run as interrupted and goes on upward.
    """
    tally = tally or Tally()
    extractor = describe_extractor(lexicon)
    store = Store(pipeline.EXTRACTOR, pipeline.EXTRACTOR_VERSION)
    run = None if dry else open_run(options)
    status = Run.Status.INTERRUPTED
    try:
        with closing(_extract(paths, hints, lexicon, workers, extractor)) as due:
            _store_all(due, store, run, tally, report)
        status = Run.Status.FAILED if tally.failed else Run.Status.DONE
    finally:
        if run:
            close_run(run, tally, status)
    if run and tally.written >= MANY:
        refresh_statistics()
    return tally


def enter(record: Record, *, by: User | None, given: Collection[str]) -> Stored:
    """Stores one record that an editor has seen, as a run of its own; `given` names the columns
    of the announcement that the editor filled, which no load changes from now on. Raises
    Unreadable where the database cannot take it."""
    tally = Tally()
    store = Store(pipeline.EXTRACTOR, pipeline.EXTRACTOR_VERSION)
    with transaction.atomic():
        run = open_run({"given": sorted(given)}, command="enter", by=by)
        stored = _save(Due(record), store, run)
        if isinstance(stored, Unreadable):
            raise stored
        tally.count(stored)
        note(run, [(record.document.source, stored)])
        if given and stored.announcement:
            records.save(stored.announcement, by=by, changed=given)
        close_run(run, tally, Run.Status.DONE)
    return stored


# ---- reading -------------------------------------------------------------------------------


def _extract(
    paths: Iterable[Path | str], hints: Hints, lexicon: Lexicon, workers: int, extractor: str
) -> Generator[_Found, None, None]:
    checked = _check(open_paths(paths, hints), extractor)
    with closing(extract_sources(checked, lexicon, workers)) as results:
        for source, result in results:
            if isinstance(result, _Ready):
                yield _Found(result.name, "", result.outcome)
            elif isinstance(source, Source):
                yield _Found(source.name, take_imprint(source, extractor).reading, result)


def _check(sources: Iterable[Source | Unreadable], extractor: str) -> Iterator[Source | _Ready]:
    """The sources that are to be read; what is held as it would be read again is ready."""
    for some in _in_batches(sources, CHECKED_AT_ONCE, _count_bytes, LARGEST_CHECK):
        imprints = [take_imprint(s, extractor) if isinstance(s, Source) else None for s in some]
        held = find_held([imprint for imprint in imprints if imprint])
        for source, imprint in zip(some, imprints, strict=True):
            if isinstance(source, Unreadable):
                yield _Ready(source.source, source)
            elif imprint in held:
                yield _Ready(source.name, Stored(UNCHANGED, None))
            else:
                yield source


def _count_bytes(source: Source | Unreadable) -> int:
    return len(source.data) if isinstance(source, Source) else 0


def _count_characters(found: _Found) -> int:
    return len(found.result.document.text) if isinstance(found.result, Record) else 0


def _in_batches(
    items: Iterable[T], at_once: int, measure: Callable[[T], int], most: int
) -> Iterator[list[T]]:
    """Items in order, so many at once, or fewer where they are large or long in coming. What is
    there when a worker process ends is given out before the error is."""
    batch: list[T] = []
    since, size = time.monotonic(), 0
    try:
        for item in items:
            batch.append(item)
            size += measure(item)
            if len(batch) >= at_once or size >= most or time.monotonic() - since >= PATIENCE:
                yield batch
                batch, since, size = [], time.monotonic(), 0
    except WorkerDiedError:
        yield batch
        raise
    yield batch


# ---- storing -------------------------------------------------------------------------------


def _store_all(
    due: Iterable[_Found], store: Store, run: Run | None, tally: Tally, report: Report | None
) -> None:
    again = MANY
    at_once = STORED_AT_ONCE if run else 1
    for some in _in_batches(due, at_once, _count_characters, LARGEST_BATCH):
        outcomes = _store_some(some, store, run)
        spare_collector()
        if run:
            note(run, outcomes)
        for source, outcome in outcomes:
            tally.count(outcome)
            if report:
                report(source, outcome)
        if run and tally.written >= again:
            refresh_statistics()
            again += AGAIN


def _store_some(due: Sequence[_Found], store: Store, run: Run | None) -> list[tuple[str, Outcome]]:
    """Stores records together; one by one where the database refuses that, so that the one at
    fault fails alone."""
    records = [Due(one.result, one.imprint) for one in due if isinstance(one.result, Record)]
    stored = _save_together(records, store, run) or (_save(one, store, run) for one in records)
    return [
        (one.name, next(stored) if isinstance(one.result, Record) else one.result) for one in due
    ]


def _save_together(due: Sequence[Due], store: Store, run: Run | None) -> Iterator[Outcome] | None:
    try:
        return iter(store.save_all(due, run)) if run and len(due) > 1 else None
    except REFUSED:
        return None


def _save(due: Due, store: Store, run: Run | None) -> Outcome:
    """What became of a record, or why the database refuses it; a database that fails stops the
    load."""
    try:
        return store.save(due.record, run, imprint=due.imprint, dry=run is None)
    except REFUSED as error:
        source = due.record.document.source
        log.exception("%s could not be stored", source)
        return Unreadable(
            source,
            f"The database refuses what was read: {error}",
            "Report this with the file and the lines of the log",
        )
