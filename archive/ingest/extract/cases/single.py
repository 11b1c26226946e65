"""The announcement that tells of one matter only: a case cracked, a sentence, a fine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.ingest.extract.cases.passages import find_closing, make_case, read_head
from archive.ingest.extract.cases.reading import DIGITS, Actor, Reading
from archive.ingest.extract.cases.tellings import Telling
from archive.ingest.types import CaseMention
from archive.text.spans import Span

LEAD_CLAUSES = 5
STORY_LENGTH = {True: 3000, False: 8000}
"""A longer text, Chinese or not, tells of more than one matter."""
BODY_REACH = {True: 300, False: 900}
"""Where in a story, Chinese or not, the body that acts is named at the latest."""
_MANY_PEOPLE = re.compile(
    r"(?<![\d,.])\d[\d,]{1,20}+\s*(?:people|persons|suspects|defendants|individuals|[余多]*[名人])"
)
_ANOTHER = re.compile(r"\banother (?:[a-z-]+ ){0,3}case\b|另一?(?:起|宗|桩)(?!告)")
_ONE_MORE = re.compile(r"[一1](?:起|宗|个|桩)|\b(?:another|a|an|one) ")
_CASES_COUNTED = re.compile(
    r"(?:破获|侦破|查处|查办|办理|侦办|立案|受理|办结|审结|起诉)[^,。，;；\n]{0,16}?\d{1,12}+余?(?:起|宗|件)"
    rf"|案件?{DIGITS}万?余?(?:起|宗|件)|{DIGITS}(?: [a-z-]+){{0,3}} cases\b|\bcases \d"
)
_SO_FAR = re.compile(
    r"今年以来|年以来,全|行动(?:开展|启动|实施|部署)?以来|季度,|截至目前,全|全[市省区州县](?:公安|共|累计|已)|各地"
    r"|so far this year|since the beginning of|first half of|in the first [a-z]+ months|nationwide"
)


def find_single(
    reading: Reading, tellings: Sequence[Telling], limit: int | None = None
) -> list[CaseMention]:
    """The one case of a text, or of what stands before `limit`, whose headline or lead tells it,
    where all the other tellings can be of the same matter, being of the same place."""
    if not tellings or tellings[0].clause.start >= reading.lead_end:
        return []
    headline = reading.clauses(Span(0, reading.lead_end))[0]
    acting = [_find_body(reading, telling) for telling in tellings]
    if reading.counts_cases(headline) or not _same_place(acting):
        return []
    return [_make_whole(reading, tellings[0].head_start, tellings[0].clause, limit)]


def find_penalty(reading: Reading) -> list[CaseMention]:
    """The one case of a text whose headline or lead says that a body imposed a penalty; a
    report of what a time has brought is none."""
    blocks = reading.document.blocks
    if not blocks or _SO_FAR.search(reading.folded):
        return []
    for clause in reading.clauses(Span(blocks[0].span.start, reading.lead_end))[:LEAD_CLAUSES]:
        if reading.counts_cases(clause) or _MANY_PEOPLE.search(reading.folded, *clause):
            return []
        if reading.actors_in(clause) and reading.cues.stand_in("penalty", clause):
            return [_make_whole(reading, clause.start, clause)]
    return []


def find_story(reading: Reading) -> list[CaseMention]:
    """The one case of a short text that tells how local bodies of one place caught somebody for
    one offence, whatever its headline; a report of totals is none."""
    if len(reading.text) > STORY_LENGTH[reading.document.is_chinese]:
        return []
    whole = Span(0, len(reading.text))
    bodies = [a for a in reading.actors if a.is_body and a.is_local]
    if not bodies or not _same_place(bodies) or _sums_up(reading):
        return []
    if bodies[0].span.start > max(reading.lead_end, BODY_REACH[reading.document.is_chinese]):
        return []
    if not (reading.cues.stand_in("caught", whole) and reading.cues.stand_in("offence", whole)):
        return []
    headline = reading.clauses(Span(0, reading.lead_end))[:1]
    return [_make_whole(reading, headline[0].start, headline[0])] if headline else []


def count_first(reading: Reading, tellings: Sequence[Telling]) -> int:
    """How many tellings stand before the first that is told as of one more matter."""
    for index, telling in enumerate(tellings):
        if index and telling.clause.start >= reading.lead_end:
            before = tellings[: index + 1]
            if _is_further(reading, telling) or _is_another(reading, telling, before):
                return index
    return len(tellings)


def _is_further(reading: Reading, telling: Telling) -> bool:
    """Whether a clause adds a matter ("同日，...分局又破获一宗")."""
    if not reading.cues.begins("further", telling.clause.start):
        return False
    return telling.has_noun or _ONE_MORE.search(reading.folded, *telling.clause) is not None


def _is_another(reading: Reading, telling: Telling, tellings: Sequence[Telling]) -> bool:
    """Whether a clause tells of "another case" of the place where all before it acted."""
    if _ANOTHER.search(reading.folded, *telling.clause) is None:
        return False
    return _same_place([_find_body(reading, t) for t in tellings])


def _find_body(reading: Reading, telling: Telling) -> Actor | None:
    """Who acts in a telling: not the place where somebody was caught, if its clause has named a
    body before (杭州市公安局立案侦查，在江西上饶抓获)."""
    actor = telling.actor
    if actor is None or actor.is_body or reading.folded[actor.span.start - 1] not in "在于":
        return actor
    before = reading.actors_in(Span(telling.clause.start, actor.span.start))
    return next((a for a in before if a.is_body and a.is_local), actor)


def _sums_up(reading: Reading) -> bool:
    found = _CASES_COUNTED.search(reading.folded) or _SO_FAR.search(reading.folded)
    return found is not None


def _same_place(actors: Sequence[Actor | None]) -> bool:
    """Whether all who act do so in one prefecture, as far as the text says."""
    codes = {a.code for a in actors if a is not None and a.is_local}
    prefectures = {code[:4] for code in codes if code[2:4] != "00"}
    return len({code[:2] for code in codes}) <= 1 and len(prefectures) <= 1


def _make_whole(
    reading: Reading, head_start: int, clause: Span, limit: int | None = None
) -> CaseMention:
    """The case whose passage is the text up to `limit`, or to its closing remarks."""
    end = find_closing(reading, Span(clause.end, len(reading.text) if limit is None else limit))
    return make_case(reading, read_head(reading, head_start, clause.end), Span(0, end))
