"""The form by which readers report an error or ask for withdrawal.

It is kept from programs without help from other hosts: a field that only programs fill in, a
signed time stamp that a reader takes some seconds to send back, and a bound on reports an hour.
"""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from archive.browse.subject import Subject, find_subject
from archive.models import Report
from archive.review import reports

SOONEST = 3
"""Seconds that a reader takes at least to fill in the form."""
LATEST = 24 * 60 * 60
"""Seconds after which the form has to be sent again."""

KINDS = (
    (Report.Kind.ERROR, gettext_lazy("Something here is wrong")),
    (Report.Kind.WITHDRAWAL, gettext_lazy("Something here should be withdrawn")),
    (Report.Kind.MISSING, gettext_lazy("Something is missing")),
    (Report.Kind.OTHER, gettext_lazy("Something else")),
)
_signer = signing.TimestampSigner(salt="archive.web.reports")


class ReportForm(forms.Form):
    """What a reader tells. `website` is not shown: whoever fills it in is a program."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=KINDS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("The words or the number in question"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    message = forms.CharField(
        label=gettext_lazy("What should the editors know?"),
        help_text=gettext_lazy(
            "What it should say, and how you know: a source helps most. For a withdrawal: what, "
            "and why."
        ),
        min_length=10,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        help_text=gettext_lazy(
            "It serves the answer alone, and is deleted when the report is settled."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(widget=forms.HiddenInput)
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_stamp(self) -> str:
        """The number of the form. Raises ValidationError for one sent too soon or too late."""
        stamp = self.cleaned_data["stamp"]
        try:
            number = _signer.unsign(stamp, max_age=LATEST)
            _reject_new(stamp)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("The form was sent too soon or too late. Please send it again.")
            ) from error
        return number

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in sentences, each with the id of its field, "" for the whole form."""
        return [
            ("" if name in ("stamp", "__all__") else f"id_{name}", str(error))
            for name, errors in self.errors.items()
            for error in errors
        ]


def _reject_new(stamp: str) -> None:
    """Raises BadSignature for a stamp that a reader cannot have sent back yet."""
    try:
        _signer.unsign(stamp, max_age=SOONEST)
    except signing.SignatureExpired:
        return
    raise signing.BadSignature


@never_cache
def show_report(request: HttpRequest) -> HttpResponse:
    """The form; what is sent well goes into the editors' queue."""
    if request.method == "POST":
        return _receive(request)
    subject = find_subject(request.GET.get("about", ""), request.GET.get("s", ""))
    first: dict[str, Any] = {"kind": Report.Kind.ERROR.value}
    if subject:
        first |= {"about": subject.path, "words": subject.words[:1000]}
    form = ReportForm(initial={**first, "stamp": _make_stamp()})
    return _show(request, form, subject)


def show_thanks(request: HttpRequest) -> HttpResponse:
    """What happens to a report that was sent."""
    return render(request, "report/thanks.html")


def _receive(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST)
    subject = find_subject(request.POST.get("about", ""))
    if request.POST.get("website"):
        return redirect("report-thanks")
    if not form.is_valid():
        return _show(request, form, subject, 400)
    try:
        reports.take_in(_make_report(form.cleaned_data, subject, _find_sender(request)))
    except reports.TooManyReportsError:
        form.add_error(None, _("Too many reports came within the hour. Please try again later."))
        return _show(request, form, subject, 429)
    return redirect("report-thanks")


def _make_report(told: dict[str, Any], subject: Subject | None, sender: str) -> Report:
    return Report(
        kind=told["kind"],
        path=subject.path if subject else "",
        words=told["words"],
        message=told["message"],
        email=told["email"],
        form=told["stamp"],
        sender=sender,
    )


def _show(
    request: HttpRequest, form: ReportForm, subject: Subject | None, status: int = 200
) -> HttpResponse:
    """The form, with a fresh stamp where the one it came with is of no use any more."""
    if "stamp" in form.errors:
        form.data = {**request.POST.dict(), "stamp": _make_stamp()}
    return render(request, "report/form.html", {"form": form, "subject": subject}, status=status)


def _make_stamp() -> str:
    return _signer.sign(secrets.token_hex(16))


def _find_sender(request: HttpRequest) -> str:
    """The reader's network address, hashed."""
    return reports.hash_sender(request.META.get("REMOTE_ADDR", ""))
