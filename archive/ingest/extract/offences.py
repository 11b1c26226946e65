"""The offence that a passage tells of, by the cue words of the taxonomy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher
from archive.text.phrases import Phrases
from archive.text.script import has_han
from archive.text.spans import Span

HEAD_WEIGHT = 4.0
"""What a cue in the heading words counts against one in the story."""
CHARGE_WEIGHT = 2.0
WEAK_WEIGHT = 0.3
MEANS_WEIGHT = 0.3
MEANS_REACH = 24
CHARGE_REACH = 12
THEME_POINTS = 1.2
THEME_LEAD = 2.0
"""An announcement's theme has so many points, and so many times those of all the others."""
NO_OFFENCE = ""
REPEATS = 3
"""A cue counts at most so often: a long story must not outweigh its head."""


@dataclass(frozen=True, slots=True)
class OffenceCues:
    """Cue words with their offences; those that are weak; words of a charge; words before a
    means ("using") and those between it and its end ("to")."""

    cues: Matcher[str]
    weak: frozenset[str]
    charges: Phrases
    means: Phrases
    ends: Phrases


@lru_cache(maxsize=4)
def compile_offences(lexicon: Lexicon) -> OffenceCues:
    """The offences' cues of a snapshot."""
    tables, scanner = lexicon.cues.get("offences") or {}, get_scanner(lexicon)
    return OffenceCues(
        cues=Matcher(
            [
                *((cue, o.id) for o in lexicon.offences.values() for cue in o.cues),
                *((cue, NO_OFFENCE) for cue in tables.get("none") or ()),
            ],
            scanner,
        ),
        weak=frozenset(str(cue).lower() for cue in tables.get("weak") or ()),
        charges=Phrases(tables.get("charges") or (), scanner=scanner),
        means=Phrases(tables.get("means") or (), scanner=scanner),
        ends=Phrases(tables.get("ends") or (), scanner=scanner),
    )


@dataclass(frozen=True, slots=True)
class Scores:
    """Points of each offence, and the first words that show it."""

    points: dict[str, float]
    spans: dict[str, Span]

    def best(self) -> tuple[str, Span] | None:
        """The offence with most points, the first one of equals."""
        if not self.points:
            return None
        offence = max(self.points, key=lambda o: self.points[o])
        return offence, self.spans[offence]


def classify_offence(
    folded: str, passage: Span, head: Span, lexicon: Lexicon
) -> tuple[str, Span] | None:
    """The offence of a passage in folded text and the words that show it, or None."""
    return _score(folded, passage, head, compile_offences(lexicon)).best()


def find_theme(folded: str, within: Span, title: Span, lexicon: Lexicon) -> tuple[str, Span] | None:
    """The offence that a whole announcement is about, its title above all, where one stands out:
    for cases whose own words name none."""
    scores = _score(folded, within, title, compile_offences(lexicon))
    best = scores.best()
    if best is None or scores.points[best[0]] < THEME_POINTS:
        return None
    others = sum(scores.points.values()) - scores.points[best[0]]
    return best if scores.points[best[0]] >= THEME_LEAD * others else None


def _score(folded: str, passage: Span, head: Span, compiled: OffenceCues) -> Scores:
    """Points by cues. In a Chinese head the crime's name stands last
    ("用微信传播淫秽物品牟利案"), so there the last cue counts double."""
    points: dict[str, float] = defaultdict(float)
    spans: dict[str, Span] = {}
    counts: dict[tuple[str, bool], int] = defaultdict(int)
    last_in_head: tuple[str, float] | None = None
    for span, offences in compiled.cues.find(folded, passage):
        if NO_OFFENCE in offences:
            continue
        in_head, cue = head.covers(span), span.quote(folded)
        counts[cue, in_head] += 1
        if counts[cue, in_head] > REPEATS:
            continue
        weight = _weigh(folded, span, in_head, compiled) / counts[cue, in_head]
        for offence in offences:
            points[offence] += weight
            spans.setdefault(offence, span)
            last_in_head = (offence, _weigh_last(cue, compiled)) if in_head else last_in_head
    if last_in_head and has_han(head.quote(folded)):
        points[last_in_head[0]] += last_in_head[1]
    return Scores(points, spans)


def _weigh(folded: str, span: Span, in_head: bool, compiled: OffenceCues) -> float:
    weight = HEAD_WEIGHT if in_head else 1.0
    if span.quote(folded) in compiled.weak:
        return weight * WEAK_WEIGHT
    if in_head and _is_means(folded, span, compiled):
        return weight * MEANS_WEIGHT
    return weight * CHARGE_WEIGHT if _is_charge(folded, span, compiled) else weight


def _weigh_last(cue: str, compiled: OffenceCues) -> float:
    """What standing last in a Chinese head adds to a cue."""
    return HEAD_WEIGHT * (WEAK_WEIGHT if cue in compiled.weak else 1.0)


def _is_charge(folded: str, span: Span, compiled: OffenceCues) -> bool:
    """Whether the cue is part of a charge: words of one stand just before it or after it."""
    around = Span(max(0, span.start - CHARGE_REACH), min(len(folded), span.end + CHARGE_REACH))
    return compiled.charges.stand_in(folded, around)


def _is_means(folded: str, span: Span, compiled: OffenceCues) -> bool:
    """Whether the cue names what was used, not what was done: "using ... to"."""
    before = Span(max(0, span.start - MEANS_REACH), span.start)
    found = compiled.means.find(folded, before)
    return bool(found) and not compiled.ends.stand_in(folded, Span(found[-1].end, span.start))
