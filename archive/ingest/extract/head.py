"""The head of an announcement: title, publisher, reporter, publication date."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from archive.ingest.extract.credits import RULES, CreditDate, Credits, Name, find_credits
from archive.ingest.extract.titles import find_title
from archive.ingest.extract.years import infer_year
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import (
    CampaignMention,
    DateMention,
    Document,
    Head,
    Published,
    Warning,
)
from archive.text.dates import PrintedDate
from archive.text.edtf import find_bounds, is_valid, say
from archive.text.matching import fold
from archive.text.spans import Span

NEAREST = 31
"""Days by which a page's own date may follow the dateline's and still tell its year."""

FROM_PAGE = "year from the page's own date"


def find_head(
    document: Document,
    dates: tuple[DateMention, ...],
    campaigns: tuple[CampaignMention, ...],
    lexicon: Lexicon,
) -> Head:
    """Title (stated or derived), publisher, reporter and publication date."""
    printed = tuple(PrintedDate(date.span, date.edtf, date.year_stated) for date in dates)
    credits = find_credits(document.text, document.blocks, printed, lexicon)
    title = find_title(document, credits)
    publisher = _find_publisher(document, credits, lexicon)
    reporter = _stated(document, "reporter") or credits.reporter
    published, warnings = _find_published(document, credits, dates, campaigns, lexicon)
    return Head(
        title=title.text,
        title_basis=title.basis,
        title_span=title.span,
        publisher=publisher.text if publisher else None,
        publisher_span=_span(publisher),
        reporter=reporter.text if reporter else None,
        reporter_span=_span(reporter),
        published=published,
        warnings=warnings,
    )


# ---- names -----------------------------------------------------------------------------------

_NOWHERE = Span(0, 0)


def _span(name: Name | None) -> Span | None:
    return name.span if name and name.span != _NOWHERE else None


def _stated(document: Document, key: str) -> Name | None:
    value = document.stated.get(key)
    return Name(value, _NOWHERE) if value else None


def _find_publisher(document: Document, credits: Credits, lexicon: Lexicon) -> Name | None:
    """Metadata, then the text's own credit, then the site's name or address."""
    stated = _stated(document, "publisher")
    if stated and document.stated.get("publisher_from") != "markup":
        return stated
    if credits.publisher:
        return credits.publisher
    if stated:
        return Name(_publishers(lexicon).get(fold(stated.text), stated.text), stated.span)
    return _find_site(document.stated.get("url", ""), lexicon)


@cache
def _publishers(lexicon: Lexicon) -> dict[str, str]:
    """Canonical name by each folded form, domains among them."""
    return {
        fold(form.text): entry.name
        for entry in lexicon.publishers.values()
        for form in entry.all_forms
    }


def _find_site(url: str, lexicon: Lexicon) -> Name | None:
    """The publisher to whose domain an address belongs."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return None
    for start in range(len(labels) - 1):
        name = _publishers(lexicon).get(".".join(labels[start:]))
        if name:
            return Name(name, _NOWHERE)
    return None


# ---- publication date --------------------------------------------------------------------------


class _Candidate(NamedTuple):
    edtf: str
    rule: str
    span: Span | None


def _find_published(
    document: Document,
    credits: Credits,
    dates: tuple[DateMention, ...],
    campaigns: tuple[CampaignMention, ...],
    lexicon: Lexicon,
) -> tuple[Published | None, tuple[Warning, ...]]:
    stated = document.stated.get("published", "")
    if stated and not is_valid(stated):
        stated = ""
    from_markup = document.stated.get("published_from") == "markup"
    if stated and not from_markup:
        return Published(stated, "stated", None, None), ()
    candidates = _rank(credits.dates, stated)
    if not candidates:
        return None, ()
    first = candidates[0]
    edtf = first.edtf
    for other in candidates[1:]:
        edtf = merge(edtf, other.edtf) or edtf
    reason, basis = None, "stated"
    if edtf.startswith("XXXX") and (year := _find_page_year(edtf, candidates)):
        edtf, reason = _set_year(edtf, year), FROM_PAGE
    elif edtf.startswith("XXXX-") and "X" not in edtf[5:]:
        month, day = int(edtf[5:7]), int(edtf[8:10])
        inferred = infer_year(month, day, document.text, dates, campaigns, lexicon)
        if inferred and is_valid(_set_year(edtf, inferred[0])):
            edtf, basis, reason = _set_year(edtf, inferred[0]), "inferred", inferred[1]
    return Published(edtf, basis, reason, first.span), _find_rivals(edtf, candidates)


def _rank(found: tuple[CreditDate, ...], markup: str) -> list[_Candidate]:
    """Candidates, the surest first."""
    candidates = [_Candidate(c.date.edtf, c.rule, c.date.span) for c in found]
    if markup:
        candidates.append(_Candidate(markup, "markup", None))
    return sorted(candidates, key=lambda c: RULES.index(c.rule))


def merge(one: str, other: str) -> str | None:
    """The date that two partial ones say together, or None where they differ.

    >>> merge("XXXX-09-07", "2021-09-XX")
    '2021-09-07'
    """
    if len(one) != 10 or len(other) != 10:
        return None
    chars = []
    for a, b in zip(one, other, strict=True):
        if a != b and "X" not in (a, b):
            return None
        chars.append(b if a == "X" else a)
    merged = "".join(chars)
    return merged if is_valid(merged) else None


def _find_page_year(edtf: str, candidates: list[_Candidate]) -> int | None:
    """The year of a dateline whose page bears a full date of the same day or soon after."""
    if "X" in edtf[5:]:
        return None
    for other in candidates:
        stamp = find_bounds(other.edtf)[0]
        if stamp is None or other.rule == "opening" or len(other.edtf) != 10:
            continue
        for year in (stamp.year, stamp.year - 1):
            dated = _set_year(edtf, year)
            day = find_bounds(dated)[0] if is_valid(dated) else None
            if day and 0 <= (stamp - day).days <= NEAREST:
                return year
    return None


def _set_year(edtf: str, year: int) -> str:
    return f"{year:04d}{edtf[4:]}"


def _find_rivals(edtf: str, candidates: list[_Candidate]) -> tuple[Warning, ...]:
    """A warning for each other date that the page gives as its own."""
    rivals = {c.edtf: c for c in candidates if c.rule != "opening" and merge(edtf, c.edtf) is None}
    return tuple(
        Warning(
            "competing-dates",
            f"the {c.rule} says {say(c.edtf)}, the publication is dated {say(edtf)}",
            c.span,
        )
        for c in rivals.values()
    )
