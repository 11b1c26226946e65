"""Reports of readers: taken in within bounds, and settled by editors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Report

MOST_OF_ONE = 5
"""Reports an hour from one network address."""
MOST_OF_ALL = 200
"""Reports an hour altogether: more than editors could read, so that it is no reader's doing."""
WINDOW = timedelta(hours=1)


class TooManyReportsError(Exception):
    """One sender, or all together, sent more within the hour than is taken in."""


def hash_sender(address: str) -> str:
    """What a sender is counted by: nobody can tell the network address from it."""
    return salted_hmac("archive.review.reports", address, algorithm="sha256").hexdigest()


def take_in(report: Report) -> Report:
    """Stores a reader's report for the editors; the same form sent again is the report that it
    was before. Raises TooManyReportsError."""
    with transaction.atomic():
        known = Report.objects.filter(form=report.form).first()
        if known is not None:
            return known
        recent = Report.objects.filter(created__gte=timezone.now() - WINDOW)
        if (
            recent.filter(sender=report.sender).count() >= MOST_OF_ONE
            or recent.count() >= MOST_OF_ALL
        ):
            raise TooManyReportsError
        report.save()
    return report


def settle(reports: Iterable[Report], status: str, by: User | None) -> list[Report]:
    """Gives open reports the status and forgets who sent them; gives those that were open."""
    settled = []
    for report in reports:
        if report.status == Report.Status.OPEN:
            report.status = status
            report.email = report.sender = ""
            report.settled_by = by
            report.save()
            settled.append(report)
    return settled
