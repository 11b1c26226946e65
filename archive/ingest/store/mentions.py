"""Mentions: what was read, as rows that tie each fact to its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.ingest.store.links import Stamp
from archive.ingest.store.registry import Registry
from archive.ingest.types import Record
from archive.models import (
    Announcement,
    Candidate,
    Case,
    Figure,
    Issue,
    Mention,
    Sanction,
    Unresolved,
)
from archive.text.spans import Span, covering


def sync_mentions(
    announcement: Announcement,
    record: Record,
    registry: Registry,
    cases: Sequence[Case],
    figures: Sequence[Figure],
    sanctions: Sequence[Sanction],
    stamp: Stamp,
    *,
    fresh: bool,
) -> None:
    """Replaces this version's mentions by an extractor with those of the record.

    Mentions that a person made stay; so do those of facts that an editor settled and that the
    record no longer has.
    """
    rows = [
        Mention(
            announcement=announcement,
            version=announcement.version,
            kind=kind,
            start=span.start,
            end=span.end,
            quote=span.quote(record.document.text),
            extractor=stamp.extractor,
            extractor_version=stamp.version,
            within=_within(span, record, cases),
            **target,
        )
        for kind, span, target in _list(record, registry, cases, figures, sanctions)
    ]
    if not fresh:
        _remove(announcement, rows)
        rows = _without_marked(announcement, rows)
    Mention.objects.bulk_create(rows, batch_size=500)


def _without_marked(announcement: Announcement, rows: Sequence[Mention]) -> list[Mention]:
    """The mentions that no person has made already, of the same words for the same thing."""
    marked = announcement.mentions.filter(version=announcement.version, extractor="")
    made = {(mention.start, mention.end, *_target(mention)) for mention in marked}
    return [row for row in rows if (row.start, row.end, *_target(row)) not in made]


def _within(span: Span, record: Record, cases: Sequence[Case]) -> Case | None:
    index = covering([case.span for case in record.cases], span)
    return None if index is None else cases[index]


def _list(
    record: Record,
    registry: Registry,
    cases: Sequence[Case],
    figures: Sequence[Figure],
    sanctions: Sequence[Sanction],
) -> Iterator[tuple[str, Span, dict[str, Any]]]:
    head = record.head
    for kind, span in (
        ("title", head.title_span),
        ("publisher", head.publisher_span),
        ("reporter", head.reporter_span),
        ("published", head.published.span if head.published else None),
    ):
        if span is not None:
            yield kind, span, {}
    for campaign in record.campaigns:
        row: Any = registry.campaign(campaign)
        yield from (("campaign", span, {"campaign": row}) for span in campaign.spans)
    for agency in record.agencies:
        row = registry.agency(agency)
        yield from (("agency", span, {"agency": row}) for span in agency.spans)
    for platform in record.platforms:
        row = registry.platform(platform)
        yield from (("platform", span, {"platform": row}) for span in platform.spans)
    for place in record.places:
        yield from (("place", span, {"place_id": place.code}) for span in place.spans)
    for fact, case in zip(record.cases, cases, strict=True):
        for kind, span in (
            ("case", fact.head),
            ("designation", fact.designation_span),
            ("offence", fact.offence_span),
            ("status", fact.status_span),
        ):
            if span is not None and span.end > span.start:
                yield kind, span, {"case": case}
    for stated, figure in zip(record.figures, figures, strict=True):
        yield "figure", stated.span, {"figure": figure}
    outcomes = [sanction for fact in record.cases for sanction in fact.sanctions]
    for outcome, sanction in zip(outcomes, sanctions, strict=True):
        yield "sanction", outcome.span, {"sanction": sanction}
    yield from _list_unresolved(record)


def _list_unresolved(record: Record) -> Iterator[tuple[str, Span, dict[str, Any]]]:
    """Names for review: one row a name, whatever the number of texts that print it; what an
    editor has called no name is not raised again."""
    for name in record.unresolved:
        row, made = Unresolved.objects.get_or_create(
            kind=name.kind, text=name.quote[:300], defaults={"reason": name.reason}
        )
        if made:
            Candidate.objects.bulk_create(
                Candidate(unresolved=row, identifier=identifier, rank=rank)
                for rank, identifier in enumerate(dict.fromkeys(name.candidates))
            )
        if row.status != Unresolved.Status.NO_NAME:
            yield "unresolved", name.span, {"unresolved": row}


LINKS = ("campaign", "agency", "platform", "place")
"""Kinds of mention whose fact is a link of the announcement."""
ROWS = ("figure", "sanction", "case")
"""Kinds of mention whose fact is the row they point to."""


def _remove(announcement: Announcement, rows: Iterable[Mention]) -> None:
    read = {_target(row) for row in rows}
    settled = set(_list_settled(announcement))
    stale = [
        mention.pk
        for mention in announcement.mentions.filter(version=announcement.version).exclude(
            extractor=""
        )
        if _target(mention) in read or _target(mention) not in settled
    ]
    Mention.objects.filter(pk__in=stale).delete()


def _target(mention: Mention) -> tuple[str, Any]:
    for column in (*LINKS, *ROWS):
        if (pk := getattr(mention, f"{column}_id")) is not None:
            return column, pk
    return mention.kind, None


def _list_settled(announcement: Announcement) -> Iterator[tuple[str, Any]]:
    for kind in LINKS:
        for fact in getattr(announcement, f"{kind}_facts").all():
            if fact.is_settled:
                yield kind, getattr(fact, f"{kind}_id")
    for kind, facts in (
        ("figure", announcement.figures.all()),
        ("sanction", announcement.sanctions.all()),
        ("case", Case.objects.filter(reports__announcement=announcement)),
    ):
        yield from ((kind, fact.pk) for fact in facts if fact.is_settled)


def sync_issues(announcement: Announcement, record: Record, *, fresh: bool) -> None:
    """Replaces the announcement's issues; those that an editor dismissed stay dismissed."""
    dismissed = set()
    if not fresh:
        status = Issue.Status.DISMISSED
        dismissed = set(announcement.issues.filter(status=status).values_list("code", "message"))
        announcement.issues.exclude(status=status).delete()
    Issue.objects.bulk_create(
        Issue(
            announcement=announcement,
            version=announcement.version,
            code=warning.code,
            message=warning.message[:500],
            start=warning.span.start if warning.span else None,
            end=warning.span.end if warning.span else None,
        )
        for warning in record.warnings
        if (warning.code, warning.message[:500]) not in dismissed
    )
