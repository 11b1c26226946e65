"""Finding rows of a big table by the search index: no list reads every title."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from archive.models import Visibility
from archive.search import live
from archive.search.errors import SearchError
from archive.search.query import MAX_SIZE, Choice, Query

HIDDEN = (Visibility.DRAFT, Visibility.WITHDRAWN)


class IndexedSearch:
    """Gives an admin a search through the index, by words of the whole record. What the index
    does not hold, for readers may not see it, is few and found by its title; `exact` names
    columns that a database index serves and that the typed words may equal."""

    page: str
    exact: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The best hits, and what equals the words. Without an index, titles are read."""
        words = search_term.strip()
        if not words:
            return queryset, False
        found = Q(visibility__in=HIDDEN, title__icontains=words)
        for column in self.exact:
            found |= Q(**{column: words})
        try:
            found |= Q(public_id__in=self._search(words))
        except SearchError:
            found |= Q(title__icontains=words)
        return queryset.filter(found), False

    def _search(self, words: str) -> list[str]:
        query = Query(
            text=live.parse(words).tree,
            filters={"kind": Choice(frozenset({self.page}))},
            size=MAX_SIZE,
            facets=(),
        )
        return [hit.key.partition(":")[2] for hit in live.search(query).hits]
