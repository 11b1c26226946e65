"""Cases of one announcement, with what they name; recognised again at the next reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from archive.ingest.store.abreast import Step
from archive.ingest.store.absorption import lead_on, list_absorbed
from archive.ingest.store.links import Stamp, describe, sync_links, update
from archive.ingest.store.recognition import recognise_cases
from archive.ingest.store.registry import Registry
from archive.ingest.store.writing import New
from archive.ingest.types import CaseFact, Record
from archive.models import (
    AgencyRole,
    Announcement,
    Case,
    CaseAgency,
    CaseCampaign,
    CasePlace,
    CasePlatform,
    CaseReport,
    State,
    Visibility,
    derive_identifier,
)
from archive.review.proposals import Change, Verdict

GONE = "no longer read from its announcement"


def sync_cases(
    announcement: Announcement,
    record: Record,
    registry: Registry,
    stamp: Stamp,
    taken: Collection[str],
    *,
    fresh: bool,
) -> Step[tuple[list[Case], list[Change]]]:
    """The record's cases as rows, in the record's order, and the differences. `taken` are the
    identifiers that `find_taken` found."""
    reports = [] if fresh else _list_reports(announcement)
    told = _list_told(reports)
    absorbed = list_absorbed(announcement, reports)
    known = recognise_cases(record.cases, [*reports, *absorbed], announcement.version)
    merged = lead_on(known, absorbed)
    skip = {*known, *merged}
    identifiers = _make_identifiers(announcement, record.cases, taken, skip=skip)
    cases: list[Case] = []
    changes: list[Change] = []
    for index, fact in enumerate(record.cases):
        columns = _list_columns(fact, registry)
        if index in merged:
            case = merged[index]
        elif index in known:
            case = known[index].case
            changes += _restore(case)
            if known[index].pk == min(told[case.pk]):
                changes += update(case, columns, f"case:{case.pk}", stamp)
        else:
            case = Case(public_id=identifiers[index], **columns, **stamp.columns)
        cases.append(case)
    new = [case for index, case in enumerate(cases) if index not in skip]
    yield new
    changes += describe(Verdict.NEW, new)
    yield from _sync_reports(announcement, record.cases, cases, known, merged)
    shared = [case for case in cases if len(told[case.pk]) > 1]
    changes += yield from _sync_links(cases, shared, record, registry, stamp, fresh=not known)
    found = {report.pk for report in known.values()}
    gone = [report for report in reports if report.pk not in found]
    return cases, changes + _retire(gone, told)


def _list_reports(announcement: Announcement) -> list[CaseReport]:
    """The announcement's reports, those of cases that left the pages last."""
    reports = announcement.case_reports.select_related("case").order_by("ordinal", "pk")
    return sorted(reports, key=lambda r: r.case.visibility == Visibility.WITHDRAWN)


def _list_told(reports: Iterable[CaseReport]) -> dict[int, list[int]]:
    """By case, the reports of it in all announcements. The first one's announcement says what
    the case is; the later ones only add to what it names."""
    told: dict[int, list[int]] = defaultdict(list)
    cases = [report.case_id for report in reports]
    if cases:
        rows = CaseReport.objects.filter(case__in=cases).order_by("pk")
        for pk, case in rows.values_list("pk", "case"):
            told[case].append(pk)
    return told


def _list_columns(fact: CaseFact, registry: Registry) -> dict[str, Any]:
    offence = registry.offence(fact.offence)
    return {
        "designation": (fact.designation or "")[:40],
        "title": fact.title[:500],
        "offence_id": offence.pk if offence else None,
        "status": fact.status,
    }


def find_taken(cases: Iterable[tuple[str, CaseFact]]) -> set[str]:
    """Those of the identifiers that new cases would get which a case has already. Each case is
    given with the identifier of its announcement."""
    wanted = {derive_identifier(*_seed(owner, fact)) for owner, fact in cases}
    rows = Case.objects.filter(public_id__in=wanted) if wanted else Case.objects.none()
    return set(rows.values_list("public_id", flat=True))


def _seed(owner: str, fact: CaseFact) -> tuple[str, ...]:
    return ("case", owner, fact.designation or fact.title)


