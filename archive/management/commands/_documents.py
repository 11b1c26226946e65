"""What the commands that read documents share: their arguments."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from archive.ingest.errors import Unreadable
from archive.ingest.read import CONTAINERS, MEDIA_TYPES, expand, find_suffix
from archive.ingest.types import Hints
from archive.text.edtf import InvalidDateError, parse


def add_document_arguments(parser: ArgumentParser) -> None:
    """Paths, workers, and what overrides a file's own words."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders")
    parser.add_argument("--workers", type=_count, default=1, help="processes that read (1)")
    parser.add_argument("--publisher", help="publisher of all the documents")
    parser.add_argument("--url", help="address that the document was published at")
    parser.add_argument("--language", help="language of all the documents, such as zh-Hans")
    parser.add_argument("--published", type=_date, help="date of publication (EDTF)")


def count_documents(paths: Sequence[str]) -> int | None:
    """How many files there are to read, or None where a container holds an unknown number."""
    found = list(expand(paths))
    return None if any(_is_container(path) for path in found) else len(found)


def read_hints(options: dict[str, Any]) -> Hints:
    """The overriding options. Raises CommandError for an address that several would share."""
    if options["url"] and count_documents(options["paths"]) != 1:
        raise CommandError("--url is the address of one document. Give it with one file alone.")
    return Hints(**{k: options[k] for k in ("publisher", "url", "language", "published")})


def _is_container(path: Path | Unreadable) -> bool:
    return isinstance(path, Path) and MEDIA_TYPES[find_suffix(path) or ".txt"] in CONTAINERS


def _count(value: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= 64:
        raise ArgumentTypeError(f"{value!r} is no number of processes; give 1 to 64")
    return int(value)


def _date(value: str) -> str:
    try:
        parse(value)
    except InvalidDateError as error:
        raise ArgumentTypeError(str(error)) from error
    return value
