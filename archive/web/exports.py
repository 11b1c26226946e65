"""Files of what a search finds."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse

from archive.browse.exports import (
    FIGURE_COLUMNS,
    RECORD_COLUMNS,
    export_figures,
    export_records,
    write_csv,
    write_lines,
)

CSV = "text/csv; charset=utf-8"
LINES = "application/jsonl; charset=utf-8"


def export_table(request: HttpRequest) -> StreamingHttpResponse:
    """Every hit as a row of CSV."""
    rows = export_records(request.GET, _find_host(request))
    return _stream(write_csv(RECORD_COLUMNS, rows), CSV, "announcements-and-cases.csv")


def export_lines(request: HttpRequest) -> StreamingHttpResponse:
    """Every hit as a line of JSON."""
    rows = export_records(request.GET, _find_host(request))
    return _stream(write_lines(rows), LINES, "announcements-and-cases.jsonl")


def export_figure_table(request: HttpRequest) -> StreamingHttpResponse:
    """Every figure of what is found, with its words and their address, as CSV."""
    rows = export_figures(request.GET, _find_host(request))
    return _stream(write_csv(FIGURE_COLUMNS, rows), CSV, "figures.csv")


def _find_host(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _stream(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
