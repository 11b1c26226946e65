"""Link facts: that announcements and cases name campaigns, agencies, platforms, places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from archive.ingest.store.abreast import Step
from archive.ingest.store.writing import New
from archive.models import Origin, State
from archive.review.proposals import Change, Verdict, compare


@dataclass(frozen=True)
class Stamp:
    """Which extractor speaks."""

    extractor: str
    version: str

    @cached_property
    def columns(self) -> dict[str, str]:
        """Columns of a fact that this extractor proposes."""
        return {
            "state": State.PROPOSED.value,
            "origin": Origin.MACHINE.value,
            "extractor": self.extractor,
            "extractor_version": self.version,
        }


Key = tuple[Any, ...]


def sync_links(
    model: type[models.Model],
    owners: Collection[Any],
    key: tuple[str, ...],
    wanted: Mapping[Key, Mapping[str, Any]],
    stamp: Stamp,
    *,
    fresh: bool,
    shared: Collection[Any] = (),
) -> Step[list[Change]]:
    """Brings the links of some owners to what was read; returns the differences.

    `key` names the columns that tell links apart, the owner's first; `wanted` gives the other
    columns by their values. Settled links stay and rejected ones are not proposed again; links
    of a `shared` owner, of which other texts tell too, are added to and never taken away.
    `fresh` says that there are none yet.
    """
    manager: models.Manager[Any] = model._default_manager
    rows = [] if fresh else list(manager.filter(**{f"{key[0]}__in": owners}).order_by("pk"))
    columns_of_key = [model._meta.get_field(name).attname for name in key]  # type: ignore[union-attr]
    present = {tuple(getattr(row, column) for column in columns_of_key): row for row in rows}
    changes: list[Change] = []
    new = []
    for values, columns in wanted.items():
        row = present.pop(tuple(map(_identify, values)), None) if present else None
        if row is None:
            names = dict(zip(key, values, strict=True))
            new.append(New(model, **names, **columns, **stamp.columns))
        else:
            changes += update(row, columns, f"{model._meta.model_name}:{row.pk}", stamp)
    kept = {owner.pk for owner in shared}
    gone = [row for (pk, *_), row in present.items() if pk not in kept and not row.is_settled]
    yield new
    if gone:
        manager.filter(pk__in=[row.pk for row in gone]).delete()
    return [*changes, *describe(Verdict.NEW, new), *describe(Verdict.GONE, gone)]


def _identify(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def update(row: Any, columns: Mapping[str, Any], name: str, stamp: Stamp) -> list[Change]:
    """Writes what differs and may be written; returns all differences, held ones too."""
    changes = compare(row, columns, name)
    if any(change.verdict is Verdict.CHANGED for change in changes):
        for column, value in {**columns, **stamp.columns}.items():
            setattr(row, column, value)
        row.save()
    return changes


def describe(verdict: Verdict, rows: Iterable[Any]) -> list[Change]:
    """Whole rows that appear or leave, as differences. New ones are put into words when somebody
    asks: of an announcement that is new nobody does."""
    return [
        Change(
            verdict,
            str((row.model if isinstance(row, New) else row)._meta.model_name),
            before=str(row) if verdict is Verdict.GONE else None,
            after=row if verdict is Verdict.NEW else None,
        )
        for row in rows
    ]
