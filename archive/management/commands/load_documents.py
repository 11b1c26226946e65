"""Reads documents, extracts their facts, stores and indexes them."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from threading import current_thread, main_thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from tqdm import tqdm

from archive.ingest import loading, vocabulary
from archive.ingest.journal import Outcome, Tally
from archive.ingest.store import CREATED, UNCHANGED, Stored
from archive.ingest.workers import WorkerDiedError
from archive.management.commands._database import explain
from archive.management.commands._documents import (
    add_document_arguments,
    count_documents,
    read_hints,
)
from archive.models import Place
from archive.search import SearchError, indexing

INTERRUPTED = 130
INDEXED_AT_ONCE = 400
"""Documents after which the index is brought up to date: a commit of its own for each would take
most of a load's time, and many more would leave those who read without anything to do."""
OPTIONS_KEPT = ("paths", "workers", "publisher", "url", "language", "published")


class Command(BaseCommand):
    """Exit status 1 where a document failed, 130 where the load was interrupted."""

    help = "Reads files and folders, extracts, stores, indexes. The same files twice: no change."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show the difference and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tally = Tally()
        try:
            self._require_vocabulary()
            _map_no_file()
            with _interruptible():
                self._load(options, tally)
        except KeyboardInterrupt:
            with suppress(SearchError):  # What waits is taken by the next load.
                indexing.drain()
            self._close(tally)
            self.stderr.write("Interrupted; what is counted above is stored. Run it again.")
            sys.exit(INTERRUPTED)
        except (DatabaseError, SearchError, WorkerDiedError) as error:
            self._close(tally)
            raise CommandError(_explain(error)) from error
        self._close(tally)
        if tally.failed:
            sys.exit(1)

    def _load(self, options: dict[str, Any], tally: Tally) -> None:
        dry = options["dry_run"]
        hints, total = read_hints(options), count_documents(options["paths"])
        lexicon = vocabulary.take_snapshot(settings.VOCABULARY_DIR)
        with (
            nullcontext(lambda: 0) if dry else indexing.deferred() as drain,
            tqdm(total=total, unit=" documents", disable=None, file=sys.stderr) as bar,
        ):
            loading.load(
                options["paths"],
                hints,
                lexicon,
                options={name: options[name] for name in OPTIONS_KEPT},
                workers=options["workers"],
                dry=dry,
                report=self._watch(tally, bar, drain, dry=dry),
                tally=tally,
            )

    def _watch(
        self, tally: Tally, bar: tqdm[Any], drain: Callable[[], int], *, dry: bool
    ) -> Callable[[str, Outcome], None]:
        def report(source: str, result: Outcome) -> None:
            bar.update()
            if dry and isinstance(result, Stored):
                bar.clear()
                self._show(source, result)
            if not dry and tally.read and tally.read % INDEXED_AT_ONCE == 0:
                with suppress(SearchError):  # The end of the load tries again, and tells.
                    drain()

        return report

    def _require_vocabulary(self) -> None:
        if not Place.objects.exists():
            raise CommandError("No vocabulary is loaded. Run `manage.py load_vocabulary` first.")

    def _show(self, source: str, stored: Stored) -> None:
        """One document's difference, field by field; a new one by its facts."""
        self.stdout.write(f"{source}: {stored.outcome}")
        if stored.outcome == CREATED and stored.announcement:
            self.stdout.write(f"  + announcement: {stored.announcement.title}")
        if stored.outcome != UNCHANGED:
            for change in stored.changes:
                self.stdout.write(f"  {change}")

    def _close(self, tally: Tally) -> None:
        """The closing table: documents by what became of them, then each that failed."""
        for name, count in tally.counts.items():
            line = f"{name:10} {count:8,}"
            self.stdout.write(self.style.ERROR(line) if name == "failed" and count else line)
        for failure in tally.failures:
            self.stdout.write(f"  {failure}")


def _map_no_file() -> None:
    """Has SQLite read its file page by page: mapped, all that a load touches of it is counted as
    the load's memory, up to 256 MB."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")


def _explain(error: Exception) -> str:
    if isinstance(error, DatabaseError):
        return explain(error)
    if isinstance(error, SearchError):
        return f"Stored, but not yet searchable: {error}"
    return str(error)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Within it, being told to stop by a service manager is like Ctrl-C: an orderly end."""
    if current_thread() is not main_thread():
        yield  # Signals are the main thread's alone.
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
