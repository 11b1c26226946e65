"""Administrative divisions."""

from __future__ import annotations

from collections.abc import Iterable

from archive.ingest.lexicon import PlaceEntry, VocabularyError
from archive.ingest.vocabulary.rows import Tally, list_known, read_forms, sync, sync_names
from archive.models import Place, PlaceName


def load(entries: Iterable[PlaceEntry]) -> Tally:
    """Brings the divisions into the database, provinces first. Raises VocabularyError for a
    parent that does not exist."""
    rank = {"province": 0, "prefecture": 1, "county": 2}
    ordered = sorted(entries, key=lambda e: rank.get(e.level, len(rank)))
    wanted = {
        e.id: {
            "name": e.name,
            "name_zh": e.name_zh or "",
            "level": e.level,
            "iso": e.iso,
            "parent_id": e.parent,
            "until": e.until,
        }
        for e in ordered
    }
    if missing := {e.parent for e in ordered if e.parent} - set(wanted):
        raise VocabularyError(f"places.csv: no such parent: {', '.join(sorted(missing))}")
    tally, rows = sync(Place, wanted, "code")
    sync_names(PlaceName, "place", [(rows[e.id], e.forms) for e in ordered])
    return tally


def read() -> dict[str, PlaceEntry]:
    """The entries of the database, by their codes."""
    return {
        row.code: PlaceEntry(
            id=row.code,
            name=row.name,
            name_zh=row.name_zh,
            forms=read_forms(row),
            level=row.level,
            parent=row.parent_id,
            iso=row.iso,
            until=row.until,
        )
        for row in list_known(Place)
    }
