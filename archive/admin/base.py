"""What every record's admin shares: saving through decisions, watched forms, bounded lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelChoiceField
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from archive.admin.conflicts import SEEN, WatchedForm
from archive.admin.decisions import DecidedAdmin
from archive.admin.editors import get_editor
from archive.admin.generics import AdminMixin, ModelAdmin, TabularInline
from archive.admin.paging import BoundedPaginator
from archive.browse.addresses import find_url
from archive.models import Fact, Origin
from archive.review.decisions import facts, records

Fieldsets = list[tuple[Any, Any]]


class Watched(AdminMixin):
    """Puts the token that notices other editors' changes into the forms of an admin."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Fieldsets:
        """The fieldsets, the last one with the hidden token where the user may save."""
        fieldsets: Fieldsets = [
            (name, {**options}) for name, options in super().get_fieldsets(request, obj)
        ]
        form = getattr(self, "form", None)
        if form is None or not issubclass(form, WatchedForm) or not self._may_save(request, obj):
            return fieldsets
        last = fieldsets[-1][1]
        if SEEN not in last["fields"]:
            last["fields"] = [*last["fields"], SEEN]
        return fieldsets

    def _may_save(self, request: HttpRequest, obj: Any) -> bool:
        admin: Any = self
        if obj is None and admin.has_add_permission(*self._of(request)):
            return True
        return bool(admin.has_change_permission(request, obj))

    def _of(self, request: HttpRequest) -> tuple[Any, ...]:
        return (request, None) if isinstance(self, admin.options.InlineModelAdmin) else (request,)


class RecordAdmin(DecidedAdmin, Watched, SimpleHistoryAdmin):  # type: ignore[misc]
    """A record that editors enter and correct: every change goes through
    `archive.review.decisions.records`, so that it is attributed, settled and indexed."""

    form = WatchedForm
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # They would count the whole table, choice by choice.
    list_per_page = 50
    save_on_top = True
    object_history_template = "admin/history.html"
    object_history_list_template = "admin/history_list.html"
    kept: tuple[str, ...] = ()
    """Fields that never change once the record is there."""
    page = ""
    """The kind of page that readers see of the record, and no link where there is none."""

    def view_on_site(self, record: Any) -> str | None:
        """The address of the record's page."""
        identifier = getattr(record, "public_id", None) or getattr(record, "slug", record.pk)
        return find_url(self.page, identifier) if self.page else None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Those of the class, and the kept ones of a record that is there."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields + self.kept if obj else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Only while a record is new: what is kept cannot be filled."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves the record as its editor's."""
        columns = _list_columns(form) if change else ()
        records.save(obj, by=get_editor(request), changed=columns, reason=_reason(request))

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet[Any, Any], change: bool
    ) -> None:
        """Saves and removes the rows of an inline as their editor's."""
        formset.save(commit=False)
        by, reason = get_editor(request), _reason(request)
        for row in formset.deleted_objects:
            remove(row, by, reason)
        for row, columns in formset.changed_objects:
            records.save(row, by=by, changed=columns, reason=reason)
        for row in formset.new_objects:
            records.save(row, by=by, reason=reason)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Deletes the record, or rejects it where it is a fact that was read."""
        remove(obj, get_editor(request), _reason(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Deletes one by one, for each reaches other records."""
        for row in queryset:
            self.delete_model(request, row)


class ViewAdmin(ModelAdmin):
    """Rows that the archive writes and editors read."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # They would count the whole table, choice by choice.
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class RowInline(Watched, TabularInline):
    """Rows of a record that are entered in its own form."""

    form = WatchedForm
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Fields; from a row one may look at or add what it names, not change or delete it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField):
            widget: Any = field.widget
            widget.can_change_related = widget.can_delete_related = False
        return field


class FactInline(RowInline):
    """Facts of a record: who or what it names. A fact that was read and is removed here is
    rejected, so that the next load does not propose it again."""

    readonly_fields = ("state", "source")

    @admin.display(description="from")
    def source(self, fact: Any) -> str:
        """Where the present value came from."""
        return tell_source(fact)


class ViewInline(TabularInline):
    """Rows of a record that are shown and not changed."""

    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """All that are shown."""
        shown: tuple[Any, ...] = tuple(self.fields or ())
        return shown

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


def tell_source(fact: Any) -> str:
    """Extractor and version, or that an editor entered it."""
    if not fact.pk:
        return ""
    return f"{fact.extractor} {fact.extractor_version}".strip() or fact.get_origin_display()


def remove(row: Any, by: Any, reason: str = "") -> None:
    """Deletes a row; a fact that was read is rejected, for the next load would propose it."""
    if isinstance(row, Fact) and row.origin == Origin.MACHINE:
        facts.reject(row, by=by, reason=reason)
    else:
        records.delete(row, by=by, reason=reason)


def _list_columns(form: Any) -> list[str]:
    return [name for name in form.changed_data if name != SEEN]


def _reason(request: HttpRequest) -> str:
    return str(request.POST.get("change_reason", ""))
