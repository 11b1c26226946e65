"""Cases: what was investigated, by whom, where, with what outcome, and who reported it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.announcements import LinkInline
from archive.admin.base import RecordAdmin, RowInline
from archive.admin.facts import FigureInline, SanctionInline
from archive.admin.forms import CaseFigureForm, CaseForm, ReportForm
from archive.admin.merging import MERGE
from archive.admin.searching import IndexedSearch
from archive.admin.site import site
from archive.admin.withdrawal import REPUBLISH, WITHDRAW, hide_withdrawn
from archive.models import (
    Case,
    CaseAgency,
    CaseCampaign,
    CasePlace,
    CasePlatform,
    CaseReport,
    Visibility,
)


class Campaigns(LinkInline):
    model = CaseCampaign
    target = "campaign"
    fields = ("campaign", "state", "source")
    autocomplete_fields = ("campaign",)
    verbose_name = "campaign"
    verbose_name_plural = "campaigns"


class Agencies(LinkInline):
    model = CaseAgency
    target = "agency"
    fields = ("agency", "role", "state", "source")
    autocomplete_fields = ("agency",)
    verbose_name = "agency"
    verbose_name_plural = "agencies"


class Platforms(LinkInline):
    model = CasePlatform
    target = "platform"
    fields = ("platform", "role", "state", "source")
    autocomplete_fields = ("platform",)
    verbose_name = "platform"
    verbose_name_plural = "platforms"


class Places(LinkInline):
    model = CasePlace
    target = "place"
    fields = ("place", "state", "source")
    autocomplete_fields = ("place",)
    verbose_name = "place"
    verbose_name_plural = "places"


class Figures(FigureInline):
    form = CaseFigureForm
    fields = ("measure", "detail", "qualifier", "value", "unit", "state", "source")


class Reports(RowInline):
    model = CaseReport
    form = ReportForm
    fields = ("announcement", "start", "end", "status")
    autocomplete_fields = ("announcement",)
    verbose_name = "announcement that reports it"
    verbose_name_plural = "announcements that report it"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the announcements, for their titles are shown."""
        return super().get_queryset(request).select_related("announcement", "case")


@register(Case, site=site)
class CaseAdmin(IndexedSearch, RecordAdmin):
    form = CaseForm
    page = "case"
    decisions = (MERGE, WITHDRAW, REPUBLISH)
    list_display = ("title", "designation", "offence", "status", "state", "visibility", "origin")
    list_filter = ("visibility", "state", "status", "offence")
    list_select_related = ("offence",)
    ordering = ("-id",)
    sortable_by = ()
    search_fields = ("title",)
    exact = ("public_id", "designation")
    search_help_text = "Words, as in the archive's search, or an exact identifier or number."
    autocomplete_fields = ("offence",)
    readonly_fields = (
        *("public_id", "state", "origin", "extractor", "extractor_version"),
        *("created", "updated", "withdrawn_reason", "merged_into"),
    )
    inlines = (Reports, Places, Agencies, Platforms, Campaigns, Figures, SanctionInline)
    fieldsets = (
        (None, {"fields": ("title", ("designation", "offence", "status"), "visibility")}),
        (
            "Provenance",
            {
                "fields": (
                    ("public_id", "state", "origin", "extractor", "extractor_version"),
                    ("created", "updated"),
                    ("withdrawn_reason", "merged_into"),
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those that the user may see."""
        return hide_withdrawn(request, super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A withdrawn case stays so here: to publish it again is a decision with a reason."""
        fields = super().get_readonly_fields(request, obj)
        if obj is not None and obj.visibility == Visibility.WITHDRAWN:
            fields += ("visibility",)
        return fields
