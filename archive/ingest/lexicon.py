"""The vocabularies as one immutable snapshot, and the reading of their files.

`Lexicon.from_files` reads `fixtures/vocabulary/`; `archive.ingest.vocabulary` makes the same
snapshot from the database, where editors add to it. Extractors see only the snapshot.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

NAME_KINDS = ("alias", "abbreviation", "former", "pinyin", "mistranslation", "weak")
"""Kinds of a further name. A weak one counts only where its setting confirms it."""


class VocabularyError(ValueError):
    """A vocabulary file that cannot be read; the message names file, entry and remedy."""


@dataclass(frozen=True, slots=True)
class Form:
    """One further name of an entry, and its kind (`NAME_KINDS`)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A named thing. `forms` holds the further names; `all_forms` all of them."""

    id: str
    name: str
    name_zh: str | None = None
    forms: tuple[Form, ...] = ()
    note: str | None = None

    @property
    def all_forms(self) -> tuple[Form, ...]:
        """Canonical names first, then the further ones."""
        own = (Form(self.name, "canonical"),)
        return own + ((Form(self.name_zh, "canonical"),) if self.name_zh else ()) + self.forms


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(Entry):
    """An administrative division; `id` is its GB/T 2260 code, `until` the last year of an
    abolished one, `iso` the ISO 3166-2 code of its province-level division."""

    level: str  # province | prefecture | county
    parent: str | None
    iso: str
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEntry(Entry):
    """A body. `level`: national, provincial, municipal, county; `place` a GB/T 2260 code (or
    an ISO 3166-1 code for bodies outside China); `successor` the id it was merged or renamed
    into, on `until` (EDTF)."""

    level: str
    parent: str | None = None
    place: str | None = None
    kind: str | None = None
    successor: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformEntry(Entry):
    """A service, site or app."""

    kind: str
    operator: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignEntry(Entry):
    """A named action. `series` groups its yearly rounds; `period` is EDTF."""

    parent: str | None = None
    series: str | None = None
    period: str | None = None
    leading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceEntry(Entry):
    """An offence with the articles it stands for, each "law code art. N", and its cue words."""

    articles: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherEntry(Entry):
    """A news agency, paper or office that publishes announcements."""

    kind: str | None = None


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Lexicon:
    """All vocabularies by id, and the cue tables by file name. `decided` holds what editors said
    of names that a text leaves open: by kind and words, an id, or None for no name. Compare by
    identity: what is compiled from a snapshot (automata, expressions) is cached a snapshot."""

    places: Mapping[str, PlaceEntry] = field(default_factory=dict)
    agencies: Mapping[str, AgencyEntry] = field(default_factory=dict)
    platforms: Mapping[str, PlatformEntry] = field(default_factory=dict)
    campaigns: Mapping[str, CampaignEntry] = field(default_factory=dict)
    offences: Mapping[str, OffenceEntry] = field(default_factory=dict)
    publishers: Mapping[str, PublisherEntry] = field(default_factory=dict)
    cues: Mapping[str, Any] = field(default_factory=dict)
    decided: Mapping[tuple[str, str], str | None] = field(default_factory=dict)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    @classmethod
    def from_files(cls, folder: Path) -> Lexicon:
        """Reads `places.csv`, the YAML vocabularies and `cues/*.yaml` of a folder.

        A vocabulary whose file is absent is empty. Raises VocabularyError for a bad file.
        """
        return cls(
            places={p.id: p for p in read_places(folder / "places.csv")},
            agencies=_by_id(read_entries(folder / "agencies.yaml", AgencyEntry)),
            platforms=_by_id(read_entries(folder / "platforms.yaml", PlatformEntry)),
            campaigns=_by_id(read_entries(folder / "campaigns.yaml", CampaignEntry)),
            offences=_by_id(read_entries(folder / "offences.yaml", OffenceEntry)),
            publishers=_by_id(read_entries(folder / "publishers.yaml", PublisherEntry)),
            cues=read_cues(folder / "cues"),
        )


def read_places(path: Path) -> list[PlaceEntry]:
    """Rows of `places.csv`: code, name, name_zh, level, parent, iso, until, aliases (a list
    separated by `|`, each "kind:form")."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [_read_place(path, row) for row in csv.DictReader(stream)]


def _read_place(path: Path, row: dict[str, str]) -> PlaceEntry:
    try:
        pairs = (alias.partition(":") for alias in row["aliases"].split("|") if alias)
        return PlaceEntry(
            id=row["code"],
            name=row["name"],
            name_zh=row["name_zh"],
            level=row["level"],
            parent=row["parent"] or None,
            iso=row["iso"],
            until=int(row["until"]) if row["until"] else None,
            forms=tuple(Form(text, kind) for kind, _, text in pairs),
        )
    except (KeyError, ValueError) as error:
        raise VocabularyError(f"{path}: row {row}: {error}; see docs/vocabulary.md") from error


def read_entries(path: Path, cls: type[E]) -> list[E]:
    """Entries of a YAML vocabulary, in file order."""
    entries = []
    for raw in _read_yaml(path) or []:
        try:
            values = dict(raw)
            names = values.pop("names", None) or {}
            if unknown := set(names) - set(NAME_KINDS):
                raise ValueError(f"unknown kinds of name {sorted(unknown)}")
            forms = tuple(Form(str(t), kind) for kind, texts in names.items() for t in texts)
            for key, value in values.items():
                if isinstance(value, list):
                    values[key] = tuple(str(v) for v in value)
            entries.append(cls(forms=forms, **values))
        except (TypeError, ValueError) as error:
            raise VocabularyError(f"{path}: {raw!r}: {error}; see docs/vocabulary.md") from error
    return entries


def read_cues(folder: Path) -> dict[str, Any]:
    """The cue tables, one a file: `cues/figures.yaml` is `cues["figures"]`."""
    return {path.stem: _read_yaml(path) for path in sorted(folder.glob("*.yaml"))}


def _read_yaml(path: Path) -> Any:
    if not path.exists():
        return None
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise VocabularyError(f"{path}: {error}; mend the file's YAML and load again") from error


def _by_id(entries: Iterable[E]) -> dict[str, E]:
    return {entry.id: entry for entry in entries}
