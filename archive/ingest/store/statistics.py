"""What the database's planner knows of the tables: while a load changes them much, anew.

Of tables that it knows nothing of, it chooses plans that read them whole: looking for the kin of
one announcement among 20,000 took 80 ms, and 5 ms once it had looked.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connection

MANY: Final = 200
"""Announcements written by one load from which on the planner's knowledge is out of date."""
AGAIN: Final = 1000
"""Announcements written until it is so again."""
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
