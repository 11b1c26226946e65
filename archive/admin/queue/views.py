"""The review page and what is posted to it. Every answer is a whole page: the script takes from
it the panes that changed, and without the script the browser shows it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from archive.admin.editors import get_editor
from archive.admin.queue import deciding
from archive.admin.queue.forms import WordsForm, make_addition, make_correction
from archive.admin.queue.items import Item
from archive.admin.queue.named import complete, tell
from archive.admin.queue.page import ReviewPage, find_announcement, load_page
from archive.admin.queue.words import find_span
from archive.admin.site import site
from archive.browse.annotate import read_span
from archive.models import Announcement, Visibility
from archive.review import docket
from archive.review.decisions import facts
from archive.review.decisions.names import RECORDS
from archive.review.decisions.proposals import StaleProposalError

KINDS = {
    "platform": "platform",
    "agency": "agency",
    "place": "place",
    "campaign": "campaign",
    "figure": "figure",
    "sanction": "outcome of a case",
    "case": "case passage",
}
"""What words may become, in the order of their keys 1 to 7."""
SEE_WITHDRAWN = "archive.withdraw_record"
"""The permission to see what was withdrawn."""
CARRIED = ("kind", "code", "campaign", "run", "version", "all", "at")
"""Parameters of the queue that pages carry along, so that the next one is of the same list."""


@require_GET
def show_review(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text at the left, its items at the right. `item` chooses one; `edit` shows the form
    that corrects it; `add` the form of a fact to add, of the words at `s` or `words`."""
    page = _open(request, public_id)
    chosen = page.find(request.GET.get("item", "")) or page.find_next("")
    context: dict[str, Any] = {}
    if chosen and request.GET.get("edit") and "correct" in chosen.actions:
        context["correction"] = make_correction(chosen, page.cases)
    if (kind := request.GET.get("add", "")) in KINDS:
        context |= _start_addition(request, page, kind)
    return _show(request, page, chosen, context)


@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accepts, rejects, declines, dismisses or undoes one item, and goes on to the next."""
    page = _open(request, public_id)
    item = _find_item(page, request.POST.get("item", ""))
    action, seen = request.POST.get("action", ""), request.POST.get("seen", "")
    reason = request.POST.get("reason", "")
    try:
        told = deciding.decide(item, action, seen, by=get_editor(request), reason=reason)
    except deciding.ChangedMeanwhileError:
        messages.warning(
            request,
            f"Somebody changed this while you were reading: {item.title} is now "
            f"{item.state or 'open'}. Nothing was done; look again.",
        )
        return _back(request, public_id, item.key)
    except KeyError as error:
        raise Http404(f"No such decision: {action}") from error
    except (StaleProposalError, ValidationError) as error:
        messages.error(request, "; ".join(getattr(error, "messages", [str(error)])))
        return _back(request, public_id, item.key)
    messages.success(request, told)
    docket.count([page.announcement.pk])
    if action == "undo":
        return _back(request, public_id, item.key)
    after = page.find_next(item.key)
    return _back(request, public_id, after.key if after else item.key)


@require_POST
def correct(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Gives a fact other values."""
    page = _open(request, public_id)
    item = _find_item(page, key)
    if "correct" not in item.actions:
        raise Http404("This is not corrected here")
    form = make_correction(item, page.cases, request.POST)
    if form.is_valid():
        try:
            told = deciding.correct(item, form, by=get_editor(request))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, told)
            docket.count([page.announcement.pk])
            after = page.find_next(key)
            return _back(request, public_id, after.key if after else key)
    return _show(request, page, item, {"correction": form})


