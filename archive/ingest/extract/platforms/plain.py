"""Unlisted names without quotes: lists under an order, rows of a table, "called", domains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.ingest.extract.alternatives import either
from archive.ingest.extract.platforms.cues import compile_nouns, read_folded, read_table
from archive.ingest.extract.platforms.sites import Site, is_site_name
from archive.ingest.extract.quotes import looks_like_name
from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import fold
from archive.text.phrases import Phrases
from archive.text.spans import Span

LISTED_NAME = range(2, 10)
"""Characters of a Chinese name in a list without quotes."""

_LIST_WINDOW = 160
_NOUN_WINDOW = 60
# Patterns begin with what few characters are, not with a look around: that is found fast.
_LETTERS = r"(?!\w{0,19}-(?:based|owned|backed|listed|run)\b)[\w'&+-]*(?:\.[a-z]{2,4})?"
_CAPITAL = rf"[A-Z]{_LETTERS}"
_MORE = rf"(?: (?:{_CAPITAL}|\d+)){{0,3}}"
_CAPITALS = rf"(?P<name>{_CAPITAL}{_MORE})"
_GAP = r"[ |\t\u3000]{1,4}"
_ROW = re.compile(
    rf"(?<!\S)\d{{1,3}}(?:[.、|] ?|{_GAP})(?P<name>[^\s|]{{2,20}})(?:{_GAP}[^\s|]{{2,40}}){{0,3}}?"
    rf"{_GAP}v?\d{{1,4}}(?:\.\d{{1,8}}){{2,4}}(?!\S)"
)
_CALLED_HAN = re.compile(r"(?:名为|名叫|叫做|取名|命名为)(?P<name>[\w·]{2,12}?)(?=的\w)")
_TOP = (
    r"\.(?:com|cn|net|org|cc|tv|me|info|xyz|top|vip|club|io|co|hk|tw|fm|app|live|site|ru|kr|fr|uk)"
    r"(?![a-z0-9@-])"
)
_HOST = re.compile(
    rf"(?<![a-z0-9@.-])(?P<host>[a-z0-9][a-z0-9-]{{0,40}}(?:\.[a-z0-9][a-z0-9-]{{0,40}}){{0,2}}{_TOP})"
)
_ANY_HOST, _ANY_VERSION = re.compile(_TOP), re.compile(r"\.\d{1,8}\.\d")
_SCHEME = re.compile(r"https?://$")
# Nouns that only some settings know for those of platforms.
_BESIDE_NOUNS = ("app", "chatbot", "service")
_REPORTING = re.compile(r"举报|来源|登录|登陆|拨打|hotline|report|source|visit|e-?mail|contact|@$")


@dataclass(frozen=True, slots=True)
class _Cues:
    orders: re.Pattern[str]
    list_leads: re.Pattern[str]
    called: re.Pattern[str]
    before_noun: re.Pattern[str]
    after_noun: re.Pattern[str]
    called_noun: re.Pattern[str]
    beside_noun: re.Pattern[str]
    noun_ends: frozenset[str]
    apposed_noun: re.Pattern[str]
    held_noun: re.Pattern[str]
    owned_noun: re.Pattern[str]
    listed: re.Pattern[str]
    nouns: Phrases
    plurals: Phrases
    domain_before: re.Pattern[str]
    domain_after: re.Pattern[str]
    own_domains: tuple[str, ...]
    no_names: frozenset[str]


def find_plain(
    text: str, folded: str, line: Span, lexicon: Lexicon, chinese: bool
) -> Iterator[Site]:
    """Names without quotes in one line."""
    if _ANY_HOST.search(folded, *line):
        yield from _find_domains(folded, line, lexicon)
    if _ANY_VERSION.search(folded, *line):
        yield from _find_rows(folded, line)
    if chinese:
        yield from _find_listed(folded, line, lexicon)
        yield from _find_called_han(folded, line, lexicon)
    else:
        yield from _find_capitalised(text, folded, line, lexicon)


def _find_listed(folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """对甲、乙、丙等9家网站, in a sentence that tells of an order or a sanction."""
    nouns, cues = compile_nouns(lexicon), _compile_cues(lexicon)
    for match in nouns.listed.finditer(folded, line.start, line.end):
        start = max(line.start, match.start() - _LIST_WINDOW)
        if not cues.orders.search(folded, start, min(match.end() + 60, line.end)):
            continue
        items = re.split("、", re.split(r"[^\w·、]", folded[start : match.start()])[-1])
        at = match.start()
        for number, item in reversed(list(enumerate(items))):
            name = _drop_lead(item, cues.list_leads) if number == 0 else item
            if len(items) > 1 and len(name) in LISTED_NAME and _is_listed(name, lexicon):
                yield Site(Span(at - len(name), at), nouns.read_kind(match))
            at -= len(item) + 1


def _drop_lead(item: str, leads: re.Pattern[str]) -> str:
    """The first item without the words before it; empty where nothing tells where it begins."""
    return item[max((match.end() for match in leads.finditer(item)), default=len(item)) :]


def _is_listed(name: str, lexicon: Lexicon) -> bool:
    return is_site_name(name, lexicon) and name not in _read_places(lexicon)


def _find_rows(folded: str, line: Span) -> Iterator[Site]:
    """Rows of a table of apps: number, name, version."""
    for match in _ROW.finditer(folded, line.start, line.end):
        if looks_like_name(match["name"]):
            yield Site(Span(*match.span("name")), "app")


def _find_called_han(folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    nouns = compile_nouns(lexicon)
    for match in _CALLED_HAN.finditer(folded, line.start, line.end):
        tail = nouns.after.match(folded, match.end(), min(match.end() + _NOUN_WINDOW, line.end))
        if tail and is_site_name(match["name"], lexicon):
            yield Site(Span(*match.span("name")), nouns.read_kind(tail))


def _find_capitalised(text: str, folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """An app called Xyz, the Xyz website, the dating app Xyz."""
    cues, kinds = _compile_cues(lexicon), compile_nouns(lexicon).kinds
    if not cues.nouns.stand_in(folded, line):
        return
    for pattern, before, after in (
        (cues.called, cues.called_noun, None),
        (cues.before_noun, None, cues.after_noun),
        (_AFTER_SMALL, cues.beside_noun, None),
        (_APPOSED, None, cues.apposed_noun),
        (_HELD, cues.held_noun, None),
        (_BRAND, None, cues.owned_noun),
    ):
        for match in pattern.finditer(text, line.start, line.end):
            left = folded[max(match.start() - _NOUN_WINDOW, line.start) : match.start()]
            if before and left.rstrip(" ,").rpartition(" ")[2] not in cues.noun_ends:
                continue
            right = folded[match.end() : min(match.end() + _NOUN_WINDOW, line.end)]
            noun = before.search(left) if before else after.match(right) if after else None
            if noun and _is_capitalised_name(match["name"].lower(), cues, lexicon):
                yield Site(Span(*match.span("name")), kinds.get(noun["noun"] or "app", "app"))
    several = cues.plurals.stand_in(folded, line)
    for match in cues.listed.finditer(text, line.start, line.end) if several else ():
        for name in _LISTED.finditer(text, *match.span("names")):
            if _is_capitalised_name(name["name"].lower(), cues, lexicon):
                yield Site(Span(*name.span("name")), kinds[match["noun"]])


# Several names under one plural: Xyz, Abc Def and Ghi.
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|\d+)){{0,2}}"
_LISTED = re.compile(rf"(?P<name>{_NAME})(?:, (?:and )?| and |$)")
# Xyz, an app for …; a website, Xyz, that …
_APPOSED = re.compile(
    rf"(?P<name>[A-Z](?<![\w-][A-Z]){_LETTERS}{_MORE})"
    r"(?=,? (?:an?|the|which is an?|which was an?) )"
)
# StepWalker's app; SunnyTable, an operator of a booking app of the same name.
_BRAND = re.compile(
    r"(?P<name>[A-Z](?<![\w.@-][A-Z])[a-z0-9]+[A-Z][A-Za-z0-9]*)(?='s |,? (?:an?|the) )"
)
_HELD = re.compile(rf"(?<=[a-z], ){_CAPITALS}(?=[,.;)])")
_AFTER_SMALL = re.compile(rf"(?<=[a-z]) {_CAPITALS}")


def _is_capitalised_name(name: str, cues: _Cues, lexicon: Lexicon) -> bool:
    return cues.no_names.isdisjoint(re.findall(r"[\w.]+", name)) and _is_listed(name, lexicon)


def _find_domains(folded: str, line: Span, lexicon: Lexicon) -> Iterator[Site]:
    """Domain names beside a word such as website or 域名; the offices' own are none."""
    cues = _compile_cues(lexicon)
    for match in _HOST.finditer(folded, line.start, line.end):
        start = match.start() + 4 * match["host"].startswith("www.")
        left = _SCHEME.sub("", folded[max(line.start, match.start() - 24) : match.start()])
        right = folded[match.end() : min(match.end() + 24, line.end)]
        if f".{match['host']}".endswith(cues.own_domains):
            continue
        if _REPORTING.search(left) or _REPORTING.search(right):
            continue
        if cues.domain_before.search(left) or cues.domain_after.match(right):
            yield Site(Span(start, match.end()), "website")


