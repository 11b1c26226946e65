"""Writes the vocabularies back to their files, to be reviewed as a difference and shared."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.ingest.export import revise_entries, revise_places
from archive.ingest.lexicon import Lexicon, VocabularyError
from archive.ingest.vocabulary import take_snapshot

FILES = ("agencies", "platforms", "campaigns", "offences")


class Command(BaseCommand):
    help = (
        "Writes what editors changed in the vocabularies into the files of fixtures/vocabulary, "
        "which stay as they are but for that; PATH writes changed copies elsewhere."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = settings.VOCABULARY_DIR
        target: Path = options["folder"] or source
        try:
            files, held = Lexicon.from_files(source), take_snapshot(source)
        except VocabularyError as error:
            raise CommandError(str(error)) from error
        target.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            before = _read(source / f"{name}.yaml")
            after = revise_entries(before, getattr(files, name), getattr(held, name))
            self._write(target / f"{name}.yaml", before, after)
        before = _read(source / "places.csv")
        self._write(target / "places.csv", before, revise_places(before, files.places, held.places))

    def _write(self, path: Path, before: str, after: str) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(after)
        self.stdout.write(f"{path}: {'changed' if after != before else 'unchanged'}")


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()
