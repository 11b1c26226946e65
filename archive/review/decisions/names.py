"""Names decided by an editor: is this record, is a new one, is no name.

A choice holds for every mention of the name and for the loads to come: it becomes a further
name of the record, and the row of the name keeps the decision, which the next load's snapshot
of the vocabularies takes along. The same choices are made for a record that a load composed
from a text, because no vocabulary lists it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from archive.models import (
    Agency,
    AgencyName,
    AgencyRole,
    Announcement,
    Campaign,
    CampaignName,
    Mention,
    NameForm,
    NameKind,
    Origin,
    Place,
    PlaceName,
    PlaceRole,
    Platform,
    PlatformName,
    State,
    Unresolved,
)
from archive.review.decisions import merging, records
from archive.review.decisions.facts import (
    CASE_LINKS,
    LINKS,
    accept,
    reject,
    state_link,
)
from archive.review.reach import touch
from archive.text.matching import fold
from archive.text.names import slugify

RECORDS: Final[Mapping[str, type[Any]]] = {
    "platform": Platform,
    "agency": Agency,
    "place": Place,
    "campaign": Campaign,
}
"""What a name may name, by kind."""
FORMS: Final[Mapping[str, type[NameForm]]] = {
    "platform": PlatformName,
    "agency": AgencyName,
    "place": PlaceName,
    "campaign": CampaignName,
}
NO_NAME: Final = Unresolved.Status.NO_NAME
SAME: Final = "another name of it, as printed"
"""Why two records are merged where the editor says no more."""


# ---- names as printed ------------------------------------------------------------------------


@transaction.atomic
def settle(
    name: Unresolved,
    target: Any,
    *,
    by: User | None,
    reason: str = "",
    role: str = "",
    ordinary: bool = False,
) -> int:
    """The name is that of `target`, wherever it is printed; returns in how many announcements.

    `role` is the part that an agency or a place has in them, `ordinary` that the name is also
    an ordinary word and counts later only in a setting that confirms it.
    """
    kind = find_kind(target)
    if not _offers(name, target, kind):
        add_form(target, name.text, by=by, reason=reason, ordinary=ordinary)
    adopt(target, by=by, reason=reason)
    told = _point(name, kind, target, role or _usual_role(kind, target), by, reason)
    _decide(name, Unresolved.Status.RESOLVED, f"{kind}:{identify(target)}", by, reason)
    return told


@transaction.atomic
def create(
    name: Unresolved, kind: str, values: Mapping[str, Any], *, by: User | None, reason: str = ""
) -> Any:
    """The name is that of a record that the archive lacks: makes it, and settles the name.
    Returns the record. Raises ValidationError for values that cannot be."""
    record = make(kind, {"name": name.text, **values}, by=by, reason=reason)
    settle(name, record, by=by, reason=reason)
    return record


@transaction.atomic
def dismiss(name: Unresolved, *, by: User | None, reason: str = "") -> int:
    """These words name nothing: they are unmarked, and no load raises them again. Returns in
    how many announcements they stood."""
    holders = _list_holders(name)
    name.mentions.all().delete()
    _decide(name, NO_NAME, "", by, reason)
    touch(holders)
    return len(holders)


@transaction.atomic
def reopen(name: Unresolved, *, by: User | None, reason: str = "") -> None:
    """Takes a decision back: the next load raises the name where it is still in doubt. Facts
    that followed from the decision stay, each to be decided by itself."""
    _decide(name, Unresolved.Status.OPEN, "", by, reason)


def _decide(name: Unresolved, status: str, decision: str, by: User | None, reason: str) -> None:
    name.status, name.decision = status, decision
    records.attribute(name, by, reason)
    name.save()


def _offers(name: Unresolved, target: Any, kind: str) -> bool:
    """Whether the target bears the name already: it is one of several that do."""
    candidates = name.candidates.filter(identifier=identify(target))
    return kind == name.kind and candidates.exists()


def _list_holders(name: Unresolved) -> list[Announcement]:
    return list(Announcement.objects.filter(mentions__unresolved=name).distinct())


def _point(
    name: Unresolved, kind: str, target: Any, role: str, by: User | None, reason: str
) -> int:
    """Points the name's mentions to the target and states the facts that follow from them."""
    held: dict[Announcement, list[Mention]] = {}
    for mention in name.mentions.select_related("announcement", "within"):
        held.setdefault(mention.announcement, []).append(mention)
    name.mentions.update(
        kind=kind, unresolved=None, extractor="", extractor_version="", **{kind: target}
    )
    for announcement, mentions in held.items():
        if all(m.version != announcement.version for m in mentions):
            continue
        state_link(LINKS[kind], {"announcement": announcement}, kind, target, by, reason, role=role)
        cases = {m.within for m in mentions if m.within and m.version == announcement.version}
        if kind != "place" or role == PlaceRole.ENFORCEMENT:
            for case in cases:
                state_link(CASE_LINKS[kind], {"case": case}, kind, target, by, reason)
    touch(held)
    return len(held)


# ---- records that a load composed --------------------------------------------------------------


