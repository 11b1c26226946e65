"""The tables of cues/measures.yaml and cues/figures.yaml, compiled once a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher, fold
from archive.text.numerals import HAN_DIGITS, HAN_MYRIADS, HAN_TENS
from archive.text.phrases import PhraseBook

NONE = "none"
_HAN_NUMERALS = frozenset((*HAN_DIGITS, *HAN_TENS, *HAN_MYRIADS))


@dataclass(frozen=True, slots=True)
class Noun:
    """A countable thing: its measure ("people" and "none" included) and finer name."""

    measure: str
    detail: str


@dataclass(frozen=True, slots=True)
class Counter:
    """A Chinese counter: what it counts without a noun, and the measures it can take."""

    measure: str | None
    detail: str | None
    only: frozenset[str]
    unit: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Everything that `find_figures` looks words up in; all of it `fold`ed."""

    nouns: Mapping[str, Noun]
    singular: frozenset[str]
    partitives: frozenset[str]
    stops: frozenset[str]
    adjectives: frozenset[str]
    links: re.Pattern[str]
    han_nouns: Mapping[str, Noun]
    han_noun: re.Pattern[str]
    han_left: frozenset[str]
    han_left_lengths: Mapping[str, tuple[int, ...]]
    han_links: Mapping[str, tuple[str, ...]]
    han_next: frozenset[str]
    han_verb: re.Pattern[str]
    counters: Mapping[str, Counter]
    counter: re.Pattern[str]
    arrest: re.Pattern[str]
    harmed: re.Pattern[str]
    parts: re.Pattern[str]
    counting: re.Pattern[str]
    counting_any: re.Pattern[str]
    verbs: tuple[tuple[Noun, re.Pattern[str]], ...]
    labels: frozenset[str]
    label_phrases: tuple[str, ...]
    lines: tuple[str, ...]
    names: Matcher[str]
    currency_before: Mapping[str, str]
    currencies_before: tuple[str, ...]
    currency_before_last: frozenset[str]
    currency_after: Mapping[str, str]
    currency: re.Pattern[str]
    dollars: re.Pattern[str]
    yuan: re.Pattern[str]
    units: Mapping[str, tuple[str, str]]
    unit: re.Pattern[str]
    money: PhraseBook
    money_details: tuple[str, ...]
    converted: re.Pattern[str]
    price_before: re.Pattern[str]
    price_after: re.Pattern[str]


@lru_cache(maxsize=4)
def compile_cues(lexicon: Lexicon) -> Cues | None:
    """The compiled tables, or None where the lexicon has none (then nothing is found)."""
    measures, words = lexicon.cues.get("measures"), lexicon.cues.get("figures")
    if not measures or not words:
        return None
    scanner = get_scanner(lexicon)
    nouns, singular = _read_english_nouns(measures)
    han = {fold(w): _noun(row) for row in measures["nouns"] for w in row.get("zh", ())}
    counters = {fold(w): _counter(row) for row in measures["counters"] for w in row["zh"]}
    before, after = _read_currencies(measures)
    units = {w: (row["unit"], row["detail"]) for row in measures["units"] for w in row["forms"]}
    han_left = [w for w, noun in han.items() if noun.measure != NONE and noun.detail != "places"]
    return Cues(
        nouns=nouns,
        singular=singular,
        partitives=frozenset(f for w in measures["partitives"]["en"] for f in (w, *plurals(w))),
        stops=frozenset(map(fold, words["stops"]["en"])),
        adjectives=frozenset(map(fold, words["adjectives"]["en"])),
        links=re.compile(rf"(?: +(?:{_any(words['links']['en'])}))* *$"),
        han_nouns=han,
        han_noun=re.compile(_any(han)),
        han_left=frozenset(han_left),
        han_left_lengths={
            last: tuple(sorted({len(word) for word in ending}, reverse=True))
            for last, ending in _group_by_last(han_left).items()
        },
        han_links=_group_by_last(words["links"]["zh"]),
        han_next=frozenset(w[0] for w in (*han, *counters, *after, *units)) | {" "},
        han_verb=re.compile(_any(words["counting"]["zh"])),
        counters=counters,
        counter=re.compile(rf" ?({_any(counters)})(?:\([^()\d]{{1,2}}\)|/[^\W\d])?"),
        arrest=re.compile(_words(words["arrest"])),
        harmed=re.compile(rf"[^,;.。，；\n]{{0,4}}(?:{_words(words['harmed'])})"),
        parts=re.compile(_words(words["parts"])),
        counting=re.compile(rf"(?:{_words(words['counting'])})\s*$"),
        counting_any=re.compile(_words(words["counting"])),
        verbs=tuple((_noun(row), re.compile(_words(row))) for row in words["verbs"]),
        labels=frozenset(map(fold, words["labels"]["en"])),
        label_phrases=(
            *(f"{fold(phrase)} " for phrase in words["labels"]["phrases"]),
            *map(fold, words["labels"]["zh"]),
        ),
        lines=tuple(map(fold, words["lines"]["zh"])),
        names=Matcher(((name, name) for name in _read_names(lexicon, words["names"])), scanner),
        currency_before=before,
        currencies_before=tuple(before),
        currency_before_last=frozenset(word[-1] for word in before),
        currency_after=after,
        currency=re.compile(rf" ?({_any(after, bounded=True)})(?![旦宵素件月])"),
        dollars=re.compile(
            "|".join(
                rf"\b(?P<{code}>{_any(row, bounded=True)})"
                for code, row in measures["dollars"].items()
            )
        ),
        yuan=re.compile(
            "|".join(f"(?P<{code}>{_any(row)})" for code, row in measures["yuan"].items())
        ),
        units=units,
        unit=re.compile(rf"[ \u00a0]?(?:个)?({_any(units, bounded=True)})"),
        money=PhraseBook(
            {
                row["detail"]: ([*row.get("en", ()), *row.get("zh", ())], ())
                for row in words["money"]
            },
            scanner,
        ),
        money_details=tuple(row["detail"] for row in words["money"]),
        converted=re.compile(rf"^\W*(?:{_words(words['converted'])})\W*$"),
        price_before=re.compile(rf"(?:{_any(words['not_money']['before'])})\W*(?:约|以|为)?$"),
        price_after=re.compile(rf" ?(?:{_any(words['not_money']['after'], bounded=True)})"),
    )


