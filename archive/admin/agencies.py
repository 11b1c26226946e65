"""Agencies, with their names, places, parents and successors."""

from __future__ import annotations

from django.contrib.admin import register

from archive.admin.forms import AgencyForm
from archive.admin.merging import MERGE
from archive.admin.site import site
from archive.admin.vocabulary import NamedAdmin, NamesInline
from archive.models import Agency, AgencyName


class AgencyNames(NamesInline):
    model = AgencyName


@register(Agency, site=site)
class AgencyAdmin(NamedAdmin):
    decisions = (MERGE,)
    page = "agency"
    form = AgencyForm
    list_display = ("name", "name_zh", "level", "kind", "country", "place", "origin")
    list_filter = ("level", "origin", "kind", "country")
    list_select_related = ("place", "merged_into")
    autocomplete_fields = ("place", "parent", "successor")
    inlines = (AgencyNames,)
    fieldsets = (
        (None, {"fields": (("name", "name_zh"), "slug", "note")}),
        (
            "What it is",
            {"fields": (("level", "kind"), ("place", "country"), "parent", ("successor", "until"))},
        ),
        ("Provenance", {"fields": (("origin", "merged_into"),)}),
    )
