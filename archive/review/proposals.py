"""What a load may do to a fact: make it, leave it, change it, or hold its wish for an editor.

People outrank programs: a fact that an editor entered, accepted, corrected or rejected is never
changed by a load. Where the extractor would say something else, a `Proposal` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from archive.models import Announcement, Fact, Proposal, Run, State


class Verdict(StrEnum):
    """What becomes of a wanted value."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what is stored and what a load read: `fact` names the row as
    "figure:12", `field` the column ("" for the whole row), values in JSON form."""

    verdict: Verdict
    fact: str
    field: str = ""
    before: Any = None
    after: Any = None

    def __str__(self) -> str:
        what = f"{self.fact} {self.field}".strip()
        if self.verdict is Verdict.NEW:
            return f"+ {what}: {self.after}"
        if self.verdict is Verdict.GONE:
            return f"- {what}: {self.before}"
        note = " (held: an editor has decided)" if self.verdict is Verdict.HELD else ""
        return f"~ {what}: {self.before} → {self.after}{note}"


def compare(
    row: Any, wanted: Mapping[str, Any], name: str, settled: set[str] | None = None
) -> list[Change]:
    """The differences between a stored row and the wanted values of its columns.

    A difference is HELD where the row is a settled fact, or where its column is among
    `settled`; otherwise CHANGED. A rejected fact wants nothing: no difference at all.
    """
    if isinstance(row, Fact) and row.state == State.REJECTED:
        return []
    held_all = isinstance(row, Fact) and row.is_settled
    changes = []
    for field, after in wanted.items():
        before = getattr(row, field)
        if _same(before, after):
            continue
        held = held_all or field in (settled or ())
        verdict = Verdict.HELD if held else Verdict.CHANGED
        changes.append(Change(verdict, name, field, to_plain(before), to_plain(after)))
    return changes


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, Decimal) or isinstance(after, Decimal):
        return (before is None) == (after is None) and (before is None or before == after)
    return bool(before == after)


def to_plain(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return str(value)


def hold(announcement: Announcement, changes: list[Change], run: Run | None) -> int:
    """Stores held differences as open proposals, each once; returns how many are new.

    A wish that an editor has declined before is not raised again.
    """
    raised = 0
    for change in changes:
        if change.verdict is not Verdict.HELD:
            continue
        same = Proposal.objects.filter(
            announcement=announcement, fact=change.fact, field=change.field
        )
        if any(_wishes(proposal, change.after) for proposal in same):
            continue
        _, made = Proposal.objects.update_or_create(
            announcement=announcement,
            fact=change.fact,
            field=change.field,
            status=Proposal.Status.OPEN,
            defaults={"run": run, "current": change.before, "proposed": change.after},
        )
        raised += made
    return raised


def _wishes(proposal: Proposal, after: Any) -> bool:
    """Whether a proposal, open or declined, already says this."""
    return proposal.status != Proposal.Status.ACCEPTED and bool(proposal.proposed == after)
