"""Services, sites and apps."""

from __future__ import annotations

from collections.abc import Mapping

from archive.ingest.lexicon import PlatformEntry
from archive.ingest.vocabulary.rows import (
    Tally,
    describe,
    link,
    list_known,
    read_names,
    sync,
    sync_names,
)
from archive.models import Platform, PlatformName


def load(entries: Mapping[str, PlatformEntry]) -> Tally:
    """Brings the platforms into the database. Raises VocabularyError for a parent that does not
    exist."""
    tally, rows = sync(
        Platform,
        {
            e.id: {**read_names(e), "kind": e.kind, "operator": e.operator or ""}
            for e in entries.values()
        },
    )
    link(rows, entries, "parent", lambda e: e.parent, rows)
    sync_names(PlatformName, "platform", [(rows[e.id], e.forms) for e in entries.values()])
    return tally


def read() -> dict[str, PlatformEntry]:
    """The entries of the database, by their slugs."""
    rows = list_known(Platform)
    slugs = {row.pk: row.slug for row in rows}
    return {
        row.slug: PlatformEntry(
            **describe(row),
            kind=row.kind,
            operator=row.operator or None,
            parent=slugs.get(row.parent_id),
        )
        for row in rows
    }
