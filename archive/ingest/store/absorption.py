"""Cases that an editor merged, read again: they are the case that took their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.models import Announcement, Case, CaseReport, MergedRow

REPORTS = CaseReport._meta.label_lower


def list_absorbed(
    announcement: Announcement, reports: Sequence[CaseReport]
) -> dict[CaseReport, CaseReport]:
    """The announcement's reports of cases that were merged into others that it reports, as they
    were before; each with the report of the case that took its place."""
    live = {report.case_id: report for report in reports}
    merged = {
        case.public_id: (case, live[target])
        for case in (Case.objects.filter(merged_into__in=live) if live else ())
        if (target := case.merged_into_id) is not None
    }
    if not merged:
        return {}
    rows = MergedRow.objects.filter(
        table=REPORTS, merger__kind="case", merger__source__in=merged, merger__undone=None
    )
    absorbed = {}
    for row in rows.select_related("merger").order_by("pk"):
        case, present = merged[row.merger.source]
        if row.what == MergedRow.What.TAKEN:
            if row.before["fields"]["announcement"] != announcement.pk:
                continue
            passage = row.before["fields"]
        elif row.row == str(present.pk):
            passage = {name: getattr(present, name) for name in ("version", "start", "end")}
        else:
            continue
        before = CaseReport(
            pk=-row.pk,  # Of no stored report: the row is gone, or another case's by now.
            case=case,
            announcement=announcement,
            version=passage["version"],
            start=passage["start"],
            end=passage["end"],
        )
        absorbed[before] = present
    return absorbed


def lead_on(
    known: dict[int, CaseReport], absorbed: Mapping[CaseReport, CaseReport]
) -> dict[int, Case]:
    """Takes the absorbed reports out of those that were recognised, by place in line; returns
    the cases that are meant there. Where nothing else stands for the report of such a case, the
    first that does now is in its place."""
    found = {index: absorbed[report] for index, report in known.items() if report in absorbed}
    for index in found:
        del known[index]
    taken = {report.pk for report in known.values()}
    for index, report in sorted(found.items()):
        if report.pk not in taken:
            taken.add(report.pk)
            known[index] = report
    return {index: report.case for index, report in found.items()}
