"""Counts that take long are kept a while, the longer the more they cost.

At most about one part in `COUNTS_KEPT_FOR` of a process's time then goes into counting again,
however large the archive grows; a small archive is counted anew each time. Nothing but counts
and keys is kept, in each process, and none beyond the next change of a record: what is withdrawn
leaves the counts at once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

T = TypeVar("T")

WORTH = 0.02
"""Seconds from which on an answer is worth keeping."""
MOST = 500
"""Answers that are kept; the oldest make room."""
_MARK = settings.VAR_DIR / "changed"

_kept: dict[Hashable, tuple[float, int, Any]] = {}


def keep(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` answers, or what it answered lately for the same key."""
    begun, change = time.monotonic(), _find_change()
    until, since, kept = _kept.get(key, (0.0, 0, None))
    if begun < until and since == change:
        found: T = kept
        return found
    answer = make()
    ended = time.monotonic()
    _kept.pop(key, None)
    if ended - begun >= WORTH and settings.COUNTS_KEPT_FOR:
        while len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = (ended + (ended - begun) * settings.COUNTS_KEPT_FOR, change, answer)
    return answer


def on_written(**_: object) -> None:
    """Marks, for all processes, that a record changed: what was counted before counts no more."""
    now = time.time_ns()
    _MARK.touch()
    os.utime(_MARK, ns=(now, now))


def _find_change() -> int:
    """When a record last changed, in nanoseconds; 0 where none has yet."""
    try:
        return _MARK.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def count_rows(rows: QuerySet[Any]) -> int:
    """How many rows a query finds."""
    return keep_about(rows, "count", rows.count, 0)


def keep_about(rows: QuerySet[Any], what: Hashable, make: Callable[[], T], nothing: T) -> T:
    """What `make` answers about the rows of a query; `nothing` where it can find none."""
    try:
        sql, parameters = rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return nothing
    return keep((what, sql, parameters), make)
