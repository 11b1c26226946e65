"""What the admins of named things share: their names in every language and form."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.base import RecordAdmin, RowInline
from archive.admin.forms import NamedForm


class NamesInline(RowInline):
    """Further names, as announcements print them."""

    fields = ("text", "kind", "origin")
    readonly_fields = ("origin",)
    verbose_name = "further name"
    verbose_name_plural = "further names"


class NamedAdmin(RecordAdmin):
    """A thing with names in two languages and a permanent address."""

    form = NamedForm
    kept = ("slug",)
    readonly_fields = ("origin", "merged_into")
    search_fields = ("name", "name_zh", "slug", "names__text")
    prepopulated_fields = {"slug": ("name",)}
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the record that took its place."""
        rows: QuerySet[Any] = super().get_queryset(request).select_related("merged_into")
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Records by any of their names; to choose from, those alone that stand."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            rows = rows.filter(merged_into__isnull=True)
        return rows, may_repeat
