"""How far a case has come: the furthest stage that its passage states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher
from archive.text.phrases import Phrases
from archive.text.spans import Span, sentence_around

UNKNOWN = "unknown"
NO_STAGE = ""
BEFORE = {True: 26, False: 12}
"""How far before a stage's words (Latin or not) those may stand that make it a plan or a
person's past."""


@dataclass(frozen=True, slots=True)
class StatusCues:
    """Stages from the first to the last, their words, and what takes them back."""

    order: tuple[str, ...]
    counts_as: dict[str, str]
    cues: Matcher[str]
    taken_back: Phrases
    threats: Phrases


@lru_cache(maxsize=4)
def compile_statuses(lexicon: Lexicon) -> StatusCues:
    """The table of `cues/statuses.yaml` of a snapshot."""
    table, scanner = lexicon.cues.get("statuses") or {}, get_scanner(lexicon)
    taken_back = [*(table.get("not_yet") or ()), *(table.get("earlier") or ())]
    names = [(cue, stage) for stage, cues in (table.get("cues") or {}).items() for cue in cues]
    names += [(cue, NO_STAGE) for cue in table.get("none") or ()]
    return StatusCues(
        order=tuple(table.get("order") or (UNKNOWN,)),
        counts_as=dict(table.get("counts_as") or {}),
        cues=Matcher(names, scanner),
        taken_back=Phrases(taken_back, scanner=scanner),
        threats=Phrases(table.get("threats") or (), scanner=scanner),
    )


def read_status(folded: str, passage: Span, lexicon: Lexicon) -> tuple[str, Span | None]:
    """The furthest stage stated in a passage of folded text and the words that state it;
    "unknown" without words where none is stated."""
    compiled = compile_statuses(lexicon)
    best, words = 0, None
    for span, stages in compiled.cues.find(folded, passage):
        rank = max((compiled.order.index(s) for s in stages if s in compiled.order), default=0)
        if rank > best and not _is_taken_back(folded, span, passage, compiled):
            best, words = rank, span
    stage = compiled.order[best] if compiled.order else UNKNOWN
    return compiled.counts_as.get(stage, stage), words


def _is_taken_back(folded: str, span: Span, passage: Span, compiled: StatusCues) -> bool:
    """Whether the words just before make the stage a plan or a person's past, or words anywhere
    before it in its sentence make it what a law threatens."""
    sentence = sentence_around(folded, span)
    if compiled.threats.find(folded, Span(max(passage.start, sentence.start), span.start)):
        return True
    reach = BEFORE[span.quote(folded).isascii()]
    before = Span(max(passage.start, span.start - reach), span.start)
    return any(
        not set(folded[found.end : span.start]) & set("。,;.!?")
        for found in compiled.taken_back.find(folded, before)
    )
