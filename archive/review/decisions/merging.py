"""Two records of one thing made one, with the old address leading to the new; and undone.

What hung on the source hangs on the target; where the target has the same already, the source's
row is taken out. Each row is written down as it was, so that all of it can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from archive.models import (
    Agency,
    Campaign,
    Case,
    MergedRow,
    Merger,
    NameKind,
    Platform,
    Redirect,
    State,
    enqueue,
)
from archive.models.case import STAGES
from archive.review.decisions import records
from archive.review.reach import Key, find_keys

KINDS: Final[dict[str, Any]] = {
    "case": Case,
    "agency": Agency,
    "platform": Platform,
    "campaign": Campaign,
}
"""What can be merged, by the kind of its address."""


@transaction.atomic
def merge(source: Any, target: Any, *, by: User | None, reason: str) -> Merger:
    """The target takes the source's place, with all that hangs on it; the source's address leads
    to the target from now on. Raises ValidationError where the two cannot be merged."""
    _refuse(source, target, reason)
    kind = find_kind(source)
    reached = find_keys(source) | find_keys(target)
    merger = Merger.objects.create(
        kind=kind,
        source=find_identifier(source),
        target=find_identifier(target),
        reason=reason.strip()[:300],
        by=by,
    )
    stage = getattr(target, "status", "")
    changed = set(_join_reports(source, target)) if isinstance(target, Case) else set()
    rows = [
        *_move_rows(source, target),
        *_make_names(source, target),
        *_lead_on(kind, merger.source, merger.target, merger.reason),
    ]
    if "status" in changed:
        rows.append(_note(target, MergedRow.What.MOVED, "status", stage, target.status))
    for row in rows:
        row.merger = merger
    MergedRow.objects.bulk_create(rows, batch_size=500)
    source.merged_into = target
    records.save(source, by=by, changed={"merged_into"}, reason=reason)
    if changed:
        records.save(target, by=by, changed=changed, reason=reason)
    enqueue(sorted(reached | find_keys(target)))
    return merger


def _join_reports(source: Case, target: Case) -> Iterator[str]:
    """Changes a case that two readings tell of now; yields the columns that differ."""
    if target.state == State.PROPOSED:
        # Which of the readings is right is an editor's question, and merging answered it.
        target.state = State.ACCEPTED
        yield "state"
    if STAGES.index(source.status) > STAGES.index(target.status):
        target.status = source.status
        yield "status"


@transaction.atomic
def undo(merger: Merger, *, by: User | None, reason: str = "") -> None:
    """Takes a merger back: every row as it was, but for those that were changed since. Raises
    ValidationError where the source was merged on, or the merger was undone before."""
    source, target = find_pair(merger)
    if merger.undone is not None:
        raise ValidationError("This merger was undone already.")
    if source.merged_into_id != target.pk:
        raise ValidationError("The record has moved on since: undo the later merger first.")
    reached: set[Key] = find_keys(target)
    for row in merger.rows.order_by("-pk"):
        _put_back(row)
    source.merged_into = None
    records.save(source, by=by, changed={"merged_into"}, reason=reason or "merger undone")
    merger.undone = timezone.now()
    merger.save()
    enqueue(sorted(reached | find_keys(source) | find_keys(target)))


def find_pair(merger: Merger) -> tuple[Any, Any]:
    """The records of a merger: source and target."""
    model = KINDS[merger.kind]
    column = "public_id" if model is Case else "slug"
    find = model._default_manager.get
    return find(**{column: merger.source}), find(**{column: merger.target})


def find_kind(record: Any) -> str:
    """The kind of a record that can be merged. Raises ValidationError for any other."""
    for kind, model in KINDS.items():
        if type(record) is model:
            return kind
    raise ValidationError(f"A {record._meta.verbose_name} cannot be merged.")


def find_identifier(record: Any) -> str:
    """What stands in the record's address."""
    return str(getattr(record, "public_id", None) or record.slug)


