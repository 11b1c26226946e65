"""Campaigns, agencies and platforms: what they are, how they hang together, what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.browse import columns, visible
from archive.browse.activity import Activity, find_activity
from archive.browse.addresses import find_url, find_words
from archive.browse.errors import MovedRecordError
from archive.browse.series import Chart, Total, draw_charts
from archive.models import (
    Agency,
    AnnouncementCampaign,
    Campaign,
    CampaignAgency,
    Case,
    CaseCampaign,
    Figure,
    Mention,
    Platform,
    State,
)
from archive.text.spans import Span

MOST_FIGURES = 60
"""Figures of a campaign that its page lists; the figures page has all."""
FREQUENT = 2000
"""Announcements from which on a campaign's latest are looked for among all."""
CANDIDATES = 4
"""Times as many linked cases are looked at as are listed, for some of them may be hidden."""
MOST_CASES = 25
"""Cases of a campaign that its page lists, the latest; the list of cases has all."""


@dataclass(frozen=True)
class NamedPage:
    """All that the page of an agency or a platform shows. `related` holds records by how they
    stand to this one ("parent", "part", "former", "successor", "merged")."""

    record: Any
    names: Mapping[str, Sequence[str]]
    related: Mapping[str, Sequence[Any]]
    activity: Activity


@dataclass(frozen=True)
class CampaignPage(NamedPage):
    """What a campaign's page shows beside: who led it, what was totalled, its cases."""

    roles: Sequence[CampaignAgency] = ()
    totals: Sequence[tuple[str, Sequence[Total]]] = ()
    charts: Sequence[Chart] = ()
    cases: Sequence[Case] = ()
    case_count: int = 0


def load_agency(slug: str) -> NamedPage:
    """The page of an agency. Raises UnavailableError."""
    row = _find(Agency, "agency", slug, "parent", "successor", "place__parent__parent")
    related = {
        "successor": [row.successor] if row.successor else [],
        "parent": [row.parent] if row.parent else [],
        "part": list(row.children.filter(merged_into=None).order_by("name")),
        "former": list(row.predecessors.filter(merged_into=None).order_by("name")),
    }
    return NamedPage(row, _load_forms(row), related, find_activity("agency", slug))


def load_platform(slug: str) -> NamedPage:
    """The page of a platform. Raises UnavailableError."""
    row = _find(Platform, "platform", slug, "parent")
    related = {
        "parent": [row.parent] if row.parent else [],
        "part": list(row.children.filter(merged_into=None).order_by("name")),
    }
    return NamedPage(row, _load_forms(row), related, find_activity("platform", slug))


def load_campaign(slug: str) -> CampaignPage:
    """The page of a campaign, in at most twelve queries. Raises UnavailableError."""
    row = _find(Campaign, "campaign", slug, "parent")
    activity = find_activity("campaign", slug, more=("month",))
    totals = _load_totals(row, is_frequent=activity.announcements > FREQUENT)
    listed = _load_cases(row)
    return CampaignPage(
        record=row,
        names=_load_forms(row),
        related=_load_campaign_kin(row),
        activity=activity,
        roles=list(row.agency_roles.select_related("agency").order_by("role", "agency__name")),
        totals=_group_totals(totals),
        charts=draw_charts(totals),
        cases=listed,
        case_count=max(activity.cases, len(listed)),
    )


def _load_campaign_kin(row: Campaign) -> Mapping[str, Sequence[Campaign]]:
    """Its parent, its parts, and the other rounds of its series."""
    rows = Campaign.objects.filter(merged_into=None).exclude(pk=row.pk)
    kin = rows.filter(parent=row)
    if row.series:
        kin |= rows.filter(series=row.series)
    found = list(kin.order_by("period_earliest", "name"))
    return {
        "parent": [row.parent] if row.parent else [],
        "part": [k for k in found if k.parent_id == row.pk],
        "series": [k for k in found if k.parent_id != row.pk],
    }


def _find(model: type[Any], kind: str, slug: str, *relations: str) -> Any:
    rows = model.objects.select_related("merged_into", *relations)
    row = visible.find_one(rows, slug=slug)
    if row is None:
        raise visible.explain_absence(kind, slug)
    if row.merged_into_id:
        raise MovedRecordError(kind, row.merged_into.slug)
    return row


def _load_forms(row: Any) -> Mapping[str, Sequence[str]]:
    """Further names by their kind, in words. Weak forms help reading, not readers."""
    forms: dict[str, list[str]] = {}
    for form in row.names.exclude(kind="weak").order_by("kind", "text"):
        if form.text not in (row.name, row.name_zh):
            forms.setdefault(form.get_kind_display(), []).append(form.text)
    return forms


def _load_cases(row: Campaign) -> list[Case]:
    """The latest public cases of the campaign, looked for among the latest that are linked."""
    facts = CaseCampaign.objects.filter(campaign=row).exclude(state=State.REJECTED)
    latest = facts.order_by("-pk").values("case")[: MOST_CASES * CANDIDATES]
    cases = visible.sought_cases().filter(pk__in=latest).select_related("offence")
    return list(cases.order_by("-pk")[:MOST_CASES])


def _load_totals(row: Campaign, *, is_frequent: bool) -> list[Total]:
    """Totals of the public announcements that tell of the campaign, latest first."""
    totals = visible.figures().filter(subject=Figure.Subject.TOTAL)
    facts = AnnouncementCampaign.objects.filter(campaign=row).exclude(state=State.REJECTED)
    # Those of a frequent campaign are soon met among all, those of a rare one soon put in order.
    among = visible.announcements() if is_frequent else visible.sought_announcements()
    told = among.filter(pk__in=facts.order_by().values("announcement"))
    # Each of them states at least one: to sort the figures of all of them would take long.
    latest = visible.stating(told).order_by("-published_sort", "-pk").values("pk")[:MOST_FIGURES]
    rows = totals.filter(announcement__in=latest).select_related("announcement")
    rows = rows.only(*columns.FIGURE_TOLD)
    figures = list(rows.order_by("-announcement__published_sort", "pk")[:MOST_FIGURES])
    held: dict[int, Mention] = {}
    words = Mention.objects.filter(figure__in=[f.pk for f in figures]).order_by("-start")
    for mention in words.only("figure", *columns.SPAN):
        held[mention.figure_id or 0] = mention
    return [Total(figure, _find_address(figure, held.get(figure.pk))) for figure in figures]


def _find_address(figure: Figure, mention: Mention | None) -> str:
    """The words of a figure, or its announcement where they are of an earlier text."""
    announcement = figure.announcement
    assert announcement is not None  # noqa: S101 - totals are selected through one
    if mention is None or mention.version != announcement.version:
        return find_url("announcement", announcement.public_id)
    return find_words(announcement.public_id, Span(mention.start, mention.end))


def _group_totals(totals: Sequence[Total]) -> list[tuple[str, list[Total]]]:
    """Totals by measure; pairs, for a template would take the measure "items" for a method."""
    grouped: dict[str, list[Total]] = {}
    for total in totals:
        grouped.setdefault(total.figure.get_measure_display(), []).append(total)
    return list(grouped.items())
