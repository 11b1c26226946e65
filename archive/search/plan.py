"""From what a reader asked to the few steps that every engine takes alike.

All analysis, weighting and field knowledge is here, so that an engine only has to know terms,
runs of terms, values and ranges, and how to join them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.search import query as q
from archive.search import schema
from archive.search.searchdoc import normalise_designation
from archive.text import analysis
from archive.text.analysis import Pattern

WORDS, TITLE_WORDS = "words", "title_words"
"""The fields of unstemmed words, of all text fields and of titles, without positions."""
PRINTED = {None: WORDS, "title": TITLE_WORDS}
"""The unstemmed words of each text field that has them."""
DESIGNATION = "designation"
"""The field of normalised designations."""
EARLIEST, LATEST = "earliest", "latest"
NEWEST, OLDEST = "newest", "oldest"

DATES = "dates"
"""The date range among the filters, as facets lift it."""

NAMED_WEIGHT = 4.0
"""What a record that is about an understood name gains, beside its words."""
RUN_BONUS = 3.0
"""How much more a query's words count where they stand one after the other."""
EXACT_TEXTS = ("title", "body")
"""Where a quoted phrase is looked for: the record's own words, not its names' other forms."""
MAX_GAPS = 400
"""Arrangements of a phrase with slop that are looked for."""


class Step:
    """One primitive; each subclass is a frozen dataclass. Steps that score say how."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class All(Step):
    """Everything; scores 0."""


@dataclass(frozen=True, slots=True)
class Nothing(Step):
    """Never matches."""


@dataclass(frozen=True, slots=True)
class Term(Step):
    """The text field holds the term; scores by BM25."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Begins(Step):
    """The text field holds a term that is this character of an unspaced script or a pair that
    it begins; scores 1."""

    field: str
    char: str


