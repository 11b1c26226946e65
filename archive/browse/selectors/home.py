"""What the archive holds, in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.browse import visible
from archive.browse.activity import Activity, find_activity
from archive.browse.keeping import count_rows
from archive.browse.selectors.told import Told, find_most_told
from archive.browse.timeline import Timeline, draw_timeline
from archive.models import Campaign, Issue

SHOWN_CAMPAIGNS = 14
"""Campaigns on the time line: those that most announcements tell of."""


@dataclass(frozen=True)
class HomePage:
    """Counts, a time line of campaigns, the provinces, the latest, what most announcements tell,
    and what is missing."""

    activity: Activity
    timeline: Timeline
    most_told: Sequence[Told]
    with_issues: int

    @property
    def years(self) -> tuple[str, str] | None:
        """The first and the last year with announcements."""
        bars = self.activity.years
        return (bars[0].value, bars[-1].value) if bars else None

    @property
    def province_count(self) -> int:
        """Provinces with at least one announcement."""
        return sum(1 for tile in self.activity.tiles if tile.count)

    @property
    def campaign_count(self) -> int:
        """Campaigns that announcements tell of."""
        told = self.activity.counts.get("campaign")
        return told.further if told else 0


def load_home() -> HomePage:
    """The home page; where the index cannot answer, its counts say so."""
    activity = find_activity()
    told = {c.value: c.count for c in activity.counts.get("campaign", ())}
    dated = Campaign.objects.filter(merged_into=None, slug__in=told)
    dated = dated.exclude(period_earliest=None, period_latest=None)
    campaigns = sorted(dated, key=lambda c: -told[c.slug])[:SHOWN_CAMPAIGNS]
    issues = Issue.objects.filter(status="open", announcement__in=visible.announcements())
    return HomePage(
        activity=activity,
        timeline=draw_timeline(campaigns),
        most_told=find_most_told(),
        with_issues=count_rows(issues.values("announcement").distinct()),
    )
