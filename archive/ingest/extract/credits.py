"""Credit lines round an announcement: datelines, labels, stamps and sign-offs.

"新华社北京6月8日电（记者史竞男）", "China News Service, Beijing, September 7 (Reporter Ying Ni)",
"BEIJING, April 16 (Xinhua) --", "发布时间：2021-05-07 来源：…", "Rome, 20 December 2024". Names of
known publishers and dates are masked first, so that the forms of a line stay short expressions
(`archive.ingest.extract.forms`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from archive.ingest.extract.forms import (
    DATE_MARK,
    PUBLISHER_MARK,
    REST_MARK,
    Forms,
    compile_forms,
)
from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.ingest.types import TextBlock
from archive.text.dates import PrintedDate
from archive.text.matching import Matcher, fold
from archive.text.near import find_near
from archive.text.script import has_han
from archive.text.spans import Span

HEAD_REACH, TAIL_REACH = 800, 300
"""Code points at either end of the text that are looked through."""

STAMP_LONGEST = 130
"""Code points of the longest line that is only a stamp: date, source, editor, font size."""

SIGN_OFF_LONGEST = 60

MOST_BESIDE, MOST_BEFORE = (12, 45), (24, 80)
"""Code points beside a date, or before one that ends the line, on a stamp without words of one:
where Han is among them, and where not."""

LABEL_REACH, DATE_REACH, NAME_REACH = 48, 64, 80
"""Code points before a colon or a date in which its label begins, and those in which a date and
a name end."""

SHORTEST_OPENING = 8
"""Code points of the shortest opening sentence that can tell a date."""

RULES = ("dateline", "label", "stamp", "markup", "sign-off", "opening")
"""How a date shows that it is the publication's, the surest first."""

_BEFORE_NAME = re.compile("[\u4e00-\u9fff]$")
_LEADS_TO_NAME = re.compile("(?:据|由|自|源|载|和|与|、)$")
_STOP = re.compile(r"[。.!！?？;；]\s*$")
_CNA_STAMP = re.compile(r"[)）]\s?(1[0-4]\d)(0[1-9]|1[0-2])([0-3]\d)\s*$")
_COLON, _BY, _DATE_ANCHOR = re.compile("[:：]"), re.compile("By "), re.compile(DATE_MARK)
_DATE_GROUPS = ("date", "day", "after")
_BRACKET = re.compile(r"[【(（\[]")
_TRAIL = re.compile(r"\s+\S{0,8}(?:报道|報道|[电電讯訊摄攝文])$")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}")
_ENDS_WITH_DATE = re.compile(
    rf"\s{DATE_MARK}{REST_MARK}+(?:\s+\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?\s*$"
)
_MARKS = re.compile(f"[{DATE_MARK}{PUBLISHER_MARK}{REST_MARK}]")
_REST = re.compile(rf"[{DATE_MARK}{PUBLISHER_MARK}{REST_MARK}\d\s:：,，.|/()（）\[\]【】-]")


class CreditDate(NamedTuple):
    """A date of publication, by which of RULES, and where its credit begins."""

    date: PrintedDate
    rule: str
    start: int


