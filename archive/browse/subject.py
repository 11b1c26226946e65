"""What an address of the archive is about, for pages that speak of other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from archive.browse import visible
from archive.browse.annotate import read_span
from archive.models import Agency, Announcement, Campaign, Place, Platform

NAMED: Mapping[str, type[Any]] = {
    "campaign": Campaign,
    "agency": Agency,
    "platform": Platform,
    "place": Place,
}


@dataclass(frozen=True)
class Subject:
    """A page: its path and what it is called; `words` are those that the address asks for."""

    path: str
    title: str
    words: str = ""


def find_subject(path: str, focus: str = "") -> Subject | None:
    """The public record at a path of the site; None for any other address."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    kind, identifier = match.url_name or "", next(iter(match.kwargs.values()), "")
    rows = _list_rows(kind)
    key = "code" if kind == "place" else "slug" if kind in NAMED else "public_id"
    row = visible.find_one(rows, **{key: identifier}) if rows is not None else None
    if row is None:
        return None
    words = ""
    if isinstance(row, Announcement) and (span := read_span(focus, len(row.text))):
        words = span.quote(row.text)
    return Subject(path, str(row), words)


def _list_rows(kind: str) -> QuerySet[Any] | None:
    if kind == "announcement":
        return visible.announcements().defer("sketch")
    if kind == "case":
        return visible.cases()
    return NAMED[kind].objects.all() if kind in NAMED else None
