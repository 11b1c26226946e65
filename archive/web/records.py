"""One page for each record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.browse.annotate import read_span
from archive.browse.beside import load_beside
from archive.browse.results import find_similar
from archive.browse.selectors import announcements, cases, named, places
from archive.browse.trail import PARAMETER, Trail, find_trail


def show_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text with its facts; `?s=120-180` marks words and needs no script."""
    page = announcements.load_announcement(public_id)
    focus = read_span(request.GET.get("s", ""), len(page.announcement.text))
    context = {
        "page": page,
        "announcement": page.announcement,
        "paragraphs": page.write(focus),
        "focus": focus,
        "missed": bool(request.GET.get("s")) and focus is None,
        "link": request.build_absolute_uri(request.path),
        "trail": _find_trail(request, "announcement", public_id),
    }
    return render(request, "announcements/announcement.html", context)


def show_beside(request: HttpRequest, public_id: str, other_id: str) -> HttpResponse:
    """An announcement and its translation side by side."""
    page = load_beside(public_id, other_id)
    context = {"page": page, "columns": [page.original, page.translation]}
    return render(request, "announcements/beside.html", context)


def show_similar(request: HttpRequest, public_id: str) -> HttpResponse:
    """Announcements like this one."""
    row = announcements.find_announcement(public_id)
    context = {"announcement": row, "results": find_similar(row)}
    return render(request, "announcements/similar.html", context)


def show_case(request: HttpRequest, public_id: str) -> HttpResponse:
    """A case with its statements, each quoting its sentence."""
    page = cases.load_case(public_id)
    link = request.build_absolute_uri(request.path)
    trail = _find_trail(request, "case", public_id)
    context = {"page": page, "case": page.case, "link": link, "trail": trail}
    return render(request, "cases/case.html", context)


def show_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """A campaign: its period, its leaders, what was totalled, its cases."""
    page = named.load_campaign(slug)
    trail = _find_trail(request, "campaign", slug)
    context = {"page": page, "campaign": page.record, "trail": trail}
    return render(request, "campaigns/campaign.html", context)


def show_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """An agency: what it is and what it announced."""
    page = named.load_agency(slug)
    trail = _find_trail(request, "agency", slug)
    context = {"page": page, "agency": page.record, "trail": trail}
    return render(request, "agencies/agency.html", context)


def show_platform(request: HttpRequest, slug: str) -> HttpResponse:
    """A platform: what it is and where it is named."""
    page = named.load_platform(slug)
    trail = _find_trail(request, "platform", slug)
    context = {"page": page, "platform": page.record, "trail": trail}
    return render(request, "platforms/platform.html", context)


def show_place(request: HttpRequest, code: str) -> HttpResponse:
    """A place: where it lies and what happened there."""
    page = places.load_place(code)
    return render(request, "places/place.html", {"page": page, "place": page.place})


def _find_trail(request: HttpRequest, kind: str, identifier: str) -> Trail | None:
    """The search that the page was reached from, where the address tells one."""
    return find_trail(request.GET.get(PARAMETER, ""), kind, identifier)
