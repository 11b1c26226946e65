"""Who works here, what each group may do, and what a door answers that was tried too often."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.admin.site import site

site.register(User, UserAdmin)
site.register(Group, GroupAdmin)


def answer_locked_out(
    request: HttpRequest, original_response: Any = None, credentials: Any = None
) -> HttpResponse:
    """429, with how long to wait."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"minutes": seconds // 60, "title": "Too many attempts"}
    response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
