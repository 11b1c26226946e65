"""Steps as native queries."""

from __future__ import annotations

import re
from typing import Any

import tantivy as lib
from tantivy import FieldType, Occur

from archive.search import plan as p
from archive.search.engines.tantivy.fields import DAYS, native_schema
from archive.search.plan import Step

Native = Any
"""A native query; the library gives its types no names that hold at run time."""


def compile_step(step: Step) -> Native:
    """The native query of a step."""
    query = lib.Query
    match step:
        case p.All():
            return query.const_score_query(query.all_query(), 0.0)
        case p.Nothing():
            return query.empty_query()
        case p.Term(field, term):
            return query.term_query(native_schema(), field, term)
        case p.Begins(field, char):
            return query.regex_query(native_schema(), field, f"{char}.?")
        case p.Run():
            return _compile_run(step)
        case p.Starts(prefix, field):
            return query.regex_query(native_schema(), field, f"{_escape(prefix)}.*")
        case p.Near(word, distance, field):
            return query.fuzzy_term_query(
                native_schema(), field, word, distance, transposition_cost_one=False
            )
        case p.Equal(field, values):
            found = query.term_set_query(native_schema(), field, list(values))
            return query.const_score_query(found, 1.0)
        case p.Between():
            return query.const_score_query(_compile_between(step), 0.0)
        case p.AllOf(parts):
            return query.boolean_query([(Occur.Must, compile_step(part)) for part in parts])
        case p.AnyOf(parts):
            return query.boolean_query([(Occur.Should, compile_step(part)) for part in parts])
        case p.Without(part):
            return query.boolean_query(
                [(Occur.Must, compile_step(p.All())), (Occur.MustNot, compile_step(part))]
            )
        case p.Weighted(part, weight):
            native = compile_step(part)
            if weight == 0:
                return query.const_score_query(native, 0.0)
            return query.boost_query(native, weight)
        case p.Prefer(part, bonus):
            return query.boolean_query(
                [(Occur.Must, compile_step(part)), (Occur.Should, compile_step(bonus))]
            )
    raise TypeError(f"not a step: {step!r}")


def _compile_run(run: p.Run) -> Native:
    places = [0]
    for gap in run.gaps:
        places.append(places[-1] + gap)
    words: list[Any]
    if not run.open:
        words = list(zip(places, run.terms, strict=True))
        return lib.Query.phrase_query(native_schema(), run.field, words)
    patterns = [_escape(term) for term in run.terms]
    patterns[-1] += ".?"
    words = list(zip(places, patterns, strict=True))
    return lib.Query.regex_phrase_query(native_schema(), run.field, words)


def _escape(term: str) -> str:
    """Terms hold letters, digits and full stops; only the last means something to a regex."""
    return re.escape(term)


def _compile_between(step: p.Between) -> Native:
    """One range query: two would let a record with 50 and 300 match 100 to 200."""
    whole = step.field in DAYS
    if step.low is None and step.high is None:
        return lib.Query.exists_query(step.field)
    return lib.Query.range_query(
        native_schema(),
        step.field,
        FieldType.Integer if whole else FieldType.Float,
        lower_bound=_bound(step.low, whole=whole),
        upper_bound=_bound(step.high, whole=whole),
        include_lower=step.include_low or step.low is None,
        include_upper=step.include_high or step.high is None,
    )


def _bound(value: float | None, *, whole: bool) -> int | float | None:
    if value is None:
        return None
    return int(value) if whole else float(value)
