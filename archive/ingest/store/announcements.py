"""Announcements: found again by bytes, address or name, made, or given a new version."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from archive.ingest.record import to_json
from archive.ingest.store.kin import SAME_TEXT, sketch
from archive.ingest.types import Record
from archive.models import (
    Announcement,
    AnnouncementVersion,
    Origin,
    RemovedRun,
    derive_identifier,
)
from archive.review.proposals import Change, Verdict, compare
from archive.text.edtf import find_bounds
from archive.text.sketch import estimate_likeness


def find_announcement(record: Record) -> Announcement | None:
    """The announcement that these bytes, this address, or this file name stand for.

    A file of the same name counts only where the texts are alike: two folders may each hold a
    "001.txt".
    """
    document = record.document
    known = Announcement.objects.filter(sha256=document.sha256).first()
    if known:
        return known
    if url := document.stated.get("url"):
        known = Announcement.objects.filter(url=url).first()
        if known:
            return known
    drawn = sketch(document.text)
    for candidate in Announcement.objects.filter(source=document.source).order_by("-pk")[:5]:
        if estimate_likeness(candidate.sketch, drawn) >= SAME_TEXT:
            return candidate
    return None


def fingerprint(record: Record, version: str) -> str:
    """SHA-256 of all that was read and of the extractor's version: equal means nothing to do."""
    facts = to_json(record)
    facts.pop("source")
    plain = json.dumps([version, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def list_columns(record: Record) -> dict[str, Any]:
    """What the record says of the announcement itself, column by column."""
    head, document = record.head, record.document
    published = head.published
    edtf = published.edtf if published else ""
    earliest, latest = find_bounds(edtf) if edtf else (None, None)
    return {
        "language": document.language[:12],
        "url": document.stated.get("url", "")[:1000],
        "title": _shorten(head.title, 500),
        "title_basis": head.title_basis,
        "publisher": (head.publisher or "")[:200],
        "reporter": (head.reporter or "")[:200],
        "published_edtf": edtf,
        "published_earliest": earliest,
        "published_latest": latest,
        "published_basis": published.basis if published else "",
        "published_reason": ((published.reason if published else None) or "")[:300],
    }


DATE_COLUMNS = (
    "published_edtf",
    "published_earliest",
    "published_latest",
    "published_basis",
    "published_reason",
)
"""Columns that an editor settles together by settling the date."""


def make_announcement(record: Record, reading: str, version: str) -> Announcement:
    """A new announcement, stored."""
    document = record.document
    announcement = Announcement(
        public_id=derive_identifier("announcement", document.sha256),
        source=document.source[:500],
        sha256=document.sha256,
        media_type=document.media_type,
        text=document.text,
        sketch=sketch(document.text),
        origin=Origin.MACHINE,
        extractor_version=version,
        reading=reading,
        **list_columns(record),
    )
    Announcement.objects.bulk_create([announcement])
    _keep_removed(announcement, record)
    return announcement


def update_announcement(
    announcement: Announcement, record: Record, reading: str, version: str
) -> list[Change]:
    """Writes what differs; a changed text becomes a new version and the old one is kept."""
    document = record.document
    settled = set(announcement.settled)
    if "published_edtf" in settled:
        settled.update(DATE_COLUMNS)
    name = f"announcement:{announcement.pk}"
    changes = compare(announcement, list_columns(record), name, settled)
    columns = list_columns(record)
    for change in changes:
        if change.verdict is Verdict.CHANGED:
            setattr(announcement, change.field, columns[change.field])
    if announcement.text != document.text:
        changes.append(
            Change(Verdict.CHANGED, name, "version", announcement.version, announcement.version + 1)
        )
        AnnouncementVersion.objects.create(
            announcement=announcement,
            number=announcement.version,
            sha256=announcement.sha256,
            source=announcement.source,
            text=announcement.text,
        )
        announcement.version += 1
        announcement.text = document.text
        announcement.sketch = sketch(document.text)
        _keep_removed(announcement, record)
    announcement.sha256 = document.sha256
    announcement.source = document.source[:500]
    announcement.reading, announcement.extractor_version = reading, version
    announcement.save()
    return changes


def _keep_removed(announcement: Announcement, record: Record) -> None:
    announcement.removed_runs.all().delete()
    RemovedRun.objects.bulk_create(
        RemovedRun(announcement=announcement, rule=run.rule[:60], text=run.text, at=run.at)
        for run in record.document.removed
    )


def _shorten(title: str, length: int) -> str:
    return title if len(title) <= length else title[: length - 1] + "…"
