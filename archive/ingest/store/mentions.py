"""Mentions: what was read, as rows that tie each fact to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from archive.ingest.store.abreast import Step
from archive.ingest.store.figures import StoredFigure, StoredSanction
from archive.ingest.store.links import Stamp
from archive.ingest.store.registry import Registry
from archive.ingest.store.writing import New
from archive.ingest.types import Record
from archive.ingest.types import Unresolved as UnresolvedName
from archive.models import (
    Announcement,
    Candidate,
    Case,
    Issue,
    Mention,
    Unresolved,
)
from archive.review.carry import Settled, Target, find_target
from archive.text.spans import Span, covering

BATCH: Final = 500

Identity = tuple[str, int, int, Any, Target]


class Names:
    """Names for review: one row a name, whatever the number of texts that print it."""

    def __init__(self, records: Iterable[Record]) -> None:
        wanted = {_key(name) for record in records for name in record.unresolved}
        self._rows: dict[tuple[str, str], Unresolved] = {}
        if wanted:
            rows = Unresolved.objects.filter(text__in={text for _, text in wanted})
            self._rows = {(row.kind, row.text): row for row in rows}

    def get(self, name: UnresolvedName) -> Unresolved:
        """The name's row, made where there is none."""
        key = _key(name)
        if key not in self._rows:
            self._rows[key] = _make_unresolved(*key, name.reason, name.candidates)
        return self._rows[key]


def _key(name: UnresolvedName) -> tuple[str, str]:
    return name.kind, name.quote[:300]


def sync_mentions(
    announcement: Announcement,
    record: Record,
    registry: Registry,
    names: Names,
    cases: Sequence[Case],
    figures: Sequence[StoredFigure],
    sanctions: Sequence[StoredSanction],
    stamp: Stamp,
    settled: Settled | None,
) -> Step[None]:
    """Brings this version's mentions to those of the record; `settled` is None where the
    announcement is new and has none.

    Mentions that a person made stay; so do those of facts that an editor settled and that the
    record no longer has. What stands already is not touched.
    """
    passages = [case.span for case in record.cases]
    wanted: dict[Identity, New] = {}
    for kind, span, column, pk in _list(record, registry, names, cases, figures, sanctions):
        if settled is None or (kind, None) not in settled:
            within = _within(span, passages, cases)
            wanted[_identify(kind, *span, column, pk)] = New(
                Mention,
                announcement_id=announcement.pk,
                version=announcement.version,
                kind=kind,
                start=span.start,
                end=span.end,
                quote=span.quote(record.document.text),
                extractor=stamp.extractor,
                extractor_version=stamp.version,
                within_id=within and within.pk,
                **({f"{column}_id": pk} if column else {}),
            )
    if settled is not None:
        _sync(announcement, wanted, passages, cases, settled)
    yield list(wanted.values())


def _within(span: Span, passages: Sequence[Span], cases: Sequence[Case]) -> Case | None:
    index = covering(passages, span)
    return None if index is None else cases[index]


