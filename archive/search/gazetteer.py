"""Names of the records that documents are linked to, read as they are first needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from archive import models
from archive.models import NameKind

NAMING_KINDS = (NameKind.ABBREVIATION, NameKind.FORMER, NameKind.PINYIN)
"""Further names that a document answers to by its words. Aliases are often ordinary words
beside a name ("QQ group"): those are understood in the query instead."""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A campaign, agency or platform: the names that its documents answer to, and all its
    forms."""

    slug: str
    names: tuple[str, ...]
    all_forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place by the facets it is a value of, with its own names and its province's."""

    iso: str
    city: str | None
    county: str | None
    names: tuple[str, ...]


class Lookups:
    """Rows by kind and primary key; a pass over the archive reads each once."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[Any, Any]] = {
            kind: {} for kind in ("campaign", "agency", "platform", "place")
        }

    def load(self, kind: str, pks: Collection[Any]) -> None:
        """Reads those that are not known yet."""
        missing = set(pks) - self._rows[kind].keys()
        if missing:
            read = _read_places if kind == "place" else _READERS[kind]
            self._rows[kind].update(read(missing))

    def pick(self, kind: str, pks: Iterable[Any]) -> list[Any]:
        """The rows of some keys, in their order."""
        rows = self._rows[kind]
        return [rows[pk] for pk in pks if pk in rows]


def _read_named(model: type[Any], names: type[Any], pks: set[Any]) -> dict[Any, NamedRow]:
    owner = f"{model._meta.model_name}_id"
    further: dict[Any, list[tuple[str, str]]] = {}
    rows = names.objects.filter(**{f"{owner}__in": pks}).order_by("pk")
    for pk, text, kind in rows.values_list(owner, "text", "kind"):
        further.setdefault(pk, []).append((text, kind))
    found = {}
    for pk, slug, name, name_zh in model.objects.filter(pk__in=pks).values_list(
        "pk", "slug", "name", "name_zh"
    ):
        forms = further.get(pk, [])
        found[pk] = NamedRow(
            slug,
            _unique([name, name_zh, *(text for text, kind in forms if kind in NAMING_KINDS)]),
            _unique([name, name_zh, *(text for text, kind in forms if kind != NameKind.WEAK)]),
        )
    return found


def _read_campaigns(pks: set[Any]) -> dict[Any, NamedRow]:
    return _read_named(models.Campaign, models.CampaignName, pks)


def _read_agencies(pks: set[Any]) -> dict[Any, NamedRow]:
    return _read_named(models.Agency, models.AgencyName, pks)


def _read_platforms(pks: set[Any]) -> dict[Any, NamedRow]:
    return _read_named(models.Platform, models.PlatformName, pks)


_READERS = {"campaign": _read_campaigns, "agency": _read_agencies, "platform": _read_platforms}


def _read_places(pks: set[Any]) -> dict[Any, PlaceRow]:
    found = {}
    places = models.Place.objects.filter(pk__in=pks).select_related("parent__parent")
    for place in places:
        above = [place]
        while above[-1].parent is not None:
            above.append(above[-1].parent)
        codes = {p.level: p.code for p in above}
        found[place.pk] = PlaceRow(
            place.iso,
            codes.get(models.Place.Level.PREFECTURE),
            codes.get(models.Place.Level.COUNTY),
            _unique(name for p in above for name in (p.name, p.name_zh)),
        )
    return found


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
