"""Sums of money, storage and weights: a number and the unit beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from archive.ingest.extract.figures.counting import Counted, find_clause
from archive.ingest.extract.figures.cues import Cues
from archive.ingest.types import FigureMention
from archive.text.matching import fold
from archive.text.numbers import Number
from archive.text.phrases import FoundPhrases
from archive.text.qualifiers import read_qualifier_after, read_qualifier_before
from archive.text.spans import Span

SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_SHORT_SCALE = re.compile(r"\s?(k|mn|m|bn|b|tn)\b")
_BARE_DOLLAR = re.compile(r"(?<![a-z])(?<!us )(?<!u\.s\. )(?<!usd )\$")
# The part of a text that tells whose dollars it counts in.
_DOLLARS_REACH = 600
# Below this a bare "won" is the verb and not the Korean currency.
_LEAST_WON = 1000
# A single letter up to here is a generation of networks, 4G, 5G, unless something stored
# stands before it.
_MOST_GENERATION = 6
_STORED = re.compile(
    r"(?:storage|capacity|videos?|data|files?|容量|视频|數據|数据|文件)[^,.;，。；\n]{0,12}$"
)
_STORED_REACH = 24
# What came to a sum is no limit: "the amount involved was up to 12 million yuan".
_REACHED = re.compile(
    r"\b(?:amount|amounts|sum|turnover|flow|profits?|income|loss|losses|funds|value|worth)"
    r"(?: [a-z]+){0,3} up to $"
)
_LIMIT_REACH = 60


def read_money(folded: str, number: Number, cues: Cues) -> tuple[Number, Counted] | None:
    """The number as a sum with its currency, or None; a short scale ("€50m") is applied.

    A price of one piece and a limit that a law sets are no sums: None.
    """
    prefix = _read_prefix(folded, number.core.start, cues)
    if prefix:
        number = _apply_prefix(folded, number, prefix[0])
    match = cues.currency.match(folded, number.span.end)
    code = prefix[1] if prefix else None
    end = number.span.end
    if match and _is_currency(folded, match, number):
        code = code or cues.currency_after[match[1]]
        end = match.end()
    if code is None or _is_price(folded, number.span.start, end, cues):
        return None
    span = Span(number.span.start, end)
    return number, Counted("money", _name_sum(folded, span, cues), span, unit=code)


def has_currency(folded: str, number: Number, cues: Cues) -> bool:
    """Whether a currency follows the number, so that it counts nothing else: a price."""
    match = cues.currency.match(folded, number.span.end)
    return match is not None and _is_currency(folded, match, number)


def read_size(text: str, number: Number, cues: Cues) -> Counted | None:
    """The number as an amount of storage or a weight, or None."""
    match = cues.unit.match(text, number.span.end)
    if match is None:
        return None
    if match[1] in ("T", "G") and number.value <= _MOST_GENERATION:
        before = text[max(0, number.span.start - _STORED_REACH) : number.span.start]
        if _STORED.search(before) is None:
            return None
    unit, detail = cues.units[match[1]]
    return Counted("other", detail, Span(number.span.start, match.end()), unit=unit)


def drop_converted(folded: str, figures: list[FigureMention], cues: Cues) -> list[FigureMention]:
    """The figures without sums that only repeat the one before in another currency."""
    kept: list[FigureMention] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if not (last and _is_conversion(folded, last, figure, cues)):
            kept.append(figure)
    return kept


def localise_dollars(
    folded: str, figures: Sequence[FigureMention], cues: Cues
) -> Iterator[FigureMention]:
    """The figures, their bare dollars those of the country that the lead names."""
    match = cues.dollars.search(folded, 0, _DOLLARS_REACH)
    for figure in figures:
        bare = figure.unit == "USD" and _BARE_DOLLAR.search(folded, *figure.span)
        yield replace(figure, unit=match.lastgroup) if match and bare else figure


def localise_yuan(
    folded: str, figures: Sequence[FigureMention], cues: Cues
) -> Iterator[FigureMention]:
    """The figures, their bare 元 those of the one other currency that the text names beside
    none of the mainland's: 1.9億港元 … 2,180萬元."""
    named = {match.lastgroup for match in cues.yuan.finditer(folded)}
    unit = named.pop() if len(named) == 1 else None
    for figure in figures:
        bare = unit and figure.unit == "CNY" and figure.quote.endswith(("元", "圓", "圆"))
        yield replace(figure, unit=unit) if bare else figure


def _is_conversion(folded: str, last: FigureMention, figure: FigureMention, cues: Cues) -> bool:
    if last.measure != "money" or figure.measure != "money" or last.unit == figure.unit:
        return False
    gap = folded[last.span.end : figure.span.start]
    if not gap or len(gap) > 30 or ")" in gap:
        return False
    return "(" in gap or cues.converted.match(gap) is not None


def _read_prefix(folded: str, at: int, cues: Cues) -> tuple[int, str] | None:
    window = folded[max(0, at - 6) : at].rstrip()
    if window[-1:] not in cues.currency_before_last:
        return None
    for length in range(min(6, len(window)), 0, -1):
        word = window[-length:]
        if (code := cues.currency_before.get(word)) is None:
            continue
        rest = window[:-length]
        if word[0].isalpha() and rest[-1:].isascii() and rest[-1:].isalpha():
            continue
        return at - len(folded[max(0, at - 6) : at]) + len(rest), code
    return None


def _apply_prefix(folded: str, number: Number, start: int) -> Number:
    """The number with its currency sign, the qualifier before that sign, and a short scale."""
    end, value = number.span.end, number.value
    if not number.scaled and (match := _SHORT_SCALE.match(folded, number.core.end)):
        value *= SHORT_SCALES[match[1]]
        end = match.end()
    before = read_qualifier_before(folded, start)
    after = read_qualifier_after(folded, end)
    return number._replace(
        span=Span(before[0] if before else start, end),
        value=value,
        qualifier=before[1] if before else after[1] if after else number.qualifier,
    )


def _is_currency(folded: str, match: re.Match[str], number: Number) -> bool:
    if match[1] == "won":
        return number.scaled or number.value >= _LEAST_WON
    return not (match[1] == "pounds" and folded.startswith(" of", match.end()))


def _is_price(folded: str, start: int, end: int, cues: Cues) -> bool:
    if cues.price_after.match(folded, end) is not None:
        return True
    before = folded[max(0, start - _LIMIT_REACH) : start]
    return cues.price_before.search(before[-16:]) is not None and not _REACHED.search(before)


def _name_sum(folded: str, span: Span, cues: Cues) -> str:
    """What the sum was: of all the words in its clause, the first kind of the table."""
    words, clause = _read_words(folded, cues), find_clause(folded, span)
    return next((name for name in cues.money_details if words.stand_in(name, clause)), "money")


@lru_cache(maxsize=1)
def _read_words(folded: str, cues: Cues) -> FoundPhrases:
    return cues.money.read(fold(folded))
