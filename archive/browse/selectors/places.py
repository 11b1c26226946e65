"""A place: where it lies, its parts, its agencies, and what happened there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.browse import visible
from archive.browse.activity import Activity, find_activity
from archive.browse.errors import MovedRecordError
from archive.browse.tiles import GRID
from archive.models import Agency, Place

FACETS = {"province": "province", "prefecture": "city", "county": "county"}
"""The facet that a place of each level is a value of."""
BY_ISO = {iso: code for iso, (code, *_) in GRID.items()}


@dataclass(frozen=True)
class PlacePage:
    """All that a place's page shows; `above` goes from the province down."""

    place: Place
    names: Mapping[str, Sequence[str]]
    above: Sequence[Place]
    parts: Sequence[Place]
    agencies: Sequence[Agency]
    activity: Activity


def load_place(code: str) -> PlacePage:
    """The page of a place by its GB/T 2260 code. Raises UnavailableError; an ISO 3166-2 code
    of a province leads to the other."""
    if code.upper() in BY_ISO:
        raise MovedRecordError("place", BY_ISO[code.upper()])
    place = visible.find_one(Place.objects.select_related("parent__parent"), code=code)
    if place is None:
        raise visible.explain_absence("place", code)
    value = place.iso if place.level == Place.Level.PROVINCE else place.code
    names: dict[str, list[str]] = {}
    for form in place.names.exclude(kind="weak").order_by("kind", "text"):
        names.setdefault(form.get_kind_display(), []).append(form.text)
    return PlacePage(
        place=place,
        names=names,
        above=list(_climb(place))[::-1],
        parts=list(place.children.order_by("until", "code")),
        agencies=list(place.agencies.filter(merged_into=None).order_by("name")),
        activity=find_activity(FACETS[place.level], value),
    )


def _climb(place: Place) -> Sequence[Place]:
    above = []
    parent = place.parent
    while parent is not None:
        above.append(parent)
        parent = parent.parent
    return above
