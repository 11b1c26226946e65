"""Reading a text while an editor waits: the vocabularies at hand, and no longer than one waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock, Thread
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse

from archive.ingest import pipeline, vocabulary
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Hints, Record, Source
from archive.models import Unresolved
from archive.review.decisions.names import FORMS, RECORDS

LONGEST: Final = 200_000
"""Characters of a text that is read here: a hundred times the usual announcement."""
TOO_LONG: Final = (
    f"At most {LONGEST:,} are read while you wait. Save it as files, one an announcement, and load "
    "them with manage.py load_documents."
)

SAMPLE: Final = Source(
    "sample.txt", "Police closed 3 websites. 警方关闭3个网站。".encode(), "text/plain", Hints()
)
"""Something to read in both languages, for a process that has read nothing yet."""
WARMER: Final = "archive-sample"
_warming = Lock()
"""Held while a sample is read: who would read meanwhile needs the same."""

View = Callable[..., HttpResponse]


def read(source: Source) -> Record:
    """What a document says, by the vocabularies of now. Raises Unreadable, also for a text longer
    than `LONGEST`."""
    with _warming:
        lexicon = _find_snapshot()
    document = pipeline.tidy(source, lexicon)
    length = len(document.text)
    if length > LONGEST:
        raise Unreadable(source.name, f"Its text has {length:,} characters", TOO_LONG.rstrip("."))
    return pipeline.understand(document, lexicon)


def warming(view: View) -> View:
    """The view, which also makes ready what reading needs: the first reading of a process makes
    its matchers, which takes seconds. Every page of the queue does so, for a form may be sent to
    another process than the one that served it."""

    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Another thread would not see the rows of a transaction.
        if not (_make_snapshot.cache_info().currsize or connection.in_atomic_block):
            Thread(target=_read_sample, name=WARMER, daemon=True).start()
        return view(request, *args, **kwargs)

    return show


def _read_sample() -> None:
    try:
        with _warming:
            pipeline.run(SAMPLE, _find_snapshot())
    finally:
        connection.close()


def _find_snapshot() -> Lexicon:
    """The vocabularies as they are now; kept, for making a snapshot takes seconds."""
    tables: list[Any] = [*RECORDS.values(), *FORMS.values()]
    stamp = tuple(
        tuple(model._default_manager.aggregate(n=Count("pk"), last=Max("pk")).values())
        for model in tables
    )
    decided: list[Any] = [*RECORDS.values(), Unresolved]
    changed = tuple(m.history.aggregate(last=Max("history_id"))["last"] for m in decided)
    return _make_snapshot(stamp + changed)


@lru_cache(maxsize=1)
def _make_snapshot(stamp: tuple[Any, ...]) -> Lexicon:
    return vocabulary.take_snapshot(settings.VOCABULARY_DIR)
