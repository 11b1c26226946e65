"""Search as this process is set up: the engine of the settings, the names of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings

from archive.search import assist, highlight, spelling
from archive.search.documents import load_documents
from archive.search.engines import open_engine
from archive.search.engines.base import Engine
from archive.search.parser import Parsed, parse_query
from archive.search.query import Node, Query
from archive.search.results import Hit, Passage, ResultPage, Suggestion
from archive.search.vocabulary import load_names, load_titles


def get_engine() -> Engine:
    """The engine of `SEARCH_URL`; one a process and URL, opened when it is first asked."""
    return _engine(settings.SEARCH_URL, Path(settings.VAR_DIR) / "index")


@lru_cache(maxsize=4)
def _engine(url: str, home: Path) -> Engine:
    return open_engine(url, home)


def parse(text: str, *, exact: bool = False) -> Parsed:
    """Reads a reader's line: its tree, its problems, the names it was found to hold."""
    return parse_query(text, load_names(), exact=exact)


def search(query: Query) -> ResultPage:
    """Hits and counts, each facet's value with its label. Raises SearchError."""
    page = get_engine().search(query)
    names = load_names()
    facets = {
        facet: counts.labelled(partial(names.label, facet)) for facet, counts in page.facets.items()
    }
    return replace(page, facets=facets)


def find_passages(texts: Iterable[str], tree: Node) -> list[list[Passage]]:
    """For each text, at most three passages with the matched words marked."""
    names = load_names()
    return [highlight.highlight(text, tree, names) for text in texts]


def mark_title(title: str, tree: Node) -> Passage:
    """A title as one passage, its matched words marked."""
    return highlight.mark(title, tree, load_names())


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """Names in both languages, then titles, that go on from what is typed."""
    engine = get_engine()
    found = assist.suggest_names(
        text, load_names(), lambda names: assist.weigh_names(names, engine), limit
    )
    query = assist.make_title_query(text, limit - len(found)) if len(found) < limit else None
    if query is not None:
        hits = engine.search(query).hits
        titles = load_titles(hit.key for hit in hits)
        found += [Suggestion(titles[h.key], h.key, titles[h.key]) for h in hits if h.key in titles]
    return found


def correct(text: str) -> str | None:
    """The line as it was perhaps meant, where some of its words stand nowhere."""
    return spelling.correct(text, get_engine(), load_names())


def relax(text: str, query: Query) -> list[assist.Relaxed]:
    """Ways on from a query without hits: which part to drop, and what that would find."""
    return assist.relax(text, query, get_engine(), load_names())


def similar(key: str, limit: int = 5) -> list[Hit]:
    """Records like the one of this key, of its kind, most alike first."""
    docs = list(load_documents([key]))
    return assist.find_similar(docs[0], get_engine(), limit) if docs else []
