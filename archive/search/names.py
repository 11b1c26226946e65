"""The names that a query may hold, in every language and form, and what they mean.

`Names` is a snapshot, built from rows by `archive.search.vocabulary` or by hand in a test.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from itertools import islice, takewhile

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from archive.search import schema
from archive.search.results import Understood
from archive.text.matching import Match, Matcher, fold
from archive.text.script import HAN_RUN, has_han

MAX_MEANINGS = 5
"""Records that one form may mean; a form of more (a common county's) is left to the words."""

PLACES = ("province", "city", "county")
SCANNED = 3000
"""Forms that begin as typed that are ranked; a single letter has more, and none is meant yet."""
SUGGESTED = ("platform", "campaign", "agency", "province", "city", "offence", "county")
"""What a reader most likely begins to type, first to last."""
SHORTEST_NEAR = 3
"""Characters of a Chinese name that a misspelling is told by."""
NEIGHBOURS = 20
"""Names that one part of a text may nearly be."""
SHORTEST_WEAK = 8
"""Letters of a single Latin word that is understood although it is also an ordinary one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A record that has names: the facet whose value its id is, its label, its forms, and weak
    ones that are also ordinary words. Those of the forms that are `short` (资源 for 资源县) mean
    it only as words of their own, and where they mean nothing else. `key` is its address, as
    `kind:id`, `label_zh` its Chinese name for a Chinese interface."""

    field: str
    id: str
    label: str
    forms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    key: str | None = None
    label_zh: str = ""
    short: frozenset[str] = frozenset()

    def is_short(self, text: str) -> bool:
        """Whether it is a short form that the text gives."""
        return bool(self.short) and fold(text) in self.short


@dataclass(frozen=True)
class Names:
    """All names, found in a line and looked up by field. `labels` are those of values without
    records of their own, by facet and value; `spellings` are what such a value is also called."""

    entries: tuple[Name, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spellings: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_id: dict[tuple[str, str], Name] = {}
        by_form: dict[tuple[str, str], list[Name]] = {}
        for name in self.entries:
            by_id[name.field, name.id] = name
            for form in {fold(f) for f in (name.id, name.label, *name.forms, *name.weak)}:
                by_form.setdefault((name.field, form), []).append(name)
        starts = sorted(
            {
                (fold(form)[at:], _rank_start(name, form, at), i)
                for i, name in enumerate(self.entries)
                for form in name.forms
                for at in _word_starts(form)
            }
        )
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_by_form", by_form)
        object.__setattr__(
            self,
            "_matcher",
            Matcher((form, name) for name in self.entries for form in _telling_forms(name)),
        )

    def find(self, line: str) -> list[Match[tuple[Name, ...]]]:
        """The longest names in a line, from left to right, each with what it may mean."""
        matcher: Matcher[Name] = self._matcher  # type: ignore[attr-defined]
        found = []
        for span, meant in matcher.find(fold(line)):
            form = span.quote(line)
            said = tuple(name for name in meant if not name.is_short(form)) or meant
            if len(said) <= MAX_MEANINGS:
                found.append(Match(span, said))
        return found

    def resolve(self, field: str, text: str) -> list[Name]:
        """The records of a facet that a reader means by an id or a name, weak forms included."""
        by_form: Mapping[tuple[str, str], list[Name]] = self._by_form  # type: ignore[attr-defined]
        return by_form.get((field, fold(text).strip()), [])

    def get(self, field: str, value: str) -> Name | None:
        """The record behind a facet's value."""
        by_id: Mapping[tuple[str, str], Name] = self._by_id  # type: ignore[attr-defined]
        return by_id.get((field, value))

    def settle(self, field: str, text: str) -> list[str]:
        """The values of a facet without named records that a reader means: that one by any of
        its names, else those with a name that holds the text (Xinhua for Xinhua News Agency).
        Where nothing is known of the facet, or a value may be newer than this snapshot, the text
        as it is."""
        labels = self.labels.get(field, {})
        said = fold(text).strip()
        known = {value: self._fold_names(field, value) for value in labels}
        same = [value for value, called in known.items() if said in called]
        held = [v for v, called in known.items() if any(said in name for name in called)]
        may_be_new = not labels or not schema.FACETS_BY_NAME[field].fixed
        return same or held or ([text] if may_be_new else [])

    def _fold_names(self, field: str, value: str) -> set[str]:
        further = self.spellings.get(field, {}).get(value, ())
        return {fold(name) for name in (value, self.labels[field][value], *further)}

    def starting(self, text: str, limit: int) -> list[tuple[str, Name]]:
        """Names with a word that begins as `text`: the best form and its record, each record
        once. Forms that begin so come before those that go on so, then kinds in the order of
        `SUGGESTED`, then short ones."""
        starts: Sequence[tuple[str, Rank, int]] = self._starts  # type: ignore[attr-defined]
        prefix = fold(text).strip()
        if not prefix:
            return []
        first = bisect_left(starts, (prefix,))
        found = takewhile(lambda start: start[0].startswith(prefix), islice(starts, first, None))
        best: dict[int, Rank] = {}
        for _, rank, i in islice(found, SCANNED):
            if i not in best or rank < best[i]:
                best[i] = rank
        ranked = nsmallest(limit, ((rank, i) for i, rank in best.items()))
        return [(rank[-1], self.entries[i]) for rank, i in ranked]

    def near(self, text: str) -> list[tuple[str, str, Name]]:
        """Chinese names that a part of the text is but for one character, or for two in each
        other's place: the part, the name's form and its record. A name of two characters has too
        many neighbours."""
        folded = fold(text)
        found = []
        for length, forms in self._by_length.items():
            for at in range(len(folded) - length + 1):
                part = folded[at : at + length]
                if part in self._by_han_form:
                    continue
                for form, *_ in extract(
                    part, forms, scorer=OSA.distance, score_cutoff=1, limit=NEIGHBOURS
                ):
                    found += [
                        (text[at : at + length], printed, name)
                        for printed, name in self._by_han_form[form]
                    ]
        return found

    @cached_property
    def _by_han_form(self) -> dict[str, list[tuple[str, Name]]]:
        """The forms in Chinese with the records that they mean, by the form as it is compared."""
        by_form: dict[str, list[tuple[str, Name]]] = {}
        for name in self.entries:
            for form in name.forms:
                if len(form) >= SHORTEST_NEAR and HAN_RUN.fullmatch(form):
                    by_form.setdefault(fold(form), []).append((form, name))
        return by_form

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        by_length: dict[int, list[str]] = {}
        for form in self._by_han_form:
            by_length.setdefault(len(form), []).append(form)
        return by_length

    def label(self, field: str, value: str) -> str:
        """What to call a facet's value; the value itself where nothing better is known."""
        if value == schema.NONE:
            return value
        name = self.get(field, value)
        return name.label if name else self.labels.get(field, {}).get(value, value)


def understand(names: Iterable[Name], text: str) -> list[Understood]:
    """What the page tells of a name that a query was found to hold."""
    return [Understood(text, name.field, name.id, name.label) for name in names]


def _telling_forms(name: Name) -> Iterator[str]:
    """The forms that a query is understood by. Written by a reader, a weak form may be meant as
    the name, and what is made of it is told; a short English word is left alone."""
    yield from name.forms
    for form in name.weak:
        is_long = len(form) >= SHORTEST_WEAK or " " in form or "-" in form
        if (len(form) > 1 if has_han(form) else is_long) and name.field not in PLACES:
            yield form


Rank = tuple[bool, int, bool, int, str]


def _rank_start(name: Name, form: str, at: int) -> Rank:
    """Where among suggestions a form belongs that is typed from its `at`th character on."""
    return at > 0, _rank_field(name.field), form != name.label, len(form), form


def _rank_field(field: str) -> int:
    return SUGGESTED.index(field) if field in SUGGESTED else len(SUGGESTED)


def _word_starts(form: str) -> Iterator[int]:
    """Where a reader may begin to type a name: at each Latin word, at each Han character."""
    return (match.start() for match in re.finditer(r"[a-z0-9']+|[^\W_]", fold(form)))
