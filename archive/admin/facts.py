"""Figures, sanctions and mentions: lists to look through, and rows of their records' forms."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.base import FactInline, RecordAdmin, ViewAdmin
from archive.admin.editors import get_editor
from archive.admin.filters import LostFilter
from archive.admin.forms import FigureForm, SanctionForm
from archive.admin.searching import OwnedSearch
from archive.admin.site import site
from archive.admin.withdrawal import attach_titles, hide_withdrawn, lighten
from archive.models import TARGETS, Figure, Mention, Qualifier, Sanction
from archive.review.decisions import facts
from archive.templatetags.numbers import digits


class FigureInline(FactInline):
    """Figures of an announcement or a case."""

    model = Figure
    form = FigureForm
    autocomplete_fields = ("case",)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With their cases."""
        return super().get_queryset(request).select_related("case")


class SanctionInline(FactInline):
    """Outcomes of a case."""

    model = Sanction
    form = SanctionForm
    fields = ("kind", "value", "unit", "on", "state", "source")
    show_change_link = True


class FactAdmin(OwnedSearch, RecordAdmin):
    """Facts as a list, to be accepted and rejected many at a time."""

    actions = ("accept", "reject")
    owners = ("announcement", "case")
    search_fields = ("announcement__title",)
    search_help_text = "An announcement's or a case's identifier, or words of theirs."
    ordering = ("-id",)
    sortable_by = ()
    readonly_fields = ("state", "origin", "extractor", "extractor_version", "created", "updated")

    @admin.action(description="Accept the chosen facts", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """They are right as they stand."""
        self._decide(request, queryset, facts.accept, "Accepted")

    @admin.action(description="Reject the chosen facts", permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """They are wrong: no page shows them, and no load proposes them again."""
        self._decide(request, queryset, facts.reject, "Rejected")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of records that the user may see."""
        rows = hide_withdrawn(request, super().get_queryset(request), "announcement")
        return lighten(rows, "announcement")

    def _decide(self, request: HttpRequest, rows: QuerySet[Any], decide: Any, word: str) -> None:
        count = 0
        for fact in rows:
            decide(fact, by=get_editor(request))
            self.log_change(request, fact, f"{word}.")
            count += 1
        self.message_user(request, f"{word} {count}.", messages.SUCCESS)


@register(Figure, site=site)
class FigureAdmin(FactAdmin):
    form = FigureForm
    list_display = ("stated", "measure", "subject", "state", "announcement", "case")
    list_filter = ("state", "measure", LostFilter)
    list_select_related = ("announcement", "case")
    autocomplete_fields = ("announcement", "case")
    fieldsets = (
        (None, {"fields": ("announcement", ("subject", "case"))}),
        (
            "What it says",
            {
                "fields": (
                    ("qualifier", "value", "unit"),
                    ("measure", "detail"),
                    ("magnitude_lost", "value_intended"),
                    ("period_edtf", "flags"),
                )
            },
        ),
        ("Provenance", {"fields": (FactAdmin.readonly_fields,)}),
    )

    @admin.display(description="what it says")
    def stated(self, figure: Figure) -> str:
        """The quantity as one reads it."""
        qualifier = "" if figure.qualifier == Qualifier.EXACT else figure.get_qualifier_display()
        counted = figure.detail or figure.get_measure_display()
        return " ".join(filter(None, (qualifier, digits(figure.value), figure.unit, counted)))


@register(Sanction, site=site)
class SanctionAdmin(FactAdmin):
    form = SanctionForm
    list_display = ("__str__", "on", "state", "case", "announcement")
    list_filter = ("state", "kind")
    list_select_related = ("announcement", "case")
    autocomplete_fields = ("announcement", "case")
    fieldsets = (
        (None, {"fields": ("case", "announcement")}),
        ("What it says", {"fields": ("kind", ("value", "unit"), "on")}),
        ("Provenance", {"fields": (FactAdmin.readonly_fields,)}),
    )


@register(Mention, site=site)
class MentionAdmin(OwnedSearch, ViewAdmin):
    list_display = ("quote", "kind", "names", "announcement", "start", "end", "extractor")
    list_select_related = ()  # False would join what the list displays.
    search_fields = ("announcement__title",)
    ordering = ("-id",)
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of announcements that the user may see, with what they name."""
        rows = hide_withdrawn(request, super().get_queryset(request), "announcement")
        return attach_titles(rows).prefetch_related(*TARGETS)

    @admin.display(description="names")
    def names(self, mention: Mention) -> str:
        """The record that the words name."""
        return str(next((t for t in map(mention.__getattribute__, TARGETS) if t), ""))
