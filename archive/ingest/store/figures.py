"""Figures and sanctions of one announcement, recognised again at the next reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from archive.ingest.store.abreast import Step
from archive.ingest.store.links import Stamp, describe, update
from archive.ingest.store.writing import Keyed
from archive.ingest.types import FigureFact, Record
from archive.models import Announcement, Case, Figure, Sanction
from archive.review.proposals import Change, Verdict
from archive.text.spans import Span

MAGNITUDE_LOST = "magnitude_lost"
PRECISION: Final = Decimal("0.0001")
REMEMBERED: Final = 10_000
"""Numbers that are remembered as the columns hold them: most are small."""

Spans = dict[int, Span]
StoredFigure = Keyed | Figure
StoredSanction = Keyed | Sanction
"""A row that was made just now, or one that was there."""


def sync_figures(
    announcement: Announcement,
    record: Record,
    cases: Sequence[Case],
    stamp: Stamp,
    *,
    fresh: bool,
) -> Step[tuple[list[StoredFigure], list[Change]]]:
    """The record's figures as rows, in the record's order, and the differences."""
    wanted = [(fact.span, _figure_columns(fact, cases)) for fact in record.figures]
    rows = [] if fresh else list(announcement.figures.order_by("pk"))
    spans = {} if fresh else _find_spans(announcement, "figure")
    same = ("measure", "value", "subject", "case_id")
    return (
        yield from _sync(Figure, {"announcement": announcement}, wanted, rows, spans, same, stamp)
    )


def sync_sanctions(
    announcement: Announcement,
    record: Record,
    cases: Sequence[Case],
    stamp: Stamp,
    *,
    fresh: bool,
) -> Step[tuple[list[StoredSanction], list[Change]]]:
    """The record's sanctions as rows, case by case, and the differences."""
    wanted = [
        (
            sanction.span,
            {
                "case_id": cases[index].pk,
                "kind": sanction.kind,
                "value": _decimal(sanction.value),
                "unit": (sanction.unit or "")[:20],
                "on": (sanction.on or "")[:60],
            },
        )
        for index, fact in enumerate(record.cases)
        for sanction in fact.sanctions
    ]
    rows = [] if fresh else list(announcement.sanctions.order_by("pk"))
    spans = {} if fresh else _find_spans(announcement, "sanction")
    same = ("kind", "value", "case_id")
    return (
        yield from _sync(Sanction, {"announcement": announcement}, wanted, rows, spans, same, stamp)
    )


def _figure_columns(fact: FigureFact, cases: Sequence[Case]) -> dict[str, Any]:
    subject, _, index = fact.subject.partition(":")
    return {
        "subject": subject,
        "case_id": cases[int(index)].pk if index else None,
        "measure": fact.measure,
        "detail": (fact.detail or "")[:120],
        "value": _decimal(fact.value),
        "value_intended": _decimal(fact.value_intended),
        "magnitude_lost": MAGNITUDE_LOST in fact.flags,
        "qualifier": fact.qualifier,
        "unit": (fact.unit or "")[:20],
        "period_edtf": fact.period or "",
        "flags": [flag for flag in fact.flags if flag != MAGNITUDE_LOST],
    }


@lru_cache(REMEMBERED)
def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value)).quantize(PRECISION)


def _find_spans(announcement: Announcement, kind: str) -> Spans:
    """Span of each row's words in the present text, by primary key."""
    rows = announcement.mentions.filter(kind=kind, version=announcement.version)
    return {
        pk: Span(start, end) for pk, start, end in rows.values_list(f"{kind}_id", "start", "end")
    }


def _sync(
    model: Any,
    owner: dict[str, Any],
    wanted: Sequence[tuple[Span, dict[str, Any]]],
    rows: list[Any],
    spans: Spans,
    same: tuple[str, ...],
    stamp: Stamp,
) -> Step[tuple[list[Any], list[Change]]]:
    """A row read from the same words is the same row; after those, one with the same values."""
    known = _recognise(wanted, rows, spans, same)
    changes: list[Change] = []
    result = []
    for index, (_, columns) in enumerate(wanted):
        row = known.get(index)
        if row is None:
            row = Keyed(model, **owner, **columns, **stamp.columns)
        else:
            changes += update(row, columns, f"{model._meta.model_name}:{row.pk}", stamp)
        result.append(row)
    new = [row for index, row in enumerate(result) if index not in known]
    yield new
    found = {row.pk for row in known.values()}
    gone = [row for row in rows if row.pk not in found and not row.is_settled]
    if gone:
        model.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return result, [*changes, *describe(Verdict.NEW, new), *describe(Verdict.GONE, gone)]


def _recognise(
    wanted: Sequence[tuple[Span, dict[str, Any]]],
    rows: Sequence[Any],
    spans: Spans,
    same: tuple[str, ...],
) -> dict[int, Any]:
    """The row that each wanted one is, by its place in line; a row answers once."""
    by_span: dict[Any, list[Any]] = defaultdict(list)
    by_values: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        if row.pk in spans:
            by_span[spans[row.pk]].append(row)
        by_values[tuple(getattr(row, column) for column in same)].append(row)
    known: dict[int, Any] = {}
    taken: set[int] = set()
    for held, identify in (
        (by_span, lambda span, _: span),
        (by_values, lambda _, columns: tuple(columns[column] for column in same)),
    ):
        for index, (span, columns) in enumerate(wanted):
            if index in known:
                continue
            row = next((r for r in held[identify(span, columns)] if r.pk not in taken), None)
            if row is not None:
                known[index] = row
                taken.add(row.pk)
    return known
