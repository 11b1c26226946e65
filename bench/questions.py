"""What readers ask, the same of every engine and every site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.corpus import generate

SITE = re.compile(r"“([a-z]{8})”")


@dataclass(frozen=True, slots=True)
class Question:
    """A line as a reader types it, and the facets' values chosen."""

    name: str
    text: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The search page's address for it."""
        return f"/search?{urlencode({'q': self.text, **self.facets})}"

    def make_query(self, names: Any) -> Any:
        """The query that the search page makes of it."""
        from archive.search import Choice, Query
        from archive.search.parser import parse_query

        return Query(
            text=parse_query(self.text, names).tree,
            filters={name: Choice(frozenset([value])) for name, value in self.facets.items()},
            sort="relevance" if self.text else "newest",
        )


def make_questions(seed: int) -> tuple[Question, ...]:
    """The questions to the announcements of a seed."""
    return (
        Question("common word", "police"),
        Question("rare word", _find_rare_word(seed)),
        Question("phrase", '"fake customer service"'),
        Question("Chinese word", "直播"),
        Question("a name in either language", "微信"),
        Question("two facets", "servers", {"platform": "wechat", "status": "sentenced"}),
        Question("no query"),
    )


def _find_rare_word(seed: int) -> str:
    """The first site that the generator invented: one name of 160,000."""
    sites = (match[1] for a in generate(100, seed) if (match := SITE.search(a.text)))
    return next(sites)
