"""The language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

YEAR = 365 * 24 * 60 * 60


def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Keeps the language in a cookie and goes back to the page that was read."""
    if code not in dict(settings.LANGUAGES):
        raise Http404(code)
    wanted = request.GET.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    response = redirect(wanted if allowed else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