def _list(
    record: Record,
    registry: Registry,
    names: Names,
    cases: Sequence[Case],
    figures: Sequence[StoredFigure],
    sanctions: Sequence[StoredSanction],
) -> Iterator[tuple[str, Span, str, Any]]:
    """All that was read: its kind, its words, and the column and key of what they name, "" and
    None where that is the announcement itself."""
    head = record.head
    for kind, of_head in (
        ("title", head.title_span),
        ("publisher", head.publisher_span),
        ("reporter", head.reporter_span),
        ("published", head.published.span if head.published else None),
    ):
        if of_head is not None:
            yield kind, of_head, "", None
    facts: Sequence[tuple[str, Sequence[Any], Callable[[Any], Any]]] = (
        ("campaign", record.campaigns, registry.campaign),
        ("agency", record.agencies, registry.agency),
        ("platform", record.platforms, registry.platform),
        ("place", record.places, lambda place: registry.place(place.code)),
    )
    for kind, named, find in facts:
        for fact in named:
            pk = find(fact).pk
            yield from ((kind, span, kind, pk) for span in fact.spans)
    for fact, case in zip(record.cases, cases, strict=True):
        for kind, of_case in (
            ("case", fact.head),
            ("designation", fact.designation_span),
            ("offence", fact.offence_span),
            ("status", fact.status_span),
        ):
            if of_case is not None and of_case.end > of_case.start:
                yield kind, of_case, "case", case.pk
    for stated, figure in zip(record.figures, figures, strict=True):
        yield "figure", stated.span, "figure", figure.pk
    outcomes = [sanction for fact in record.cases for sanction in fact.sanctions]
    for outcome, sanction in zip(outcomes, sanctions, strict=True):
        yield "sanction", outcome.span, "sanction", sanction.pk
    for name in record.unresolved:
        known = names.get(name)
        # What an editor has called no name is not raised again.
        if known.status != Unresolved.Status.NO_NAME:
            yield "unresolved", name.span, "unresolved", known.pk


def _make_unresolved(kind: str, text: str, reason: str, candidates: Sequence[str]) -> Unresolved:
    row, made = Unresolved.objects.get_or_create(kind=kind, text=text, defaults={"reason": reason})
    if made:
        Candidate.objects.bulk_create(
            Candidate(unresolved=row, identifier=identifier, rank=rank)
            for rank, identifier in enumerate(dict.fromkeys(candidates))
        )
    return row


def _sync(
    announcement: Announcement,
    wanted: dict[Identity, New],
    passages: Sequence[Span],
    cases: Sequence[Case],
    settled: Settled,
) -> None:
    """Takes away what is no longer read, and from `wanted` what is there already."""
    read = {target for *_, target in wanted}
    stale, moved = [], []
    for mention in announcement.mentions.filter(version=announcement.version):
        target = find_target(mention)
        place = (mention.kind, mention.start, mention.end)
        same = wanted.pop((*place, mention.unresolved_id, target), None)
        if same is None and mention.extractor and (target in read or target not in settled):
            stale.append(mention.pk)
            continue
        within = _within(Span(mention.start, mention.end), passages, cases)
        pk = within.pk if within else None
        if pk != mention.within_id and (within or ("case", mention.within_id) not in settled):
            mention.within = within
            moved.append(mention)
    if stale:
        Mention.objects.filter(pk__in=stale).delete()
    Mention.objects.bulk_update(moved, ["within"], batch_size=BATCH)


def _identify(kind: str, start: int, end: int, column: str, pk: Any) -> Identity:
    """What tells mentions of one version of a text apart: words, name for review, and what they
    are evidence of."""
    if column == "unresolved":
        return kind, start, end, pk, (kind, None)
    return kind, start, end, None, (column, pk) if column else (kind, None)


def sync_issues(announcement: Announcement, record: Record, *, fresh: bool) -> Step[None]:
    """Brings the announcement's issues to those of the record; those that an editor dismissed
    stay dismissed, and what stands already is not touched."""
    wanted = {
        (warning.code, warning.message[:500], *(warning.span or (None, None))): warning
        for warning in record.warnings
    }
    for issue in () if fresh else announcement.issues.all():
        found = wanted.pop((issue.code, issue.message, issue.start, issue.end), None)
        if issue.status == Issue.Status.DISMISSED:
            wanted = {k: w for k, w in wanted.items() if k[:2] != (issue.code, issue.message)}
        elif found is None or issue.version != announcement.version:
            issue.delete()
            if found is not None:
                wanted[issue.code, issue.message, issue.start, issue.end] = found
    yield [
        New(
            Issue,
            announcement=announcement,
            version=announcement.version,
            code=code,
            message=message,
            start=start,
            end=end,
        )
        for code, message, start, end in wanted
    ]
