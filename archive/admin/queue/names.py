"""Names to settle: those in doubt, and records that a load composed because no vocabulary has
them. One choice for all mentions of a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, F, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from archive.admin.editors import get_editor
from archive.admin.paging import BoundedPaginator
from archive.admin.queue.deciding import check_right
from archive.admin.queue.named import NameField, tell
from archive.admin.site import site
from archive.browse.facts import Quote, make_quote
from archive.models import Agency, AgencyRole, Mention, Origin, PlaceRole, Unresolved, Visibility
from archive.review.decisions import names
from archive.review.likeness import Likely, rank
from archive.text.script import has_han
from archive.text.spans import Span

ROWS: Final = 25
PASSAGES: Final = 5
TABS: Final = {"doubt": "In doubt", "new": "New to the archive", "done": "Decided"}
COMPOSED: Final = ("platform", "campaign", "agency")
"""Kinds of record that a load composes."""
ROLES: Final[Mapping[str, Any]] = {"agency": AgencyRole.choices, "place": PlaceRole.choices}


@dataclass(frozen=True)
class Line:
    """A name of the list: how often it stands, where first, what it may be."""

    name: Any
    kind: str
    text: str
    told: int
    quote: Quote | None
    likely: Sequence[Likely]
    url: str
    decision: str = ""


class SettleForm(forms.Form):
    """The name is that of a record: one of the likely ones, or another."""

    likely = forms.ChoiceField(required=False, widget=forms.RadioSelect, label="It is")
    ordinary = forms.BooleanField(
        required=False,
        label="It is also an ordinary word: count it only where its setting confirms it",
    )
    reason = forms.CharField(max_length=100, required=False, label="Why")

    def __init__(self, kind: str, likely: Sequence[Likely], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.records = {str(entry.record.pk): entry.record for entry in likely}
        choice: Any = self.fields["likely"]
        choice.choices = [(key, tell(record)) for key, record in self.records.items()]
        self.fields["other"] = NameField(kind, required=False, label=f"Another {kind}")
        if kind in ROLES:
            self.fields["role"] = forms.ChoiceField(
                choices=[("", "as usual"), *ROLES[kind]], required=False
            )
        self.order_fields(["likely", "other", "role", "ordinary", "reason"])

    def clean(self) -> dict[str, Any] | None:
        """The record chosen: what was typed outranks the list."""
        data = super().clean() or {}
        target = data.get("other") or self.records.get(data.get("likely") or "")
        if target is None and not self.errors:
            raise ValidationError("Choose one of the list, or type the name of another.")
        data["target"] = target
        return data


class MakeForm(forms.Form):
    """The name is that of a record that the archive lacks."""

    name = forms.CharField(max_length=200, label="English name", required=False)
    name_zh = forms.CharField(max_length=200, label="Chinese name", required=False)
    reason = forms.CharField(max_length=100, required=False, label="Why")

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind == "agency":
            self.fields["level"] = forms.ChoiceField(choices=Agency.Level.choices)
            self.order_fields(["name", "name_zh", "level", "reason"])

    def clean(self) -> dict[str, Any] | None:
        """At least one of the names."""
        data = super().clean() or {}
        if not data.get("name") and not data.get("name_zh"):
            raise ValidationError("Type its English name, its Chinese name, or both.")
        return data

    def read_values(self) -> dict[str, Any]:
        """The columns of the record, those that were filled."""
        return {k: v for k, v in self.cleaned_data.items() if v and k != "reason"}


# ---- the list ---------------------------------------------------------------------------------


@require_GET
def show_names(request: HttpRequest) -> HttpResponse:
    """Names as printed, those that most announcements print first."""
    if not request.user.has_perm("archive.view_unresolved"):
        raise PermissionDenied("You may not see unresolved names.")
    tab = request.GET.get("tab", "doubt")
    if tab not in TABS:
        raise Http404("No such list")
    kind = request.GET.get("kind", "")
    kinds = COMPOSED if tab == "new" else tuple(names.RECORDS)
    kind = kind if kind in kinds else ""
    rows = _select_composed(kind or "platform") if tab == "new" else _select_printed(tab, kind)
    page = BoundedPaginator(rows, ROWS).get_page(request.GET.get("page"))
    found = list(page.object_list)
    lines = _make_composed(found, kind or "platform") if tab == "new" else _make_printed(found)
    context = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "Unresolved names",
        "tabs": TABS,
        "tab": tab,
        "kinds": kinds,
        "kind": kind or ("platform" if tab == "new" else ""),
        "page": page,
        "lines": lines,
    }
    return render(request, "admin/queue/names.html", context)


def _select_printed(tab: str, kind: str) -> QuerySet[Unresolved]:
    rows = Unresolved.objects.all()
    is_open = tab == "doubt"
    rows = rows.filter(status="open") if is_open else rows.exclude(status="open")
    if kind:
        rows = rows.filter(kind=kind)
    return rows.annotate(told=Count("mentions")).order_by("-told", "kind", "text")


def _select_composed(kind: str) -> QuerySet[Any]:
    """Records that no editor has looked at and that some text still names."""
    known: QuerySet[Any] = names.RECORDS[kind]._default_manager.all()
    rows: QuerySet[Any] = known.filter(origin=Origin.MACHINE, merged_into=None)
    rows = rows.annotate(told=Count("mentions")).filter(told__gt=0)
    return rows.order_by("-told", "name")


def _make_printed(found: Sequence[Unresolved]) -> list[Line]:
    quotes = _quote_first("unresolved", found)
    return [
        Line(
            name=row,
            kind=row.kind,
            text=row.text,
            told=row.told,  # type: ignore[attr-defined]
            quote=quotes.get(row.pk),
            likely=(),
            url=reverse("admin:review-name", args=[row.pk]),
            decision=f"{row.get_status_display()} {row.decision}".strip(),
        )
        for row in found
    ]


def _make_composed(found: Sequence[Any], kind: str) -> list[Line]:
    quotes = _quote_first(kind, found)
    return [
        Line(
            name=row,
            kind=kind,
            text=str(row),
            told=row.told,
            quote=quotes.get(row.pk),
            likely=(),
            url=reverse("admin:review-composed", args=[kind, row.slug]),
        )
        for row in found
    ]


def _quote_first(column: str, found: Iterable[Any]) -> dict[int, Quote]:
    """The sentence around a first mention of each row in a present text."""
    present = Mention.objects.filter(
        **{f"{column}__in": [row.pk for row in found]}, version=F("announcement__version")
    ).exclude(announcement__visibility=Visibility.WITHDRAWN)
    present = present.order_by()
    first = present.values(column).annotate(first=Min("pk")).values("first")
    rows = Mention.objects.filter(pk__in=first).select_related("announcement").order_by()
    return {
        getattr(m, f"{column}_id"): make_quote(m.announcement, Span(m.start, m.end)) for m in rows
    }


def _quote(mentions: Any, limit: int) -> list[Quote]:
    shown = mentions.exclude(announcement__visibility=Visibility.WITHDRAWN)
    rows: Iterable[Mention] = shown.select_related("announcement").order_by("pk")[:limit]
    return [
        make_quote(m.announcement, Span(m.start, m.end))
        for m in rows
        if m.version == m.announcement.version
    ]


# ---- one name ---------------------------------------------------------------------------------


def show_name(request: HttpRequest, pk: int) -> HttpResponse:
    """A name as printed: its passages, and what it may be."""
    name = Unresolved.objects.filter(pk=pk).first()
    if name is None:
        raise Http404("No such name")
    kind = request.GET.get("as", name.kind)
    kind = kind if kind in names.RECORDS else name.kind
    first = [] if kind != name.kind else name.candidates.values_list("identifier", flat=True)
    likely = rank(kind, name.text, first=first)
    return _decide(request, name, kind, name.text, likely, _PRINTED)


def show_composed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A record that a load composed: its passages, and what else it may be."""
    if kind not in COMPOSED:
        raise Http404("No such kind of name")
    record = names.RECORDS[kind]._default_manager.filter(slug=slug, origin=Origin.MACHINE).first()
    if record is None:
        raise Http404("No such record waits for a decision")
    likely = [entry for entry in rank(kind, record.name) if entry.record.pk != record.pk]
    return _decide(request, record, kind, record.name, likely, _COMPOSED)


