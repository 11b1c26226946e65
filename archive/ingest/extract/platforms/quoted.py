"""Unlisted names in quotes: "X" website, “X”平台, apps such as "X" and "Y"."""

from __future__ import annotations

from collections.abc import Iterator

from archive.ingest.extract.platforms.cues import (
    compile_nouns,
    compile_use,
    read_actions,
    read_crimes,
    read_endings,
    read_suspect_endings,
)
from archive.ingest.extract.platforms.sites import Site, is_site_name
from archive.ingest.extract.quotes import Chain, find_chains
from archive.ingest.lexicon import Lexicon
from archive.text.spans import Span

USE_REACH = 12
SHORTEST_SUSPECT = 3
"""A name with an ending that many words have is longer: 暖暖直播, not 淫直播."""


def find_quoted(text: str, folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """Names in quotes with a noun after or before them, or within."""
    for chain in find_chains(text, line):
        names = list(chain.names)
        kind, last = _read_after(folded, chain, line, lexicon)
        if last:
            names.append(last)
        kind = kind or _read_before(folded, chain, line, lexicon)
        kind = kind or _read_use(folded, chain, line, lexicon)
        endings = [_read_ending(folded, name, chain, lexicon) for name in names]
        for name, ending in zip(names, endings, strict=True):
            own = kind or ending or next(filter(None, endings), None)
            if own and is_site_name(name.quote(folded), lexicon):
                yield Site(_drop_noun(folded, name, lexicon), own)


def _read_after(
    folded: str, chain: Chain, line: Span, lexicon: Lexicon
) -> tuple[str | None, Span | None]:
    """The kind by the noun after a chain, and a last name that no quote closes."""
    nouns, at = compile_nouns(lexicon), chain.outer.end
    window = folded[at : min(at + 90, line.end)]
    if match := nouns.after.match(window):
        return nouns.read_kind(match), None
    if match := nouns.unclosed.match(window):
        return nouns.read_kind(match), Span(*match.span("name")).shift(at)
    return None, None


def _read_before(folded: str, chain: Chain, line: Span, lexicon: Lexicon) -> str | None:
    if chain.title:
        return None
    nouns, at = compile_nouns(lexicon), chain.outer.start
    match = nouns.before.search(folded[max(at - 50, line.start) : at])
    return nouns.read_kind(match) if match else None


def _read_use(folded: str, chain: Chain, line: Span, lexicon: Lexicon) -> str | None:
    """An app by what people do with what is named: 下载“…”, 在其运营的“…”上."""
    if chain.title:
        return None
    before, after = compile_use(lexicon)
    start, end = chain.outer
    used = before.search(folded[max(start - USE_REACH, line.start) : start])
    used = used or after.match(folded[end : min(end + USE_REACH, line.end)])
    return "app" if used else None


def _read_ending(folded: str, name: Span, chain: Chain, lexicon: Lexicon) -> str | None:
    """The kind by the name's own last word: “某某小说网”."""
    words, after = name.quote(folded), folded[chain.outer.end : chain.outer.end + USE_REACH]
    if chain.title or after.startswith(read_actions(lexicon)):
        return None
    crime = after.startswith(read_crimes(lexicon))
    if crime and words.endswith(read_suspect_endings(lexicon)) and len(words) > SHORTEST_SUSPECT:
        return "app"
    for ending in read_endings(lexicon):
        if words.endswith(ending) and len(words) >= len(ending) + 2:
            return compile_nouns(lexicon).kinds.get(ending.strip(), "website")
    return None


def _drop_noun(folded: str, name: Span, lexicon: Lexicon) -> Span:
    """The name without a "website" or 网站 inside the quotes, where a name is left."""
    for noun in ("website", "web site", "platform", "app", "网站"):
        rest = name.quote(folded).removesuffix(noun).rstrip()
        if len(rest) < len(name) and is_site_name(rest, lexicon):
            return Span(name.start, name.start + len(rest))
    return name
