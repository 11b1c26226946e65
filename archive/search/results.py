"""What an answer is made of; pages and API show it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: `kind:id` as its key, and the score (0 where another order decides)."""

    key: str
    score: float = 0.0

    @property
    def kind(self) -> str:
        """The part before the colon: announcement, case, campaign, agency, platform."""
        return self.key.partition(":")[0]

    @property
    def id(self) -> str:
        """The record's permanent public identifier."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet, its label, and how many hits have it with the facet's own choice
    lifted. A chosen or excluded value is listed even where it counts nothing."""

    value: str
    count: int
    label: str = ""
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True)
class ResultPage:
    """One page of hits with all that is told beside it.

    `total` counts all hits; `facets` holds each asked facet's counts, all values, most frequent
    first or by value as the schema orders them; `undated` counts what would also match but for
    a date filter, having no known year (0 where no date narrows).
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """A name that the query was found to hold: as written, and the record it means."""

    text: str
    field: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name or title that continues what is being typed. `key` is `kind:id`."""

    text: str
    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of stored text as (words, marked) runs, to be escaped where it is shown.
    `start` counts code points of the text; `cut_before` and `cut_after` tell whether text goes
    on beyond the passage."""

    runs: tuple[tuple[str, bool], ...]
    start: int
    cut_before: bool = False
    cut_after: bool = False

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(words for words, _ in self.runs)
