"""From what an editor selected or typed to a span of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError

from archive.text.spans import Span

COUNTED: Final = 100
"""Places of the same words that are looked for."""


def find_span(text: str, values: Mapping[str, Any]) -> Span:
    """The span that cleaned values of a `WordsForm` mean: `start` and `end` where both are
    given, else the place of the words. Raises ValidationError that says what to type."""
    start, end = values.get("start"), values.get("end")
    if start is not None and end is not None:
        if not start < end <= len(text):
            raise ValidationError("The text has no such place. Select the words again.")
        return Span(start, end)
    words = str(values.get("words") or "").replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError("Select the words in the text, or type them as they stand there.")
    places = list(_find_places(text, words))
    if not places:
        raise ValidationError(f"“{words[:60]}” does not stand in the text. Copy the words from it.")
    nth = values.get("nth")
    if nth is None and len(places) > 1:
        raise ValidationError(
            f"“{words[:60]}” stands {len(places)} times in the text. Say which of them: 1 for the "
            "first, or type more of the words around it."
        )
    if nth is not None and nth > len(places):
        raise ValidationError(f"“{words[:60]}” stands only {len(places)} times in the text.")
    at = places[(nth or 1) - 1]
    return Span(at, at + len(words))


def _find_places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    for _ in range(COUNTED):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)
