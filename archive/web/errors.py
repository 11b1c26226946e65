"""Django's own error handlers, with the archive's pages."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request that cannot be read, such as one for another host; 413 for one too large."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return _answer(request, 413, _("What was sent is too large"))
    return _answer(request, 400, _("The request could not be read"))


def answer_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a page for editors."""
    return _answer(request, 403, _("This page is not for you"))


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no address of the archive."""
    return _answer(request, 404, _("There is no such page"))


def answer_failure(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, for one of them may be what failed."""
    if request.path.startswith("/api/"):
        return JsonResponse({"error": "internal error", "detail": ""}, status=500)
    return HttpResponse(render_to_string("500.html"), status=500)


def answer_refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token, as Django calls it."""
    return _answer(request, 403, _("The form has expired"))


def _answer(request: HttpRequest, status: int, title: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": title, "detail": ""}, status=status)
    return render(request, f"{status}.html", {"title": title, "status": status}, status=status)
