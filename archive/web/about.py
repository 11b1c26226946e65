"""Pages that compare, and pages about the archive itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.browse.changes import tell_changes
from archive.browse.coverage import tell_coverage
from archive.browse.figures import compare_figures
from archive.browse.help import EXAMPLES, FIELDS
from archive.browse.matrix import make_matrix


def show_figures(request: HttpRequest) -> HttpResponse:
    """What announcements state of one measure, side by side."""
    page = compare_figures(request.GET, request.path)
    return render(request, "figures.html", {"page": page, "paging": page.paging})


def show_matrix(request: HttpRequest) -> HttpResponse:
    """Platforms by province."""
    return render(request, "matrix.html", {"matrix": make_matrix()})


def show_coverage(request: HttpRequest) -> HttpResponse:
    """What is and is not held."""
    return render(request, "about/coverage.html", {"page": tell_coverage()})


def show_changes(request: HttpRequest) -> HttpResponse:
    """The changelog of the data."""
    page = tell_changes(request.GET, request.path)
    return render(request, "about/changes.html", {"page": page, "paging": page.paging})


def show_method(request: HttpRequest) -> HttpResponse:
    """How announcements are collected and read."""
    return render(request, "about/method.html")


def show_help(request: HttpRequest) -> HttpResponse:
    """The query language, with examples that search."""
    return render(request, "about/help.html", {"examples": EXAMPLES, "fields": FIELDS})
