"""Rows that several modules of tests start from: loaded once, then put back as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

BATCH = 2000


class Shelf:
    """The whole archive by the name of a state, such as "vocabulary"."""

    def __init__(self) -> None:
        self._states: dict[str, list[tuple[type[models.Model], list[Any]]]] = {}

    def provide(self, state: str, load: Callable[[], None]) -> None:
        """Brings the database into a state: with `load` the first time, from memory after. Rows
        of a former state of the same archive may be there; others may not."""
        if state in self._states:
            self._put_back(state)
        else:
            load()
            kinds = apps.get_app_config("archive").get_models()
            self._states[state] = [(kind, list(kind._base_manager.all())) for kind in kinds]

    def _put_back(self, state: str) -> None:
        kinds = [kind for kind, rows in self._states[state] if rows]
        for kind, rows in self._states[state]:
            held = set(kind._base_manager.values_list("pk", flat=True))
            missing = [row for row in rows if row.pk not in held]
            kind._base_manager.bulk_create(missing, batch_size=BATCH)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
                cursor.execute(statement)
