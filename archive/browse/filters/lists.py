"""The parameters of the browse pages, each checked by its FilterSet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from archive.browse.filters.fields import (
    DEEPEST_PAGE,
    DaysFilter,
    NamedCampaignFilter,
    NamedFilter,
    NumberFilter,
)
from archive.browse.tiles import GRID
from archive.browse.words import PLATFORM_KINDS, reads_chinese
from archive.models import (
    Agency,
    Announcement,
    Campaign,
    Case,
    CaseCampaign,
    CaseStatus,
    Offence,
    Place,
    Platform,
    State,
)


def _name_province(iso: str) -> str:
    _, name, name_zh, *_place = GRID[iso]
    return name_zh if reads_chinese() else name


_say_province = lazy(_name_province, str)
PROVINCES = [(iso, _say_province(iso)) for iso in sorted(GRID, key=lambda iso: GRID[iso][1])]
"""By their English names, which are pinyin."""


def _translate(choices: Iterable[tuple[str, str]]) -> list[tuple[str, Any]]:
    """The choices of a column, in words of the interface."""
    return [(value, _(label)) for value, label in choices]


LONGEST = 200

NEWEST, OLDEST, TITLE = "newest", "oldest", "title"
BY_DATE = ((NEWEST, _("Newest first")), (OLDEST, _("Oldest first")), (TITLE, _("Title A to Z")))
ADDED, DESIGNATION = "added", "designation"
CASE_ORDERS = (
    (ADDED, _("Latest added")),
    (TITLE, _("Title A to Z")),
    (DESIGNATION, _("Designation")),
)
NAME, PINYIN, MOST = "name", "pinyin", "most"
BY_NAME = (
    (MOST, _("Most announcements")),
    (NAME, _("Name A to Z")),
    (PINYIN, _("Chinese name by pinyin")),
)


class ListFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What every browse page has: words to look for, an order, a page."""

    q = django_filters.CharFilter(label=_("Name contains"), method="filter_words", strip=True)
    sort = django_filters.ChoiceFilter(label=_("Order"), method="keep", empty_label=None)
    page = NumberFilter(label=_("Page"), min_value=1, max_value=DEEPEST_PAGE, method="keep")

    default_sort = NAME
    text_paths: tuple[str, ...] = ("name", "name_zh", "names__text")

    def filter_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows of which some name holds the words."""
        condition = Q()
        for path in self.text_paths:
            condition |= Q(**{f"{path}__icontains": value[:LONGEST]})
        found = rows.filter(condition)
        return found.distinct() if "names__text" in self.text_paths else found

    def keep(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Parameters that select nothing."""
        return rows

    @property
    def order(self) -> str:
        """The order asked for, or the usual one."""
        return self.form.cleaned_data.get("sort") or self.default_sort

    @property
    def number(self) -> int:
        """The page asked for."""
        return self.form.cleaned_data.get("page") or 1


def filter_after(rows: QuerySet[Any], name: str, value: tuple[int, int]) -> QuerySet[Any]:
    """Announcements that may have been published on the day or later."""
    return rows.filter(published_latest__gte=date.fromordinal(value[0]))


def filter_before(rows: QuerySet[Any], name: str, value: tuple[int, int]) -> QuerySet[Any]:
    """Announcements that may have been published on the day or earlier."""
    return rows.filter(published_earliest__lte=date.fromordinal(value[1]))


class AnnouncementFilter(ListFilter):
    """Announcements by title, publisher, language and date."""

    q = django_filters.CharFilter(label=_("Title contains"), method="filter_words", strip=True)
    publisher = django_filters.CharFilter(label=_("Publisher"), lookup_expr="iexact")
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=(
            ("en", _("English")),
            ("zh-Hans", _("Chinese (Simplified)")),
            ("zh-Hant", _("Chinese (Traditional)")),
        ),
        empty_label=_("any"),
    )
    after = DaysFilter(label=_("From"), method=filter_after)
    before = DaysFilter(label=_("To"), method=filter_before)
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=BY_DATE, method="keep", empty_label=None
    )

    default_sort = NEWEST
    text_paths = ("title",)

    class Meta:
        model = Announcement
        fields: list[str] = []


class CaseFilter(ListFilter):
    """Cases by designation or title, offence, stage and province."""

    q = django_filters.CharFilter(
        label=_("Title or designation contains"), method="filter_words", strip=True
    )
    campaign = NamedCampaignFilter(CaseCampaign, method="filter_campaign")
    offence = NamedFilter(
        label=_("Offence"), queryset=Offence.objects.filter(merged_into=None).order_by("name")
    )
    status = django_filters.ChoiceFilter(
        label=_("Furthest stage"), choices=_translate(CaseStatus.choices), empty_label=_("any")
    )
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=PROVINCES, method="filter_province", empty_label=_("any")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=CASE_ORDERS, method="keep", empty_label=None
    )

    default_sort = ADDED
    text_paths = ("title", "designation")

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_campaign(self, rows: QuerySet[Any], name: str, value: Campaign) -> QuerySet[Any]:
        """Cases of the campaign."""
        told = CaseCampaign.objects.filter(campaign=value).exclude(state=State.REJECTED)
        return rows.filter(pk__in=told.values("case"))

    def filter_province(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Cases with a place of enforcement in the province."""
        return rows.filter(
            pk__in=Case.places.through.objects.filter(place__iso=value)
            .exclude(state=State.REJECTED)
            .values("case")
        )


class CampaignFilter(ListFilter):
    """Campaigns by name and year."""

    year = NumberFilter(label=_("Year"), min_value=1949, max_value=2200, method="filter_year")
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=((NEWEST, _("Latest first")), *BY_NAME),
        method="keep",
        empty_label=None,
    )

    default_sort = MOST

    class Meta:
        model = Campaign
        fields: list[str] = []

    def filter_year(self, rows: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Campaigns whose period may touch the year."""
        return rows.filter(
            Q(period_earliest__year__lte=value) | Q(period_earliest=None),
            Q(period_latest__year__gte=value) | Q(period_latest=None),
        ).exclude(period_edtf="")


class AgencyFilter(ListFilter):
    """Agencies by name, level and province."""

    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=_translate(Agency.Level.choices), empty_label=_("any")
    )
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=PROVINCES, field_name="place__iso", empty_label=_("any")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=BY_NAME, method="keep", empty_label=None
    )

    default_sort = MOST

    class Meta:
        model = Agency
        fields: list[str] = []


class PlatformFilter(ListFilter):
    """Platforms by name, kind and operator."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=tuple(PLATFORM_KINDS.items()), empty_label=_("any")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=BY_NAME, method="keep", empty_label=None
    )

    default_sort = MOST
    text_paths = ("name", "name_zh", "names__text", "operator")

    class Meta:
        model = Platform
        fields: list[str] = []


class PlaceFilter(ListFilter):
    """Places by name, level and province."""

    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=_translate(Place.Level.choices), empty_label=_("any")
    )
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=PROVINCES, field_name="iso", empty_label=_("any")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=BY_NAME, method="keep", empty_label=None
    )

    default_sort = MOST

    class Meta:
        model = Place
        fields: list[str] = []
