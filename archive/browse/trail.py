"""Where a record stands in the search it was reached from: the hits before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from archive.browse.addresses import Address, find_url, tidy
from archive.browse.filters.search import DEEPEST_HIT, read_question
from archive.search.errors import SearchError
from archive.search.live import get_engine
from archive.search.query import Query
from archive.search.results import Hit
from archive.search.vocabulary import load_names

PARAMETER = "from"
"""The parameter of a record's page that holds the search page's own parameters."""


@dataclass(frozen=True)
class Trail:
    """The way back to the results, and the addresses of the neighbours, "" at either end.
    `number` counts hits from 1."""

    number: int
    total: int
    back_url: str
    previous_url: str
    next_url: str


def mark_trail(search: Address) -> str:
    """What a link from a page of results adds to a record's address."""
    return "?" + urlencode({PARAMETER: search.query or "page=1"})


def find_trail(trace: str, kind: str, identifier: str) -> Trail | None:
    """The trail of a record by what its address says. None where it says nothing, where the
    record is not on that page of results (any more), or where the index cannot answer."""
    if not trace:
        return None
    search = Address(reverse("search"), tidy(QueryDict(trace)))
    query = replace(read_question(search.params, load_names()).query, facets=())
    try:
        return _find(query, search, f"{kind}:{identifier}")
    except SearchError:
        return None


def _find(query: Query, search: Address, key: str) -> Trail | None:
    if query.offset + query.size > DEEPEST_HIT:
        return None
    page = get_engine().search(query)
    keys = [hit.key for hit in page.hits]
    if key not in keys:
        return None
    at = keys.index(key)
    before = page.hits[at - 1 : at] if at else _turn(query, -1)[-1:]
    is_last = at == len(keys) - 1
    after = _turn(query, 1)[:1] if is_last else page.hits[at + 1 : at + 2]
    return Trail(
        number=query.offset + at + 1,
        total=page.total,
        back_url=str(search),
        previous_url=_link(before, search, query.page - (0 if at else 1)),
        next_url=_link(after, search, query.page + (1 if is_last else 0)),
    )


def _turn(query: Query, step: int) -> Sequence[Hit]:
    """The hits of the page before or after."""
    number = query.page + step
    return get_engine().search(replace(query, page=number)).hits if number > 0 else ()


def _link(hits: Sequence[Hit], search: Address, number: int) -> str:
    if not hits:
        return ""
    page = search.put("page", *([number] if number > 1 else []))
    return find_url(hits[0].kind, hits[0].id) + mark_trail(page)
