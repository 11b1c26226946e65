"""Joins rooms that do not know each other: what the records' outbox tells, search takes."""

from __future__ import annotations

from archive.models import written
from archive.search import indexing

written.connect(indexing.on_written, dispatch_uid="archive.search.indexing")
