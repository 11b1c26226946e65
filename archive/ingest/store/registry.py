"""Named records by identifier, made where a text names one that no vocabulary lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from archive.ingest.store.writing import write_instances
from archive.ingest.types import AgencyFact, CampaignFact, PlatformFact, Record
from archive.models import Agency, Campaign, Named, Offence, Origin, Place, Platform

LEVELS = {"province": "provincial", "prefecture": "municipal", "county": "county"}
FOREIGN = 2
"""Letters of a country code, by which an agency outside China names its place."""


class Registry:
    """Gives the row of each named thing, and remembers it for the rest of a load.

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
        """Has the rows of all that records name ready, those that are new among them: a query and
        a statement a kind."""
        self._prepare(Campaign, [fact for r in records for fact in r.campaigns], _make_campaign)
        self._prepare(Agency, [fact for r in records for fact in r.agencies], self._make_agency)
        self._prepare(Platform, [fact for r in records for fact in r.platforms], _make_platform)

    def campaign(self, fact: CampaignFact) -> Campaign:
        """The row of a campaign that was prepared."""
        row: Campaign = self._rows["campaign", fact.id]
        return row

    def platform(self, fact: PlatformFact) -> Platform:
        """The row of a platform that was prepared."""
        row: Platform = self._rows["platform", fact.id]
        return row

    def agency(self, fact: AgencyFact) -> Agency:
        """The row of an agency that was prepared."""
        row: Agency = self._rows["agency", fact.id]
        return row

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

    def _prepare(
        self, model: type[Named], facts: Iterable[Any], make: Callable[[Any], Named]
    ) -> None:
        kind = str(model._meta.model_name)
        wanted = {fact.id: fact for fact in facts if (kind, fact.id) not in self._rows}
        self._load(model, kind, wanted)
        made = []
        for identifier, fact in wanted.items():
            if (kind, identifier) not in self._rows:
                self._rows[kind, identifier] = row = make(fact)
                made.append(row)
        self.made += [(kind, row.slug) for row in made]
        write_instances(model, made)

    def _load(self, model: type[Named], kind: str, identifiers: Iterable[str]) -> None:
        slugs = {_shorten(identifier): identifier for identifier in identifiers}
        if not slugs:
            return
        rows: Any = model._default_manager.filter(slug__in=slugs).select_related("merged_into")
        for row in rows.order_by("pk"):
            found = row
            while found.merged_into is not None:
                found = found.merged_into
            self._rows[kind, slugs[row.slug]] = found

    def _make_agency(self, fact: AgencyFact) -> Agency:
        """A composed one gets its place, level and parent."""
        foreign = fact.place is not None and len(fact.place) == FOREIGN
        place = self.place(fact.place) if fact.place and not foreign else None
        return Agency(
            **_list_columns(fact),
            level=fact.level or LEVELS.get(place.level if place else "", "national"),
            place=place,
            country=(fact.place or "") if foreign else "CN",
            parent=self._find_parent(fact.parent) if fact.parent else None,
        )

    def _find_parent(self, identifier: str) -> Agency | None:
        row: Agency | None = self._rows.get(("agency", identifier))
        return row or Agency.objects.filter(slug=identifier).first()


def _make_campaign(fact: CampaignFact) -> Campaign:
    return Campaign(**_list_columns(fact))


def _make_platform(fact: PlatformFact) -> Platform:
    return Platform(**_list_columns(fact), kind=fact.kind or "")


def _list_columns(fact: Any) -> dict[str, Any]:
    return {
        "slug": _shorten(fact.id),
        "name": fact.name[:300],
        "name_zh": (fact.name_zh or "")[:200],
        "origin": Origin.MACHINE,
    }


def _shorten(identifier: str) -> str:
    return identifier[:120]
