"""What a change reaches: the searchable records that show a row, and so must be indexed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archive.models import (
    Agency,
    Announcement,
    Campaign,
    Case,
    CaseReport,
    Offence,
    Place,
    Platform,
    enqueue,
)

Key = tuple[str, str]
"""Kind and public identifier, as the outbox and the index have them."""

NAMED = {Campaign: "campaign", Agency: "agency", Platform: "platform"}


def find_keys(record: Any) -> set[Key]:
    """Keys of the record itself and of all that show its name or its facts.

    A row that hangs on an announcement, a case or a named record (a figure, a further name, a
    link) reaches what those reach.
    """
    return set(_find_keys(record))


def _find_keys(record: Any) -> Iterator[Key]:
    if isinstance(record, Announcement):
        yield "announcement", record.public_id
        yield from _cases(Case.objects.filter(reports__announcement=record))
    elif isinstance(record, Case):
        yield "case", record.public_id
        yield from _announcements(Announcement.objects.filter(case_reports__case=record))
    elif type(record) in NAMED:
        kind = NAMED[type(record)]
        yield kind, record.slug
        yield from _holders(f"{kind}_facts__{kind}", record)
    elif isinstance(record, Place):
        yield from _holders("place_facts__place", record)
        yield from (("agency", s) for s in record.agencies.values_list("slug", flat=True))
    elif isinstance(record, Offence):
        yield from _cases(record.cases.all())
        yield from _announcements(Announcement.objects.filter(case_reports__case__offence=record))
    else:
        for owner in ("announcement", "case", *NAMED.values(), "place", "offence"):
            held = getattr(record, owner, None)
            if held is not None and not isinstance(held, str):
                yield from _find_keys(held)
                if not isinstance(record, CaseReport):
                    return


def _holders(path: str, record: Any) -> Iterator[Key]:
    yield from _announcements(Announcement.objects.filter(**{path: record}))
    yield from _cases(Case.objects.filter(**{path: record}))


def _announcements(rows: Any) -> Iterator[Key]:
    for identifier in rows.values_list("public_id", flat=True).distinct().iterator():
        yield "announcement", identifier


def _cases(rows: Any) -> Iterator[Key]:
    for identifier in rows.values_list("public_id", flat=True).distinct().iterator():
        yield "case", identifier


def touch(records: Iterable[Any]) -> None:
    """Puts all that the records reach into the outbox, within the caller's transaction."""
    enqueue(sorted({key for record in records for key in find_keys(record)}))
