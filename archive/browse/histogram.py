"""Hits by year, or by month once a year is chosen: bars that narrow the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.browse.addresses import Address
from archive.browse.filters.search import Question
from archive.search.results import FacetCount
from archive.text.edtf import say

LONGEST = 40
"""Years that are drawn; of a longer span the latest."""


@dataclass(frozen=True)
class Column:
    """A bar: `share` is its part of the tallest in per mille, `short` its label among many."""

    value: str
    short: str
    count: int
    share: int
    url: str
    selected: bool


@dataclass(frozen=True)
class Histogram:
    """The bars; `year` is the year whose months they are, "" for bars of years."""

    columns: Sequence[Column]
    year: str = ""


def draw_histogram(
    counted: Mapping[str, Sequence[FacetCount]], question: Question, address: Address
) -> Histogram | None:
    """The bars of an answer; None where a single one would say nothing."""
    year = find_single_year(question)
    if year:
        months = {c.value: c for c in counted.get("month", ()) if c.value.startswith(year)}
        values = [f"{year}-{month:02}" for month in range(1, 13)]
        columns = _make_columns("month", values, months, address)
        return Histogram(columns, year) if months else None
    years = {c.value: c for c in counted.get("year", ()) if c.value.isdigit()}
    if len(years) < 2:
        return None
    span = range(int(min(years)), int(max(years)) + 1)
    values = [f"{value:04}" for value in span][-LONGEST:]
    return Histogram(_make_columns("year", values, years, address))


def find_single_year(question: Question) -> str:
    """The one year that is chosen, or an empty string."""
    choice = question.chosen.get("year")
    if choice is None or len(choice.include) != 1:
        return ""
    (value,) = choice.include
    return value if value.isdigit() else ""


def _make_columns(
    facet: str, values: Sequence[str], held: Mapping[str, FacetCount], address: Address
) -> list[Column]:
    most = max((count.count for count in held.values()), default=0) or 1
    return [_make_column(facet, value, held.get(value), most, address) for value in values]


def _make_column(
    facet: str, value: str, held: FacetCount | None, most: int, address: Address
) -> Column:
    count = held.count if held else 0
    selected = held is not None and held.selected
    month = int(value[5:]) if facet == "month" else 0
    return Column(
        value=say(value, get_language() or "en") if month else value,
        short=str(month) if month else f"’{value[-2:]}",
        count=count,
        share=round(1000 * count / most),
        url=str(address.put(facet, *([] if selected else [value]))),
        selected=selected,
    )
