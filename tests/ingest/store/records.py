"""Records made by hand, as a reading would make them: spans are those of the words given."""

from __future__ import annotations

import hashlib
from typing import Any

from archive.ingest.store import Store, Stored
from archive.ingest.types import (
    AgencyFact,
    CampaignFact,
    CaseFact,
    Document,
    FigureFact,
    Head,
    PlaceFact,
    PlatformFact,
    Published,
    Record,
    SanctionFact,
    TextBlock,
    Unresolved,
    Warning,
)
from archive.models import Mention
from archive.text.spans import Span

TEXT = (
    "Police close gambling sites\n"
    "The provincial bureau closed 412 sites that used WeChat groups. It detained 38 suspects.\n"
    "The “3·10” case: players lost 1200 yuan on a betting site in Zhejiang. Three were fined.\n"
    "A second matter: a studio sold copies of 57 books through QQ."
)
FIRST_CASE = (
    "The “3·10” case: players lost 1200 yuan on a betting site in Zhejiang. Three were fined."
)
SECOND_CASE = "A second matter: a studio sold copies of 57 books through QQ."


def find(text: str, words: str, after: str = "") -> Span:
    """The span of some words, where they first stand behind others."""
    start = text.index(words, text.index(after) if after else 0)
    return Span(start, start + len(words))


def make_record(text: str = TEXT, source: str = "a.txt", **parts: Any) -> Record:
    """A record of a text. `parts` are the record's own fields, and `data` (the bytes),
    `language`, `url`, `title`, `publisher`, `published` (a `Published`)."""
    data = parts.pop("data", text.encode())
    url = parts.pop("url", None)
    document = Document(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        language=parts.pop("language", "en"),
        text=text,
        blocks=(TextBlock("paragraph", Span(0, len(text))),),
        removed=parts.pop("removed", ()),
        stated={"url": url} if url else {},
    )
    title = parts.pop("title", text.split("\n", maxsplit=1)[0])
    publisher = parts.pop("publisher", None)
    head = Head(
        title=title,
        title_basis="stated",
        title_span=find(text, title) if title in text else None,
        publisher=publisher,
        publisher_span=find(text, publisher) if publisher and publisher in text else None,
        reporter=None,
        reporter_span=None,
        published=parts.pop("published", None),
    )
    return Record(document=document, head=head, **parts)


def date(text: str, words: str, edtf: str, reason: str | None = None) -> Published:
    return Published(edtf, "inferred" if reason else "stated", reason, find(text, words))


def agency(text: str, words: str, slug: str = "bureau", **columns: Any) -> AgencyFact:
    values = {"name": slug.title(), "name_zh": None, "role": "announcing", **columns}
    return AgencyFact(id=slug, as_printed=(words,), spans=(find(text, words),), **values)


def platform(text: str, words: str, slug: str | None = None) -> PlatformFact:
    return PlatformFact(slug or words.lower(), words, None, (words,), (find(text, words),))


def campaign(text: str, words: str, slug: str = "clear-field") -> CampaignFact:
    return CampaignFact(slug, words, None, (words,), (find(text, words),))


def place(text: str, words: str, code: str = "330000", role: str = "enforcement") -> PlaceFact:
    return PlaceFact(code, words, "CN-ZJ", role, (find(text, words),), (words,))


def figure(text: str, words: str, measure: str, value: float | None = None, **columns: Any) -> Any:
    """The figure that the words state, by default of the whole announcement. `after` tells
    which of several is meant."""
    span = find(text, words, columns.pop("after", ""))
    values: dict[str, Any] = {
        "value": float(words) if value is None else value,
        "value_intended": None,
        "qualifier": "exact",
        "detail": None,
        "unit": "CNY" if measure == "money" else None,
        "subject": "campaign",
        "period": None,
        **columns,
    }
    return FigureFact(measure=measure, span=span, quote=words, **values)


def case(text: str, passage: str, title: str, **columns: Any) -> CaseFact:
    """The case that the passage reports."""
    span = find(text, passage)
    values: dict[str, Any] = {
        "designation": None,
        "province": None,
        "provinces": (),
        "offence": None,
        "status": "unknown",
        **columns,
    }
    return CaseFact(title=title, span=span, head=Span(span.start, span.start + 6), **values)


def fine(text: str, words: str, value: float | None = None, unit: str | None = None) -> Any:
    return SanctionFact("fine", value, unit, find(text, words), words)


def unresolved(text: str, words: str, kind: str = "agency", candidates: Any = ()) -> Unresolved:
    reason = "ambiguous" if candidates else "unknown"
    return Unresolved(find(text, words), words, kind, reason, candidates)


def warning(code: str = "announced-cases-missing", message: str = "5 announced") -> Warning:
    return Warning(code, message, None)


def make_full_record(text: str = TEXT, **parts: Any) -> Record:
    """A record with a fact of each kind, of those words of `TEXT` that the text still has."""
    return make_record(text, **{**_list_facts(text), **parts})


def _list_facts(text: str) -> dict[str, Any]:
    numbers = (
        ("412", "websites", "campaign"),
        ("38", "suspects", "campaign"),
        ("1200", "money", "case:0"),
        ("57", "items", "case:1"),
    )
    return {
        "agencies": (agency(text, "provincial bureau"),),
        "platforms": (platform(text, "WeChat"), platform(text, "QQ")),
        "places": (place(text, "Zhejiang"),),
        "provinces": ("CN-ZJ",),
        "cases": (
            case(
                text,
                FIRST_CASE,
                "Betting site",
                designation="3·10",
                designation_span=find(text, "3·10"),
                offence="gambling",
                provinces=("CN-ZJ",),
                sanctions=(fine(text, "fined"),),
            ),
            case(text, SECOND_CASE, "Copied books", platforms=("qq",)),
        ),
        "figures": tuple(
            figure(text, words, measure, subject=subject)
            for words, measure, subject in numbers
            if words in text
        ),
        "warnings": (warning(),),
    }


def store(record: Record, version: str = "1", *, dry: bool = False) -> Stored:
    """Stores a record as a load by that version of the extractor would."""
    return Store("reader", version).save(record, dry=dry)


def quotes_hold() -> bool:
    """Whether every mention of a present text quotes it exactly."""
    return all(
        mention.quote == mention.announcement.text[mention.start : mention.end]
        for mention in Mention.objects.select_related("announcement")
        if mention.version == mention.announcement.version
    )
