"""What a number counts: the noun after it or before it, in English and in Chinese word order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.ingest.extract.figures.cues import NONE, Cues, Noun
from archive.text.numbers import EXACT, Number
from archive.text.spans import Span

_WORD = re.compile(r"(?P<gap>[\s\"'(,/-]*)(?P<word>[a-z][a-z'-]*)")
_TOKEN = re.compile(r"[a-z][a-z'-]*$")
_HAN_END = re.compile(r"[,.;:!?。，；：！？()\n\d]")
_HAN_CHUNK = re.compile("[、和及与或]")
_CLAUSE_END = re.compile(r"[,;\n。；，]|\.\s|\.$")
_MAX_WORDS = 10
_HAN_REACH = 26


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts, and the words that say so, number included. `left` tells that the
    noun stands before the number."""

    measure: str
    detail: str
    span: Span
    left: bool = False
    unit: str | None = None
    plural: bool = False


def count_english(folded: str, number: Number, cues: Cues) -> Counted | None:
    """The noun phrase that ends after the number, else a noun right before it.

    "4,800 illegal websites", "150,000 pieces of harmful information", and the order of machine
    translations: "illegal websites 4207", "information related to more than 12.2".
    """
    if found := _find_english_right(folded, number.span.end, cues):
        noun, end, plural = found
        if noun.measure == NONE:
            return None
        return Counted(noun.measure, noun.detail, Span(number.span.start, end), plural=plural)
    return _find_english_left(folded, number, cues)


def _find_english_right(folded: str, at: int, cues: Cues) -> tuple[Noun, int, bool] | None:
    found: tuple[Noun, int, bool] | None = None
    last = ""
    described = True
    unknown = 0
    for _ in range(_MAX_WORDS):
        match = _WORD.match(folded, at)
        if match is None or "\n" in match["gap"] or (found and match["gap"].strip(' "')):
            break
        word = match["word"].rstrip("'-").removesuffix("'s")
        if "," in match["gap"] and not (described and last):
            break
        if word == "of" and last in cues.partitives:
            at, last = match.end(), word
            continue
        if word in ("and", "or", "&"):
            if found or not last:
                break
            at, last = match.end(), word
            continue
        if word in cues.stops or (found and _is_verb(word)):
            break
        noun = cues.nouns.get(f"{last} {word}") or cues.nouns.get(word)
        if noun is None and "-" in word:
            noun = cues.nouns.get(word.rpartition("-")[2])
        if noun:
            found = (noun, match.end(), word not in cues.singular)
            unknown = 0
        elif found and (found[2] or unknown == 2):
            break
        else:
            unknown += 1
        described = described and word in cues.adjectives
        at, last = match.end(), word
    if found and not found[2] and unknown and _names_another(last):
        return None
    return found


def _is_verb(word: str) -> bool:
    return word.endswith(("ed", "ing")) and len(word) > 4


def _names_another(word: str) -> bool:
    """Whether the phrase's last word is a plural that no table knows: "300 website owners"."""
    return word.endswith("s") and not word.endswith("ss")


def _find_english_left(folded: str, number: Number, cues: Cues) -> Counted | None:
    window = folded[max(0, number.span.start - 60) : number.span.start]
    links = cues.links.search(window)
    rest = window[: links.start()] if links else window.rstrip()
    match = _TOKEN.search(rest)
    if match is None:
        return None
    word = match.group()
    before = _TOKEN.search(rest[: match.start()].rstrip())
    noun = cues.nouns.get(f"{before.group()} {word}" if before else word) or cues.nouns.get(word)
    if noun is None or noun.measure == NONE or noun.detail == "places":
        return None
    if word in cues.singular and number.value < 100 and number.qualifier == EXACT:
        return None
    start = number.span.start - len(window) + match.start()
    return Counted(noun.measure, noun.detail, Span(start, number.span.end), left=True)


def count_chinese(folded: str, number: Number, cues: Cues) -> Counted | None:
    """The noun after the counter, else the one before the number, else what the counter says.

    "300余个违法网站", "关闭网站300余个", "抓获300余人".
    """
    match = cues.counter.match(folded, number.span.end)
    if match is None:
        return _count_bare(folded, number, cues)
    counter = cues.counters[match[1]]
    if counter.measure == NONE:
        return None
    right = _find_han_right(folded, match.end(), cues)
    if right and right[0].measure == NONE:
        return None
    span = Span(number.span.start, match.end())
    if right and right[0].measure in counter.only:
        noun, end = right
        return Counted(noun.measure, noun.detail, Span(number.span.start, end))
    left = _find_han_left(folded, number.span.start, cues)
    if left and left[0].measure in counter.only:
        noun, start = left
        return Counted(noun.measure, noun.detail, Span(start, match.end()), left=True)
    if counter.measure:
        return Counted(counter.measure, counter.detail or "", span, unit=counter.unit)
    return None


def _count_bare(folded: str, number: Number, cues: Cues) -> Counted | None:
    """A number without a counter, as headlines have it: "抓获嫌疑人4207", "关停300余网站"."""
    verb = cues.counting.search(folded[max(0, number.span.start - 8) : number.span.start])
    if verb or number.qualifier != EXACT:
        match = cues.han_noun.match(folded, number.span.end)
        noun = cues.han_nouns[match.group()] if match else None
        if match and noun and noun.measure != NONE:
            span = Span(number.span.start, match.end())
            return Counted(noun.measure, noun.detail, span)
    following = folded[number.span.end : number.span.end + 1]
    if following.strip(",;。、；.!?)") or number.form != "digits":
        return None
    if left := _find_han_left(folded, number.span.start, cues):
        noun, start = left
        return Counted(noun.measure, noun.detail, Span(start, number.span.end), left=True)
    return None


def _find_han_right(folded: str, at: int, cues: Cues) -> tuple[Noun, int] | None:
    window = folded[at : at + _HAN_REACH]
    if stop := _HAN_END.search(window):
        window = window[: stop.start()]
    if verb := cues.han_verb.search(window):
        window = window[: verb.start()]
    found: tuple[Noun, int] | None = None
    start = 0
    for chunk in _HAN_CHUNK.split(window):
        if found := _find_han_head(chunk, cues):
            return found[0], at + start + found[1]
        start += len(chunk) + 1
    return found


def _find_han_head(phrase: str, cues: Cues) -> tuple[Noun, int] | None:
    """The head noun of a phrase: the first, or what directly follows it or follows the 的."""
    found: tuple[Noun, int] | None = None
    relative = phrase.rfind("的")
    for match in cues.han_noun.finditer(phrase):
        if found is None or match.start() - found[1] <= 2 or found[1] <= relative:
            found = cues.han_nouns[match.group()], match.end()
    return found


def _find_han_left(folded: str, at: int, cues: Cues) -> tuple[Noun, int] | None:
    window = folded[max(0, at - 20) : at]
    if match := cues.han_left.search(window):
        return cues.han_nouns[match[1]], at - len(window) + match.start()
    return None


def read_clause(folded: str, span: Span, reach: int = 60) -> str:
    """The clause around a span, from punctuation to punctuation, at most `reach` either side."""
    before = folded[max(0, span.start - reach) : span.start]
    after = folded[span.end : span.end + reach]
    starts = [m.end() for m in _CLAUSE_END.finditer(before)]
    end = _CLAUSE_END.search(after)
    left = before[starts[-1] if starts else 0 :]
    return left + span.quote(folded) + (after[: end.start()] if end else after)
