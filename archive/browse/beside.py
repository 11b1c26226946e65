"""A text and its translation side by side, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.browse.addresses import find_words
from archive.browse.annotate import split_paragraphs
from archive.browse.errors import UnknownRecordError
from archive.browse.selectors.announcements import find_announcement
from archive.models import Announcement
from archive.text.alignment import align
from archive.text.spans import Span


@dataclass(frozen=True)
class Passage:
    """A paragraph, and its address in the announcement."""

    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """Paragraphs that answer to each other; either side may have none."""

    left: Sequence[Passage]
    right: Sequence[Passage]


@dataclass(frozen=True)
class BesidePage:
    """Two announcements, the original at the left, and their paragraphs."""

    original: Announcement
    translation: Announcement
    rows: Sequence[Row]


def load_beside(public_id: str, other_id: str) -> BesidePage:
    """Both texts, in either order of the address. Raises UnavailableError where one is not to be
    seen, or where they are no translations of each other."""
    first, second = find_announcement(public_id), find_announcement(other_id)
    if first.translation_of_id == second.pk:
        original, translation = second, first
    elif second.translation_of_id == first.pk:
        original, translation = first, second
    else:
        raise UnknownRecordError(other_id)
    return BesidePage(original, translation, _make_rows(original, translation))


def _make_rows(original: Announcement, translation: Announcement) -> list[Row]:
    left, right = split_paragraphs(original.text), split_paragraphs(translation.text)
    pairs = align([len(span) for span in left], [len(span) for span in right])
    return [
        Row(_pick(original, left, ours), _pick(translation, right, theirs))
        for ours, theirs in pairs
    ]


def _pick(row: Announcement, spans: Sequence[Span], places: range) -> list[Passage]:
    return [Passage(spans[i].quote(row.text), find_words(row.public_id, spans[i])) for i in places]
