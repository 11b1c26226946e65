"""What was added, changed and withdrawn, by day: the changelog of the data.

Of what was withdrawn only the number is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.http import QueryDict

from archive.browse import visible
from archive.browse.addresses import Address, tidy
from archive.browse.filters.fields import DEEPEST_PAGE
from archive.browse.paging import Paging
from archive.models import Announcement, Case, Figure, Run, Sanction, Visibility

PAGE_SIZE = 50
LATEST = 20
"""Announcements listed as added last."""

EDITED: Sequence[type[Any]] = (Announcement, Case, Figure, Sanction)
"""Records of which each editor's change counts as a correction."""


@dataclass
class Day:
    """What one day brought (UTC). `versions` are those of the extraction that was at work."""

    day: date
    added: int = 0
    updated: int = 0
    corrected: int = 0
    withdrawn: int = 0
    versions: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class ChangesPage:
    """Days with changes, the latest first, and the announcements that were added last."""

    days: Sequence[Day]
    latest: Sequence[Announcement]
    paging: Paging


def tell_changes(params: QueryDict, path: str) -> ChangesPage:
    """A page of the changelog, in nine queries."""
    days = list_days()
    asked = params.get("page", "")
    number = min(int(asked), DEEPEST_PAGE) if asked.isdecimal() and int(asked) else 1
    paging = Paging(number, PAGE_SIZE, len(days), Address(path, tidy(params)))
    return ChangesPage(days[paging.offset : paging.offset + PAGE_SIZE], list_added(LATEST), paging)


def list_added(limit: int) -> list[Announcement]:
    """The public announcements that the archive took in last."""
    # From the hidden side: asked for the public ones, SQLite would sort them all.
    rows = Announcement.objects.exclude(visibility__in=visible.HIDDEN).defer("sketch")
    return list(rows.order_by("-pk")[:limit])


def list_days() -> list[Day]:
    """All days on which the data changed, the latest first."""
    days: dict[date, Day] = {}
    for row in _count_loads():
        day = days.setdefault(row["day"], Day(row["day"]))
        day.added += row["added"]
        day.updated += row["updated"]
        day.versions.add(row["extractor_version"])
    for name, counts in (
        ("added", _count_history([Announcement], "+")),
        ("corrected", _count_history(EDITED, "~")),
        ("withdrawn", _count_withdrawn()),
    ):
        for when, count in counts.items():
            day = days.setdefault(when, Day(when))
            setattr(day, name, getattr(day, name) + count)
    return sorted(days.values(), key=lambda day: day.day, reverse=True)


def _count_loads() -> Iterable[Mapping[str, Any]]:
    """Loads by day and version, those left out that changed nothing."""
    runs = Run.objects.exclude(created=0, updated=0).annotate(day=TruncDate("started"))
    grouped = runs.order_by().values("day", "extractor_version")
    return grouped.annotate(added=Sum("created"), updated=Sum("updated")).order_by("day")


def _count_history(kinds: Sequence[type[Any]], change: str) -> Counter[date]:
    """Editors' changes of a type ("+" or "~") by day; what loads do has no user."""
    counts: Counter[date] = Counter()
    for kind in kinds:
        rows = kind.history.filter(history_type=change, history_user__isnull=False)
        by_day = rows.order_by().annotate(day=TruncDate("history_date")).values_list("day")
        counts.update(dict(by_day.annotate(n=Count("history_id"))))
    return counts


def _count_withdrawn() -> Counter[date]:
    """Announcements by the day of their withdrawal, which is the last change of such a row."""
    rows = Announcement.objects.filter(visibility=Visibility.WITHDRAWN).order_by()
    by_day = rows.annotate(day=TruncDate("updated")).values_list("day")
    return Counter(dict(by_day.annotate(n=Count("pk"))))
