"""Link facts: that an announcement or a case names a campaign, an agency, a platform, a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from archive.models import Origin, State
from archive.review.proposals import Change, Verdict, compare


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which extractor speaks."""

    extractor: str
    version: str

    @property
    def columns(self) -> dict[str, str]:
        """Columns of a fact that this extractor proposes."""
        return {
            "state": State.PROPOSED,
            "origin": Origin.MACHINE,
            "extractor": self.extractor,
            "extractor_version": self.version,
        }


Key = tuple[Any, ...]


def sync_links(
    model: type[models.Model],
    owner: Mapping[str, Any],
    key: tuple[str, ...],
    wanted: Mapping[Key, Mapping[str, Any]],
    stamp: Stamp,
    *,
    fresh: bool,
) -> list[Change]:
    """Brings the links of one owner to what was read; settled ones stay, rejected ones are not
    proposed again. `key` names the columns that tell links apart; `fresh` that there are none
    yet. Returns the differences."""
    manager: models.Manager[Any] = model._default_manager
    rows = [] if fresh else list(manager.filter(**owner))
    present = {tuple(getattr(row, column) for column in key): row for row in rows}
    changes: list[Change] = []
    new = []
    for values, columns in wanted.items():
        row = present.get(values)
        if row is None:
            new.append(
                model(**owner, **dict(zip(key, values, strict=True)), **columns, **stamp.columns)
            )
        else:
            changes += update(row, columns, f"{model._meta.model_name}:{row.pk}", stamp)
    gone = [row for values, row in present.items() if values not in wanted and not row.is_settled]
    manager.bulk_create(new)
    if gone:
        manager.filter(pk__in=[row.pk for row in gone]).delete()
    changes += describe(Verdict.NEW, new)
    changes += describe(Verdict.GONE, gone)
    return changes


def update(row: Any, columns: Mapping[str, Any], name: str, stamp: Stamp) -> list[Change]:
    """Writes what differs and may be written; returns all differences, held ones too."""
    changes = compare(row, columns, name)
    if any(change.verdict is Verdict.CHANGED for change in changes):
        for column, value in {**columns, **stamp.columns}.items():
            setattr(row, column, value)
        row.save()
    return changes


def describe(verdict: Verdict, rows: Iterable[Any]) -> list[Change]:
    """A whole row that appears or leaves, as a difference."""
    return [
        Change(
            verdict,
            row._meta.model_name,
            before=str(row) if verdict is Verdict.GONE else None,
            after=str(row) if verdict is Verdict.NEW else None,
        )
        for row in rows
    ]
