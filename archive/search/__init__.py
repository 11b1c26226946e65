"""Full-text search with facets: one query language, one analysis, several engines.

What pages and API use is here; the rest of the room is its own affair.
"""

from archive.search.assist import Relaxed
from archive.search.errors import SearchError
from archive.search.live import (
    correct,
    find_passages,
    get_engine,
    mark_title,
    parse,
    relax,
    search,
    similar,
    suggest,
)
from archive.search.parser import Parsed
from archive.search.query import Choice, Dates, Query
from archive.search.results import (
    FacetCount,
    Hit,
    Passage,
    ResultPage,
    Suggestion,
    Understood,
)
from archive.search.schema import FACETS, KINDS, NONE, NUMBERS, SORTS, TEXTS

__all__ = [
    "FACETS",
    "KINDS",
    "NONE",
    "NUMBERS",
    "SORTS",
    "TEXTS",
    "Choice",
    "Dates",
    "FacetCount",
    "Hit",
    "Parsed",
    "Passage",
    "Query",
    "Relaxed",
    "ResultPage",
    "SearchError",
    "Suggestion",
    "Understood",
    "correct",
    "find_passages",
    "get_engine",
    "mark_title",
    "parse",
    "relax",
    "search",
    "similar",
    "suggest",
]
