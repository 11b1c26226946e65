"""Did you mean: words that stand nowhere, and the near ones that do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from archive.search import plan as p
from archive.search import query as q
from archive.search.assist import weigh_names
from archive.search.engines.base import Engine
from archive.search.names import Names
from archive.search.parser import parse_query
from archive.search.query import Query
from archive.text import analysis
from archive.text.script import HAN_RUN

CANDIDATES = 20_000
"""Words of one first letter that a misspelt word is compared with."""


def correct(text: str, engine: Engine, names: Names) -> str | None:
    """The line with the words that stand nowhere replaced by near ones that do, and in Chinese
    that stands nowhere a part by the name that it nearly is; None where nothing is to be
    corrected."""
    corrected = text
    tree = parse_query(text, names, exact=True).tree
    for word in dict.fromkeys(_plain_words(tree)):
        near = _find_near(word, engine)
        if near is not None:
            corrected = re.sub(rf"(?i)\b{re.escape(word)}\b", near, corrected)
    for run in dict.fromkeys(_list_han(tree)):
        if not _stands(run, engine) and (change := _find_near_name(run, engine, names)):
            corrected = corrected.replace(*change)
    return None if corrected == text else corrected


def _plain_words(tree: q.Node) -> Iterable[str]:
    for node in q.walk(tree):
        if isinstance(node, q.Word | q.Phrase):
            for term in analysis.terms(node.text, stemmed=False):
                if term.isalpha() and not analysis.is_unspaced(term):
                    yield term


def _find_near(word: str, engine: Engine) -> str | None:
    (stem,) = analysis.stem([word])
    if any(
        engine.frequencies(field, [term])[term]
        for field, term in ((p.WORDS, word), ("title", stem), ("body", stem))
    ):
        return None
    distance = 1 if len(word) < 5 else 2
    known = dict(engine.complete(word[0], CANDIDATES))
    return _pick_near(word, known, distance)


def _pick_near(word: str, known: dict[str, int], distance: int) -> str | None:
    scored = [
        (OSA.distance(word, other, score_cutoff=distance), -count, other)
        for other, count in known.items()
        if abs(len(other) - len(word)) <= distance
    ]
    close = [entry for entry in scored if entry[0] <= distance]
    return min(close)[2] if close else None


def _list_han(tree: q.Node) -> Iterator[str]:
    for node in q.walk(tree):
        if isinstance(node, q.Word | q.Phrase):
            yield from HAN_RUN.findall(node.text)


def _stands(run: str, engine: Engine) -> bool:
    return engine.search(Query(text=q.Phrase(run), size=0, facets=())).total > 0


def _find_near_name(run: str, engine: Engine, names: Names) -> tuple[str, str] | None:
    """The part of some Chinese that is nearly a name, and the name: the one of most documents."""
    found = names.near(run)
    weights = weigh_names([name for *_, name in found], engine)
    most = max(zip(weights, found, strict=True), key=lambda pair: pair[0], default=(0, None))
    return most[1][:2] if most[0] and most[1] else None
