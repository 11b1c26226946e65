"""The one app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    """Joins the rooms at start: checks and the listener that empties the outbox."""

    name = "archive"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archive import checks, wiring  # noqa: F401
        from archive.admin.groups import make_groups

        post_migrate.connect(make_groups, sender=self, dispatch_uid="archive.admin.groups")
