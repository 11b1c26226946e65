"""A text that changed: what editors decided is carried over where its words still stand at one
place, and held for review where they do not. Nothing is anchored anew by guess.

A text that a load brings is read anew, and the rest of its facts with it. One that an editor
changed is not: all its facts are carried (`carry_edited`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from archive.models import TARGETS, Announcement, Case, CaseReport, Fact, Mention, Proposal, State
from archive.review.proposals import Change, Verdict

LINKS: Final = ("campaign", "agency", "platform", "place")
"""Kinds of mention whose fact is a link of the announcement."""
ROWS: Final = ("figure", "sanction", "case")
"""Kinds of mention whose fact is the row they point to."""
LOST: Final = "its words no longer stand at one place"

Target = tuple[str, Any]
"""What a mention names: a kind and a primary key, or a column of the announcement and None."""
Settled = dict[Target, Any]
"""What editors have decided on, by what mentions of it name: a fact, or the announcement."""


def find_target(mention: Mention) -> Target:
    """What a mention is evidence of."""
    for column in (*LINKS, *ROWS):
        if (pk := getattr(mention, f"{column}_id")) is not None:
            return column, pk
    return mention.kind, None


def list_settled(announcement: Announcement) -> Settled:
    """What an editor has decided: the facts by what mentions name, and the announcement itself
    for each of its own columns."""
    found: Settled = {
        (column.removesuffix("_edtf"), None): announcement for column in announcement.settled
    }
    found.update((target, fact) for target, fact in _list_facts(announcement) if fact.is_settled)
    return found


def _list_facts(announcement: Announcement) -> Iterator[tuple[Target, Any]]:
    """All facts of an announcement, by what mentions of it name."""
    for kind in LINKS:
        for fact in getattr(announcement, f"{kind}_facts").all():
            yield (kind, getattr(fact, f"{kind}_id")), fact
    for kind, facts in (
        ("figure", announcement.figures.all()),
        ("sanction", announcement.sanctions.all()),
        ("case", Case.objects.filter(reports__announcement=announcement)),
    ):
        for fact in facts:
            yield (kind, fact.pk), fact


def carry_mentions(announcement: Announcement, settled: Settled) -> None:
    """Gives the present text, a new version, the mentions that earlier ones had of settled facts,
    and those that a person made, where their words stand at exactly one place in it."""
    latest: dict[Target, int] = {}
    carried = []
    for mention in announcement.mentions.order_by("-version", "pk"):
        target = find_target(mention)
        if mention.extractor and target not in settled:
            continue
        if latest.setdefault(target, mention.version) != mention.version:
            continue
        places = find_places(announcement.text, mention.quote)
        if len(places) == 1:
            carried.append(_move(mention, places[0], announcement.version))
    Mention.objects.bulk_create(carried)


def _move(mention: Mention, start: int, version: int) -> Mention:
    return Mention(
        announcement_id=mention.announcement_id,
        version=version,
        kind=mention.kind,
        start=start,
        end=start + len(mention.quote),
        quote=mention.quote,
        extractor=mention.extractor,
        extractor_version=mention.extractor_version,
        within_id=mention.within_id,
        **{f"{target}_id": getattr(mention, f"{target}_id") for target in TARGETS},
    )


def carry_edited(announcement: Announcement, before: str) -> None:
    """Gives the text that an editor changed, a new version, the mentions and the passages of the
    one before (`before` is that text): at their place where all up to them, or all from them on,
    is as it was, else where their words stand at one place. Facts that have no words left are
    held for review."""
    text, number = announcement.text, announcement.version - 1
    kept = _measure_kept(before, text)
    carried = []
    for mention in announcement.mentions.filter(version=number).order_by("pk"):
        start = _find_place(mention, before, text, kept)
        if start is not None:
            carried.append(_move(mention, start, announcement.version))
    Mention.objects.bulk_create(carried)
    for report in announcement.case_reports.filter(version=number):
        start = _find_place(report, before, text, kept)
        if start is not None:
            report.start, report.end = start, start + report.end - report.start
            report.version = announcement.version
            report.save()
    for change in list_lost(announcement, dict(_list_facts(announcement))):
        Proposal.objects.get_or_create(
            announcement=announcement,
            fact=change.fact,
            field=change.field,
            status=Proposal.Status.OPEN,
            defaults={"current": change.before, "reason": change.reason},
        )


def _measure_kept(before: str, after: str) -> tuple[int, int]:
    """How many code points two texts have in common at their beginning, and at their end."""
    head = _count_common(before, after)
    tail = _count_common(before[head:][::-1], after[head:][::-1])
    return head, tail


def _count_common(one: str, other: str) -> int:
    """How many code points two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _find_place(
    span: Mention | CaseReport, before: str, after: str, kept: tuple[int, int]
) -> int | None:
    """Where what a span of the text before holds begins now, or None where nobody can tell."""
    head, tail = kept
    if span.end <= head:
        return span.start
    if span.start >= len(before) - tail:
        return span.start + len(after) - len(before)
    places = find_places(after, before[span.start : span.end])
    return places[0] if len(places) == 1 else None


def find_places(text: str, quote: str) -> list[int]:
    """Where a quote stands in a text: at most two places, for a third tells nothing more. A
    number or a word within a longer one is none."""
    before = r"(?<![0-9A-Za-z])" if _is_plain(quote[0]) else ""
    after = r"(?![0-9A-Za-z])" if _is_plain(quote[-1]) else ""
    found: list[int] = []
    for match in re.finditer(before + re.escape(quote) + after, text):
        found.append(match.start())
        if len(found) > 1:
            break
    return found


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalnum()


def list_lost(announcement: Announcement, settled: Settled) -> list[Change]:
    """Settled facts that an earlier text had words for and the present one has not: whether they
    still hold is for an editor to say."""
    facts = {
        target: fact
        for target, fact in settled.items()
        if isinstance(fact, Fact) and fact.state != State.REJECTED
    }
    if not facts or announcement.version == 1:
        return []
    lost: dict[Target, Mention] = {}
    for mention in announcement.mentions.order_by("version", "-start", "pk"):
        target = find_target(mention)
        if mention.version == announcement.version:
            lost.pop(target, None)
            facts.pop(target, None)
        elif target in facts:
            lost[target] = mention
    return [
        Change(Verdict.HELD, _name(facts[target]), "", mention.quote, None, LOST)
        for target, mention in lost.items()
    ]


def _name(row: Any) -> str:
    return f"{row._meta.model_name}:{row.pk}"
