"""The offence that a passage tells of, by the cue words of the taxonomy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.text.matching import Matcher
from archive.text.phrases import Phrases
from archive.text.spans import Span

HEAD_WEIGHT = 4.0
"""What a cue in the heading words counts against one in the story."""
CHARGE_WEIGHT = 2.0
WEAK_WEIGHT = 0.3
CHARGE_REACH = 12
REPEATS = 3
"""A cue counts at most so often: a long story must not outweigh its head."""


@dataclass(frozen=True, slots=True)
class OffenceCues:
    """Cue words with their offences; those that are weak; words of a charge."""

    cues: Matcher[str]
    weak: frozenset[str]
    charges: Phrases


@lru_cache(maxsize=4)
def compile_offences(lexicon: Lexicon) -> OffenceCues:
    """The offences' cues of a snapshot."""
    tables = lexicon.cues.get("offences") or {}
    return OffenceCues(
        cues=Matcher((cue, o.id) for o in lexicon.offences.values() for cue in o.cues),
        weak=frozenset(str(cue).lower() for cue in tables.get("weak") or ()),
        charges=Phrases(tables.get("charges") or ()),
    )


def classify_offence(
    folded: str, passage: Span, head: Span, lexicon: Lexicon
) -> tuple[str, Span] | None:
    """The offence of a passage in folded text and the words that show it, or None.

    In a Chinese head the crime's name stands last ("用微信传播淫秽物品牟利案"), so there the
    last cue counts double.
    """
    compiled = compile_offences(lexicon)
    scores: dict[str, float] = defaultdict(float)
    spans: dict[str, Span] = {}
    counts: dict[tuple[str, bool], int] = defaultdict(int)
    last_in_head: str | None = None
    for match in compiled.cues.find(folded[passage.start : passage.end]):
        span = match.span.shift(passage.start)
        in_head, cue = head.covers(span), span.quote(folded)
        counts[cue, in_head] += 1
        if counts[cue, in_head] > REPEATS:
            continue
        weight = (HEAD_WEIGHT if in_head else 1.0) / counts[cue, in_head]
        if cue in compiled.weak:
            weight *= WEAK_WEIGHT
        elif _is_charge(folded, span, compiled):
            weight *= CHARGE_WEIGHT
        for offence in match.value:
            scores[offence] += weight
            spans.setdefault(offence, span)
            last_in_head = offence if in_head else last_in_head
    if not scores:
        return None
    if last_in_head and not head.quote(folded).isascii():
        scores[last_in_head] += HEAD_WEIGHT
    best = max(scores, key=lambda offence: scores[offence])
    return best, spans[best]


def _is_charge(folded: str, span: Span, compiled: OffenceCues) -> bool:
    """Whether the cue is part of a charge: words of one stand just before it or after it."""
    around = Span(max(0, span.start - CHARGE_REACH), min(len(folded), span.end + CHARGE_REACH))
    return compiled.charges.stand_in(folded, around)
