"""What the archive holds and lacks, by year, source and state of review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from archive.browse import visible
from archive.browse.activity import Activity, Bar, find_activity
from archive.browse.addresses import find_search
from archive.browse.issues import name_issue
from archive.browse.keeping import count_rows, keep
from archive.models import SETTLED, Issue, Origin, Run, Unresolved
from archive.search import schema


@dataclass(frozen=True)
class Coverage:
    """Counts for the coverage page."""

    activity: Activity
    inferred: int
    without_publisher: int
    figures: int
    reviewed: int
    issues: Sequence[tuple[str, int]]
    unresolved: Mapping[str, int]
    last_run: Run | None

    @property
    def publishers(self) -> list[Bar]:
        """Announcements by publisher."""
        return self.activity.rank("publisher")

    @property
    def languages(self) -> list[Bar]:
        """Announcements by language."""
        return self.activity.rank("language")

    @property
    def undated_url(self) -> str:
        """The search for announcements without a known year."""
        return find_search(kind="announcement", year=schema.NONE)

    @property
    def unpublished_url(self) -> str:
        """The search for announcements that name no publisher."""
        return find_search(kind="announcement", publisher=schema.NONE)

    @property
    def reviewed_share(self) -> int:
        """Figures that an editor has decided on, in per cent."""
        return round(100 * self.reviewed / self.figures) if self.figures else 0


def tell_coverage() -> Coverage:
    """What is and is not held, in seven queries and two searches."""
    rows = visible.announcements()
    counts = keep("figures by state", _count_states)
    unresolved = Unresolved.objects.filter(status="open").values_list("kind")
    return Coverage(
        activity=find_activity(more=("publisher", "language")),
        inferred=count_rows(rows.filter(published_basis="inferred")),
        without_publisher=count_rows(rows.filter(publisher="")),
        figures=sum(counts.values()),
        reviewed=sum(
            n
            for (state, origin), n in counts.items()
            if state in SETTLED or origin == Origin.EDITOR
        ),
        issues=[(name_issue(code), n) for code, n in keep("issues", _count_issues)],
        unresolved=dict(unresolved.annotate(n=Count("pk")).order_by("-n")),
        last_run=Run.objects.filter(finished__isnull=False).first(),
    )


def _count_states() -> Mapping[tuple[str, str], int]:
    """Figures by state and origin."""
    states = visible.figures().order_by().values_list("state", "origin").annotate(n=Count("pk"))
    return {(state, origin): n for state, origin, n in states}


def _count_issues() -> Sequence[tuple[str, int]]:
    """Announcements by the code of an issue, the most frequent first."""
    issues = Issue.objects.filter(status="open", announcement__in=visible.announcements())
    counted = issues.order_by().values_list("code").annotate(n=Count("announcement", distinct=True))
    return [(code, n) for code, n in counted.order_by("-n", "code")]
