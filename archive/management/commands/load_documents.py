"""Reads documents, extracts their facts, stores and indexes them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
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

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Reads files and folders, extracts, stores, indexes. The same files twice: no change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show the difference and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._require_vocabulary()
        lexicon = vocabulary.take_snapshot(settings.VOCABULARY_DIR)
        kept = ("paths", "workers", "publisher", "url", "language", "published")
        bar = tqdm(unit=" documents", disable=None, file=sys.stderr)
        tally = loading.Tally()

        def report(source: str, result: Stored | Unreadable) -> None:
            bar.update()
            if options["dry_run"] and isinstance(result, Stored):
                bar.clear()
                self._show(source, result)

        try:
            tally = loading.load(
                options["paths"],
                read_hints(options),
                lexicon,
                options={name: options[name] for name in kept},
                workers=options["workers"],
                dry=options["dry_run"],
                report=report,
                tally=tally,
            )
        except KeyboardInterrupt:
            bar.close()
            self._close(tally)
            self.stderr.write("Interrupted; what is counted above is stored. Run it again.")
            sys.exit(INTERRUPTED)
        bar.close()
        self._close(tally)
        if tally.failed:
            sys.exit(1)

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
