"""Records to rows: one transaction an announcement, the same input twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from archive.ingest.store import kin
from archive.ingest.store.announcements import (
    find_announcement,
    fingerprint,
    make_announcement,
    update_announcement,
)
from archive.ingest.store.cases import sync_cases
from archive.ingest.store.figures import sync_figures, sync_sanctions
from archive.ingest.store.links import Stamp, sync_links
from archive.ingest.store.mentions import sync_issues, sync_mentions
from archive.ingest.store.registry import Registry
from archive.ingest.types import Record
from archive.models import (
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
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


class Store:
    """Stores records, remembering named rows from one to the next."""

    def __init__(self, extractor: str, version: str) -> None:
        self._stamp = Stamp(extractor, version)
        self._registry = Registry()

    def save(self, record: Record, run: Run | None = None, *, dry: bool = False) -> Stored:
        """Stores one record in a transaction of its own; `dry` rolls it back at the end.

        What changed is put into the outbox within that transaction.
        """
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
        self._registry.made.clear()
        reading = fingerprint(record, self._stamp.version)
        announcement = find_announcement(record)
        if announcement is None:
            announcement = make_announcement(record, reading, self._stamp.version)
            changes = self._save_facts(announcement, record, fresh=True)
            self._finish(announcement)
            return Stored(CREATED, announcement, changes)
        if announcement.reading == reading and announcement.sha256 == record.document.sha256:
            return Stored(UNCHANGED, announcement)
        before = find_keys(announcement)
        changes = update_announcement(announcement, record, reading, self._stamp.version)
        changes += self._save_facts(announcement, record, fresh=False)
        hold(announcement, changes, run)
        self._finish(announcement, before)
        if any(change.verdict is not Verdict.HELD for change in changes):
            return Stored(UPDATED, announcement, changes)
        return Stored(HELD if changes else UNCHANGED, announcement, changes)

    def _save_facts(
        self, announcement: Announcement, record: Record, *, fresh: bool
    ) -> list[Change]:
        registry, stamp = self._registry, self._stamp
        changes = self._save_links(announcement, record, fresh=fresh)
        cases, case_changes = sync_cases(announcement, record, registry, stamp, fresh=fresh)
        figures, figure_changes = sync_figures(announcement, record, cases, stamp, fresh=fresh)
        sanctions, sanction_changes = sync_sanctions(
            announcement, record, cases, stamp, fresh=fresh
        )
        sync_mentions(announcement, record, registry, cases, figures, sanctions, stamp, fresh=fresh)
        sync_issues(announcement, record, fresh=fresh)
        kin.keep_sketch(announcement, fresh=fresh)
        return changes + case_changes + figure_changes + sanction_changes

    def _save_links(
        self, announcement: Announcement, record: Record, *, fresh: bool
    ) -> list[Change]:
        registry = self._registry
        owner = {"announcement": announcement}
        places: dict[tuple[str, str], dict[str, str]] = {
            (p.code, p.role): {} for p in record.places
        }
        named = {p.province for p in record.places if p.role == PlaceRole.ENFORCEMENT}
        for iso in record.provinces:
            code = registry.province(iso)
            if iso not in named and code:
                places[code, PlaceRole.ENFORCEMENT] = {}
        return [
            *sync_links(
                AnnouncementCampaign,
                owner,
                ("campaign_id",),
                {(registry.campaign(c).pk,): {} for c in record.campaigns},
                self._stamp,
                fresh=fresh,
            ),
            *sync_links(
                AnnouncementAgency,
                owner,
                ("agency_id",),
                {(registry.agency(a).pk,): {"role": a.role} for a in record.agencies},
                self._stamp,
                fresh=fresh,
            ),
            *sync_links(
                AnnouncementPlatform,
                owner,
                ("platform_id",),
                {(registry.platform(p).pk,): {} for p in record.platforms},
                self._stamp,
                fresh=fresh,
            ),
            *sync_links(
                AnnouncementPlace,
                owner,
                ("place_id", "role"),
                places,
                self._stamp,
                fresh=fresh,
            ),
        ]

    def _finish(
        self, announcement: Announcement, before: set[tuple[str, str]] | None = None
    ) -> None:
        """Links kin and tells the outbox what changed, cases that left included."""
        keys = (before or set()) | find_keys(announcement) | set(self._registry.made)
        for other in kin.link(announcement):
            keys |= find_keys(other)
        enqueue(sorted(keys))
