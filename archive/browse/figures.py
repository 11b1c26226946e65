"""Figures side by side: what announcements state of one measure, never added up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from archive.browse import columns, visible
from archive.browse.addresses import Address, find_words, tidy, with_usual
from archive.browse.filters.fields import (
    DEEPEST_PAGE,
    DaysFilter,
    NamedCampaignFilter,
    NumberFilter,
    list_problems,
)
from archive.browse.filters.lists import PROVINCES, filter_after, filter_before
from archive.browse.keeping import count_rows
from archive.browse.paging import Paging
from archive.browse.words import name_counted
from archive.models import (
    Announcement,
    AnnouncementCampaign,
    AnnouncementPlace,
    Campaign,
    Figure,
    Measure,
    Mention,
    PlaceRole,
    State,
)
from archive.text.spans import Span

PAGE_SIZE = 50
USUAL_CHOICES = {"measure": Measure.SUSPECTS.value, "sort": "newest"}
"""What is shown where the address says nothing."""

NARROWING = ("campaign", "province", "after", "before")
"""Parameters that leave announcements out."""

_say_counted = lazy(name_counted, str)
MEASURES = tuple((value, _say_counted(str(label))) for value, label in Measure.choices)

ORDERS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-announcement__published_sort", "-announcement__pk", "pk"),
    "oldest": ("announcement__published_sort", "announcement__pk", "pk"),
    "largest": ("-value", "pk"),
}


class FiguresFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Which announcements' figures are compared, and of which measure."""

    measure = django_filters.ChoiceFilter(
        label=_("Figures of"), choices=MEASURES, method="keep", empty_label=None
    )
    campaign = NamedCampaignFilter(AnnouncementCampaign, method="filter_campaign")
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=PROVINCES, method="filter_province", empty_label=_("any")
    )
    after = DaysFilter(label=_("From"), method=filter_after)
    before = DaysFilter(label=_("To"), method=filter_before)
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=(
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
            ("largest", _("Largest first")),
        ),
        method="keep",
        empty_label=None,
    )
    page = NumberFilter(label=_("Page"), min_value=1, max_value=DEEPEST_PAGE, method="keep")

    class Meta:
        model = Announcement
        fields: list[str] = []

    def keep(
        self, rows: QuerySet[Announcement], name: str, value: object
    ) -> QuerySet[Announcement]:
        """Parameters that select no announcement."""
        return rows

    def filter_campaign(
        self, rows: QuerySet[Announcement], name: str, value: Campaign
    ) -> QuerySet[Announcement]:
        """Announcements that tell of the campaign."""
        told = AnnouncementCampaign.objects.filter(campaign=value).exclude(state=State.REJECTED)
        return rows.filter(pk__in=told.values("announcement"))

    def filter_province(
        self, rows: QuerySet[Announcement], name: str, value: str
    ) -> QuerySet[Announcement]:
        """Announcements with a place of enforcement in the province."""
        places = AnnouncementPlace.objects.filter(place__iso=value, role=PlaceRole.ENFORCEMENT)
        return rows.filter(pk__in=places.exclude(state=State.REJECTED).values("announcement"))


@dataclass(frozen=True)
class StatedValue:
    """One statement. `x` is its place on the scale in per cent; `url` leads to its words."""

    figure: Figure
    announcement: Announcement
    url: str
    x: float

    @property
    def is_bound(self) -> bool:
        """Whether the value is a lower bound, drawn open to the right."""
        return self.figure.qualifier == "more_than"

    @property
    def is_rough(self) -> bool:
        """Whether the value is rounded, or its magnitude was lost: drawn hollow."""
        return self.figure.qualifier in ("about", "nearly") or self.figure.magnitude_lost

    @property
    def arrow_x(self) -> float:
        """Where the arrow of a bound ends."""
        return min(self.x + 6, 100)


@dataclass(frozen=True)
class Tick:
    """A power of ten on the scale."""

    label: str
    x: float


