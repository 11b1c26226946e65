"""The life of a fact: accepted, corrected, rejected, restored. One function a mutation.

A name that an announcement's text holds stands in up to two places: as a fact of the
announcement, and as one of the case whose passage holds the words. What an editor decides of
the first holds for the second, unless that was decided by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction

from archive.models import (
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    Case,
    CaseAgency,
    CaseCampaign,
    CasePlace,
    CasePlatform,
    Fact,
    Figure,
    Origin,
    Sanction,
    State,
)
from archive.review.decisions import records
from archive.review.reach import touch

LINKS: Final[Mapping[str, Any]] = {
    "campaign": AnnouncementCampaign,
    "agency": AnnouncementAgency,
    "platform": AnnouncementPlatform,
    "place": AnnouncementPlace,
}
"""Facts that an announcement names something, by what it names."""
CASE_LINKS: Final[Mapping[str, Any]] = {
    "campaign": CaseCampaign,
    "agency": CaseAgency,
    "platform": CasePlatform,
    "place": CasePlace,
}
"""The same of a case."""
COLUMNS: Final[Mapping[type[Fact], tuple[str, ...]]] = {
    Figure: (
        *("subject", "case", "measure", "detail", "value", "value_intended", "magnitude_lost"),
        *("qualifier", "unit", "period_edtf", "flags"),
    ),
    Sanction: ("case", "kind", "value", "unit", "on"),
    Case: ("designation", "title", "offence", "status"),
}
"""What an editor may correct in a fact that is a row of its own."""
KEPT: Final = frozenset({"id", "created", "updated"})
"""Columns that restoring an earlier version leaves as they are."""


@transaction.atomic
def accept(fact: Fact, *, by: User | None, reason: str = "") -> None:
    """The fact is right as it stands. A case is accepted with the names it was read with."""
    _set_state(fact, State.ACCEPTED, by, reason)
    if isinstance(fact, Case):
        _set_states(_list_case_links(fact), State.ACCEPTED, by, reason)


@transaction.atomic
def reject(fact: Fact, *, by: User | None, reason: str = "") -> None:
    """The fact is wrong: no page shows it, and no load proposes it again."""
    _set_state(fact, State.REJECTED, by, reason)
    if isinstance(fact, Case):
        _set_states(_list_case_links(fact), State.REJECTED, by, reason)
    elif kind := find_kind(fact):
        _set_states(_list_echoes(fact, kind), State.REJECTED, by, reason)


@transaction.atomic
def correct(fact: Fact, values: Mapping[str, Any], *, by: User | None, reason: str = "") -> Fact:
    """Gives the fact other values, by column; returns the fact that now stands.

    A name that turns out to be another record's leaves the rejected fact behind, so that no
    load proposes it again, and takes the words along to the new one. Without a difference the
    fact is accepted. Raises ValidationError for values that cannot be.
    """
    changed = {name for name, value in values.items() if getattr(fact, name) != value}
    if not changed:
        accept(fact, by=by, reason=reason)
        return fact
    kind = find_kind(fact)
    if kind and changed & _key_columns(kind):
        return _retarget(fact, kind, values, by, reason)
    for name in changed:
        setattr(fact, name, values[name])
    fact.state = State.CORRECTED if fact.origin == Origin.MACHINE else State.ACCEPTED
    fact.full_clean()
    records.save(fact, by=by, changed=changed | {"state"}, reason=reason)
    return fact


@transaction.atomic
def restore(fact: Fact, version: Any, *, by: User | None, reason: str = "") -> None:
    """Gives the fact all the values of an earlier version, a row of its history: its state and
    its origin too, so that what was restored to a proposal is one again."""
    for field in version.tracked_fields:
        if field.name not in KEPT:
            setattr(fact, field.attname, getattr(version, field.attname))
    fact.full_clean(exclude=["extractor", "extractor_version"])
    records.attribute(fact, by, reason or f"restored from {version.history_date:%Y-%m-%d %H:%M}")
    fact.save()
    touch([fact])


def find_kind(fact: Fact) -> str:
    """What an announcement's fact names (campaign, agency, platform, place); "" for others."""
    return next((kind for kind, model in LINKS.items() if type(fact) is model), "")


