"""What a press of a button does to an item: one decision each, allowed and attributed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from archive.admin.queue.items import HEADS, Item
from archive.models import Announcement, Case, Figure, Issue, Sanction
from archive.review.decisions import additions, facts, names, proposals, records
from archive.text.spans import Span


class ChangedMeanwhileError(Exception):
    """Somebody decided on the item since the page was made."""


def check_right(user: Any, record: Any, verb: str = "change") -> None:
    """Raises PermissionDenied where the user may not change (or add) such records."""
    model = record._meta.model_name
    if not user.has_perm(f"archive.{verb}_{model}"):
        raise PermissionDenied(f"You may not {verb} {record._meta.verbose_name_plural}.")


def decide(item: Item, action: str, seen: str, *, by: User, reason: str = "") -> str:
    """Carries an action out; returns what to tell. Raises ChangedMeanwhileError where the item is
    no longer as it was seen, PermissionDenied, and KeyError for an action that it has not."""
    check_right(by, item.record)
    if action not in ("undo", *item.actions):
        raise KeyError(action)
    if seen and seen != item.seen:
        raise ChangedMeanwhileError
    with transaction.atomic():
        told = _ACTIONS[action](item, by, reason)
        _settle_issues(item, by, reason)
    return told


def correct(item: Item, form: Any, *, by: User) -> str:
    """Writes a correction's values; returns what to tell. Raises PermissionDenied, and
    ValidationError for values that cannot be."""
    check_right(by, item.record)
    values, reason = form.read_values(), form.cleaned_data["reason"]
    with transaction.atomic():
        if item.key.startswith("head-"):
            _set_head(item, values["value"], by, reason)
        else:
            facts.correct(item.record, values, by=by, reason=reason)
        _settle_issues(item, by, reason)
    return f"Corrected: {item.title}"


def add(announcement: Announcement, kind: str, span: Span, form: Any, *, by: User) -> Any:
    """Makes the words a fact; returns it. Raises PermissionDenied, and ValidationError for
    values that cannot be."""
    values, reason = form.read_values(), form.cleaned_data["reason"]
    if kind in facts.LINKS:
        check_right(by, facts.LINKS[kind], "add")
        target = values[kind]
        if isinstance(target, str):
            target = _make_named(kind, target, values, by, reason)
        role = values.get("role")
        return additions.add_name(announcement, span, kind, target, role=role, by=by, reason=reason)
    write, model = _ADDITIONS[kind]
    check_right(by, model, "add")
    return write(announcement, span, values, by=by, reason=reason)


def _make_named(kind: str, name: str, values: Mapping[str, Any], by: User, reason: str) -> Any:
    model = names.RECORDS[kind]
    check_right(by, model, "add")
    level = {"level": values["level"]} if values.get("level") else {}
    return names.make(kind, {"name": name, **level}, by=by, reason=reason)


def _accept(item: Item, by: User, reason: str) -> str:
    if item.key.startswith("head-"):
        column = HEADS[item.key.partition("-")[2]][0]
        records.save(item.record, by=by, changed={column}, reason=reason)
    elif item.key.startswith("proposal-"):
        proposals.accept(item.record, by=by, reason=reason)
    else:
        facts.accept(item.record, by=by, reason=reason)
    return f"Accepted: {item.title}"


def _reject(item: Item, by: User, reason: str) -> str:
    facts.reject(item.record, by=by, reason=reason)
    return f"Rejected: {item.title}"


def _decline(item: Item, by: User, reason: str) -> str:
    proposals.decline(item.record, by=by, reason=reason)
    return f"Declined: {item.title}"


def _settle_issues(item: Item, by: User, reason: str) -> None:
    """Who has decided on a fact has looked at what was odd about its words."""
    for issue in item.issues:
        _dismiss_issue(issue, by, reason)


def _dismiss_issue(issue: Issue, by: User, reason: str) -> None:
    issue.status = Issue.Status.DISMISSED
    records.save(issue, by=by, changed={"status"}, reason=reason)


def _dismiss(item: Item, by: User, reason: str) -> str:
    _dismiss_issue(item.record, by, reason)
    return f"Dismissed: {item.title}"


def _undo(item: Item, by: User, reason: str) -> str:
    """Brings back the version before the last one."""
    versions = list(item.record.history.all()[:2])
    if len(versions) < 2:
        return f"There is nothing to undo: {item.title}"
    facts.restore(item.record, versions[1], by=by, reason=reason)
    return f"Undone: {item.title}"


def _set_head(item: Item, value: str, by: User, reason: str) -> None:
    announcement: Announcement = item.record
    column = HEADS[item.key.partition("-")[2]][0]
    setattr(announcement, column, value)
    if column == "published_edtf":
        announcement.published_basis = Announcement.Basis.STATED
        announcement.published_reason = ""
    if column == "title":
        announcement.title_basis = Announcement.TitleBasis.STATED
    records.save(announcement, by=by, changed={column}, reason=reason)


_ACTIONS: Final[Mapping[str, Callable[[Item, User, str], str]]] = {
    "accept": _accept,
    "reject": _reject,
    "decline": _decline,
    "dismiss": _dismiss,
    "undo": _undo,
}
_ADDITIONS: Final[Mapping[str, tuple[Callable[..., Any], Any]]] = {
    "figure": (additions.add_figure, Figure),
    "sanction": (additions.add_sanction, Sanction),
    "case": (additions.add_case, Case),
}
