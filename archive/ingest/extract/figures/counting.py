"""What a number counts: the noun after it or before it, in English and in Chinese word order."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.ingest.extract.figures.cues import NONE, Counter, Cues, Noun
from archive.text.numbers import Number
from archive.text.qualifiers import EXACT
from archive.text.spans import Span

_WORD = re.compile(r"(?P<gap>[\s\"'(,/-]*)(?P<word>[a-z][a-z'-]*)")
# "158 of these cases" counts cases.
_SHARE = re.compile(" of (?:the|these|those|its|their)(?= )")
_PLURAL = re.compile(" (?:[a-z-]+ ){0,2}?[a-z]{2,}s(?=[ ,.;)\\n]|$)")
_LAST_WORD = re.compile("([a-z]+) *$")
_NEXT_WORD = re.compile(" +((?:(?:were|was|have been|being) +)?([a-z]+))")
_TOKEN = re.compile(r"[a-z][a-z'-]*$")
_HAN_END = re.compile(r"[,.;:!?。，；：！？()\n\d]")
_HAN_CHUNK = re.compile("[、和及与或]")
_HAN_FUNCTION = re.compile("[为是在向对将用被由以从于至未已的]")
# Where what happened to the counted begins: "34人[已被检察机关批准逮捕]".
_HAN_PREDICATE = re.compile("[已均皆遭]|被(?![告害骗])|(?<=.)涉案")
_CLAUSE_END = re.compile(r"[,;\n。；，]|\.\s|\.$")
# "公布5件检察机关依法惩治……犯罪典型案例": what is announced may be described at length.
_EXAMPLES = re.compile(r"[^,;。\n\d]{0,60}?典型案[例件]")
_ANNOUNCED = re.compile(r"(?:公布|发布|通报|披露|选取|曝光|筛选|公开)[^,;。\n]{0,6}$")
_ANNOUNCED_REACH = 16
PLACES = "places"
# A smaller number after a noun in the singular is rather its label: "case 3".
_LEAST_COUNT = 20
# "fans of 460 thousand" counts fans, "videos of 300" says nothing sure.
_LEAST_OF = 1000
# "46 of them have been detained".
OF_THEM = re.compile(" of (?:them|whom|these|those)(?![a-z])")
# "anchor 6, agent 17": a list goes on, whose nouns stand before their numbers.
_LISTED = re.compile(r"\d[\d,.]{0,20}(?: [a-z -]{1,40})?(?:,| and|, and) $")
# "interviewed the person in charge of the site 96" counts persons.
_IN_CHARGE = " in charge of the ", " in charge of "
_ARREST_PARTICIPLES = frozenset({"arrested", "detained", "jailed", "sentenced", "convicted"})
# "Two printers were detained" counts people.
_ARRESTED = re.compile(" (?:was|were|has been|have been) (?:arrested|detained|jailed|sentenced)")
_HELD = frozenset({"were held", "was held", "have been held"})
_ARREST_VERBS = _ARREST_PARTICIPLES | {"arrest", "detain", "arresting", "detaining", "jail"}
# "charged 16", "29 approved for arrest": what is done to persons alone.
_CHARGED = re.compile(
    " (?:(?:were|was|have been|has been|being) )?(?:prosecuted|indicted|summoned|convicted"
    "|charged with|released on bail|approved for arrest"
    "|transferred for (?:prosecution|review))(?![a-z])"
)
# "a gang of 23" counts its members.
_GANG_OF = re.compile(r"\b(?:gang|ring|syndicate|crew) of $")
_ROUNDS = re.compile(" rounds? of (?:live |gun )?(?:ammunition|ammo|bullets)")
_PIECES = re.compile(" (?:pieces|items|copies)(?= (?:and|were|was|have)(?![a-z])|[,.;)])")
# What happened fewer times is no quantity: "punished 20 times".
_LEAST_TIMES = 1000
_MAX_WORDS = 10
_HAN_REACH = 26


class Counted(NamedTuple):
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
            return _find_unusual(folded, number, end)
        if noun.measure == "items" and _ARRESTED.match(folded, end):
            noun = Noun("suspects", "people")
        return Counted(noun.measure, noun.detail, Span(number.span.start, end), plural=plural)
    return (
        _find_english_left(folded, number, cues)
        or _find_arrested(folded, number, cues)
        or _find_seized(folded, number, cues)
        or _find_pieces(folded, number)
    )


def _find_unusual(folded: str, number: Number, end: int) -> Counted | None:
    """What mostly counts nothing and here does: ammunition, and what was done thousands of
    times."""
    if rounds := _ROUNDS.match(folded, number.span.end):
        return Counted("items", "goods", Span(number.span.start, rounds.end()))
    if number.value >= _LEAST_TIMES and folded.endswith(" times", 0, end):
        return Counted("other", "times", Span(number.span.start, end))
    return None


def _find_pieces(folded: str, number: Number) -> Counted | None:
    match = _PIECES.match(folded, number.span.end)
    span = Span(number.span.start, match.end()) if match else None
    return Counted("items", "pieces of information", span) if span else None


def _find_english_right(folded: str, at: int, cues: Cues) -> tuple[Noun, int, bool] | None:
    found: tuple[Noun, int, bool] | None = None
    if share := _SHARE.match(folded, at):
        at = share.end()
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
        if word == "of" and last not in cues.partitives:
            break
        owns = match["word"].endswith(("s'", "'s"))
        if word == "of" or owns:  # pieces of citizens' information
            at, last = match.end(), word
            continue
        if word == "such" and not last:  # 9,800 such cases
            at, last = match.end(), word
            continue
        if word in ("and", "or", "&"):
            if found or not last:
                break
            at, last = match.end(), word
            continue
        if word in cues.stops or (found and _ends_phrase(word, found[2])):
            break
        noun = cues.nouns.get(f"{last} {word}") or cues.nouns.get(word)
        if noun is None and "-" in word:
            word = word.rpartition("-")[2]
            noun = _drop_none(cues.nouns.get(word))  # school-side bookstores
        if noun:
            found = (noun, match.end(), word not in cues.singular)
            unknown = 0
            if noun.measure == NONE and found[2]:
                break
        elif found and (found[2] or unknown == 2):
            break
        else:
            unknown += 1
        described = described and word in cues.adjectives
        at, last = match.end(), word
    if found and not found[2] and unknown and _names_another(last):
        return None
    return found


def _drop_none(noun: Noun | None) -> Noun | None:
    return None if noun is None or noun.measure == NONE else noun


def _find_arrested(folded: str, number: Number, cues: Cues) -> Counted | None:
    """A number of people that only the verb beside it tells: "police detain 40", "7 arrested"."""
    if share := OF_THEM.match(folded, number.span.end):
        span = Span(number.span.start, share.end())
        held = cues.arrest.search(read_clause(folded, span))
        return Counted("suspects", "people", span) if held else None
    before = folded[max(0, number.span.start - 20) : number.span.start]
    match = _LAST_WORD.search(before)
    after = _NEXT_WORD.match(folded, number.span.end)
    if match and match[1] in _ARREST_VERBS and (after is None or after[2] in cues.stops):
        start = number.span.start - len(before) + match.start()
        return Counted("suspects", "people", Span(start, number.span.end), left=True)
    if after and (after[2] in _ARREST_PARTICIPLES or after[1] in _HELD):
        return Counted("suspects", "people", Span(number.span.start, after.end()))
    if after and (charged := _CHARGED.match(folded, number.span.end)):
        return Counted("suspects", "people", Span(number.span.start, charged.end()))
    if _GANG_OF.search(before):
        return Counted("suspects", "people", number.span)
    return None


def _find_seized(folded: str, number: Number, cues: Cues) -> Counted | None:
    """A plural of no known noun right after a verb that seizes or inspects: "seized 92 reels"."""
    match = _PLURAL.match(folded, number.span.end)
    if match is None or number.form != "digits":
        return None
    before = folded[max(0, number.span.start - 16) : number.span.start].rstrip(" ")
    for noun, verb in cues.verbs:
        if any(m.end() == len(before) for m in verb.finditer(before)):
            return Counted(noun.measure, noun.detail, Span(number.span.start, match.end()))
    return None


def _ends_phrase(word: str, plural: bool) -> bool:
    """Whether a word behind the noun is a verb; "ing" behind a singular is part of a compound:
    "860 ticket scalping cases"."""
    return len(word) > 4 and (word.endswith("ed") or (plural and word.endswith("ing")))


def _names_another(word: str) -> bool:
    """Whether the phrase's last word is a plural that no table knows: "300 website owners"."""
    return word.endswith("s") and not word.endswith("ss")


