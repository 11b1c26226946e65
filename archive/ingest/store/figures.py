"""Figures and sanctions of one announcement, recognised again at the next reading."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from archive.ingest.store.links import Stamp, describe, update
from archive.ingest.types import FigureFact, Record
from archive.models import Announcement, Case, Figure, Sanction
from archive.review.proposals import Change, Verdict
from archive.text.spans import Span

MAGNITUDE_LOST = "magnitude_lost"
Spans = dict[int, Span]


def sync_figures(
    announcement: Announcement,
    record: Record,
    cases: Sequence[Case],
    stamp: Stamp,
    *,
    fresh: bool,
) -> tuple[list[Figure], list[Change]]:
    """The record's figures as rows, in the record's order, and the differences."""
    wanted = [(fact.span, _figure_columns(fact, cases)) for fact in record.figures]
    rows = [] if fresh else list(announcement.figures.order_by("pk"))
    spans = {} if fresh else _find_spans(announcement, "figure")
    same = ("measure", "value", "subject", "case_id")
    return _sync(Figure, {"announcement": announcement}, wanted, rows, spans, same, stamp)


def sync_sanctions(
    announcement: Announcement,
    record: Record,
    cases: Sequence[Case],
    stamp: Stamp,
    *,
    fresh: bool,
) -> tuple[list[Sanction], list[Change]]:
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
    return _sync(Sanction, {"announcement": announcement}, wanted, rows, spans, same, stamp)


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


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value)).quantize(Decimal("0.0001"))


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
) -> tuple[list[Any], list[Change]]:
    """A row read from the same words is the same row; after those, one with the same values."""
    result: list[Any] = [None] * len(wanted)
    changes: list[Change] = []
    for matches in (
        lambda row, span, _: spans.get(row.pk) == span,
        lambda row, _, columns: all(getattr(row, c) == columns[c] for c in same),
    ):
        for index, (span, columns) in enumerate(wanted):
            if result[index] is None:
                row = next((row for row in rows if matches(row, span, columns)), None)
                if row is not None:
                    rows.remove(row)
                    result[index] = row
                    changes += update(row, columns, f"{model._meta.model_name}:{row.pk}", stamp)
    new = []
    for index, (_, columns) in enumerate(wanted):
        if result[index] is None:
            result[index] = model(**owner, **columns, **stamp.columns)
            new.append(result[index])
    model.objects.bulk_create(new)
    gone = [row for row in rows if not row.is_settled]
    model.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return result, [*changes, *describe(Verdict.NEW, new), *describe(Verdict.GONE, gone)]