@dataclass(frozen=True, slots=True)
class Run(Step):
    """Two or more terms in order. `gaps[i]` is the distance of term `i + 1` from the one before
    it (1 is next to it). Where `open`, the last matches as in `Begins`. Scores by BM25."""

    field: str
    terms: tuple[str, ...]
    gaps: tuple[int, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Starts(Step):
    """A word of a field in `PRINTED` begins with `prefix`; scores 1."""

    prefix: str
    field: str = WORDS


@dataclass(frozen=True, slots=True)
class Near(Step):
    """A word of a field in `PRINTED` is at most `distance` single-letter edits away
    (Levenshtein, a transposition counts two); scores 1."""

    word: str
    distance: int
    field: str = WORDS


@dataclass(frozen=True, slots=True)
class Equal(Step):
    """The facet or the designation has one of the values; scores 1."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between(Step):
    """One value of a number or day field lies within the bounds; None is open; scores 0."""

    field: str
    low: float | None
    high: float | None
    include_low: bool = True
    include_high: bool = True


@dataclass(frozen=True, slots=True)
class AllOf(Step):
    """All parts match; scores their sum."""

    parts: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Step):
    """At least one part matches; scores the sum of those that do."""

    parts: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Without(Step):
    """The part does not match; scores 0."""

    part: Step


@dataclass(frozen=True, slots=True)
class Weighted(Step):
    """Matches as the part, its score multiplied; a weight of 0 makes a filter."""

    part: Step
    weight: float


@dataclass(frozen=True, slots=True)
class Prefer(Step):
    """Matches as `part`; where `bonus` matches too, its score is added."""

    part: Step
    bonus: Step


@dataclass(frozen=True)
class Plan:
    """One query, ready for an engine. `filters` are by facet name and "dates"; `ordered_by` is
    None for relevance, else the field to order by and whether descending."""

    text: Step
    filters: Mapping[str, Step]
    ordered_by: tuple[str, bool] | None
    offset: int
    size: int
    facets: tuple[str, ...]

    def narrowed(self, lifted: frozenset[str] = frozenset()) -> Step:
        """The text and every filter that is not lifted."""
        kept = [Weighted(step, 0) for name, step in self.filters.items() if name not in lifted]
        return AllOf((self.text, *kept)) if kept else self.text

    def groups(self) -> dict[frozenset[str], list[str]]:
        """The asked facets by the filters that are lifted when they are counted."""
        groups: dict[frozenset[str], list[str]] = {}
        for name in self.facets:
            lifted = {name, *schema.FACETS_BY_NAME[name].lifts} & set(self.filters)
            groups.setdefault(frozenset(lifted), []).append(name)
        return groups

    @property
    def is_open(self) -> bool:
        """Whether nothing narrows: every record matches."""
        return isinstance(self.text, All) and not self.filters

    @property
    def has_dates(self) -> bool:
        """Whether a date range narrows."""
        return DATES in self.filters

    def undated(self) -> Step | None:
        """What all but the date filter lets through and has no known year; None without one."""
        if not self.has_dates:
            return None
        lifted = self.narrowed(frozenset({DATES}))
        return AllOf((lifted, Weighted(Equal("year", (schema.NONE,)), 0)))


def make_plan(query: q.Query) -> Plan:
    """The steps of a query."""
    text = plan_node(query.text)
    filters = {
        name: step for name, choice in query.filters.items() if (step := _plan_choice(name, choice))
    }
    if query.dates is not None:
        filters[DATES] = _plan_dates(query.dates)
    sort = schema.SORTS_BY_NAME[query.sort]
    ordered_by = (sort.field, sort.descending) if sort.field else None
    if ordered_by is None and not scores(text):
        ordered_by = (NEWEST, True)
    return Plan(text, filters, ordered_by, query.offset, query.size, query.facets)


def _plan_choice(name: str, choice: q.Choice) -> Step | None:
    parts: list[Step] = []
    if choice.include:
        parts.append(Equal(name, tuple(sorted(choice.include))))
    if choice.exclude:
        parts.append(Without(Equal(name, tuple(sorted(choice.exclude)))))
    return _all_of(parts) if parts else None


def _plan_dates(dates: q.Dates) -> Step:
    """The possible days overlap the range; a record without days never matches."""
    return AllOf(
        (
            Between(LATEST, dates.low, None),
            Between(EARLIEST, None, dates.high),
        )
    )


def plan_node(node: q.Node) -> Step:
    """The steps of one node of the reader's tree."""
    match node:
        case q.Everything():
            return All()
        case q.Word(text, field):
            return _plan_text(text, _only(field))
        case q.Phrase(text, slop, field):
            return _plan_text(text, _only(field) or EXACT_TEXTS, slop)
        case q.Prefix(text, field):
            word = _find_single_word(text)
            return Starts(word, PRINTED[field]) if word else _plan_text(text, _only(field))
        case q.Fuzzy(text, distance, field):
            word = _find_single_word(text)
            return Near(word, distance, PRINTED[field]) if word else _plan_text(text, _only(field))
        case q.Value(field, value):
            return Weighted(Equal(field, (value,)), NAMED_WEIGHT)
        case q.Designation(text):
            return Weighted(Equal(DESIGNATION, (normalise_designation(text),)), NAMED_WEIGHT)
        case q.Range(field, low, high, include_low, include_high):
            return Weighted(Between(field, low, high, include_low, include_high), 0)
        case q.Dates():
            return Weighted(_plan_dates(node), 0)
        case q.And(parts):
            return _plan_and(parts)
        case q.Or(parts):
            return _any_of([plan_node(part) for part in parts])
        case q.Not(part):
            return Without(plan_node(part))
    raise TypeError(f"not a query node: {node!r}")


def _plan_text(text: str, fields: tuple[str, ...] | None, slop: int = 0) -> Step:
    parts: list[Step] = []
    for field in schema.TEXTS:
        if fields is None or field.name in fields:
            pattern = analysis.pattern(text, stemmed=field.stemmed)
            if pattern:
                parts.append(Weighted(_plan_pattern(field.name, pattern, slop), field.weight))
    return _any_of(parts) if parts else Nothing()


def _plan_pattern(field: str, pattern: Pattern, slop: int) -> Step:
    if len(pattern.terms) == 1:
        term = pattern.terms[0]
        return Begins(field, term) if pattern.open else Term(field, term)
    loose = [i for i, term in enumerate(pattern.terms[:-1]) if not _is_pair(term)]
    runs: list[Step] = []
    for stretched in itertools.islice(arrange(len(loose), slop), MAX_GAPS):
        gaps = [1] * (len(pattern.terms) - 1)
        for place, gap in zip(loose, stretched, strict=True):
            gaps[place] = gap
        runs.append(Run(field, pattern.terms, tuple(gaps), pattern.open))
    return _any_of(runs)


def _is_pair(term: str) -> bool:
    """Whether the term is a pair of an unspaced script, which the next one always overlaps."""
    return len(term) == 2 and analysis.is_unspaced(term)


def arrange(spaces: int, slop: int) -> Iterator[tuple[int, ...]]:
    """Distances that leave at most `slop` further words in `spaces` spaces, tight ones first.

    Slop counts all further words of a phrase together and keeps the order; engines mean
    different things by theirs, so that none is asked.
    """
    if not spaces:
        yield ()
        return
    for total in range(slop + 1):
        for dividers in itertools.combinations(range(total + spaces - 1), spaces - 1):
            edges = (-1, *dividers, total + spaces - 1)
            yield tuple(b - a for a, b in itertools.pairwise(edges))


def _find_single_word(text: str) -> str | None:
    """The one word of an alphabet that the text is; None for anything else, which is looked for
    as it stands."""
    terms = analysis.terms(text, stemmed=False)
    return terms[0] if len(terms) == 1 and not analysis.is_unspaced(terms[0]) else None


def _only(field: str | None) -> tuple[str, ...] | None:
    return (field,) if field else None


def _plan_and(parts: tuple[q.Node, ...]) -> Step:
    step = _all_of([plan_node(part) for part in parts])
    plain = [part.text for part in parts if isinstance(part, q.Word) and part.field is None]
    if len(plain) < 2:
        return step
    run = _plan_text(" ".join(plain), None)
    return Prefer(step, Weighted(run, RUN_BONUS)) if scores(run) else step


def _all_of(parts: list[Step]) -> Step:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _any_of(parts: list[Step]) -> Step:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def scores(step: Step) -> bool:
    """Whether a step ever gives a score other than 0."""
    match step:
        case AllOf(parts) | AnyOf(parts):
            return any(map(scores, parts))
        case Weighted(part, weight):
            return weight != 0 and scores(part)
        case Prefer(part, bonus):
            return scores(part) or scores(bonus)
        case All() | Nothing() | Without() | Between():
            return False
    return True
