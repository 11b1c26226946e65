"""What readers told: the editors' queue of errors and wishes for withdrawal."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from archive.admin.editors import get_editor
from archive.admin.review import DecisionAdmin
from archive.admin.site import site
from archive.models import Report
from archive.review import reports


@register(Report, site=site)
class ReportAdmin(DecisionAdmin):
    """Reports are read and settled; what a reader wrote is never changed. `answer` is the
    editors' own note of what was done."""

    list_display = ("kind", "beginning", "page", "status", "email", "created")
    list_display_links = ("beginning",)
    list_filter = ("status", "kind")
    search_fields = ("=path", "message")
    actions = ("settle", "decline", "discard")
    fields = (
        "kind",
        "page",
        "words",
        "message",
        "email",
        "created",
        "status",
        "settled_by",
        "answer",
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For the note alone."""
        return self.has_decide_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """All but the note."""
        return ("kind", "status", "created", "page", "words", "message", "email", "settled_by")

    @admin.display(description="message")
    def beginning(self, report: Report) -> str:
        """As much of the message as a list has room for."""
        return report.message[:90]

    @admin.display(description="page")
    def page(self, report: Report) -> str:
        """The page it is about."""
        return format_html('<a href="{}">{}</a>', report.path, report.path) if report.path else "–"

    @admin.action(description="Done: what was asked for was mended", permissions=["decide"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """The reader was right."""
        self._settle(request, queryset, Report.Status.DONE, "Settled")

    @admin.action(description="Decline: nothing was changed", permissions=["decide"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """The archive stays as it is."""
        self._settle(request, queryset, Report.Status.DECLINED, "Declined")

    @admin.action(description="Discard as spam", permissions=["decide"])
    def discard(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """No reader's report."""
        self._settle(request, queryset, Report.Status.SPAM, "Discarded")

    def _settle(
        self, request: HttpRequest, queryset: QuerySet[Report], status: str, word: str
    ) -> None:
        settled = reports.settle(queryset, status, by=get_editor(request))
        self.report(request, settled, word)
