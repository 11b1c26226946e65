"""Issues that a record shows by itself: counts that differ, impossible totals, odd dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, FigureFact, Record, TextBlock, Warning
from archive.text.edtf import InvalidDateError, parse
from archive.text.matching import fold
from archive.text.phrases import Phrases
from archive.text.script import HAN_RUN
from archive.text.spans import Span, sentence_around

# Code of an issue, and what is said of it. The names in braces are filled in.
MESSAGES = {
    "announced-cases-missing": "{announced} cases announced, {found} in the text",
    "part-exceeds-total": "“{part}” is more than its total, “{total}”",
    "date-after-today": "the date of publication, {date}, is after today",
    "magnitude-lost": "“{quote}” has probably lost a magnitude in translation",
    "magnitude-lost-value": (
        "“{quote}” has probably lost a magnitude in translation: {value} may be {intended}"
    ),
    "fractional-count": "“{quote}” counts {value} of what comes in whole numbers",
    "text-cut-off": "the text ends in the middle of a sentence",
    "mixed-languages": "a part of the text is in another language",
    "name-ambiguous": "“{quote}” can be several: {candidates}",
    "name-unknown": "“{quote}” is no known {kind}",
}

WHOLE = frozenset({"cases", "suspects", "websites", "accounts", "items", "apps", "groups"})
TOTALLED = frozenset({"cases", "suspects", "websites", "accounts", "groups", "apps"})
MOST_TOLD = 30
"""More cases than this are counted in an announcement, not told."""
LOOSE = 1.5
"""A total that is a lower bound contradicts only a part so many times as large."""
LONG_BLOCK = {True: 30, False: 60}
"""A shorter last block (Chinese or not) is a signature, not a sentence."""
PART_REACH = 40
"""How far behind its total a part is looked for."""
FOREIGN_RUN = {True: 200, False: 40}
"""So many letters of another script in a row of text make a passage, not a name."""
_ENDED = re.compile(r"[.!?。！？…;；:：)）\]】”\"'’」』》*]\s*$")
_STOP = re.compile(r"[。.;；\n]")
_LATIN = re.compile(r"[A-Za-z]+")


def check(record: Record, lexicon: Lexicon, today: datetime.date | None = None) -> Record:
    """The record with its warnings, those of its head first; `today` is the day to compare
    with, by default the day of the call."""
    warnings: tuple[Warning, ...] = (
        *record.head.warnings,
        *_check_case_count(record, lexicon),
        *_check_case_parts(record),
        *_check_sentence_parts(record, lexicon),
        *_check_date(record, today or datetime.datetime.now(datetime.UTC).date()),
        *_check_figures(record),
        *_check_text(record.document),
        *_check_names(record),
    )
    return replace(record, warnings=tuple(dict.fromkeys(warnings)))


def _warn(code: str, span: Span | None, message: str | None = None, **values: object) -> Warning:
    return Warning(code, MESSAGES[message or code].format(**values), span)


@lru_cache(maxsize=4)
def _compile(lexicon: Lexicon) -> dict[str, Phrases]:
    table = lexicon.cues.get("issues") or {}
    return {name: Phrases(table.get(name) or ()) for name in ("announced", "told", "part")}


def _check_case_count(record: Record, lexicon: Lexicon) -> Iterator[Warning]:
    """A number of cases that are announced one by one against the cases found."""
    cues, found = _compile(lexicon), len(record.cases)
    announced = [
        figure
        for figure in record.figures
        if figure.measure == "cases" and figure.subject == "campaign"
        and figure.qualifier == "exact" and found < figure.value <= MOST_TOLD
    ]  # fmt: skip
    for figure in announced:
        sentence = fold(_sentence(record.document, figure.span))
        told = found or cues["told"].stand_in(sentence)
        if told and cues["announced"].stand_in(sentence):
            yield _warn(
                "announced-cases-missing",
                figure.span,
                announced=_say(figure.value),
                found=found or "none",
            )
            return


def _sentence(document: Document, span: Span) -> str:
    return sentence_around(document.text, span).quote(document.text)


def _check_case_parts(record: Record) -> Iterator[Warning]:
    """A case's figure against the announcement's total of the same kind."""
    totals: dict[tuple[str, str | None, str | None], FigureFact] = {}
    for figure in record.figures:
        if figure.subject == "campaign" and figure.measure in TOTALLED:
            key = (figure.measure, figure.unit, figure.detail)
            totals[key] = max(totals.get(key, figure), figure, key=lambda f: f.value)
    for figure in record.figures:
        total = totals.get((figure.measure, figure.unit, figure.detail))
        if total and figure.subject.startswith("case:") and _exceeds(figure, total):
            yield _warn("part-exceeds-total", figure.span, part=figure.quote, total=total.quote)


def _check_sentence_parts(record: Record, lexicon: Lexicon) -> Iterator[Warning]:
    """A figure after "of which" against the one just before, of the same measure."""
    part = _compile(lexicon)["part"]
    for total, figure in pairwise(record.figures):
        same = (total.measure, total.unit) == (figure.measure, figure.unit)
        if not same or not _exceeds(figure, total):
            continue
        between = record.document.text[total.span.end : figure.span.start]
        near = len(between) <= PART_REACH and not _STOP.search(between)
        if near and part.stand_in(fold(between)):
            yield _warn("part-exceeds-total", figure.span, part=figure.quote, total=total.quote)


def _exceeds(part: FigureFact, total: FigureFact) -> bool:
    slack = LOOSE if total.qualifier in ("more_than", "about") else 1.0
    return not (part.flags or total.flags) and part.value > total.value * slack


def _check_date(record: Record, today: datetime.date) -> Iterator[Warning]:
    published = record.head.published
    if published is None:
        return
    try:
        earliest = parse(published.edtf).earliest
    except InvalidDateError:
        return
    if earliest is not None and earliest > today:
        yield _warn("date-after-today", published.span, date=published.edtf)


def _check_figures(record: Record) -> Iterator[Warning]:
    for figure in record.figures:
        if "magnitude_lost" in figure.flags:
            known = figure.value_intended is not None
            yield _warn(
                "magnitude-lost",
                figure.span,
                "magnitude-lost-value" if known else None,
                quote=figure.quote,
                value=_say(figure.value),
                intended=_say(figure.value_intended or 0),
            )
        elif figure.measure in WHOLE and figure.unit is None and figure.value % 1:
            yield _warn(
                "fractional-count", figure.span, quote=figure.quote, value=_say(figure.value)
            )


def _check_text(document: Document) -> Iterator[Warning]:
    """A last sentence without its end; passages in another script."""
    paragraphs = [b for b in document.blocks if b.kind == "paragraph"]
    if paragraphs and paragraphs[-1] == document.blocks[-1]:
        last = paragraphs[-1].span
        long = len(last) >= LONG_BLOCK[document.is_chinese]
        if long and not _ENDED.search(document.text[max(last.start, last.end - 3) : last.end]):
            yield _warn("text-cut-off", Span(max(last.start, last.end - 30), last.end))
    for block in document.blocks:
        if _is_foreign(document, block):
            yield _warn("mixed-languages", block.span)
            return


def _is_foreign(document: Document, block: TextBlock) -> bool:
    """Whether a block of a Chinese text is Latin, or a block of another text is Han."""
    words = block.span.quote(document.text)
    if len(words) <= FOREIGN_RUN[document.is_chinese] or (
        words.isascii() and not document.is_chinese
    ):
        return False
    han = sum(map(len, HAN_RUN.findall(words)))
    latin = sum(map(len, _LATIN.findall(words)))
    foreign, own = (latin, han) if document.is_chinese else (han, latin)
    return foreign > FOREIGN_RUN[document.is_chinese] and foreign > 4 * own


def _check_names(record: Record) -> Iterator[Warning]:
    for name in record.unresolved:
        if name.reason == "ambiguous":
            candidates = ", ".join(name.candidates)
            yield _warn("name-ambiguous", name.span, quote=name.quote, candidates=candidates)
        else:
            yield _warn("name-unknown", name.span, quote=name.quote, kind=name.kind)


def _say(value: float) -> str:
    """A number as a reader writes it: 122,000 or 12.2."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
