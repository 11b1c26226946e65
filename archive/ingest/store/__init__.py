"""Records to rows: one transaction an announcement, the same input twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from archive.ingest.store import kin
from archive.ingest.store.announcements import (
    find_announcement,
    fingerprint,
    has_own_text,
    hold_text,
    make_announcement,
    update_announcement,
)
from archive.ingest.store.carry import Settled, carry_mentions, list_lost, list_settled
from archive.ingest.store.cases import sync_cases
from archive.ingest.store.figures import sync_figures, sync_sanctions
from archive.ingest.store.limits import fit
from archive.ingest.store.links import Stamp, sync_links
from archive.ingest.store.mentions import sync_issues, sync_mentions
from archive.ingest.store.registry import Registry
from archive.ingest.store.withheld import conceal
from archive.ingest.types import Record
from archive.models import (
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    Case,
    Figure,
    PlaceRole,
    Run,
    enqueue,
)
from archive.review.proposals import Change, Verdict, hold
from archive.review.reach import find_keys

CREATED, UPDATED, UNCHANGED, HELD = "created", "updated", "unchanged", "held"


@dataclass(frozen=True)
class Stored:
    """What became of one record: created, updated, unchanged or held (it differs only where an
    editor has decided), the announcement, and every difference."""

    outcome: str
    announcement: Announcement | None
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class _Facts:
    """The rows of a record's facts, and how they differ from what was held."""

    cases: list[Case]
    figures: list[Figure]
    changes: list[Change]


class Store:
    """Stores records, remembering named rows from one to the next."""

    def __init__(self, extractor: str, version: str) -> None:
        self._stamp = Stamp(extractor, version)
        self._registry = Registry()

    def save(self, record: Record, run: Run | None = None, *, dry: bool = False) -> Stored:
        """Stores one record in a transaction of its own; `dry` rolls it back at the end.

        What changed is put into the outbox within that transaction. Where another load stored
        the same thing at the same moment, what it stored is looked at anew, once.
        """
        record = fit(record)
        try:
            return self._save_whole(record, run, dry=dry)
        except IntegrityError:
            return self._save_whole(record, run, dry=dry)

    def _save_whole(self, record: Record, run: Run | None, *, dry: bool) -> Stored:
        self._registry.made.clear()
        try:
            with transaction.atomic():
                stored = self._save(record, run)
                transaction.set_rollback(dry)
        except BaseException:
            self._registry.forget()
            raise
        if dry:
            self._registry.forget()
        return stored

    def _save(self, record: Record, run: Run | None) -> Stored:
        version = self._stamp.version
        reading = fingerprint(record, version)
        announcement, has_bytes = find_announcement(record)
        if announcement is None:
            return self._create(record, reading)
        if has_bytes and (
            announcement.reading == reading or announcement.sha256 != record.document.sha256
        ):
            return Stored(UNCHANGED, announcement)
        record = conceal(record, announcement)
        if has_own_text(announcement):
            changes = hold_text(announcement, record)
            hold(announcement, changes, run)
            return Stored(HELD if changes else UNCHANGED, announcement, changes)
        return self._update(announcement, record, reading, run)

    def _create(self, record: Record, reading: str) -> Stored:
        announcement = make_announcement(record, reading, self._stamp.version)
        facts = self._save_facts(announcement, record, None)
        linked = kin.link(announcement, facts.figures, fresh=True, has_new_text=True)
        reached = {("announcement", announcement.public_id), *self._registry.made}
        reached |= {("case", case.public_id) for case in facts.cases}
        for other in linked - {announcement}:
            reached |= find_keys(other)
        enqueue(sorted(reached))
        return Stored(CREATED, announcement, facts.changes)

    def _update(
        self, announcement: Announcement, record: Record, reading: str, run: Run | None
    ) -> Stored:
        reached, version = find_keys(announcement), announcement.version
        changes = update_announcement(announcement, record, reading, self._stamp.version)
        has_new_text = announcement.version != version
        settled = list_settled(announcement)
        if has_new_text:
            carry_mentions(announcement, settled)
        facts = self._save_facts(announcement, record, settled)
        changes += [*facts.changes, *list_lost(announcement, settled)]
        hold(announcement, changes, run)
        linked = kin.link(announcement, facts.figures, fresh=False, has_new_text=has_new_text)
        if all(change.verdict is Verdict.HELD for change in changes) and not linked:
            return Stored(HELD if changes else UNCHANGED, announcement, changes)
        for row in (announcement, *linked):
            reached |= find_keys(row)
        enqueue(sorted(reached | set(self._registry.made)))
        return Stored(UPDATED, announcement, changes)

    def _save_facts(
        self, announcement: Announcement, record: Record, settled: Settled | None
    ) -> _Facts:
        """Brings all facts to those of the record; `settled` is None for a new announcement."""
        registry, stamp, fresh = self._registry, self._stamp, settled is None
        registry.prepare(record)
        changes = self._save_links(announcement, record, fresh=fresh)
        cases, of_cases = sync_cases(announcement, record, registry, stamp, fresh=fresh)
        figures, of_figures = sync_figures(announcement, record, cases, stamp, fresh=fresh)
        sanctions, of_sanctions = sync_sanctions(announcement, record, cases, stamp, fresh=fresh)
        sync_mentions(announcement, record, registry, cases, figures, sanctions, stamp, settled)
        sync_issues(announcement, record, fresh=fresh)
        return _Facts(cases, figures, [*changes, *of_cases, *of_figures, *of_sanctions])

    def _save_links(
        self, announcement: Announcement, record: Record, *, fresh: bool
    ) -> list[Change]:
        registry = self._registry

        def sync(model: Any, key: tuple[str, ...], wanted: dict[Any, Any]) -> list[Change]:
            key = ("announcement", *key)
            rows = {(announcement, *values): columns for values, columns in wanted.items()}
            return sync_links(model, [announcement], key, rows, self._stamp, fresh=fresh)

        return [
            *sync(
                AnnouncementCampaign,
                ("campaign",),
                {(registry.campaign(c),): {} for c in record.campaigns},
            ),
            *sync(
                AnnouncementAgency,
                ("agency",),
                {(registry.agency(a),): {"role": a.role} for a in record.agencies},
            ),
            *sync(
                AnnouncementPlatform,
                ("platform",),
                {(registry.platform(p),): {} for p in record.platforms},
            ),
            *sync(AnnouncementPlace, ("place", "role"), self._list_places(record)),
        ]

    def _list_places(self, record: Record) -> dict[Any, dict[str, str]]:
        """Places by role; a province that no place names, an agency's own, acts too."""
        registry = self._registry
        places: dict[Any, dict[str, str]] = {
            (registry.place(p.code), p.role): {} for p in record.places
        }
        named = {p.province for p in record.places if p.role == PlaceRole.ENFORCEMENT}
        for iso in record.provinces:
            province = registry.province(iso)
            if iso not in named and province:
                places[province, PlaceRole.ENFORCEMENT] = {}
        return places
