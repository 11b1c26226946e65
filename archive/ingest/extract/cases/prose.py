"""Cases told in running prose: "X police cracked ...; Y police cracked ...", "In one case"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from archive.ingest.extract.cases.items import find_dated
from archive.ingest.extract.cases.passages import find_closing, is_said, make_case, read_head
from archive.ingest.extract.cases.reading import DIGITS, Actor, Reading
from archive.ingest.extract.cases.single import count_first, find_single
from archive.ingest.extract.cases.tellings import ACTOR_REACH, Telling, find_tellings
from archive.ingest.types import CaseMention, TextBlock
from archive.text.spans import Span

LOOK_BACK = 3
"""How many blocks before "another case" the first one is looked for."""
OPENING = 30
SHORTEST_STORY = 40
"""What a paragraph tells before "another case" is one from so many characters on."""
FOREWORD = {True: 120, False: 160}
"""How much of a paragraph, Chinese or not, may lead to the clause that begins its case."""
LONG_FOREWORD = 4
"""So many times as much where it tells of the same place."""
_MANY_CASES = (
    rf"{DIGITS}(?:余|多)?\s*(?:起|宗)|{DIGITS}\s+(?:[a-z-]+\s+){{0,3}}(?:cases|gangs|rings)\b"
    r"|\d(?:余|多)?(?:家|人)?次|累计|季度|(?:今年|行动|启动|开展|部署)以来"
    r"|so far this year|since the (?:beginning|start|launch)|\bquarter\b"
)
_MANY_PEOPLE = r"(?:\d{3}|\d,\d{3})(?:余|多)?\s*(?:余|多)?(?:名|人(?!民)|people|suspects|persons)"
_CASES_TOTAL = re.compile(_MANY_CASES)
_TOTAL = re.compile(f"{_MANY_CASES}|{_MANY_PEOPLE}")


def find_told(reading: Reading) -> list[CaseMention]:
    """Cases told in prose: the one matter of the text, or several of several bodies."""
    tellings = find_tellings(reading)
    tellings = _look_back(reading, tellings)
    first = count_first(reading, tellings)
    limit = tellings[first].clause.start if first < len(tellings) else None
    if single := find_single(reading, tellings[:first], limit):
        return (
            single + [_make_told(reading, t, n, tellings) for n, t in enumerate(tellings)][first:]
        )
    dated = find_dated(reading)
    if len(dated) >= max(2, len(tellings)):
        return dated
    stories = _find_stories(reading)
    if len(stories) > max(1, len(tellings)):
        tellings = _add_tellings(reading, stories, tellings)
    tellings = _drop_repeats(reading, tellings)
    if len(tellings) > 1:
        tellings = _add_stories(reading, _drop_summary(reading, tellings))
    elif tellings and not _stands_alone(reading, tellings[0]):
        return []
    tellings = [_begin_paragraph(reading, n, tellings) for n in range(len(tellings))]
    return [_make_told(reading, t, n, tellings) for n, t in enumerate(tellings)]


def _stands_alone(reading: Reading, telling: Telling) -> bool:
    """Whether the only telling, behind the lead, is a case: it names one, or its paragraph
    tells who was caught."""
    if telling.clause.start < reading.lead_end:
        return False
    block = _block_at(reading, telling.clause.start)
    return telling.has_noun or (
        reading.cues.stand_in("caught", block) and not reading.counts_cases(telling.clause)
    )


def _begin_paragraph(reading: Reading, index: int, tellings: list[Telling]) -> Telling:
    """The telling from the beginning of its paragraph, where nothing but its own matter stands
    before it: no other case, no totals."""
    telling = tellings[index]
    start = _block_at(reading, telling.clause.start).start
    if start < reading.lead_end or (index and tellings[index - 1].clause.end > start):
        return telling
    before = Span(start, telling.clause.start)
    if reading.cues.begins("opener", telling.clause.start):
        return telling
    if not 0 < len(before) <= _reach_before(reading, before, telling):
        return telling
    if _CASES_TOTAL.search(reading.folded, *before):
        return telling
    return replace(telling, clause=Span(start, telling.clause.end))


def _reach_before(reading: Reading, before: Span, telling: Telling) -> int:
    """How long a foreword may be: longer where it is of the place that then acts."""
    reach = FOREWORD[reading.document.is_chinese]
    named = reading.actors_in(before)
    same = bool(named) and all(_is_nested(actor, telling.actor) for actor in named)
    return LONG_FOREWORD * reach if same else reach


def _list_stories(reading: Reading) -> list[Telling]:
    return [s for b in reading.document.blocks if (s := _read_story(reading, b)) is not None]


def _add_stories(reading: Reading, tellings: list[Telling]) -> list[Telling]:
    """Also the paragraphs of other cities behind the lead that tell who was caught, or that a
    matter is being investigated."""
    taken = {_block_at(reading, t.clause.start) for t in tellings}
    cities = {t.actor.code[:4] for t in tellings if t.actor}
    more = []
    for story in _list_stories(reading):
        block = _block_at(reading, story.clause.start)
        city = story.actor.code[:4] if story.actor else ""
        if block in taken or city in cities or story.clause.start < reading.lead_end:
            continue
        if reading.cues.stand_in("caught", block) or reading.cues.stand_in("ongoing", block):
            more.append(story)
            cities.add(city)
    return sorted([*tellings, *more], key=lambda t: t.clause.start)


def _find_stories(reading: Reading) -> list[Telling]:
    """Paragraphs that begin with a place and tell of a deed: where the text says that cases
    follow, or where two or more such paragraphs of different cities follow the lead."""
    intro, stories = reading.cues.find("intro"), _list_stories(reading)
    if intro:
        return [s for s in stories if s.clause.start >= intro[0].end]
    told = [s for s in stories if s.clause.start >= reading.lead_end]
    cities = {s.actor.code[:4] for s in told if s.actor}
    return told if len(cities) == len(told) > 1 else []


def _add_tellings(
    reading: Reading, stories: list[Telling], tellings: list[Telling]
) -> list[Telling]:
    """The stories, and behind the first of them what is told in other paragraphs."""
    taken = {_block_at(reading, story.clause.start) for story in stories}
    further = [
        t
        for t in tellings
        if t.clause.start > stories[0].clause.start
        and _block_at(reading, t.clause.start) not in taken
    ]
    return sorted(stories + further, key=lambda t: t.clause.start)


def _read_story(reading: Reading, block: TextBlock) -> Telling | None:
    if block.kind == "caption" or reading.cues.begins("measure", block.span.start):
        return None
    reach = ACTOR_REACH[reading.document.is_chinese]
    clause = reading.clauses(block.span)[:1]
    if not clause or _sums_up(reading, clause[0]) or is_said(reading, clause[0]):
        return None
    opening = Span(block.span.start, min(clause[0].end, block.span.start + reach))
    actors = [a for a in reading.actors_in(opening) if a.is_local]
    told = any(reading.cues.stand_in(name, block.span) for name in ("person", "ongoing"))
    if not actors or not told:
        return None
    return Telling(
        clause[0], max(actors, key=lambda a: a.code[2:4] != "00"), True, block.span.start
    )


def _sums_up(reading: Reading, clause: Span) -> bool:
    """Whether a paragraph's first clause counts cases or hundreds of people."""
    return bool(_TOTAL.search(reading.folded, *clause)) or reading.cues.stand_in("several", clause)


