"""What the database's planner knows of the tables: after a load that changed them much, anew."""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connection

MANY: Final = 200
"""Announcements written by one load from which on the planner's knowledge is out of date."""
SAMPLE: Final = 1000
"""Rows of an index that SQLite looks at; enough to choose well, and quick at any size."""


def refresh_statistics() -> None:
    """Lets the planner look at the archive's tables."""
    tables = [model._meta.db_table for model in apps.get_app_config("archive").get_models()]
    quoted = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
        for name in quoted:
            cursor.execute(f"ANALYZE {name}")
