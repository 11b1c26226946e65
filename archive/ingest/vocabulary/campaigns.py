"""Named actions, with their periods and the bodies that lead them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive.ingest.lexicon import CampaignEntry, VocabularyError
from archive.ingest.vocabulary.rows import (
    Tally,
    describe,
    link,
    list_known,
    read_names,
    sync,
    sync_names,
)
from archive.models import Agency, Campaign, CampaignAgency, CampaignName, Origin
from archive.text.edtf import InvalidDateError, find_bounds


def load(entries: Mapping[str, CampaignEntry]) -> Tally:
    """Brings the campaigns into the database. Raises VocabularyError for a parent or a leading
    body that does not exist, and for a period that is no date."""
    wanted = {}
    for entry in entries.values():
        try:
            earliest, latest = find_bounds(entry.period) if entry.period else (None, None)
        except InvalidDateError as error:
            raise VocabularyError(f"{entry.id}: {error}") from error
        wanted[entry.id] = {
            **read_names(entry),
            "series": entry.series or "",
            "period_edtf": entry.period or "",
            "period_earliest": earliest,
            "period_latest": latest,
        }
    tally, rows = sync(Campaign, wanted)
    link(rows, entries, "parent", lambda e: e.parent, rows)
    sync_names(CampaignName, "campaign", [(rows[e.id], e.forms) for e in entries.values()])
    _load_leaders(entries, rows)
    return tally


def _load_leaders(entries: Mapping[str, CampaignEntry], rows: Mapping[str, Any]) -> None:
    leading = CampaignAgency.Role.LEADING
    agencies = dict(Agency.objects.values_list("slug", "pk"))
    have = set(CampaignAgency.objects.filter(role=leading).values_list("campaign", "agency"))
    fresh = []
    for entry in entries.values():
        if not entry.leading:
            continue
        if entry.leading not in agencies:
            raise VocabularyError(f"{entry.id}: no agency {entry.leading}; see agencies.yaml")
        pair = (rows[entry.id].pk, agencies[entry.leading])
        if rows[entry.id].origin == Origin.VOCABULARY and pair not in have:
            fresh.append(CampaignAgency(campaign_id=pair[0], agency_id=pair[1], role=leading))
    CampaignAgency.objects.bulk_create(fresh)


def read() -> dict[str, CampaignEntry]:
    """The entries of the database, by their slugs."""
    rows = list_known(Campaign)
    slugs = {row.pk: row.slug for row in rows}
    leading = dict(
        CampaignAgency.objects.filter(role=CampaignAgency.Role.LEADING).values_list(
            "campaign", "agency__slug"
        )
    )
    return {
        row.slug: CampaignEntry(
            **describe(row),
            parent=slugs.get(row.parent_id),
            series=row.series or None,
            period=row.period_edtf or None,
            leading=leading.get(row.pk),
        )
        for row in rows
    }
