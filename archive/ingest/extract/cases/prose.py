"""Cases told in running prose: "X police cracked ...; Y police cracked ...", "In one case"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.ingest.extract.cases.designations import find_designation
from archive.ingest.extract.cases.items import find_dated
from archive.ingest.extract.cases.passages import find_closing, make_case, read_head
from archive.ingest.extract.cases.reading import Actor, Reading
from archive.ingest.types import CaseMention
from archive.text.spans import Span

ACTOR_REACH = {True: 34, False: 90}
"""How far from a clause's beginning the body that acted may stand, Chinese or not."""
VERB_REACH = {True: 40, False: 70}
OBJECT_REACH = {True: 80, False: 180}
LOOK_BACK = 3
TOTAL_REACH = 14


@dataclass(frozen=True, slots=True)
class Telling:
    """A clause that begins the story of a case: where, who acted, whether it names a case, and
    where its heading words begin."""

    clause: Span
    actor: Actor | None
    has_noun: bool
    head_start: int


def find_told(reading: Reading) -> list[CaseMention]:
    """Cases told in prose: several clauses of several bodies, or the one matter of the text."""
    tellings = [t for t in _tell_all(reading) if t is not None]
    lead = reading.lead_end
    if tellings and (first := _look_back(reading, tellings[0])):
        tellings.insert(0, first)
    if _is_single(reading, tellings, lead):
        return [_make_single(reading, tellings[0])]
    dated = find_dated(reading)
    if len(dated) >= max(2, len(tellings)):
        return dated
    if tellings and tellings[0].clause.start < lead and len(tellings) == 1:
        return []
    if len(tellings) == 1 and not tellings[0].has_noun:
        return []
    return [_make_told(reading, t, n, tellings) for n, t in enumerate(tellings)]


def _tell_all(reading: Reading) -> list[Telling | None]:
    return [
        _tell(reading, clause)
        for block in reading.document.blocks
        if block.kind != "caption"
        for clause in reading.clauses(block.span)
    ]


def _tell(reading: Reading, clause: Span) -> Telling | None:
    cues, folded, chinese = reading.cues, reading.folded, reading.document.is_chinese
    if cues.opener.begins(folded, clause.start):
        return Telling(clause, next(iter(reading.actors_in(clause)), None), True, clause.start)
    opening = Span(clause.start, min(clause.end, clause.start + ACTOR_REACH[chinese]))
    actors = reading.actors_in(opening)
    if not actors or cues.measure.begins(folded, clause.start):
        return None
    last = actors[-1]
    verbs = cues.verb.find(
        folded, Span(actors[0].span.end, min(clause.end, last.span.end + VERB_REACH[chinese]))
    )
    if not verbs:
        return None
    acting = _list_acting(reading, clause, verbs[0])
    rest = Span(verbs[0].start, min(clause.end, verbs[0].end + OBJECT_REACH[chinese]))
    noun = cues.noun.stand_in(folded, rest)
    if not (noun or cues.object.stand_in(folded, rest)) or _names_several(acting):
        return None
    near = Span(verbs[0].end, min(clause.end, verbs[0].end + OBJECT_REACH[chinese] // 4))
    before = Span(max(clause.start, verbs[0].start - TOTAL_REACH), verbs[0].start)
    if reading.counts_cases(near) or cues.total.stand_in(folded, before):
        return None
    local = any(a.is_local for a in acting)
    if not local and not (noun and find_designation(reading.text, rest)):
        return None
    return Telling(clause, acting[0], noun, acting[0].span.start)


def _list_acting(reading: Reading, clause: Span, verb: Span) -> Sequence[Actor]:
    """Who is named before the verb, in Chinese behind the last comma if anybody is ("记者从
    ...获悉，...分局破获")."""
    acting = reading.actors_in(Span(clause.start, verb.start))
    if not reading.document.is_chinese:
        return acting
    comma = max(reading.text.rfind(mark, clause.start, verb.start) for mark in "，,")
    return [a for a in acting if a.span.start > comma] or acting


def _look_back(reading: Reading, telling: Telling) -> Telling | None:
    """The case before one that is told as "another": in the nearest of the blocks before it
    that begins with a place and tells of a person."""
    if not reading.cues.another.begins(reading.folded, telling.clause.start):
        return None
    before = [b.span for b in reading.document.blocks if b.span.end <= telling.clause.start]
    for block in before[-LOOK_BACK:][::-1]:
        opening = Span(block.start, min(block.end, block.start + 30))
        actors = reading.actors_in(opening)
        if actors and reading.cues.person.stand_in(reading.folded, block):
            return Telling(reading.clauses(block)[0], actors[0], True, block.start)
    return None


def _names_several(actors: Sequence[Actor]) -> bool:
    """Whether more than two provinces act: a wave over the country, not one matter."""
    return len({a.code[:2] for a in actors if a.is_local}) > 2


def _is_single(reading: Reading, tellings: list[Telling], lead: int) -> bool:
    """Whether the first telling stands in headline or lead and all the others can be of the
    same matter, being of the same place."""
    if not tellings or tellings[0].clause.start >= lead:
        return False
    clauses = reading.clauses(Span(0, lead))
    if reading.counts_cases(Span(clauses[0].start, clauses[0].end)):
        return False
    return all(_same_place(tellings[0].actor, t.actor) for t in tellings[1:])


def _same_place(one: Actor | None, other: Actor | None) -> bool:
    if one is None or other is None or not one.is_local or not other.is_local:
        return True
    if one.code[:2] != other.code[:2]:
        return False
    return "00" in (one.code[2:4], other.code[2:4]) or one.code[2:4] == other.code[2:4]


def _make_single(reading: Reading, telling: Telling) -> CaseMention:
    end = find_closing(reading, Span(telling.clause.end, len(reading.text)))
    head = read_head(reading, telling.head_start, telling.clause.end)
    return make_case(reading, head, Span(0, end))


def _make_told(
    reading: Reading, telling: Telling, index: int, tellings: list[Telling]
) -> CaseMention:
    limit = tellings[index + 1].clause.start if index + 1 < len(tellings) else len(reading.text)
    end = min(limit, _story_end(reading, telling.clause))
    end = find_closing(reading, Span(telling.clause.end, end)) if end > telling.clause.end else end
    head = read_head(reading, telling.head_start, telling.clause.end)
    return make_case(reading, head, Span(telling.clause.start, end))


def _story_end(reading: Reading, clause: Span) -> int:
    """The end of the clause's block and of the blocks after it that go on with its matter."""
    end = clause.end
    for block in reading.document.blocks:
        if block.span.start <= clause.start < block.span.end:
            end = block.span.end
        elif block.span.start >= end:
            if not reading.cues.continuation.begins(reading.folded, block.span.start):
                break
            end = block.span.end
    return max(end, clause.end)
