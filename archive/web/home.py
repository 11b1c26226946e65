"""The home page and the pages about the archive itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.browse.selectors.home import load_home


def show_home(request: HttpRequest) -> HttpResponse:
    """What the archive holds."""
    return render(request, "home.html", {"page": load_home()})
