"""Platforms, sites and apps that no vocabulary lists, recognised by their setting.

A name in quotes beside a noun ("X" website, “X”平台), a list of names under such a noun, a name
brought by "called" or 名为, a domain name. Nouns, what may stand between, and what such quotes
hold otherwise (slang, catchwords) are data: `cues/platforms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.ingest.extract.alternatives import either
from archive.ingest.extract.platforms.cues import (
    compile_nouns,
    compile_ordinary,
    read_folded,
    read_table,
)
from archive.ingest.extract.quotes import Chain, find_chains, looks_like_name
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document
from archive.text.matching import fold
from archive.text.script import has_han
from archive.text.spans import Span

LONGEST_HAN_NAME = 16
_LISTED_NAME = range(2, 10)
_LIST_WINDOW = 160
_CAPITALS = r"[A-Z][\w'&+-]*(?:\.[a-z]{2,4})?(?: (?:[A-Z][\w'&+-]*|\d+)(?:\.[a-z]{2,4})?){0,3}"
_ROW = re.compile(
    r"(?:^| )\d{1,3}(?:[.、|] ?| {1,4})(?P<name>[^\s|]{2,20})(?:[ |]{1,4}[^\s|]{2,40})?"
    r"[ |]{1,4}v?\d{1,4}(?:\.\d{1,8}){2,4}(?= |$)"
)
_CALLED_HAN = re.compile(r"(?:名为|名叫|叫做|取名|命名为)(?P<name>[\w·]{2,12}?)(?=的\w)")
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9][a-z0-9-]{0,40}\.){1,3}"
    r"(?:com|cn|net|org|cc|tv|me|info|xyz|top|vip|club|io|co|hk|tw|fm|app|live|site|ru|kr|fr|uk))"
    r"(?![a-z0-9@-])",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"举报|来源|登录|登陆|拨打|hotline|report|source|visit|e-?mail|contact")


@dataclass(frozen=True, slots=True)
class Site:
    """A name that its setting shows to be a platform, and the kind its noun gives."""

    span: Span
    kind: str


def find_sites(document: Document, folded: str, lexicon: Lexicon) -> list[Site]:
    """Names by their setting, in text order; ones that a vocabulary lists may be among them."""
    found: list[Site] = []
    for block in document.blocks:
        for line in _split_lines(folded, document.text, block.span):
            found += _find_quoted(document.text, folded, line, lexicon)
            found += _find_domains(folded, line, lexicon)
            found += _find_rows(folded, line)
            if document.is_chinese:
                found += _find_listed(folded, line, lexicon)
                found += _find_called_han(folded, line, lexicon)
            else:
                found += _find_capitalised(document.text, line, lexicon)
    return sorted(found, key=lambda site: (site.span.start, -len(site.span)))


def _split_lines(folded: str, text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        yield Span(start, end)
        start = end + 1


# ---- in quotes -------------------------------------------------------------------------------


def _find_quoted(text: str, folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    for chain in find_chains(text, line):
        names = list(chain.names)
        kind, last = _read_after(folded, chain, line, lexicon)
        if last:
            names.append(last)
        kind = kind or _read_before(folded, chain, line, lexicon)
        for name in names:
            own = kind or _read_ending(folded, name, chain, lexicon)
            if own and _is_name(name.quote(folded), lexicon):
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


def _read_ending(folded: str, name: Span, chain: Chain, lexicon: Lexicon) -> str | None:
    """The kind by the name's own last word: “某某小说网”."""
    words = name.quote(folded)
    if chain.title:
        return None
    for ending in read_folded(read_table(lexicon), "evident_endings"):
        if words.endswith(ending) and len(words) >= len(ending) + 2:
            return compile_nouns(lexicon).kinds.get(ending.strip(), "website")
    return None


def _is_name(words: str, lexicon: Lexicon) -> bool:
    return (
        looks_like_name(words)
        and not compile_ordinary(lexicon).holds(words)
        and not (has_han(words) and len(words) > LONGEST_HAN_NAME)
    )


def _drop_noun(folded: str, name: Span, lexicon: Lexicon) -> Span:
    """The name without a "website" or 网站 inside the quotes, where a name is left."""
    for noun in ("website", "web site", "platform", "app", "网站"):
        rest = name.quote(folded).removesuffix(noun).rstrip()
        if len(rest) < len(name) and _is_name(rest, lexicon):
            return Span(name.start, name.start + len(rest))
    return name


