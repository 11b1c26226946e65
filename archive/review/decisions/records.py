"""Entering and correcting records by hand: whatever is saved here, a person has spoken."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from archive.models import (
    Announcement,
    AnnouncementVersion,
    Campaign,
    Fact,
    Named,
    NameForm,
    Origin,
    Place,
    SketchValue,
    State,
    enqueue,
)
from archive.review.carry import carry_edited
from archive.review.reach import NAMED, Key, find_keys
from archive.text.edtf import find_bounds
from archive.text.language import tell_language
from archive.text.sketch import INDEXED, make_sketch

READ_COLUMNS = frozenset(
    {"text", "language", "url", "title", "title_basis", "publisher", "reporter"}
    | {"published_edtf", "reprint_of", "translation_of"}
)
"""Columns of an announcement that a load writes unless an editor settled them."""
DATE_COLUMNS = frozenset({"published_edtf", "published_basis", "published_reason"})
"""Columns that are settled together, under the date's name."""
NAMES = frozenset({"name", "name_zh", "merged_into"})
"""Columns of a named record that other records show."""
LIFE = frozenset(
    {"state", "origin", "extractor", "extractor_version"}
    | {"visibility", "withdrawn_reason", "merged_into"}
)
"""Columns of a fact that say nothing of its value."""
UNKNOWN_LANGUAGE = "und"


def save(record: Any, *, by: User | None, changed: Collection[str] = (), reason: str = "") -> None:
    """Stores a record that an editor entered or changed, in one transaction.

    `changed` names the columns that differ from what is stored; none for a new record. What the
    record reached before and what it reaches now is queued for the index.
    """
    columns = set(changed)
    with transaction.atomic():
        reached = _reach_before(record, columns)
        has_new_text = record._state.adding or "text" in columns
        before = _read_text(record) if has_new_text else ""
        _settle(record, columns)
        _derive(record, columns)
        attribute(record, by, reason)
        record.save()
        if columns:
            _keep_names(record, by)
        if isinstance(record, Announcement) and has_new_text:
            _keep_sketch(record)
            if before:
                carry_edited(record, before)
        enqueue(sorted(reached | _reach_after(record, columns)))


def _read_text(record: Any) -> str:
    """The text that a changed announcement has until now; "" of all else."""
    if not isinstance(record, Announcement) or record._state.adding:
        return ""
    return Announcement.objects.values_list("text", flat=True).get(pk=record.pk)


def delete(record: Any, *, by: User | None, reason: str = "") -> None:
    """Takes a record out of the database, and what it reached out of the index. A fact that was
    read would be proposed again: that is for `facts.reject`."""
    with transaction.atomic():
        reached = find_keys(record)
        attribute(record, by, reason)
        record.delete()
        _keep_names(record, by)
        enqueue(sorted(reached))


def _keep_names(name: Any, by: User | None) -> None:
    """A record whose names were changed or taken out is an editor's: the vocabulary's files
    would bring them back."""
    if isinstance(name, NameForm):
        relation = next(f for f in name._meta.fields if f.many_to_one)
        owner = getattr(name, relation.name)
        if owner.origin == Origin.VOCABULARY:
            owner.origin = Origin.EDITOR
            attribute(owner, by, "its names were changed")
            owner.save()


def attribute(record: Any, by: User | None, reason: str = "") -> None:
    """Tells the record's history who changes it, and why."""
    record._history_user = by
    record._change_reason = reason[:100] or None


def _reach_before(record: Any, changed: set[str]) -> set[Key]:
    if record._state.adding:
        return set()
    stored = type(record)._default_manager.filter(pk=record.pk).first()
    return set() if stored is None else _reach_after(stored, changed)


def _reach_after(record: Any, changed: set[str]) -> set[Key]:
    """What shows the record; itself alone where no name of it changed, for a note on a national
    office is no reason to index every announcement that names it."""
    if type(record) in NAMED and changed and not changed & NAMES:
        return {(NAMED[type(record)], record.slug)}
    return find_keys(record)


# ---- what follows from an editor's word -------------------------------------------------------


def _settle(record: Any, changed: set[str]) -> None:
    adding = record._state.adding
    if isinstance(record, Fact):
        _settle_fact(record, changed, adding=adding)
    elif isinstance(record, Announcement):
        given = {name for name in READ_COLUMNS if getattr(record, name)} if adding else set()
        settled = {*record.settled, *given, *(changed & READ_COLUMNS)}
        if changed & DATE_COLUMNS:
            settled.add("published_edtf")
        record.settled = sorted(settled)
    elif isinstance(record, Named | Place | NameForm) and (adding or changed):
        record.origin = Origin.EDITOR


def _settle_fact(fact: Fact, changed: set[str], *, adding: bool) -> None:
    """A new fact is an editor's and accepted; a machine's value that changed is corrected."""
    if adding:
        fact.origin, fact.state = Origin.EDITOR, State.ACCEPTED
    elif changed - LIFE:
        if fact.origin == Origin.MACHINE:
            fact.origin, fact.state = Origin.EDITOR, State.CORRECTED
        elif fact.state == State.PROPOSED:
            fact.state = State.ACCEPTED
    if fact.origin == Origin.EDITOR:
        fact.extractor = fact.extractor_version = ""


def _derive(record: Any, changed: set[str]) -> None:
    if isinstance(record, Announcement):
        record.published_earliest, record.published_latest = _find_days(record.published_edtf)
        if record._state.adding or "text" in changed:
            _take_text(record)
    elif isinstance(record, Campaign):
        record.period_earliest, record.period_latest = _find_days(record.period_edtf)


def _find_days(edtf: str) -> tuple[Any, Any]:
    return find_bounds(edtf) if edtf else (None, None)


def _take_text(announcement: Announcement) -> None:
    """What an announcement's text brings with it; the text it replaces is kept."""
    if not announcement._state.adding:
        stored = Announcement.objects.get(pk=announcement.pk)
        AnnouncementVersion.objects.create(
            announcement=announcement,
            number=stored.version,
            sha256=stored.sha256,
            source=stored.source,
            text=stored.text,
        )
        announcement.version = stored.version + 1
    announcement.sha256 = digest(announcement.text)
    announcement.sketch = list(make_sketch(announcement.text))
    if announcement.language in ("", UNKNOWN_LANGUAGE):
        announcement.language = tell_language(announcement.text)


def digest(text: str) -> str:
    """SHA-256 of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _keep_sketch(announcement: Announcement) -> None:
    announcement.sketch_values.all().delete()
    SketchValue.objects.bulk_create(
        SketchValue(announcement=announcement, value=value)
        for value in announcement.sketch[:INDEXED]
    )
