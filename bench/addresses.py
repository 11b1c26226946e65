"""Addresses of one page of every kind, chosen among the busiest records; run within the archive's
settings, it also makes an administrator, logged in, and an announcement with many facts."""

from __future__ import annotations

import json
import os
from typing import Any

import django

FACTS = 200
"""Facts of the announcement that is reviewed."""
DEEP = 50
"""The page that a patient reader turns to."""


def find_pages() -> dict[str, str]:
    """Addresses by what the page is."""
    from archive.browse.addresses import find_url
    from archive.models import Announcement, Case

    announcement = _pick_busiest(Announcement, "mentions")
    case = _pick_busiest(Case, "reports")
    pages = {
        "home": "/",
        "facet's full list": "/search/facets/city?q=police",
        "suggestions": "/search/suggestions?q=wech",
        "search, page 50": f"/search?q=police&page={DEEP}",
        "search, JSON": "/api/search?q=police",
        "announcement": find_url("announcement", announcement.public_id),
        "similar announcements": find_url("announcement", announcement.public_id) + "/similar",
        "case": find_url("case", case.public_id),
    }
    for kind, model in _named().items():
        pages[kind] = find_url(kind, _pick_linked(model).slug)
    place = _pick_place()
    pages["province"] = find_url("place", place)
    for kind in ("announcements", "cases", "campaigns", "agencies", "platforms", "places"):
        pages[f"list of {kind}"] = f"/{kind}"
    return {
        **pages,
        f"list of announcements, page {DEEP}": f"/announcements?page={DEEP}",
        "figures": "/figures",
        "matrix": "/matrix",
        "coverage": "/coverage",
        "changes": "/changes",
        "method": "/method",
        "help": "/help",
        "announcements, JSON": "/api/announcements",
    }


def _named() -> dict[str, Any]:
    from archive.models import Agency, Campaign, Platform

    return {"campaign": Campaign, "agency": Agency, "platform": Platform}


def _pick_busiest(model: Any, facts: str) -> Any:
    """The record of the first thousand with most of some facts."""
    from django.db.models import Count

    first = model.objects.order_by("pk").values("pk")[:1000]
    return (
        model.objects.filter(pk__in=list(first.values_list("pk", flat=True)))
        .annotate(n=Count(facts))
        .order_by("-n", "pk")[0]
    )


def _pick_linked(model: Any) -> Any:
    """The named record that most announcements tell of."""
    from django.db.models import Count

    facts = model._meta.get_field("announcement_facts").related_model
    name = model._meta.model_name
    top = facts.objects.order_by().values(name).annotate(n=Count("pk")).order_by("-n")[0]
    return model.objects.get(pk=top[name])


def _pick_place() -> str:
    from django.db.models import Count

    from archive.models import AnnouncementPlace

    provinces = AnnouncementPlace.objects.filter(place__level="province").order_by()
    return str(provinces.values("place").annotate(n=Count("pk")).order_by("-n")[0]["place"])


def make_cookie() -> str:
    """The session of an administrator."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    user, _ = User.objects.get_or_create(
        username="bench", defaults={"is_staff": True, "is_superuser": True}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def find_admin_pages() -> dict[str, str]:
    """Lists, and the review of an announcement with many facts."""
    from django.urls import reverse

    announcement = _make_crowded()
    pages = {
        f"list of {name}": reverse(f"admin:archive_{name}_changelist")
        for name in ("announcement", "case", "figure", "agency", "platform")
    }
    pages["announcements found by a word"] = (
        reverse("admin:archive_announcement_changelist") + "?q=generated-0001234"
    )
    pages[f"review of {FACTS} facts"] = reverse("admin:review", args=[announcement])
    pages["queue of reviews"] = reverse("admin:review-queue")
    return pages


def _make_crowded() -> str:
    """The identifier of an announcement with so many figures to review."""
    from archive.models import Announcement, Figure, Mention

    source = "crowded.txt"
    if held := Announcement.objects.filter(source=source).first():
        return held.public_id
    line = "Police closed {:,} websites in the district. "
    text = "".join(line.format(n + 1000) for n in range(FACTS))
    announcement = Announcement.objects.create(
        source=source, sha256="0" * 64, title="Two hundred figures", text=text, language="en"
    )
    at = 0
    for number in range(FACTS):
        quote = f"{number + 1000:,}"
        start = text.index(quote, at)
        at = start + len(quote)
        figure = Figure(
            announcement=announcement,
            subject="campaign",
            measure="websites",
            value=number + 1000,
            origin="machine",
            extractor="generated",
        )
        figure.save()
        Mention.objects.create(
            announcement=announcement,
            kind="figure",
            start=start,
            end=at,
            quote=quote,
            figure=figure,
        )
    return announcement.public_id


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    print(json.dumps({"pages": find_pages(), "admin": find_admin_pages(), "cookie": make_cookie()}))
