"""One search, whole: question, hits, facets, tabs and paging, for page, API and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict

from archive.browse.addresses import Address, tidy
from archive.browse.facets import (
    FacetGroup,
    Tab,
    Tag,
    make_groups,
    make_tabs,
    make_tags,
)
from archive.browse.filters.search import DEEPEST_HIT, Question, read_question
from archive.browse.histogram import Histogram, draw_histogram
from archive.browse.paging import Paging
from archive.browse.results import Result, load_results
from archive.browse.tiles import find_named
from archive.browse.trail import mark_trail
from archive.browse.words import label_value
from archive.search.live import correct, get_engine, relax
from archive.search.names import Names
from archive.search.query import Query
from archive.search.results import FacetCount, ResultPage, Understood
from archive.search.vocabulary import load_names


@dataclass(frozen=True)
class WayOn:
    """An offer to a reader who found nothing: what changes, its address, what it would find."""

    label: str
    url: str
    total: int | None = None


@dataclass(frozen=True)
class Found:
    """The answer to a question. `address` is that of the search page with its parameters."""

    question: Question
    page: ResultPage
    results: Sequence[Result]
    address: Address
    names: Names

    @property
    def total(self) -> int:
        """All hits."""
        return self.page.total

    @property
    def understood(self) -> list[tuple[Understood, str, str]]:
        """Names that were looked for in all their forms, each with what to call it and its
        page."""
        return [
            (name, self._call(name), find_named(name.field, name.id))
            for name in self.question.parsed.understood
        ]

    def _call(self, name: Understood) -> str:
        is_known = self.names.get(name.field, name.id) is not None
        return label_value(self.names, name.field, name.id) if is_known else name.label

    @cached_property
    def is_mixed(self) -> bool:
        """Whether records of several kinds stand on the page, so that each names its own."""
        return len({result.kind for result in self.results}) > 1

    @cached_property
    def paging(self) -> Paging:
        """Where the page stands."""
        query = self.question.query
        return Paging(query.page, query.size, self.page.total, self.address)

    @cached_property
    def groups(self) -> list[FacetGroup]:
        """The facets beside the results."""
        return make_groups(self.page.facets, self.question, self.address, self.names)

    @cached_property
    def histogram(self) -> Histogram | None:
        """The hits by year, or by the months of the year chosen."""
        return draw_histogram(self.page.facets, self.question, self.address)

    @cached_property
    def tags(self) -> list[Tag]:
        """The active choices."""
        return make_tags(self.question, self.address, self.names)

    @cached_property
    def tabs(self) -> list[Tab]:
        """The kinds of hit."""
        return make_tabs(self.page.facets.get("kind", ()), self.question, self.address, self.names)

    @property
    def counted(self) -> Mapping[str, list[FacetCount]]:
        """Every value of every facet that was counted, named."""
        return {
            facet: [replace(c, label=label_value(self.names, facet, c.value)) for c in counts]
            for facet, counts in self.page.facets.items()
        }

    @property
    def other_tabs(self) -> list[Tab]:
        """The kinds that have hits where this one has none."""
        return [tab for tab in self.tabs if tab.count and not tab.current]

    @cached_property
    def trail(self) -> str:
        """What the results' links add, so that their pages lead on to the next."""
        return mark_trail(self.address)

    @property
    def exact_url(self) -> str:
        """The same question for the words alone, or again for the names."""
        return str(self.address.put("exact", *([] if self.question.exact else ["1"])))

    @cached_property
    def correction(self) -> WayOn | None:
        """The question as it was perhaps meant."""
        if self.total or not self.question.text:
            return None
        meant = correct(self.question.text)
        return WayOn(meant, str(self.address.put("q", meant))) if meant else None

    @cached_property
    def ways_on(self) -> list[WayOn]:
        """What a reader without hits may do: lift a choice, or drop a word."""
        if self.total:
            return []
        lifted = [self._lift(tag) for tag in self.tags[:6]] if self.question.text else []
        relaxed = relax(self.question.text, self.question.query)
        return [
            *(WayOn(r.text, str(self.address.put("q", r.text)), r.total) for r in relaxed),
            *lifted,
        ]

    def _lift(self, tag: Tag) -> WayOn:
        return WayOn(f"{tag.name}: {tag.label}", tag.url)


def find(params: QueryDict, path: str) -> Found:
    """Answers the question that the parameters ask. Raises SearchError where the index cannot."""
    kept = tidy(params)
    names = load_names()
    question = read_question(kept, names)
    page = _search(question.query)
    results = load_results(page.hits, question.parsed.tree, names)
    return Found(question, page, results, Address(path, kept), names)


def _search(query: Query) -> ResultPage:
    """A page of hits; one beyond the deepest that an engine should sort through has none."""
    if query.offset + query.size > DEEPEST_HIT:
        page = get_engine().search(replace(query, page=1, size=0))
        return replace(page, hits=())
    return get_engine().search(query)


def count_values(params: QueryDict, facet: str) -> tuple[Question, Sequence[FacetCount], Names]:
    """All values of one facet under a question, counted with the facet's own choice lifted."""
    names = load_names()
    question = read_question(tidy(params), names, facets=(facet,))
    page = get_engine().search(replace(question.query, page=1, size=0))
    return question, page.facets[facet], names
