"""Addresses: of records, of words in a text, and of the same page with one choice changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.urls import reverse

from archive.text.spans import Span

READABLE = "()-"
"""Signs that addresses keep as they are."""


@lru_cache(maxsize=10_000)
def find_url(kind: str, identifier: str) -> str:
    """The permanent address of a record of a kind (announcement, case, campaign, agency,
    platform, place)."""
    return reverse(kind, args=[identifier])


def find_words(announcement: str, span: Span) -> str:
    """The address of some words of an announcement; it needs no script."""
    return f"{find_url('announcement', announcement)}?s={span.start}-{span.end}#s"


@dataclass(frozen=True)
class Address:
    """A page with its parameters, from which the addresses of its links are made. Changing
    anything but the page sets the page back to the first."""

    path: str
    params: QueryDict

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @cached_property
    def query(self) -> str:
        """The parameters alone, for the same question in another form."""
        return self.params.urlencode(safe=READABLE)

    def append(self, name: str, value: str) -> str:
        """What `add` leads to from a first page, written; what hundreds of such addresses share
        is written once."""
        more = _write([(name, value)])
        return f"{self.path}?{self.query}&{more}" if self.query else f"{self.path}?{more}"

    def put(self, name: str, *values: object) -> Address:
        """With the parameter having just these values; none takes it out."""
        changed = self._copy()
        if name != "page":
            changed.pop("page", None)
        changed.setlist(name, [str(value) for value in values])
        if not values:
            del changed[name]
        return Address(self.path, changed)

    def add(self, name: str, value: str) -> Address:
        """With one more value of a parameter."""
        return self.put(name, *self.params.getlist(name), value)

    def drop(self, name: str, *values: str) -> Address:
        """Without some values of a parameter."""
        return self.put(name, *(v for v in self.params.getlist(name) if v not in values))

    def keep(self, names: Iterable[str]) -> Address:
        """With the named parameters alone."""
        changed = QueryDict(mutable=True)
        for name in names:
            if name in self.params:
                changed.setlist(name, self.params.getlist(name))
        return Address(self.path, changed)

    def at(self, path: str) -> Address:
        """The same parameters at another path."""
        return Address(path, self.params)

    def _copy(self) -> QueryDict:
        # Its own `copy` goes as deep as it can; a page of results makes hundreds of links.
        changed = QueryDict(mutable=True)
        for name, values in self.params.lists():
            changed.setlist(name, list(values))
        return changed


def make_address(path: str, values: Mapping[str, object] | None = None) -> Address:
    """An address from plain values; a list or tuple repeats its parameter, None and "" are
    left out."""
    params = QueryDict(mutable=True)
    for name, part in _list_pairs(values or {}):
        params.appendlist(name, part)
    return Address(path, params)


def find_search(**values: object) -> str:
    """The address of a search, such as `platform="wechat"`."""
    query = _write(_list_pairs(values))
    return f"{_find_search_path()}?{query}" if query else _find_search_path()


@cache
def _find_search_path() -> str:
    return reverse("search")


def _list_pairs(values: Mapping[str, object]) -> list[tuple[str, str]]:
    return [
        (name, str(part))
        for name, value in values.items()
        for part in (value if isinstance(value, list | tuple) else [value])
        if part not in (None, "")
    ]


def _write(pairs: Iterable[tuple[str, str]]) -> str:
    return urlencode(list(pairs), safe=READABLE, quote_via=quote)


def tidy(params: QueryDict) -> QueryDict:
    """The parameters without the empty ones that a plain form sends."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        if full := [value for value in values if value.strip()]:
            kept.setlist(name, full)
    return kept


def with_usual(params: QueryDict, usual: Mapping[str, str]) -> QueryDict:
    """The parameters with the usual choices where none was made, for a form that shows them."""
    filled = params.copy()
    for name, value in usual.items():
        filled.setdefault(name, value)
    return filled