# ---- tables ----------------------------------------------------------------------------------


@cache
def _compile_cues(lexicon: Lexicon) -> _Cues:
    table, nouns = read_table(lexicon), compile_nouns(lexicon)
    english = nouns.english
    domains = either(table.get("domain_cues"))
    beside = either(table.get("modifiers_en"))
    several = [noun for noun in nouns.kinds if noun.endswith("s")]
    plurals = either(several)
    goes_on, leads = either(table.get("noun_ends_en")), either(table.get("leads_en"))
    return _Cues(
        orders=re.compile(either(table.get("orders_zh"))),
        list_leads=re.compile(either(table.get("list_leads_zh"))),
        called=re.compile(rf"(?:called|named|known as|dubbed) (?:the )?{_CAPITALS}"),
        called_noun=re.compile(rf"\b(?P<noun>{english}),? $"),
        before_noun=re.compile(rf"the {_CAPITALS}"),
        after_noun=re.compile(
            rf" (?:(?:(?:{beside}) ){{0,3}}(?P<noun>{english})|(?:(?:{beside}) ){{1,3}}service)\b"
        ),
        beside_noun=re.compile(
            rf"\b(?:(?:{beside}) (?P<noun>{english}|service)|(?:[a-z-]+ )(?:app|chatbot))$"
        ),
        noun_ends=frozenset(noun.rpartition(" ")[2] for noun in (*nouns.kinds, *_BESIDE_NOUNS)),
        apposed_noun=re.compile(
            rf",? (?:an?|the|which is an?|which was an?) (?:[a-z0-9-]+ ){{0,4}}?(?P<noun>{english})"
            rf"(?=[,.;:)]|$| (?:{goes_on}) )"
        ),
        held_noun=re.compile(
            rf"\b(?:an?|the|its|another) (?:[a-z0-9-]+ ){{0,3}}?(?P<noun>{english}), $"
        ),
        owned_noun=re.compile(
            rf"'s (?:own |new )?(?:(?:{beside}) ){{0,2}}(?P<noun>{english})\b(?! stores?\b)"
            rf"|,? (?:an?|the) (?:operator|developer|provider|owner|maker) of (?:an?|the) "
            rf"(?:[a-z-]+ ){{0,4}}?(?P<other>{english}) of the same name\b"
        ),
        nouns=Phrases([*nouns.kinds, *_BESIDE_NOUNS], scanner=get_scanner(lexicon)),
        plurals=Phrases(several, scanner=get_scanner(lexicon)),
        listed=re.compile(
            rf"\b(?P<noun>{plurals})(?:,? (?:{leads}|:))? (?P<names>{_NAME}(?:, {_NAME}){{0,8}}"
            rf",? and {_NAME})"
        ),
        domain_before=re.compile(rf"(?:{domains})[^.。,;\n]{{0,12}}$"),
        domain_after=re.compile(rf"\"? ?(?:{domains})"),
        own_domains=tuple(f".{name}" for name in read_folded(table, "own_domains")),
        no_names=frozenset(read_folded(table, "not_names_en")),
    )


@cache
def _read_places(lexicon: Lexicon) -> frozenset[str]:
    """Every name of a place, folded: a list of places is no list of sites."""
    forms = (form.text for place in lexicon.places.values() for form in place.all_forms)
    return frozenset(fold(form) for form in forms)
