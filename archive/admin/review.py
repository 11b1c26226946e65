"""What waits for a decision: issues of texts, and values that a load would like to write."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.base import ViewAdmin
from archive.admin.editors import get_editor
from archive.admin.searching import OwnedSearch
from archive.admin.site import site
from archive.admin.withdrawal import hide_withdrawn, lighten
from archive.models import Issue, Proposal
from archive.review.decisions import proposals, records


class DecisionAdmin(ViewAdmin):
    """Rows that are decided by actions; their values are the archive's."""

    ordering = ("-id",)
    sortable_by = ()

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether the user may change such rows."""
        model = self.opts.model_name
        return bool(request.user.has_perm(f"archive.change_{model}"))

    def report(self, request: HttpRequest, rows: list[Any], word: str) -> None:
        """Attributes what was decided, and says so."""
        for row in rows:
            self.log_change(request, row, f"{word}.")
        self.message_user(request, f"{word} {len(rows)}.", messages.SUCCESS)


class OwnedDecisionAdmin(OwnedSearch, DecisionAdmin):
    """Such rows of announcements."""

    search_fields = ("announcement__title",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of announcements that the user may see."""
        rows = hide_withdrawn(request, super().get_queryset(request), "announcement")
        return lighten(rows, "announcement")


@register(Issue, site=site)
class IssueAdmin(OwnedDecisionAdmin):
    list_display = ("message", "code", "status", "announcement", "created")
    list_filter = ("status", "code")
    list_select_related = ("announcement",)
    exact = ("code",)
    actions = ("dismiss", "reopen")

    @admin.action(description="Dismiss the chosen issues", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """They are none: no page shows them, and no load raises them again."""
        self._set(request, queryset, Issue.Status.DISMISSED, "Dismissed")

    @admin.action(description="Open the chosen issues again", permissions=["decide"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """They are some after all."""
        self._set(request, queryset, Issue.Status.OPEN, "Opened")

    def _set(self, request: HttpRequest, queryset: QuerySet[Issue], status: str, word: str) -> None:
        rows = list(queryset.exclude(status=status))
        for issue in rows:
            issue.status = status
            records.save(issue, by=get_editor(request), changed={"status"})
        self.report(request, rows, word)


@register(Proposal, site=site)
class ProposalAdmin(OwnedDecisionAdmin):
    list_display = ("fact", "field", "current", "proposed", "status", "announcement", "run")
    list_filter = ("status", "field")
    list_select_related = ("announcement", "run")
    actions = ("accept", "decline")

    @admin.action(description="Accept: write the proposed values", permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        """The program is right."""
        done = []
        for proposal in queryset.filter(status=Proposal.Status.OPEN):
            try:
                proposals.accept(proposal, by=get_editor(request))
            except proposals.StaleProposalError as error:
                self.message_user(request, str(error), messages.WARNING)
            else:
                done.append(proposal)
        self.report(request, done, "Accepted")

    @admin.action(description="Decline: keep the present values", permissions=["decide"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        """The editor is right, and no load proposes this again."""
        rows = list(queryset.filter(status=Proposal.Status.OPEN))
        for proposal in rows:
            proposals.decline(proposal, by=get_editor(request))
        self.report(request, rows, "Declined")
