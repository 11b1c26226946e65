"""Named records by identifier, made where a text names one that no vocabulary lists."""

from __future__ import annotations

from typing import Any

from archive.ingest.types import AgencyFact, CampaignFact, PlatformFact
from archive.models import Agency, Campaign, Named, Origin, Place, Platform

LEVELS = {"province": "provincial", "prefecture": "municipal", "county": "county"}
FOREIGN = 2
"""Letters of a country code, by which an agency outside China names its place."""


class Registry:
    """Finds the row of each named thing, and remembers it for the rest of a load.

    A merged record answers with the one that took its place. `made` lists the rows made since
    the last `forget` or `settle`, as (kind, slug).
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Any] = {}
        self._provinces: dict[str, str] = {}
        self.made: list[tuple[str, str]] = []

    def forget(self) -> None:
        """Drops all that is remembered, after a transaction that was rolled back."""
        self._rows.clear()
        self.made.clear()

    def campaign(self, fact: CampaignFact) -> Campaign:
        """The campaign's row."""
        row: Campaign = self._find(Campaign, "campaign", fact.id, fact.name, fact.name_zh, {})
        return row

    def platform(self, fact: PlatformFact) -> Platform:
        """The platform's row."""
        row: Platform = self._find(
            Platform, "platform", fact.id, fact.name, fact.name_zh, {"kind": fact.kind or ""}
        )
        return row

    def agency(self, fact: AgencyFact) -> Agency:
        """The agency's row; a composed one gets its place, level and parent."""
        place = fact.place
        foreign = place is not None and len(place) == FOREIGN
        parent = self._rows.get(("agency", fact.parent)) if fact.parent else None
        row: Agency = self._find(
            Agency,
            "agency",
            fact.id,
            fact.name,
            fact.name_zh,
            {
                "level": fact.level or self._level(None if foreign else place),
                "place_id": None if foreign else place,
                "country": place if foreign else "CN",
                "parent": parent,
            },
        )
        return row

    def province(self, iso: str) -> str | None:
        """The code of the province-level division with this ISO 3166-2 code."""
        if not self._provinces:
            rows = Place.objects.filter(level="province").values_list("iso", "code")
            self._provinces = dict(rows)
        return self._provinces.get(iso)

    def _level(self, place: str | None) -> str:
        if place is None:
            return "national"
        level = Place.objects.filter(code=place).values_list("level", flat=True).first()
        return LEVELS.get(level or "", "national")

    def _find(
        self,
        model: type[Named],
        kind: str,
        slug: str,
        name: str,
        name_zh: str | None,
        columns: dict[str, Any],
    ) -> Any:
        row = self._rows.get((kind, slug))
        if row is None:
            row, made = model._default_manager.select_related("merged_into").get_or_create(
                slug=slug[:120],
                defaults={
                    "name": name[:300],
                    "name_zh": (name_zh or "")[:200],
                    "origin": Origin.MACHINE,
                    **columns,
                },
            )
            if made:
                self.made.append((kind, row.slug))
            row = getattr(row, "merged_into", None) or row
            self._rows[kind, slug] = row
        return row
