"""Campaigns that no vocabulary lists: a new name in quotes, or a description without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.extract.campaigns.cues import (
    Descriptions,
    Setting,
    compile_descriptions,
    compile_setting,
)
from archive.ingest.extract.campaigns.known import Named
from archive.ingest.extract.quotes import Chain, find_chains, split_lines
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document
from archive.text.script import HAN, has_han
from archive.text.spans import Span

LEAD = 1000
"""Code points in which an announcement describes its own campaign."""

_CLAUSE = re.compile(r"[。;:,.!?\n]")
_OPERATION = re.compile(
    r"\bOperation (?P<name>(?!Cent|Manage|Depart|(?:That|Which|Who|In|To|For|And|The|By)\b)"
    r"[A-Z][a-z]+(?: (?:of |the )?[A-Z][a-z]+){0,3})"
)
_LEADING = re.compile(
    r"^(?:(?:a|an|the|involving|nationwide|special|one|two|three|six|half|half-year|year-long|year"
    r"|months?|\w+-month|in-depth) )+"
)
_TRAILING = re.compile(r" (?:of|for|on)$")


# ---- new names -------------------------------------------------------------------------------


def find_new(document: Document, folded: str, lexicon: Lexicon) -> list[Named]:
    """Names in quotes beside 专项行动, "special operation" or the like; Operation Such."""
    found: list[Named] = []
    for block in document.blocks:
        for line in split_lines(document.text, block.span):
            for chain in find_chains(document.text, line):
                found += _read_chain(document.text, folded, line, chain, lexicon)
    if not document.is_chinese:
        operations = _OPERATION.finditer(document.text)
        found += [_name(document.text, Span(*match.span())) for match in operations]
    return found


def _read_chain(
    text: str, folded: str, line: Span, chain: Chain, lexicon: Lexicon
) -> Iterator[Named]:
    """The names of one chain, unless it is a title or what an action is against."""
    setting, (start, end) = compile_setting(lexicon), chain.outer
    if chain.title or setting.object_before.search(folded[max(start - 12, 0) : start]):
        return
    acting = setting.new_after.match(folded[end : min(end + 60, line.end)]) is not None
    for name in chain.names:
        words = name.quote(folded)
        if _is_new_name(words, setting) and (acting or words.endswith(setting.own_tail)):
            yield _name(text, name)


def _name(text: str, span: Span) -> Named:
    words = span.quote(text)
    return Named(span, (), words, words if has_han(words) else None)


def _is_new_name(words: str, setting: Setting) -> bool:
    bare = words
    for tail in setting.own_tail:
        bare = bare.removesuffix(tail)
    return (
        bare not in setting.not_names
        and any(char.isalpha() for char in bare)
        and not (has_han(words) and len(words) > 30)
        and words.count(" ") < 6
    )


# ---- descriptions ----------------------------------------------------------------------------


def find_described(document: Document, folded: str, lexicon: Lexicon) -> list[Named]:
    """The announcement's own campaign where it has no name: the first description in the lead,
    and the later words that stand for it (special rectification work)."""
    descriptions = compile_descriptions(lexicon)
    lead = _keep_lines(document.text[:LEAD], folded)
    if document.is_chinese:
        first = next(_describe_han(lead, descriptions), None)
    else:
        first = next(_describe_english(lead, descriptions), None)
    if first is None:
        return []
    name = first.quote(document.text)
    zh = name if has_han(name) else None
    found = [Named(first, (), name, zh)]
    if not document.is_chinese:
        for match in descriptions.tail_en.finditer(folded, first.end):
            if " of " not in folded[match.end() : match.end() + 4]:
                found.append(Named(Span(*match.span()), (), name, zh))
    return found


def _describe_han(lead: str, descriptions: Descriptions) -> Iterator[Span]:
    """The noun phrase between 开展, a clause's first verb or, before 典型案例, 公布, and 专项整治
    or its like."""
    for tail in descriptions.tail_zh.finditer(lead):
        window = max(tail.start() - 48, 0)
        clause = max(
            (m.end() for m in _CLAUSE.finditer(lead, window, tail.start())), default=window
        )
        starts = [m.end() for m in descriptions.start_zh.finditer(lead, clause, tail.start())]
        if not starts and descriptions.result_zh.match(lead, tail.end()):
            starts = [m.end() for m in descriptions.told_zh.finditer(lead, clause, tail.start())]
        if starts:
            start = starts[-1]
        elif descriptions.verb_zh.match(lead, clause):
            start = clause
        else:
            continue
        while match := descriptions.trim_zh.match(lead, start, tail.start()):
            start = match.end()
        topic = lead[start : tail.start()]
        if len(topic) >= 4 and topic not in descriptions.vague_zh and _is_topic(topic):
            yield Span(start, tail.end())


def _keep_lines(text: str, folded: str) -> str:
    """The folded text with its line breaks."""
    return "".join(b if a != "\n" else a for a, b in zip(text, folded, strict=False))


def _is_topic(topic: str) -> bool:
    return re.fullmatch(f'[{HAN}\\w、()"·]+', topic) is not None and topic.count('"') % 2 == 0


def _describe_english(lead: str, descriptions: Descriptions) -> Iterator[Span]:
    found = descriptions.object_en.finditer(lead)
    spans = [Span(*m.span("special" if m["special"] else "plain")) for m in found]
    for match in descriptions.subject_en.finditer(lead):
        name = match["name"]
        start = match.start("name")
        if lead_in := _LEADING.match(name):
            start += lead_in.end()
        topic = descriptions.tail_en.split(lead[start : match.end("name")])[0].strip()
        if len(_TRAILING.sub("", topic).split()) >= 2:
            spans.append(Span(start, match.end("name")))
    yield from sorted(spans)