# ---- without quotes --------------------------------------------------------------------------


def _find_listed(folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """对甲、乙、丙等9家网站, in a sentence that tells of an order or a sanction."""
    nouns, orders, leads = compile_nouns(lexicon), *_compile_lists(lexicon)
    for match in nouns.listed.finditer(folded, line.start, line.end):
        start = max(line.start, match.start() - _LIST_WINDOW)
        if not orders.search(folded, start, min(match.end() + 60, line.end)):
            continue
        items = re.split("、", re.split(r"[^\w·、]", folded[start : match.start()])[-1])
        at = match.start()
        for number, item in reversed(list(enumerate(items))):
            at -= len(item)
            name = item
            if number == 0:
                name = name[max((m.end() for m in leads.finditer(name)), default=len(name)) :]
            if len(items) > 1 and len(name) in _LISTED_NAME and _is_listed(name, lexicon):
                end = at + len(item)
                yield Site(Span(end - len(name), end), nouns.read_kind(match))
            at -= 1


def _is_listed(name: str, lexicon: Lexicon) -> bool:
    return _is_name(name, lexicon) and name not in _read_places(lexicon)


def _find_rows(folded: str, line: Span) -> Iterator[Site]:
    """Rows of a table of apps: number, name, version."""
    for match in _ROW.finditer(folded, line.start, line.end):
        if looks_like_name(match["name"]):
            yield Site(Span(*match.span("name")), "app")


def _find_called_han(folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    nouns = compile_nouns(lexicon)
    for match in _CALLED_HAN.finditer(folded, line.start, line.end):
        tail = nouns.after.match(folded, match.end(), line.end)
        if tail and _is_name(match["name"], lexicon):
            yield Site(Span(*match.span("name")), nouns.read_kind(tail))


def _find_capitalised(text: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """An app called Xyz, the Xyz website, the dating app Xyz."""
    kinds, no_names = compile_nouns(lexicon).kinds, _read_no_names(lexicon)
    for pattern in _compile_capitals(lexicon):
        for match in pattern.finditer(text, line.start, line.end):
            name = match["name"].lower()
            if no_names.isdisjoint(re.findall(r"[\w.]+", name)) and _is_listed(name, lexicon):
                yield Site(Span(*match.span("name")), kinds[match["noun"].lower()])


def _find_domains(folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """Domain names beside a word such as website or 域名; the offices' own are none."""
    before, after = _compile_domains(lexicon)
    own = read_folded(read_table(lexicon), "own_domains")
    for match in _DOMAIN.finditer(folded, line.start, line.end):
        host = match["host"]
        left = folded[max(line.start, match.start() - 24) : match.start()]
        right = folded[match.end() : min(match.end() + 24, line.end)]
        if f".{host}".endswith(tuple(f".{name}" for name in own)):
            continue
        if _REPORTING.search(left) or _REPORTING.search(right):
            continue
        if before.search(left) or after.match(right):
            yield Site(Span(*match.span("host")), "website")


# ---- tables ----------------------------------------------------------------------------------


@cache
def _compile_lists(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = read_table(lexicon)
    return re.compile(either(table.get("orders_zh"))), re.compile(
        either(table.get("list_leads_zh"))
    )


@cache
def _compile_capitals(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    english = compile_nouns(lexicon).english
    beside = either(read_table(lexicon).get("modifiers_en"))
    called = "called|named|known as|dubbed"
    return (
        re.compile(rf"\b(?P<noun>{english}),? (?:{called}) (?:the )?(?P<name>{_CAPITALS})"),
        re.compile(rf"\bthe (?P<name>{_CAPITALS}) (?P<noun>{english})\b"),
        re.compile(rf"\b(?:{beside}) (?P<noun>{english}|service|company) (?P<name>{_CAPITALS})"),
    )


@cache
def _compile_domains(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = either(read_table(lexicon).get("domain_cues"))
    return re.compile(rf"(?:{cues})[^.。,;\n]{{0,12}}$"), re.compile(rf"\"? ?(?:{cues})")


@cache
def _read_no_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(read_folded(read_table(lexicon), "not_names_en"))


@cache
def _read_places(lexicon: Lexicon) -> frozenset[str]:
    """Every name of a place, folded: a list of places is no list of sites."""
    forms = (form.text for place in lexicon.places.values() for form in place.all_forms)
    return frozenset(fold(form) for form in forms)
