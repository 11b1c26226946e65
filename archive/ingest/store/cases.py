"""Cases of one announcement, recognised again at the next reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive.ingest.store.links import Stamp, describe, sync_links, update
from archive.ingest.store.registry import Registry
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
    Offence,
    Visibility,
    derive_identifier,
)
from archive.review.proposals import Change, Verdict

GONE = "no longer read from its announcement"


def sync_cases(
    announcement: Announcement, record: Record, registry: Registry, stamp: Stamp, *, fresh: bool
) -> tuple[list[Case], list[Change]]:
    """The record's cases as rows, in the record's order, and the differences."""
    reports = (
        [] if fresh else list(announcement.case_reports.select_related("case").order_by("ordinal"))
    )
    offences = dict(Offence.objects.values_list("slug", "pk"))
    cases: list[Case] = []
    changes: list[Change] = []
    left = list(reports)
    for ordinal, fact in enumerate(record.cases):
        columns = {
            "designation": (fact.designation or "")[:40],
            "title": fact.title[:500],
            "offence_id": offences.get(fact.offence or ""),
            "status": fact.status,
        }
        report = _recognise(fact, left, announcement.version)
        if report is None:
            case = _make(announcement, ordinal, fact, columns, stamp)
            changes += describe(Verdict.NEW, [case])
        else:
            left.remove(report)
            case = report.case
            changes += update(case, columns, f"case:{case.pk}", stamp)
        _sync_report(announcement, case, report, ordinal, fact)
        changes += _sync_case_links(case, fact, record, registry, stamp, fresh=report is None)
        cases.append(case)
    return cases, changes + _retire(left)


def _recognise(fact: CaseFact, reports: Sequence[CaseReport], version: int) -> CaseReport | None:
    """The report of the same case: the same passage of the same text, else the same number,
    else the same title."""
    tests: tuple[Any, ...] = (
        lambda r: r.version == version and r.start < fact.span.end and fact.span.start < r.end,
        lambda r: fact.designation and r.case.designation == fact.designation,
        lambda r: r.case.title == fact.title[:500],
    )
    for test in tests:
        for report in reports:
            if test(report):
                return report
    return None


def _make(
    announcement: Announcement, ordinal: int, fact: CaseFact, columns: dict[str, Any], stamp: Stamp
) -> Case:
    seed = ("case", announcement.public_id, fact.designation or fact.title)
    identifier = derive_identifier(*seed)
    if Case.objects.filter(public_id=identifier).exists():
        identifier = derive_identifier(*seed, str(announcement.version), str(ordinal))
    case = Case(public_id=identifier, **columns, **stamp.columns)
    Case.objects.bulk_create([case])
    return case


def _sync_report(
    announcement: Announcement,
    case: Case,
    report: CaseReport | None,
    ordinal: int,
    fact: CaseFact,
) -> None:
    place = (announcement.version, ordinal, *fact.span)
    if report is None:
        version, ordinal, start, end = place
        CaseReport.objects.create(
            case=case,
            announcement=announcement,
            version=version,
            ordinal=ordinal,
            start=start,
            end=end,
        )
    elif (report.version, report.ordinal, report.start, report.end) != place:
        report.version, report.ordinal, report.start, report.end = place
        report.save()


def _sync_case_links(
    case: Case, fact: CaseFact, record: Record, registry: Registry, stamp: Stamp, *, fresh: bool
) -> list[Change]:
    owner = {"case": case}
    agencies = {a.id: a for a in record.agencies}
    platforms = {p.id: p for p in record.platforms}
    campaigns = {c.id: c for c in record.campaigns}
    provinces = (registry.province(iso) for iso in fact.provinces)
    places = dict.fromkeys([*fact.places, *(code for code in provinces if code)])
    return [
        *sync_links(
            CaseAgency,
            owner,
            ("agency_id",),
            {
                (registry.agency(agencies[i]).pk,): {"role": AgencyRole.INVESTIGATING}
                for i in fact.agencies
            },
            stamp,
            fresh=fresh,
        ),
        *sync_links(
            CasePlatform,
            owner,
            ("platform_id",),
            {(registry.platform(platforms[i]).pk,): {} for i in fact.platforms},
            stamp,
            fresh=fresh,
        ),
        *sync_links(
            CaseCampaign,
            owner,
            ("campaign_id",),
            {(registry.campaign(campaigns[i]).pk,): {} for i in fact.campaigns},
            stamp,
            fresh=fresh,
        ),
        *sync_links(
            CasePlace,
            owner,
            ("place_id",),
            {(code,): {} for code in places},
            stamp,
            fresh=fresh,
        ),
    ]


def _retire(reports: Sequence[CaseReport]) -> list[Change]:
    """Cases that are no longer read leave the pages; their addresses answer 410, for they are
    permanent. Those that an editor settled or that another text reports stay."""
    retired = []
    for report in reports:
        case = report.case
        if case.is_settled:
            continue
        if case.reports.exclude(pk=report.pk).exists():
            report.delete()
            continue
        if case.visibility != Visibility.WITHDRAWN:
            case.visibility, case.withdrawn_reason = Visibility.WITHDRAWN, GONE
            case.save()
            retired.append(case)
    return describe(Verdict.GONE, retired)