def _find_english_left(folded: str, number: Number, cues: Cues) -> Counted | None:
    window = folded[max(0, number.span.start - 60) : number.span.start]
    links = cues.links.search(window)
    rest = window[: links.start()] if links else window.rstrip()
    match = _TOKEN.search(rest)
    if match is None or rest[: match.start()].endswith(_IN_CHARGE):
        return None
    word = match.group()
    before = _TOKEN.search(rest[: match.start()].rstrip())
    noun = cues.nouns.get(f"{before.group()} {word}" if before else word) or cues.nouns.get(word)
    if noun is None or noun.measure == NONE or noun.detail == PLACES:
        return None
    if links and links.group().strip() == "of" and not _counts_after_of(folded, number, noun):
        return None
    first = match.start()
    if before and f"{before.group()} {word}" in cues.nouns:
        first = before.start()  # mobile phone 11, bank card 19
    if word in cues.singular and _is_label(number, noun, rest[:first], cues):
        return None
    start = number.span.start - len(window) + match.start()
    return Counted(noun.measure, noun.detail, Span(start, number.span.end), left=True)


def _counts_after_of(folded: str, number: Number, noun: Noun) -> bool:
    """Whether the number after "of" counts: a large one, or one of people that ends its clause."""
    people = noun.measure in ("people", "suspects")
    return number.value >= _LEAST_OF or (
        people and folded[number.span.end : number.span.end + 1] in (",", ".", ";", "")
    )


