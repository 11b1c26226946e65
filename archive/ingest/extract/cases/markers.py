"""Marks that set off items: dashes, numbers, "Case 1", dates as heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from archive.ingest.types import TextBlock
from archive.text.spans import Span

HAN_DIGITS = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LETTERS = "abcdefghijkl"
ROMAN = ("VIII", "VII", "III", "VI", "IV", "IX", "II", "I", "V", "X")
ROMAN_NUMBERS = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
LONE_LENGTH = 20
WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one first firstly",
            "two second secondly",
            "three third thirdly",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
        ),
        start=1,
    )
    for word in words.split()
}
_DATE = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\s+\d{1,2}\s*[:：,]|\d{1,2}\s*月\s*\d{1,2}\s*日(?:\s*[:：,，]|\s+(?=\S)))"
)
_HAN = rf"[{HAN_DIGITS}]{{1,3}}"
_WORD = "|".join(WORDS)
# "第二起是温州……案": cases that somebody tells by word of mouth.
_ORDINAL_IS = (
    rf"第(?P<n>{_HAN})(?:[起宗件例]|个)(?:典型)?(?:案[件例])?\s*(?:[是为,，:：]|发生在)\s*"
)

# Kind of mark, what it looks like at the beginning of a block. `n` holds its number.
AT_BLOCK = (
    (
        "case",
        rf"[【\[（(〔]?\s*(?:典型)?案[例件]\s*(?P<n>{_HAN}|\d{{1,2}})\s*[】\]）)〕]?\s*[:：、.．，,]?\s*",
    ),
    (
        "case",
        rf"[\[(]?(?:typical\s+)?case\s+(?:no\.?\s*)?(?P<n>\d{{1,2}}|{_WORD})\b[\])]?[\s:：.,、-]*",
    ),
    ("date", rf"{_DATE}\s*"),
    ("dash", r"(?:[—–―─]{1,3}|--+|[•●■◆▶]|[-*·](?=\s))\s*"),
    ("box", r"[【\[〔][^】\]〕\d\n]{2,16}[】\]〕]\s*"),
    ("bracket-han", rf"[（(]\s*(?P<n>{_HAN})\s*[)）][、.．]?\s*"),
    ("bracket", r"[（(]\s*(?P<n>\d{1,2})\s*[)）][、.．]?\s*"),
    ("letter", rf"[（(]\s*(?P<n>[{LETTERS}])\s*[)）]\s*"),
    ("half-bracket", r"(?P<n>\d{1,2})\s*[)）]\s*"),
    ("han", rf"(?P<n>{_HAN})\s*[、.．，,:：]\s*"),
    ("number", r"(?P<n>\d{1,2})\s*[.．、,，:：]\s*(?!\d)"),
    ("zero", r"(?P<n>0[1-9])\s+(?=[^\W\d])"),
    ("circled", rf"(?P<n>[{CIRCLED}])\s*"),
    ("that", rf"其(?P<n>{_HAN})\s*[,，:：]\s*"),
    ("is", rf"(?P<n>{_HAN})是\s*"),
    ("ordinal-is", _ORDINAL_IS),
    ("ordinal", rf"第(?P<n>{_HAN})\s*[,，、:：案起例]\s*"),
    ("roman", rf"(?P<n>{'|'.join(ROMAN)})\s*[.．、:：]\s*"),
    ("word", rf"(?P<n>{_WORD})\s*[,:：.]\s*(?!\d)"),
)
# The same inside a paragraph, where only what follows an end of sentence can be a mark.
INLINE = (
    ("box", r"【[^】\d\n]{2,16}】\s*"),
    ("dash", r"(?:——|--|–\s|—\s)\s*"),
    ("bracket-han", rf"[（(]\s*(?P<n>{_HAN})\s*[)）]\s*"),
    ("bracket", r"[（(]\s*(?P<n>\d{1,2})\s*[)）]\s*"),
    ("han", rf"(?P<n>{_HAN})\s*、\s*"),
    ("that", rf"其(?P<n>{_HAN})\s*[,，:：]\s*"),
    ("is", rf"(?P<n>{_HAN})是\s*"),
    ("ordinal-is", _ORDINAL_IS),
    ("number", r"(?P<n>\d{1,2})\s*(?:[、．]|[.](?=\s*[^\d\s]))\s*"),
    ("comma", r"(?<=\s)(?P<n>\d{1,2}),\s+(?=[A-Z])"),
    ("circled", rf"(?P<n>[{CIRCLED}])\s*"),
)
# What a mark can begin with: most blocks and sentences begin otherwise, and are passed by.
_FIRST = re.compile(
    rf"[【\[（(〔典案第—–―─•●■◆▶*·\-\d其{HAN_DIGITS}{CIRCLED}]|[IVX]{{1,4}}\s*[.．、:：]"
    rf"|(?:typical|case|{_WORD}|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b",
    re.IGNORECASE,
)
# A circled number is a mark wherever it stands.
_STOP = re.compile(rf"[。；：;:.!]\s*(?=[【—–\-（(\d其第{HAN_DIGITS}{CIRCLED}])")
_CIRCLED = re.compile(rf"(?=[{CIRCLED}])")
_ANY_CIRCLED = re.compile(f"[{CIRCLED}]")
_LONE = re.compile(r"0?(?P<n>\d{1,2})")
_AT_BLOCK = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in AT_BLOCK)
_INLINE = tuple((kind, re.compile(pattern)) for kind, pattern in INLINE)


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark: its kind and number, and where the words after it begin."""

    kind: str
    number: int | None
    span: Span


