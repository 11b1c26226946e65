"""Merging two records of one thing, and undoing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import register
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize

from archive.admin.base import ViewAdmin
from archive.admin.decisions import Decision, ReasonForm
from archive.admin.editors import get_editor
from archive.admin.site import site
from archive.models import Case, Merger
from archive.review.decisions import merging
from archive.review.sameness import suggest_same

PERMISSION = "archive.merge_record"
MERGED = (
    "This record goes into the one you choose: everything that hangs on it moves there, its names "
    "become further names of that one, and its address leads there for ever.",
    "It can be undone, from the list of mergers.",
)


class MergeForm(ReasonForm):
    """Into which record."""

    field_order = ("target", "reason")

    def __init__(self, *args: Any, record: Any, site: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, site=site, **kwargs)
        column = type(record)._meta.get_field("merged_into")
        others = type(record)._default_manager.filter(merged_into=None).exclude(pk=record.pk)
        self.fields["target"] = forms.ModelChoiceField(
            others,
            label="Into",
            widget=AutocompleteSelect(column, site),
            error_messages={"required": "Choose the record that stays."},
        )
        self.order_fields(self.field_order)


def _merge(record: Any, data: dict[str, Any], by: Any) -> str:
    merger = merging.merge(record, data["target"], by=by, reason=data["reason"])
    count = merger.rows.count()
    return f"Merged: {count} row{pluralize(count)} moved. Its address leads to “{data['target']}”."


def _explain(record: Any) -> Iterable[str]:
    return MERGED


def _suggest(record: Any) -> dict[str, Any]:
    return {"likely": suggest_same(record) if isinstance(record, Case) else []}


MERGE = Decision(
    "merge",
    "Merge",
    PERMISSION,
    lambda record: record.merged_into_id is None,
    _explain,
    _merge,
    MergeForm,
    "admin/merge.html",
    _suggest,
)


@register(Merger, site=site)
class MergerAdmin(ViewAdmin):
    list_display = ("kind", "source", "target", "reason", "by", "created", "undone")
    list_filter = ("kind",)
    list_select_related = ("by",)
    search_fields = ("=source", "=target", "reason")
    actions = ("undo",)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        """Those who may merge."""
        return request.user.has_perm(PERMISSION)

    @admin.action(description="Undo the chosen mergers", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: QuerySet[Merger]) -> None:
        """Takes them back, the latest first."""
        for merger in queryset.order_by("-pk"):
            try:
                merging.undo(merger, by=get_editor(request))
            except ValidationError as error:
                self.message_user(request, f"{merger}: {error.message}", messages.ERROR)
            else:
                self.log_change(request, merger, "Undone.")
                self.message_user(request, f"Undone: {merger}.", messages.SUCCESS)
