"""Help for a reader: completions, a way on from no hits, more of the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.search import plan as p
from archive.search import query as q
from archive.search.engines.base import Engine
from archive.search.names import Name, Names
from archive.search.parser import mend_line, parse_query
from archive.search.query import Query
from archive.search.results import Hit, Suggestion
from archive.search.searchdoc import SearchDoc
from archive.text import analysis
from archive.text.matching import fold
from archive.text.script import HAN_RUN

CONSIDERED = 60
"""Names that begin as typed of which the most frequent are suggested."""
MAX_CLAUSES = 12
"""Parts of a query that are dropped one by one."""
SIMILAR_TERMS = 20

Weigh = Callable[[Sequence[Name]], Sequence[int]]
"""Gives how many documents have each of some names."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The query without some of its parts, and how many hits that would have."""

    dropped: str
    text: str
    total: int


def suggest_names(text: str, names: Names, weigh: Weigh, limit: int = 8) -> list[Suggestion]:
    """Names that begin as typed, or have a word that does: a name typed to its end first, then
    those of the most documents, of the same number in the order of `Names.starting`."""
    found = names.starting(text, CONSIDERED)
    said = fold(text).strip()

    def rank(entry: tuple[tuple[str, Name], int]) -> tuple[bool, bool, int]:
        (form, _), weight = entry
        return fold(form) != said, not fold(form).startswith(said), -weight

    weights = weigh([name for _, name in found])
    ranked = sorted(zip(found, weights, strict=True), key=rank)
    return [
        Suggestion(form, name.key or f"{name.field}:{name.id}", name.label)
        for (form, name), _ in ranked[:limit]
    ]


def weigh_names(names: Sequence[Name], engine: Engine) -> list[int]:
    """How many documents have each of some names, as the value of its facet."""
    ids: dict[str, list[str]] = {}
    for name in names:
        ids.setdefault(name.field, []).append(name.id)
    held = {field: engine.frequencies(field, values) for field, values in ids.items()}
    return [held[name.field][name.id] for name in names]


def make_title_query(text: str, limit: int) -> Query | None:
    """A query for titles with all the words typed, the last as a beginning; None for nothing
    to go by."""
    words = text.split()
    parts: list[q.Node] = [q.Word(word, "title") for word in words if analysis.terms(word)]
    if not parts:
        return None
    if len(parts) == 1 or words[-1].isascii():
        parts[-1] = q.Or((parts[-1], q.Prefix(words[-1], "title")))
    return Query(text=q.join(q.And, parts), size=limit, facets=())


def relax(text: str, query: Query, engine: Engine, names: Names) -> list[Relaxed]:
    """Ways on from a query that finds nothing: each part without which there are hits; where
    none alone is to blame, the query without all parts that find nothing by themselves; else
    each part that finds something. Most hits first."""
    clauses = split_clauses(mend_line(text)[0], names)
    if len(clauses) < 2:
        return []

    def attempt(kept: Sequence[str]) -> Iterator[Relaxed]:
        rest = " ".join(kept)
        tree = parse_query(rest, names).tree
        if tree != q.Everything():
            page = engine.search(replace(query, text=tree, page=1, size=0, facets=()))
            dropped = " ".join(clause for clause in clauses if clause not in kept)
            if page.total:
                yield Relaxed(dropped, rest, page.total)

    if len(clauses) <= MAX_CLAUSES:
        less = [r for i in range(len(clauses)) for r in attempt(clauses[:i] + clauses[i + 1 :])]
        if less:
            return _sort_relaxed(less)
    alone = [r for clause in clauses[: 2 * MAX_CLAUSES] for r in attempt([clause])]
    if 1 < len(alone) < len(clauses):
        return list(attempt([r.text for r in alone])) or _sort_relaxed(alone)
    return _sort_relaxed(alone)


def _sort_relaxed(found: list[Relaxed]) -> list[Relaxed]:
    return sorted(found, key=lambda relaxed: -relaxed.total)


def split_clauses(line: str, names: Names) -> list[str]:
    """The parts of a mended line that may be dropped one by one: words, phrases, conditions,
    brackets, alternatives, and the names within Chinese without blanks."""
    clauses: list[str] = []
    joins = False
    for part in _split_blanks(line):
        if part == "AND":
            continue
        if clauses and (joins or part == "OR"):
            clauses[-1] += f" {part}"
        else:
            clauses.extend(_split_names(part, names))
        joins = part in ("OR", "NOT")
    return list(dict.fromkeys(clauses))


def _split_blanks(line: str) -> Iterator[str]:
    """Parts between blanks that lie in no quotes or brackets."""
    depth, quoted, begun = 0, False, 0
    for i, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == " " and depth <= 0:
            if begun < i:
                yield line[begun:i]
            begun = i + 1
    if begun < len(line):
        yield line[begun:]


def _split_names(part: str, names: Names) -> list[str]:
    if HAN_RUN.fullmatch(part) is None:
        return [part]
    pieces: list[str] = []
    at = 0
    for span, _ in names.find(part):
        pieces += [part[at : span.start], span.quote(part)]
        at = span.end
    return [piece for piece in (*pieces, part[at:]) if piece]


def find_similar(doc: SearchDoc, engine: Engine, limit: int = 5) -> list[Hit]:
    """Records of the same kind that share the terms which tell this one from others."""
    weights = _weigh_terms(doc, engine)
    if not weights:
        return []
    kind = doc.key.partition(":")[0]
    plan = p.Plan(
        text=p.AnyOf(tuple(p.Weighted(p.Term("body", t), w) for t, w in weights)),
        filters={"kind": p.Equal("kind", (kind,))},
        ordered_by=None,
        offset=0,
        size=limit + 1,
        facets=(),
    )
    hits = [hit for hit in engine.answer(plan).hits if hit.key != doc.key]
    return hits[:limit]


def _weigh_terms(doc: SearchDoc, engine: Engine) -> Sequence[tuple[str, float]]:
    """The most telling terms: often here, seldom elsewhere, but somewhere else."""
    counted = Counter(doc.texts["body"])
    for term in doc.texts["title"]:
        counted[term] += 3
    stops = analysis.stops()
    often = [t for t, _ in counted.most_common(10 * SIMILAR_TERMS) if len(t) > 1 and t not in stops]
    known = engine.frequencies("body", often)
    total = max(engine.info().documents, 1)
    weighted = [
        (term, counted[term] * math.log(1 + total / known[term]))
        for term in often
        if known[term] > 1
    ]
    return sorted(weighted, key=lambda pair: (-pair[1], pair[0]))[:SIMILAR_TERMS]