def _decide(
    request: HttpRequest,
    name: Any,
    kind: str,
    text: str,
    likely: Sequence[Likely],
    choices: Mapping[str, Any],
) -> HttpResponse:
    data = request.POST or None
    choice = request.POST.get("choice", "")
    settle = SettleForm(kind, likely, data if choice == "is" else None, auto_id="is_%s")
    english, chinese = getattr(name, "name", text), getattr(name, "name_zh", "")
    initial = {"name": english, "name_zh": chinese}
    if has_han(english):
        initial = {"name": "", "name_zh": chinese or english}
    make = MakeForm(kind, data if choice == "new" else None, initial=initial, auto_id="new_%s")
    form = {"is": settle, "new": make}.get(choice)
    if choice in choices and (form is None or form.is_valid()):
        check_right(request.user, name)
        try:
            messages.success(request, choices[choice](request, name, kind, form))
            return HttpResponseRedirect(_find_list(name))
        except ValidationError as error:
            if form is None:
                messages.error(request, "; ".join(error.messages))
            else:
                form.add_error(None, error.messages)
    context = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": text,
        "name": name,
        "kind": kind,
        "kinds": tuple(names.RECORDS) if isinstance(name, Unresolved) else (),
        "is_open": getattr(name, "status", "open") == "open",
        "told": name.mentions.count(),
        "quotes": _quote(name.mentions, PASSAGES),
        "settle": settle,
        "make": None if kind == "place" else make,
        "list": _find_list(name),
    }
    return render(request, "admin/queue/name.html", context)


