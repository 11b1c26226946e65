"""Announcements: found again by bytes, address or name, made, or given a new version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q

from archive.ingest.record import to_json
from archive.ingest.store.abreast import Step
from archive.ingest.store.kin import SAME_TEXT, sketch
from archive.ingest.store.writing import New, write_new
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

ALIKE_LOOKED_AT: Final = 5
"""Announcements from files of the same name that a new text is compared with."""


class Known:
    """The announcements that the bytes, the addresses or the file names of some records may
    stand for, looked up together."""

    def __init__(self, records: Iterable[Record]) -> None:
        documents = [record.document for record in records]
        bytes_ = {document.sha256 for document in documents}
        same = Q(sha256__in=bytes_) | Q(source__in={d.source[:500] for d in documents})
        if urls := {url for document in documents if (url := document.stated.get("url"))}:
            same |= Q(url__in=urls)
        self._rows = list(Announcement.objects.filter(same).order_by("-pk"))
        earlier = AnnouncementVersion.objects.filter(sha256__in=bytes_)
        self._earlier = list(earlier.select_related("announcement").order_by("pk"))

    def find(self, record: Record) -> tuple[Announcement | None, bool]:
        """The announcement that these bytes, this address, or this file name stand for, and
        whether it holds these bytes already, now or in an earlier version.

        A file of the same name counts only where the texts are alike: two folders may each hold
        a "001.txt".
        """
        document = record.document
        for known in self._rows:
            if known.sha256 == document.sha256:
                return known, True
        for version in self._earlier:
            if version.sha256 == document.sha256:
                return version.announcement, True
        url = document.stated.get("url")
        for known in self._rows:
            if url and known.url == url:
                return known, False
        named = [known for known in self._rows if known.source == document.source[:500]]
        drawn = sketch(document.text) if named else []
        for known in named[:ALIKE_LOOKED_AT]:
            if estimate_likeness(known.sketch, drawn) >= SAME_TEXT:
                return known, False
        return None, False


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


def make_announcement(
    record: Record, reading: str, imprint: str, version: str
) -> Step[Announcement]:
    """A new announcement, with what cleaning removed."""
    document = record.document
    announcement = Announcement(
        public_id=make_identifier(record),
        source=document.source[:500],
        sha256=document.sha256,
        media_type=document.media_type,
        text=document.text,
        sketch=sketch(document.text),
        origin=Origin.MACHINE,
        extractor_version=version,
        reading=reading,
        imprint=imprint,
        **list_columns(record),
    )
    yield [announcement]
    yield _list_removed(announcement, record)
    return announcement


def make_identifier(record: Record) -> str:
    """The permanent identifier of an announcement that is loaded first from these bytes."""
    return derive_identifier("announcement", record.document.sha256)


def mark_read(announcement: Announcement, imprint: str) -> None:
    """Keeps that a reading of this imprint gave what is stored: the next one need not be made."""
    if imprint and announcement.imprint != imprint:
        Announcement.objects.filter(pk=announcement.pk).update(imprint=imprint)


def update_announcement(
    announcement: Announcement, record: Record, reading: str, imprint: str, version: str
) -> list[Change]:
    """Writes what differs; a changed text becomes a new version and the old one is kept."""
    document = record.document
    columns = list_columns(record)
    if not columns["url"]:
        del columns["url"]  # A file that states no address does not take one away.
    name = f"announcement:{announcement.pk}"
    changes = compare(announcement, columns, name, _list_settled(announcement))
    changed = [change.field for change in changes if change.verdict is Verdict.CHANGED]
    for column in changed:
        setattr(announcement, column, columns[column])
    if announcement.text != document.text:
        changed.append("version")
        changes.append(_take_text(announcement, record, name))
    announcement.sha256 = document.sha256
    announcement.reading, announcement.imprint = reading, imprint
    announcement.extractor_version = version
    if changed:
        announcement.source = document.source[:500]
        announcement.save()
    else:
        Announcement.objects.filter(pk=announcement.pk).update(
            sha256=document.sha256, reading=reading, imprint=imprint, extractor_version=version
        )
    return changes


def _list_settled(announcement: Announcement) -> set[str]:
    settled = set(announcement.settled)
    return settled | set(DATE_COLUMNS) if "published_edtf" in settled else settled


def has_own_text(announcement: Announcement) -> bool:
    """Whether a person entered or corrected the text, which no load changes then."""
    return announcement.origin == Origin.EDITOR or "text" in announcement.settled


def hold_text(announcement: Announcement, record: Record) -> list[Change]:
    """The difference where a person's own text stands against the one that was read."""
    if announcement.text == record.document.text:
        return []
    name = f"announcement:{announcement.pk}"
    return [Change(Verdict.HELD, name, "text", announcement.text, record.document.text)]


def _take_text(announcement: Announcement, record: Record, name: str) -> Change:
    number = announcement.version
    stored = Announcement.objects.values("sha256", "source").get(pk=announcement.pk)
    AnnouncementVersion.objects.create(
        announcement=announcement, number=number, text=announcement.text, **stored
    )
    announcement.version = number + 1
    announcement.text = record.document.text
    announcement.sketch = sketch(record.document.text)
    announcement.removed_runs.all().delete()
    write_new(RemovedRun, _list_removed(announcement, record))
    return Change(Verdict.CHANGED, name, "version", number, number + 1)


def _list_removed(announcement: Announcement, record: Record) -> list[New]:
    return [
        New(RemovedRun, announcement=announcement, rule=run.rule[:60], text=run.text, at=run.at)
        for run in record.document.removed
    ]


def _shorten(title: str, length: int) -> str:
    return title if len(title) <= length else title[: length - 1] + "…"
