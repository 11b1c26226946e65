"""A load from end to end: files in, tally out, every document for itself.

Reading and extraction may run in worker processes; storing happens here, one transaction an
announcement, so that an interrupted load leaves whole announcements and can be repeated.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.store import CREATED, Store, Stored
from archive.ingest.store.statistics import AGAIN, MANY, refresh_statistics
from archive.ingest.types import Hints, Record
from archive.ingest.workers import Result, extract
from archive.models import Run, RunFile
from archive.review import docket
from archive.review.decisions import records

log = logging.getLogger(__name__)

CHANGES_KEPT = 200
"""Differences of one document that its run keeps."""


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
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "failures"}


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
        with closing(extract(paths, hints, lexicon, workers)) as results:
            due = MANY
            for result in results:
                _store(result, store, run, tally, report, dry=dry)
                if run and tally.created + tally.updated >= due:
                    refresh_statistics()
                    due += AGAIN
        status = Run.Status.FAILED if tally.failed else Run.Status.DONE
    finally:
        if run:
            _close_run(run, tally, status)
    if run and tally.created + tally.updated >= MANY:
        refresh_statistics()
    return tally


def enter(record: Record, *, by: User | None, given: Collection[str]) -> Stored:
    """Stores one record that an editor has seen, as a run of its own; `given` names the columns
    of the announcement that the editor filled, which no load changes from now on. Raises
    Unreadable where the database cannot take it."""
    kept: list[Stored | Unreadable] = []
    tally = Tally()
    store = Store(pipeline.EXTRACTOR, pipeline.EXTRACTOR_VERSION)
    with transaction.atomic():
        run = _open_run({"given": sorted(given)}, command="enter", by=by)
        _store(record, store, run, tally, lambda _, stored: kept.append(stored), dry=False)
        stored = kept[0]
        if isinstance(stored, Unreadable):
            raise stored
        if given and stored.announcement:
            records.save(stored.announcement, by=by, changed=given)
        _close_run(run, tally, Run.Status.DONE)
    return stored


def _store(
    result: Result,
    store: Store,
    run: Run | None,
    tally: Tally,
    report: Callable[[str, Stored | Unreadable], None] | None,
    *,
    dry: bool,
) -> None:
    outcome = result if isinstance(result, Unreadable) else _save(result, store, run, dry=dry)
    if isinstance(outcome, Unreadable):
        source = outcome.source
        tally.failed += 1
        tally.failures.append(outcome)
    else:
        source = result.document.source if isinstance(result, Record) else ""
        tally.read += 1
        setattr(tally, outcome.outcome, getattr(tally, outcome.outcome) + 1)
    if run:
        _note(run, source, outcome)
    if report:
        report(source, outcome)


def _save(record: Record, store: Store, run: Run | None, *, dry: bool) -> Stored | Unreadable:
    """A record stored, or why the database refuses it; a database that fails stops the load."""
    try:
        return store.save(record, run, dry=dry)
    except (IntegrityError, DataError, ValueError) as error:
        log.exception("%s could not be stored", record.document.source)
        return Unreadable(
            record.document.source,
            f"The database refuses what was read: {error}",
            "Report this with the file and the lines of the log",
        )


def _note(run: Run, source: str, outcome: Stored | Unreadable) -> None:
    """Keeps what became of a document; of one without change there is nothing to tell."""
    if isinstance(outcome, Unreadable):
        RunFile.objects.create(
            run=run,
            source=source[:1000],
            outcome=RunFile.Outcome.FAILED,
            reason=outcome.reason,
            remedy=outcome.remedy,
        )
    elif outcome.outcome in RunFile.Outcome.values:
        told = outcome.changes[:CHANGES_KEPT] if outcome.outcome != CREATED else ()
        RunFile.objects.create(
            run=run,
            source=source[:1000],
            outcome=outcome.outcome,
            announcement=outcome.announcement,
            reason="\n".join(map(str, told)),
        )


def _open_run(
    options: dict[str, object], *, command: str = "load_documents", by: User | None = None
) -> Run:
    return Run.objects.create(
        command=command,
        by=by,
        options=options,
        extractor=pipeline.EXTRACTOR,
        extractor_version=pipeline.EXTRACTOR_VERSION,
    )


def _close_run(run: Run, tally: Tally, status: str) -> None:
    for name, count in tally.counts.items():
        setattr(run, name, count)
    run.status, run.finished = status, timezone.now()
    run.save()
    docket.freshen()
