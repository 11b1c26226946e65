"""Withdrawing a record, or a passage of one, from everything that readers see; and undoing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import (
    Announcement,
    Case,
    Fact,
    Mention,
    State,
    Unresolved,
    Visibility,
    Withheld,
    WithheldSpot,
)
from archive.review.decisions import facts, records
from archive.review.reach import touch
from archive.text.spans import Span
from archive.text.withheld import BLACK, black_out, find_words, holds_words

ADDRESS: Final = "url"
"""An address with black in it leads nowhere: it goes as a whole."""
WRITTEN: Final[dict[str, tuple[str, ...]]] = {
    "archive.announcement": ("text", "title", "publisher", "reporter", "source", "url"),
    "archive.announcementversion": ("text", "source"),
    "archive.removedrun": ("text",),
    "archive.issue": ("message",),
    "archive.runfile": ("source", "reason"),
    "archive.case": ("title", "designation"),
    "archive.historicalannouncement": ("title", "publisher", "reporter", "source", "url"),
    "archive.historicalcase": ("title", "designation"),
    "admin.logentry": ("object_repr", "change_message"),
}
"""Columns that may hold words of an announcement, by their model."""
LINKS: Final = ("campaign", "agency", "platform", "place")


@transaction.atomic
def withdraw(record: Announcement | Case, *, by: User | None, reason: str) -> None:
    """Takes a record from all that readers see; its address answers 410 with the reason. What
    it alone reports goes with it. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why: readers who have the address are told."})
    record.visibility, record.withdrawn_reason = Visibility.WITHDRAWN, reason.strip()[:500]
    records.save(record, by=by, changed={"visibility", "withdrawn_reason"}, reason=reason)


@transaction.atomic
def republish(record: Announcement | Case, *, by: User | None, reason: str = "") -> None:
    """Shows a withdrawn record again, at its old address."""
    record.visibility, record.withdrawn_reason = Visibility.PUBLIC, ""
    records.save(record, by=by, changed={"visibility", "withdrawn_reason"}, reason=reason)


@transaction.atomic
def withdraw_passage(
    announcement: Announcement, words: str, *, by: User | None, reason: str
) -> Withheld:
    """Blacks the words out wherever the archive keeps them of this announcement: its text and
    earlier texts, what cleaning took out, titles, quotes, history. Spans stay, for black is as
    long as what it covers. Facts that nothing but these words stand for are rejected.

    Raises ValidationError where the words are nowhere, or no reason is given.
    """
    words = " ".join(words.split())[:500]
    if not words or BLACK in words:
        raise ValidationError({"words": "Type or paste the words as they stand in the text."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why: other editors are told."})
    withheld = Withheld.objects.create(
        announcement=announcement, words=words, reason=reason.strip()[:500], by=by
    )
    told = _list_facts_told_by(announcement, words)
    if not _black_out_rows(withheld):
        raise ValidationError({"words": "The words stand nowhere in this announcement."})
    _drop_wishes(announcement, words)
    announcement.refresh_from_db()
    _quote_anew(announcement)
    for fact in told:
        facts.reject(fact, by=by, reason=f"withheld passage {withheld.pk}")
    touch([announcement])
    return withheld


@transaction.atomic
def restore_passage(withheld: Withheld, *, by: User | None) -> None:
    """Puts the words back where they stood, unless something else stands there by now. Facts
    that were rejected with them stay so until an editor accepts them."""
    for spot in withheld.spots.all():
        rows = apps.get_model(spot.table)._default_manager.filter(pk=spot.row)
        for row in rows:
            value = getattr(row, spot.column)
            covered = _cover(spot.column, spot.words)
            end = spot.start + len(covered)
            if value[spot.start :] == covered or value[spot.start : end] == covered != "":
                rows.update(**{spot.column: value[: spot.start] + spot.words + value[end:]})
    withheld.restored = timezone.now()
    records.attribute(withheld, by)
    withheld.save()
    announcement = Announcement.objects.get(pk=withheld.announcement_id)
    _quote_anew(announcement)
    touch([announcement])


def list_withheld(announcement: Announcement) -> list[str]:
    """The words that readers may not see of an announcement."""
    rows = Withheld.objects.filter(announcement=announcement, restored__isnull=True)
    return list(rows.values_list("words", flat=True))


# ---- blacking out -----------------------------------------------------------------------------


def _list_rows(announcement: Announcement) -> Iterator[QuerySet[Any]]:
    """All rows that may hold words of the announcement, a model at a time."""
    cases = list(announcement.case_reports.values_list("case", flat=True))
    yield Announcement.objects.filter(pk=announcement.pk)
    for related in ("versions", "removed_runs", "issues", "run_files"):
        yield getattr(announcement, related).all()
    yield Case.objects.filter(pk__in=cases)
    models: tuple[tuple[Any, list[int]], ...] = ((Announcement, [announcement.pk]), (Case, cases))
    for model, pks in models:
        yield model.history.filter(id__in=pks)
        kind = ContentType.objects.get_for_model(model)
        yield LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in pks])


