"""Sentences from a table of phrases, with every fact's place in the text remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

SLOT = re.compile(r"\{([\w-]+)\}")
PHRASES = Path(__file__).parent / "phrases.yaml"

Template = tuple[str, ...]
"""Literal text and names of slots by turns, literal text first and last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact where it stands: `text[start:end]` says it. `id` is that of a named thing, `value`
    and `qualifier` a figure's; `case` the number of the case that it belongs to, if any."""

    kind: str
    start: int
    end: int
    id: str = ""
    value: float | None = None
    qualifier: str = "exact"
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a slot says, and the fact that it is, if any."""

    text: str
    kind: str = ""
    id: str = ""
    value: float | None = None
    qualifier: str = "exact"


@cache
def load_phrases(language: str) -> Mapping[str, tuple[Template, ...]]:
    """The phrases of "en" or "zh" by name, cut at their slots."""
    table: dict[str, Any] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))[language]
    return {name: tuple(tuple(SLOT.split(text)) for text in texts) for name, texts in table.items()}


@dataclass
class Writer:
    """A text as it grows. `says` gives what a slot that is no phrase says at the moment."""

    phrases: Mapping[str, Sequence[Template]]
    says: Mapping[str, Callable[[], Said]]
    chance: Random
    case: int | None = None
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    _parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Goes on with literal text."""
        self._parts.append(text)
        self.length += len(text)

    def phrase(self, name: str) -> None:
        """Goes on with one of the phrases of a name, its slots filled."""
        held = self.phrases[name]
        template = held[int(self.chance.random() * len(held))]
        for index, part in enumerate(template):
            if index % 2 == 0:
                self.write(part)
            elif part in self.says:
                self._say(self.says[part]())
            else:
                self.phrase(part)

    def _say(self, said: Said) -> None:
        start = self.length
        self.write(said.text)
        if said.kind:
            mark = Mark(
                said.kind, start, self.length, said.id, said.value, said.qualifier, self.case
            )
            self.marks.append(mark)
