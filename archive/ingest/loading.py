"""A load from end to end: files in, tally out, every document for itself.

Reading and extraction may run in worker processes; storing happens here, one transaction an
announcement, so that an interrupted load leaves whole announcements and can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils import timezone

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.store import Store, Stored
from archive.ingest.types import Hints
from archive.ingest.workers import Result, extract
from archive.models import Run, RunFile
from archive.review import docket


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
    docket.freshen()