def _look_back(reading: Reading, tellings: list[Telling]) -> list[Telling]:
    """The tellings, and before each that is told as "another", if none stands so near, the case
    that it follows."""
    found: list[Telling] = []
    for telling in tellings:
        last = found[-1].clause.end if found else 0
        first = _find_first(reading, telling, last)
        found += [first, telling] if first else [telling]
    return found


def _find_first(reading: Reading, telling: Telling, last: int) -> Telling | None:
    """The case before "another": what its paragraph tells before it, else the nearest of the
    blocks before it that begins with a place and tells of a person, behind `last`."""
    at = telling.clause.start
    if not reading.cues.begins("another", at):
        return None
    before = [b.span for b in reading.document.blocks if b.span.end <= at]
    near = [(block, OPENING) for block in before[-LOOK_BACK:][::-1]] if not last else []
    own = Span(_block_at(reading, at).start, at)
    if len(own) > SHORTEST_STORY:
        near.insert(0, (own, len(own)))
    for block, reach in near:
        if block.start < last:
            continue
        opening = Span(block.start, min(block.end, block.start + reach))
        actors = reading.actors_in(opening)
        if actors and reading.cues.stand_in("person", block):
            actor = next((a for a in actors if a.is_body), actors[0])
            return Telling(reading.clauses(block)[0], actor, True, block.start)
    return None


