"""The extraction record's JSON form, as scripts and other programs rely on it."""

from __future__ import annotations

from typing import Any

from archive.ingest.types import CaseFact, Evidence, FigureFact, Record
from archive.text.spans import Span


def to_json(record: Record) -> dict[str, Any]:
    """The record as JSON-ready data; keys and meanings are fixed (docs/extraction.md)."""
    head, document = record.head, record.document
    return {
        "source": document.source,
        "sha256": document.sha256,
        "language": document.language,
        "text": document.text,
        "title": head.title,
        "title_basis": head.title_basis,
        "publisher": head.publisher,
        "reporter": head.reporter,
        "published": _published(record),
        "campaigns": [
            {
                "id": c.id,
                "name": c.name,
                "name_zh": c.name_zh,
                "as_printed": list(c.as_printed),
                "spans": _spans(c.spans),
            }
            for c in record.campaigns
        ],
        "agencies": [
            {
                "id": a.id,
                "name": a.name,
                "name_zh": a.name_zh,
                "as_printed": list(a.as_printed),
                "role": a.role,
                "spans": _spans(a.spans),
            }
            for a in record.agencies
        ],
        "platforms": [
            {
                "id": p.id,
                "name": p.name,
                "name_zh": p.name_zh,
                "as_printed": list(p.as_printed),
                "spans": _spans(p.spans),
            }
            for p in record.platforms
        ],
        "places": [
            {
                "code": p.code,
                "name": p.name,
                "province": p.province,
                "role": p.role,
                "as_printed": list(p.as_printed),
                "spans": _spans(p.spans),
            }
            for p in record.places
        ],
        "provinces": list(record.provinces),
        "cases": [_case(c) for c in record.cases],
        "figures": [_figure(f) for f in record.figures],
        "unresolved": [
            {"kind": u.kind, "reason": u.reason, "candidates": list(u.candidates), **_evidence(u)}
            for u in record.unresolved
        ],
        "warnings": [
            {"code": w.code, "message": w.message, "span": _span(w.span)} for w in record.warnings
        ],
    }


def _published(record: Record) -> dict[str, Any] | None:
    date = record.head.published
    if date is None:
        return None
    return {
        "edtf": date.edtf,
        "basis": date.basis,
        "reason": date.reason,
        "span": _span(date.span),
    }


def _case(case: CaseFact) -> dict[str, Any]:
    return {
        "designation": case.designation,
        "title": case.title,
        "span": _span(case.span),
        "province": case.province,
        "provinces": list(case.provinces),
        "offence": case.offence,
        "status": case.status,
        "agencies": list(case.agencies),
        "platforms": list(case.platforms),
        "places": list(case.places),
        "sanctions": [
            {
                "kind": s.kind,
                "value": _number(s.value),
                "unit": s.unit,
                "on": s.on,
                "span": _span(s.span),
                "quote": s.quote,
            }
            for s in case.sanctions
        ],
    }


def _figure(figure: FigureFact) -> dict[str, Any]:
    return {
        "value": _number(figure.value),
        "value_intended": _number(figure.value_intended),
        "qualifier": figure.qualifier,
        "measure": figure.measure,
        "detail": figure.detail,
        "unit": figure.unit,
        "subject": figure.subject,
        "period": figure.period,
        "span": _span(figure.span),
        "quote": figure.quote,
        "flags": list(figure.flags),
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"span": _span(evidence.span), "quote": evidence.quote}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]
