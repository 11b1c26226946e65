"""Counting the docket: facts, decisions and doubts of announcements, many at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from archive.models import (
    SETTLED,
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    CaseReport,
    Docket,
    Figure,
    Issue,
    Mention,
    Origin,
    Proposal,
    Run,
    RunFile,
    Sanction,
    State,
    Unresolved,
    mark_stale,
)

BATCH: Final = 500

FACTS: Final[Sequence[Any]] = (
    *(AnnouncementCampaign, AnnouncementAgency, AnnouncementPlatform, AnnouncementPlace),
    *(Figure, Sanction),
)
"""Facts that hang on an announcement; its cases count besides."""

DOUBTS: Final[Sequence[QuerySet[Any]]] = (
    Issue.objects.filter(status=Issue.Status.OPEN, version=F("announcement__version")),
    Proposal.objects.filter(status=Proposal.Status.OPEN),
    Mention.objects.filter(
        unresolved__status=Unresolved.Status.OPEN, version=F("announcement__version")
    ),
    Figure.objects.filter(state=State.PROPOSED).filter(Q(magnitude_lost=True) | ~Q(flags=[])),
)
"""Rows that each are a doubt about their announcement."""


def freshen() -> int:
    """Counts all stale rows anew, and makes those that are missing; returns how many."""
    mark_stale(Announcement.objects.filter(docket=None))
    done = 0
    while some := freshen_some():
        done += some
    return done


def freshen_some() -> int:
    """Counts at most five hundred stale rows anew; returns how many."""
    stale = Docket.objects.filter(stale=True).order_by("pk")
    pks = list(stale.values_list("pk", flat=True)[:BATCH])
    count(pks)
    return len(pks)


def count(announcements: Iterable[int]) -> None:
    """Counts the rows of these announcements (primary keys) anew, in a bounded number of
    queries for each five hundred."""
    pks = list(announcements)
    for start in range(0, len(pks), BATCH):
        _count(pks[start : start + BATCH])


def count_run(run: Run) -> tuple[int, int]:
    """Decided facts and all facts of the announcements that a run was the last to write."""
    sums = Docket.objects.filter(run=run).aggregate(done=Sum("reviewed"), total=Sum("facts"))
    return sums["done"] or 0, sums["total"] or 0


def _count(pks: list[int]) -> None:
    facts: Counter[int] = Counter()
    reviewed: Counter[int] = Counter()
    doubts: Counter[int] = Counter()
    decided = Q(state__in=SETTLED) | Q(origin=Origin.EDITOR)
    for model in FACTS:
        _add(model.objects.filter(announcement__in=pks), decided, facts, reviewed)
    told = Q(case__state__in=SETTLED) | Q(case__origin=Origin.EDITOR)
    reports = CaseReport.objects.filter(announcement__in=pks, case__merged_into=None)
    _add(reports, told, facts, reviewed)
    for rows in DOUBTS:
        _add(rows.filter(announcement__in=pks), Q(), doubts, Counter())
    runs = _find_runs(pks)
    versions = Announcement.objects.filter(pk__in=pks).values_list("pk", "extractor_version")
    Docket.objects.bulk_create(
        (
            Docket(
                announcement_id=pk,
                run_id=runs.get(pk),
                extractor_version=version,
                facts=facts[pk],
                reviewed=reviewed[pk],
                doubts=doubts[pk],
                is_open=doubts[pk] > 0 or reviewed[pk] < facts[pk],
                stale=False,
            )
            for pk, version in versions
        ),
        update_conflicts=True,
        unique_fields=["announcement"],
        update_fields=[
            *("run", "extractor_version", "facts", "reviewed", "doubts", "is_open", "stale"),
        ],
    )


def _add(rows: QuerySet[Any], chosen: Q, every: Counter[int], some: Counter[int]) -> None:
    """Adds the rows of each announcement, and the chosen among them."""
    grouped = rows.order_by().values("announcement")
    counted = grouped.annotate(every=Count("pk"), some=Count("pk", filter=chosen))
    for pk, total, part in counted.values_list("announcement", "every", "some"):
        every[pk] += total
        some[pk] += part


def _find_runs(pks: list[int]) -> dict[int, int]:
    files = RunFile.objects.filter(announcement__in=pks).order_by().values("announcement")
    return dict(files.annotate(last=Max("run")).values_list("announcement", "last"))
