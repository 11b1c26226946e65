"""WARC files: a source for each page that was answered with success."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.ingest.errors import Unreadable
from archive.ingest.types import Hints, Source

MEDIA_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
}
"""Content types that are read, and the reader's media type; others are no documents."""

RECORDS = ("response", "resource", "conversion")


def open_warc(path: Path, hints: Hints, largest: int) -> Iterator[Source | Unreadable]:
    """A source for each page, named "file.warc.gz#URL", read one at a time.

    A damaged record ends the file: what stands before it has been yielded.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as stream:
        records = 0
        try:
            for record in ArchiveIterator(stream):
                records += 1
                source = _read_record(record, path, hints, largest)
                if source:
                    yield source
        except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
            yield Unreadable(
                str(path), f"The WARC is damaged after record {records}: {error}", _REMEDY
            )
            return
    if not records:
        yield Unreadable(str(path), "The WARC holds no records", _REMEDY)


_REMEDY = "Recompress it record by record (warcio recompress), or crawl the rest again"


def _read_record(record: Any, path: Path, hints: Hints, largest: int) -> Source | Unreadable | None:
    """The page of one record, or None where it is none."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in RECORDS or not url.startswith(("http://", "https://", "file:")):
        return None
    if record.http_headers and record.http_headers.get_statuscode() != "200":
        return None
    headers = record.http_headers or record.rec_headers
    media_type = MEDIA_TYPES.get((headers.get_header("Content-Type") or "").partition(";")[0])
    if media_type is None:
        return None
    name = f"{path}#{url}"
    data = record.content_stream().read(largest + 1)
    if len(data) > largest:
        return Unreadable(name, "The page is too large", "Save its announcements one by one")
    return Source(name, data, media_type, hints if hints.url else replace(hints, url=url))
