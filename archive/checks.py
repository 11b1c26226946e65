"""System checks: what must be right before the archive serves readers.

`manage.py check --deploy --database default` runs them; each message ends with the command that
mends what it found. They ask the database and the index, so that no other command waits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from archive.models import Agency, Place, Platform
from archive.search.errors import SearchError
from archive.search.live import get_engine


@register(Tags.database, deploy=True)
def check_database(
    app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Each database asked for answers and has every migration."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        try:
            executor = MigrationExecutor(connections[alias])
            behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            messages.append(
                Error(
                    f"the database {alias!r} cannot answer: {error}",
                    hint="See that it runs and that DATABASE_URL names it.",
                    id="archive.E001",
                )
            )
            continue
        if behind:
            messages.append(
                Error(
                    f"the database {alias!r} lacks {len(behind)} migrations",
                    hint="Run `manage.py migrate`.",
                    id="archive.E002",
                )
            )
    return messages


@register(Tags.database, deploy=True)
def check_vocabularies(
    app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Places, agencies and platforms are loaded: nothing is recognised without them."""
    if not databases:
        return []
    try:
        empty = [m._meta.verbose_name_plural for m in (Place, Agency, Platform) if not _has_rows(m)]
    except DatabaseError:
        return []  # `check_database` says what is wrong.
    if not empty:
        return []
    return [
        Error(
            f"no {', '.join(map(str, empty))} are loaded",
            hint="Run `manage.py load_vocabulary`.",
            id="archive.E003",
        )
    ]


def _has_rows(model: Any) -> bool:
    return bool(model.objects.exists())


@register(Tags.database, deploy=True)
def check_index(
    app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """The search index is there and can be read."""
    if not databases:
        return []
    try:
        get_engine().info()
    except SearchError as error:
        hint = "Run `manage.py index --rebuild`."
        return [Warning(str(error), hint=hint, id="archive.W001")]
    return []
