"""Steps side by side: what many announcements want written next is written together.

A statement costs most of its time whatever it holds, and an announcement takes thirty of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Sequence
from typing import TypeVar

from django.db import models

from archive.ingest.store.writing import New, write_instances, write_new

T = TypeVar("T")

Rows = Sequence[models.Model | New]
"""New rows; those that they point to have been written before."""
Step = Generator[Rows, None, T]
"""Work on one announcement, which yields the rows that it needs written before it goes on."""


def run_abreast(steps: Sequence[Step[T]]) -> list[T]:
    """Runs all steps to their ends, and returns what they return, in their order."""
    results: dict[int, T] = {}
    left = dict(enumerate(steps))
    while left:
        instances: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        new: dict[type[models.Model], list[New]] = defaultdict(list)
        for index, step in list(left.items()):
            try:
                for row in next(step):
                    if isinstance(row, New):
                        new[row.model].append(row)
                    else:
                        instances[type(row)].append(row)
            except StopIteration as end:
                results[index] = end.value
                del left[index]
        for model, rows in instances.items():
            write_instances(model, rows)
        for model, others in new.items():
            write_new(model, others)
    return [results[index] for index in range(len(steps))]