@dataclass(frozen=True)
class FiguresPage:
    """Statements of one measure, with how many announcements make them at all."""

    filter: FiguresFilter
    measure: Measure
    rows: Sequence[StatedValue]
    ticks: Sequence[Tick]
    stating: int
    among: int
    paging: Paging
    problems: Sequence[str]


def compare_figures(params: QueryDict, path: str) -> FiguresPage:
    """The totals that announcements state of the measure asked for."""
    kept = tidy(params)
    narrowed = FiguresFilter(with_usual(kept, USUAL_CHOICES), queryset=visible.announcements())
    problems = list_problems(narrowed)
    asked = narrowed.form.cleaned_data
    measure = Measure(asked.get("measure") or USUAL_CHOICES["measure"])
    among = narrowed.filter_queryset(visible.announcements())
    totals = visible.figures().filter(
        measure=measure, subject=Figure.Subject.TOTAL, announcement__isnull=False
    )
    figures = totals
    if any(asked.get(name) for name in NARROWING):
        figures = totals.filter(announcement__in=among.order_by().values("pk"))
    order = ORDERS[asked.get("sort") or USUAL_CHOICES["sort"]]
    number = asked.get("page") or 1
    paging = Paging(number, PAGE_SIZE, count_rows(figures), Address(path, kept))
    stating = count_rows(figures.values("announcement").distinct())
    if order != ORDERS["largest"]:
        figures = totals.filter(announcement__in=_reach(measure, among, order, paging))
    page = figures.order_by(*order).values("pk")[paging.offset : paging.offset + PAGE_SIZE]
    rows = Figure.objects.filter(pk__in=page).select_related("announcement")
    rows = rows.only(*columns.FIGURE_TOLD)
    shown = list(rows.order_by(*order))
    decades = _count_decades(shown)
    return FiguresPage(
        filter=narrowed,
        measure=measure,
        rows=_place_rows(shown, decades),
        ticks=[Tick(_label_power(n), round(100 * n / decades, 2)) for n in range(decades + 1)],
        stating=stating,
        among=count_rows(among),
        paging=paging,
        problems=problems,
    )


def _reach(
    measure: Measure, among: QuerySet[Announcement], order: Sequence[str], paging: Paging
) -> QuerySet[Any]:
    """As many announcements in their order as the page can reach, each stating at least one
    figure: to sort all figures of a measure takes seconds for a million."""
    told = [name.replace("announcement__", "") for name in order if "__" in name]
    rows = visible.stating(among, [measure]).order_by(*told)
    return rows.values("pk")[: paging.offset + PAGE_SIZE]


def _count_decades(figures: Sequence[Figure]) -> int:
    """Powers of ten that the scale spans: from 1 to beyond the largest."""
    largest = max((float(f.value_intended or f.value) for f in figures), default=1)
    return max(math.ceil(math.log10(max(largest, 1)) + 1e-9), 1)


def _place_rows(figures: Sequence[Figure], decades: int) -> list[StatedValue]:
    held = Mention.objects.filter(figure__in=[f.pk for f in figures]).order_by("-start")
    words = {mention.figure_id: mention for mention in held.only("figure", *columns.SPAN)}
    rows = []
    for figure in figures:
        row, mention = figure.announcement, words.get(figure.pk)
        if row is None:
            continue
        span = Span(mention.start, mention.end) if mention else Span(0, 1)
        value = float(figure.value_intended or figure.value)
        x = round(100 * math.log10(max(value, 1)) / decades, 2)
        rows.append(StatedValue(figure, row, find_words(row.public_id, span), x))
    return rows


def _label_power(power: int) -> str:
    """1, 10, 100, 1k … as short as a scale needs."""
    for size, letter in ((9, "bn"), (6, "m"), (3, "k")):
        if power >= size:
            return f"{10 ** (power - size)}{letter}"
    return str(10**power)
