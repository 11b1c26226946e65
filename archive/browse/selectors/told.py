"""What most announcements tell: cases that several report, and texts that others carry, too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from archive.browse import columns, visible
from archive.browse.addresses import find_url
from archive.browse.keeping import keep
from archive.models import Announcement, Case, CaseReport

SHOWN = 6
CANDIDATES = 60
"""Records of each kind that are looked at, for some of them may be hidden."""
CARRIED = ("reprint_of", "translation_of")


@dataclass(frozen=True)
class Told:
    """A case or an announcement, and in how many announcements it stands: those that report
    the case, or the announcement itself with its reprints and translations."""

    record: Any
    times: int

    @property
    def is_case(self) -> bool:
        """Whether it is a case."""
        return isinstance(self.record, Case)

    @property
    def url(self) -> str:
        """Its page."""
        return find_url("case" if self.is_case else "announcement", self.record.public_id)


def find_most_told() -> list[Told]:
    """Those that stand in most public announcements, at least in two."""
    reports, copies = keep(("most told",), lambda: (_count_reports(), _count_copies()))
    cases = visible.sought_cases().filter(pk__in=reports)
    rows = visible.sought_announcements().filter(pk__in=copies).only(*columns.HEADLINE)
    told = [Told(case, reports[case.pk]) for case in cases]
    told += [Told(row, 1 + copies[row.pk]) for row in rows]
    return sorted(told, key=lambda one: (-one.times, one.is_case, -one.record.pk))[:SHOWN]


def _count_reports() -> dict[int, int]:
    """How many public announcements report a case, where they are several."""
    reports = CaseReport.objects.exclude(announcement__in=_list_hidden())
    return dict(_rank(reports, "case").filter(n__gt=1)[:CANDIDATES])


def _count_copies() -> dict[int, int]:
    """How many public announcements reprint or translate another."""
    counted = Counter[int]()
    for relation in CARRIED:
        # By the index of the relation alone, which a condition on the announcement itself
        # would not be.
        copies = Announcement.objects.filter(**{f"{relation}__gt": 0})
        for pk, n in _rank(copies.exclude(pk__in=_list_hidden()), relation)[:CANDIDATES]:
            counted[pk] += n
    return dict(counted)


def _list_hidden() -> QuerySet[Any, Any]:
    return Announcement.objects.filter(visibility__in=visible.HIDDEN).order_by().values("pk")


def _rank(rows: QuerySet[Any], column: str) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = rows.order_by().values_list(column).annotate(n=Count("pk"))
    return counted.order_by("-n", column)
