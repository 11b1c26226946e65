"""Page debris out of the text, every removed run kept with its rule.

The phrases are data (`cues/boilerplate.yaml`). What stays is the text as published, but for line
ends, invisible characters and blanks that no reader can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Block, Document, Page, Removed, TextBlock
from archive.text.language import tell_language
from archive.text.spans import Span

SEPARATOR = "\n\n"
LONGEST_DEBRIS = 480
"""Code points of the longest block that can be debris as a whole."""

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile(r"[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f]")


@dataclass(frozen=True)
class _Rules:
    """Compiled rules: (name, expression) in file order."""

    whole: tuple[tuple[str, re.Pattern[str]], ...]
    end: tuple[tuple[str, re.Pattern[str]], ...]
    stop: tuple[tuple[str, re.Pattern[str]], ...]
    stop_after: float


@cache
def _compile(lexicon: Lexicon) -> _Rules:
    table: Mapping[str, Any] = lexicon.cues.get("boilerplate") or {}
    return _Rules(
        whole=_compile_group(table.get("whole"), r"(?:{})"),
        end=_compile_group(table.get("end"), r"\s*(?:{})\s*$"),
        stop=_compile_group(table.get("stop"), r"(?:{})"),
        stop_after=float(table.get("stop_after", 1.0)),
    )


def _compile_group(
    group: Mapping[str, list[str]] | None, frame: str
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(frame.format("|".join(phrases)), re.IGNORECASE))
        for name, phrases in (group or {}).items()
    )


def clean(page: Page, lexicon: Lexicon) -> Document:
    """The stored text of a page. Raises Unreadable where nothing but debris was in it."""
    rules = _compile(lexicon)
    kept = _Kept()
    blocks = [Block(b.kind, show(b.text)) for b in page.blocks]
    lines = [" ".join(block.text.split()) for block in blocks]
    last = _find_end(lines, rules)
    headings: set[str] = set()
    for index, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        if not line:
            continue
        rule = last[1] if last and index >= last[0] else _find_rule(line, rules, headings)
        if rule:
            kept.remove(block.text, rule)
        else:
            kept.add(block)
            if block.kind == "heading" or len(kept.blocks) == 1:
                headings.add(_key(line))
    kept.trim_end(rules.end)
    if not kept.blocks:
        raise Unreadable(
            page.source, "It holds page furniture only", "Load the announcement's own page"
        )
    return kept.finish(page)


def show(text: str) -> str:
    """The text without invisible characters, every blank a plain one, stripped."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def _key(line: str) -> str:
    return line.strip(" .。").casefold()


def _find_end(lines: list[str], rules: _Rules) -> tuple[int, str] | None:
    """Where a comment form or a list of other articles begins, and its rule's name."""
    total = sum(map(len, lines)) or 1
    seen = 0
    for index, line in enumerate(lines):
        if seen >= rules.stop_after * total and (name := _match(line, rules.stop)):
            return index, name
        seen += len(line)
    return None


def _find_rule(line: str, rules: _Rules, headings: set[str]) -> str | None:
    if _key(line) in headings:
        return "repeated-headline"
    return _match(line, rules.whole)


def _match(line: str, rules: Iterable[tuple[str, re.Pattern[str]]]) -> str | None:
    if len(line) > LONGEST_DEBRIS:
        return None
    return next((name for name, rule in rules if rule.fullmatch(line)), None)


class _Kept:
    """The text as it grows: blocks that stay, runs that went."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.removed: list[Removed] = []
        self._length = 0

    def add(self, block: Block) -> None:
        """Keeps a block."""
        self._length += len(block.text) + (len(SEPARATOR) if self.blocks else 0)
        self.blocks.append(block)

    def remove(self, text: str, rule: str) -> None:
        """Notes a run that stood here and is taken out."""
        self.removed.append(Removed(text, rule, self._length))

    def trim_end(self, rules: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        """Takes closing marks off the last block."""
        for name, rule in rules:
            if self.blocks and (found := rule.search(self.blocks[-1].text)):
                last = self.blocks.pop()
                self._length -= len(found.group())
                self.remove(found.group().strip(), name)
                if found.start():
                    self.blocks.append(Block(last.kind, last.text[: found.start()]))

    def finish(self, page: Page) -> Document:
        """The document."""
        text_blocks = []
        start = 0
        for block in self.blocks:
            text_blocks.append(TextBlock(block.kind, Span(start, start + len(block.text))))
            start += len(block.text) + len(SEPARATOR)
        text = SEPARATOR.join(block.text for block in self.blocks)
        return Document(
            source=page.source,
            sha256=page.sha256,
            media_type=page.media_type,
            language=page.stated.get("language") or tell_language(text),
            text=text,
            blocks=tuple(text_blocks),
            removed=tuple(sorted(self.removed, key=lambda r: r.at)),
            stated=page.stated,
        )
