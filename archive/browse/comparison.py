"""What several announcements say of one case, side by side and in the order of publication."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.browse.addresses import find_words
from archive.browse.facts import StatedFact
from archive.models import Announcement, Mention
from archive.text.spans import Span

NAMED = ("agency", "platform", "place")
"""Kinds of record whose mentions within the passages are compared, in the order of the rows."""


@dataclass(frozen=True)
class Saying:
    """One thing that an announcement says: a figure, a sanction or a record. `url` leads to
    where it says so."""

    what: Any
    url: str


@dataclass(frozen=True)
class Row:
    """What at least one announcement says of one matter, with a cell for each announcement.
    `kind` is "figure", "sanction" or one of NAMED; `sample` is the first fact, by which
    a row of figures or sanctions is called; `differs` tells that those that say something do not
    say the same."""

    kind: str
    sample: Any
    cells: tuple[tuple[Saying, ...], ...]
    differs: bool


@dataclass(frozen=True)
class _Statement:
    """`matter` names the row, `value` is what is compared."""

    matter: tuple[str, Hashable]
    announcement: int
    value: Hashable
    saying: Saying


def compare_tellings(
    announcements: Sequence[Announcement],
    figures: Iterable[StatedFact],
    sanctions: Iterable[StatedFact],
    mentions: Sequence[Mention],
    standing: Mapping[str, Collection[int]],
) -> list[Row]:
    """The rows of the table: figures, outcomes, who and where. The stages are no row: that a later
    text tells of a later one is no difference.

    `mentions` are those within the case's passages; of the records that they name, those are
    compared whose keys `standing` holds by kind. What an editor entered with the case
    alone is no announcement's saying, and is left out.
    """
    statements = [
        *_list_stated("figure", figures),
        *_list_stated("sanction", sanctions),
        *(s for kind in NAMED for s in _list_named(kind, mentions, standing.get(kind, ()))),
    ]
    shown = {row.pk for row in announcements}
    matters: dict[tuple[str, Hashable], list[_Statement]] = {}
    for statement in statements:
        if statement.announcement in shown:
            matters.setdefault(statement.matter, []).append(statement)
    return [_make_row(kind, said, announcements) for (kind, _), said in matters.items()]


def _list_stated(kind: str, facts: Iterable[StatedFact]) -> Iterator[_Statement]:
    for stated in facts:
        fact = stated.fact
        matter, value = _tell_figure(fact) if kind == "figure" else _tell_sanction(fact)
        url = stated.quotes[0].url if stated.quotes else ""
        yield _Statement((kind, matter), fact.announcement_id or 0, value, Saying(fact, url))


def _tell_figure(figure: Any) -> tuple[Hashable, Hashable]:
    return (figure.measure, figure.detail, figure.unit), (figure.value, figure.qualifier)


def _tell_sanction(sanction: Any) -> tuple[Hashable, Hashable]:
    return (sanction.kind, sanction.unit), sanction.value


def _list_named(
    kind: str, mentions: Iterable[Mention], standing: Collection[int]
) -> Iterator[_Statement]:
    """Each record once for an announcement, by its first words."""
    seen: set[tuple[int, int]] = set()
    for mention in mentions:
        if mention.kind != kind:
            continue
        record = getattr(mention, kind)
        key = (mention.announcement_id, record.pk)
        if record.pk in standing and key not in seen:
            seen.add(key)
            saying = Saying(record, _find_words(mention))
            yield _Statement((kind, None), mention.announcement_id, record.pk, saying)


def _find_words(mention: Mention) -> str:
    return find_words(mention.announcement.public_id, Span(mention.start, mention.end))


def _make_row(kind: str, said: Sequence[_Statement], announcements: Sequence[Announcement]) -> Row:
    told = [[s for s in said if s.announcement == row.pk] for row in announcements]
    values = {frozenset(s.value for s in statements) for statements in told if statements}
    return Row(
        kind=kind,
        sample=said[0].saying.what,
        cells=tuple(tuple(s.saying for s in statements) for statements in told),
        differs=len(values) > 1,
    )
