"""Campaigns: named actions, their names, parents, periods and the bodies that lead them."""

from __future__ import annotations

from django.contrib.admin import register

from archive.admin.base import RowInline
from archive.admin.forms import CampaignForm
from archive.admin.merging import MERGE
from archive.admin.site import site
from archive.admin.vocabulary import NamedAdmin, NamesInline
from archive.models import Campaign, CampaignAgency, CampaignName


class CampaignNames(NamesInline):
    model = CampaignName


class CampaignAgencies(RowInline):
    model = CampaignAgency
    fields = ("agency", "role")
    autocomplete_fields = ("agency",)
    verbose_name = "agency"
    verbose_name_plural = "agencies"


@register(Campaign, site=site)
class CampaignAdmin(NamedAdmin):
    decisions = (MERGE,)
    page = "campaign"
    form = CampaignForm
    list_display = ("name", "name_zh", "series", "period_edtf", "parent", "origin")
    list_filter = ("origin",)
    list_select_related = ("parent", "merged_into")
    autocomplete_fields = ("parent",)
    inlines = (CampaignNames, CampaignAgencies)
    fieldsets = (
        (None, {"fields": (("name", "name_zh"), "slug", "note")}),
        ("Where it belongs", {"fields": (("series", "parent"), "period_edtf")}),
        ("Provenance", {"fields": (("origin", "merged_into"),)}),
    )
