"""Whether persons of no stated role are suspects: by what is done to them, and by the figures
before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.ingest.extract.figures.counting import Counted, read_clause
from archive.ingest.extract.figures.cues import Cues
from archive.ingest.types import FigureMention
from archive.text.numbers import Number

# How far behind the suspects a part of them may be counted, or they themselves again.
_PART_REACH = 40
_AGAIN_REACH = 300
_AGAIN_FIGURES = 20
_LIST_LINK = re.compile(
    r"\s*(?:[,、]|,? ?(?:and|as well as)|[及和与])\s*(?:(?![a-z]+(?:ed|ing) )[a-z-]+ ){0,2}"
)
_ASIDE = re.compile(
    r", (?:including|among them) [^.;]{3,90}?, (?:have been|has been|had been|were|was|are) "
)
_HELD = re.compile(r"(?:held|holding|rounded up|picked up)\s*$")
_SUMMED_UP = re.compile(
    r", [a-z' ]{0,40}\b(?:and|as well as|and other|,) (?:a total of |other |others )?$"
)
_LIST_REACH = 120
_BARE = frozenset("人名位")


def decide_people(
    folded: str, number: Number, counted: Counted, cues: Cues, told: Sequence[FigureMention]
) -> Counted:
    """People of no stated role as suspects or as others; all else as it is.

    Suspects are those whose clause arrests or punishes them, a part of the suspects just
    counted, the next of a list of suspects ("anchors 6, agents 17"), and a number that
    counted suspects before ("3人" after "嫌疑人3名"); never those who were cheated.
    """
    if counted.measure != "people":
        return counted
    suspected = not _is_harmed(folded, counted, cues) and (
        cues.arrest.search(read_clause(folded, counted.span)) is not None
        or _HELD.search(folded[max(0, number.span.start - 12) : number.span.start]) is not None
        or _is_held_below(folded, counted, cues)
        or _ends_list(folded, counted, cues)
        or _goes_on(folded, counted, cues, told)
        or _counts_again(folded, number, counted, told)
    )
    return counted._replace(measure="suspects" if suspected else "other")


def _is_harmed(folded: str, counted: Counted, cues: Cues) -> bool:
    return cues.harmed.match(folded, counted.span.end) is not None


def _is_held_below(folded: str, counted: Counted, cues: Cues) -> bool:
    """Whether an aside stands between the people and what was done to them: "30 people,
    including its founder, were detained"."""
    aside = _ASIDE.match(folded, counted.span.end)
    return aside is not None and cues.arrest.match(folded, aside.end()) is not None


def _ends_list(folded: str, counted: Counted, cues: Cues) -> bool:
    """Whether the people sum up a list of those whom the words before arrest: "arrested the
    owner, moderators and a total of 9 people"."""
    start = max(0, counted.span.start - _LIST_REACH)
    before = folded[start : counted.span.start]
    if _SUMMED_UP.search(before) is None:
        return False
    sentence = max(before.rfind(mark) for mark in (". ", ";", "\n"))
    return cues.arrest.search(before, sentence + 1) is not None


def _goes_on(folded: str, counted: Counted, cues: Cues, told: Sequence[FigureMention]) -> bool:
    """Whether the persons are listed after suspects, are a part of them, or those of the cases
    counted just before."""
    last = told[-1] if told else None
    if last is not None and last.measure == "cases" and last.span.end == counted.span.start:
        return True  # 审结案件1126件1843人
    if last is None or last.measure != "suspects":
        return False
    if _LIST_LINK.fullmatch(folded, last.span.end, max(last.span.end, counted.span.start)):
        return True
    near = counted.span.start - last.span.end < _PART_REACH
    return near and cues.parts.search(read_clause(folded, counted.span)) is not None


def _counts_again(
    folded: str, number: Number, counted: Counted, told: Sequence[FigureMention]
) -> bool:
    bare = counted.span.start == number.span.start and folded[counted.span.end - 1] in _BARE
    return bare and any(
        figure.measure == "suspects"
        and figure.value == number.value
        and counted.span.start - figure.span.end < _AGAIN_REACH
        for figure in told[-_AGAIN_FIGURES:]
    )
