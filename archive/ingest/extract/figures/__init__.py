"""Stated quantities with qualifier, measure and unit.

A number that states a quantity has its unit beside it (money, storage) or counts a noun of
cues/measures.yaml; a number that does neither is not guessed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.ingest.extract.figures.counting import (
    OF_THEM,
    Counted,
    count_chinese,
    count_english,
    read_clause,
)
from archive.ingest.extract.figures.cues import NONE, Cues, compile_cues, fold_lines
from archive.ingest.extract.figures.magnitudes import flag_lost
from archive.ingest.extract.figures.masks import is_bare_year, is_no_figure, mark
from archive.ingest.extract.figures.money import (
    drop_converted,
    has_currency,
    localise_dollars,
    localise_yuan,
    read_money,
    read_size,
)
from archive.ingest.extract.figures.people import decide_people
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import DateMention, Document, FigureMention, SanctionMention
from archive.text.matching import fold
from archive.text.numbers import Number, find_numbers
from archive.text.qualifiers import EXACT, read_qualifier_after
from archive.text.script import has_han
from archive.text.spans import Span, trim

_SENTENCE_END = re.compile(r"[。\n！？]|\. ")
# Sanctions whose amounts are money figures as well; the numbers of the others are terms.
_SUMS = frozenset({"fine", "confiscation"})
# A spelled-out number up to here beside a thing of no measure is prose: "two companies".
_SMALL_WORD = 10
DENS = "dens"  # unless they were raided: "seized nine dens"
# How far a counter alone may stand behind the noun that it counts.
_INHERIT_REACH = 40
# How far "of them" may look back.
_SHARE_REACH = 80
# Digits alone are a name before one of these: 115网盘, "1688 platform"; "115 suspects" counts.
_NAME_AFTER = re.compile(
    r"[\"'」』]|网|云盘|平台|游戏|批发|论坛|客服|热线|购票"
    r"| ?(?:net|network|cloud|disk|app|game|games|platform|website|site|hotline)\b|\.com"
)
_PART_BEFORE = re.compile(r"^[^.;\n]*\b(?:of|among) (?:whom|them|which) $|^[^.;\n]*\bincluding $")
_PART_AFTER = re.compile(" (?:who|are|is|were|was|have|had)(?![a-z])")
# A few of these are told of ("“甲”“乙”两个网站") unless something was done to them.
_NAMED_BY_COUNT = frozenset({"websites", "apps"})
# A small number of people behind one of these is a pronoun: "在二人住处".
_PRONOUN_AFTER = frozenset("在向为与将给")


def find_figures(
    document: Document,
    dates: tuple[DateMention, ...],
    sanctions: tuple[SanctionMention, ...],
    lexicon: Lexicon,
) -> tuple[FigureMention, ...]:
    """Figures, in text order; numbers inside dates and sanctions are none."""
    cues = compile_cues(lexicon)
    if cues is None:
        return ()
    text, folded = document.text, fold_lines(document.text)
    taken = mark(len(text), _find_taken(fold(text), dates, sanctions, cues))
    numbers = find_numbers(text)
    free = (n for n in numbers if not any(taken[n.core.start : n.core.end]))
    figures = drop_converted(folded, list(_read_all(text, folded, free, cues)), cues)
    if document.is_chinese:
        figures = list(localise_yuan(folded, figures, cues))
    else:
        figures = flag_lost(text, list(localise_dollars(folded, figures, cues)), numbers)
    return tuple(_add_periods(text, figures, dates))


def _find_taken(
    folded: str,
    dates: tuple[DateMention, ...],
    sanctions: tuple[SanctionMention, ...],
    cues: Cues,
) -> Iterator[Span]:
    yield from (date.span for date in dates)
    yield from (s.span for s in sanctions if s.value is not None and s.kind not in _SUMS)
    for match in cues.names.find(folded):
        digits = match.span.quote(folded).isdecimal()
        if not digits or _NAME_AFTER.match(folded, match.span.end):
            yield match.span


def _read_all(
    text: str, folded: str, numbers: Iterator[Number], cues: Cues
) -> Iterator[FigureMention]:
    told: list[FigureMention] = []
    for number in numbers:
        if is_no_figure(text, folded, number, cues):
            continue
        if (figure := _read(text, folded, number, cues, told)) is not None:
            told.append(figure)
            yield figure


def _read(
    text: str, folded: str, number: Number, cues: Cues, told: Sequence[FigureMention]
) -> FigureMention | None:
    last = told[-1] if told else None
    end = last.span.end if last else 0
    if money := read_money(folded, number, cues):
        return _make(text, folded, *money, end)
    if size := read_size(text, number, cues):
        return _make(text, folded, number, size, end)
    if is_bare_year(folded, number, cues) or has_currency(folded, number, cues):
        return None
    counted = _count(folded, number, cues) or _inherit(folded, number, cues, last)
    if counted is None:
        return None
    counted = decide_people(folded, number, counted, cues, told)
    if _is_prose(number, counted, folded, cues) or _is_odd_fraction(number, counted, folded):
        return None
    return _make(text, folded, number, counted, end)


def _count(folded: str, number: Number, cues: Cues) -> Counted | None:
    beside = folded[max(0, number.span.start - 1) : number.span.start].strip()
    beside += folded[number.core.end : number.core.end + 2].strip()
    if number.form == "han" or has_han(beside):
        return count_chinese(folded, number, cues)
    following = folded[number.span.end : number.span.end + 1]
    if following.isascii() and following.isalpha():
        return None
    return count_english(folded, number, cues)


def _inherit(folded: str, number: Number, cues: Cues, last: FigureMention | None) -> Counted | None:
    """What the figure before counts, where only its counter is repeated, "举报9万件。其中2万件",
    or a part of it is told: "58,000 of them"."""
    if last and (share := OF_THEM.match(folded, number.span.end)):
        near = number.span.start - last.span.end < _SHARE_REACH
        span = Span(number.span.start, share.end())
        return Counted(last.measure, last.detail or "", span, unit=last.unit) if near else None
    if last and (part := _find_part(folded, number, last)):
        return Counted(last.measure, last.detail or "", part, unit=last.unit)
    counter = cues.counter.match(folded, number.span.end)
    if last is None or counter is None or cues.counters[counter[1]].measure == NONE:
        return None
    gap = folded[last.span.end : number.span.start]
    if len(gap) > _INHERIT_REACH or "\n" in gap or not fold(last.quote).endswith(counter[1]):
        return None
    span = Span(number.span.start, counter.end())
    return Counted(last.measure, last.detail or "", span, unit=last.unit)


def _find_part(folded: str, number: Number, last: FigureMention) -> Span | None:
    """A part of what was counted just before: "..., of whom 186 are insiders", "including 41 who
    ..."."""
    gap = folded[last.span.end : number.span.start]
    after = _PART_AFTER.match(folded, number.span.end)
    if after is None or len(gap) > _SHARE_REACH or _PART_BEFORE.search(gap) is None:
        return None
    return Span(number.span.start, after.end())