def _key_columns(kind: str) -> set[str]:
    """Columns that tell the facts of one announcement apart: a load would propose a fact anew
    whose key an editor changed in place."""
    return {kind, "role"} if kind == "place" else {kind}


def _set_states(facts: list[Fact], state: str, by: User | None, reason: str) -> None:
    for fact in facts:
        _set_state(fact, state, by, reason)


def _set_state(fact: Fact, state: str, by: User | None, reason: str) -> None:
    if fact.state == state or (state == State.ACCEPTED and fact.state == State.CORRECTED):
        return
    fact.state = state
    records.save(fact, by=by, changed={"state"}, reason=reason)


def _list_case_links(case: Case) -> list[Fact]:
    """Names of a case that nobody decided on."""
    return [
        link
        for model in CASE_LINKS.values()
        for link in model._default_manager.filter(case=case, state=State.PROPOSED)
    ]


def _list_echoes(fact: Any, kind: str) -> list[Any]:
    """The same name in the cases that the announcement alone reports, undecided."""
    cases = list_own_cases(fact.announcement)
    named = {f"{kind}_id": getattr(fact, f"{kind}_id")}
    links = CASE_LINKS[kind]._default_manager.filter(case__in=cases, state=State.PROPOSED, **named)
    return list(links)


def list_own_cases(announcement: Announcement) -> list[Case]:
    """Cases that this announcement reports and no other."""
    return [
        case
        for case in Case.objects.filter(reports__announcement=announcement)
        if case.reports.count() == 1
    ]


def _retarget(
    fact: Any, kind: str, values: Mapping[str, Any], by: User | None, reason: str
) -> Fact:
    """Rejects the fact and states the other one in its place, in cases too."""
    announcement, before = fact.announcement, getattr(fact, f"{kind}_id")
    target = values.get(kind) or getattr(fact, kind)
    if target.pk != before:
        for echo in _list_echoes(fact, kind):
            _set_state(echo, State.REJECTED, by, reason)
            state_link(CASE_LINKS[kind], {"case": echo.case}, kind, target, by, reason)
    role = values.get("role", getattr(fact, "role", None))
    _set_state(fact, State.REJECTED, by, reason)
    new = state_link(
        LINKS[kind], {"announcement": announcement}, kind, target, by, reason, role=role
    )
    if target.pk != before and not _still_stands(announcement, kind, before):
        move_mentions(announcement, kind, before, target)
        touch([announcement])
    return new


def _still_stands(announcement: Announcement, kind: str, target: Any) -> bool:
    links = LINKS[kind]._default_manager.filter(announcement=announcement)
    standing = links.filter(**{f"{kind}_id": target}).exclude(state=State.REJECTED)
    return bool(standing.exists())


def move_mentions(announcement: Announcement, kind: str, before: Any, target: Any) -> None:
    """Words that named one record name another from now on; a person has said so."""
    announcement.mentions.filter(
        version=announcement.version, kind=kind, **{f"{kind}_id": before}
    ).update(**{kind: target, "extractor": "", "extractor_version": ""})


def state_link(
    model: Any,
    owner: Mapping[str, Any],
    kind: str,
    target: Any,
    by: User | None,
    reason: str,
    *,
    role: str | None = None,
) -> Fact:
    """The fact that an announcement or a case names a record: made, or accepted where it was
    proposed or rejected."""
    key = {**owner, kind: target}
    columns = {field.name for field in model._meta.fields}
    if role and kind == "place" and "role" in columns:
        key["role"] = role
    link = model._default_manager.filter(**key).first()
    if link is None:
        link = model(**key)
        if role and "role" in columns:
            link.role = role
        records.save(link, by=by, reason=reason)
    else:
        _keep_link(link, role if "role" in columns else None, by, reason)
    kept: Fact = link
    return kept


def _keep_link(link: Any, role: str | None, by: User | None, reason: str) -> None:
    if role and link.role != role:
        link.role = role
        link.state = State.CORRECTED if link.origin == Origin.MACHINE else State.ACCEPTED
        records.save(link, by=by, changed={"role", "state"}, reason=reason)
    else:
        _set_state(link, State.ACCEPTED, by, reason)
