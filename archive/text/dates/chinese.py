"""Chinese dates: 2015年6月1日, 二〇一五年六月, 今年3月, 6月至8月, 上半年, 公安部7日通报."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.text.dates.parts import PrintedDate, make_edtf, make_interval
from archive.text.near import find_near
from archive.text.numerals import HAN_DIGITS, read_han
from archive.text.spans import Span

PARTS = {
    "上半年": "40",
    "下半年": "41",
    "一季度": "33",
    "二季度": "34",
    "三季度": "35",
    "四季度": "36",
    "春": "21",
    "夏": "22",
    "秋": "23",
    "冬": "24",
}
REPUBLIC = 1911
"""Year before the first of the Republic of China. Such a year is read where it is named, or where a
month follows three digits: 111年5月11日."""

AFTER_DAY = (
    "电|電|讯|訊|上午|下午|晚|凌晨|早|中午|傍晚|零时|，|,|在|发布|發布|公布|通报|通報|召开|召開|举行|舉行"
    "|表示|介绍|介紹|从|從|对|對|向|宣布|消息|起|透露|称|稱|开始|開始|报道|報道|获悉|獲悉|就|公开|至|由|联合|聯合|集中|依法"
)
"""What may follow a day without its month: 公安部7日通报. A term of seven days has none of it."""

_HAN_YEAR = r"[一二][九〇零○0][〇零○一二三四五六七八九]{2}"
_YEAR = rf"(?:(?:19|20)\d\d|{_HAN_YEAR})"
_RELATIVE = "(?:今年|去年|前年|本年|当年|當年|同年|次年|明年|翌年)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]"
    "|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
_TO = r"\s?(?:至|到|-{1,2}|—{1,2}|–|~|～|―)\s?"
_OF_YEAR = (
    rf"(?:(?P<year>(?<!\d){_YEAR})\s?年度?|(?P<relative>{_RELATIVE})的?"
    r"|(?:中[華华])?民[國国]\s?(?P<republic>\d{1,3}|[一二三四五六七八九十百零〇]{1,5})\s?年"
    r"|(?<!\d)(?P<minguo>1[0-3]\d)\s?年(?=\s?(?:1[0-2]|0?[1-9])\s?月))"
)
_EDGE = "(?:月?初|月?底|月?末|[上中下]旬|份)"
_NOT_BEFORE = "(?<![\\d.．·一二三四五六七八九十百第每数數几幾半])"

_MONTH_ANCHOR = re.compile("月")
_YEAR_ANCHOR = re.compile("年")
_PART_ANCHOR = re.compile("半年|季度|年[春夏秋冬]")
_DAY_ANCHOR = re.compile("[日号號]")

_DATE = re.compile(
    rf"(?:{_OF_YEAR}\s?)?{_NOT_BEFORE}(?P<month>{_MONTH})\s?月(?:份|{_EDGE})?"
    rf"(?:\s?(?P<day>{_DAY})\s?[日号號](?![码楼]))?"
    rf"(?:{_TO}(?:(?P<year2>{_YEAR})\s?年\s?)?"
    rf"(?:(?P<month2>{_MONTH})\s?月(?:份|{_EDGE})?)?(?:\s?(?P<day2>{_DAY})\s?[日号號])?)?"
)
_MONTHS = re.compile(
    rf"(?:{_OF_YEAR}\s?)?{_NOT_BEFORE}(?P<month>1[0-2]|0?[1-9])月?{_TO}(?P<month2>1[0-2]|0?[1-9])\s?月"
    r"(?:份|初|底|末)?(?!\d)"
)
_YEAR_PART = re.compile(
    rf"(?:{_OF_YEAR})?\s?的?第?(?P<part>上半年|下半年|[一二三四1-4]季度|(?:(?<=年)[春夏秋冬]))(?:季|天)?"
)
_YEARS = re.compile(rf"(?<!\d)(?P<year>{_YEAR})\s?年?{_TO}(?P<year2>{_YEAR})\s?年")
_YEAR_ALONE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})\s?年(?:度|初|底|末|前后)?(?!版|第?\d+号|级|制)"
)
_DAY_ALONE = re.compile(
    rf"(?<![\d.·月至到留役限期满足共约近达超过每第内\-—~～])(?P<day>3[01]|[12]\d|[1-9])日(?={AFTER_DAY})"
)
_THIS_MONTH = re.compile(r"[本当當]月\s?(?P<day>3[01]|[12]\d|[1-9])\s?[日号號]")


def find_chinese(text: str) -> Iterator[PrintedDate]:
    """Chinese dates, overlapping ones too."""
    for match in find_near(_MONTH_ANCHOR, text, (_DATE, 16, 36), (_MONTHS, 20, 10)):
        yield from _make_date(match) if match.re is _DATE else _make_months(match)
    for match in find_near(_PART_ANCHOR, text, (_YEAR_PART, 16, 6)):
        yield from _make_part(match)
    for match in find_near(_YEAR_ANCHOR, text, (_YEARS, 14, 14), (_YEAR_ALONE, 6, 10)):
        parts = [make_edtf(_read_digits(year)) for year in match.groups()]
        yield from _yield(match, make_interval(*parts) if len(parts) == 2 else parts[0])
    for match in find_near(_DAY_ANCHOR, text, (_DAY_ALONE, 2, 6), (_THIS_MONTH, 6, 1)):
        yield from _yield(match, make_edtf(None, None, int(match["day"])))


def _make_months(match: re.Match[str]) -> Iterator[PrintedDate]:
    year = _read_year(match)
    start = make_edtf(year, int(match["month"]))
    yield from _yield(match, make_interval(start, make_edtf(year, int(match["month2"]))))


def _make_date(match: re.Match[str]) -> Iterator[PrintedDate]:
    year, month, day = _read_year(match), _read(match["month"]), _read(match["day"])
    if not _is_plain(match):
        return
    start = make_edtf(year, month, day)
    if not (match["month2"] or match["day2"]):
        # A dangling "至" is no part of the date.
        yield from _yield(match, start, end=_end_of_first(match))
        return
    year2 = _read_digits(match["year2"]) if match["year2"] else year
    month2 = _read(match["month2"]) or month
    interval = make_interval(start, make_edtf(year2, month2, _read(match["day2"])))
    if interval:
        yield from _yield(match, interval)
    else:
        yield from _yield(match, start, end=_end_of_first(match))


def _is_plain(match: re.Match[str]) -> bool:
    """Whether a month is one: 三月 alone may be three months, 六月 after a term of years too."""
    if _read_year(match) or match["relative"] or match["day"] or match["month2"]:
        return True
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    marked = re.match(_EDGE + "|以来|以來|起|，|至", match.string[match.end("month") + 1 :][:3])
    return before != "年" and (match["month"].isdecimal() or marked is not None)


def _end_of_first(match: re.Match[str]) -> int:
    end = match.end("day") + 1 if match["day"] else match.end("month")
    tail = re.compile(rf"\s?[日号號]|\s?月(?:{_EDGE})?").match(match.string, end)
    if match["day"]:
        tail = re.compile(r"\s?[日号號]").match(match.string, match.end("day"))
    return tail.end() if tail else end


def _make_part(match: re.Match[str]) -> Iterator[PrintedDate]:
    part = match["part"].translate(str.maketrans("1234", "一二三四"))
    year = _read_year(match)
    start = match.start()
    if year is None and not match["relative"]:
        start = match.start("part") - (match.string[match.start("part") - 1] == "第")
    span = Span(start, match.end())
    yield PrintedDate(span, f"{year or 'XXXX'}-{PARTS[part]}", bool(year))


def _yield(match: re.Match[str], edtf: str | None, end: int | None = None) -> Iterator[PrintedDate]:
    if edtf:
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield PrintedDate(Span(start, end or match.end()), edtf, not edtf.startswith("XXXX"))


def _read_year(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    if parts.get("year"):
        return _read_digits(parts["year"])
    if republic := parts.get("republic") or parts.get("minguo"):
        return REPUBLIC + (_read(republic) or 0)
    return None


def _read_digits(year: str) -> int:
    return int("".join(c if c.isdecimal() else str(HAN_DIGITS.get(c, 0)) for c in year))


def _read(numeral: str | None) -> int | None:
    if not numeral:
        return None
    if numeral.isdecimal():
        return int(numeral)
    value = read_han(numeral)
    return int(value) if value else None
