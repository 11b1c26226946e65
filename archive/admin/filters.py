"""Filters of the lists, each cheap on a big table."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
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
        # What waits is less than what there is: the planner is to begin with it.
        waiting = model.objects.filter(status="open").order_by()
        return queryset.filter(pk__in=waiting.values("announcement"))


class LostFilter(SimpleListFilter):
    """Figures of which a translation lost a magnitude."""

    title = "magnitude"
    parameter_name = "lost"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        """The few that are doubtful; there is no list of all others."""
        return [("1", "lost in translation")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The doubtful ones where they are asked for."""
        return queryset.filter(magnitude_lost=True) if self.value() else queryset


class DatedFilter(SimpleListFilter):
    """Whether the year of publication is known."""

    title = "date"
    parameter_name = "dated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        """Inferred, without a year; most others are stated."""
        return [("inferred", "inferred"), ("none", "no year")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Announcements with such a date."""
        if self.value() == "none":
            return queryset.filter(published_latest__isnull=True)
        if self.value() == "inferred":
            return queryset.filter(published_basis="inferred")
        return queryset