def _find_list(name: Any) -> str:
    address = reverse("admin:review-names")
    if isinstance(name, Unresolved):
        return address
    return f"{address}?tab=new&kind={names.find_kind(name)}"


def _reason(request: HttpRequest) -> str:
    return str(request.POST.get("reason", ""))[:100]


def _tell(told: int) -> str:
    return f"in {told} announcement{'' if told == 1 else 's'}"


def _settle(request: Any, name: Unresolved, kind: str, form: Any) -> str:
    data = form.cleaned_data
    told = names.settle(
        name,
        data["target"],
        by=get_editor(request),
        reason=data["reason"],
        role=data.get("role", ""),
        ordinary=data["ordinary"],
    )
    return f"“{name.text}” is {data['target']}, {_tell(told)}."


def _create(request: Any, name: Unresolved, kind: str, form: Any) -> str:
    check_right(request.user, names.RECORDS[kind], "add")
    record = names.create(
        name, kind, form.read_values(), by=get_editor(request), reason=_reason(request)
    )
    return f"“{name.text}” is a new {kind}: {record}."


def _dismiss(request: Any, name: Unresolved, kind: str, form: Any) -> str:
    told = names.dismiss(name, by=get_editor(request), reason=_reason(request))
    return f"“{name.text}” is no name, {_tell(told)}."


def _reopen(request: Any, name: Unresolved, kind: str, form: Any) -> str:
    names.reopen(name, by=get_editor(request), reason=_reason(request))
    return f"“{name.text}” is open again: the next load raises it where it is in doubt."


def _absorb(request: Any, record: Any, kind: str, form: Any) -> str:
    data = form.cleaned_data
    names.absorb(
        record,
        data["target"],
        by=get_editor(request),
        reason=data["reason"],
        ordinary=data["ordinary"],
    )
    return f"“{record.name}” is {data['target']}."


def _confirm(request: Any, record: Any, kind: str, form: Any) -> str:
    told = names.confirm(
        record, form.read_values(), by=get_editor(request), reason=_reason(request)
    )
    return f"{record} is a {kind}, {_tell(told)}."


def _refuse(request: Any, record: Any, kind: str, form: Any) -> str:
    told = names.refuse(record, by=get_editor(request), reason=_reason(request))
    return f"“{record.name}” is no name, {_tell(told)}."


_PRINTED: Final[Mapping[str, Any]] = {
    "is": _settle,
    "new": _create,
    "none": _dismiss,
    "reopen": _reopen,
}
_COMPOSED: Final[Mapping[str, Any]] = {"is": _absorb, "new": _confirm, "none": _refuse}