def _is_prose(number: Number, counted: Counted, folded: str, cues: Cues) -> bool:
    """Whether a small number in words is a manner of speaking: "one case", "两家公司"."""
    if number.form == "digits" or number.value > _SMALL_WORD or number.qualifier != EXACT:
        return False
    if folded[number.span.start - 1 : number.span.start] in _PRONOUN_AFTER:
        return True
    if number.form == "han" and (counted.left or number.value == 1):
        return not counted.left
    if number.form == "han" and counted.measure in _NAMED_BY_COUNT:
        return cues.han_verb.search(read_clause(folded, counted.span)) is None
    if number.value == 1 and counted.measure == "suspects":
        return cues.arrest.search(read_clause(folded, counted.span)) is None
    if counted.detail == DENS and number.value > 1:
        return cues.counting_any.search(read_clause(folded, counted.span)) is None
    return number.value == 1 or counted.measure == "other"


def _is_odd_fraction(number: Number, counted: Counted, folded: str) -> bool:
    """Whether a fraction counts things in a way that no lost magnitude explains: a version
    ("2.0"), a designation ("6.04"), a Chinese count."""
    _, dot, decimals = number.core.quote(folded).partition(".")
    if not dot or number.scaled or counted.unit:
        return False
    if number.value.is_integer() or has_han(counted.span.quote(folded)):
        return True
    if number.qualifier != EXACT:
        return False
    return counted.measure == "cases" or (len(decimals) > 1 and not counted.plural)


def _make(text: str, folded: str, number: Number, counted: Counted, end: int) -> FigureMention:
    span, qualifier = counted.span, number.qualifier
    if span.start < end:
        span = trim(text, Span(min(max(end, span.start), number.core.start), span.end))
    if qualifier == EXACT and (after := read_qualifier_after(folded, span.end)):
        span, qualifier = Span(span.start, after[0]), after[1]
    return FigureMention(
        span=span,
        quote=span.quote(text),
        value=number.value,
        qualifier=qualifier,
        measure="other" if counted.measure == "persons" else counted.measure,
        detail=counted.detail or None,
        unit=counted.unit,
        flags=("range",) if number.high is not None else (),
    )


def _add_periods(
    text: str, figures: list[FigureMention], dates: tuple[DateMention, ...]
) -> Iterator[FigureMention]:
    """The figures, with the interval that their own sentence states before them."""
    intervals = [d for d in dates if "/" in d.edtf and "X" not in d.edtf and d.year_stated]
    ends = [date.span.end for date in intervals]
    for figure in figures:
        index = bisect_right(ends, figure.span.start) - 1
        if index < 0 or _ends_sentence(text, ends[index], figure.span.start):
            yield figure
        else:
            yield replace(figure, period=intervals[index].edtf)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two positions."""
    return _SENTENCE_END.search(text, start, end) is not None
