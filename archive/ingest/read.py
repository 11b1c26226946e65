"""Files to sources, and a source's bytes to a page, by media type."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from archive.ingest.errors import Unreadable
from archive.ingest.readers import Reading
from archive.ingest.readers.html import read_html
from archive.ingest.readers.jsonl import open_jsonl, read_json
from archive.ingest.readers.pdf import read_pdf
from archive.ingest.readers.text import read_text
from archive.ingest.readers.warc import open_warc
from archive.ingest.types import Block, Hints, Page, Source

NO_HINTS = Hints()
LARGEST = 100_000_000
"""Bytes of the largest document; more is a container or a mistake."""

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".warc": "application/warc",
    ".warc.gz": "application/warc",
    ".jsonl": "application/jsonl",
}
"""Suffixes that are read."""

CONTAINERS: dict[str, Callable[[Path, Hints, int], Iterator[Source | Unreadable]]] = {
    "application/warc": open_warc,
    "application/jsonl": open_jsonl,
}
"""Files that hold several documents; they may be larger than one of them."""

READERS: dict[str, Callable[[bytes, str], Reading]] = {
    "text/plain": read_text,
    "text/html": read_html,
    "application/pdf": read_pdf,
    "application/json": read_json,
}

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""Zero bytes, and halves of surrogate pairs, which are no characters."""


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
    found = sorted(path for path in folder.rglob("*") if find_suffix(path) and path.is_file())
    yield from found
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
    media_type = MEDIA_TYPES[find_suffix(path) or ".txt"]
    try:
        if media_type in CONTAINERS:
            yield from CONTAINERS[media_type](path, hints, LARGEST)
            return
        size = path.stat().st_size
        if size > LARGEST:
            yield too_large(str(path), size)
        else:
            yield Source(str(path), path.read_bytes(), media_type, hints)
    except OSError as error:
        yield Unreadable(
            str(path),
            f"It cannot be opened: {error.strerror or error}",
            "Check that it is still there and that you may read it",
        )


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
    media_type = "application/pdf" if source.data.startswith(b"%PDF-") else source.media_type
    reading = READERS[media_type](source.data, source.name)
    blocks = tuple(Block(block.kind, _drop_unstorable(block.text)) for block in reading.blocks)
    if not any(block.text.strip() for block in blocks):
        raise _empty(source)
    stated = _add_hints(reading, source.hints)
    return Page(
        source=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=media_type,
        blocks=blocks,
        stated={key: _drop_unstorable(value) for key, value in stated.items()},
    )


def _drop_unstorable(text: str) -> str:
    """The text without what escapes of JSON and PDF can hold and no database stores."""
    return UNSTORABLE.sub("", text)


def _add_hints(reading: Reading, hints: Hints) -> dict[str, str]:
    """What the file states, overridden by what the person who loads says."""
    given = {key: value for key, value in asdict(hints).items() if value}
    stated = {**reading.stated, **given}
    for key in given:
        stated.pop(f"{key}_from", None)
    return stated


def _empty(source: Source) -> Unreadable:
    return Unreadable(
        source.name, "It holds no text", "Load a file with the announcement's words in it"
    )
