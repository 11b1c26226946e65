"""Forms of credit lines, as expressions over text whose publishers and dates are masked.

In DATELINES a capital word stands for a part (`_make_parts`) and a blank for white space on the
line, possibly none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archive.ingest.lexicon import Lexicon

PUBLISHER_MARK, DATE_MARK, REST_MARK = "\ue000", "\ue001", "\ue002"
"""First code points of a masked publisher and of a masked date; the rest of either."""

DATELINES = {
    "media": (
        "MEDIA PLACE DATE (?:综合|專)?DISPATCH WRITERS?",
        "MEDIA (?:专|專)?DISPATCH WRITERS",
        r"MEDIA (?:专|專)?(?:讯|訊|消息)[,，:：\s] DATE?",
        r"MEDIA(?:[\s,]+CITY)?[\s,]+DATE(?:TIME)?[\s,.]*(?:电|news|report)?[\s,.]*WRITERS?"
        r"(?=[\s:：.,(（|]|--|—)",
        r"MEDIA(?:[\s,]+CITY)?(?:\s(?:news|report))?[\s,]*WRITERS",
        r"MEDIA(?:[\s,]+CITY)?,? on DATE(?=[\s,])",
    ),
    "bracket": (
        r"[【(（\[] MEDIA(?:记者|記者)?[\s\u4e00-\u9fff]{0,12}?DATE?(?:专|專)?DISPATCH [】)）\]]"
        " WRITERS?",
        "[(（] MEDIA [)）] DATE (?:--|—|–|-)",
        r"[(（](?:REPORTER)[^()（）]{1,24}?DATE DISPATCH[)）]",
    ),
    "date": (
        r"DATE[\s,]+(?:CITY[\s,]+)?MEDIA (?:WRITERS|[:：])",
        r"DATE (?P<pub>Evening\sNews|Morning\sNews|Evening\sPaper|News) ?(?:WRITERS|[:：])",
        r"DATE DISPATCH(?=[\s(（，,：:]|$) WRITERS?",
        r"DATE[\s,]*(?:electric(?:ity)?|telegram|telegraph|dispatch|news|hearing)\b WRITERS?",
        r"DATE[\s,]*WRITERS",
    ),
    "line": (
        r"(?:CITY[,\s]+){1,2}DATE [(（] MEDIA [)）] (?:--|—|–|-)?",
        "CITY, DATE (?:--|—|–)",
        r"(?P<pub>(?i:news|report))[\s,]+(?:on\s)?DATE(?=[\s,])",
    ),
}
"""Lines that open an announcement, written by an agency or a paper, by what they begin with: a
medium's name, a bracket, a date; or the forms that stand at the beginning of a line."""

_SAME_LINE = r"[^\S\n]*"
_PART = re.compile("MEDIA|WRITERS|REPORTER|DATE|DISPATCH|PLACE|CITY|TIME")
_DATE = rf"(?P<date>{DATE_MARK}{REST_MARK}*)"
_CITY = r"(?!(?:On|In|At|By|As|From|Since)\b)[A-Z][A-Za-z'-]+(?: [A-Z][a-z]+)?"
_TIME = r" (?:[上下]午|AM|PM)?\s?\d{1,2}[:：时時]\d{2}(?:[:：]\d{2})?"
_BY_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"


@dataclass(frozen=True)
class Forms:
    """Expressions compiled from the forms and the cues (`cues/head.yaml`). Groups: `pub` the
    publisher, `date` a date, `writer` a writer's name."""

    datelines: Mapping[str, tuple[re.Pattern[str], ...]]
    media: re.Pattern[str]
    label: re.Pattern[str]
    source: re.Pattern[str]
    writer: re.Pattern[str]
    byline: re.Pattern[str]
    signature: re.Pattern[str]
    reporter: re.Pattern[str]
    opening: re.Pattern[str]
    bracketed: re.Pattern[str]
    stamp_word: re.Pattern[str]
    label_line: re.Pattern[str]
    nameless: re.Pattern[str]
    no_source: frozenset[str]


