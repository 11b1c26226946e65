"""Records to rows: all of an announcement or nothing, the same input twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import IntegrityError, transaction

from archive.ingest.store.batch import Batch
from archive.ingest.store.limits import fit
from archive.ingest.store.links import Stamp
from archive.ingest.store.outcome import CREATED, HELD, UNCHANGED, UPDATED, Due, Stored
from archive.ingest.store.registry import Registry
from archive.ingest.types import Record
from archive.models import Run

__all__ = ["CREATED", "HELD", "UNCHANGED", "UPDATED", "Due", "Store", "Stored"]


class Store:
    """Stores records, remembering named rows from one to the next."""

    def __init__(self, extractor: str, version: str) -> None:
        self._stamp = Stamp(extractor, version)
        self._registry = Registry()

    def save(
        self, record: Record, run: Run | None = None, *, imprint: str = "", dry: bool = False
    ) -> Stored:
        """Stores one record in a transaction of its own; `dry` rolls it back at the end.

        What changed is put into the outbox within that transaction. Where another load stored
        the same thing at the same moment, what it stored is looked at anew, once.
        """
        due = [Due(record, imprint)]
        try:
            (stored,) = self._save_whole(due, run, dry=dry)
        except IntegrityError:
            (stored,) = self._save_whole(due, run, dry=dry)
        return stored

    def save_all(self, due: Sequence[Due], run: Run | None = None) -> list[Stored]:
        """Stores records in one transaction, each as `save` does: all of them or, where it
        raises, none."""
        return self._save_whole(due, run, dry=False)

    def _save_whole(self, due: Sequence[Due], run: Run | None, *, dry: bool) -> list[Stored]:
        self._registry.made.clear()
        fitting = [Due(fit(one.record), one.imprint) for one in due]
        try:
            with transaction.atomic():
                stored = [
                    one
                    for some in _keep_apart(fitting)
                    for one in Batch(some, self._stamp, self._registry, run).save()
                ]
                transaction.set_rollback(dry)
        except BaseException:
            self._registry.forget()
            raise
        if dry:
            self._registry.forget()
        return stored


def _keep_apart(due: Iterable[Due]) -> Iterator[list[Due]]:
    """The records in runs of which none may stand for the same announcement as another: the
    later one is to find what the earlier one became."""
    batch: list[Due] = []
    seen: set[str] = set()
    for one in due:
        document = one.record.document
        names = {document.sha256, document.source[:500], document.stated.get("url") or ""} - {""}
        if names & seen:
            yield batch
            batch, seen = [], set()
        batch.append(one)
        seen |= names
    yield batch
