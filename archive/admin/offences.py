"""Offences: the small taxonomy, with the articles of law each stands for."""

from __future__ import annotations

from django.contrib.admin import register

from archive.admin.base import RowInline
from archive.admin.site import site
from archive.admin.vocabulary import NamedAdmin
from archive.models import Offence, OffenceArticle


class Articles(RowInline):
    model = OffenceArticle
    fields = ("text",)
    verbose_name = "article of law"
    verbose_name_plural = "articles of law"


@register(Offence, site=site)
class OffenceAdmin(NamedAdmin):
    list_display = ("name", "name_zh", "slug", "origin")
    search_fields = ("name", "name_zh", "slug", "articles__text")
    inlines = (Articles,)
    fieldsets = (
        (None, {"fields": (("name", "name_zh"), "slug", "note")}),
        ("Provenance", {"fields": (("origin", "merged_into"),)}),
    )
