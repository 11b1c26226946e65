"""Bodies that the vocabulary lists, in all their forms."""

from __future__ import annotations

from archive.ingest.extract.agencies.cues import Cues
from archive.ingest.extract.places.settings import WINDOW
from archive.ingest.types import AgencyMention
from archive.text.regions import Regions
from archive.text.spans import Span


def find_known(text: str, folded: str, cues: Cues, local: Regions) -> list[AgencyMention]:
    """Names of the vocabulary. A weak one counts where the same body is named plainly, and
    never inside a `local` body's name."""
    strong, weak = [], []
    for span, values in cues.known.find(folded):
        quote = span.quote(text)
        values = tuple(v for v in values if v.exact is None or v.exact == quote)
        if not values or _is_other(folded, span, cues):
            continue
        ids = tuple(v.id for v in values if not v.weak)
        mention = AgencyMention(span, quote, candidates=ids or tuple(v.id for v in values))
        if ids:
            strong.append(mention)
        elif not local.overlap(span):
            weak.append(mention)
    named = {mention.candidates for mention in strong}
    return strong + [mention for mention in weak if mention.candidates in named]


def _is_other(folded: str, span: Span, cues: Cues) -> bool:
    """Whether another word begins in the name (公安部|门), or a document's title holds it."""
    following = folded[span.end : span.end + 1]
    if folded[span.end - 1] == "部" and following and following in "门署队件":
        return True
    before = folded[max(span.start - WINDOW, 0) : span.start]
    return cues.title_before.search(before) is not None
