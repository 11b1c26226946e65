"""Loads or updates the controlled vocabularies from their files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.ingest import vocabulary
from archive.ingest.lexicon import Lexicon, VocabularyError
from archive.management.commands._database import explain


class Command(BaseCommand):
    help = "Loads or updates places, agencies, platforms, offences and campaigns from files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folders",
            nargs="*",
            type=Path,
            metavar="PATH",
            help="folders laid out like fixtures/vocabulary, which is the default",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in options["folders"] or [settings.VOCABULARY_DIR]:
            if not folder.is_dir():
                raise CommandError(f"{folder}: no such folder. Name one with vocabulary files.")
            try:
                tallies = vocabulary.load(Lexicon.from_files(folder))
            except VocabularyError as error:
                raise CommandError(str(error)) from error
            except DatabaseError as error:
                raise CommandError(explain(error)) from error
            for name, tally in tallies.items():
                self.stdout.write(
                    f"{name:10} {tally.created:6} created {tally.updated:6} updated "
                    f"{tally.unchanged:6} unchanged {tally.kept:6} kept as edited"
                )
