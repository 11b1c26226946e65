"""Pages of a list that never counts a whole big table."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from archive.admin.generics import Paginator

MOST = 10_000
"""Rows up to which a list is counted and paged; beyond, a search or a filter leads further."""


class AtLeast(int):
    """A count that stopped: says so wherever it is printed."""

    def __str__(self) -> str:
        return f"more than {int(self):,}"


class BoundedPaginator(Paginator):
    """Counts and pages the first `MOST` rows alone."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, or `AtLeast` the most that are counted."""
        return count_at_most(self.object_list)


def count_at_most(rows: Any) -> int:
    """How many rows a query has, or `AtLeast` the most that are counted."""
    found = rows.order_by().values("pk")[: MOST + 1].count()
    return AtLeast(MOST) if found > MOST else int(found)
