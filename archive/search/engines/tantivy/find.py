"""Hits and counts of one searcher, which is one state of the index."""

from __future__ import annotations

from typing import Any

from tantivy import Order

from archive.search import plan as p
from archive.search.engines.tantivy.compile import Native
from archive.search.engines.tantivy.fields import KEY, RECENCY
from archive.search.plan import Plan
from archive.search.results import Hit

MAX_VALUES = 65_000
"""Values of one facet that are counted; counts are exact while a facet has no more."""
TIES = 50
"""Hits beyond the page that are fetched to order those of equal score by date."""
DEEP = 5_000
"""Hits beyond which ties are left as they come, so that no page costs more than it shows."""


def find_page(searcher: Any, query: Native, plan: Plan) -> tuple[tuple[Hit, ...], int]:
    """The page's hits, and how many there are in all."""
    if plan.size == 0:
        return (), count_all(searcher, query)
    if plan.ordered_by is not None:
        field, descending = plan.ordered_by
        found = searcher.search(
            query,
            plan.size,
            offset=plan.offset,
            order_by_field=field,
            order=Order.Desc if descending else Order.Asc,
        )
        return tuple(Hit(_key(searcher, address)) for _, address in found.hits), found.count
    skipped = plan.offset if plan.offset > DEEP else 0
    limit = plan.offset + plan.size + TIES - skipped
    found = searcher.search(query, limit, offset=skipped, weight_by_field=RECENCY)
    addresses = [address for _, address in found.hits]
    newest = searcher.fast_field_values(p.NEWEST, addresses)
    ranked = sorted(
        zip(found.hits, newest, strict=True), key=lambda pair: (-round(pair[0][0], 4), -pair[1])
    )
    page = ranked[plan.offset - skipped :][: plan.size]
    return tuple(Hit(_key(searcher, address), score) for (score, address), _ in page), found.count


def _key(searcher: Any, address: Any) -> str:
    return str(searcher.doc(address).get_first(KEY))


def count_all(searcher: Any, query: Native) -> int:
    # A limit of 0 is a panic in the library.
    return int(searcher.search(query, 1).count)


def count_facets(searcher: Any, query: Native, names: list[str]) -> dict[str, dict[str, int]]:
    """Exact counts of each value: without `segment_size`, which would make them guesses."""
    request = {name: {"terms": {"field": name, "size": MAX_VALUES}} for name in names}
    answer = searcher.aggregate(query, request)
    return {
        name: {bucket["key"]: int(bucket["doc_count"]) for bucket in answer[name]["buckets"]}
        for name in names
    }
