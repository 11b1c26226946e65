"""Liveness and readiness, for those who watch the server."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from archive.search.errors import SearchError
from archive.search.live import get_engine


def tell_health(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return _answer({"status": "ok"}, 200)


def tell_readiness(request: HttpRequest) -> JsonResponse:
    """Whether database and index can be used: 503 with the remedy where one cannot."""
    parts = {"database": _check_database(), "index": _check_index()}
    ready = all(state == "ok" for state in parts.values())
    return _answer({"status": "ok" if ready else "unavailable", **parts}, 200 if ready else 503)


def _check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM archive_announcement LIMIT 1")
    except DatabaseError:
        return "cannot answer: see that it runs, then run `manage.py migrate`"
    return "ok"


def _check_index() -> str:
    try:
        get_engine().info()
    except SearchError as error:
        return str(error)
    return "ok"


def _answer(body: dict[str, str], status: int) -> JsonResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response