def _make_identifiers(
    announcement: Announcement,
    facts: Sequence[CaseFact],
    taken: Collection[str],
    skip: Collection[int],
) -> dict[int, str]:
    """A permanent identifier for each new case, the same whenever its announcement is loaded
    first; of cases that would share one, the later get one of their own."""
    found: dict[int, str] = {}
    used = set(taken)
    for index, fact in enumerate(facts):
        if index in skip:
            continue
        seed = _seed(announcement.public_id, fact)
        identifier = derive_identifier(*seed)
        if identifier in used:
            identifier = derive_identifier(
                *seed, str(announcement.version), str(index), announcement.reading
            )
        used.add(identifier)
        found[index] = identifier
    return found


def _restore(case: Case) -> list[Change]:
    """A case that left the pages because it was no longer read is back, and is read again."""
    if case.visibility != Visibility.WITHDRAWN or case.withdrawn_reason != GONE:
        return []
    case.visibility, case.withdrawn_reason = Visibility.PUBLIC, ""
    case.save()
    return describe(Verdict.NEW, [case])


def _sync_reports(
    announcement: Announcement,
    facts: Sequence[CaseFact],
    cases: Sequence[Case],
    known: dict[int, CaseReport],
    merged: Collection[int],
) -> Step[None]:
    """The passages of the cases; of a case that is told twice, for two were merged, one."""
    new = []
    for index, (fact, case) in enumerate(zip(facts, cases, strict=True)):
        if index in merged and index not in known:
            continue
        report = known.get(index)
        columns = {
            "version": announcement.version,
            "ordinal": index,
            "start": fact.span.start,
            "end": fact.span.end,
            # Who settled a case settled the stages that its reports had then.
            "status": report.status if report and case.is_settled else fact.status,
        }
        if report is None:
            new.append(New(CaseReport, case=case, announcement=announcement, **columns))
        elif any(getattr(report, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(report, name, value)
            report.save()
    yield new


def _sync_links(
    cases: Sequence[Case],
    shared: Sequence[Case],
    record: Record,
    registry: Registry,
    stamp: Stamp,
    *,
    fresh: bool,
) -> Step[list[Change]]:
    """What each case names. A rejected case wants nothing."""
    told = [
        (case, fact)
        for case, fact in zip(cases, record.cases, strict=True)
        if case.state != State.REJECTED
    ]
    owners = [case for case, _ in told]
    agencies = {a.id: a for a in record.agencies}
    platforms = {p.id: p for p in record.platforms}
    campaigns = {c.id: c for c in record.campaigns}
    links: Sequence[tuple[Any, str, Callable[[CaseFact], Iterable[Any]], dict[str, Any]]] = (
        (
            CaseAgency,
            "agency",
            lambda fact: (registry.agency(agencies[i]) for i in fact.agencies),
            {"role": AgencyRole.INVESTIGATING},
        ),
        (
            CasePlatform,
            "platform",
            lambda fact: (registry.platform(platforms[i]) for i in fact.platforms),
            {},
        ),
        (
            CaseCampaign,
            "campaign",
            lambda fact: (registry.campaign(campaigns[i]) for i in fact.campaigns),
            {},
        ),
        (CasePlace, "place", lambda fact: _list_places(fact, registry), {}),
    )
    changes: list[Change] = []
    for model, column, find, columns in links:
        wanted = {(case, row): columns for case, fact in told for row in find(fact)}
        key = ("case", column)
        changes += yield from sync_links(
            model, owners, key, wanted, stamp, fresh=fresh, shared=shared
        )
    return changes


def _list_places(fact: CaseFact, registry: Registry) -> Iterable[Any]:
    provinces = (registry.province(iso) for iso in fact.provinces)
    return [*map(registry.place, fact.places), *filter(None, provinces)]


def _retire(reports: Sequence[CaseReport], told: dict[int, list[int]]) -> list[Change]:
    """Cases that are no longer read leave the pages; their addresses answer 410, for they are
    permanent. Those that an editor settled or that another text reports stay."""
    retired = []
    for report in reports:
        case = report.case
        if case.is_settled:
            continue
        if len(told[case.pk]) > 1:
            report.delete()
            continue
        if case.visibility != Visibility.WITHDRAWN:
            case.visibility, case.withdrawn_reason = Visibility.WITHDRAWN, GONE
            case.save()
            retired.append(case)
    return describe(Verdict.GONE, retired)
