"""Named records by identifier, made where a text names one that no vocabulary lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from archive.ingest.store.writing import write_instances
from archive.ingest.types import AgencyFact, CampaignFact, PlatformFact, Record
from archive.models import Agency, Campaign, Named, Offence, Origin, Place, Platform

LEVELS = {"province": "provincial", "prefecture": "municipal", "county": "county"}
FOREIGN = 2
"""Letters of a country code, by which an agency outside China names its place."""


class Registry:
    """Gives the row of each named thing, and remembers it for the rest of a load. What no row
    was found for when it was prepared is made.

    A merged record answers with the one that took its place. `made` lists the rows made since
    it was last emptied, as (kind, slug).
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Any] = {}
        self._places: dict[str, Place] = {}
        self._provinces: dict[str, Place] = {}
        self._offences: dict[str, Offence] | None = None
        self.made: list[tuple[str, str]] = []

    def forget(self) -> None:
        """Drops the rows made in a transaction that was rolled back, and what points to them."""
        if self.made:
            self._rows.clear()
            self.made.clear()

    def prepare(self, records: Sequence[Record]) -> None:
        """Looks up all that records name, a query a kind, before their rows are asked for."""
        self._load(Campaign, "campaign", [fact for r in records for fact in r.campaigns])
        self._load(Agency, "agency", [fact for r in records for fact in r.agencies])
        self._load(Platform, "platform", [fact for r in records for fact in r.platforms])

    def campaign(self, fact: CampaignFact) -> Campaign:
        """The campaign's row."""
        row: Campaign = self._rows.get(("campaign", fact.id)) or self._make(
            Campaign, "campaign", fact
        )
        return row

    def platform(self, fact: PlatformFact) -> Platform:
        """The platform's row."""
        row: Platform = self._rows.get(("platform", fact.id)) or self._make(
            Platform, "platform", fact, kind=fact.kind or ""
        )
        return row

    def agency(self, fact: AgencyFact) -> Agency:
        """The agency's row; a composed one gets its place, level and parent."""
        row: Agency | None = self._rows.get(("agency", fact.id))
        if row is not None:
            return row
        foreign = fact.place is not None and len(fact.place) == FOREIGN
        place = self.place(fact.place) if fact.place and not foreign else None
        parent = Agency.objects.filter(slug=fact.parent).first() if fact.parent else None
        made: Agency = self._make(
            Agency,
            "agency",
            fact,
            level=fact.level or LEVELS.get(place.level if place else "", "national"),
            place=place,
            country=fact.place if foreign else "CN",
            parent=parent,
        )
        return made

    def place(self, code: str) -> Place:
        """The division with this code. Raises KeyError for one that is not loaded."""
        self._load_places()
        return self._places[code]

    def province(self, iso: str) -> Place | None:
        """The province-level division with this ISO 3166-2 code."""
        self._load_places()
        return self._provinces.get(iso)

    def offence(self, slug: str | None) -> Offence | None:
        """The offence of this name, if any."""
        if self._offences is None:
            self._offences = {row.slug: row for row in Offence.objects.all()}
        return self._offences.get(slug or "")

    def _load_places(self) -> None:
        if not self._places:
            self._places = {row.code: row for row in Place.objects.all()}
            self._provinces = {r.iso: r for r in self._places.values() if r.level == "province"}

    def _load(self, model: type[Named], kind: str, facts: Iterable[Any]) -> None:
        slugs = {_shorten(f.id): f.id for f in facts if (kind, f.id) not in self._rows}
        if not slugs:
            return
        rows: Any = model._default_manager.filter(slug__in=slugs).select_related("merged_into")
        for row in rows.order_by("pk"):
            found = row
            while found.merged_into is not None:
                found = found.merged_into
            self._rows[kind, slugs[row.slug]] = found

    def _make(self, model: type[Named], sort: str, fact: Any, **columns: Any) -> Any:
        row = model(
            slug=_shorten(fact.id),
            name=fact.name[:300],
            name_zh=(fact.name_zh or "")[:200],
            origin=Origin.MACHINE,
            **columns,
        )
        write_instances(model, [row])
        self.made.append((sort, row.slug))
        self._rows[sort, fact.id] = row
        return row


def _shorten(identifier: str) -> str:
    return identifier[:120]
