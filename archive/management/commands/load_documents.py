"""Reads documents, extracts their facts, stores and indexes them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from archive.ingest import loading, vocabulary
from archive.ingest.errors import Unreadable
from archive.ingest.store import CREATED, UNCHANGED, Stored
from archive.management.commands._documents import add_document_arguments, read_hints
from archive.models import Place
from archive.search import SearchError, indexing

INTERRUPTED = 130
INDEXED_AT_ONCE = 1000
"""Documents after which the index is brought up to date: a commit of its own for each would take
most of a load's time."""


class Command(BaseCommand):
    help = "Reads files and folders, extracts, stores, indexes. The same files twice: no change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show the difference and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._require_vocabulary()
        bar = tqdm(unit=" documents", disable=None, file=sys.stderr)
        tally = loading.Tally()
        try:
            with indexing.deferred() as drain:
                self._load(options, tally, bar, drain)
        except KeyboardInterrupt:
            bar.close()
            self._close(tally)
            self.stderr.write("Interrupted; what is counted above is stored. Run it again.")
            sys.exit(INTERRUPTED)
        except SearchError as error:
            bar.close()
            self._close(tally)
            raise CommandError(f"Stored, but not yet searchable: {error}") from error
        bar.close()
        self._close(tally)
        if tally.failed:
            sys.exit(1)

    def _load(
        self,
        options: dict[str, Any],
        tally: loading.Tally,
        bar: tqdm[Any],
        drain: Callable[[], int],
    ) -> None:
        def report(source: str, result: Stored | Unreadable) -> None:
            bar.update()
            if options["dry_run"] and isinstance(result, Stored):
                bar.clear()
                self._show(source, result)
            if tally.read % INDEXED_AT_ONCE == 0 and tally.read and not options["dry_run"]:
                with suppress(SearchError):  # The end of the load tries again, and tells.
                    drain()

        kept = ("paths", "workers", "publisher", "url", "language", "published")
        loading.load(
            options["paths"],
            read_hints(options),
            vocabulary.take_snapshot(settings.VOCABULARY_DIR),
            options={name: options[name] for name in kept},
            workers=options["workers"],
            dry=options["dry_run"],
            report=report,
            tally=tally,
        )

    def _require_vocabulary(self) -> None:
        try:
            known = Place.objects.exists()
        except DatabaseError as error:
            raise CommandError(f"{error}. Run `manage.py migrate` and try again.") from error
        if not known:
            raise CommandError("No vocabulary is loaded. Run `manage.py load_vocabulary` first.")

    def _show(self, source: str, stored: Stored) -> None:
        """One document's difference, field by field; a new one by its facts."""
        self.stdout.write(f"{source}: {stored.outcome}")
        if stored.outcome == CREATED and stored.announcement:
            self.stdout.write(f"  + announcement: {stored.announcement.title}")
        if stored.outcome != UNCHANGED:
            for change in stored.changes:
                self.stdout.write(f"  {change}")

    def _close(self, tally: loading.Tally) -> None:
        for failure in tally.failures:
            self.stderr.write(f"failed: {failure}")
        for name, count in tally.counts.items():
            self.stdout.write(f"{name:10} {count:8}")
