"""Writes generated announcements with all their facts straight into the database.

Reading and extraction are left out: at 200,000 announcements they take half an hour, and search
and pages only need what they leave behind. What is written is what the generator meant, not what
the extractors would have read. Run as `python -m bench.bulk COUNT [SEED]` with the archive's
settings; `manage.py index --rebuild` makes it searchable.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from multiprocessing import get_context
from typing import Any

import django
from django.db import connection, transaction

from archive.text.edtf import find_bounds
from archive.text.sketch import INDEXED, make_sketch
from bench.corpus import SIZES, Announcement, generate
from bench.report import say
from bench.writing import Mark

BATCH = 2000
AHEAD = 2
"""Batches that are made while others are written."""
TOLD_EVERY = 20_000
"""Announcements after which the speed is told."""
EXTRACTOR, VERSION = "generated", "1"
SANCTIONS = {"imprisonment": ("imprisonment", "years"), "fine": ("fine", "CNY")}
UNITS = {"money": "CNY"}

Sketched = tuple[Announcement, tuple[int, ...]]
"""An announcement with the sketch of its text."""


class Table:
    """Rows of one model on their way into the database, without making model instances."""

    def __init__(self, model: Any) -> None:
        self._fields = {
            f.attname: f for f in model._meta.concrete_fields if not getattr(f, "generated", False)
        }
        now = connection.ops.adapt_datetimefield_value(datetime.now(UTC))
        self._plain = {
            name: now
            if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
            else field.get_db_prep_save(field.get_default(), connection)
            for name, field in self._fields.items()
            if not field.primary_key
        }
        names = ", ".join(connection.ops.quote_name(f.column) for f in self._fields.values())
        holders = ", ".join(["%s"] * len(self._fields))
        table = connection.ops.quote_name(model._meta.db_table)
        self._sql = f"INSERT INTO {table} ({names}) VALUES ({holders})"
        self._rows: list[tuple[Any, ...]] = []
        last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._last: int = last or 0

    def add(self, **values: Any) -> int:
        """Takes a row, given by columns; gives its primary key."""
        self._last += 1
        row = {"id": self._last, **self._plain, **values}
        self._rows.append(tuple(row[name] for name in self._fields))
        return self._last

    def flush(self) -> None:
        """Writes the rows taken so far."""
        with connection.cursor() as cursor:
            cursor.executemany(self._sql, self._rows)
        self._rows.clear()


class Bulk:
    """Announcements to rows. Named rows are looked up once; local police are made."""

    def __init__(self) -> None:
        from archive import models

        self._models = models
        self._tables: dict[str, Table] = {}
        named: dict[str, Any] = {
            "campaign": models.Campaign,
            "platform": models.Platform,
            "agency": models.Agency,
        }
        self._ids: dict[str, dict[str, int]] = {
            kind: dict(model.objects.values_list("slug", "pk")) for kind, model in named.items()
        }
        self._offences = dict(models.Offence.objects.values_list("slug", "pk"))
        self._places = {p.code: p for p in models.Place.objects.all()}

    def write(self, announcements: Iterable[Sketched]) -> None:
        """Stores them, in one transaction."""
        with transaction.atomic():
            for announcement, sketch in announcements:
                self._write_one(announcement, sketch)
            for table in self._tables.values():
                table.flush()

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table(getattr(self._models, name))
        return self._tables[name]

    def _fact(self, name: str, **values: Any) -> int:
        return self._table(name).add(
            origin="machine", extractor=EXTRACTOR, extractor_version=VERSION, **values
        )

    def _write_one(self, told: Announcement, sketch: tuple[int, ...]) -> None:
        pk = self._write_announcement(told, sketch)
        if told.campaign:
            campaign = self._ids["campaign"][told.campaign]
            self._fact("AnnouncementCampaign", announcement_id=pk, campaign_id=campaign)
        cases = [self._write_case(told, number, pk) for number in range(len(told.cases))]
        linked: set[tuple[str, Any, int | None]] = set()
        for mark in told.marks:
            self._write_mark(mark, told, pk, cases, linked)

    def _write_announcement(self, told: Announcement, sketch: tuple[int, ...]) -> int:
        from archive.models import derive_identifier

        digest = hashlib.sha256(told.text.encode()).hexdigest()
        earliest, latest = find_bounds(told.published)
        pk = self._table("Announcement").add(
            public_id=derive_identifier("announcement", digest),
            source=told.source,
            sha256=digest,
            language=told.language,
            title=told.title,
            publisher=told.publisher,
            text=told.text,
            sketch=str(list(sketch)),
            published_edtf=told.published,
            published_earliest=earliest and earliest.isoformat(),
            published_latest=latest and latest.isoformat(),
            published_basis="stated",
            origin="machine",
            extractor_version=VERSION,
        )
        for value in sketch[:INDEXED]:
            self._table("SketchValue").add(announcement_id=pk, value=value)
        return pk

    def _write_case(self, told: Announcement, number: int, announcement: int) -> int:
        from archive.models import derive_identifier

        case = told.cases[number]
        pk = self._fact(
            "Case",
            public_id=derive_identifier("case", told.source, str(number)),
            designation=case.designation,
            title=case.title,
            offence_id=self._offences[case.offence],
            status=case.status,
        )
        self._table("CaseReport").add(
            case_id=pk,
            announcement_id=announcement,
            ordinal=number,
            start=case.start,
            end=case.end,
        )
        if told.campaign:
            campaign = self._ids["campaign"][told.campaign]
            self._fact("CaseCampaign", case_id=pk, campaign_id=campaign)
        return pk

    def _write_mark(
        self,
        mark: Mark,
        told: Announcement,
        pk: int,
        cases: list[int],
        linked: set[tuple[str, Any, int | None]],
    ) -> None:
        case = None if mark.case is None else cases[mark.case]
        kind, target = self._find_target(mark, pk, case)
        if kind in ("agency", "platform", "place"):
            self._link(kind, mark, target, pk, case, linked)
        self._table("Mention").add(
            announcement_id=pk,
            kind=kind,
            start=mark.start,
            end=mark.end,
            quote=told.text[mark.start : mark.end],
            within_id=case,
            **{f"{'case' if kind in ('designation', 'offence') else kind}_id": target},
            extractor=EXTRACTOR,
            extractor_version=VERSION,
        )

    def _find_target(self, mark: Mark, pk: int, case: int | None) -> tuple[str, Any]:
        """The kind of mention, and the row that it names."""
        if mark.kind in SIZES:
            return "figure", self._write_figure(mark, pk, case)
        if mark.kind in SANCTIONS:
            kind, unit = SANCTIONS[mark.kind]
            value = _decimal(mark)
            return "sanction", self._fact(
                "Sanction", case_id=case, announcement_id=pk, kind=kind, value=value, unit=unit
            )
        if mark.kind == "police":
            return "agency", self._find_police(mark.id)
        if mark.kind == "place":
            return "place", mark.id
        if mark.kind in ("designation", "offence"):
            return mark.kind, case
        return mark.kind, self._ids[mark.kind][mark.id]

    def _write_figure(self, mark: Mark, pk: int, case: int | None) -> int:
        return self._fact(
            "Figure",
            announcement_id=pk,
            subject="campaign" if case is None else "case",
            case_id=case,
            measure=mark.kind,
            value=_decimal(mark),
            qualifier=mark.qualifier,
            unit=UNITS.get(mark.kind, ""),
        )

    def _find_police(self, code: str) -> int:
        slug = f"police-{code}"
        if slug not in self._ids["agency"]:
            place = self._places[code]
            agency = self._models.Agency.objects.create(
                slug=slug,
                name=f"{place.name} Public Security Bureau",
                name_zh=f"{place.name_zh}公安局",
                level={"prefecture": "municipal"}.get(place.level, "county"),
                place=place,
                origin="machine",
            )
            self._ids["agency"][slug] = agency.pk
        return self._ids["agency"][slug]

    def _link(
        self,
        kind: str,
        mark: Mark,
        target: Any,
        pk: int,
        case: int | None,
        linked: set[tuple[str, Any, int | None]],
    ) -> None:
        """Of the announcement, and of the case that it stands in; each once."""
        columns = {f"{kind}_id": target}
        if (kind, target, None) not in linked:
            linked.add((kind, target, None))
            role = {
                "agency": {"role": "participating" if mark.kind == "police" else "announcing"},
                "place": {"role": "enforcement"},
            }.get(kind, {})
            model = f"Announcement{kind.capitalize()}"
            self._fact(model, announcement_id=pk, **columns, **role)
        if case is not None and (kind, target, case) not in linked:
            linked.add((kind, target, case))
            self._fact(f"Case{kind.capitalize()}", case_id=case, **columns)


def _decimal(mark: Mark) -> str:
    return str(Decimal(mark.value or 0).quantize(Decimal("0.0001")))


def fill(count: int, seed: int = 7) -> None:
    """Stores generated announcements until there are so many, a batch at a time; goes on where
    an earlier run was interrupted."""
    from archive.ingest.store.statistics import refresh_statistics
    from archive.models import Announcement
    from archive.review import docket

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What is written here names only rows that are; to look each up takes a while.
            cursor.execute("PRAGMA foreign_keys = OFF")
            # What a power cut may take is made again.
            cursor.execute("PRAGMA synchronous = OFF")
    held, begun = Announcement.objects.count(), time.monotonic()
    bulk = Bulk()
    done = held
    for announcements in _generate_aside(held, count, seed):
        bulk.write(announcements)
        done += len(announcements)
        if done % TOLD_EVERY == 0 or done == count:
            speed = (done - held) / (time.monotonic() - begun)
            say(f"{done:,} of {count:,} announcements, {speed:.0f} a second")
    # As a load leaves it: the planner has looked at the tables, the queue has been counted.
    refresh_statistics()
    docket.freshen()
    say("the tables are looked at, and the editors' queue is counted")


def _generate_aside(start: int, count: int, seed: int) -> Iterator[list[Sketched]]:
    """Announcements from `start` to `count` in batches, made in a process of their own while
    others are written; few wait at once."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        waiting: deque[Future[list[Sketched]]] = deque()
        for first in range(start, count, BATCH):
            waiting.append(pool.submit(_generate, min(BATCH, count - first), seed, first))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _generate(count: int, seed: int, start: int) -> list[Sketched]:
    return [(told, make_sketch(told.text)) for told in generate(count, seed, start)]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    fill(*map(int, sys.argv[1:]))
