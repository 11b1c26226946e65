"""What an answer is made of; pages and API show it as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from typing import Any, Final, overload

from archive.search import schema
from archive.search.query import Choice

NO_CHOICE: Final = Choice()


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


class FacetCounts(Sequence[FacetCount]):
    """The values of one facet with their counts: the most frequent first, or in the order of the
    values where the schema has it so, `(none)` last.

    A long facet has thousands of values, of which a page shows eight: they are put in order and
    made only when somebody asks for all.
    """

    def __init__(
        self,
        name: str,
        counts: Mapping[str, int],
        choice: Choice = NO_CHOICE,
        label: Callable[[str], str] | None = None,
    ) -> None:
        """`counts` gives the values that count something, the most frequent first; chosen ones
        are listed all the same. `label` names a value; without it they have no labels."""
        self._name = name
        self._counts = counts
        self._choice = choice
        self._label = label
        self._chosen = choice.include | choice.exclude
        self._left_out = {*self._chosen, schema.NONE}
        self._is_by_value = schema.FACETS_BY_NAME[name].order == "value"
        self._rank: Callable[[str], Any] = (
            _rank_by_value if self._is_by_value else self._rank_by_count
        )

    def labelled(self, label: Callable[[str], str]) -> FacetCounts:
        """The same counts, their values named."""
        return FacetCounts(self._name, self._counts, self._choice, label)

    @property
    def chosen(self) -> list[FacetCount]:
        """The values that are chosen or ruled out."""
        return [self._make(value) for value in sorted(self._chosen, key=self._rank)]

    @property
    def without(self) -> FacetCount | None:
        """The count of records without a value, where there are any and they are not chosen."""
        is_further = self._counts.get(schema.NONE) and schema.NONE not in self._chosen
        return self._make(schema.NONE) if is_further else None

    @property
    def further(self) -> int:
        """How many values there are that are not chosen, `(none)` apart."""
        return len(self._counts) - sum(value in self._counts for value in self._left_out)

    def first(self, limit: int) -> list[FacetCount]:
        """The first of those."""
        return [self._make(v) for v in nsmallest(limit, self._list_first(limit), key=self._rank)]

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, index: int) -> FacetCount: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FacetCount]: ...
    def __getitem__(self, index: int | slice) -> FacetCount | Sequence[FacetCount]:
        return self._all[index]

    @cached_property
    def _all(self) -> tuple[FacetCount, ...]:
        return tuple(map(self._make, sorted({*self._counts, *self._chosen}, key=self._rank)))

    def _list_first(self, limit: int) -> list[str]:
        """Values among which the first are: in the order of counts, no further than the last of
        them reaches."""
        further = (pair for pair in self._counts.items() if pair[0] not in self._left_out)
        if self._is_by_value:
            return [value for value, _ in further]
        found: list[str] = []
        least = 0
        for value, count in further:
            if len(found) >= limit and count < least:
                break
            found.append(value)
            least = count
        return found

    def _rank_by_count(self, value: str) -> tuple[bool, int, str]:
        return value == schema.NONE, -self._counts.get(value, 0), value

    def _make(self, value: str) -> FacetCount:
        return FacetCount(
            value=value,
            count=self._counts.get(value, 0),
            label=self._label(value) if self._label else "",
            selected=value in self._choice.include,
            excluded=value in self._choice.exclude,
        )


def _rank_by_value(value: str) -> tuple[bool, str]:
    return value == schema.NONE, value


@dataclass(frozen=True)
class ResultPage:
    """One page of hits with all that is told beside it.

    `total` counts all hits; `facets` holds each asked facet's counts; `undated` counts what
    would also match but for a date filter, having no known year (0 where no date narrows).
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, FacetCounts] = field(default_factory=dict)
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