def _black_out_rows(withheld: Withheld) -> int:
    """Blacks out every column that holds the words; returns at how many places."""
    spots: list[WithheldSpot] = []
    for rows in _list_rows(withheld.announcement):
        for row in rows:
            spots += _black_out_row(row, withheld)
    WithheldSpot.objects.bulk_create(spots, batch_size=500)
    return len(spots)


def _black_out_row(row: Any, withheld: Withheld) -> list[WithheldSpot]:
    table = row._meta.label_lower
    spots: list[WithheldSpot] = []
    covered: dict[str, str] = {}
    for column in WRITTEN[table]:
        value = getattr(row, column)
        for span in _find_in(column, value, withheld.words):
            words = span.quote(value)
            value = value[: span.start] + _cover(column, words) + value[span.end :]
            covered[column] = value
            spots.append(
                WithheldSpot(
                    withheld=withheld,
                    table=table,
                    row=str(row.pk),
                    column=column,
                    start=span.start,
                    words=words,
                )
            )
    if covered:
        # Past `save`, which would keep the very words in the row's history.
        type(row)._default_manager.filter(pk=row.pk).update(**covered)
    return spots


def _find_in(column: str, value: str, words: str) -> list[Span]:
    if column != ADDRESS:
        return find_words(value, words)
    return [Span(0, len(value))] if holds_words(value, words) else []


def _cover(column: str, words: str) -> str:
    return "" if column == ADDRESS else black_out(words)


def _quote_anew(announcement: Announcement) -> None:
    """Quotes are what stands in the text."""
    texts = dict(announcement.versions.values_list("number", "text"))
    texts[announcement.version] = announcement.text
    changed = []
    for mention in announcement.mentions.all():
        quote = texts.get(mention.version, "")[mention.start : mention.end]
        if quote and quote != mention.quote:
            mention.quote = quote
            changed.append(mention)
    Mention.objects.bulk_update(changed, ["quote"], batch_size=500)


def _drop_wishes(announcement: Announcement, words: str) -> None:
    """Proposals and names for review that hold the words go: they wait for nothing now."""
    for proposal in announcement.proposals.all():
        if find_words(f"{proposal.current} {proposal.proposed}", words):
            proposal.delete()
    mentioned = Unresolved.objects.filter(mentions__announcement=announcement).distinct()
    for name in mentioned:
        elsewhere = name.mentions.exclude(announcement=announcement)
        if find_words(name.text, words) and not elsewhere.exists():
            name.delete()


def _list_facts_told_by(announcement: Announcement, words: str) -> list[Fact]:
    """Facts that stand and whose every mention is among the words."""
    spans = find_words(announcement.text, words)
    hidden: dict[tuple[str, Any], bool] = {}
    for mention in announcement.mentions.filter(version=announcement.version):
        if mention.kind not in ("figure", "sanction", *LINKS):
            continue
        key = (mention.kind, getattr(mention, f"{mention.kind}_id"))
        span = Span(mention.start, mention.end)
        hidden[key] = hidden.get(key, True) and any(span.overlaps(black) for black in spans)
    return [
        fact
        for (kind, pk), gone in hidden.items()
        if gone
        for fact in _find_facts(announcement, kind, pk)
    ]


def _find_facts(announcement: Announcement, kind: str, pk: Any) -> list[Any]:
    if kind in LINKS:
        rows = getattr(announcement, f"{kind}_facts").filter(**{f"{kind}_id": pk})
    else:
        rows = getattr(announcement, f"{kind}s").filter(pk=pk)
    return list(rows.exclude(state=State.REJECTED))
