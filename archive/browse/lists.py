"""Browse pages: filtered, sorted and paged rows of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import django_filters
from django.db.models import F, Prefetch, QuerySet
from django.http import QueryDict
from pypinyin import Style, lazy_pinyin

from archive.browse import visible
from archive.browse.activity import count_by_value
from archive.browse.addresses import Address, tidy, with_usual
from archive.browse.filters import lists as filters
from archive.browse.filters.fields import list_problems
from archive.browse.keeping import count_rows, keep_about
from archive.browse.paging import Paging
from archive.browse.selectors.places import FACETS as PLACE_FACETS
from archive.models import Agency, Announcement, Campaign, CaseReport, Place, Platform, Visibility

PAGE_SIZE = 50
SORTED_BY = ("name_zh", "slug", "iso", "level", "code", "period_earliest")
"""Columns of vocabularies that decide their order; the thousands of other rows are not read."""


@dataclass(frozen=True)
class Row:
    """A record of a list, with the number of announcements that name it where that is known."""

    record: Any
    count: int | None = None

    @property
    def first(self) -> Announcement | None:
        """The public announcement that told of a case first."""
        told = (report.announcement for report in self.record.told)
        return next((row for row in told if row.visibility == Visibility.PUBLIC), None)


@dataclass(frozen=True)
class ListPage:
    """One page of a list, with the form that narrows it and what was wrong with it."""

    kind: str
    rows: Sequence[Row]
    paging: Paging
    filter: django_filters.FilterSet
    problems: Sequence[str]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but order and page was asked for."""
        data = self.filter.form.cleaned_data
        return any(value for name, value in data.items() if name not in ("sort", "page"))


def list_announcements(params: QueryDict, path: str) -> ListPage:
    """Public announcements."""
    orders = {
        filters.NEWEST: ("-published_sort", "-pk"),
        filters.OLDEST: (F("published_earliest").asc(nulls_last=True), "pk"),
        filters.TITLE: ("title", "pk"),
    }
    rows = visible.announcements().defer("text", "sketch")
    return _list_rows("announcement", filters.AnnouncementFilter, rows, orders, params, path)


def list_cases(params: QueryDict, path: str) -> ListPage:
    """Public cases with the public announcements that report them."""
    orders: Mapping[str, Sequence[Any]] = {
        filters.ADDED: ("-pk",),
        filters.TITLE: ("title", "pk"),
        filters.DESIGNATION: ("designation", "title", "pk"),
    }
    # Hidden announcements are left out afterwards, by Row: asked for here, SQLite would go
    # through all public announcements to find those of fifty cases.
    told = CaseReport.objects.select_related("announcement").order_by("pk")
    told = told.defer("announcement__text", "announcement__sketch")
    rows = visible.cases().select_related("offence")
    rows = rows.prefetch_related(Prefetch("reports", told, to_attr="told"))
    return _list_rows("case", filters.CaseFilter, rows, orders, params, path)


def list_campaigns(params: QueryDict, path: str) -> ListPage:
    """Campaigns; the latest first puts those without a period last."""
    rows = Campaign.objects.filter(merged_into=None)
    counts = count_by_value("campaign")
    return _list_named("campaign", filters.CampaignFilter, rows, counts, params, path)


def list_agencies(params: QueryDict, path: str) -> ListPage:
    """Agencies that were not merged into others."""
    rows = Agency.objects.filter(merged_into=None)
    counts = count_by_value("agency")
    return _list_named("agency", filters.AgencyFilter, rows, counts, params, path)


def list_platforms(params: QueryDict, path: str) -> ListPage:
    """Platforms that were not merged into others."""
    rows = Platform.objects.filter(merged_into=None)
    counts = count_by_value("platform")
    return _list_named("platform", filters.PlatformFilter, rows, counts, params, path)


def list_places(params: QueryDict, path: str) -> ListPage:
    """Places; provinces are counted by ISO code, the others by their own."""
    counts: dict[str, int] = {}
    for facet in PLACE_FACETS.values():
        counts.update(count_by_value(facet))
    return _list_named("place", filters.PlaceFilter, Place.objects.all(), counts, params, path)


LISTS: Mapping[str, Callable[[QueryDict, str], ListPage]] = {
    "announcement": list_announcements,
    "case": list_cases,
    "campaign": list_campaigns,
    "agency": list_agencies,
    "platform": list_platforms,
    "place": list_places,
}
"""By kind; page, API and exports take them from here."""


def _list_rows(
    kind: str,
    form: type[filters.ListFilter],
    rows: QuerySet[Any],
    orders: Mapping[str, Sequence[Any]],
    params: QueryDict,
    path: str,
) -> ListPage:
    """A list that the database sorts."""
    kept = tidy(params)
    narrowed = form(with_usual(kept, {"sort": form.default_sort}), queryset=rows)
    problems = list_problems(narrowed)
    found = narrowed.filter_queryset(rows).order_by(*orders[narrowed.order])
    paging = Paging(narrowed.number, PAGE_SIZE, count_rows(found), Address(path, kept))
    shown = [Row(row) for row in found[paging.offset : paging.offset + PAGE_SIZE]]
    return ListPage(kind, shown, paging, narrowed, problems)


def _list_named(
    kind: str,
    form: type[filters.ListFilter],
    rows: QuerySet[Any],
    counts: Mapping[str, int],
    params: QueryDict,
    path: str,
) -> ListPage:
    """A list of a vocabulary, sorted here: by a count that the index has, or by pinyin."""
    kept = tidy(params)
    narrowed = form(with_usual(kept, {"sort": form.default_sort}), queryset=rows)
    problems = list_problems(narrowed)
    keys = _list_keys(narrowed.filter_queryset(rows), narrowed.order, counts)
    paging = Paging(narrowed.number, PAGE_SIZE, len(keys), Address(path, kept))
    asked = keys[paging.offset : paging.offset + PAGE_SIZE]
    held = rows.in_bulk(asked)
    shown = [held[key] for key in asked if key in held]
    return ListPage(
        kind,
        [Row(row, counts.get(count_key(row), 0) if counts else None) for row in shown],
        paging,
        narrowed,
        problems,
    )


def count_key(row: Any) -> str:
    """The value of a facet that stands for the record, or for the columns of one."""
    if hasattr(row, "iso"):
        return str(row.iso if row.level == Place.Level.PROVINCE else row.code)
    return str(row.slug)


def _list_keys(rows: QuerySet[Any], order: str, counts: Mapping[str, int]) -> list[Any]:
    """The keys of a vocabulary's rows in an order."""
    asked = ("keys", order, bool(counts))
    return keep_about(rows, asked, lambda: _put_in_order(rows, order, counts), [])


def _put_in_order(rows: QuerySet[Any], order: str, counts: Mapping[str, int]) -> list[Any]:
    names = {field.name for field in rows.model._meta.concrete_fields}
    columns = [name for name in SORTED_BY if name in names]
    found: list[Any] = list(rows.order_by("name", "pk").values_list("pk", *columns, named=True))
    if order == filters.PINYIN:
        found.sort(key=lambda row: spell_pinyin(row.name_zh) if row.name_zh else ("~",))
    elif order == filters.MOST:
        found.sort(key=lambda row: -counts.get(count_key(row), 0))
    elif order == filters.NEWEST:
        found.sort(key=lambda row: str(row.period_earliest or ""), reverse=True)
    return [row.pk for row in found]


@lru_cache(maxsize=20_000)
def spell_pinyin(name: str) -> tuple[str, ...]:
    """The key that Chinese names are sorted by: syllables with their tones."""
    return tuple(lazy_pinyin(name, style=Style.TONE3))
