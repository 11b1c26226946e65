"""`manage.py index`: rebuild, check or mend the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.search import indexing
from archive.search.documents import count_documents
from archive.search.errors import SearchError
from archive.search.searchdoc import SearchDoc

SHOWN = 20
"""Keys of each kind of difference that are listed."""


class Command(BaseCommand):
    """Ends with exit status 1 where `--check` finds a difference or the index cannot be used."""

    help = (
        "Rebuilds the search index beside the live one, compares it with the database, or mends it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument(
            "--rebuild", action="store_true", help="make a new index and swap it in"
        )
        chosen.add_argument(
            "--check", action="store_true", help="list what differs; change nothing"
        )
        chosen.add_argument("--repair", action="store_true", help="mend what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        watch = _watch(shown=options["verbosity"] > 0)
        try:
            if options["rebuild"]:
                count = indexing.rebuild(watch)
                self._say(options, f"Indexed {count:,} records.")
                return
            found = indexing.check(watch)
            self._report(options, found)
            if options["repair"]:
                indexing.repair(found)
                self._say(options, f"Mended {len(found.keys):,} records.")
        except SearchError as error:
            raise CommandError(str(error)) from error
        if options["check"] and found:
            raise CommandError("the index differs: run `manage.py index --repair`")

    def _report(self, options: dict[str, Any], found: indexing.Difference) -> None:
        self._say(options, f"Compared {found.compared:,} records; {found.queued:,} changes queued.")
        for name in ("missing", "stale", "extra"):
            keys = getattr(found, name)
            listed = ", ".join(keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")
            self._say(options, f"{name}: {len(keys):,}" + (f" ({listed})" if keys else ""))

    def _say(self, options: dict[str, Any], line: str) -> None:
        if options["verbosity"] > 0:
            self.stdout.write(line)


def _watch(*, shown: bool) -> Callable[[Iterable[SearchDoc]], Iterable[SearchDoc]]:
    """A progress bar around the records, on a terminal alone."""

    def watch(docs: Iterable[SearchDoc]) -> Iterable[SearchDoc]:
        total = count_documents() if shown else None
        disable = None if shown else True
        return tqdm(docs, total=total, unit=" records", disable=disable)

    return watch
