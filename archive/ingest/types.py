"""What flows through a load: one frozen dataclass a stage, no Django, no database.

read -> `Page`, clean -> `Document`, extract -> `Extraction`, resolve -> `Resolution`,
assemble and check -> `Record`. A span always counts code points of `Document.text`, and
`Document.text[start:end] == quote` holds for every fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.text.spans import Span


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person who loads says of a file; it overrides what the file says."""

    publisher: str | None = None
    reporter: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document's raw bytes and where they came from."""

    name: str
    data: bytes
    media_type: str
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between line or element breaks. Kinds: heading, paragraph, caption."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader got out of the bytes. `stated` holds what the markup or metadata says
    (keys: title, publisher, reporter, url, language, published), hints included."""

    source: str
    sha256: str
    media_type: str
    blocks: tuple[Block, ...]
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removed:
    """A run that cleaning took out: its words, the rule's name, and where in the cleaned text
    it stood."""

    text: str
    rule: str
    at: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of the cleaned text. Kinds: heading, paragraph, caption."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """The cleaned text that is stored and that every span counts in. Blocks are separated by
    one or more line breaks and cover all text that is not white space."""

    source: str
    sha256: str
    media_type: str
    language: str
    text: str
    blocks: tuple[TextBlock, ...]
    removed: tuple[Removed, ...]
    stated: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_chinese(self) -> bool:
        """Whether the text is Chinese, in either script."""
        return self.language.startswith("zh")


# ---- extract: mentions ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span and its words."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class DateMention(Evidence):
    """A date as printed. `edtf` keeps what is stated ("XXXX-09-12"); `role` is publication,
    event or unknown; `year_stated` tells whether the year stands in the words."""

    edtf: str
    role: str
    year_stated: bool


@dataclass(frozen=True, slots=True)
class PlaceMention(Evidence):
    """A place's name. `candidates` are GB/T 2260 codes, best first; `role` is enforcement,
    mentioned or dateline."""

    candidates: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class AgencyMention(Evidence):
    """A body's name: `candidates` are ids of the vocabulary; a local body that no vocabulary
    lists is composed (`place` its code candidates, `body` an id of agency_bodies, `branch`)."""

    candidates: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    body: str | None = None
    branch: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class PlatformMention(Evidence):
    """A platform, site or app. No candidate: a name that its setting shows to be one."""

    candidates: tuple[str, ...] = ()
    name: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class CampaignMention(Evidence):
    """A campaign's name. No candidate: an unnamed one, known by its description."""

    candidates: tuple[str, ...] = ()
    name: str | None = None
    name_zh: str | None = None


@dataclass(frozen=True, slots=True)
class FigureMention(Evidence):
    """A stated quantity, before its subject is known. Fields as in the extraction record."""

    value: float
    qualifier: str
    measure: str
    detail: str | None = None
    unit: str | None = None
    value_intended: float | None = None
    period: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SanctionMention(Evidence):
    """An outcome: kind, amount or length with its unit, on whom (a role, never a name)."""

    kind: str
    value: float | None = None
    unit: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class CaseMention(Evidence):
    """A case's passage. `head` is the span of its heading words; `title` is made of them."""

    title: str
    head: Span
    designation: str | None = None
    designation_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Warning:
    """An issue that the text itself shows; stored with the announcement and shown."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Title, publisher, reporter and publication date of a document, with their spans."""

    title: str
    title_basis: str
    title_span: Span | None
    publisher: str | None
    publisher_span: Span | None
    reporter: str | None
    reporter_span: Span | None
    published: Published | None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All mentions of one document, each kind in text order, before names are decided."""

    head: Head
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    platforms: tuple[PlatformMention, ...] = ()
    campaigns: tuple[CampaignMention, ...] = ()
    cases: tuple[CaseMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    sanctions: tuple[SanctionMention, ...] = ()


# ---- resolve: names decided ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unresolved(Evidence):
    """A name that nothing or several things answer to: a row for review, never a guess."""

    kind: str
    reason: str  # unknown | ambiguous
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Facts about names, merged a thing, and what could not be decided."""

    campaigns: tuple[CampaignFact, ...] = ()
    agencies: tuple[AgencyFact, ...] = ()
    platforms: tuple[PlatformFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


# ---- the extraction record (docs/extraction.md gives its JSON form) --------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """Publication date: EDTF, basis (stated or inferred), the reason of an inference."""

    edtf: str
    basis: str
    reason: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class CampaignFact:
    id: str
    name: str
    name_zh: str | None
    as_printed: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """`place` is a GB/T 2260 code and `body` an id of agency_bodies where the body was
    composed and is not yet in the vocabulary (`known` is False)."""

    id: str
    name: str
    name_zh: str | None
    as_printed: tuple[str, ...]
    role: str
    spans: tuple[Span, ...]
    level: str | None = None
    place: str | None = None
    parent: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class PlatformFact:
    id: str
    name: str
    name_zh: str | None
    as_printed: tuple[str, ...]
    spans: tuple[Span, ...]
    kind: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class PlaceFact:
    code: str
    name: str
    province: str | None
    role: str
    spans: tuple[Span, ...]
    as_printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SanctionFact:
    kind: str
    value: float | None
    unit: str | None
    span: Span
    quote: str
    on: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """`agencies` and `platforms` are ids of the record's own lists; `places` are codes."""

    designation: str | None
    title: str
    span: Span
    head: Span
    province: str | None
    provinces: tuple[str, ...]
    offence: str | None
    status: str
    agencies: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    sanctions: tuple[SanctionFact, ...] = ()
    offence_span: Span | None = None
    status_span: Span | None = None
    designation_span: Span | None = None


@dataclass(frozen=True, slots=True)
class FigureFact:
    value: float
    value_intended: float | None
    qualifier: str
    measure: str
    detail: str | None
    unit: str | None
    subject: str  # campaign | case:<i> | other
    period: str | None
    span: Span
    quote: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one announcement says. `record.to_json` in `archive.ingest.record` gives the
    fixed JSON form."""

    document: Document
    head: Head
    campaigns: tuple[CampaignFact, ...] = ()
    agencies: tuple[AgencyFact, ...] = ()
    platforms: tuple[PlatformFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    provinces: tuple[str, ...] = ()
    cases: tuple[CaseFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    warnings: tuple[Warning, ...] = ()


JSON = Mapping[str, Any]
