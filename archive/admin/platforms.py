"""Platforms: services, sites and apps."""

from __future__ import annotations

from django.contrib.admin import register

from archive.admin.merging import MERGE
from archive.admin.site import site
from archive.admin.vocabulary import NamedAdmin, NamesInline
from archive.models import Platform, PlatformName


class PlatformNames(NamesInline):
    model = PlatformName


@register(Platform, site=site)
class PlatformAdmin(NamedAdmin):
    decisions = (MERGE,)
    page = "platform"
    list_display = ("name", "name_zh", "kind", "operator", "origin")
    list_filter = ("origin", "kind")
    autocomplete_fields = ("parent",)
    inlines = (PlatformNames,)
    fieldsets = (
        (None, {"fields": (("name", "name_zh"), "slug", "note")}),
        ("What it is", {"fields": (("kind", "operator"), "parent")}),
        ("Provenance", {"fields": (("origin", "merged_into"),)}),
    )
