"""JSON Lines: one object a line with `text` or `html`, and metadata beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.ingest.errors import Unreadable
from archive.ingest.readers import Reading, read_date
from archive.ingest.readers.html import read_markup
from archive.ingest.readers.text import decode_text, split_blocks
from archive.ingest.types import Block, Hints, Source

MEDIA_TYPE = "application/json"
STATED = ("title", "publisher", "reporter", "url", "language", "published")
"""Keys of the object that state a fact; all but `text` or `html` may be absent."""

REMEDY = 'Write one object a line, {"text": "…", "title": "…", "published": "2021-05-07"}'


def open_jsonl(path: Path, hints: Hints, largest: int) -> Iterator[Source | Unreadable]:
    """A source for each line, named "file.jsonl#3" after its number, read one at a time."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(largest + 1):
            number += 1
            name = f"{path}#{number}"
            if len(line) > largest:
                yield Unreadable(name, "The line is too long", "Split it into announcements")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(largest)
            elif line.strip():
                yield Source(name, line.rstrip(b"\r\n"), MEDIA_TYPE, hints)


def read_json(data: bytes, source: str) -> Reading:
    """Blocks and metadata of one object. Raises Unreadable."""
    try:
        values: Any = json.loads(decode_text(data, source))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(source, f"It is no JSON: {error}", REMEDY) from error
    if not isinstance(values, dict):
        raise Unreadable(source, "It is no JSON object", REMEDY)
    text, markup = values.get("text"), values.get("html")
    if isinstance(text, str) and text.strip():
        reading = Reading(split_blocks(text), {})
    elif isinstance(markup, str) and markup.strip():
        reading = read_markup(markup, source)
    else:
        raise Unreadable(source, "It has neither text nor html", REMEDY)
    stated = {**reading.stated, **_read_stated(values)}
    for key in STATED:
        if key in values:
            stated.pop(f"{key}_from", None)
    return Reading(_add_title(reading.blocks, stated.get("title")), stated)


def _read_stated(values: dict[str, Any]) -> dict[str, str]:
    stated = {
        key: value.strip()
        for key in STATED
        if isinstance(value := values.get(key), str) and value.strip()
    }
    published = read_date(stated.pop("published", ""))
    return {**stated, "published": published} if published else stated


def _add_title(blocks: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    """The title as heading, where the text does not begin with it."""
    if not title or (blocks and blocks[0].text.strip() == title):
        return blocks
    return (Block("heading", title), *blocks)
