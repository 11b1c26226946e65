"""Runs of the loader: counts, files that failed, and what the run would like to change."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.base import ViewAdmin, ViewInline
from archive.admin.site import site
from archive.admin.withdrawal import attach_titles
from archive.models import Proposal, Run, RunFile
from archive.review import docket

SHOWN: Final = 50
"""Files, and differences, that a run's own page shows; their lists have them all."""


class FirstInline(ViewInline):
    """The first rows of a run: a load may leave thousands."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The first of those that are wanted."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        run = match.kwargs.get("object_id") if match else None
        first = self.choose(rows.filter(run=run)).order_by("pk").values_list("pk", flat=True)
        return rows.filter(pk__in=list(first[:SHOWN]))

    def choose(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of a run's rows that are wanted: all."""
        return rows


class Files(FirstInline):
    model = RunFile
    fields = ("outcome", "source", "reason", "remedy")
    verbose_name_plural = f"files that failed or were held (the first {SHOWN})"
    max_num = 0

    def choose(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The failed and held ones; the list of files has the others."""
        return rows.filter(outcome__in=("failed", "held"))


class Differences(FirstInline):
    model = Proposal
    fields = ("announcement", "fact", "field", "current", "proposed", "status")
    verbose_name_plural = f"differences, field by field (the first {SHOWN})"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the announcements that they concern."""
        return attach_titles(super().get_queryset(request))


@register(Run, site=site)
class RunAdmin(ViewAdmin):
    list_display = (
        *("__str__", "status", "read", "created", "updated", "unchanged", "held", "failed", "by"),
    )
    list_filter = ("status",)
    list_select_related = ("by",)
    date_hierarchy = "started"
    inlines = (Files, Differences)
    fields = (
        ("command", "status", "by"),
        ("started", "finished"),
        ("extractor", "extractor_version"),
        ("read", "created", "updated", "unchanged", "held", "failed"),
        "progress",
        "lists",
        "chosen",
    )
    readonly_fields = ("progress", "lists", "chosen")

    @admin.display(description="all of it")
    def lists(self, run: Run) -> SafeString:
        """Where all files and differences of the run are listed."""
        names = ("archive_runfile", "archive_proposal")
        addresses = (reverse(f"admin:{name}_changelist") for name in names)
        files, differences = (f"{address}?run__id__exact={run.pk}" for address in addresses)
        return format_html(
            '<a href="{}">Its files</a> · <a href="{}">Its differences</a>', files, differences
        )

    @admin.display(description="options")
    def chosen(self, run: Run) -> str:
        """What the run was asked for, those options left out that were not given."""
        given = {name: value for name, value in run.options.items() if value not in (None, "", [])}
        return "; ".join(f"{name}: {_tell(value)}" for name, value in given.items()) or "none"

    @admin.display(description="reviewed")
    def progress(self, run: Run) -> str:
        """How many facts were decided on, of the announcements that it was the last to write."""
        done, total = docket.count_run(run)
        return f"{done:,} of {total:,} facts of this run reviewed" if total else "no facts"


def _tell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@register(RunFile, site=site)
class RunFileAdmin(ViewAdmin):
    list_display = ("source", "outcome", "reason", "remedy", "announcement", "run")
    list_filter = ("outcome",)
    list_select_related = ("announcement", "run")
    search_fields = ("source",)
    ordering = ("-id",)
    sortable_by = ()
