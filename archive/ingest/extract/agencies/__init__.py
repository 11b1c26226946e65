"""Agencies named in a text: known ones, and local ones composed of a place and a body.

A local body is a word of `cues/agencies.yaml` ("public security bureau", 网信办) beside a place,
on its left or, in English, on its right after "of". Words without a place are no agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from archive.ingest.extract.agencies.cues import Cues, get_cues
from archive.ingest.extract.agencies.ground import Ground
from archive.ingest.extract.agencies.known import find_known
from archive.ingest.extract.agencies.local import LocalFinder
from archive.ingest.extract.places.settings import WINDOW
from archive.ingest.gazetteer import get_gazetteer
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import AgencyMention, Document, PlaceMention
from archive.text.matching import fold
from archive.text.regions import Regions
from archive.text.spans import Span

_TITLE = re.compile(r"《[^《》\n]{1,120}》")


def find_agencies(
    document: Document, places: tuple[PlaceMention, ...], lexicon: Lexicon
) -> tuple[AgencyMention, ...]:
    """Mentions of agencies, in text order, none inside another."""
    if "agencies" not in lexicon.cues:
        return ()
    text, folded, cues = document.text, fold(document.text), get_cues(lexicon)
    ground = Ground(folded, places, get_gazetteer(lexicon), cues.kin_gap)
    local = list(LocalFinder(text, folded, ground, cues).find())
    known = find_known(text, folded, cues, Regions(mention.span for mention in local))
    titles = Regions(Span(*match.span()) for match in _TITLE.finditer(text))
    return tuple(
        replace(mention, role=_read_role(folded, mention.span, cues))
        for mention in _drop_nested([*local, *known])
        if not titles.cover(mention.span) and not _names_site(folded, mention.span, cues)
    )


def _names_site(folded: str, span: Span, cues: Cues) -> bool:
    """Whether the name goes on as that of a news site, which ends its line."""
    line, _, _ = folded[span.end : span.end + WINDOW].partition("\n")
    return cues.site_after.search(line) is not None


def _read_role(folded: str, span: Span, cues: Cues) -> str | None:
    """What the words around a name say that the body does."""
    before = folded[max(span.start - WINDOW, 0) : span.start]
    after = folded[span.end : span.end + WINDOW]
    for role, follows, precedes in cues.roles:
        if follows.search(after) or precedes.search(before):
            return role
    return None


def _drop_nested(mentions: Iterable[AgencyMention]) -> list[AgencyMention]:
    """Mentions in text order without those that lie inside another's longer name. The bodies of
    one list ("Shanghai, Jiangsu and Zhejiang police") share their words and all stay."""
    kept: list[AgencyMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -len(m.span))):
        if not kept or not kept[-1].span.covers(mention.span) or _share_words(kept[-1], mention):
            kept.append(mention)
    return kept


def _share_words(outer: AgencyMention, inner: AgencyMention) -> bool:
    """Whether both are bodies of one list; a bureau inside its branch's name is none."""
    is_part = outer.branch is not None and inner.branch is None and outer.place == inner.place
    return inner.body is not None and outer.body == inner.body and not is_part
