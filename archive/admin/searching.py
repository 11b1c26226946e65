"""Finding rows of a big table by the search index: no list reads every title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from archive.admin.generics import AdminMixin
from archive.admin.paging import MOST
from archive.models import Announcement, Case, Visibility
from archive.search import live
from archive.search.errors import SearchError
from archive.search.query import MAX_SIZE, Choice, Query

HIDDEN = (Visibility.DRAFT, Visibility.WITHDRAWN)
OWNERS: Final[Mapping[str, Any]] = {"announcement": Announcement, "case": Case}


class IndexedSearch(AdminMixin):
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
            found |= Q(public_id__in=_search(self.page, words))
        except SearchError:
            found |= Q(title__icontains=words)
        return queryset.filter(found), False


class OwnedSearch(AdminMixin):
    """Gives an admin of rows that hang on announcements or cases (`owners`) a search for those of
    one owner, by its identifier, or of the owners that the index finds by words. `exact` names
    columns of the rows themselves that a database index serves."""

    owners: tuple[str, ...] = ("announcement",)
    exact: tuple[str, ...] = ()
    search_help_text = "An announcement's identifier, or words, as in the archive's search."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows of the owners found. Owners are found first, and then the rows of each kind of
        owner: joined in one query, they would have the database read every row."""
        words = search_term.strip()
        if not words:
            return queryset, False
        found = Q()
        for column in self.exact:
            found |= Q(**{column: words})
        keys: set[Any] = set()
        for owner in self.owners:
            of_owners = queryset.filter(**{f"{owner}__in": _find_owners(owner, words)})
            keys.update(of_owners.order_by().values_list("pk", flat=True)[:MOST])
        return queryset.filter(found | Q(pk__in=keys)), False


def _find_owners(kind: str, words: str) -> list[int]:
    """Keys of the announcement or case of that identifier, else of those found by words."""
    rows = OWNERS[kind]._default_manager.order_by()
    if named := list(rows.filter(public_id=words).values_list("pk", flat=True)):
        return named
    try:
        return list(rows.filter(public_id__in=_search(kind, words)).values_list("pk", flat=True))
    except SearchError:
        return []


def _search(kind: str, words: str) -> list[str]:
    """Identifiers of the best hits among the records of a kind."""
    query = Query(
        text=live.parse(words).tree,
        filters={"kind": Choice(frozenset({kind}))},
        size=MAX_SIZE,
        facets=(),
    )
    return [hit.key.partition(":")[2] for hit in live.search(query).hits]