def find_runs(text: str, blocks: tuple[TextBlock, ...]) -> tuple[tuple[Marker, ...], ...]:
    """Runs of marks of one kind, numbers rising from 1 (a gap of one is forgiven), each run in
    text order. Marks at blocks' beginnings come first, then those inside paragraphs."""
    runs: list[list[Marker]] = []
    for markers in (list(_find_at_blocks(text, blocks)), list(_find_inline(text, blocks))):
        for kind in dict.fromkeys(m.kind for m in markers):
            runs += _split_runs([m for m in markers if m.kind == kind])
    return tuple(map(tuple, runs))


def _find_at_blocks(text: str, blocks: tuple[TextBlock, ...]) -> Iterator[Marker]:
    for block, after in zip_longest(blocks, blocks[1:]):
        if not _FIRST.match(text, *block.span):
            continue
        marker = _read_marker(text, block.span, _AT_BLOCK)
        if marker is None and after is not None:
            marker = _read_lone(text, block.span, after.span)
        if marker is not None:
            yield marker


def _read_lone(text: str, line: Span, following: Span) -> Marker | None:
    """A mark that stands alone on a line, before the words it marks."""
    if len(line) > LONE_LENGTH:
        return None
    for kind, pattern in (*_AT_BLOCK, ("lone", _LONE)):
        if (match := pattern.fullmatch(text, *line)) and (printed := match.groupdict().get("n")):
            return Marker(kind, read_number(printed), Span(line.start, following.start))
    return None


def _find_inline(text: str, blocks: tuple[TextBlock, ...]) -> Iterator[Marker]:
    forms = (_STOP, _CIRCLED) if _ANY_CIRCLED.search(text) else (_STOP,)
    for block in blocks:
        stops = {stop.end() for form in forms for stop in form.finditer(text, *block.span)}
        for stop in sorted(stops):
            rest = Span(stop, block.span.end)
            if rest.start > block.span.start and (marker := _read_marker(text, rest, _INLINE)):
                yield marker


def _read_marker(
    text: str, rest: Span, kinds: tuple[tuple[str, re.Pattern[str]], ...]
) -> Marker | None:
    """The mark with which a part of the text begins, if more than the mark stands there."""
    for kind, pattern in kinds:
        match = pattern.match(text, *rest)
        if match and match.end() < rest.end:
            printed = match.groupdict().get("n")
            number = read_number(printed) if printed else None
            return Marker(kind, number, Span(*match.span()))
    return None


def read_number(printed: str) -> int:
    """The value of a list number: 3, 三, 十二, ③, three."""
    if printed.isdecimal():
        return int(printed)
    if printed in CIRCLED:
        return CIRCLED.index(printed) + 1
    if number := ROMAN_NUMBERS.get(printed):
        return number
    if len(printed) == 1 and printed.lower() in LETTERS:
        return LETTERS.index(printed.lower()) + 1
    if word := WORDS.get(printed.lower()):
        return word
    tens, ten, units = printed.rpartition("十")
    unit = HAN_DIGITS.index(units[0]) + 1 if units else 0
    if not ten:
        return unit
    return (HAN_DIGITS.index(tens[0]) + 1 if tens else 1) * 10 + unit


def _split_runs(markers: list[Marker]) -> list[list[Marker]]:
    if markers[0].number is None:
        return [markers]
    runs: list[list[Marker]] = []
    for marker in markers:
        last = runs[-1][-1].number if runs else None
        if marker.number == 1:
            runs.append([marker])
        elif last is not None and marker.number in (last + 1, last + 2):
            runs[-1].append(marker)
    return runs
