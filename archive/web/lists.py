"""The browse pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.browse.lists import LISTS

TEMPLATES = {
    "announcement": "announcements/list.html",
    "case": "cases/list.html",
    "campaign": "campaigns/list.html",
    "agency": "agencies/list.html",
    "platform": "platforms/list.html",
    "place": "places/list.html",
}


def show_list(request: HttpRequest, kind: str) -> HttpResponse:
    """One page of a kind's records; a page beyond the last says so."""
    page = LISTS[kind](request.GET, request.path)
    return render(request, TEMPLATES[kind], {"page": page, "paging": page.paging})
