"""Names decided: matched, ambiguous or unknown, against the vocabularies' snapshot.

A name is accepted only when one candidate remains; all its mentions become one fact. What
nothing or several things answer to is listed for review.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from archive.ingest.bodies import LocalName, get_bodies
from archive.ingest.decided import apply_decisions
from archive.ingest.gazetteer import get_gazetteer
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import (
    AgencyFact,
    AgencyMention,
    CampaignFact,
    CampaignMention,
    Document,
    Evidence,
    Extraction,
    PlaceFact,
    PlaceMention,
    PlatformFact,
    PlatformMention,
    Resolution,
    Unresolved,
)
from archive.text.names import slugify
from archive.text.regions import Regions
from archive.text.script import has_han
from archive.text.spans import Span

ROLES = ("announcing", "leading", "investigating", "participating")  # the strongest first
NATIONAL, CHINA = "national", "CN"

M = TypeVar("M", bound=Evidence)
K = TypeVar("K", bound=Hashable)


class Gathered(NamedTuple):
    """The words that stand for one thing."""

    as_printed: tuple[str, ...]
    spans: tuple[Span, ...]


def resolve(document: Document, extraction: Extraction, lexicon: Lexicon) -> Resolution:
    """One fact a thing, each with all its words, and what could not be decided."""
    extraction = apply_decisions(extraction, lexicon)
    agencies = [m for m in extraction.agencies if not _is_ambiguous(m)]
    bodies = Regions(mention.span for mention in agencies)
    platforms = [mention for mention in extraction.platforms if not bodies.cover(mention.span)]
    return Resolution(
        campaigns=_resolve_campaigns(extraction.campaigns, lexicon),
        agencies=_resolve_agencies(agencies, lexicon),
        platforms=_resolve_platforms(platforms, lexicon),
        places=_resolve_places(extraction.places, lexicon),
        unresolved=_list_unresolved(extraction),
    )


# ---- agencies ------------------------------------------------------------------------------


def _is_ambiguous(mention: AgencyMention) -> bool:
    return len(mention.candidates) > 1 or (not mention.candidates and len(mention.place) != 1)


def _resolve_agencies(
    mentions: Sequence[AgencyMention], lexicon: Lexicon
) -> tuple[AgencyFact, ...]:
    local: dict[str, LocalName] = {}
    bodies = get_bodies(lexicon)
    # A district's police, elsewhere in the text a branch of its city's.
    own = {(mention.body, mention.place[0]) for mention in mentions if not mention.candidates}

    def identify(mention: AgencyMention) -> str:
        if mention.candidates:
            return mention.candidates[0]
        place, branch = mention.place[0], mention.branch
        if branch and (mention.body, branch) in own:
            place, branch = branch, None
        name = bodies.compose(mention.body or "", place, branch)
        local[name.id] = name
        return name.id

    groups = _group(mentions, identify)
    return tuple(
        _make_agency(identifier, group, local, lexicon) for identifier, group in groups.items()
    )


def _make_agency(
    identifier: str,
    mentions: Sequence[AgencyMention],
    local: dict[str, LocalName],
    lexicon: Lexicon,
) -> AgencyFact:
    gathered = _gather(mentions)
    entry = lexicon.agencies.get(identifier)
    source = entry or local[identifier]
    is_central = entry is not None and entry.level == NATIONAL and entry.place == CHINA
    default = "participating" if is_central else "investigating"
    stated = {mention.role for mention in mentions}
    return AgencyFact(
        id=identifier,
        name=source.name,
        name_zh=source.name_zh,
        as_printed=gathered.as_printed,
        role=next((role for role in ROLES if role in stated), default),
        spans=gathered.spans,
        level=source.level,
        place=source.place,
        parent=source.parent,
        known=entry is not None,
    )


# ---- platforms and campaigns ----------------------------------------------------------------


def _resolve_platforms(
    mentions: Sequence[PlatformMention], lexicon: Lexicon
) -> tuple[PlatformFact, ...]:
    def identify(mention: PlatformMention) -> str:
        return _identify(mention.candidates, mention.name or mention.quote)

    facts = []
    for identifier, group in _group(_decided(mentions), identify).items():
        gathered, first = _gather(group), group[0]
        entry = lexicon.platforms.get(identifier)
        name = first.name or first.quote
        facts.append(
            PlatformFact(
                id=identifier,
                name=entry.name if entry else name,
                name_zh=entry.name_zh if entry else _only_han(name),
                as_printed=gathered.as_printed,
                spans=gathered.spans,
                kind=entry.kind if entry else first.kind,
                known=entry is not None,
            )
        )
    return tuple(facts)


def _resolve_campaigns(
    mentions: Sequence[CampaignMention], lexicon: Lexicon
) -> tuple[CampaignFact, ...]:
    def identify(mention: CampaignMention) -> str:
        return _identify(mention.candidates, mention.name or mention.name_zh or mention.quote)

    facts = []
    for identifier, group in _group(_decided(mentions), identify).items():
        gathered, first = _gather(group), group[0]
        entry = lexicon.campaigns.get(identifier)
        name = first.name or first.name_zh or first.quote
        facts.append(
            CampaignFact(
                id=identifier,
                name=entry.name if entry else name,
                name_zh=entry.name_zh if entry else first.name_zh or _only_han(name),
                as_printed=gathered.as_printed,
                spans=gathered.spans,
            )
        )
    return tuple(facts)


def _identify(candidates: Sequence[str], name: str) -> str:
    return candidates[0] if candidates else slugify(name) or name


def _only_han(name: str) -> str | None:
    return name if has_han(name) else None


# ---- places --------------------------------------------------------------------------------


def _resolve_places(mentions: Sequence[PlaceMention], lexicon: Lexicon) -> tuple[PlaceFact, ...]:
    """One fact a place and role: where a place only is mentioned, nobody acted."""
    gazetteer = get_gazetteer(lexicon)
    groups = _group(_decided(mentions), lambda m: (m.candidates[0], m.role))
    facts = []
    for (code, role), group in groups.items():
        gathered = _gather(group)
        facts.append(
            PlaceFact(
                code=code,
                name=gazetteer[code].name,
                province=gazetteer[code].iso,
                role=role,
                spans=gathered.spans,
                as_printed=gathered.as_printed,
            )
        )
    return tuple(facts)


# ---- all kinds -----------------------------------------------------------------------------


def _list_unresolved(extraction: Extraction) -> tuple[Unresolved, ...]:
    """What several things answer to, in text order. A place inside a body that is not decided
    stands for itself; so does the body."""
    kinds: tuple[tuple[str, Iterable[Evidence]], ...] = (
        ("campaign", extraction.campaigns),
        ("agency", extraction.agencies),
        ("platform", extraction.platforms),
        ("place", extraction.places),
    )
    found = [
        Unresolved(mention.span, mention.quote, kind, "ambiguous", candidates)
        for kind, mentions in kinds
        for mention in mentions
        if len(candidates := _candidates(mention)) > 1
    ]
    return tuple(sorted(found, key=lambda u: (u.span, u.kind)))


def _candidates(mention: Evidence) -> tuple[str, ...]:
    if isinstance(mention, AgencyMention) and not mention.candidates:
        return mention.place
    candidates: tuple[str, ...] = getattr(mention, "candidates", ())
    return candidates


def _decided(mentions: Iterable[M]) -> list[M]:
    return [mention for mention in mentions if len(_candidates(mention)) < 2]


def _group(mentions: Iterable[M], key: Callable[[M], K]) -> dict[K, list[M]]:
    groups: dict[K, list[M]] = {}
    for mention in sorted(mentions, key=lambda m: m.span):
        groups.setdefault(key(mention), []).append(mention)
    return groups


def _gather(mentions: Sequence[Evidence]) -> Gathered:
    return Gathered(
        as_printed=tuple(dict.fromkeys(mention.quote for mention in mentions)),
        spans=tuple(dict.fromkeys(mention.span for mention in mentions)),
    )
