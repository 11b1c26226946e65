"""Readers of bytes, one a format; `archive.ingest.read` chooses among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from archive.ingest.types import Block


class Reading(NamedTuple):
    """What a reader found: blocks in reading order, and what the format itself states (keys as
    in `archive.ingest.types.Page.stated`)."""

    blocks: tuple[Block, ...]
    stated: Mapping[str, str]