def _refuse(source: Any, target: Any, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Say why the two are one."})
    if type(source) is not type(target) or source.pk == target.pk:
        raise ValidationError({"target": "Choose another record of the same kind."})
    for record in (source, target):
        if record.merged_into_id is not None:
            told = f"“{record}” was merged before: choose the record that took its place."
            raise ValidationError({"target": told})


# ---- moving ----------------------------------------------------------------------------------


def _move_rows(source: Any, target: Any) -> Iterator[MergedRow]:
    """Hangs on the target what hung on the source, a relation at a time."""
    for relation in source._meta.related_objects:
        if not relation.many_to_many:
            yield from _move_relation(relation.field, source, target)


def _move_relation(column: Any, source: Any, target: Any) -> Iterator[MergedRow]:
    manager = column.model._default_manager
    keys = _list_keys(column)
    held = {_read_key(row, key) for row in manager.filter(**{column.name: target}) for key in keys}
    moved, taken = [], []
    for row in manager.filter(**{column.name: source}):
        if row == target:
            # What belonged to the source cannot belong to itself.
            manager.filter(pk=row.pk).update(**{column.name: None})
            yield _note(row, MergedRow.What.MOVED, column.attname, source.pk, None)
        elif held & {_read_key(row, key) for key in keys}:
            taken.append(row)
        else:
            moved.append(row)
    for row in moved:
        yield _note(row, MergedRow.What.MOVED, column.attname, source.pk, target.pk)
    for row in taken:
        (plain,) = serializers.serialize("python", [row])
        yield MergedRow(**_place(row), what=MergedRow.What.TAKEN, before=_make_plain(plain))
    manager.filter(pk__in=[row.pk for row in moved]).update(**{column.name: target})
    manager.filter(pk__in=[row.pk for row in taken]).delete()


def _list_keys(column: Any) -> list[tuple[str, ...]]:
    """What else tells apart the rows of one record: the other columns of each constraint."""
    return [
        tuple(name for name in constraint.fields if name != column.name)
        for constraint in column.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and constraint.condition is None
        and column.name in constraint.fields
    ]


def _read_key(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    attnames = [row._meta.get_field(name).attname for name in names]
    return (names, *(getattr(row, name) for name in attnames))


def _make_names(source: Any, target: Any) -> Iterator[MergedRow]:
    """The source's own names are further names of the target: the next load knows them."""
    if isinstance(source, Case):
        return
    held = {target.name, target.name_zh, *target.names.values_list("text", flat=True)}
    for text in dict.fromkeys((source.name, source.name_zh)):
        if text and text not in held:
            yield _note(target.names.create(text=text, kind=NameKind.ALIAS), MergedRow.What.MADE)


def _lead_on(kind: str, source: str, target: str, reason: str) -> Iterator[MergedRow]:
    """The source's address leads to the target, and so do those that led to the source."""
    older = Redirect.objects.filter(kind=kind, target=source)
    for redirect in older:
        yield _note(redirect, MergedRow.What.MOVED, "target", source, target)
    older.update(target=target)
    made, _ = Redirect.objects.update_or_create(
        kind=kind, identifier=source, defaults={"target": target, "reason": reason[:300]}
    )
    yield _note(made, MergedRow.What.MADE)


def _note(row: Any, what: str, column: str = "", was: Any = None, now: Any = None) -> MergedRow:
    before = {"column": column, "was": was, "now": now} if column else {}
    return MergedRow(**_place(row), what=what, before=before)


def _place(row: Any) -> dict[str, str]:
    return {"table": row._meta.label_lower, "row": str(row.pk)}


def _make_plain(value: Any) -> Any:
    """Columns as JSON has them; Django's own encoder would cut microseconds off."""
    plain: Any = json.loads(json.dumps(value, default=_say))
    return plain


def _say(value: Any) -> str:
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _put_back(row: MergedRow) -> None:
    rows = apps.get_model(row.table)._default_manager.filter(pk=row.row)
    if row.what == MergedRow.What.MADE:
        rows.delete()
    elif row.what == MergedRow.What.MOVED:
        column = row.before["column"]
        rows.filter(**{column: row.before["now"]}).update(**{column: row.before["was"]})
    elif not rows.exists():
        for restored in serializers.deserialize("python", [row.before]):
            restored.save()
