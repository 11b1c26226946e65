"""Numbers in running text: where they stand, their value, and whether they are bounds.

Digits with separators, Han numerals, mixtures ("2600余万"), English words and magnitudes; what
is only vague ("数十", "hundreds of", "several hundred") has no value and is not returned. What a
number counts is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from archive.text.numerals import (
    HAN_DIGITS,
    HAN_MYRIADS,
    HAN_TENS,
    MAGNITUDES,
    WORD_DIGITS,
    WORD_MAGNITUDES,
    WORD_TENS,
    read_digits,
    read_han,
    read_words,
)
from archive.text.qualifiers import (
    EXACT,
    MORE_THAN,
    read_qualifier_after,
    read_qualifier_before,
)
from archive.text.spans import Span


class Number(NamedTuple):
    """A number as it stands. `core` holds its numerals and magnitude alone, `span` also the
    qualifying words beside it; `high` is a range's upper bound (`value` the lower);
    `form` is digits, han or words; `scaled` tells whether a magnitude word stands with it."""

    span: Span
    core: Span
    value: float
    qualifier: str
    form: str
    scaled: bool = False
    high: float | None = None


_HAN = "".join((*HAN_DIGITS, *HAN_TENS, *HAN_MYRIADS, "廿"))
_HAN_SCALE = (
    "(?:百(?!度|科|家号|家號|姓|货|貨|分)|千(?!瓦|米)|[万萬亿億])(?:[余餘多]?[百千万萬亿億])*"
)
_HAN_MORE = "[余餘多几幾]"
# Numbers end with their line, so that no white space but blanks stands in one.
_BLANKS = r"[\u0020\u00a0]?"
_MAGNITUDE = "(?:" + "|".join(("ten", *WORD_MAGNITUDES)) + r")\b"
_DECIMAL = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
_DIGITS = re.compile(
    rf"""
    [0-9０-９](?:(?<=[0-9])[0-9]{{0,2}}(?:
           (?:[.][0-9]{{3}}){{2,}}(?![0-9])
          |(?:,[0-9]{{3}})+(?![0-9])(?:[.][0-9]+)?
          |(?:[\u0020\u00a0\u2009\u202f][0-9]{{3}})+(?![0-9]|[,.][0-9])
        )
        |[０-９]{{0,2}}(?:，[０-９]{{3}})+(?![０-９])
        |[0-9０-９]*(?:[.．][0-9０-９]+)?
    )
    (?:(?P<han_scale>{_BLANKS}{_HAN_MORE}?{_BLANKS}{_HAN_SCALE}(?:{_DECIMAL}{_HAN_MORE}?{_HAN_SCALE})*
          (?:(?<=[万萬])[0-9](?:[0-9]{{3}}|,[0-9]{{3}})(?![0-9,.]))?)
      |(?P<scale>(?:[\u0020\u00a0-]{_MAGNITUDE})+(?:[\u0020\u00a0][0-9]{{1,3}}(?:[\u0020\u00a0]{_MAGNITUDE})+)*)
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HAN_RUN = re.compile(rf"[{_HAN}](?:[{_HAN}]|(?<=[十百千]){_HAN_MORE}(?=[万萬亿億]))*")
_NUMBER_WORDS = frozenset((*WORD_DIGITS, *WORD_TENS, *WORD_MAGNITUDES))
_LATIN = re.compile("[a-z]+")
_WORDS = re.compile(
    r"({words})\b(?:(?:[ \u00a0-]|(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion)) and )"
    r"(?:{words})\b)*".format(words="|".join(_NUMBER_WORDS)),
    re.IGNORECASE,
)
_VAGUE_BEFORE = (
    *"数數几幾第成",
    *("several", "few", "many", "hundreds of", "thousands of", "tens of", "dozens of"),
    *("quarter of", "third of", "half of"),
)
_VAGUE_LAST = frozenset("数數几幾第成")
_ARTICLES = ("half a ", "half an ", "a ", "an ")
_HAN_PART = re.compile(rf"({_DECIMAL})[余餘多几幾]?({_HAN_SCALE})")
# What follows the ten thousands in figures: 2萬3,000.
_HAN_REST = re.compile(r"[万萬](\d{4})$")
_SCALE_PART = re.compile(rf"([\d.,．]+)((?:[\s\u00a0-]{_MAGNITUDE})+)", re.IGNORECASE)
_FILLER = re.compile(r"[\s,]")
_RANGE = re.compile(
    "(?:[余餘]?(?:元|港元|美元)| (?:yuan|euros|dollars))? ?(?:-|–|—|~|～|至|到|to) ?", re.IGNORECASE
)
_LONGEST_GAP = 12
_MORE_INSIDE = re.compile(_HAN_MORE)
_MAGNITUDES_ALONE = frozenset("百千万萬亿億")
# A longer row of digits or numerals states no quantity: a key, a pattern, an attack.
_MOST_LENGTH = 40


@lru_cache(maxsize=1)
def find_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text from left to right, none overlapping; a range is one number.

    The last text's numbers are kept: sanctions and figures ask for the same ones in turn.
    """
    return tuple(_join_ranges(text, _find_single(text)))


def _find_single(text: str) -> Iterator[Number]:
    found = [*_find_digits(text), *_find_han(text), *_find_words(text)]
    found.sort(key=lambda number: number.core.start)
    end = 0
    for number in found:
        if number.core.start >= end:
            end = number.core.end
            yield number


def _find_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        core = Span(*match.span())
        if len(core) > _MOST_LENGTH:
            continue
        if (kind := match.lastgroup) is None:
            yield from _qualify(text, core, read_digits(match.group()), "digits")
            continue
        more = kind == "han_scale" and _MORE_INSIDE.search(match[kind]) is not None
        value = (
            _read_han_scale(match.group()) if kind == "han_scale" else _read_scale(match.group())
        )
        yield from _qualify(text, core, value, "digits", scaled=True, more=more)


def _find_han(text: str) -> Iterator[Number]:
    for match in _HAN_RUN.finditer(text):
        if match.end() - match.start() > _MOST_LENGTH:
            continue
        span = Span(*match.span())
        if match.group() in _MAGNITUDES_ALONE and text.startswith("元", span.end):
            continue  # 日入千元: what is vague
        more = _MORE_INSIDE.search(match.group()) is not None
        yield from _qualify(text, span, read_han(match.group()), "han", len(span) > 1, more)


def _find_words(text: str) -> Iterator[Number]:
    end = 0
    for start in _find_word_starts(text):
        if start < end or (match := _WORDS.match(text, start)) is None:
            continue
        end = match.end()
        if end - start > 2 * _MOST_LENGTH:
            continue
        if match[1].lower() in WORD_MAGNITUDES:
            before = text[max(0, start - 8) : start].lower()
            start -= len(next((a for a in _ARTICLES if before.endswith(a)), ""))
        core = Span(start, end)
        yield from _qualify(text, core, read_words(core.quote(text)), "words")


def _find_word_starts(text: str) -> list[int]:
    """Where number words begin. Few kinds stand in one text, so each is looked for alone."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = _NUMBER_WORDS.intersection(_LATIN.findall(lowered))
    starts = (m.start() for word in found for m in re.finditer(word, lowered))
    return sorted(at for at in starts if at == 0 or not lowered[at - 1].isalpha())


def _qualify(
    text: str,
    core: Span,
    value: Decimal | None,
    form: str,
    scaled: bool = False,
    more: bool = False,
) -> Iterator[Number]:
    if value is None or _is_vague(text, core.start):
        return
    before = read_qualifier_before(text, core.start)
    after = read_qualifier_after(text, core.end)
    span = Span(before[0] if before else core.start, after[0] if after else core.end)
    default = MORE_THAN if more else EXACT
    qualifier = before[1] if before else after[1] if after else default
    yield Number(span, core, float(value), qualifier, form, scaled)


def _is_vague(text: str, at: int) -> bool:
    """Whether the word before makes no number of it: "several hundred", 数十, and 第三."""
    if at == 0 or (text[at - 1] not in _VAGUE_LAST and text[at - 1] not in " \u00a0\t"):
        return False
    if text[at - 1] == "成" and text[at] not in _HAN:  # 成百上千, but 造成50人
        return False
    return text[max(0, at - 14) : at].rstrip(" \u00a0\t").lower().endswith(_VAGUE_BEFORE)


def _read_han_scale(text: str) -> Decimal:
    bare = _FILLER.sub("", text)
    parts = _HAN_PART.findall(bare)
    scaled = (_scale(digits, [c for c in s if c in MAGNITUDES]) for digits, s in parts)
    rest = _HAN_REST.search(bare)
    return sum(scaled, Decimal(rest[1]) if rest else Decimal(0))


def _read_scale(text: str) -> Decimal:
    parts = _SCALE_PART.findall(text)
    scaled = (_scale(digits, re.split(r"[\s-]+", s.strip(" -"))) for digits, s in parts)
    return sum(scaled, Decimal(0))


def _scale(digits: str, magnitudes: list[str]) -> Decimal:
    value = read_digits(digits) or Decimal(0)
    for magnitude in magnitudes:
        value *= MAGNITUDES[magnitude.lower()]
    return value


def _join_ranges(text: str, numbers: Iterator[Number]) -> Iterator[Number]:
    last: Number | None = None
    for number in numbers:
        if last is not None and (joined := _join(text, last, number)):
            last = joined
            continue
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


def _join(text: str, low: Number, high: Number) -> Number | None:
    """The two as one range, its value the lower bound; None where they are no range.

    A magnitude that only the second has counts for both: "3至5万".
    """
    gap = text[low.core.end : high.core.start]
    if low.high is not None or len(gap) > _LONGEST_GAP or not _is_range_gap(text, low, gap):
        return None
    value = low.value
    if high.scaled and not low.scaled:
        digits = read_digits(re.split(r"[^\d.,]", text[high.core.start : high.core.end])[0] or "0")
        if digits and value < float(digits):
            value *= high.value / float(digits)
    if value >= high.value:
        return None
    return low._replace(
        span=Span(low.span.start, high.span.end),
        core=Span(low.core.start, high.core.end),
        value=value,
        high=high.value,
        qualifier=MORE_THAN,
        scaled=high.scaled,
    )


def _is_range_gap(text: str, low: Number, gap: str) -> bool:
    if gap == " and ":
        return text[max(0, low.core.start - 8) : low.core.start].lower() == "between "
    return _RANGE.fullmatch(gap) is not None
