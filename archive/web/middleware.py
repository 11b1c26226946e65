"""Whose request it is; and what could not be shown, as a page that says why and what to do, or as
JSON under /api/."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.browse.addresses import find_url
from archive.browse.errors import MovedRecordError, UnavailableError, WithdrawnRecordError
from archive.search.errors import SearchError

log = logging.getLogger(__name__)

RETRY_SECONDS = "60"


class SenderAddress:
    """Behind the proxy that ends TLS, the address that the proxy saw is the sender's: who guesses
    at passwords, or sends report after report, is told from all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on with its sender's address."""
        if settings.SECURE_PROXY_SSL_HEADER:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            request.META["REMOTE_ADDR"] = seen or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)


class ErrorPages:
    """Translates the errors of the rooms behind: records that are not there, and a search index
    or a database that cannot answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer for an error that has a page of its own, None for any other."""
        if isinstance(error, UnavailableError):
            return answer_unavailable(request, error)
        if isinstance(error, SearchError):
            log.error("search: %s", error)
            return _answer(request, 503, _("The search index cannot answer"), str(error))
        if isinstance(error, DatabaseError):
            log.exception("database")
            remedy = _(
                "the database cannot answer: see that it runs and that DATABASE_URL names it, "
                "then run `manage.py migrate`"
            )
            return _answer(request, 503, _("The database cannot answer"), remedy)
        return None


def answer_unavailable(request: HttpRequest, error: UnavailableError) -> HttpResponse:
    """404, 410, or the way to where the record is now, in the form that was asked for."""
    if isinstance(error, MovedRecordError):
        old = request.path.rstrip("/").rpartition("/")[0]
        is_api = request.path.startswith("/api/")
        url = f"{old}/{error.identifier}" if is_api else find_url(error.kind, error.identifier)
        return HttpResponsePermanentRedirect(url)
    if isinstance(error, WithdrawnRecordError):
        return _answer(request, 410, _("This record was withdrawn"), error.reason)
    return _answer(request, 404, _("There is no such page"), "")


def _answer(request: HttpRequest, status: int, title: str, reason: str) -> HttpResponse:
    response: HttpResponse
    if request.path.startswith("/api/"):
        response = JsonResponse({"error": title, "detail": reason}, status=status)
    else:
        context = {"title": title, "reason": reason, "status": status}
        response = render(request, f"{status}.html", context, status=status)
    if status == 503:
        response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response
