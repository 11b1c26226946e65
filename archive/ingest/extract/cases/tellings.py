"""Clauses that begin the story of a case: who acted, what was done, and to what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.ingest.extract.cases.designations import find_designation
from archive.ingest.extract.cases.reading import Actor, Reading
from archive.text.spans import Span

ACTOR_REACH = {True: 34, False: 90}
"""How far from a clause's beginning the body that acted may stand, Chinese or not."""
VERB_REACH = {True: 40, False: 70}
OBJECT_REACH = {True: 80, False: 180}
LEAD_REACH = 120
"""How far behind who acted the deed may stand in headline and lead, which are long."""
UNIT_REACH = 16
"""How far from a clause's beginning a unit without its bureau's name may end."""
TOTAL_REACH = 14
"""How far before the verb a word of totals may stand."""
MOST_PROVINCES = 2
"""More provinces than these act in a wave over the country, not in one matter."""

_LEAD_IN = re.compile(r"[^,，\n]{2,12}方面[,，]")
_MANY_PEOPLE = re.compile(r"\d{3}|\d,\d{3}|[百千万]|hundred|thousand|dozens")
_PEOPLE = (
    "people|persons|suspects|men|women|members|employees|managers|operators|owners|sellers|agents"
    "|students|residents|individuals|gang members|staff|drivers|workers|hackers"
)
_FEW_PEOPLE = re.compile(
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:[a-z-]+\s+){0,2}"
    rf"(?:{_PEOPLE})|\d{{1,2}}余?[名人]|\"[^\"]{{2,40}}\"|\bsurnamed\b"
    r"|\ba[n]? (?:[a-z0-9-]+ ){0,2}(?:man|woman|couple|student|suspect|resident|person)\b"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A clause that begins a story: who acted, whether it names a case, and where its heading
    words begin."""

    clause: Span
    actor: Actor | None
    has_noun: bool
    head_start: int


def find_tellings(reading: Reading) -> list[Telling]:
    """All clauses of the text that begin the story of a case, in text order."""
    return [
        telling
        for block in reading.document.blocks
        if block.kind != "caption"
        for clause in reading.clauses(block.span)
        if (telling := _read_clause(reading, clause)) is not None
    ]


def _read_clause(reading: Reading, clause: Span) -> Telling | None:
    cues, chinese = reading.cues, reading.document.is_chinese
    if cues.begins("opener", clause.start):
        return Telling(clause, next(iter(reading.actors_in(clause)), None), True, clause.start)
    if cues.begins("measure", clause.start) and not _LEAD_IN.match(reading.text, *clause):
        return None
    opening = Span(clause.start, min(clause.end, clause.start + ACTOR_REACH[chinese]))
    actors = reading.actors_in(opening)
    unit = _find_unit(reading, clause) if not actors else ()
    verb = _find_verb(reading, clause, actors or unit) if actors or unit else None
    if verb is None or _tells_totals(reading, clause, verb):
        return None
    acting = unit or _list_acting(reading, clause, verb)
    told = acting[-1].span.end if acting[-1].span.end <= verb.start else clause.start
    rest = Span(told, min(clause.end, verb.end + OBJECT_REACH[chinese]))
    named = Span(clause.start, rest.end) if clause.start < reading.lead_end else rest
    noun = cues.stand_in("noun", named)
    begins = clause.start < reading.lead_end or reading.text[clause.start - 1] == "\n"
    people_from = clause.start if begins else None
    if not (noun or _tells_deed(reading, rest, verb.end, people_from)) or _names_several(acting):
        return None
    local = any(a.is_local for a in acting)
    if not local and not (noun and find_designation(reading.text, rest)):
        return None
    return Telling(clause, acting[0], noun, min(acting[0].span.start, told))


def _find_unit(reading: Reading, clause: Span) -> Sequence[Actor]:
    """A unit that begins the clause without its bureau's name: of the body named last."""
    reach = Span(clause.start, min(clause.end, clause.start + UNIT_REACH))
    units = reading.cues.find("unit", reach)
    body = reading.find_body_before(clause.start) if units else None
    return (Actor(units[0], body.code, True),) if body else ()


def _find_verb(reading: Reading, clause: Span, actors: Sequence[Actor]) -> Span | None:
    """What was done: behind who acted; in English also before it ("has been smashed in ...")."""
    chinese = reading.document.is_chinese
    far = clause.start < reading.lead_end
    reach = LEAD_REACH if far else VERB_REACH[chinese]
    behind = Span(actors[0].span.end, min(clause.end, actors[-1].span.end + reach))
    verbs = reading.cues.find("verb", behind)
    if not verbs and not chinese:
        verbs = reading.cues.find("verb", Span(clause.start, actors[0].span.start))
    return verbs[0] if verbs else None


def _tells_totals(reading: Reading, clause: Span, verb: Span) -> bool:
    """Whether the clause counts matters, or says that it sums them up."""
    near = OBJECT_REACH[reading.document.is_chinese] // 4
    after = Span(verb.end, min(clause.end, verb.end + near))
    before = Span(max(clause.start, verb.start - TOTAL_REACH), verb.start)
    return reading.counts_cases(after) or reading.cues.stand_in("total", before)


def _tells_deed(reading: Reading, rest: Span, verb_end: int, people_from: int | None) -> bool:
    """Whether a gang, a den or a site is named, or a few people for what they did; where a
    paragraph begins, or in the lead, a name or a few people behind `people_from` are enough."""
    if reading.cues.stand_in("object", rest):
        return True
    near = OBJECT_REACH[reading.document.is_chinese] // 3
    objects = Span(rest.start, min(rest.end, verb_end + near))
    if _MANY_PEOPLE.search(reading.folded, *objects):
        return False
    return reading.cues.stand_in("offence", rest) or (
        people_from is not None
        and _FEW_PEOPLE.search(reading.folded, people_from, objects.end) is not None
    )


def _list_acting(reading: Reading, clause: Span, verb: Span) -> Sequence[Actor]:
    """Who is named before the verb, in Chinese behind the last comma if anybody is ("记者从
    ...获悉，...分局破获"), and bodies rather than the many places where they went."""
    acting = reading.actors_in(Span(clause.start, verb.start))
    if not acting:
        return reading.actors_in(Span(verb.end, clause.end))
    if reading.document.is_chinese:
        comma = max(reading.text.rfind(mark, clause.start, verb.start) for mark in "，,")
        acting = tuple(a for a in acting if a.span.start > comma) or acting
    bodies = tuple(a for a in acting if a.is_body and a.is_local)
    return bodies if bodies and _names_several(acting) else acting


def _names_several(actors: Sequence[Actor]) -> bool:
    return len({a.code[:2] for a in actors if a.is_local}) > MOST_PROVINCES
