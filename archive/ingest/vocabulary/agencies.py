"""Bodies, with what they are part of and what took their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archive.ingest.lexicon import AgencyEntry, VocabularyError
from archive.ingest.vocabulary.rows import (
    Tally,
    describe,
    link,
    list_known,
    read_names,
    sync,
    sync_names,
)
from archive.models import Agency, AgencyName, Place

CHINA: Final = "CN"


def load(entries: Mapping[str, AgencyEntry]) -> Tally:
    """Brings the bodies into the database. Raises VocabularyError for a place, a parent or a
    successor that does not exist."""
    places = set(Place.objects.values_list("code", flat=True))
    wanted = {}
    for entry in entries.values():
        is_code = entry.place is not None and entry.place.isdigit()
        if is_code and entry.place not in places:
            raise VocabularyError(f"{entry.id}: no place {entry.place}; see places.csv")
        wanted[entry.id] = {
            **read_names(entry),
            "level": entry.level,
            "kind": entry.kind or "",
            "place_id": entry.place if is_code else None,
            "country": CHINA if is_code or not entry.place else entry.place,
            "until": entry.until or "",
        }
    tally, rows = sync(Agency, wanted)
    link(rows, entries, "parent", lambda e: e.parent, rows)
    link(rows, entries, "successor", lambda e: e.successor, rows)
    sync_names(AgencyName, "agency", [(rows[e.id], e.forms) for e in entries.values()])
    return tally


def read() -> dict[str, AgencyEntry]:
    """The entries of the database, by their slugs."""
    rows = list_known(Agency)
    slugs = {row.pk: row.slug for row in rows}
    return {
        row.slug: AgencyEntry(
            **describe(row),
            level=row.level,
            parent=slugs.get(row.parent_id),
            place=row.place_id or (row.country if row.country != CHINA else None),
            kind=row.kind or None,
            successor=slugs.get(row.successor_id),
            until=row.until or None,
        )
        for row in rows
    }
