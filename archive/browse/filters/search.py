"""The parameters of the search page, of `/api/search` and of the exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.browse.filters.fields import (
    DEEPEST_PAGE,
    DaysFilter,
    NumberFilter,
    ValuesFilter,
    list_problems,
)
from archive.models import Announcement, CaseStatus, Measure
from archive.search import schema
from archive.search.names import Names
from archive.search.parser import Parsed, parse_query
from archive.search.query import MAX_SIZE, Choice, Dates, Query, Value, walk

PAGE_SIZE = 20
SIZES = (20, 50, 100)
"""Results a page that readers are offered."""

DEEPEST_HIT = 10_000
"""Hits that can be paged through; beyond them one narrows the search or takes the export."""

USUAL_KIND = "announcement"
"""The kind of hit that is listed where a reader asks for none: what agencies published. The
others stand in tabs beside it, counted."""
EVERY_KIND = "all"
"""The value of `kind` that asks for all kinds together."""

KNOWN: Mapping[str, frozenset[str]] = {
    "kind": frozenset({*schema.KINDS, EVERY_KIND}),
    "status": frozenset(CaseStatus.values),
    "measure": frozenset(Measure.values),
}
"""Values of facets that are lists of their own."""


class _Base(django_filters.FilterSet):  # type: ignore[misc]
    """What every question has: words, dates, an order and a page."""

    q = django_filters.CharFilter(label=gettext_lazy("Words"), strip=True)
    exact = django_filters.BooleanFilter(label=gettext_lazy("Exact words"))
    after = DaysFilter(label=gettext_lazy("From"))
    before = DaysFilter(label=gettext_lazy("To"))
    sort = django_filters.ChoiceFilter(
        label=gettext_lazy("Sort"), choices=[(s.name, s.label) for s in schema.SORTS]
    )
    page = NumberFilter(label=gettext_lazy("Page"), min_value=1, max_value=DEEPEST_PAGE)
    size = NumberFilter(label=gettext_lazy("Results a page"), min_value=1, max_value=MAX_SIZE)

    class Meta:
        model = Announcement
        fields: list[str] = []


SearchFilter: type[_Base] = type(
    "SearchFilter",
    (_Base,),
    {facet.name: ValuesFilter(label=facet.label) for facet in schema.FACETS}
    | {"__doc__": "All parameters of a search, each facet of the schema among them."},
)


@dataclass(frozen=True)
class Question:
    """What a reader asks, validated: the line as read, the query, and what was wrong with it.
    `chosen` are the choices by facet as the address has them."""

    text: str
    exact: bool
    parsed: Parsed
    query: Query
    problems: tuple[str, ...]

    @cached_property
    def chosen(self) -> Mapping[str, Choice]:
        """The facets that narrow the question."""
        return {name: choice for name, choice in self.query.filters.items() if choice}

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of hit that are listed; empty for all of them."""
        return self.query.filters.get("kind", Choice()).include


def read_question(params: QueryDict, names: Names, *, facets: tuple[str, ...] = ()) -> Question:
    """The question that an address asks. Never raises: a value that cannot be used is told in
    `problems` and left out."""
    form = SearchFilter(params, queryset=Announcement.objects.none())
    problems = list_problems(form)
    values: Mapping[str, Any] = form.form.cleaned_data
    text = values.get("q") or ""
    exact = bool(values.get("exact"))
    parsed = parse_query(text, names, exact=exact)
    filters = {
        facet.name: _read_choice(facet, values.get(facet.name) or (), names, problems)
        for facet in schema.FACETS
        if values.get(facet.name)
    }
    filters["kind"] = _settle_kind(filters.get("kind", Choice()), parsed)
    query = Query(
        text=parsed.tree,
        filters=filters,
        dates=_read_dates(values.get("after"), values.get("before"), problems),
        sort=values.get("sort") or _default_sort(text),
        page=values.get("page") or 1,
        size=values.get("size") or PAGE_SIZE,
        facets=facets or _list_facets(filters),
    )
    return Question(text, exact, parsed, query, (*problems, *parsed.problems))


def _settle_kind(choice: Choice, parsed: Parsed) -> Choice:
    """The usual kind where neither the address nor the line names one, none for all."""
    if EVERY_KIND in choice.include:
        return Choice(exclude=choice.exclude)
    if choice or any(
        isinstance(node, Value) and node.field == "kind" for node in walk(parsed.tree)
    ):
        return choice
    return Choice(frozenset({USUAL_KIND}))


def _list_facets(filters: Mapping[str, Choice]) -> tuple[str, ...]:
    """The facets shown beside results; months count once years are chosen."""
    return tuple(
        facet.name
        for facet in schema.FACETS
        if facet.listed or facet.name in filters or (facet.name == "month" and "year" in filters)
    )


def _default_sort(text: str) -> str:
    return "relevance" if text else "newest"


def _read_choice(
    facet: schema.Facet, values: tuple[str, ...], names: Names, problems: list[str]
) -> Choice:
    """The values asked for and, after a minus, those ruled out. A name in the place of an id is
    taken for the record it means."""
    include: set[str] = set()
    exclude: set[str] = set()
    for written in values:
        away = written.startswith("-") and len(written) > 1
        value = _settle(facet, written[1:] if away else written, names, problems)
        (exclude if away else include).add(value)
    return Choice(frozenset(include), frozenset(exclude))


def _settle(facet: schema.Facet, value: str, names: Names, problems: list[str]) -> str:
    if value == schema.NONE or not _is_unknown(facet, value, names):
        return value
    meant = names.resolve(facet.name, value) if facet.named else []
    if len(meant) == 1:
        return meant[0].id
    problems.append(
        _("%(facet)s: the archive knows no “%(value)s”, so that nothing can match it.")
        % {"facet": facet.label, "value": value[:80]}
    )
    return value


def _is_unknown(facet: schema.Facet, value: str, names: Names) -> bool:
    if facet.name in KNOWN:
        return value not in KNOWN[facet.name]
    # Publishers are printed names, not records: any of them may be asked for.
    return facet.named and facet.name != "publisher" and names.get(facet.name, value) is None


def _read_dates(
    after: tuple[int, int] | None, before: tuple[int, int] | None, problems: list[str]
) -> Dates | None:
    low = after[0] if after else None
    high = before[1] if before else None
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        problems.append(_("The first date comes after the last, so that the dates were left out."))
        return None
    return Dates(low, high)
