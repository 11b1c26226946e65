"""Mentions: what was read, as rows that tie each fact to its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from archive.ingest.store.abreast import Step
from archive.ingest.store.links import Stamp
from archive.ingest.store.registry import Registry
from archive.ingest.store.writing import New
from archive.ingest.types import Record
from archive.ingest.types import Unresolved as UnresolvedName
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
from archive.review.carry import Settled, find_new_target, find_target
from archive.text.spans import Span, covering

BATCH: Final = 500


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
    figures: Sequence[Figure],
    sanctions: Sequence[Sanction],
    stamp: Stamp,
    settled: Settled | None,
) -> Step[None]:
    """Brings this version's mentions to those of the record; `settled` is None where the
    announcement is new and has none.

    Mentions that a person made stay; so do those of facts that an editor settled and that the
    record no longer has. What stands already is not touched.
    """
    passages = [case.span for case in record.cases]
    rows = (
        New(
            Mention,
            announcement=announcement,
            version=announcement.version,
            kind=kind,
            start=span.start,
            end=span.end,
            quote=span.quote(record.document.text),
            extractor=stamp.extractor,
            extractor_version=stamp.version,
            within=_within(span, passages, cases),
            **target,
        )
        for kind, span, target in _list(record, registry, names, cases, figures, sanctions)
        if settled is None or (kind, None) not in settled
    )
    wanted = {_identify_new(row): row for row in rows}
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
        row = registry.place(place.code)
        yield from (("place", span, {"place": row}) for span in place.spans)
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
    for name in record.unresolved:
        known = names.get(name)
        # What an editor has called no name is not raised again.
        if known.status != Unresolved.Status.NO_NAME:
            yield "unresolved", name.span, {"unresolved": known}


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
    wanted: dict[tuple[Any, ...], New],
    passages: Sequence[Span],
    cases: Sequence[Case],
    settled: Settled,
) -> None:
    """Takes away what is no longer read, and from `wanted` what is there already."""
    read = {target for *_, target in wanted}
    stale, moved = [], []
    for mention in announcement.mentions.filter(version=announcement.version):
        target = find_target(mention)
        same = wanted.pop(_identify(mention), None)
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


def _identify(mention: Mention) -> tuple[Any, ...]:
    """What tells mentions of one version of a text apart; what they name last."""
    place = (mention.kind, mention.start, mention.end, mention.unresolved_id)
    return (*place, find_target(mention))


def _identify_new(row: New) -> tuple[Any, ...]:
    values = row.values
    named = values.get("unresolved")
    place = (values["kind"], values["start"], values["end"], named and named.pk)
    return (*place, find_new_target(values))


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
