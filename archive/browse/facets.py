"""Facets as readers see them: values with counts, each with the addresses that choose it, take
it back or rule it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from archive.browse.addresses import Address
from archive.browse.filters.search import EVERY_KIND, USUAL_KIND, Question
from archive.browse.words import label_value
from archive.search import schema
from archive.search.names import Names
from archive.search.query import Choice, Dates
from archive.search.results import FacetCount, FacetCounts

SHOWN = 8
"""Values of a facet beside the results; chosen ones are shown whatever their rank."""


@dataclass(frozen=True)
class FacetValue:
    """A value. `url` chooses it or takes it back, `exclude_url` rules it out or lets it in."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool
    url: str
    exclude_url: str

    @property
    def is_none(self) -> bool:
        """Whether it stands for "has no value"."""
        return self.value == schema.NONE


@dataclass(frozen=True)
class FacetGroup:
    """A facet with those of its values that are shown; `more` counts the others."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    more: int
    more_url: str
    nested: bool

    @property
    def chosen(self) -> int:
        """How many values are chosen or ruled out."""
        return sum(value.selected or value.excluded for value in self.values)


@dataclass(frozen=True)
class Tag:
    """An active choice, and the address without it."""

    name: str
    label: str
    excluded: bool
    url: str


@dataclass(frozen=True)
class Tab:
    """A kind of hit with its count; the last tab is for all kinds together."""

    value: str
    label: str
    count: int
    current: bool
    url: str


def make_values(
    name: str, counts: Sequence[FacetCount], address: Address, names: Names
) -> list[FacetValue]:
    """Values of a facet with their addresses."""
    first = address.put("page")
    return [_make_value(name, count, first, names) for count in counts]


def _make_value(name: str, count: FacetCount, address: Address, names: Names) -> FacetValue:
    """`address` is that of the first page."""
    value, away = count.value, f"-{count.value}"
    if count.selected or count.excluded:
        address = address.drop(name, value, away)
    return FacetValue(
        value=value,
        label=label_value(names, name, value),
        count=count.count,
        selected=count.selected,
        excluded=count.excluded,
        url=str(address) if count.selected else address.append(name, value),
        exclude_url=str(address) if count.excluded else address.append(name, away),
    )


def make_groups(
    counted: Mapping[str, FacetCounts], question: Question, address: Address, names: Names
) -> list[FacetGroup]:
    """The listed facets that can narrow the answer: a lower level of a hierarchy once a value
    above it is chosen, and no facet whose only value is "not stated"."""
    groups = []
    for facet in schema.FACETS:
        counts = counted.get(facet.name)
        if (
            counts is None
            or facet.name == "kind"
            or not facet.listed
            or not _is_open(facet, question)
        ):
            continue
        if counts.chosen or counts.further:
            groups.append(_make_group(facet, counts, address, names))
    return groups


def _is_open(facet: schema.Facet, question: Question) -> bool:
    return not facet.parent or {facet.parent, facet.name} & set(question.chosen) != set()


def _make_group(
    facet: schema.Facet, counts: FacetCounts, address: Address, names: Names
) -> FacetGroup:
    chosen = counts.chosen
    room = max(SHOWN - len(chosen), 0)
    if facet.order == "value":
        others = counts.first(counts.further)[::-1][:room]
    else:
        others = counts.first(room)
    # "Not stated" is offered last, never pushed out by the limit.
    shown = [*chosen, *others, *filter(None, [counts.without])]
    return FacetGroup(
        name=facet.name,
        label=gettext(facet.label),
        values=tuple(make_values(facet.name, shown, address, names)),
        more=counts.further - len(others),
        more_url=str(address.put("page").at(f"/search/facets/{facet.name}")),
        nested=facet.parent is not None,
    )


def make_tags(question: Question, address: Address, names: Names) -> list[Tag]:
    """The active choices in the order of the schema, dates last."""
    tags = []
    for facet in schema.FACETS:
        choice = question.chosen.get(facet.name, Choice())
        if facet.name == "kind" and not choice.exclude and len(choice.include) == 1:
            continue
        for value in sorted(choice.include | choice.exclude):
            label = label_value(names, facet.name, value)
            away = value in choice.exclude
            url = _without(address, facet.name, value)
            tags.append(Tag(gettext(facet.label), label, away, url))
    return tags + _make_date_tags(question.query.dates, address)


def _without(address: Address, name: str, value: str) -> str:
    """The address without a choice, also where it was written as a name and not as an id."""
    kept = address.drop(name, value, f"-{value}")
    return str(address.put(name) if kept.params == address.params else kept)


def _make_date_tags(dates: Dates | None, address: Address) -> list[Tag]:
    if dates is None:
        return []
    ends = (("after", _("From"), dates.low), ("before", _("To"), dates.high))
    return [
        Tag(label, address.params.get(name, ""), False, str(address.put(name)))
        for name, label, day in ends
        if day is not None
    ]


def make_tabs(
    counts: Sequence[FacetCount], question: Question, address: Address, names: Names
) -> list[Tab]:
    """Each kind in the order of the schema, the usual one at the plainest address, then all."""
    by_kind = {count.value: count.count for count in counts}
    tabs = []
    for kind in schema.KINDS:
        url = str(address.put("kind", *([] if kind == USUAL_KIND else [kind])))
        label = label_value(names, "kind", kind)
        tabs.append(Tab(kind, label, by_kind.get(kind, 0), question.kinds == {kind}, url))
    total = sum(count.count for count in counts if not count.excluded)
    everything = str(address.put("kind", EVERY_KIND))
    return [*tabs, Tab(EVERY_KIND, _("Everything"), total, not question.kinds, everything)]
