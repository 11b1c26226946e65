"""What a change reaches: the searchable records that show a row, and so must be indexed anew.

A name that few records show reaches each of them by its key. One that many show reaches them
all under a single key, and who empties the outbox finds them (`expand`): renaming the Ministry of
Public Security writes one row, not a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import QuerySet

from archive.models import (
    WIDE,
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
FEW: Final = 200
"""Announcements, and cases, up to which a name reaches each by its own key."""


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
        yield from _hold(kind, record.slug)
    elif isinstance(record, Place):
        yield from _hold("place", record.code)
        yield from (("agency", s) for s in record.agencies.values_list("slug", flat=True))
    elif isinstance(record, Offence):
        yield from _hold("offence", record.slug)
    else:
        for owner in ("announcement", "case", *NAMED.values(), "place", "offence"):
            held = getattr(record, owner, None)
            if held is not None and not isinstance(held, str):
                yield from _find_keys(held)
                if not isinstance(record, CaseReport):
                    return


def expand(kind: str, identifier: str) -> Iterator[Key]:
    """The records that show a named one: what a key of `WIDE` stands for. They are looked up as
    they are asked for, so that many take no memory."""
    announcements, cases = _find_holders(kind, identifier)
    yield from _announcements(announcements)
    yield from _cases(cases)


def _hold(kind: str, identifier: str) -> Iterator[Key]:
    """The keys of the records that show a named one, or the one key of them all."""
    if any(rows[FEW : FEW + 1].exists() for rows in _find_holders(kind, identifier)):
        yield kind + WIDE, identifier
    else:
        yield from expand(kind, identifier)


def _find_holders(kind: str, identifier: str) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Announcements and cases that show a named record."""
    if kind == "offence":
        shown = {"case_reports__case__offence__slug": identifier}
        own = {"offence__slug": identifier}
    else:
        key = "pk" if kind == "place" else "slug"
        shown = own = {f"{kind}_facts__{kind}__{key}": identifier}
    announcements = Announcement.objects.filter(**shown).order_by()
    return announcements, Case.objects.filter(**own).order_by()


def _announcements(rows: Any) -> Iterator[Key]:
    for identifier in rows.values_list("public_id", flat=True).distinct().iterator():
        yield "announcement", identifier


def _cases(rows: Any) -> Iterator[Key]:
    for identifier in rows.values_list("public_id", flat=True).distinct().iterator():
        yield "case", identifier


def touch(records: Iterable[Any]) -> None:
    """Puts all that the records reach into the outbox, within the caller's transaction."""
    enqueue(sorted({key for record in records for key in find_keys(record)}))
