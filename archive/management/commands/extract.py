"""Prints what the documents say, as JSON Lines, without writing to the database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.ingest import vocabulary
from archive.ingest.errors import Unreadable
from archive.ingest.record import to_json
from archive.ingest.workers import extract
from archive.management.commands._documents import add_document_arguments, read_hints


class Command(BaseCommand):
    help = "Reads and extracts documents; prints one JSON object a document, stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        lexicon = vocabulary.take_snapshot(settings.VOCABULARY_DIR)
        failed = False
        for result in extract(options["paths"], read_hints(options), lexicon, options["workers"]):
            if isinstance(result, Unreadable):
                failed = True
                self.stderr.write(str(result))
            else:
                self.stdout.write(json.dumps(to_json(result), ensure_ascii=False))
        if failed:
            sys.exit(1)
