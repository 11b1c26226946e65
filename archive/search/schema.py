"""What can be searched: text fields, facets, figures and sorts, declared once.

The engines, the query language, the pages, the API and the documentation all read these tables.
A change here changes `version()`, and with it every index asks to be rebuilt.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from archive.text import analysis

LAYOUT = 3
"""Raise it with any change of what engines keep of a document beside the tables below."""

NONE = "(none)"
"""The value that stands for "has no value" in every facet; indexed like any other."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of words. `weight` multiplies its share of a hit's score; `stemmed` fields hold
    English stems, the others the words as they are."""

    name: str
    label: str
    weight: float
    stemmed: bool = True


@dataclass(frozen=True, slots=True)
class Facet:
    """A field of values that hits are counted and narrowed by.

    `parent` names the facet one step up a hierarchy; `named` tells that the values are ids of
    named records, so that a reader may also write the name (`platform:微信`); `fixed`, that
    there are no other values than those that the code declares; `listed` facets are shown beside
    results, the others only serve filters and charts. `order` is "count" or "value".
    """

    name: str
    label: str
    parent: str | None = None
    named: bool = False
    fixed: bool = False
    listed: bool = True
    order: str = "count"
    lifts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A range field over the figures of one measure; a hit matches when any one figure does."""

    name: str
    label: str
    measure: str


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of hits. `field` is None for relevance, else the integer field to order by."""

    name: str
    label: str
    field: str | None = None
    descending: bool = True


TEXTS = (
    TextField("title", "Title", 6.0),
    TextField("names", "Names", 3.0, stemmed=False),
    TextField("body", "Text", 1.0),
)

FACETS = (
    Facet("kind", "Kind", fixed=True),
    Facet("campaign", "Campaign", named=True),
    Facet("agency", "Agency", named=True),
    Facet("province", "Province", named=True),
    Facet("city", "City", parent="province", named=True),
    Facet("county", "County", parent="city", named=True),
    Facet("platform", "Platform", named=True),
    Facet("offence", "Offence", named=True),
    Facet("status", "Status", fixed=True),
    Facet("year", "Year", order="value", lifts=("dates",)),
    Facet("month", "Month", parent="year", listed=False, order="value", lifts=("dates",)),
    Facet("language", "Language", fixed=True),
    Facet("publisher", "Publisher"),
    Facet("measure", "Figures given", fixed=True),
)

NUMBERS = (
    Number("cases", "Cases", "cases"),
    Number("suspects", "Suspects", "suspects"),
    Number("websites", "Websites", "websites"),
    Number("accounts", "Accounts", "accounts"),
    Number("items", "Items", "items"),
    Number("apps", "Apps", "apps"),
    Number("groups", "Groups", "groups"),
    Number("amount", "Amount of money", "money"),
)

SORTS = (
    Sort("relevance", "Best match"),
    Sort("newest", "Newest first", "newest"),
    Sort("oldest", "Oldest first", "oldest", descending=False),
)

KINDS = ("announcement", "case", "campaign", "agency", "platform")
"""Kinds of hit, in the order of the tabs."""

FACETS_BY_NAME = {facet.name: facet for facet in FACETS}
NUMBERS_BY_NAME = {number.name: number for number in NUMBERS}
SORTS_BY_NAME = {sort.name: sort for sort in SORTS}
TEXTS_BY_NAME = {text.name: text for text in TEXTS}


@cache
def version() -> str:
    """Twelve hexadecimal digits that change whenever an older index no longer answers rightly."""
    parts = (analysis.VERSION, LAYOUT, TEXTS, [f.name for f in FACETS], [n.name for n in NUMBERS])
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
