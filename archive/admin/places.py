"""Places: administrative divisions and their names."""

from __future__ import annotations

from django.contrib.admin import register

from archive.admin.base import RecordAdmin
from archive.admin.site import site
from archive.admin.vocabulary import NamesInline
from archive.models import Place, PlaceName


class PlaceNames(NamesInline):
    model = PlaceName


@register(Place, site=site)
class PlaceAdmin(RecordAdmin):
    page = "place"
    kept = ("code",)
    readonly_fields = ("origin",)
    list_display = ("code", "name", "name_zh", "level", "parent", "until", "origin")
    list_filter = ("level", "origin", "iso")
    list_select_related = ("parent",)
    search_fields = ("=code", "name", "name_zh", "names__text")
    ordering = ("code",)
    autocomplete_fields = ("parent",)
    inlines = (PlaceNames,)
    fieldsets = (
        (None, {"fields": (("name", "name_zh"), ("code", "iso"))}),
        ("What it is", {"fields": (("level", "parent"), "until", "origin")}),
    )
