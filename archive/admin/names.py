"""Unresolved names: their list is a page of the review queue."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import register
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from archive.admin.base import ViewAdmin
from archive.admin.site import site
from archive.models import Unresolved


@register(Unresolved, site=site)
class UnresolvedAdmin(ViewAdmin):
    """Leads from the admin's start page to the names' own pages."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list of names as printed."""
        return HttpResponseRedirect(reverse("admin:review-names"))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The page on which a name is decided."""
        return HttpResponseRedirect(reverse("admin:review-name", args=[object_id]))
