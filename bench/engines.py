"""The engine alone: ours, tantivy without our layer, and SQLite's FTS5 with grouped counts.

All three answer the same questions over the same documents: twenty hits, how many there are in
all, and the counts of every facet. `run` starts this module again in a process that has the
archive's settings.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from functools import partial
from typing import Any

from bench.archives import open_archive
from bench.fts5 import measure_fts5
from bench.questions import Question, make_questions
from bench.report import Options, Row, measure_by_turns, say

PART = "engine"
MOST_TIMES_RAW = 2.0
TIMES, FEW_TIMES = 30, 5
SHOWN = 8
"""Values of each facet that are looked at."""


def run(options: Options) -> list[Row]:
    """Milliseconds of each engine for each question."""
    archive = open_archive(options)
    times = FEW_TIMES if options.quick else TIMES
    say("our engine and raw tantivy, by turns")
    ran = archive.measure("bench.engines", str(options.documents), str(times), str(options.seed))
    rows = [Row(**row) for row in json.loads(ran.output)]
    theirs = measure_fts5(options)
    return rows + [
        _row(question, "FTS5 with grouped counts", *theirs[question.name], options.documents)
        for question in make_questions(options.seed)
    ]


def measure_engines(documents: int, times: int, seed: int) -> list[Row]:
    """Within the archive's settings: the rows of our engine and of the raw one."""
    from archive.search.live import get_engine
    from archive.search.vocabulary import load_names

    engine, names = get_engine(), load_names()
    rows = []
    for question in make_questions(seed):
        query = question.make_query(names)
        (ours, ours_95), (limit, limit_95) = measure_by_turns(
            [partial(_search, engine, query), _prepare_raw(engine, query)], times
        )
        ratio = ours / limit
        rows += [
            _row(question, "our engine", ours, ours_95, documents),
            _row(question, "raw tantivy", limit, limit_95, documents),
            Row(
                PART,
                f"{question.name}: ours to raw",
                ratio,
                "times",
                documents=documents,
                target=f"at most {MOST_TIMES_RAW:.0f}",
                met=ratio <= MOST_TIMES_RAW,
            ),
        ]
    return rows


def _row(question: Question, what: str, median: float, p95: float, documents: int) -> Row:
    return Row(PART, f"{question.name}: {what}", median, "ms", p95=p95, documents=documents)


def _search(engine: Any, query: Any) -> None:
    """A search, and of each facet what a page shows of it."""
    for counts in engine.search(query).facets.values():
        counts.first(SHOWN)


def _prepare_raw(engine: Any, query: Any) -> Any:
    """A call of tantivy with the query and the aggregations already made: the least that the
    library can take for this answer."""
    from archive.search.engines.tantivy.compile import compile_step
    from archive.search.engines.tantivy.find import MAX_VALUES
    from archive.search.plan import make_plan

    plan = make_plan(query)
    native = compile_step(plan.narrowed())
    counted = [
        (
            compile_step(plan.narrowed(lifted)) if lifted else native,
            {name: {"terms": {"field": name, "size": MAX_VALUES}} for name in names},
        )
        for lifted, names in plan.groups().items()
    ]
    searcher = engine._searcher()

    def answer() -> None:
        if plan.ordered_by is None:
            searcher.search(native, plan.size)
        else:
            searcher.search(native, plan.size, order_by_field=plan.ordered_by[0])
        for narrowed, request in counted:
            searcher.aggregate(narrowed, request)

    return answer


if __name__ == "__main__":
    import django

    django.setup()
    measured = measure_engines(*map(int, sys.argv[1:]))
    print(json.dumps([asdict(row) for row in measured]))
