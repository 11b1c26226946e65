"""Plain text: a line is a paragraph, and a first short line without a full stop a heading."""

from __future__ import annotations

import re

from archive.ingest.errors import Unreadable
from archive.ingest.readers import Reading
from archive.ingest.types import Block
from archive.text.encoding import UnknownEncodingError, decode
from archive.text.lines import is_headline, join_wrapped

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def read_text(data: bytes, source: str) -> Reading:
    """Blocks of a text file. Raises Unreadable where the bytes are no text."""
    return Reading(split_blocks(decode_text(data, source)), {})


def decode_text(data: bytes, source: str, declared: str | None = None) -> str:
    """The text of the bytes; Unreadable where they are none."""
    try:
        return decode(data, declared)
    except UnknownEncodingError as error:
        raise Unreadable(
            source, str(error), "Save it as UTF-8 text, or load the file it was made from"
        ) from error


def split_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a text with line breaks; blank lines are only separators."""
    lines = join_wrapped(_BREAK.split(text))
    return tuple(
        Block("heading" if is_first and is_headline(line) else "paragraph", line)
        for line, is_first in zip(lines, [len(lines) > 1] + [False] * len(lines), strict=False)
    )
