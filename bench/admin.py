"""The admin at the size of the archive: every list with each of its filters, the queue of reviews
with each of its own, the review of 200 facts, records with much to them.

Measured within one process, without HTTP, as a member of the group "editor" (`bench.desk`). Of each
list the plain one, the search and the slowest filter are told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bench.archives import open_archive
from bench.report import Options, Row

PART = "admin"
MOST_OF_A_LIST, MOST_OF_A_REVIEW = 200.0, 150.0
PLAIN = ("by words", "last page")
"""What is told of a list besides its slowest filter."""

Measured = Mapping[str, Any]


def run(options: Options) -> list[Row]:
    """A row for each list, for the slowest of its filters, and for each other page."""
    archive = open_archive(options)
    archive.manage("collectstatic", "--noinput", "--verbosity", "0")
    found = json.loads(archive.measure("bench.desk").output)
    return [_make_row(name, measured, options) for name, measured in _choose(found)]


def _choose(found: Mapping[str, Measured]) -> Iterator[tuple[str, Measured]]:
    """The pages to tell of: of the filters of one list, the slowest alone."""
    slowest: dict[str, tuple[str, Measured]] = {}
    for name, measured in found.items():
        head, _, tail = name.partition(", ")
        if not tail or tail in PLAIN:
            yield name, measured
        elif head not in slowest or _read_time(slowest[head][1]) < _read_time(measured):
            slowest[head] = name, measured
    yield from slowest.values()


def _read_time(measured: Measured) -> float:
    return float(measured["milliseconds"])


def _make_row(name: str, measured: Measured, options: Options) -> Row:
    most = MOST_OF_A_REVIEW if name.startswith("review") else MOST_OF_A_LIST
    milliseconds = _read_time(measured)
    return Row(
        PART,
        name,
        milliseconds,
        "ms",
        p95=float(measured["most"]),
        documents=options.documents,
        target=f"under {most:.0f} ms",
        met=milliseconds < most,
        note=f"{measured['queries']} queries",
    )
