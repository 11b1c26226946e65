"""What a reader asks: a tree of words and conditions, and what narrows it.

The tree is pure data. `archive.search.parser` makes it from the reader's line, `plan` turns it
into the few primitives that every engine answers alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from archive.search import schema

MAX_LENGTH = 2000
"""Characters of a query that are read; what follows is left out, and the page says so."""
MAX_DEPTH = 50
"""Brackets within brackets that are followed."""
MAX_NODES = 200
"""Words and conditions of one query that are followed."""
MAX_SLOP = 10
"""Further words that `"…"~n` may allow between the words of a phrase."""
MAX_DISTANCE = 2
"""Letters that `word~n` may differ by."""
MAX_SIZE = 200
"""Hits on one page."""
PRINTED = frozenset({"title"})
"""Text fields whose words are also known as printed, for beginnings and misspellings."""


class Node:
    """A part of the tree; each subclass is a frozen dataclass."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Everything(Node):
    """Matches all."""


@dataclass(frozen=True, slots=True)
class Word(Node):
    """One word as the reader wrote it, in any of the text fields or in the `field` named.

    Several tokens (微信群, COVID-19) match as the run they are.
    """

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """Words one after the other in one field, with at most `slop` further words between them
    altogether."""

    text: str
    slop: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix(Node):
    """Words that begin so, as they are printed, not their stems; anywhere or in the `field`
    named, one of `PRINTED`."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy(Node):
    """Words at most `distance` insertions, deletions or replacements of a letter away; anywhere
    or in the `field` named, one of `PRINTED`."""

    text: str
    distance: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value(Node):
    """The facet `field` has this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Range(Node):
    """A figure of the measure behind `field` lies between the bounds; None is open."""

    field: str
    low: float | None = None
    high: float | None = None
    include_low: bool = True
    include_high: bool = True


@dataclass(frozen=True, slots=True)
class Dates(Node):
    """The possible days overlap `[low, high]` (ordinals of `datetime.date`); None is open.
    What has no year never matches."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Designation(Node):
    """A case's number, in whatever punctuation: 3·10, 3.10 and "3-10" are one."""

    text: str


@dataclass(frozen=True, slots=True)
class And(Node):
    """All parts match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """At least one part matches."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The part does not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """The values of one facet that a reader chose and those that he ruled out."""

    include: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)


@dataclass(frozen=True)
class Query:
    """All that one answer depends on.

    `filters` maps a facet's name to the choice made in it: any of the included values, none of
    the excluded, and so for each facet. `dates` narrows by date beside the tree's own dates, so
    that the histogram can lift it. `page` counts from 1. `facets` names those to be counted.
    Raises ValueError for an unknown facet or sort, or a page below 1: callers validate first.
    """

    text: Node = field(default_factory=Everything)
    filters: Mapping[str, Choice] = field(default_factory=dict)
    dates: Dates | None = None
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    facets: tuple[str, ...] = tuple(schema.FACETS_BY_NAME)

    def __post_init__(self) -> None:
        if unknown := {*self.filters, *self.facets} - set(schema.FACETS_BY_NAME):
            raise ValueError(f"no such facet: {', '.join(sorted(unknown))}; see search.schema")
        if self.sort not in schema.SORTS_BY_NAME:
            raise ValueError(f"no such sort: {self.sort}; see search.schema.SORTS")
        if self.page < 1 or not 0 <= self.size <= MAX_SIZE:
            raise ValueError(f"page is 1 or more and size 0 to {MAX_SIZE}")

    @property
    def offset(self) -> int:
        """Hits before the page's first."""
        return (self.page - 1) * self.size

    def without(self, facet: str) -> Query:
        """The same query with one facet's choice lifted."""
        return replace(self, filters={k: v for k, v in self.filters.items() if k != facet})


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first."""
    yield node
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from walk(part)
    elif isinstance(node, Not):
        yield from walk(node.part)


def join(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    """`parts` as one node: nothing is Everything, a single part stands for itself, and parts of
    the same kind are taken into one."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
