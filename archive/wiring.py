"""Joins rooms that do not know each other: what the records' outbox tells, search takes in and
the pages' counts heed."""

from __future__ import annotations

from archive.browse import keeping
from archive.models import written
from archive.search import indexing

written.connect(indexing.on_written, dispatch_uid="archive.search.indexing")
written.connect(keeping.on_written, dispatch_uid="archive.browse.keeping")
