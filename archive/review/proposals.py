"""What a load may do to a fact: make it, leave it, change it, or hold its wish for an editor.

People outrank programs: a fact that an editor entered, accepted, corrected or rejected is never
changed by a load. Where the extractor would say something else, a `Proposal` says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from archive.models import Announcement, Fact, Proposal, Run, State

DECIDED: Final = "an editor has decided"
SHOWN: Final = 200
"""Code points of a value that a line shows."""


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
    "figure:12", `field` the column ("" for the whole row), values in JSON form; `reason` is given
    where the values do not speak for themselves."""

    verdict: Verdict
    fact: str
    field: str = ""
    before: Any = None
    after: Any = None
    reason: str = ""

    def __str__(self) -> str:
        what = f"{self.fact} {self.field}".strip()
        if self.verdict is Verdict.NEW:
            return f"+ {what}: {self.after}"
        if self.verdict is Verdict.GONE:
            return f"- {what}: {self.before}"
        note = f" (held: {self.reason or DECIDED})" if self.verdict is Verdict.HELD else ""
        return f"~ {what}: {_cut(self.before)} → {_cut(self.after)}{note}"


def _cut(value: Any) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


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


def hold(announcement: Announcement, changes: Iterable[Change], run: Run | None) -> int:
    """Stores held differences as open proposals, each once; returns how many are new.

    `changes` are all differences of a whole reading: an open proposal that it no longer wishes
    goes. A wish that an editor has declined before is not raised again.
    """
    wishes = {(c.fact, c.field): c for c in changes if c.verdict is Verdict.HELD}
    known: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for proposal in announcement.proposals.all():
        known[proposal.fact, proposal.field].append(proposal)
    for key, proposals in known.items():
        for proposal in proposals:
            if proposal.status == Proposal.Status.OPEN and key not in wishes:
                proposal.delete()
    raised = 0
    for key, change in wishes.items():
        if any(_wishes(proposal, change.after) for proposal in known[key]):
            continue
        _, made = Proposal.objects.update_or_create(
            announcement=announcement,
            fact=change.fact,
            field=change.field,
            status=Proposal.Status.OPEN,
            defaults={
                "run": run,
                "current": change.before,
                "proposed": change.after,
                "reason": change.reason,
            },
        )
        raised += made
    return raised


def _wishes(proposal: Proposal, after: Any) -> bool:
    """Whether a proposal, open or declined, already says this."""
    return proposal.status != Proposal.Status.ACCEPTED and bool(proposal.proposed == after)
