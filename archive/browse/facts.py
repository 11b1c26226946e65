"""Facts as pages show them: what is said, and the mentions that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.browse.addresses import find_url, find_words
from archive.models import Announcement, Case, Mention
from archive.text.spans import Span, sentence_around


@dataclass(frozen=True)
class Quote:
    """The sentence around some words, and where it stands."""

    before: str
    words: str
    after: str
    announcement: Announcement
    span: Span

    @property
    def url(self) -> str:
        """The address of the words in their announcement."""
        return find_words(self.announcement.public_id, self.span)


def make_quote(announcement: Announcement, span: Span) -> Quote:
    """The sentence of an announcement that holds the span."""
    text = announcement.text
    sentence = sentence_around(text, span, limit=240)
    return Quote(
        before=text[sentence.start : span.start],
        words=span.quote(text),
        after=text[span.end : sentence.end],
        announcement=announcement,
        span=span,
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
    """A figure or a sanction with its words."""

    anchor: str
    fact: Any
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class CaseFact:
    """A case that the text reports, its passage, and what is stated of it."""

    anchor: str
    case: Case
    span: Span | None
    mentions: tuple[Mention, ...]
    figures: tuple[StatedFact, ...]
    sanctions: tuple[StatedFact, ...]


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
