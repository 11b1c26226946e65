"""Who works here."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def get_editor(request: HttpRequest) -> User:
    """The editor who asks, to whom what is done is attributed. Raises PermissionDenied where
    nobody is logged in: the admin's own views let nobody in as far as here."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
