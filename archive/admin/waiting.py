"""What waits for whoever works here: the head of the start page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.urls import reverse

from archive.admin.paging import AtLeast, count_at_most
from archive.models import Docket, Outbox, Proposal, Report, Run, Unresolved


@dataclass(frozen=True)
class Waiting:
    """Some things that wait, in words, and where to find them."""

    words: str
    url: str


@dataclass(frozen=True)
class _Kind:
    """One kind of thing that waits: who may see it, its rows, and what to call one and many."""

    permission: str
    rows: Callable[[], Any]
    one: str
    many: str
    route: str
    query: str = ""


KINDS: Final = (
    _Kind(
        "view_announcement",
        lambda: Docket.objects.filter(is_open=True).order_by(),
        "announcement to review",
        "announcements to review",
        "review-queue",
    ),
    _Kind(
        "view_proposal",
        lambda: Proposal.objects.filter(status=Proposal.Status.OPEN),
        "proposal of a load",
        "proposals of loads",
        "review-queue",
        "kind=proposal",
    ),
    _Kind(
        "view_unresolved",
        lambda: Unresolved.objects.filter(status=Unresolved.Status.OPEN),
        "name in doubt",
        "names in doubt",
        "review-names",
    ),
    _Kind(
        "view_report",
        lambda: Report.objects.filter(status=Report.Status.OPEN),
        "report of a reader",
        "reports of readers",
        "archive_report_changelist",
        "status__exact=open",
    ),
    _Kind(
        "view_run",
        lambda: Run.objects.filter(status=Run.Status.FAILED),
        "load with files that failed",
        "loads with files that failed",
        "archive_run_changelist",
        "status__exact=failed",
    ),
    _Kind(
        "view_outbox",
        lambda: Outbox.objects.all(),
        "change that the search has not taken in yet",
        "changes that the search has not taken in yet",
        "archive_outbox_changelist",
    ),
)
"""In the order of the day's work."""


def list_waiting(user: User) -> Iterator[Waiting]:
    """What the user may see of what waits; nothing of a kind of which nothing does."""
    for kind in KINDS:
        if not user.has_perm(f"archive.{kind.permission}"):
            continue
        if count := count_at_most(kind.rows()):
            many = isinstance(count, AtLeast) or count > 1
            number = str(count) if isinstance(count, AtLeast) else f"{count:,}"
            query = f"?{kind.query}" if kind.query else ""
            address = f"{reverse(f'admin:{kind.route}')}{query}"
            yield Waiting(f"{number} {kind.many if many else kind.one}", address)
