"""Platforms by province: in how many announcements they stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.browse.addresses import find_search, find_url
from archive.browse.keeping import keep
from archive.browse.tiles import GRID, shade
from archive.browse.words import label_value, reads_chinese
from archive.search import schema
from archive.search.live import get_engine
from archive.search.query import Choice, Query
from archive.search.results import ResultPage
from archive.search.vocabulary import load_names

PLATFORMS = 12
"""Platforms that have a column: those that most announcements name."""


@dataclass(frozen=True)
class Cell:
    """Announcements that name a platform and a province, and the search for them."""

    count: int
    shade: int
    url: str


@dataclass(frozen=True)
class Column:
    """A platform."""

    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """A province with a cell for each platform."""

    label: str
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """The table; empty where nothing is indexed."""

    columns: Sequence[Column]
    rows: Sequence[Row]


def make_matrix() -> Matrix:
    """Counts each pair by one search a platform. Raises SearchError."""
    names = load_names()
    counted = _count("platform").facets["platform"]
    platforms = [c.value for c in counted if c.value != schema.NONE and c.count][:PLATFORMS]
    pairs = {
        platform: {c.value: c.count for c in _count("province", platform).facets["province"]}
        for platform in platforms
    }
    most = max((n for row in pairs.values() for k, n in row.items() if k in GRID), default=0)
    rows = [
        Row(
            label=name_zh if reads_chinese() else name,
            url=find_url("place", code),
            cells=[_make_cell(pairs[p].get(iso, 0), most, iso, p) for p in platforms],
        )
        for iso, (code, name, name_zh, _, _) in sorted(GRID.items(), key=lambda item: item[1][1])
        if any(pairs[platform].get(iso) for platform in platforms)
    ]
    columns = [
        Column(label_value(names, "platform", p), find_url("platform", p)) for p in platforms
    ]
    return Matrix(columns, rows)


def _count(facet: str, platform: str = "") -> ResultPage:
    filters = {"kind": Choice(frozenset({"announcement"}))}
    if platform:
        filters["platform"] = Choice(frozenset({platform}))
    query = Query(filters=filters, size=0, facets=(facet,))
    return keep(("matrix", facet, platform), lambda: get_engine().search(query))


def _make_cell(count: int, most: int, iso: str, platform: str) -> Cell:
    url = find_search(platform=platform, province=iso, kind="announcement")
    return Cell(count, shade(count, most), url)
