"""Files to sources, and a source's bytes to a page, by media type."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from archive.ingest.errors import Unreadable
from archive.ingest.readers import Reading
from archive.ingest.readers.text import read_text
from archive.ingest.types import Hints, Page, Source

NO_HINTS = Hints()
LARGEST = 100_000_000
"""Bytes of the largest document; more is a container or a mistake."""

MEDIA_TYPES = {
    ".txt": "text/plain",
}
READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "text/plain": read_text,
}


def expand(paths: Iterable[Path | str]) -> Iterator[Path | Unreadable]:
    """Every document file of the paths, folders entered recursively, in name order.

    A path that is missing, of no known kind, or a folder without documents is yielded as
    Unreadable in its place.
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from _expand_folder(path)
        elif not path.exists():
            yield Unreadable(str(path), "There is no such file", "Check the spelling of the path")
        elif find_suffix(path) is None:
            yield Unreadable(
                str(path), "Files of this kind are not read", f"Give one of {_suffixes()}"
            )
        else:
            yield path


def _expand_folder(folder: Path) -> Iterator[Path | Unreadable]:
    found = False
    for path in sorted(folder.rglob("*")):
        if find_suffix(path) and path.is_file():
            found = True
            yield path
    if not found:
        yield Unreadable(
            str(folder), "The folder holds no documents", f"Put files into it: {_suffixes()}"
        )


def find_suffix(path: Path) -> str | None:
    """The suffix that decides how a file is read, or None where it is not."""
    name = path.name.lower()
    return next((suffix for suffix in MEDIA_TYPES if name.endswith(suffix)), None)


def _suffixes() -> str:
    return " ".join(MEDIA_TYPES)


def open_sources(path: Path, hints: Hints = NO_HINTS) -> Iterator[Source | Unreadable]:
    """The documents of one file: itself, or the members of a container, streamed.

    A member that cannot be read is yielded as Unreadable and does not stop the others. Hints
    override what the file says.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            yield too_large(str(path), size)
        else:
            yield Source(str(path), path.read_bytes(), _media_type(path), hints)
    except OSError as error:
        yield Unreadable(
            str(path), f"It cannot be opened: {error.strerror}", "Check that it is still there"
        )


def _media_type(path: Path) -> str:
    return MEDIA_TYPES[find_suffix(path) or ".txt"]


def too_large(source: str, size: int) -> Unreadable:
    """The error for a document above the limit."""
    return Unreadable(
        source,
        f"It has {size:,} bytes, more than {LARGEST:,}",
        "Split it into one file an announcement",
    )


def read(source: Source) -> Page:
    """A document's page. Raises Unreadable where the bytes hold no text that can be read."""
    if len(source.data) > LARGEST:
        raise too_large(source.name, len(source.data))
    if not source.data.strip():
        raise _empty(source)
    reading = READERS[source.media_type](source.data, source.name)
    if not any(block.text.strip() for block in reading.blocks):
        raise _empty(source)
    hints = {key: value for key, value in asdict(source.hints).items() if value}
    return Page(
        source=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=source.media_type,
        blocks=reading.blocks,
        stated={**reading.stated, **hints},
    )


def _empty(source: Source) -> Unreadable:
    return Unreadable(
        source.name, "It holds no text", "Load a file with the announcement's words in it"
    )
