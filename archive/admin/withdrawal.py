"""Withdrawing: a record, or words of an announcement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import register
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize

from archive.admin.base import ViewAdmin
from archive.admin.decisions import Decision, ReasonForm
from archive.admin.editors import get_editor
from archive.admin.site import site
from archive.models import Announcement, Visibility, Withheld
from archive.review.decisions import visibility

PERMISSION = "archive.withdraw_record"
GONE = (
    "It leaves pages, search, counts, the API, feeds, exports and the public history at once, and "
    "its address answers that it was withdrawn, with the reason you give.",
    "Editors with the right to see it find it here, and can publish it again.",
)
COVERED = (
    "The words are blacked out wherever the archive keeps them of this announcement: the text and "
    "its earlier versions, what cleaning took out, titles, quotes and history.",
    "Facts that rest on these words alone are rejected. A later load leaves the words black.",
)


class WordsForm(ReasonForm):
    """Which words are to go."""

    words = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="As they stand in the text; found in any case, and all of them.",
        error_messages={"required": "Type the words that are to be blacked out."},
    )
    field_order = ("words", "reason")


def _is_public(record: Any) -> bool:
    return bool(record.visibility != Visibility.WITHDRAWN) and not getattr(
        record, "merged_into_id", None
    )


def _explain(record: Any) -> Iterable[str]:
    yield from GONE
    if isinstance(record, Announcement):
        cases = record.case_reports.count()
        if cases:
            yield (
                f"It reports {cases} case{pluralize(cases)}; "
                "those that no other announcement reports go with it."
            )
        kin = [*record.reprints.all(), *record.translations.all()]
        kin += [one for one in (record.reprint_of, record.translation_of) if one]
        yield from (f"The like of it stays: “{other}” ({other.public_id})." for other in kin)


def _withdraw(record: Any, data: dict[str, Any], by: Any) -> str:
    visibility.withdraw(record, by=by, reason=data["reason"])
    return "Withdrawn."


def _republish(record: Any, data: dict[str, Any], by: Any) -> str:
    visibility.republish(record, by=by, reason=data["reason"])
    return "Published again."


def _withhold(record: Any, data: dict[str, Any], by: Any) -> str:
    withheld = visibility.withdraw_passage(record, data["words"], by=by, reason=data["reason"])
    count = withheld.spots.count()
    return f"Blacked out at {count} place{pluralize(count)}."


WITHDRAW = Decision("withdraw", "Withdraw", PERMISSION, _is_public, _explain, _withdraw)
REPUBLISH = Decision(
    "republish",
    "Publish again",
    PERMISSION,
    lambda record: bool(record.visibility == Visibility.WITHDRAWN),
    lambda record: (f"It was withdrawn: {record.withdrawn_reason}.", "Readers see it again."),
    _republish,
)
WITHHOLD = Decision(
    "withhold",
    "Withdraw a passage",
    PERMISSION,
    lambda _: True,
    lambda _: COVERED,
    _withhold,
    WordsForm,
)


@register(Withheld, site=site)
class WithheldAdmin(ViewAdmin):
    list_display = ("announcement", "words", "reason", "by", "created", "restored")
    list_select_related = ("announcement", "by")
    search_fields = ("=announcement__public_id",)
    actions = ("restore",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those alone who may withdraw."""
        return request.user.has_perm(PERMISSION)

    def has_restore_permission(self, request: HttpRequest) -> bool:
        """Those alone who may withdraw."""
        return request.user.has_perm(PERMISSION)

    @admin.action(description="Show the chosen passages again", permissions=["restore"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Withheld]) -> None:
        """Puts the words back; facts that went with them wait on the review page."""
        rows = list(queryset.filter(restored__isnull=True))
        for row in rows:
            visibility.restore_passage(row, by=get_editor(request))
            self.log_change(request, row, "Restored.")
        self.message_user(request, f"Restored {len(rows)}.", messages.SUCCESS)


HEAVY = ("text", "sketch", "settled")
"""Columns of an announcement that no list shows."""


def lighten(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """The rows without the heavy columns of their announcements, to which `path` leads."""
    prefix = f"{path}__" if path else ""
    return rows.defer(*(f"{prefix}{column}" for column in HEAVY))


def attach_titles(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with their announcements' titles, fetched after them: joined, a planner might
    begin with the announcements, and read all of them for one page of rows."""
    titles = Announcement.objects.order_by().only("title")
    return rows.prefetch_related(Prefetch("announcement", titles))


def hide_withdrawn(request: HttpRequest, rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """The rows without withdrawn records, for users who may not see those. `path` leads from a
    row to its announcement, where it is none itself."""
    if request.user.has_perm(PERMISSION):
        return rows
    if not path:
        return rows.exclude(visibility=Visibility.WITHDRAWN)
    # The withdrawn are few; a join would have the planner begin with all the others.
    withdrawn = Announcement.objects.filter(visibility=Visibility.WITHDRAWN).order_by()
    return rows.exclude(**{f"{path}__in": withdrawn.values("pk")})
