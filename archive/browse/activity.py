"""What the archive holds about one value of a facet, counted by the index.

The counts are those of the search that each of them leads to. Where the index cannot answer,
`Activity.problem` says why, and the pages show what the database alone knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from archive.browse.addresses import find_search
from archive.browse.keeping import keep
from archive.browse.results import Result, load_results
from archive.browse.tiles import Tile, make_tiles
from archive.browse.words import label_value
from archive.search import schema
from archive.search.errors import SearchError
from archive.search.live import get_engine
from archive.search.names import Names
from archive.search.query import Choice, Everything, Query
from archive.search.results import FacetCount, FacetCounts, ResultPage
from archive.search.vocabulary import load_names

FACETS = ("year", "province", "campaign", "agency", "platform", "offence", "status")
BARS = 10
"""Bars of one chart."""
MOST_MONTHS = 30
"""Months that are drawn one by one; a longer time is drawn by years."""
LATEST = 6
"""Announcements listed as the latest."""


@dataclass(frozen=True)
class Bar:
    """A counted value: `share` is its part of the longest bar, in per mille."""

    value: str
    label: str
    count: int
    share: int
    url: str

    @property
    def is_month(self) -> bool:
        """Whether the value is a month of a year."""
        return "-" in self.value

    @property
    def short(self) -> str:
        """A year's last two digits or a month's number, where there are many side by side."""
        year, _, month = self.value.partition("-")
        return str(int(month)) if month else f"’{year[-2:]}"


@dataclass(frozen=True)
class Activity:
    """Announcements and cases about something. `counts` holds each facet's counts over the
    announcements, `case_counts` over the cases; `narrowed` are the search parameters."""

    narrowed: Mapping[str, object]
    announcements: int = 0
    cases: int = 0
    counts: Mapping[str, FacetCounts] = field(default_factory=dict)
    case_counts: Mapping[str, FacetCounts] = field(default_factory=dict)
    latest: Sequence[Result] = ()
    names: Names = field(default_factory=Names)
    problem: str = ""

    @property
    def search_url(self) -> str:
        """The search for all of it."""
        return find_search(**self.narrowed)

    @property
    def cases_url(self) -> str:
        """The search for the cases."""
        return find_search(**self.narrowed, kind="case")

    @property
    def announcements_url(self) -> str:
        """The search for the announcements."""
        return find_search(**self.narrowed, kind="announcement")

    @cached_property
    def tiles(self) -> list[Tile]:
        """The provinces by number of announcements."""
        counts = {c.value: c.count for c in self.counts.get("province", ())}
        return make_tiles(counts, **self.narrowed, kind="announcement")

    @cached_property
    def provinces(self) -> list[Bar]:
        """The provinces with most announcements."""
        return self.rank("province")

    @cached_property
    def years(self) -> list[Bar]:
        """Announcements by year without gaps, the undated left out."""
        return self.fill_years("announcement", self.counts)

    @cached_property
    def months(self) -> list[Bar]:
        """Announcements by month without gaps, where months are counted and few; those of which
        the month is not known are left out."""
        held = {_number(c.value): c.count for c in self.counts.get("month", ()) if _is_month(c)}
        if not held or max(held) - min(held) >= MOST_MONTHS:
            return []
        spanned = range(min(held), max(held) + 1)
        months = [(f"{n // 12:04}-{n % 12 + 1:02}", held.get(n, 0)) for n in spanned]
        return self._make_bars("announcement", "month", months)

    @property
    def undated(self) -> int:
        """Announcements without a known year."""
        held = self.counts.get("year", ())
        return next((c.count for c in held if c.value == schema.NONE), 0)

    @cached_property
    def platforms(self) -> list[Bar]:
        """The platforms named most."""
        return self.rank("platform")

    @cached_property
    def agencies(self) -> list[Bar]:
        """The agencies named most."""
        return self.rank("agency")

    @cached_property
    def campaigns(self) -> list[Bar]:
        """The campaigns told of most."""
        return self.rank("campaign")

    @cached_property
    def offences(self) -> list[Bar]:
        """The cases by offence."""
        return self.rank("offence", cases=True)

    @cached_property
    def statuses(self) -> list[Bar]:
        """The cases by the furthest stage stated."""
        return self.rank("status", cases=True)

    def rank(self, facet: str, *, cases: bool = False) -> list[Bar]:
        """The most frequent values of a facet, over announcements or over cases."""
        held = (self.case_counts if cases else self.counts).get(facet)
        kind = "case" if cases else "announcement"
        known = held.first(BARS) if held else ()
        return self._make_bars(kind, facet, [(c.value, c.count) for c in known])

    def fill_years(self, kind: str, counts: Mapping[str, FacetCounts]) -> list[Bar]:
        """A bar for every year from the first to the last that has any."""
        held = {
            int(c.value): c.count for c in counts.get("year", ()) if c.value.isdigit() and c.count
        }
        if not held:
            return []
        years = range(min(held), max(held) + 1)
        return self._make_bars(kind, "year", [(f"{year:04}", held.get(year, 0)) for year in years])

    def _make_bars(self, kind: str, facet: str, counts: list[tuple[str, int]]) -> list[Bar]:
        most = max((count for _, count in counts), default=0) or 1
        return [
            Bar(
                value=value,
                label=label_value(self.names, facet, value),
                count=count,
                share=round(1000 * count / most),
                url=find_search(**{**self.narrowed, "kind": kind, facet: value}),
            )
            for value, count in counts
        ]


def _is_month(count: FacetCount) -> bool:
    return count.count > 0 and count.value != schema.NONE


def _number(month: str) -> int:
    """Months from the year 0 on, of "2015-06"."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def find_activity(facet: str = "", value: str = "", more: tuple[str, ...] = ()) -> Activity:
    """What there is about a value of a facet, or about everything, counted by the usual facets
    and by `more`. Two searches of the index; never raises for one that cannot answer."""
    narrowed = {facet: value} if facet else {}
    filters = {facet: Choice(frozenset({value}))} if facet else {}
    counted = tuple(name for name in (*FACETS, *more) if name != facet)
    names = load_names()
    try:
        told = _count(filters, "announcement", counted, LATEST)
        cases = _count(filters, "case", counted, 0)
    except SearchError as error:
        return Activity(narrowed, names=names, problem=str(error))
    return Activity(
        narrowed=narrowed,
        announcements=told.total,
        cases=cases.total,
        counts=told.facets,
        case_counts=cases.facets,
        latest=load_results(told.hits, Everything(), names),
        names=names,
    )


def _count(
    filters: Mapping[str, Choice], kind: str, facets: tuple[str, ...], size: int
) -> ResultPage:
    query = Query(
        filters={**filters, "kind": Choice(frozenset({kind}))},
        sort="newest",
        size=size,
        facets=facets,
    )
    asked = frozenset(query.filters.items())
    return keep(("activity", asked, facets, size), lambda: get_engine().search(query))


def count_by_value(facet: str, kind: str = "announcement") -> Mapping[str, int]:
    """How many records of a kind each value of a facet has; empty where the index cannot
    answer."""
    query = Query(filters={"kind": Choice(frozenset({kind}))}, size=0, facets=(facet,))
    try:
        counts = keep(("values", facet, kind), lambda: get_engine().search(query).facets[facet])
    except SearchError:
        return {}
    return {count.value: count.count for count in counts}