@transaction.atomic
def confirm(record: Any, values: Mapping[str, Any], *, by: User | None, reason: str = "") -> int:
    """A record that a load composed is a real one: it joins the vocabulary under these names,
    the forms as printed with it. Returns in how many announcements it stands."""
    changed = {column for column, value in values.items() if getattr(record, column) != value}
    for column in changed:
        setattr(record, column, values[column])
    record.full_clean()
    records.save(record, by=by, changed=changed | {"origin"}, reason=reason)
    for text in list_printed(record):
        add_form(record, text, by=by, reason=reason)
    facts = list(_list_facts(record))
    for fact in facts:
        accept(fact, by=by, reason=reason)
    return len(facts)


@transaction.atomic
def absorb(
    record: Any, target: Any, *, by: User | None, reason: str = "", ordinary: bool = False
) -> int:
    """A record that a load composed is one that the archive has: the two are merged, which can
    be undone, and the forms as printed are the target's for the loads to come. Returns in how
    many announcements it stood."""
    told = list(_list_facts(record).values_list("announcement", flat=True))
    cases = list(record.case_facts.exclude(state=State.REJECTED).values_list("case", flat=True))
    for text in list_printed(record):
        add_form(target, text, by=by, reason=reason, ordinary=ordinary)
    adopt(target, by=by, reason=reason)
    merging.merge(record, target, by=by, reason=reason or SAME)
    for fact in (
        *target.announcement_facts.filter(announcement__in=told),
        *target.case_facts.filter(case__in=cases),
    ):
        accept(fact, by=by, reason=reason)
    return len(told)


@transaction.atomic
def refuse(record: Any, *, by: User | None, reason: str = "") -> int:
    """What a load composed a record from is no name: its facts are rejected, and no load makes
    the same of the words again. Returns in how many announcements it stood."""
    kind = find_kind(record)
    for text in list_printed(record):
        name, _ = Unresolved.objects.get_or_create(
            kind=kind, text=text[:300], defaults={"reason": Unresolved.Reason.UNKNOWN}
        )
        _decide(name, NO_NAME, "", by, reason)
    facts = list(_list_facts(record))
    for fact in facts:
        reject(fact, by=by, reason=reason)
    return len(facts)


def list_printed(record: Any) -> list[str]:
    """The forms in which announcements print a record's name, each once."""
    quotes = record.mentions.order_by().values_list("quote", flat=True).distinct()
    return sorted(set(quotes))


def _list_facts(record: Any) -> QuerySet[Any]:
    facts: QuerySet[Any] = record.announcement_facts.exclude(state=State.REJECTED)
    return facts


# ---- both ------------------------------------------------------------------------------------


def adopt(record: Any, *, by: User | None, reason: str = "") -> None:
    """A record that a load composed joins the vocabulary: an editor has named it."""
    if record.origin == Origin.MACHINE:
        records.save(record, by=by, changed={"origin"}, reason=reason)


def add_form(
    record: Any, text: str, *, by: User | None, reason: str = "", ordinary: bool = False
) -> NameForm | None:
    """A further name of a record, for the loads to come; None where it has that name."""
    kind = find_kind(record)
    known = {record.name, record.name_zh, *record.names.values_list("text", flat=True)}
    if fold(text).strip() in {fold(form).strip() for form in known}:
        return None
    form = FORMS[kind](
        **{kind: record}, text=text, kind=NameKind.WEAK if ordinary else NameKind.ALIAS
    )
    records.save(form, by=by, reason=reason)
    return form


@transaction.atomic
def make(kind: str, values: Mapping[str, Any], *, by: User | None, reason: str = "") -> Any:
    """A new platform, agency or campaign; its slug is made of its name. Raises ValidationError
    for values that cannot be."""
    model = RECORDS[kind]
    english = values.get("name") or values.get("name_zh") or ""
    record = model(slug=make_slug(model, english), **{**values, "name": english})
    record.full_clean()
    records.save(record, by=by, reason=reason)
    return record


def find_kind(record: Any) -> str:
    """Which kind of named record it is. Raises ValidationError for any other."""
    for kind, model in RECORDS.items():
        if isinstance(record, model):
            return kind
    raise ValidationError("Choose a platform, an agency, a place or a campaign.")


def identify(record: Any) -> str:
    """The identifier by which vocabularies know a record: its slug, a place's code."""
    identifier: str = record.code if isinstance(record, Place) else record.slug
    return identifier


def make_slug(model: type[Any], name: str) -> str:
    """A slug that no record of the kind has, made of a name."""
    base = slugify(name)[:110] or model._meta.model_name or "record"
    taken: Iterable[str] = model._default_manager.filter(slug__startswith=base).values_list(
        "slug", flat=True
    )
    held = set(taken)
    numbers = range(2, len(held) + 3)
    return next(s for s in (base, *(f"{base}-{n}" for n in numbers)) if s not in held)


def _usual_role(kind: str, target: Any) -> str:
    """The part that a name has where nobody says: as cautious as can be."""
    if kind == "agency":
        central = target.level == Agency.Level.NATIONAL
        return AgencyRole.PARTICIPATING if central else AgencyRole.INVESTIGATING
    return PlaceRole.MENTIONED if kind == "place" else ""
