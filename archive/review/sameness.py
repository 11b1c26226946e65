"""Cases that may be one: told by two announcements, of one place, number, time and tenor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q
from rapidfuzz import fuzz

from archive.models import Case, CaseReport

WEIGHTS: Final = {
    "designation": 3.0,
    "place": 2.0,
    "platform": 0.5,
    "offence": 0.5,
    "date": 1.0,
    "figure": 1.0,
    "title": 1.5,
}
"""How much each thing that two cases share says for their being one."""
ENOUGH: Final = 4.0
"""Sum from which a case is suggested: no two of the weaker things reach it."""
LOOKED_AT: Final = 300
"""Cases that are compared with one: the latest of those that share a number or a place."""
NEAR: Final = 90
"""Days between two announcements that tell of the same news."""
ALIKE: Final = 70
"""Percent of likeness from which titles count."""
TELLING: Final = 10
"""Figures from this size on tell cases apart."""


@dataclass(frozen=True)
class Likeness:
    """A case that may be the same, with what the two share, and how much that weighs."""

    case: Case
    shared: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class _Told:
    """What is compared of a case."""

    places: frozenset[str]
    platforms: frozenset[int]
    days: tuple[date, ...]
    figures: frozenset[tuple[str, object]]


def suggest_same(case: Case, limit: int = 10) -> list[Likeness]:
    """Cases that other announcements tell of and that are likely this one, likeliest first."""
    candidates = list(_find_candidates(case))
    told = _read([case, *candidates])
    found = [_compare(case, other, told) for other in candidates]
    found = [likeness for likeness in found if likeness.weight >= ENOUGH]
    return sorted(found, key=lambda likeness: (-likeness.weight, likeness.case.pk))[:limit]


def _find_candidates(case: Case) -> Iterable[Case]:
    """Cases with the same number or a place in common, of other announcements."""
    shared = Q(place_facts__place__in=case.place_facts.values("place"))
    if case.designation:
        shared |= Q(designation=case.designation)
    own = CaseReport.objects.filter(case=case).values("announcement")
    told_together = CaseReport.objects.filter(announcement__in=own).values("case")
    rows = Case.objects.public().filter(shared).exclude(pk=case.pk).exclude(pk__in=told_together)
    return rows.select_related("offence").distinct().order_by("-pk")[:LOOKED_AT]


def _read(cases: list[Case]) -> dict[int, _Told]:
    """What is said of each case, in four queries."""
    wanted = Case.objects.filter(pk__in=[case.pk for case in cases]).order_by()
    live = ~Q(place_facts__state="rejected")
    places = _group(wanted.filter(live).values_list("pk", "place_facts__place"))
    platforms = _group(wanted.values_list("pk", "platform_facts__platform"))
    days = _group(wanted.values_list("pk", "reports__announcement__published_latest"))
    figures = _group(
        (pk, (measure, value))
        for pk, measure, value in wanted.filter(figures__value__gte=TELLING).values_list(
            "pk", "figures__measure", "figures__value"
        )
    )
    return {
        case.pk: _Told(
            frozenset(places.get(case.pk, ())),
            frozenset(platforms.get(case.pk, ())),
            tuple(days.get(case.pk, ())),
            frozenset(figures.get(case.pk, ())),
        )
        for case in cases
    }


def _group(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for pk, value in rows:
        if value is not None:
            grouped.setdefault(pk, []).append(value)
    return grouped


def _compare(case: Case, other: Case, told: dict[int, _Told]) -> Likeness:
    shared = tuple(_list_shared(case, other, told[case.pk], told[other.pk]))
    return Likeness(other, shared, sum(WEIGHTS[name] for name in shared))


def _list_shared(case: Case, other: Case, one: _Told, two: _Told) -> Iterator[str]:
    if case.designation and case.designation == other.designation:
        yield "designation"
    if one.places & two.places:
        yield "place"
    if one.platforms & two.platforms:
        yield "platform"
    if case.offence_id and case.offence_id == other.offence_id:
        yield "offence"
    if any(abs((a - b).days) <= NEAR for a in one.days for b in two.days):
        yield "date"
    if one.figures & two.figures:
        yield "figure"
    if fuzz.token_set_ratio(case.title.lower(), other.title.lower()) >= ALIKE:
        yield "title"
