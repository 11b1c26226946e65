"""Facts as pages show them: what is said, and the mentions that say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from archive.browse.addresses import find_url, find_words
from archive.models import Announcement, Case, Mention
from archive.text.spans import Span, keep_longest, sentence_around

LONGEST = 260
"""Characters of a sentence that are quoted on either side of the words."""
ENDS = "\n。！？.!?"
"""What ends a sentence, and so stands before the next."""
BLANKS = " \t\u3000"


@dataclass(frozen=True)
class Quote:
    """The sentence around some words as (words, marked) runs, and where it stands. `cut_before`
    and `cut_after` tell whether the sentence goes on beyond what is quoted."""

    runs: tuple[tuple[str, bool], ...]
    announcement: Announcement
    sentence: Span
    span: Span
    cut_before: bool = False
    cut_after: bool = False

    @property
    def words(self) -> str:
        """The words quoted for."""
        return self.span.quote(self.announcement.text)

    @property
    def url(self) -> str:
        """The address of the words in their announcement."""
        return find_words(self.announcement.public_id, self.span)


def make_quote(announcement: Announcement, *spans: Span) -> Quote:
    """The sentence of an announcement that holds the spans, of which the first leads to it."""
    text = announcement.text
    around = sentence_around(text, Span(min(spans).start, max(s.end for s in spans)), LONGEST)
    sentence = _trim(text, around, min(spans).start)
    runs = []
    position = sentence.start
    for span in keep_longest(spans):
        runs += [(text[position : span.start], False), (span.quote(text), True)]
        position = span.end
    runs.append((text[position : sentence.end], False))
    return Quote(
        runs=tuple(run for run in runs if run[0]),
        announcement=announcement,
        sentence=sentence,
        span=spans[0],
        cut_before=not _begins_sentence(text, sentence.start),
        cut_after=not _ends_sentence(text, sentence.end),
    )


def _trim(text: str, sentence: Span, start: int) -> Span:
    """A sentence cut for its length begins with a whole word."""
    if _begins_sentence(text, sentence.start):
        return sentence
    blank = text.find(" ", sentence.start, start)
    return sentence if blank < 0 else Span(blank + 1, sentence.end)


def _begins_sentence(text: str, start: int) -> bool:
    while start > 0 and text[start - 1] in BLANKS:
        start -= 1
    return start == 0 or text[start - 1] in ENDS


def _ends_sentence(text: str, end: int) -> bool:
    return end >= len(text) or text[end - 1] in ENDS or text[end] == "\n"


def merge_quotes(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Quotes with those of one sentence made into one."""
    held: dict[tuple[int, int], list[Quote]] = {}
    for quote in quotes:
        # A longer mention may widen what is taken for the sentence: its end is what stays.
        held.setdefault((quote.announcement.pk, quote.sentence.end), []).append(quote)
    return tuple(
        make_quote(same[0].announcement, *(q.span for q in same)) for same in held.values()
    )


@dataclass(frozen=True)
class NamedFact:
    """That the text names a record: what, in which roles, and the mentions that say so."""

    kind: str
    anchor: str
    record: Any
    roles: tuple[str, ...]
    state: str
    mentions: tuple[Mention, ...]

    @property
    def url(self) -> str:
        """The record's page."""
        return find_url(self.kind, str(getattr(self.record, "slug", None) or self.record.pk))


@dataclass(frozen=True)
class StatedFact:
    """A figure or a sanction with its words. A sum that both tell is shown once: the sanction
    has the figure as its `figure`, and the figure `is_echo`."""

    anchor: str
    fact: Any
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...] = ()
    figure: StatedFact | None = None
    is_echo: bool = False


@dataclass(frozen=True)
class CaseFact:
    """A case that the text reports, its passage, and what is stated of it."""

    anchor: str
    case: Case
    span: Span | None
    mentions: tuple[Mention, ...]
    figures: tuple[StatedFact, ...]
    sanctions: tuple[StatedFact, ...]


def join_echoes(
    figures: Iterable[StatedFact], sanctions: Iterable[StatedFact]
) -> tuple[list[StatedFact], list[StatedFact]]:
    """The same facts, of which each sanction knows the figure that states its number in the
    same words."""
    figures, joined, echoes = list(figures), [], set()
    for sanction in sanctions:
        figure = next((f for f in figures if _tells_same(f, sanction)), None)
        echoes |= {figure.anchor} if figure else set()
        joined.append(replace(sanction, figure=figure))
    return [replace(f, is_echo=f.anchor in echoes) for f in figures], joined


def leave_out_echoes(figures: Iterable[StatedFact]) -> list[StatedFact]:
    """The figures that no sanction tells, too."""
    return [figure for figure in figures if not figure.is_echo]


def _tells_same(figure: StatedFact, sanction: StatedFact) -> bool:
    return figure.fact.value == sanction.fact.value and any(
        one.announcement_id == other.announcement_id
        and one.start < other.end
        and other.start < one.end
        for one in figure.mentions
        for other in sanction.mentions
    )


@dataclass(frozen=True)
class UnresolvedName:
    """A name that the archive could not settle, with its places in the text."""

    anchor: str
    text: str
    kind: str
    reason: str
    mentions: tuple[Mention, ...]


def first_start(fact: NamedFact | StatedFact) -> tuple[int, str]:
    """Sorts facts by their first words; those entered without words come last."""
    return (fact.mentions[0].start if fact.mentions else 10**9, fact.anchor)


@dataclass(frozen=True)
class Statement:
    """Figures and outcomes that stand in one sentence, and the sentence."""

    items: tuple[StatedFact, ...]
    quotes: tuple[Quote, ...]


def group_statements(facts: Iterable[StatedFact]) -> list[Statement]:
    """Facts with neighbours of the same sentence together, so that it is quoted once."""
    groups: list[list[StatedFact]] = []
    for fact in facts:
        if groups and _share_sentence(groups[-1][-1], fact):
            groups[-1].append(fact)
        else:
            groups.append([fact])
    return [
        Statement(tuple(group), merge_quotes(q for fact in group for q in fact.quotes))
        for group in groups
    ]


def _share_sentence(one: StatedFact, other: StatedFact) -> bool:
    places = [{(q.announcement.pk, q.sentence.end) for q in fact.quotes} for fact in (one, other)]
    return bool(places[0]) and places[0] == places[1]
