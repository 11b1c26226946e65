"""PDF files: their text, wrapped lines joined into paragraphs."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter

from archive.ingest.errors import Unreadable
from archive.ingest.readers import Reading, read_date
from archive.ingest.types import Block
from archive.text.lines import FULL, join_lines, measure

MOST_PAGES = 2_000
"""Pages beyond which a file is a book and no announcement."""

_PAGE_NUMBER = re.compile(
    r"(?:-|—|–)?\s?\d{1,4}\s?(?:-|—|–)?|(?:[Pp]age|第)\s?\d{1,4}\s?(?:页|頁|(?:of|/)\s?\d{1,4})?"
)
_ENDED = re.compile(r"[.。!！?？:：;；”\"’)）]$")
_ITEM = re.compile(
    r"^(?:[-–—•·*▪●]\s?|\(?\d{1,2}[.)、）]\s?|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)


def read_pdf(data: bytes, source: str) -> Reading:
    """Paragraphs of a PDF. Raises Unreadable for a broken, encrypted or scanned one."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unreadable(source, "The PDF is encrypted", "Save a copy without a password")
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
        stated = _read_information(reader.metadata)
    except DependencyError as error:
        raise Unreadable(
            source, "The PDF is encrypted", "Save a copy without a password"
        ) from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        AssertionError,
        RecursionError,
        NotImplementedError,
        zlib.error,
    ) as error:
        # A damaged file shows in any of these, depending on which object is damaged.
        raise Unreadable(
            source, f"The PDF is damaged: {error}", "Download it again, or save it as text"
        ) from error
    if not "".join(pages).strip():
        raise Unreadable(
            source,
            "The PDF holds pictures of pages and no text",
            "Run text recognition over it first, for instance with ocrmypdf",
        )
    return Reading(tuple(_make_blocks(pages)), stated)


def _read_information(information: object) -> dict[str, str]:
    """The date of the file's own metadata; its titles and authors are those of templates."""
    created = getattr(information, "creation_date", None)
    if created is None:
        return {}
    published = read_date(created.date().isoformat())
    return {"published": published, "published_from": "markup"} if published else {}


def _make_blocks(pages: list[str]) -> list[Block]:
    lines = drop_running_lines([page.splitlines() for page in pages])
    paragraphs = join_paragraphs(lines)
    heads = len(paragraphs) > 1 and not _ENDED.search(paragraphs[0]) and len(paragraphs[0]) < 160
    return [
        Block("heading" if index == 0 and heads else "paragraph", text)
        for index, text in enumerate(paragraphs)
    ]


def drop_running_lines(pages: list[list[str]]) -> list[str]:
    """All lines but page numbers and the headers and footers that stand on most pages."""
    edges = Counter(
        line.strip()
        for page in pages
        for line in {*page[:1], *page[-1:]}
        if len(pages) > 2 and line.strip()
    )
    running = {line for line, count in edges.items() if count > len(pages) / 2}
    return [
        line
        for page in pages
        for line in page
        if line.strip() not in running and not _PAGE_NUMBER.fullmatch(line.strip())
    ]


def join_paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs of wrapped lines without blank lines between them.

    A line ends its paragraph when it is plainly shorter than the page is wide, or when it ends
    a sentence and the next one is indented; an item of a list begins a new one.
    """
    widths = sorted(measure(line.strip()) for line in lines if line.strip())
    if not widths:
        return []
    full = widths[int(len(widths) * 0.9)] * FULL
    runs: list[list[str]] = [[]]
    for line in lines:
        text = line.strip()
        if not text:
            runs.append([])
            continue
        indented = line[:1] in " \t\u3000" and bool(runs[-1]) and _ENDED.search(runs[-1][-1])
        if _ITEM.match(text) or indented:
            runs.append([])
        runs[-1].append(text)
        if measure(text) < full:
            runs.append([])
    return [join_lines(run) for run in runs if run]