def _is_label(number: Number, noun: Noun, before: str, cues: Cues) -> bool:
    """Whether "case 3" numbers a case; "destroyed the den 3", with its verb, counts dens."""
    if number.value >= _LEAST_COUNT or number.qualifier != EXACT:
        return False
    if not number.value.is_integer():
        return noun.measure != "items"
    if noun.measure in ("cases", "groups"):
        return True
    near = before[-30:]
    counting = (cues.counting_any, cues.arrest, cues.parts, _LISTED)
    return not any(pattern.search(near) for pattern in counting)


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
    if example := _EXAMPLES.match(folded, match.end()):
        announced = folded[max(0, number.span.start - _ANNOUNCED_REACH) : number.span.start]
        if counter.measure in (None, "cases") and _ANNOUNCED.search(announced):
            return Counted("cases", "cases", Span(number.span.start, example.end()))
    right = _find_han_right(folded, match.end(), cues, counter.only | {NONE})
    if right and _has_own_noun(folded, number, match.end(), counter, cues):
        right = None
    if right and right[0].measure == NONE:
        return None
    span = Span(number.span.start, match.end())
    if right:
        noun, end = right
        return Counted(noun.measure, noun.detail, Span(number.span.start, end))
    left = _find_han_left(folded, number.span.start, cues)
    if left and left[0].measure in counter.only:
        noun, start = left
        return Counted(noun.measure, noun.detail, Span(start, match.end()), left=True)
    if counter.measure:
        return Counted(counter.measure, counter.detail or "", span, unit=counter.unit)
    before = folded[max(0, number.span.start - _HAN_REACH) : number.span.start]
    before = _HAN_END.split(before)[-1]
    for noun, verb in cues.verbs:
        if verb.search(before):
            return Counted(noun.measure, noun.detail, span)
    return None


def _has_own_noun(folded: str, number: Number, end: int, counter: Counter, cues: Cues) -> bool:
    """Whether the noun stands right before the number, and none right behind its counter:
    "账号760余个批量散布谣言"."""
    left = _match_han_left(folded, number.span.start, cues)
    if left is None or cues.han_noun.match(folded, end):
        return False
    return cues.han_nouns[left.quote(folded)].measure in counter.only