@cache
def compile_forms(lexicon: Lexicon) -> Forms:
    """The expressions of a lexicon."""
    cues: Mapping[str, list[str]] = lexicon.cues.get("head") or {}
    words: dict[str, str] = {
        key: "|".join(values)
        for key, values in cues.items()
        if all(isinstance(value, str) for value in values)
    }
    never = "(?!)"
    parts = _make_parts(words)
    labels, sources = words.get("date_labels", never), words.get("source_labels", never)
    writers = words.get("writer_labels", never)
    return Forms(
        datelines={
            anchor: tuple(_compile(form, parts) for form in forms)
            for anchor, forms in DATELINES.items()
        },
        media=re.compile(parts["MEDIA"]),
        label=re.compile(
            rf"(?:^|(?<=[\s|·/【\[(（>,，]))(?:{labels}){_SAME_LINE}[:：]?{_SAME_LINE}"
            rf"(?:\d{{1,2}}:\d{{2}},?{_SAME_LINE})?{_DATE}",
            re.MULTILINE,
        ),
        source=re.compile(
            rf"(?:{sources}){_SAME_LINE}[:：]{_SAME_LINE}{_make_source()}", re.MULTILINE
        ),
        writer=re.compile(
            rf"(?:^|(?<=[\s|(（]))(?:{writers}){_SAME_LINE}[:：]{_SAME_LINE}"
            r"(?P<writer>[^\s|:：()（）0-9][^|:：()（）\n0-9]{0,24}?)"
            r"(?=\s{2}|\s?$|\s?[|)）]|\s\S{2,6}[:：])",
            re.MULTILINE,
        ),
        byline=re.compile(rf"(?:^|\| ?)By (?P<writer>{_BY_NAME})(?=\s?(?:\||,|$))", re.MULTILINE),
        signature=re.compile(r"[(（](?P<writer>[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})[)）]\s*$"),
        reporter=re.compile(
            rf"[(（]\s*(?:{words.get('reporters', never)})\s?[:：]?\s?"
            r"(?P<writer>[^()（）\n]{1,50}?)\s*[)）]"
        ),
        opening=re.compile(_make_opening(words.get("opening_verbs", never))),
        bracketed=re.compile(
            rf"^(?:[\[【]{_DATE}[\]】]|[(（]\s?{_DATE.replace('date', 'day')}\s?[)）]$)",
            re.MULTILINE,
        ),
        stamp_word=re.compile(
            rf"(?:{labels}|{sources}|{writers}|编辑|責編|责编|[Ee]ditor|浏览|点击|字号|字体|"
            "[Ff]ont|[Pp]rint|[Ss]hare|打印|【)"
        ),
        label_line=re.compile(words.get("label_lines", never)),
        nameless=re.compile(
            rf"(?i:{words.get('own_media', never)}|news|report|evening news|morning news"
            "|evening paper|daily|the news)"
        ),
        no_source=frozenset(cues.get("no_source") or ()),
    )


def _make_parts(words: Mapping[str, str]) -> dict[str, str]:
    """The expression of each capital word."""
    never = "(?!)"
    media = (
        rf"(?P<pub>{PUBLISHER_MARK}{REST_MARK}*|(?:{words.get('own_media', never)})"
        rf"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,10}}?(?:{words.get('media_zh', never)})"
        rf"|(?:[A-Z][A-Za-z']+ ){{1,3}}(?:{words.get('media_en', never)})\b)"
    )
    reporters = words.get("reporters", never)
    return {
        "MEDIA": media,
        "WRITERS": rf"(?:[(（]\s*(?:{reporters})[^()（）]{{0,60}}[)）])",
        "REPORTER": reporters,
        "DATE": _DATE,
        "DISPATCH": rf"(?:{words.get('dispatch', never)})",
        "PLACE": r"[\u4e00-\u9fff]{0,8}?",
        "CITY": _CITY,
        "TIME": _TIME,
    }


def _compile(form: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """A dateline's form with its parts filled in."""
    spaced = form.replace(" ", _SAME_LINE)
    filled = _PART.sub(lambda match: parts[match.group()], spaced)
    return re.compile(filled, re.MULTILINE)


def _make_source() -> str:
    """What follows "Source:": a known name, or up to thirty characters that end with the line,
    a wide gap, a date or the next label."""
    stop = rf"|:：{DATE_MARK}{PUBLISHER_MARK}{REST_MARK}"
    return (
        rf"(?P<pub>{PUBLISHER_MARK}{REST_MARK}*|[^\s{stop}](?:[^\n{stop}《》【】\[\]()（）<>]{{0,28}}?[^\s{stop}])?)"
        rf"(?=\s{{2}}|\s?$|\s?[|{DATE_MARK}【\[()（）<>]"
        r"|\s(?:[A-Z][a-z]+|[\u4e00-\u9fff]{2,6})\s?[:：]|\s(?:Print|Share|\d))"
    )


def _make_opening(verbs: str) -> str:
    """A first sentence that tells on which day something was announced: the day leads and the
    verb follows within a clause, or the verb comes just before "on" and the day."""
    clause = r"[^。.!！?？;；，,\n]"
    return (
        r"(?:[^。!！?？\n]{0,110}?)(?:[Oo]n |(?<=[\u4e00-\u9fff])|(?<=[\s,，:：)）(（】\]])|(?<!.))"
        rf"{_DATE}[)）]?(?:上午|下午|晚)?(?:{clause}{{0,8}}?[当當]天|是{clause}{{0,24}}日)?"
        rf"[,，]?{clause}{{0,60}}?(?:{verbs})"
        rf"|[^。!！?？\n]{{0,200}}?\b(?:{verbs})\b{clause}{{0,70}}?(?: on| at)?[ ,]+"
        rf"(?P<after>{DATE_MARK}{REST_MARK}*)"
    )
