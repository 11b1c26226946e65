"""How far the review of a run has come."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from archive.models import (
    SETTLED,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    Figure,
    Run,
    Sanction,
)

COUNTED: tuple[Any, ...] = (
    *(AnnouncementAgency, AnnouncementCampaign, AnnouncementPlace, AnnouncementPlatform),
    *(Figure, Sanction),
)


def count_reviewed(run: Run) -> tuple[int, int]:
    """Facts of the run's announcements that somebody decided on, and all of them."""
    done = total = 0
    for model in COUNTED:
        facts = model.objects.filter(announcement__run_files__run=run).order_by()
        counts = facts.aggregate(
            done=Count("pk", filter=Q(state__in=SETTLED), distinct=True),
            total=Count("pk", distinct=True),
        )
        done += counts["done"]
        total += counts["total"]
    return done, total
