"""Words that may not be shown: found however they are set, and covered with black."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from archive.text.spans import Span

BLACK = "█"


def find_words(text: str, words: str) -> list[Span]:
    """Where the words stand in a text: in any case, across line ends, and alone: "12" is not
    found within "2012", nor "Li" within "Lin"."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if not pattern:
        return []
    first, last = words.split(maxsplit=1)[0][0], words.rsplit(maxsplit=1)[-1][-1]
    before = r"(?<![A-Za-z0-9])" if first.isascii() and first.isalnum() else ""
    after = r"(?![A-Za-z0-9])" if last.isascii() and last.isalnum() else ""
    found = re.finditer(before + pattern + after, text, re.IGNORECASE)
    return [Span(match.start(), match.end()) for match in found]


def holds_words(url: str, words: str) -> bool:
    """Whether an address spells the words, with whatever stands for spaces in it."""
    return bool(find_words(re.sub(r"[-_+]", " ", unquote(url)), words))


def black_out(words: str) -> str:
    """As much black as there are words; white space stays, so that lines keep their length."""
    return "".join(char if char.isspace() else BLACK for char in words)


def cover(text: str, hidden: Iterable[str]) -> str:
    """The text with all hidden words blacked out; as long as before."""
    for words in hidden:
        for span in find_words(text, words):
            text = text[: span.start] + black_out(text[span.start : span.end]) + text[span.end :]
    return text
