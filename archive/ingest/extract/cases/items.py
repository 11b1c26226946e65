"""Cases set off as items: by dashes, numbers, "Case 1", dates or short lines as heads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile, zip_longest

from archive.ingest.extract.cases.designations import find_designation
from archive.ingest.extract.cases.markers import Marker, read_number
from archive.ingest.extract.cases.passages import find_closing, make_case, read_head
from archive.ingest.extract.cases.reading import Reading
from archive.ingest.types import CaseMention, TextBlock
from archive.text.spans import Span, trim

DATED = "date"
SAID = "is"
BOXED = "box"
ENOUGH = 3
"""Points at which an item counts as a case (see `_weigh`)."""
PLAUSIBLE = 2
"""Points at which an item counts as one where its neighbours do."""
SHARE = 0.6
"""Share of a run's items that must be cases for the run to be a list of cases."""
SURE = 3
"""Items from which on their paragraphs tell how many the last one has."""
HEADING_LENGTH = 140
INTRO_REACH = 200
INTRO_NEAR = 60
LEAD_REACH = 1200
"""How far before the first head a text may say that cases follow."""
# "公布5起典型案例", "ten typical cases".
_ANNOUNCED = re.compile(
    r"(?P<zh>(?<!\d)\d{1,2}|[二三四五六七八九十]{1,3})(?:起|个|件|例|宗|大)[^,。;\n\d]{0,30}?案[例件]"
    r"|\b(?P<en>\d{1,2}|three|four|five|six|seven|eight|nine|ten) (?:[a-z-]+ ){0,4}cases\b"
)
_NAME_END = re.compile(r"[。：:]|\.(?=\s)")
_CLOCK = re.compile(r"\d[:：]\d\d")
_SENTENCE_END = re.compile(r"[。.!?！？;；，,:：]\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its passage from mark to next mark, its heading words, its points."""

    passage: Span
    head: Span
    points: int


def find_items(reading: Reading) -> list[CaseMention]:
    """Cases of every list of cases, the longest lists first, none overlapping."""
    return _choose(reading, _weigh_runs(reading, dated=False))


def find_headed(reading: Reading) -> list[CaseMention]:
    """Cases under short lines as heads, or in paragraphs that begin with one."""
    return _choose(reading, [_weigh_heads(reading)])


def find_dated(reading: Reading) -> list[CaseMention]:
    """Cases in paragraphs that begin with a day. They can also be the days of one case: to be
    asked last."""
    runs = [
        [item for item in run if reading.actors_in(item.head)]
        for run in _weigh_runs(reading, dated=True)
    ]
    return _choose(reading, [run for run in runs if len(run) > 1])


def _choose(reading: Reading, runs: list[list[Item]]) -> list[CaseMention]:
    """Cases of the runs that are lists of cases, of the longest one where two overlap."""
    kept: list[Item] = []
    accepted = [_accept_announced(reading, run) or _accept(run) for run in runs if run]
    for run in sorted(filter(None, accepted), key=lambda r: -len(r)):
        free = [item for item in run if not _is_taken(kept, item.passage)]
        kept = sorted(kept + free, key=lambda item: item.passage.start)
    return [make_case(reading, i.head, i.passage) for i in kept]


def _is_taken(kept: list[Item], passage: Span) -> bool:
    """Whether one of the items, in text order and apart from each other, overlaps."""
    at = bisect_right(kept, passage.start, key=lambda item: item.passage.start)
    return any(item.passage.overlaps(passage) for item in kept[max(0, at - 1) : at + 1])


def _weigh_runs(reading: Reading, *, dated: bool) -> list[list[Item]]:
    """Runs of days, or of all other marks, as items. A run ends where the next of its kind
    begins."""
    blocks = reading.document.blocks
    block_ends = [block.span.end for block in blocks]
    runs = [run for run in reading.runs if (run[0].kind == DATED) == dated]
    runs.sort(key=lambda run: run[0].span.start)
    limits: dict[str, int] = {}
    weighed = []
    for run in reversed(runs):
        limit = limits.get(run[0].kind, len(reading.text))
        limits[run[0].kind] = run[0].span.start
        weighed.append(_weigh_run(reading, run, limit, block_ends))
    return weighed[::-1]


def _weigh_run(
    reading: Reading, run: Sequence[Marker], limit: int, block_ends: list[int]
) -> list[Item]:
    ends = [marker.span.start for marker in run[1:]]
    ends.append(min(limit, _bound_last(reading, run, block_ends)))
    introduced = _introduce(reading, run[0].span.start)
    items = []
    for marker, end in zip(run, ends, strict=True):
        block_end = block_ends[bisect_right(block_ends, marker.span.end)]
        head = read_head(reading, marker.span.end, min(end, block_end))
        passage = Span(marker.span.start, find_closing(reading, Span(head.end, end)))
        named = marker.kind == "case"
        points = _weigh(reading, head, passage) + introduced + 2 * named
        if marker.kind == SAID and not _names_case(reading, head):
            points = -1
        if marker.kind == BOXED and not reading.actors_in(marker.span):
            points = -1
        items.append(Item(trim(reading.text, passage), head, points))
    return items


def _bound_last(reading: Reading, run: Sequence[Marker], block_ends: list[int]) -> int:
    """Where the last item ends at the latest: it has no more paragraphs than any before it, and
    those that go on with its matter."""
    at = [bisect_right(block_ends, marker.span.end) for marker in run]
    longest = max((after - before for before, after in pairwise(at)), default=0)
    if len(run) < SURE and longest:
        return block_ends[-1]
    last = at[-1] + max(longest, 1) - 1
    following = reading.document.blocks[last + 1 :]
    goes_on = takewhile(lambda b: reading.cues.begins("continuation", b.span.start), following)
    return block_ends[min(last + sum(1 for _ in goes_on), len(block_ends) - 1)]


def _names_case(reading: Reading, head: Span) -> bool:
    """Whether the head names a case of a place: "一是" mostly begins a measure."""
    noun = reading.cues.stand_in("noun", head)
    return noun and bool(reading.actors_in(head))


def _weigh_heads(reading: Reading) -> list[Item]:
    blocks = reading.document.blocks
    heads, headed = [], False
    for block, after in zip_longest(blocks[1:], blocks[2:]):
        if _is_heading(reading, block):
            if after is not None and not _is_heading(reading, after):
                heads.append(block.span)
            headed = True
            continue
        if not headed and (head := _read_run_in(reading, block)):
            heads.append(head)
        headed = False
    good = [h for h in heads if _weigh_name(reading, h, h) >= ENOUGH]
    if len(good) < 2:
        return []
    items = []
    for head, end in zip(good, [h.start for h in good[1:]] + [len(reading.text)], strict=True):
        passage = Span(head.start, find_closing(reading, Span(head.end, end)))
        points = _weigh_name(reading, head, passage)
        items.append(Item(trim(reading.text, passage), head, points))
    return items


def _weigh_name(reading: Reading, head: Span, passage: Span) -> int:
    return _weigh(reading, head, passage) + _introduce(reading, head.start, LEAD_REACH)


def _read_run_in(reading: Reading, block: TextBlock) -> Span | None:
    """A first sentence that is nothing but the name of a case, with its story behind it."""
    reach = min(block.span.end, block.span.start + HEADING_LENGTH)
    for end in _NAME_END.finditer(reading.text, block.span.start, reach):
        head = Span(block.span.start, end.start())
        nouns = reading.cues.find("noun", head)
        short = len(head) * (3 if reading.document.is_chinese else 1) <= HEADING_LENGTH
        if end.end() < block.span.end and short and nouns and nouns[-1].end == head.end:
            return head
    return None


def _is_heading(reading: Reading, block: TextBlock) -> bool:
    length = len(block.span) * (3 if reading.document.is_chinese else 1)
    words = block.span.quote(reading.text)
    if length > HEADING_LENGTH or _CLOCK.search(words):
        return False
    return block.kind == "heading" or not (
        _SENTENCE_END.search(words[-2:]) or _is_byline(reading, block.span)
    )


def _is_byline(reading: Reading, line: Span) -> bool:
    found = reading.cues.find("byline", line)
    return bool(found) and (found[0].start == line.start or len(found) > 1)


def _introduce(reading: Reading, at: int, reach: int = INTRO_REACH) -> int:
    """Points for words before a list: two where they just now say that cases follow."""
    cues = reading.cues
    if cues.stand_in("intro", Span(max(0, at - INTRO_NEAR), at)):
        return 2
    before = Span(max(0, at - reach), at)
    return int(cues.stand_in("intro", before) or cues.stand_in("follows", before))


def _weigh(reading: Reading, head: Span, passage: Span) -> int:
    """Points for what shows an item to be one investigated matter."""
    cues = reading.cues
    if cues.begins("measure", head.start) or len(head) < 4:
        return -1
    opening = Span(head.start, min(passage.end, head.end + 120))
    points = 2 * cues.stand_in("noun", head)
    points += 2 * cues.stand_in("verb", head)
    points += bool(reading.actors_in(head)) or bool(reading.actors_in(opening))
    points += _begins_with_place(reading, head)
    points += find_designation(reading.text, head) is not None
    points += cues.stand_in("person", Span(head.start, passage.end))
    points -= 3 * reading.counts_cases(head)
    return points


def _begins_with_place(reading: Reading, head: Span) -> bool:
    """Whether the head has the form "Place: what happened"."""
    actors = reading.actors_in(Span(head.start, head.start + 1))
    return bool(actors) and reading.text[actors[0].span.end : actors[0].span.end + 1] in ":："


def _accept_announced(reading: Reading, run: list[Item]) -> list[Item]:
    """The items of a run as long as the number of cases that the words before it announce, if
    half of them are cases and none is a measure."""
    good = sum(item.points >= ENOUGH for item in run)
    if len(run) < SURE or 2 * good < len(run) or any(item.points < 0 for item in run):
        return []
    before = reading.folded[max(0, run[0].passage.start - LEAD_REACH) : run[0].passage.start]
    counts = (read_number(m["zh"] or m["en"]) for m in _ANNOUNCED.finditer(before))
    return run if len(run) in counts else []


def _accept(run: list[Item]) -> list[Item]:
    """The items from the first case to the last, if the run is a list of cases."""
    good = [index for index, item in enumerate(run) if item.points >= ENOUGH]
    if not good:
        return []
    inner = run[good[0] : good[-1] + 1]
    if len(good) < SHARE * len(inner) or (len(good) == 1 and run[good[0]].points <= ENOUGH):
        return []
    return [item for item in inner if item.points >= PLAUSIBLE]