class Name(NamedTuple):
    """A name (canonical where the vocabulary knows it) and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True)
class Credits:
    """What the credit lines say. `dates` come surest first; `start` and `end` bound the dateline,
    if any; `lines` are the blocks at the top that are credit lines and nothing else."""

    dates: tuple[CreditDate, ...] = ()
    publisher: Name | None = None
    reporter: Name | None = None
    start: int | None = None
    end: int | None = None
    lines: tuple[Span, ...] = ()


@lru_cache(maxsize=8)
def find_credits(
    text: str, blocks: tuple[TextBlock, ...], dates: tuple[PrintedDate, ...], lexicon: Lexicon
) -> Credits:
    """The credits of a text. Kept for the next caller: both dates and head ask for them."""
    return _Reading(text, blocks, dates, lexicon).read()


@cache
def _matcher(lexicon: Lexicon) -> Matcher[str]:
    entries = lexicon.publishers.values()
    names = ((form.text, entry.name) for entry in entries for form in entry.all_forms)
    return Matcher(names, get_scanner(lexicon))


class _Reading:
    """One text's credits as they are found."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[TextBlock],
        dates: Sequence[PrintedDate],
        lexicon: Lexicon,
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.head_end = min(len(text), HEAD_REACH)
        self.tail_start = max(self.head_end, len(text) - TAIL_REACH)
        self.ends = (Span(0, self.head_end), Span(self.tail_start, len(text)))
        self.dates = {d.span.start: d for d in dates if _is_near(d, self)}
        self.forms: Forms = compile_forms(lexicon)
        self.names: dict[int, str] = {}
        self.masked = self._mask(lexicon)

    def _mask(self, lexicon: Lexicon) -> str:
        """The text with publishers and dates of both ends replaced by marks, lengths kept."""
        folded, masks = fold(self.text), {}
        for end in self.ends:
            for span, values in _matcher(lexicon).find(folded, end):
                before = self.text[max(0, span.start - 2) : span.start]
                if _BEFORE_NAME.search(before) and not _LEADS_TO_NAME.search(before):
                    # 广西法治日报 is not 法治日报: a name that runs on to the left is another one.
                    continue
                self.names[span.start] = values[0]
                masks[span] = PUBLISHER_MARK
        masks |= {date.span: DATE_MARK for date in self.dates.values()}
        plain, done = _MARKS.sub(" ", self.text), 0
        parts: list[str] = []
        for span, mark in sorted(masks.items()):
            if span.start >= done:
                parts += plain[done : span.start], mark, REST_MARK * (len(span) - 1)
                done = span.end
        return "".join((*parts, plain[done:]))

    def read(self) -> Credits:
        """Dateline, labels, stamps, sign-off and opening sentence."""
        dateline = self._find_dateline()
        found = [*self._find_dates(dateline)]
        found.sort(key=lambda date: (RULES.index(date.rule), date.start))
        publisher = self._find_source() or (self._read_publisher(dateline) if dateline else None)
        reporter = self._find_reporter(dateline) or self._find_writer()
        return Credits(
            dates=tuple(found),
            publisher=publisher or self._find_stamped() or self._find_signatory(),
            reporter=reporter,
            start=dateline.start() if dateline else None,
            end=dateline.end() if dateline else None,
            lines=tuple(b.span for b in self.blocks[:6] if self._is_credit_line(*b.span)),
        )

    # ---- datelines

    def _find_dateline(self) -> re.Match[str] | None:
        """The first dateline; of several forms at one place the longest."""
        found = (
            match
            for start, anchor in self._find_anchors()
            for form in self.forms.datelines[anchor]
            if (match := form.match(self.masked, start, self.head_end))
        )
        return min(found, key=lambda m: (m.start(), -len(m.group())), default=None)

    def _find_anchors(self) -> Iterator[tuple[int, str]]:
        """Places where a dateline may begin, and what with."""
        for match in self.forms.media.finditer(self.masked, 0, self.head_end):
            yield match.start(), "media"
        for match in _BRACKET.finditer(self.masked, 0, self.head_end):
            yield match.start(), "bracket"
        for start in self.dates:
            if start < self.head_end:
                yield start, "date"
        for block in self.blocks[:6]:
            yield block.span.start, "line"

    def _read_publisher(self, match: re.Match[str]) -> Name | None:
        """The publisher that a credit names; a paper's word for itself ("本报") names none."""
        span = Span(*match.span("pub")) if "pub" in match.re.groupindex else Span(-1, -1)
        if span.start < 0:
            return None
        printed = span.quote(self.text).strip()
        if span.start in self.names:
            return Name(self.names[span.start], span)
        return None if self.forms.nameless.fullmatch(printed) else Name(printed, span)

    # ---- dates

    def _find_dates(self, dateline: re.Match[str] | None) -> Iterator[CreditDate]:
        if dateline and "date" in dateline.re.groupindex and dateline["date"]:
            yield self._credit(dateline, "dateline")
        for end in self.ends:
            label = (self.forms.label, LABEL_REACH, DATE_REACH)
            for match in find_near(_DATE_ANCHOR, self.masked, label, within=end):
                yield self._credit(match, "label")
        yield from self._find_stamps()
        yield from self._find_sign_off()
        opening = self._find_opening(dateline.end() if dateline else 0)
        if opening and len(self._credit(opening, "opening").date.edtf) == 10:
            yield self._credit(opening, "opening")

    def _credit(self, match: re.Match[str], rule: str) -> CreditDate:
        starts = (match.start(group) for group in _DATE_GROUPS if group in match.re.groupindex)
        start = max(starts)
        return CreditDate(self.dates[start], rule, match.start())

    def _find_stamps(self) -> Iterator[CreditDate]:
        """Full dates on lines near the top that hold little else."""
        for block in self.blocks[:6]:
            line = block.span.quote(self.masked)
            mark = line.find(DATE_MARK)
            if mark < 0 or len(line) > STAMP_LONGEST or _STOP.search(line):
                continue
            date = self.dates.get(block.span.start + mark)
            if date and _is_full(date) and self._is_stamp(line):
                yield CreditDate(date, "stamp", block.span.start)
        for match in self.forms.bracketed.finditer(self.masked, 0, self.head_end):
            yield self._credit(match, "stamp")

    def _is_stamp(self, line: str) -> bool:
        rest = _REST.sub("", line)
        if len(rest) <= MOST_BESIDE[0]:
            return True
        han = has_han(rest)
        longest = MOST_BESIDE[0] if han and not _TIME.search(line) else MOST_BESIDE[1]
        if _ENDS_WITH_DATE.search(line):
            longest = max(longest, MOST_BEFORE[0] if han else MOST_BEFORE[1])
        return len(rest) <= longest or self.forms.stamp_word.search(line) is not None

    def _find_sign_off(self) -> Iterator[CreditDate]:
        """A full date that ends a line at the end, as official notices have it, or leads a stamp
        there."""
        for block in self.blocks[1:][-2:]:
            line = block.span.quote(self.masked)
            date = self.dates.get(block.span.start + line.find(DATE_MARK))
            if not date or not _is_full(date) or len(line) > SIGN_OFF_LONGEST:
                continue
            leads = line.startswith(DATE_MARK) and not _STOP.search(line) and self._is_stamp(line)
            if leads or line.endswith(REST_MARK):
                yield CreditDate(date, "sign-off", block.span.start)
        stamp = _CNA_STAMP.search(self.text, max(0, len(self.text) - 20))
        if stamp:
            year, month, day = (int(part) for part in stamp.groups())
            span = Span(stamp.start(1), stamp.end(3))
            edtf = f"{year + 1911:04d}-{month:02d}-{day:02d}"
            yield CreditDate(PrintedDate(span, edtf, True), "sign-off", span.start)

    def _find_opening(self, after: int) -> re.Match[str] | None:
        """The day on which the first sentence (after the dateline) says that something was
        announced."""
        for block in self.blocks[:6]:
            start, end = max(block.span.start, after), block.span.end
            if block.kind == "paragraph" and end - start > SHORTEST_OPENING:
                if self._is_credit_line(start, end):
                    continue
                return self.forms.opening.match(self.masked, start, min(end, start + 300))
        return None

    def _is_credit_line(self, start: int, end: int) -> bool:
        if end - start > STAMP_LONGEST:
            return False
        line = self.masked[start:end]
        if _STOP.search(line):
            return False
        has_name = DATE_MARK in line or PUBLISHER_MARK in line or ":" in line or "：" in line
        if self.forms.label_line.fullmatch(line):
            return True
        if self.forms.stamp_word.match(line.lstrip("(（【[ ")) and has_name:
            return True
        return DATE_MARK in line and self._is_stamp(line)

    # ---- names

    def _find_source(self) -> Name | None:
        """The name behind "Source:", which outranks a dateline: it is the page's own word."""
        for end in self.ends:
            source = (self.forms.source, LABEL_REACH, NAME_REACH)
            for match in find_near(_COLON, self.masked, source, within=end):
                name = self._read_publisher(match)
                if name and name.text not in self.forms.no_source:
                    return name
        return None

    def _find_stamped(self) -> Name | None:
        """A known publisher on a line that is only a stamp."""
        for block in self.blocks[1:6]:
            line = block.span.quote(self.masked)
            at = line.find(PUBLISHER_MARK)
            if at < 0 or len(line) > STAMP_LONGEST or _STOP.search(line) or DATE_MARK not in line:
                continue
            if self._is_stamp(line):
                end = len(line) - len(line[at + 1 :].lstrip(REST_MARK))
                start = block.span.start
                return Name(self.names[start + at], Span(start + at, start + end))
        return None

    def _find_signatory(self) -> Name | None:
        """A known office that stands alone on the line above a closing date."""
        for line, below in zip(self.blocks[-2:], self.blocks[-1:], strict=False):
            start, end = line.span
            if start in self.names and end - start <= 40 and below.span.start in self.dates:
                return Name(self.names[start], line.span)
        return None

    def _find_reporter(self, dateline: re.Match[str] | None) -> Name | None:
        near = dateline.start() if dateline else 0
        match = self.forms.reporter.search(self.text, max(0, near - 40), self.head_end)
        if match is None or match.start() > near + 200:
            return None
        printed = _TRAIL.sub("", match["writer"])
        start = match.start("writer")
        return Name(printed, Span(start, start + len(printed)))

    def _find_writer(self) -> Name | None:
        writer, head = (self.forms.writer, LABEL_REACH, NAME_REACH), self.ends[0]
        match = (
            next(find_near(_COLON, self.text, writer, within=head), None)
            or next(
                find_near(_BY, self.text, (self.forms.byline, 2, NAME_REACH), within=head), None
            )
            or self.forms.signature.search(self.text, max(0, len(self.text) - 60))
        )
        return Name(match["writer"], Span(*match.span("writer"))) if match else None


def _is_near(date: PrintedDate, reading: _Reading) -> bool:
    """Whether a date is a day (or a month with its year) and stands at either end of the text."""
    is_near = date.span.end <= reading.head_end or date.span.start >= reading.tail_start
    is_day = len(date.edtf) == 10 and date.edtf[-2:].isdigit()
    return is_near and (is_day or (len(date.edtf) == 7 and date.year_stated))


def _is_full(date: PrintedDate) -> bool:
    return len(date.edtf) == 10 and date.edtf.replace("-", "").isdigit()
