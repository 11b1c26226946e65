"""The admin's site: every record under a heading that says what it is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils import translation
from django.utils.decorators import method_decorator

from archive.admin.editors import get_editor
from archive.admin.waiting import list_waiting

GROUPS = {
    "Records": ("Announcement", "Case", "Campaign"),
    "Vocabularies": ("Agency", "Platform", "Place", "Offence"),
    "Facts": ("Figure", "Sanction", "Mention"),
    "Review": ("Issue", "Proposal", "Unresolved", "Run", "Report"),
    "People": ("User", "Group"),
}
"""Headings of the start page and of the sidebar, with the models under each, in order."""
REST = "Upkeep"
LANGUAGE = "en"
TITLES = {"Unresolved": "Names in doubt", "RunFile": "Files of runs"}
"""What to call those whose own name says little."""


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def in_english(view: View) -> View:
    """The view in the language that the admin's own words are in, whatever pages for readers
    this visitor chose: half of it in another would be worse."""

    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translation.activate(LANGUAGE)
        request.LANGUAGE_CODE = LANGUAGE
        return view(request, *args, **kwargs)

    return cast(View, show)


class ArchiveSite(AdminSite):
    """Django's admin with the archive's name and grouped records."""

    site_title = "Archive admin"
    site_header = "Archive of enforcement announcements"
    index_title = "Data entry and review"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._pages: list[URLPattern | URLResolver] = []

    def add_pages(self, *pages: URLPattern | URLResolver) -> None:
        """Adds addresses before the admin's own. Like `register`, for whoever has them to call:
        the site knows none of its pages."""
        self._pages.extend(pages)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """The view for those who work here."""
        return super().admin_view(in_english(view), cacheable)

    @method_decorator(in_english)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The door."""
        return super().login(request, extra_context)

    def get_urls(self) -> list[Any]:
        """The added addresses, and the admin's own."""
        return [*self._pages, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The start page, headed by what waits."""
        waiting = list(list_waiting(get_editor(request)))
        return super().index(request, {"waiting": waiting, **(extra_context or {})})

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The models that the user may see, by heading; one app's alone where it is named."""
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        for name, title in TITLES.items():
            if name in models:
                models[name]["name"] = title
        grouped = {
            heading: [models.pop(name) for name in names if name in models]
            for heading, names in GROUPS.items()
        }
        grouped[REST] = list(models.values())
        if request.user.has_perm("archive.view_announcement"):
            grouped["Review"].insert(0, _describe_queue(request))
        return [
            {
                "name": heading,
                "app_label": heading.lower(),
                "app_url": reverse("admin:index", current_app=self.name),
                "has_module_perms": True,
                "models": held,
            }
            for heading, held in grouped.items()
            if held
        ]


def _describe_queue(request: HttpRequest) -> dict[str, Any]:
    """The queue as an entry among the models, with where to add an announcement."""
    may_add = request.user.has_perm("archive.add_announcement")
    return {
        "name": "Review queue",
        "object_name": "Queue",
        "perms": {"view": True},
        "admin_url": reverse("admin:review-queue"),
        "add_url": reverse("admin:review-new") if may_add else None,
        "view_only": True,
    }


site = ArchiveSite()
