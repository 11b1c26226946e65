"""Cases set off as items: by dashes, numbers, "Case 1", dates or short lines as heads."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from archive.ingest.extract.cases.designations import find_designation
from archive.ingest.extract.cases.markers import Marker, find_runs
from archive.ingest.extract.cases.passages import find_closing, make_case, read_head
from archive.ingest.extract.cases.reading import Reading, trim
from archive.ingest.types import CaseMention, TextBlock
from archive.text.spans import Span

ENOUGH = 3
"""Points at which an item counts as a case (see `_weigh`)."""
PLAUSIBLE = 2
"""Points at which an item counts as one where its neighbours do."""
SHARE = 0.6
"""Share of a run's items that must be cases for the run to be a list of cases."""
HEADING_LENGTH = 140
_SENTENCE_END = re.compile(r"[。.!?！？;；，,:：]\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its passage from mark to next mark, its heading words, its points."""

    passage: Span
    head: Span
    points: int


def find_items(reading: Reading) -> list[CaseMention]:
    """Cases of every list of cases, the finest lists first, none overlapping."""
    runs = _weigh_runs(reading)
    accepted = [run for run in map(_accept, runs) if run]
    if not accepted:
        accepted = [run for run in [_accept(_weigh_headings(reading))] if run]
    kept: list[Item] = []
    for run in sorted(accepted, key=lambda r: -len(r)):
        kept += [i for i in run if not any(i.passage.overlaps(k.passage) for k in kept)]
    kept.sort(key=lambda i: i.passage.start)
    return [make_case(reading, i.head, i.passage) for i in kept]


def _weigh_runs(reading: Reading) -> list[list[Item]]:
    """Every run of marks as items. A run ends where the next one of its kind begins."""
    blocks = reading.document.blocks
    block_ends = [block.span.end for block in blocks]
    runs = sorted(find_runs(reading.text, blocks), key=lambda run: run[0].span.start)
    limits: dict[str, int] = {}
    weighed = []
    for run in reversed(runs):
        limit = limits.get(run[0].kind, len(reading.text))
        limits[run[0].kind] = run[0].span.start
        weighed.append(_weigh_run(reading, run, limit, block_ends))
    return weighed[::-1]


def _weigh_run(
    reading: Reading, run: list[Marker], limit: int, block_ends: list[int]
) -> list[Item]:
    ends = [marker.span.start for marker in run[1:]] + [limit]
    introduced = _is_introduced(reading, run[0].span.start)
    items = []
    for marker, end in zip(run, ends, strict=True):
        block_end = block_ends[bisect_right(block_ends, marker.span.end)]
        head = read_head(reading, marker.span.end, min(end, block_end))
        passage = Span(marker.span.start, find_closing(reading, Span(head.end, end)))
        named = marker.kind == "case"
        points = _weigh(reading, head, passage) + introduced + 2 * named
        items.append(Item(trim(reading.text, passage), head, points))
    return items


def _weigh_headings(reading: Reading) -> list[Item]:
    blocks = reading.document.blocks
    heads = [
        block.span
        for block, after in pairwise(blocks[1:])
        if _is_heading(reading, block) and not _is_heading(reading, after)
    ]
    heads = [h for h in heads if _weigh(reading, h, h) >= ENOUGH]
    if len(heads) < 2:
        return []
    items = []
    for head, end in zip(heads, [h.start for h in heads[1:]] + [len(reading.text)], strict=True):
        passage = Span(head.start, find_closing(reading, Span(head.end, end)))
        items.append(Item(trim(reading.text, passage), head, _weigh(reading, head, passage)))
    return items


def _is_heading(reading: Reading, block: TextBlock) -> bool:
    length = len(block.span) * (3 if reading.document.is_chinese else 1)
    words = block.span.quote(reading.text)
    return length <= HEADING_LENGTH and (
        block.kind == "heading" or not _SENTENCE_END.search(words[-2:])
    )


def _is_introduced(reading: Reading, at: int) -> bool:
    """Whether the words before a list say that cases follow."""
    return reading.cues.intro.stand_in(reading.folded, Span(max(0, at - 200), at))


def _weigh(reading: Reading, head: Span, passage: Span) -> int:
    """Points for what shows an item to be one investigated matter."""
    cues, folded = reading.cues, reading.folded
    if cues.measure.begins(folded, head.start) or len(head) < 4:
        return -1
    opening = Span(head.start, min(passage.end, head.end + 120))
    points = 2 * cues.noun.stand_in(folded, head)
    points += 2 * cues.verb.stand_in(folded, head)
    points += bool(reading.actors_in(head)) or bool(reading.actors_in(opening))
    points += find_designation(reading.text, head) is not None
    points += cues.person.stand_in(folded, Span(head.start, passage.end))
    points -= 2 * reading.counts_cases(head)
    return points


def _accept(run: list[Item]) -> list[Item]:
    """The items from the first case to the last, if the run is a list of cases."""
    good = [index for index, item in enumerate(run) if item.points >= ENOUGH]
    if not good:
        return []
    inner = run[good[0] : good[-1] + 1]
    if len(good) < SHARE * len(inner) or (len(good) == 1 and run[good[0]].points <= ENOUGH):
        return []
    return [item for item in inner if item.points >= PLAUSIBLE]
