"""The journal of a load: a `Run` with its counts, and what became of each document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Final

from django.contrib.auth.models import User
from django.utils import timezone

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.store import CREATED, Stored
from archive.models import Run, RunFile
from archive.review import docket

CHANGES_KEPT: Final = 200
"""Differences of one document that its run keeps."""

Outcome = Stored | Unreadable


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

    @property
    def written(self) -> int:
        """Announcements that the load wrote."""
        return self.created + self.updated

    def count(self, outcome: Outcome) -> None:
        """Counts one document."""
        if isinstance(outcome, Unreadable):
            self.failed += 1
            self.failures.append(outcome)
        else:
            self.read += 1
            setattr(self, outcome.outcome, getattr(self, outcome.outcome) + 1)


def open_run(
    options: dict[str, object], *, command: str = "load_documents", by: User | None = None
) -> Run:
    """A run that begins now."""
    return Run.objects.create(
        command=command,
        by=by,
        options=options,
        extractor=pipeline.EXTRACTOR,
        extractor_version=pipeline.EXTRACTOR_VERSION,
    )


def close_run(run: Run, tally: Tally, status: str) -> None:
    """Ends a run, with its counts, and has the editors' queue counted anew."""
    for name, count in tally.counts.items():
        setattr(run, name, count)
    run.status, run.finished = status, timezone.now()
    run.save()
    docket.freshen()


def note(run: Run, outcomes: Iterable[tuple[str, Outcome]]) -> None:
    """Keeps what became of documents, by their source; of one without change there is nothing to
    tell."""
    rows = (_make_file(run, source, outcome) for source, outcome in outcomes)
    RunFile.objects.bulk_create(row for row in rows if row is not None)


def _make_file(run: Run, source: str, outcome: Outcome) -> RunFile | None:
    if isinstance(outcome, Unreadable):
        return RunFile(
            run=run,
            source=source[:1000],
            outcome=RunFile.Outcome.FAILED,
            reason=outcome.reason,
            remedy=outcome.remedy,
        )
    if outcome.outcome not in RunFile.Outcome.values:
        return None
    told = outcome.changes[:CHANGES_KEPT] if outcome.outcome != CREATED else ()
    return RunFile(
        run=run,
        source=source[:1000],
        outcome=outcome.outcome,
        announcement=outcome.announcement,
        reason="\n".join(map(str, told)),
    )