def _drop_repeats(reading: Reading, tellings: list[Telling]) -> list[Telling]:
    """Without the clauses that go on, in the same block, with the matter of the one before:
    a body of the same place, or of a place within it, acts."""
    kept: list[Telling] = []
    for telling in tellings:
        same_block = kept and "\n" not in reading.text[kept[-1].clause.end : telling.clause.start]
        goes_on = same_block and not telling.has_noun and not _stands_beside(reading, telling)
        if not (goes_on and _is_nested(kept[-1].actor, telling.actor)):
            kept.append(telling)
    return kept


def _stands_beside(reading: Reading, telling: Telling) -> bool:
    """Whether the clause follows a semicolon and begins with the body that acted: one of a row
    of cases ("甲分局破获…；乙分局打掉…")."""
    before = reading.folded[: telling.clause.start].rstrip()[-1:]
    actor = telling.actor
    return before == ";" and actor is not None and actor.span.start == telling.clause.start


def _is_nested(one: Actor | None, other: Actor | None) -> bool:
    """Whether one division is the other, or a part of it."""
    if one is None or other is None or not one.is_local or not other.is_local:
        return False
    stems = sorted((_find_stem(one.code), _find_stem(other.code)), key=len)
    return stems[1].startswith(stems[0])


def _find_stem(code: str) -> str:
    """The digits of a division's code that its parts share: 330000 is 33, 330100 3301."""
    while code.endswith("00") and len(code) > 2:
        code = code[:-2]
    return code


def _drop_summary(reading: Reading, tellings: list[Telling]) -> list[Telling]:
    """Without a headline and a lead that sum up what several later clauses tell."""
    later = [t for t in tellings if t.clause.start >= reading.lead_end]
    return later if len(later) > 1 else tellings


def _make_told(
    reading: Reading, telling: Telling, index: int, tellings: list[Telling]
) -> CaseMention:
    following = tellings[index + 1].clause.start if index + 1 < len(tellings) else None
    end = min(_story_end(reading, telling.clause), following or len(reading.text))
    end = find_closing(reading, Span(telling.clause.end, max(end, telling.clause.end)))
    head = read_head(reading, telling.head_start, telling.clause.end)
    return make_case(reading, head, Span(telling.clause.start, end))


def _story_end(reading: Reading, clause: Span) -> int:
    """The end of the clause's block and of the blocks after it that go on with its matter."""
    blocks = reading.document.blocks
    at = bisect_right(blocks, clause.start, key=lambda b: b.span.start)
    end = _block_at(reading, clause.start).end
    for block in blocks[at:]:
        if not reading.cues.begins("continuation", block.span.start):
            break
        end = block.span.end
    return max(end, clause.end)


def _block_at(reading: Reading, at: int) -> Span:
    blocks = reading.document.blocks
    return blocks[bisect_right(blocks, at, key=lambda b: b.span.start) - 1].span
