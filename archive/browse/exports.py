"""What a search finds, taken away whole: rows of every hit, and every figure with its words.

All of it streams: a page of hits is read, written and forgotten before the next.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from django.http import QueryDict

from archive.browse import visible
from archive.browse.addresses import find_url, find_words, tidy
from archive.browse.filters.search import Question, read_question
from archive.browse.results import Result, load_results
from archive.models import Figure, Mention, Visibility
from archive.search.live import get_engine
from archive.search.names import Names
from archive.search.query import MAX_SIZE
from archive.search.results import Hit
from archive.search.vocabulary import load_names
from archive.text.edtf import find_bounds, is_valid
from archive.text.spans import Span

RECORD_COLUMNS = (
    *("kind", "id", "url", "title", "title_zh", "published", "earliest", "latest", "publisher"),
    *("language", "offence", "status", "campaigns", "provinces", "platforms", "source", "passage"),
)
FIGURE_COLUMNS = (
    *("announcement", "published", "publisher", "case", "subject", "measure", "detail"),
    *("qualifier", "value", "value_intended", "magnitude_lost", "unit", "period", "state"),
    *("quote", "start", "end", "url"),
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a cell that a spreadsheet would take for a formula."""


def export_records(params: QueryDict, host: str) -> Iterator[dict[str, Any]]:
    """Every hit of a search in the order of the page. The first page is read at once, so that
    an index that cannot answer is an error and no broken file. Raises SearchError."""
    names = load_names()
    question = read_question(tidy(params), names, facets=("kind",))
    pages = _read_pages(question)
    first = next(pages, [])
    return _make_records(question, names, first, pages, host)


def export_figures(params: QueryDict, host: str) -> Iterator[dict[str, Any]]:
    """Every figure of the announcements and cases that a search finds, with its words."""
    question = read_question(tidy(params), load_names(), facets=("kind",))
    pages = _read_pages(question)
    first = next(pages, [])
    return _make_figures(first, pages, host)


def _read_pages(question: Question) -> Iterator[Sequence[Hit]]:
    engine = get_engine()
    number = 1
    while True:
        query = replace(question.query, page=number, size=MAX_SIZE, facets=())
        hits = engine.search(query).hits
        if hits:
            yield hits
        if len(hits) < MAX_SIZE:
            return
        number += 1


def _make_records(
    question: Question,
    names: Names,
    first: Sequence[Hit],
    others: Iterable[Sequence[Hit]],
    host: str,
) -> Iterator[dict[str, Any]]:
    for hits in chain([first], others):
        for result in load_results(hits, question.parsed.tree, names):
            yield _make_record(result, host)


def _make_record(result: Result, host: str) -> dict[str, Any]:
    known = is_valid(result.published)
    earliest, latest = find_bounds(result.published) if known else (None, None)
    values: dict[str, list[str]] = {"campaign": [], "province": [], "platform": []}
    for chip in result.facts:
        values[chip.kind].append(chip.value)
    return {
        "kind": result.kind,
        "id": result.id,
        "url": host + result.url,
        "title": result.title.text,
        "title_zh": result.name_zh,
        "published": result.published,
        "earliest": earliest.isoformat() if earliest else "",
        "latest": latest.isoformat() if latest else "",
        "publisher": result.publisher,
        "language": result.language,
        "offence": result.offence,
        "status": result.status,
        "campaigns": values["campaign"],
        "provinces": values["province"],
        "platforms": values["platform"],
        "source": result.source,
        "passage": result.passages[0].passage.text if result.passages else "",
    }


def _make_figures(
    first: Sequence[Hit], others: Iterable[Sequence[Hit]], host: str
) -> Iterator[dict[str, Any]]:
    for hits in chain([first], others):
        yield from _load_figures(hits, host)


def _load_figures(hits: Sequence[Hit], host: str) -> Iterator[dict[str, Any]]:
    """An announcement brings all its figures; a case that is found without its announcement
    brings its own."""
    told = [hit.id for hit in hits if hit.kind == "announcement"]
    matters = [hit.id for hit in hits if hit.kind == "case"]
    figures = visible.figures().select_related("announcement", "case")
    rows = figures.filter(announcement__public_id__in=told)
    rows |= figures.filter(case__public_id__in=matters)
    found = list(rows.order_by("announcement", "pk").distinct())
    words: Mapping[int | None, Mention] = {
        mention.figure_id: mention
        for mention in Mention.objects.filter(figure__in=[f.pk for f in found]).order_by("-start")
    }
    for figure in found:
        yield _make_figure(figure, words.get(figure.pk), host)


def _make_figure(figure: Figure, mention: Mention | None, host: str) -> dict[str, Any]:
    row = figure.announcement
    case = figure.case if figure.case and figure.case.visibility == Visibility.PUBLIC else None
    url = ""
    if row and mention:
        url = host + find_words(row.public_id, Span(mention.start, mention.end))
    elif case:
        url = host + find_url("case", case.public_id)
    return {
        "announcement": row.public_id if row else "",
        "published": row.published_edtf if row else "",
        "publisher": row.publisher if row else "",
        "case": case.public_id if case else "",
        "subject": figure.subject,
        "measure": figure.measure,
        "detail": figure.detail,
        "qualifier": figure.qualifier,
        "value": f"{figure.value.normalize():f}",
        "value_intended": (
            f"{figure.value_intended.normalize():f}" if figure.value_intended is not None else ""
        ),
        "magnitude_lost": figure.magnitude_lost,
        "unit": figure.unit,
        "period": figure.period_edtf,
        "state": figure.state,
        "quote": mention.quote if mention else "",
        "start": mention.start if mention else "",
        "end": mention.end if mention else "",
        "url": url,
    }


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Lines of CSV, beginning with the mark that tells spreadsheets of UTF-8. Lists are joined
    by semicolons, and no cell is a formula."""
    writer = csv.DictWriter(_Echo(), columns)
    yield "\ufeff"
    yield writer.writeheader()
    for row in rows:
        yield writer.writerow({name: _make_cell(row[name]) for name in columns})


def write_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _make_cell(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
