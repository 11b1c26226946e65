"""Some records on their way into the database, abreast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.ingest.store import kin
from archive.ingest.store.abreast import Step, run_abreast
from archive.ingest.store.announcements import (
    Known,
    fingerprint,
    has_own_text,
    hold_text,
    make_announcement,
    make_identifier,
    mark_read,
    update_announcement,
)
from archive.ingest.store.cases import find_taken, sync_cases
from archive.ingest.store.figures import StoredFigure, sync_figures, sync_sanctions
from archive.ingest.store.links import Stamp, sync_links
from archive.ingest.store.mentions import Names, sync_issues, sync_mentions
from archive.ingest.store.outcome import CREATED, HELD, UNCHANGED, UPDATED, Due, Stored
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
    Place,
    PlaceRole,
    Run,
    enqueue,
)
from archive.review.carry import Settled, carry_mentions, list_lost, list_settled
from archive.review.proposals import Change, Verdict, hold
from archive.review.reach import Key, find_keys


@dataclass(frozen=True)
class _Saved:
    """An announcement whose facts are stored, and what its change reached before."""

    told: kin.Told
    cases: list[Case]
    changes: list[Change]
    reached: set[Key] = field(default_factory=set)


class Batch:
    """Records of which each stands for another announcement. Within a transaction of the
    caller's."""

    def __init__(
        self, due: Sequence[Due], stamp: Stamp, registry: Registry, run: Run | None
    ) -> None:
        self._due = due
        self._stamp = stamp
        self._registry = registry
        self._run = run
        self._made_before = len(registry.made)
        records = [one.record for one in due]
        self._known = Known(records)
        self._names = Names(records)
        self._taken: set[str] = set()
        self._owners: list[tuple[str, Record]] = []

    def save(self) -> list[Stored]:
        """What became of each record, in order."""
        stored: dict[int, Stored] = {}
        steps: dict[int, Step[_Saved]] = {}
        for index, one in enumerate(self._due):
            begun = self._begin(one)
            if isinstance(begun, Stored):
                stored[index] = begun
            else:
                steps[index] = begun
        if steps:
            records = [self._due[index].record for index in steps]
            self._registry.prepare(records)
            self._taken = find_taken((owner, c) for owner, r in self._owners for c in r.cases)
            saved = run_abreast(list(steps.values()))
            linked = kin.link([one.told for one in saved])
            reached: set[Key] = set()
            for index, facts, others in zip(steps, saved, linked, strict=True):
                stored[index], keys = self._conclude(facts, others)
                reached |= keys
            enqueue(sorted(reached | set(self._registry.made[self._made_before :])))
        return [stored[index] for index in range(len(self._due))]

    def _begin(self, due: Due) -> Stored | Step[_Saved]:
        """The steps that store a record, or what became of it where there is nothing to do."""
        record = due.record
        reading = fingerprint(record, self._stamp.version)
        announcement, has_bytes = self._known.find(record)
        if announcement is None:
            self._owners.append((make_identifier(record), record))
            return self._create(due, reading)
        if has_bytes and announcement.sha256 != record.document.sha256:
            return Stored(UNCHANGED, announcement)
        if has_bytes and announcement.reading == reading:
            mark_read(announcement, due.imprint)
            return Stored(UNCHANGED, announcement)
        record = conceal(record, announcement)
        if has_own_text(announcement):
            changes = hold_text(announcement, record)
            hold(announcement, changes, self._run)
            return Stored(HELD if changes else UNCHANGED, announcement, changes)
        self._owners.append((announcement.public_id, record))
        return self._update(announcement, Due(record, due.imprint), reading)

    def _create(self, due: Due, reading: str) -> Step[_Saved]:
        version = self._stamp.version
        announcement = yield from make_announcement(due.record, reading, due.imprint, version)
        cases, figures, changes = yield from self._save_facts(announcement, due.record, None)
        told = kin.Told(announcement, figures, fresh=True, has_new_text=True)
        return _Saved(told, cases, changes)

    def _update(self, announcement: Announcement, due: Due, reading: str) -> Step[_Saved]:
        reached, version = find_keys(announcement), announcement.version
        changes = update_announcement(
            announcement, due.record, reading, due.imprint, self._stamp.version
        )
        has_new_text = announcement.version != version
        settled = list_settled(announcement)
        if has_new_text:
            carry_mentions(announcement, settled)
        cases, figures, others = yield from self._save_facts(announcement, due.record, settled)
        changes += [*others, *list_lost(announcement, settled)]
        hold(announcement, changes, self._run)
        told = kin.Told(announcement, figures, fresh=False, has_new_text=has_new_text)
        return _Saved(told, cases, changes, reached)

    def _conclude(self, saved: _Saved, linked: set[Announcement]) -> tuple[Stored, set[Key]]:
        """What became of a record whose facts are stored, and the keys that it reaches."""
        announcement, changes = saved.told.announcement, saved.changes
        if saved.told.fresh:
            keys = {("announcement", announcement.public_id)}
            keys |= {("case", case.public_id) for case in saved.cases}
            for other in linked - {announcement}:
                keys |= find_keys(other)
            return Stored(CREATED, announcement, changes), keys
        if all(change.verdict is Verdict.HELD for change in changes) and not linked:
            return Stored(HELD if changes else UNCHANGED, announcement, changes), set()
        keys = saved.reached
        for row in (announcement, *linked):
            keys |= find_keys(row)
        return Stored(UPDATED, announcement, changes), keys

    def _save_facts(
        self, announcement: Announcement, record: Record, settled: Settled | None
    ) -> Step[tuple[list[Case], list[StoredFigure], list[Change]]]:
        """Brings all facts to those of the record; `settled` is None for a new announcement."""
        registry, stamp, fresh = self._registry, self._stamp, settled is None
        changes = yield from self._save_links(announcement, record, fresh=fresh)
        cases, of_cases = yield from sync_cases(
            announcement, record, registry, stamp, self._taken, fresh=fresh
        )
        figures, of_figures = yield from sync_figures(
            announcement, record, cases, stamp, fresh=fresh
        )
        sanctions, of_sanctions = yield from sync_sanctions(
            announcement, record, cases, stamp, fresh=fresh
        )
        yield from sync_mentions(
            announcement, record, registry, self._names, cases, figures, sanctions, stamp, settled
        )
        yield from sync_issues(announcement, record, fresh=fresh)
        return cases, figures, [*changes, *of_cases, *of_figures, *of_sanctions]

    def _save_links(
        self, announcement: Announcement, record: Record, *, fresh: bool
    ) -> Step[list[Change]]:
        registry = self._registry
        links: Sequence[tuple[Any, tuple[str, ...], dict[Any, dict[str, Any]]]] = (
            (
                AnnouncementCampaign,
                ("campaign",),
                {(announcement, registry.campaign(c)): {} for c in record.campaigns},
            ),
            (
                AnnouncementAgency,
                ("agency",),
                {(announcement, registry.agency(a)): {"role": a.role} for a in record.agencies},
            ),
            (
                AnnouncementPlatform,
                ("platform",),
                {(announcement, registry.platform(p)): {} for p in record.platforms},
            ),
            (
                AnnouncementPlace,
                ("place", "role"),
                {(announcement, *place): {} for place in self._list_places(record)},
            ),
        )
        changes: list[Change] = []
        for model, key, wanted in links:
            changes += yield from sync_links(
                model, [announcement], ("announcement", *key), wanted, self._stamp, fresh=fresh
            )
        return changes

    def _list_places(self, record: Record) -> list[tuple[Place, str]]:
        """Places by role; a province that no place names, an agency's own, acts too."""
        registry = self._registry
        places = [(registry.place(p.code), p.role) for p in record.places]
        named = {p.province for p in record.places if p.role == PlaceRole.ENFORCEMENT}
        acting = (registry.province(iso) for iso in record.provinces if iso not in named)
        return places + [(place, PlaceRole.ENFORCEMENT.value) for place in acting if place]
