"""What keeps the archive in order: the outbox and the redirects."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import register
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.base import ViewAdmin
from archive.admin.site import site
from archive.models import Outbox, Redirect
from archive.search import indexing
from archive.search.errors import SearchError


@register(Outbox, site=site)
class OutboxAdmin(ViewAdmin):
    list_display = ("kind", "identifier", "created", "attempts", "last_error")
    list_filter = ("kind",)
    search_fields = ("=identifier",)
    actions = ("index_now",)

    def has_index_permission(self, request: HttpRequest) -> bool:
        """Whether the user may empty the outbox."""
        return bool(request.user.has_perm("archive.change_outbox"))

    @admin.action(description="Index all that waits, now", permissions=["index"])
    def index_now(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Takes everything that is queued into the index, or says why it cannot."""
        try:
            done = indexing.drain()
        except SearchError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"Indexed {done}.", messages.SUCCESS)


@register(Redirect, site=site)
class RedirectAdmin(ViewAdmin):
    list_display = ("kind", "identifier", "target", "reason", "created")
    list_filter = ("kind",)
    search_fields = ("=identifier", "=target", "reason")
    ordering = ("-id",)
