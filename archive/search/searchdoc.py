"""What an index knows of one record: plain values, the same for every engine."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from zlib import crc32

from archive.search import schema
from archive.text import analysis

BREAK = "|"
"""The term between two values of one text field, so that no phrase runs across."""

_MONTHS = [name.lower() for name in calendar.month_abbr]
_DAY = re.compile(rf"\b({'|'.join(_MONTHS[1:])})[a-z]*\.? *(\d{{1,2}})\b")

LAST_DAY = 4_000_000
"""A day after every `datetime.date` ordinal: where the undated stand in an ascending order."""


@dataclass(frozen=True, kw_only=True)
class SearchDoc:
    """One record as it is searched.

    `key` is `kind:id`. `facets` maps a facet's name to values without repetition (an absent or
    empty one counts as `(none)`), `numbers` a number field's name to its figures. `earliest`
    and `latest` are the first and last possible day (`date.toordinal`), both None for a record
    without a known year.
    """

    key: str
    title: str = ""
    names: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    designations: tuple[str, ...] = ()
    earliest: int | None = None
    latest: int | None = None

    @cached_property
    def _raw(self) -> dict[str, list[str]]:
        """Unstemmed terms of each text field."""
        return {
            "title": _join_terms([analysis.terms(self.title, stemmed=False)]),
            "names": _join_terms(map(_cut_name, self.names)),
            "body": _join_terms(analysis.terms(value, stemmed=False) for value in self.body),
        }

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """Terms of each text field, one a position."""
        return {
            text.name: analysis.stem(self._raw[text.name]) if text.stemmed else self._raw[text.name]
            for text in schema.TEXTS
        }

    @cached_property
    def words(self) -> set[str]:
        """All words of alphabets as printed: what prefixes, misspellings and completions run
        over."""
        found = set().union(*self._raw.values()) - {BREAK}
        return {word for word in found if not analysis.is_unspaced(word)}

    def values(self, facet: str) -> tuple[str, ...]:
        """The facet's values, `(none)` where there is none."""
        return tuple(self.facets.get(facet, ())) or (schema.NONE,)

    @cached_property
    def title_words(self) -> set[str]:
        """The title's words of alphabets as printed."""
        return {word for word in self._raw["title"] if not analysis.is_unspaced(word)}

    @property
    def numerals(self) -> tuple[str, ...]:
        """The designations in the form they are compared in."""
        return tuple(dict.fromkeys(normalise_designation(d) for d in self.designations))

    @property
    def tie(self) -> int:
        """31 bits that order records of one day, the same in every engine and after updates."""
        return crc32(self.key.encode()) >> 1

    @property
    def newest(self) -> int:
        """Descending, this puts late days first and the undated last."""
        return ((self.latest or 0) << 32) - self.tie

    @property
    def oldest(self) -> int:
        """Ascending, this puts early days first and the undated last."""
        return ((self.earliest or LAST_DAY) << 32) + self.tie

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with anything that is indexed."""
        parts = (
            self.key,
            self.title,
            self.names,
            [len(text) for text in self.body],
            sorted((name, sorted(values)) for name, values in self.facets.items() if values),
            sorted((name, sorted(values)) for name, values in self.numbers.items() if values),
            self.numerals,
            self.earliest,
            self.latest,
        )
        digest = hashlib.blake2b(repr(parts).encode(), digest_size=8)
        for text in self.body:
            digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def _join_terms(values: Iterable[Sequence[str]]) -> list[str]:
    joined: list[str] = []
    for terms in values:
        if joined:
            joined.append(BREAK)
        joined.extend(terms)
    return joined


@lru_cache(maxsize=20_000)
def _cut_name(name: str) -> tuple[str, ...]:
    """The terms of a name, kept: a few hundred names are those of most records."""
    return tuple(analysis.terms(name, stemmed=False))


def normalise_designation(text: str) -> str:
    """A case's number without its punctuation: "3·10", "3.10", "“3-10” case" and "March 10" are
    3.10."""
    folded = analysis.fold(text)
    plain = _DAY.sub(lambda day: f"{_MONTHS.index(day[1])}.{day[2]}", folded)
    return ".".join(str(int(part)) for part in re.findall(r"\d+", plain)) or folded.strip()