def _count_bare(folded: str, number: Number, cues: Cues) -> Counted | None:
    """A number without a counter: "关停300余网站", "9省区", and before it "抓获嫌疑人4207"."""
    if match := cues.han_noun.match(folded, number.span.end):
        noun = cues.han_nouns[match.group()]
        verb = cues.counting.search(folded[max(0, number.span.start - 8) : number.span.start])
        if noun.detail == PLACES or (noun.measure != NONE and (verb or number.qualifier != EXACT)):
            return Counted(noun.measure, noun.detail, Span(number.span.start, match.end()))
    following = folded[number.span.end : number.span.end + 1]
    vague = number.form != "digits" and not number.scaled
    if vague or following.strip(",;。、；.!?)\n"):
        return None
    if left := _find_han_left(folded, number.span.start, cues):
        noun, start = left
        return Counted(noun.measure, noun.detail, Span(start, number.span.end), left=True)
    return None


def _find_han_right(
    folded: str, at: int, cues: Cues, only: frozenset[str]
) -> tuple[Noun, int] | None:
    window = folded[at : at + _HAN_REACH]
    if stop := _HAN_END.search(window):
        window = window[: stop.start()]
    for pattern in (cues.han_verb, _HAN_PREDICATE):
        if end := pattern.search(window):
            window = window[: end.start()]
    if _HAN_CHUNK.match(window):
        return None
    start = 0
    for chunk in _HAN_CHUNK.split(window):
        if found := _find_han_head(chunk, cues, only):
            return found[0], at + start + found[1]
        start += len(chunk) + 1
    return None


def _find_han_head(phrase: str, cues: Cues, only: frozenset[str]) -> tuple[Noun, int] | None:
    """The head noun of a phrase: the first, or what directly follows it or follows the 的."""
    found: tuple[Noun, int] | None = None
    relative = phrase.rfind("的")
    for match in cues.han_noun.finditer(phrase):
        noun = cues.han_nouns[match.group()]
        if noun.measure not in only:
            continue
        if found is None or found[1] <= relative or _is_compound(phrase, found[1], match.start()):
            found = noun, match.end()
    return found


def _is_compound(phrase: str, end: int, start: int) -> bool:
    """Whether what lies between two nouns lets the second be the head: "视频[传播]网站"."""
    return start - end <= 2 and _HAN_FUNCTION.search(phrase[end:start]) is None


def _find_han_left(folded: str, at: int, cues: Cues) -> tuple[Noun, int] | None:
    """The noun that ends before the number; the first of a list of nouns: "网站、栏目1900余个"."""
    found: tuple[Noun, int] | None = None
    while start := _match_han_left(folded, _skip_links(folded, at, cues), cues):
        found = cues.han_nouns[folded[start.start : start.end]], start.start
        if _HAN_CHUNK.match(folded[start.start - 1 : start.start]) is None:
            break
        at = start.start - 1
    return found


def _match_han_left(folded: str, end: int, cues: Cues) -> Span | None:
    for length in cues.han_left_lengths.get(folded[end - 1 : end], ()):
        if length <= end and folded[end - length : end] in cues.han_left:
            return Span(end - length, end)
    return None


def _skip_links(folded: str, at: int, cues: Cues) -> int:
    """Where the words end that `at` follows through links: "网站(APP)共计[1692]"."""
    least = max(0, at - _HAN_REACH)
    while at > least:
        links = cues.han_links.get(folded[at - 1], ())
        link = next((w for w in links if folded.endswith(w, least, at)), "")
        if link:
            at -= len(link)
        elif folded[at - 1] == " ":
            at -= 1
        elif folded[at - 1] == ")" and (opened := folded.rfind("(", max(least, at - 10), at)) > 0:
            at = opened
        else:
            break
    return at


def read_clause(folded: str, span: Span, reach: int = 60) -> str:
    """The clause around a span, from punctuation to punctuation, at most `reach` either side."""
    return find_clause(folded, span, reach).quote(folded)


def find_clause(folded: str, span: Span, reach: int = 60) -> Span:
    """Where the clause around a span stands."""
    start, end = max(0, span.start - reach), min(len(folded), span.end + reach)
    for stop in _CLAUSE_END.finditer(folded, start, span.start):
        start = stop.end()
    last = _CLAUSE_END.search(folded, span.end, end)
    return Span(start, last.start() if last else end)