@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Makes words of the text a fact."""
    page = _open(request, public_id)
    kind = request.POST.get("add", "")
    if kind not in KINDS:
        raise Http404(f"No such kind of fact: {kind}")
    words = WordsForm(request.POST)
    form = make_addition(kind, page.cases, request.POST)
    if words.is_valid() and form.is_valid():
        try:
            span = find_span(page.announcement.text, words.cleaned_data)
            fact = deciding.add(page.announcement, kind, span, form, by=get_editor(request))
        except ValidationError as error:
            (words if "words" not in words.errors else form).add_error(None, error.messages)
        else:
            messages.success(request, f"Added: {fact}")
            docket.count([page.announcement.pk])
            return _back(request, public_id, f"{kind}-{fact.pk}")
    context = {"adding": kind, "words": words, "addition": form}
    return _show(request, page, page.find_next(""), context)


def show_history(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """What a fact said before, who changed it, when and why; any version can be restored."""
    page = _open(request, public_id)
    item = _find_item(page, key)
    if not item.is_fact:
        raise Http404("This has no history of its own")
    versions = list(item.record.history.select_related("history_user"))
    if request.method == "POST":
        deciding.check_right(request.user, item.record)
        version = next((v for v in versions if str(v.pk) == request.POST.get("version")), None)
        if version is None:
            raise Http404("No such version")
        facts.restore(item.record, version, by=get_editor(request), reason=request.POST["reason"])
        docket.count([page.announcement.pk])
        messages.success(request, f"Restored: {item.title}")
        return _back(request, public_id, key)
    rows = [(version, _list_values(version)) for version in versions]
    context = {"title": f"History: {item.title}", "item": item, "versions": rows, "page": page}
    return _render(request, "admin/queue/history.html", context)


@require_GET
def show_completions(request: HttpRequest) -> HttpResponse:
    """Names of a kind that hold what was typed, as JSON."""
    kind = request.GET.get("kind", "")
    if kind not in RECORDS:
        raise Http404(f"No such kind of name: {kind}")
    found = complete(kind, request.GET.get("q", ""))
    return JsonResponse({"names": [tell(record) for record in found]})


# ---- shared -----------------------------------------------------------------------------------


def _open(request: HttpRequest, public_id: str) -> ReviewPage:
    announcement = find_announcement(public_id)
    if announcement is None:
        raise Http404("No such announcement")
    if not request.user.has_perm("archive.view_announcement"):
        raise PermissionDenied("You may not see announcements here.")
    if announcement.visibility == Visibility.WITHDRAWN and not request.user.has_perm(SEE_WITHDRAWN):
        raise PermissionDenied("This announcement was withdrawn. You may not see it.")
    return load_page(announcement)


def _find_item(page: ReviewPage, key: str) -> Item:
    item = page.find(key)
    if item is None:
        raise Http404("This fact is no longer there")
    return item


def _start_addition(request: HttpRequest, page: ReviewPage, kind: str) -> dict[str, Any]:
    """The form of a fact to add, with the words that were selected and what they suggest."""
    text = page.announcement.text
    span = read_span(request.GET.get("s", ""), len(text))
    words = span.quote(text) if span else request.GET.get("words", "")
    place = {"start": span.start, "end": span.end} if span else {}
    initial: dict[str, Any] = {kind: words} if kind in RECORDS else {}
    return {
        "adding": kind,
        "words": WordsForm(initial={"words": words, **place}),
        "addition": make_addition(kind, page.cases, initial=initial),
    }


def _carry(request: HttpRequest) -> str:
    return urlencode([(k, v) for k in CARRIED for v in request.GET.getlist(k)])


def _back(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    query = "&".join(filter(None, [urlencode({"item": key}), _carry(request)]))
    address = reverse("admin:review", args=[public_id])
    return HttpResponseRedirect(f"{address}?{query}#item-{key}")


def _show(
    request: HttpRequest, page: ReviewPage, chosen: Item | None, context: dict[str, Any]
) -> HttpResponse:
    announcement: Announcement = page.announcement
    return _render(
        request,
        "admin/queue/review.html",
        {
            "title": announcement.title,
            "page": page,
            "announcement": announcement,
            "paragraphs": page.write(chosen),
            "chosen": chosen,
            "kinds": KINDS,
            "carried": _carry(request),
            **context,
        },
    )


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    shared = {**site.each_context(request), "is_nav_sidebar_enabled": False}
    return render(request, template, {**shared, **context})


def _list_values(version: Any) -> list[tuple[str, Any]]:
    """The columns of a version that say something."""
    hidden = ("id", "created", "updated")
    return [
        (field.verbose_name, getattr(version, field.attname))
        for field in version.tracked_fields
        if field.name not in hidden and getattr(version, field.attname) not in ("", None, [])
    ]