@lru_cache(maxsize=1)
def fold_lines(text: str) -> str:
    """`text` folded with its line breaks kept, over which no phrase runs on."""
    folded, lines, start = fold(text), [], 0
    for line in text.split("\n"):
        lines.append(folded[start : start + len(line)])
        start += len(line) + 1
    return "\n".join(lines)


def _group_by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words by their last character, the longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[-1], []).append(word)
    return {last: tuple(ending) for last, ending in groups.items()}


def plurals(noun: str) -> tuple[str, ...]:
    """The regular plural of an English noun; empty for one that looks like a plural."""
    if noun.endswith(("s", "people", "men")) and not noun.endswith("ss"):
        return ()
    if noun.endswith(("sh", "ch", "x", "ss")):
        return (noun + "es",)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun[:-1] + "ies",)
    return (noun + "s",)


def _read_english_nouns(measures: Mapping[str, Any]) -> tuple[dict[str, Noun], frozenset[str]]:
    nouns: dict[str, Noun] = {}
    singular = set()
    for row in measures["nouns"]:
        for word in map(fold, row.get("en", ())):
            nouns.setdefault(word, _noun(row))
            if more := plurals(word):
                singular.add(word)
            for form in more:
                nouns.setdefault(form, _noun(row))
    return nouns, frozenset(singular)


def _noun(row: Mapping[str, Any]) -> Noun:
    return Noun(str(row["measure"]), str(row["detail"]))


def _counter(row: Mapping[str, Any]) -> Counter:
    return Counter(row["measure"], row.get("detail"), frozenset(row["only"]), row.get("unit"))


def _read_currencies(measures: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    tables = measures["currencies"].items()
    before = {fold(str(w)): code for code, row in tables for w in row["before"]}
    after = {fold(str(w)): code for code, row in tables for w in row["after"]}
    return before, after


def _read_names(lexicon: Lexicon, further: Iterable[str]) -> list[str]:
    """Names that hold a number which counts nothing: 360云盘, Net Net 2015, 六盘水."""
    entries = (*lexicon.platforms.values(), *lexicon.campaigns.values())
    forms = (form.text for entry in entries for form in entry.all_forms)
    places = [place.name_zh or "" for place in lexicon.places.values()]
    return [
        *map(str, further),
        *(form for form in forms if any(c.isdigit() for c in form)),
        *(place for place in places if place[:1] in _HAN_NUMERALS and len(place) > 2),
        *(place[:-1] for place in places if place[:1] in _HAN_NUMERALS and len(place) > 3),
    ]


def _words(row: Mapping[str, Iterable[str]]) -> str:
    """An alternative of a row's English words, whole, and its Chinese ones."""
    english = rf"\b(?:{_any(row['en'])})\b" if row.get("en") else ""
    chinese = _any(row["zh"]) if row.get("zh") else ""
    return "|".join(filter(None, (english, chinese)))


def _any(words: Iterable[str], *, bounded: bool = False) -> str:
    """A regular expression for any of the words, the longest first."""
    ordered = sorted({str(w) for w in words}, key=lambda w: (-len(w), w))
    return "|".join(
        re.escape(w) + (r"\b" if bounded and w[-1].isascii() and w[-1].isalnum() else "")
        for w in ordered
    )
