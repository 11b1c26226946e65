"""A new announcement from pasted text or from a file: what is read in it is shown first, then
stored as a load stores it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from archive.admin.editors import get_editor
from archive.admin.fields import EdtfField
from archive.admin.queue import reading
from archive.admin.queue.deciding import check_right
from archive.admin.site import site
from archive.browse.annotate import Mark, annotate
from archive.ingest import loading
from archive.ingest.errors import Unreadable
from archive.ingest.record import to_json
from archive.ingest.store import CREATED, UNCHANGED
from archive.ingest.types import Hints, Record, Source
from archive.models import Announcement
from archive.text.spans import Span

LARGEST: Final = 5_000_000
"""Bytes of a file that is entered here; larger ones are for `manage.py load_documents`."""
MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
}
DRAFT: Final = "review-draft"
"""Where the session keeps what is being entered between the two steps."""
COLUMNS: Final = {
    "publisher": "publisher",
    "reporter": "reporter",
    "url": "url",
    "language": "language",
    "published": "published_edtf",
    "title": "title",
}
"""Hints, and the columns of the announcement that they fill."""
LANGUAGES: Final = [
    ("", "as the text shows"),
    ("en", "English"),
    ("zh-Hans", "Chinese (Simplified)"),
    ("zh-Hant", "Chinese (Traditional)"),
]
FACTS: Final = {
    "campaigns": ("Campaigns", "campaign"),
    "agencies": ("Agencies", "agency"),
    "platforms": ("Platforms", "platform"),
    "places": ("Places", "place"),
    "cases": ("Cases", "case"),
    "figures": ("Figures", "figure"),
}
"""Lists of the extraction record, how to call them, and the class of their marks."""


class EntryForm(forms.Form):
    """The text or the file, and what the editor knows better than either."""

    text = forms.CharField(
        required=False,
        strip=False,
        label="Text",
        help_text=(
            "Paste the announcement. What comes from a web page keeps its paragraphs. "
            f"At most {reading.LONGEST:,} characters."
        ),
        widget=forms.Textarea(
            attrs={
                "rows": 14,
                "data-paste": "",
                "data-longest": reading.LONGEST,
                "data-too-long": reading.TOO_LONG,
            }
        ),
    )
    file = forms.FileField(
        required=False,
        label="or a file",
        help_text=f"{' '.join(MEDIA_TYPES)}, at most {LARGEST // 1_000_000} MB.",
    )
    title = forms.CharField(required=False, max_length=500)
    publisher = forms.CharField(required=False, max_length=200)
    reporter = forms.CharField(required=False, max_length=200)
    url = forms.URLField(required=False, max_length=1000, label="Address", assume_scheme="https")
    published = EdtfField(label="Published")
    language = forms.ChoiceField(required=False, choices=LANGUAGES)

    def clean_text(self) -> str:
        """A text that is read while the editor waits; the field keeps one that is longer."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if len(text) > reading.LONGEST:
            raise ValidationError(f"The text has {len(text):,} characters. {reading.TOO_LONG}")
        return text

    def clean_file(self) -> Any:
        """A file of a kind and a size that is read here."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if _find_media_type(file.name) is None:
            raise ValidationError(
                f"{file.name}: files of this kind are not read here. Give one of "
                f"{' '.join(MEDIA_TYPES)}; load others with manage.py load_documents."
            )
        if file.size > LARGEST:
            raise ValidationError(
                f"{file.name} has {file.size:,} bytes, more than {LARGEST:,}. Load it with "
                "manage.py load_documents."
            )
        return file

    def clean(self) -> dict[str, Any] | None:
        """Either a text or a file."""
        data = super().clean() or {}
        has_text, has_file = bool((data.get("text") or "").strip()), bool(data.get("file"))
        if has_text == has_file and not self.errors.keys() & {"text", "file"}:
            raise ValidationError(
                "Paste the text or choose a file."
                if not has_text
                else "Paste the text or choose a file, not both."
            )
        return data

    def make_source(self) -> Source:
        """The document as the readers take it."""
        data = self.cleaned_data
        hints = Hints(**{name: data[name] or None for name in COLUMNS})
        file = data["file"]
        if file is not None:
            media_type = _find_media_type(file.name) or "text/plain"
            return Source(file.name, file.read(), media_type, hints)
        content = data["text"].encode()
        name = data["url"] or f"pasted-{hashlib.sha256(content).hexdigest()[:12]}.txt"
        return Source(name, content, "text/plain", hints)


def _find_media_type(name: str) -> str | None:
    found = (kind for suffix, kind in MEDIA_TYPES.items() if name.lower().endswith(suffix))
    return next(found, None)


def show_entry(request: HttpRequest) -> HttpResponse:
    """Asks for the text, then shows what was read in it, then stores it."""
    check_right(request.user, Announcement, "add")
    if request.method == "POST" and request.POST.get("step") == "save":
        return _save(request)
    is_sent = request.method == "POST"
    form = EntryForm(request.POST, request.FILES) if is_sent else EntryForm()
    if form.is_valid():
        source = form.make_source()
        try:
            record = reading.read(source)
        except Unreadable as error:
            form.add_error(None, str(error))
        else:
            request.session[DRAFT] = _pack(source)
            return _render(request, "admin/queue/preview.html", _preview(record))
    return _render(request, "admin/queue/entry.html", {"form": form})


def _save(request: HttpRequest) -> HttpResponse:
    draft = request.session.get(DRAFT)
    if draft is None:
        messages.error(request, "There is nothing to store any more. Enter the text again.")
        return HttpResponseRedirect(reverse("admin:review-new"))
    source = _unpack(draft)
    given = {column for name, column in COLUMNS.items() if getattr(source.hints, name)}
    try:
        record = reading.read(source)
        stored = loading.enter(record, by=get_editor(request), given=given)
    except Unreadable as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:review-new"))
    del request.session[DRAFT]
    if stored.outcome == UNCHANGED:
        messages.info(request, "The archive has this announcement already, unchanged.")
    elif stored.outcome == CREATED:
        messages.success(request, "Stored. Now look through what was read.")
    else:
        messages.success(request, "The archive had this announcement; its reading was renewed.")
    identifier = stored.announcement.public_id if stored.announcement else ""
    return HttpResponseRedirect(reverse("admin:review", args=[identifier]))


def _pack(source: Source) -> dict[str, Any]:
    return {**asdict(source), "data": base64.b64encode(source.data).decode()}


def _unpack(draft: Mapping[str, Any]) -> Source:
    return Source(
        draft["name"],
        base64.b64decode(draft["data"]),
        draft["media_type"],
        Hints(**draft["hints"]),
    )


# ---- what was read ----------------------------------------------------------------------------


def _preview(record: Record) -> dict[str, Any]:
    """The text with its marks and the facts by kind, before anything is stored."""
    facts = to_json(record)
    lists = [
        (label, [_tell(key, number, fact) for number, fact in enumerate(facts[key], start=1)])
        for key, (label, _) in FACTS.items()
    ]
    return {
        "facts": facts,
        "lists": [(label, told) for label, told in lists if told],
        "paragraphs": annotate(record.document.text, _mark(facts)),
    }


def _mark(facts: Mapping[str, Any]) -> Iterator[Mark]:
    for key, (_, css) in FACTS.items():
        for number, fact in enumerate(facts[key]):
            if key == "cases":
                continue
            for span in fact.get("spans") or [fact["span"]]:
                yield Mark(
                    Span(*span), f"w-{css}-{number}-{span[0]}", f"m-{css}", f"{css}-{number}"
                )


def _tell(key: str, number: int, fact: Mapping[str, Any]) -> str:
    if key == "figures":
        counted = fact["detail"] or fact["measure"]
        return f"{fact['quote']}: {counted}{_tell_subject(fact['subject'])}"
    if key == "cases":
        stated = (fact["title"], fact["offence"], fact["status"])
        return f"{number}. {' · '.join(str(part) for part in stated if part)}"
    named = f"{fact['name']} {fact.get('name_zh') or ''}".strip()
    return f"{named} ({fact['role']})" if fact.get("role") else named


def _tell_subject(subject: str) -> str:
    """Of what a figure is told, where it is of something."""
    kind, _, number = subject.partition(":")
    if kind == "case":
        return f", of case {int(number) + 1}"
    return ", of the whole announcement" if kind == "campaign" else ""


# ---- shared -----------------------------------------------------------------------------------


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    shared = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "Add an announcement",
    }
    return render(request, template, {**shared, **context})
