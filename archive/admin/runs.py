"""Runs of the loader: counts, files that failed, and what the run would like to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.base import ViewAdmin, ViewInline
from archive.admin.site import site
from archive.models import Proposal, Run, RunFile
from archive.review import docket


class Files(ViewInline):
    model = RunFile
    fields = ("outcome", "source", "reason", "remedy")
    verbose_name_plural = "files: failed, held, updated, created"
    max_num = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The failed and held ones; the list of files has the others."""
        return super().get_queryset(request).filter(outcome__in=("failed", "held"))


class Differences(ViewInline):
    model = Proposal
    fields = ("announcement", "fact", "field", "current", "proposed", "status")
    verbose_name_plural = "differences, field by field"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the announcements that they concern."""
        return super().get_queryset(request).select_related("announcement")


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
        "chosen",
    )
    readonly_fields = ("progress", "chosen")

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
