"""Readers of bytes, one a format; `archive.ingest.read` chooses among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from archive.ingest.types import Block
from archive.text.dates import find_dates
from archive.text.edtf import is_valid


class Reading(NamedTuple):
    """What a reader found: blocks in reading order, and what the format itself states (keys as
    in `archive.ingest.types.Page.stated`). `publisher_from` and `published_from` are "markup"
    where a page's markup says so: the announcement's own words outrank it."""

    blocks: tuple[Block, ...]
    stated: Mapping[str, str]


def read_date(value: str) -> str | None:
    """EDTF of a date of metadata: EDTF itself, a timestamp, or a printed date with its year."""
    value = value.strip()
    if value[10:11] in ("T", " ") and is_valid(value[:10]):
        return value[:10]
    if value and is_valid(value):
        return value
    dates = find_dates(value[:80])
    return dates[0].edtf if dates and dates[0].year_stated else None
