"""Steps side by side: what many announcements want written next is written together.

A statement costs most of its time whatever it holds, and an announcement takes thirty of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Sequence
from typing import Any, Final, TypeVar

from django.db import models

T = TypeVar("T")

Rows = Sequence[models.Model]
"""New rows; those that they point to have been written before."""
Step = Generator[Rows, None, T]
"""Work on one announcement, which yields the rows that it needs written before it goes on."""

BATCH: Final = 500


def run_abreast(steps: Sequence[Step[T]]) -> list[T]:
    """Runs all steps to their ends, and returns what they return, in their order."""
    results: dict[int, T] = {}
    left = dict(enumerate(steps))
    while left:
        wanted: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        for index, step in list(left.items()):
            try:
                for row in next(step):
                    wanted[type(row)].append(row)
            except StopIteration as end:
                results[index] = end.value
                del left[index]
        for model, rows in wanted.items():
            manager: models.Manager[Any] = model._default_manager
            manager.bulk_create(rows, batch_size=BATCH)
    return [results[index] for index in range(len(steps))]
