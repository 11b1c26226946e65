"""Decisions on one record that ask for a reason: a page each, declared in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from archive.admin.generics import AdminMixin


class ReasonForm(forms.Form):
    """What every decision asks for. `record` is what it is about."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        error_messages={"required": "Say why. The reason is kept with what you decide."},
    )

    def __init__(self, *args: Any, record: Any, site: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.site = record, site


@dataclass(frozen=True)
class Decision:
    """One decision: its address and label, who may take it, when it applies, what its page says
    it does, and the function that does it and gives the message to show."""

    name: str
    label: str
    permission: str
    applies: Callable[[Any], bool]
    explain: Callable[[Any], Iterable[str]]
    decide: Callable[[Any, dict[str, Any], Any], str]
    form: type[ReasonForm] = ReasonForm
    template: str = "admin/decision.html"
    context: Callable[[Any], dict[str, Any]] | None = None


class DecidedAdmin(AdminMixin):
    """Gives an admin the pages of its `decisions`, and links to them from the record's form."""

    decisions: tuple[Decision, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        """The admin's addresses, one a decision before them."""
        pages = [
            path(
                f"<path:object_id>/{decision.name}/",
                self.admin_site.admin_view(partial(self.show_decision, decision=decision)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{decision.name}",
            )
            for decision in self.decisions
        ]
        return [*pages, *super().get_urls()]

    def list_tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """Addresses and labels of the decisions that the user may take on a record."""
        return [
            (f"../{decision.name}/", decision.label)
            for decision in self.decisions
            if decision.applies(record) and request.user.has_perm(decision.permission)
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The record's form, with its tools."""
        if record := kwargs.get("obj"):
            context["tools"] = self.list_tools(request, record)
        rendered: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return rendered

    def show_decision(
        self, request: HttpRequest, object_id: str, *, decision: Decision
    ) -> HttpResponse:
        """Asks for what a decision needs, and takes it."""
        if not request.user.has_perm(decision.permission):
            raise PermissionDenied
        admin: Any = self
        record = admin.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not decision.applies(record):
            told = f"“{decision.label}” does not apply now: somebody may have decided meanwhile."
            admin.message_user(request, told, messages.WARNING)
            return HttpResponseRedirect(self._find_way_back(request, record))
        form = decision.form(
            request.POST or None,
            record=record,
            site=self.admin_site,
            initial=request.GET.dict(),
        )
        if request.method == "POST" and form.is_valid():
            try:
                told = decision.decide(record, form.cleaned_data, request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                reason = form.cleaned_data["reason"]
                admin.log_change(request, record, f"{decision.label}: {reason}")
                admin.message_user(request, told, messages.SUCCESS)
                return HttpResponseRedirect(self._find_way_back(request, record))
        return TemplateResponse(
            request,
            decision.template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": record,
                "title": f"{decision.label}: {record}",
                "decision": decision,
                "explanation": decision.explain(record),
                "form": form,
                "media": admin.media + form.media,
                **(decision.context(record) if decision.context else {}),
            },
        )

    def _find_way_back(self, request: HttpRequest, record: Any) -> str:
        names = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{names}_change", args=[record.pk])
