"""Filters of the lists, each cheap on a big table."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from archive.models import Issue, Proposal

LANGUAGES = (("en", "English"), ("zh-Hans", "Simplified Chinese"), ("zh-Hant", "Traditional"))
Lookups = list[tuple[str, str]]


class LanguageFilter(SimpleListFilter):
    """The languages of most announcements; to list all held would read the whole table."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        """Tags with their names."""
        return list(LANGUAGES)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Announcements in the chosen language."""
        return queryset.filter(language=self.value()) if self.value() else queryset


class AttentionFilter(SimpleListFilter):
    """What waits for an editor."""

    title = "waiting"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        """Kinds of things that wait."""
        return [("issues", "open issues"), ("proposals", "open proposals")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Announcements with something open."""
        model: Any = {"issues": Issue, "proposals": Proposal}.get(self.value() or "")
        if model is None:
            return queryset
        return queryset.filter(
            Exists(model.objects.filter(announcement=OuterRef("pk"), status="open"))
        )


class DatedFilter(SimpleListFilter):
    """Whether the year of publication is known."""

    title = "date"
    parameter_name = "dated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        """Stated, inferred, without a year."""
        return [("stated", "stated"), ("inferred", "inferred"), ("none", "no year")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Announcements with such a date."""
        if self.value() == "none":
            return queryset.filter(published_latest__isnull=True)
        if self.value() in ("stated", "inferred"):
            return queryset.filter(published_basis=self.value())
        return queryset
