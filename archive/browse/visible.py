"""What readers may see, decided in one place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from archive.browse.errors import (
    MovedRecordError,
    UnavailableError,
    UnknownRecordError,
    WithdrawnRecordError,
)
from archive.models import (
    Announcement,
    Case,
    CaseReport,
    Fact,
    Figure,
    Measure,
    Redirect,
    Sanction,
    State,
    Visibility,
)

F = TypeVar("F", bound=Fact)
M = TypeVar("M", bound=Model)

HIDDEN = (Visibility.DRAFT, Visibility.WITHDRAWN)


def announcements() -> QuerySet[Announcement]:
    """Announcements that are public."""
    return Announcement.objects.public()


def cases() -> QuerySet[Case]:
    """Public cases that a public announcement reports, or that an editor entered without one.

    Those that hidden announcements alone report are sought from the hidden ones, which are few:
    to ask each case for a public report would make every list wait.
    """
    return Case.objects.public().exclude(pk__in=_list_told_by_hidden())


def sought_announcements() -> QuerySet[Announcement]:
    """The same as `announcements`, for a query that names the rows that it seeks.

    It says what they are not, which no index answers: a database that has not looked at its
    tables would walk through all that are public rather than look up twenty.
    """
    return Announcement.objects.exclude(visibility__in=HIDDEN)


def sought_cases() -> QuerySet[Case]:
    """The same as `cases`, for a query that names the rows that it seeks."""
    hidden = Q(visibility__in=HIDDEN) | Q(merged_into__gt=0) | Q(state=State.REJECTED)
    return Case.objects.exclude(hidden).exclude(pk__in=_list_told_by_hidden())


def _list_told_by_hidden() -> QuerySet[Any, Any]:
    """Keys of the cases that hidden announcements alone report."""
    told = CaseReport.objects.filter(
        case=OuterRef("case"), announcement__visibility=Visibility.PUBLIC
    )
    hidden = CaseReport.objects.filter(announcement__visibility__in=HIDDEN).exclude(Exists(told))
    return hidden.order_by().values("case")


def figures() -> QuerySet[Figure]:
    """Figures that stand, of public announcements or entered by hand with a case."""
    return _stated(Figure.objects.exclude(state=State.REJECTED))


def stating(
    announcements: QuerySet[Announcement], measures: Collection[str] = Measure.values
) -> QuerySet[Announcement]:
    """Those of some announcements that state a total of one of the measures."""
    states = [state for state in State.values if state != State.REJECTED]
    # The states by name, so that the index of measures answers for each announcement alone.
    totals = Figure.objects.filter(
        subject=Figure.Subject.TOTAL, state__in=states, measure__in=measures
    )
    return announcements.filter(Exists(totals.filter(announcement=OuterRef("pk")).order_by()))


def sanctions() -> QuerySet[Sanction]:
    """Sanctions that stand, of public announcements or entered by hand."""
    return _stated(Sanction.objects.exclude(state=State.REJECTED))


def _stated(facts: QuerySet[F]) -> QuerySet[F]:
    # From the hidden side again: to look up each fact's announcement takes seconds for a million.
    hidden = Announcement.objects.filter(visibility__in=HIDDEN).order_by()
    return facts.exclude(announcement__in=hidden.values("pk"))


def find_one(rows: QuerySet[M], **key: str) -> M | None:
    """The row of a unique key. Unordered, for a database may otherwise walk through the rows in
    their order until it meets the key."""
    return next(iter(rows.filter(**key).order_by()[:1]), None)


def explain_absence(kind: str, identifier: str, model: type | None = None) -> UnavailableError:
    """The error for an address that leads to nothing a reader may see: where it moved, that it
    was withdrawn, or that it is not known. A draft is not known."""
    moved = Redirect.objects.filter(kind=kind, identifier=identifier).values_list("target")
    if target := moved.first():
        return MovedRecordError(kind, target[0])
    if model is Announcement or model is Case:
        return _explain_hidden(model, kind, identifier)
    return UnknownRecordError(identifier)


def _explain_hidden(
    model: type[Announcement] | type[Case], kind: str, identifier: str
) -> UnavailableError:
    rows: QuerySet[Any] = model.objects.all()
    hidden = find_one(rows, public_id=identifier)
    if hidden is None or hidden.visibility == Visibility.DRAFT:
        return UnknownRecordError(identifier)
    if isinstance(hidden, Case) and hidden.merged_into_id:
        target = Case.objects.values_list("public_id", flat=True).get(pk=hidden.merged_into_id)
        return MovedRecordError(kind, target)
    return WithdrawnRecordError(hidden.withdrawn_reason)
