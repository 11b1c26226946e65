"""One text as the case finders read it: folded, with its cues and with who could act."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.ingest.extract.cases.cues import compile_cues
from archive.ingest.extract.cases.markers import Marker, find_runs
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import AgencyMention, Document, PlaceMention
from archive.text.matching import fold
from archive.text.phrases import FoundPhrases
from archive.text.spans import Span, trim

SHORTEST = 3
"""A clause is longer than this."""
LEAD_LENGTH = {True: 35, False: 100}
"""A shorter block, Chinese or not, is a headline or a by-line."""

_HAN_NUMBER = "两二三四五六七八九十百千万数多几余"
DIGITS = r"\d(?<![\d,.]\d)[\d,.]{0,20}+"
"""A number in digits; possessive, and bounded at the left, so that a long row of digits is read
once and not from each of them."""

_COUNT = re.compile(
    rf"(?:{DIGITS}[{_HAN_NUMBER}]{{0,4}}+|(?<![{_HAN_NUMBER}])[{_HAN_NUMBER}]{{1,12}}+)\s{{0,3}}(?:起|宗|件|例|个(?!月)|处|家)"
    rf"|(?:{DIGITS}|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands))"
    r"\s+(?:of\s+)?(?:[\w-]+\s+){0,4}(?:cases|gangs|websites|sites|platforms|rings|operations|dens|companies"
    r"|firms|organisations|organizations|decisions)\b"
)
# 【香港商报讯】 tells who reports, not who acts.
_BYLINE = re.compile(r"【[^】\n]{2,16}(?:讯|电|消息|报道)】")
_CLAUSE_END = re.compile(r"[。!！?？;；\n]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Actor:
    """A place or a body that may have acted: where it stands, its division's code (that of a
    country, or nothing, for a national body), and whether it is a body."""

    span: Span
    code: str
    is_body: bool

    @property
    def is_local(self) -> bool:
        """Whether it is a division of China, or a body of one."""
        return self.code.isdigit()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its text as `fold` gives it, its actors in text order, where its
    clauses end, these clauses trimmed, its runs of marks, where headline and lead end, the cue
    words."""

    document: Document
    folded: str
    actors: tuple[Actor, ...]
    stops: tuple[int, ...]
    sentences: tuple[Span, ...]
    runs: tuple[tuple[Marker, ...], ...]
    lead_end: int
    cues: FoundPhrases

    @property
    def text(self) -> str:
        """The text as stored."""
        return self.document.text

    def actors_in(self, span: Span) -> tuple[Actor, ...]:
        """Actors that begin in a part of the text."""
        first = bisect_left(self.actors, span.start, key=lambda a: a.span.start)
        last = bisect_left(self.actors, span.end, key=lambda a: a.span.start)
        return self.actors[first:last]

    def find_body_before(self, at: int) -> Actor | None:
        """The local body that the text names last before a position."""
        last = bisect_left(self.actors, at, key=lambda a: a.span.start)
        return next((a for a in self.actors[:last][::-1] if a.is_body and a.is_local), None)

    def counts_cases(self, span: Span) -> bool:
        """Whether the part counts several matters, and so tells of none."""
        return bool(_COUNT.search(self.folded, *span)) or self.cues.stand_in("several", span)

    def clauses(self, within: Span) -> list[Span]:
        """Sentences and their parts between semicolons, without surrounding white space."""
        first = bisect_right(self.stops, within.start)
        last = bisect_right(self.stops, within.end)
        if first >= last:
            parts = [trim(self.text, within)]
        else:
            parts = [
                trim(self.text, Span(within.start, self.stops[first])),
                *self.sentences[first + 1 : last],
                trim(self.text, Span(self.stops[last - 1], within.end)),
            ]
        return [clause for clause in parts if len(clause) > SHORTEST]


def open_reading(
    document: Document,
    places: tuple[PlaceMention, ...],
    agencies: tuple[AgencyMention, ...],
    lexicon: Lexicon,
) -> Reading:
    """A reading of a document; a dateline's place can act nowhere."""
    actors = [Actor(p.span, p.candidates[0], False) for p in places if _can_act(p)]
    actors += [Actor(a.span, _code_of(a, lexicon), True) for a in agencies]
    folded = fold(document.text)
    bylines = [Span(*m.span()) for m in _BYLINE.finditer(folded)] if "【" in folded else []
    actors = [a for a in actors if not any(line.covers(a.span) for line in bylines)]
    actors.sort(key=lambda a: (a.span.start, -len(a.span)))
    actors = _narrow(actors)
    runs = find_runs(document.text, document.blocks)
    stops = tuple(match.end() for match in _CLAUSE_END.finditer(document.text))
    parts = (Span(start, end) for start, end in pairwise((0, *stops)))
    sentences = tuple(trim(document.text, part) for part in parts)
    return Reading(
        document=document,
        folded=folded,
        actors=tuple(actors),
        stops=stops,
        sentences=sentences,
        runs=runs,
        lead_end=_end_lead(document),
        cues=compile_cues(lexicon).read(folded),
    )


def _narrow(actors: list[Actor]) -> list[Actor]:
    """The actors, each body with the code of the smallest division that its own words name:
    天宁分局, which is of Changzhou, acts in Tianning."""
    narrowed: list[Actor] = []
    body: int | None = None
    for actor in actors:
        if body is not None and not actor.is_body and narrowed[body].is_local:
            holder = narrowed[body]
            if holder.span.covers(actor.span) and actor.code.startswith(holder.code[:4]):
                narrowed[body] = replace(holder, code=max(holder.code, actor.code))
        if actor.is_body:
            body = len(narrowed)
        narrowed.append(actor)
    return narrowed


def _end_lead(document: Document) -> int:
    """The end of headline and lead: of the first block after the headline that is long enough
    to be no by-line, or where all are short, of the first that is half as long."""
    blocks = document.blocks
    long = LEAD_LENGTH[document.is_chinese]
    for least in (long, long // 2):
        for block in blocks[1:]:
            if len(block.span) >= least and _CLAUSE_END.search(document.text, *block.span):
                return block.span.end
    return blocks[-1].span.end if blocks else 0


def _can_act(place: PlaceMention) -> bool:
    return bool(place.candidates) and place.role != "dateline"


def _code_of(agency: AgencyMention, lexicon: Lexicon) -> str:
    if agency.place:
        return agency.place[0]
    entry = lexicon.agencies.get(agency.candidates[0]) if agency.candidates else None
    return entry.place or "" if entry else ""
