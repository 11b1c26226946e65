"""Words that an editor withdrew stay withdrawn when their document is read again."""

from __future__ import annotations

from dataclasses import replace

from archive.ingest.types import CaseFact, Record
from archive.models import Announcement
from archive.review.decisions.visibility import list_withheld
from archive.text.spans import Span
from archive.text.withheld import BLACK, cover, holds_words


def conceal(record: Record, announcement: Announcement) -> Record:
    """The record without the announcement's withheld words: black in the text, at the same
    length, and no figure, sanction or name for review that rests on them."""
    hidden = list_withheld(announcement)
    if not hidden:
        return record
    document, head = record.document, record.head
    text = cover(document.text, hidden)

    def is_open(span: Span) -> bool:
        return BLACK not in span.quote(text)

    def conceal_case(case: CaseFact) -> CaseFact:
        return replace(
            case,
            title=cover(case.title, hidden),
            designation=case.designation and cover(case.designation, hidden),
            sanctions=tuple(s for s in case.sanctions if is_open(s.span)),
        )

    return replace(
        record,
        document=replace(
            document,
            source=cover(document.source, hidden),
            stated={
                key: value
                for key, value in document.stated.items()
                if key != "url" or not any(holds_words(value, words) for words in hidden)
            },
            text=text,
            removed=tuple(replace(run, text=cover(run.text, hidden)) for run in document.removed),
        ),
        head=replace(
            head,
            title=cover(head.title, hidden),
            publisher=head.publisher and cover(head.publisher, hidden),
            reporter=head.reporter and cover(head.reporter, hidden),
        ),
        cases=tuple(map(conceal_case, record.cases)),
        figures=tuple(figure for figure in record.figures if is_open(figure.span)),
        unresolved=tuple(name for name in record.unresolved if is_open(name.span)),
        warnings=tuple(replace(w, message=cover(w.message, hidden)) for w in record.warnings),
    )
