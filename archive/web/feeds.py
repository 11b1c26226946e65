"""Atom feeds: what was added last, what a search finds, how the data changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from archive.browse.addresses import find_url
from archive.browse.changes import Day, list_added, list_days
from archive.browse.found import find
from archive.browse.results import Result

ENTRIES = 50
SUMMARY = 400
"""Characters of an announcement that stand in its entry."""

cached = cache_control(public=True, max_age=300)


@cached
def feed_added(request: HttpRequest) -> HttpResponse:
    """The announcements that the archive took in last."""
    entries = [
        {
            "title": row.title,
            "link": find_url("announcement", row.public_id),
            "description": Truncator(row.text).chars(SUMMARY),
            "author_name": row.publisher or None,
            "updateddate": row.created,
        }
        for row in list_added(ENTRIES)
    ]
    return _answer(request, _("Announcements added last"), reverse("announcements"), entries)


@cached
def feed_search(request: HttpRequest) -> HttpResponse:
    """The newest hits of a search, with the parameters of its page. Raises SearchError."""
    params = request.GET.copy()
    params["sort"], params["size"] = "newest", str(ENTRIES)
    params.pop("page", None)
    found = find(params, reverse("search"))
    title = _("Search: %(words)s") % {"words": found.question.text or _("everything")}
    return _answer(request, title, str(found.address), map(_make_entry, found.results))


@cached
def feed_changes(request: HttpRequest) -> HttpResponse:
    """The changelog of the data, an entry a day."""
    path = reverse("changes")
    entries = [
        {
            "title": f"{day.day:%Y-%m-%d}",
            "link": f"{path}#day-{day.day:%Y-%m-%d}",
            "description": "; ".join(tell_day(day)),
            "updateddate": datetime.combine(day.day, time(), UTC),
        }
        for day in list_days()[:ENTRIES]
    ]
    return _answer(request, _("Changes of the data"), path, entries)


def tell_day(day: Day) -> list[str]:
    """What a day brought, in words."""
    told = (
        (day.added, "%(n)d announcement added", "%(n)d announcements added"),
        (day.updated, "%(n)d announcement read anew", "%(n)d announcements read anew"),
        (day.corrected, "%(n)d correction by editors", "%(n)d corrections by editors"),
        (day.withdrawn, "%(n)d announcement withdrawn", "%(n)d announcements withdrawn"),
    )
    return [ngettext(one, many, n) % {"n": n} for n, one, many in told if n]


def _make_entry(result: Result) -> dict[str, Any]:
    return {
        "title": result.title.text,
        "link": result.url,
        "description": " … ".join(words.passage.text for words in result.passages),
        "author_name": result.publisher or None,
        "updateddate": result.added,
    }


def _answer(
    request: HttpRequest, title: str, link: str, entries: Iterable[dict[str, Any]]
) -> HttpResponse:
    feed = Atom1Feed(
        title=f"{title} · {_('Enforcement Archive')}",
        link=request.build_absolute_uri(link),
        description=None,
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for entry in entries:
        feed.add_item(**{**entry, "link": request.build_absolute_uri(entry["link"])})
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response
