"""What a reading depends on, told before anything is read: the bytes, what the person who loads
says of them, and all that reads them.

Two documents of one imprint are read alike, so that a load need not read the second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NamedTuple

from archive.ingest import pipeline
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Source

ROOMS: Final = ("ingest", "text")
"""Rooms of the package whose code and tables decide what is read."""
APART: Final = ("store", "__pycache__")
"""Folders within them that do not."""
LIBRARIES: Final = (
    "trafilatura",
    "lxml",
    "pypdf",
    "warcio",
    "opencc",
    "PyStemmer",
    "pyahocorasick",
)
"""Libraries that take part in reading."""


class Imprint(NamedTuple):
    """SHA-256 of a document's bytes, and of all that its reading depends on, in hexadecimal."""

    sha256: str
    reading: str


def describe_extractor(lexicon: Lexicon) -> str:
    """SHA-256 of what reads: the extractor's version and code, its libraries, the vocabularies.

    A change of an expression or of one name gives another one, and so does an editor's decision
    on a name, which is in the snapshot.
    """
    digest = hashlib.sha256()
    for part in _list_parts(lexicon):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _list_parts(lexicon: Lexicon) -> Iterator[bytes]:
    yield f"{pipeline.EXTRACTOR} {pipeline.EXTRACTOR_VERSION}".encode()
    package = Path(__file__).parent.parent
    for room in ROOMS:
        for path in sorted((package / room).rglob("*")):
            inner = path.relative_to(package)
            if path.is_file() and not set(APART) & set(inner.parts):
                yield str(inner).encode()
                yield path.read_bytes()
    for name in LIBRARIES:
        yield f"{name} {_find_version(name)}".encode()
    # A snapshot holds text, numbers, tuples and tables alone, whose form is always the same.
    yield repr(lexicon).encode("utf-8", "backslashreplace")


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def take_imprint(source: Source, extractor: str) -> Imprint:
    """The imprint of a document that this extractor (`describe_extractor`) is about to read."""
    sha256 = hashlib.sha256(source.data).hexdigest()
    whole = "\x1f".join((sha256, source.media_type, repr(source.hints), extractor))
    return Imprint(sha256, hashlib.sha256(whole.encode("utf-8", "backslashreplace")).hexdigest())
