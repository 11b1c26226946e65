"""Prints what the documents say, as JSON Lines, without writing to the database."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.ingest import vocabulary
from archive.ingest.errors import Unreadable
from archive.ingest.record import to_json
from archive.ingest.workers import Result, WorkerDiedError, extract
from archive.management.commands._documents import add_document_arguments, read_hints

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Reads and extracts documents; prints one JSON object a document, stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        lexicon = vocabulary.take_snapshot(settings.VOCABULARY_DIR)
        results = extract(options["paths"], read_hints(options), lexicon, options["workers"])
        failed = False
        try:
            with closing(results):
                for result in results:
                    failed |= isinstance(result, Unreadable)
                    self._print(result)
        except WorkerDiedError as error:
            raise CommandError(str(error)) from error
        except BrokenPipeError:  # The reader has seen enough, as `head` does.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        if failed:
            sys.exit(1)

    def _print(self, result: Result) -> None:
        if isinstance(result, Unreadable):
            self.stderr.write(str(result))
        else:
            self.stdout.write(json.dumps(to_json(result), ensure_ascii=False))
