"""Campaigns of the vocabulary, with the year or the local number beside a series' name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.ingest.extract.campaigns.cues import Setting, compile_setting
from archive.ingest.lexicon import CampaignEntry, Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher, fold
from archive.text.script import has_han
from archive.text.spans import Span

SHORT_HAN = 3
"""A Chinese name of so many characters or fewer is also part of ordinary words (纯净网络)."""

_YEAR_AFTER = re.compile(
    r"(?P<action>\"?(?:专项|集中|系列)?行动"
    r"|\"? (?:special )?(?:campaign|operation|action)s? (?:of |in )?)?"
    r"[\"' ·•-]{0,4}(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|年?\d{1,2}月)"
)
_YEAR_BEFORE = re.compile(
    r"(?:(?<!\w)(?P<year>(?:19|20)\d\d) ?"
    r"|(?<!\d)(?P<nian>(?:19|20)\d\d)年度?(?:[全各][国省市地区])?的?)"
    r"(?:\"\w[^\"\n;]{0,28}\"(?:[、,和与]| and )? ?){0,6}\"?$"
)
_NUMBER_AFTER = re.compile(r"[\"' -]{0,2}(?:no\. ?)?(?P<number>\d{1,3})号")
_PART_AFTER = re.compile(
    r" ?[·•・-]{1,2} ?(?P<part>[^\"\n。;,<>《》]{2,60}?)(?=\"|专项|集中|系列|行动|[。;,《》]|$)"
)
_YEAR_OF_PART = re.compile(r"^(?:19|20)\d\d年?")


@dataclass(frozen=True, slots=True)
class Named:
    """A campaign's name found. `ids` is empty for one that the vocabulary does not list: then
    `name` and `name_zh` are composed. `series` with `year` tells rounds of one series apart."""

    span: Span
    ids: tuple[str, ...]
    name: str | None = None
    name_zh: str | None = None
    series: str | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    id: str
    weak: bool


@dataclass(frozen=True, slots=True)
class _Table:
    forms: Matcher[_Form | None]
    rounds: dict[tuple[str, str], str]
    parts: dict[str, str]


def find_named(text: str, folded: str, lexicon: Lexicon) -> list[Named]:
    """Names of the vocabulary's campaigns, in text order; a plain name next to one round of its
    series stands for that round, next to several rounds for any of them."""
    found: list[Named] = []
    later: list[Named] = []
    for span, form in _find_forms(folded, lexicon):
        entry = lexicon.campaigns[form.id]
        named = _read_name(text, folded, span, entry, lexicon)
        if _counts(folded, span, named, form.weak, compile_setting(lexicon)):
            found.append(named)
        elif form.weak and entry.series and named.year:
            later.append(named)
    seen = {(n.series, n.year) for n in found}
    found += [n for n in later if (n.series, n.year) in seen]
    settled = _settle_parts(text, list(_settle_rounds(found)))
    return sorted(settled, key=lambda named: named.span)


def _find_forms(folded: str, lexicon: Lexicon) -> Iterator[tuple[Span, _Form]]:
    end = 0
    for match in _compile_table(lexicon).forms.find(folded):
        forms = [form for form in match.value if form is not None]
        if forms and match.span.start >= end:
            yield match.span, min(forms, key=lambda form: form.weak)
            end = match.span.end


def _read_name(text: str, folded: str, span: Span, entry: CampaignEntry, lexicon: Lexicon) -> Named:
    """What stands beside a form: a year, a local number, a part of the campaign."""
    table = _compile_table(lexicon)
    if entry.series:
        return Named(span, (entry.id,), series=entry.series, year=entry.period)
    if match := _NUMBER_AFTER.match(folded, span.end, span.end + 12):
        return _compose(Span(span.start, match.end()), entry, f"No. {match['number']}", match[0])
    if part := _read_part(text, folded, span, entry, lexicon):
        return part
    if match := _YEAR_AFTER.match(folded, span.end, span.end + 40):
        end = span.end if match["action"] else match.end("year")
        return _read_round(Span(span.start, end), entry, match["year"], table)
    if match := _YEAR_BEFORE.search(folded[max(span.start - 120, 0) : span.start]):
        return _read_round(span, entry, match["year"] or match["nian"], table)
    return Named(span, (entry.id,), series=entry.id)


def _read_round(span: Span, entry: CampaignEntry, year: str, table: _Table) -> Named:
    known = table.rounds.get((entry.id, year))
    if known:
        return Named(span, (known,), series=entry.id, year=year)
    return _compose(span, entry, year, year, year)


def _compose(
    span: Span, entry: CampaignEntry, suffix: str, suffix_zh: str, year: str | None = None
) -> Named:
    zh = f"{entry.name_zh}{suffix_zh.strip()}" if entry.name_zh else None
    return Named(span, (), f"{entry.name} {suffix}", zh, entry.id if year else None, year)


def _read_part(
    text: str, folded: str, span: Span, entry: CampaignEntry, lexicon: Lexicon
) -> Named | None:
    """清朗·整治某某乱象: an action within a series, known or new. 扫黄打非·净网 is none: what
    follows there is a campaign of its own."""
    end = text.find("\n", span.end, span.end + 80)
    match = _PART_AFTER.match(folded, span.end, span.end + 80 if end < 0 else end)
    if match is None:
        return None
    part = match["part"].rstrip()
    topic = _YEAR_OF_PART.sub("", part)
    if not any(char.isalpha() for char in topic) or next(_find_forms(topic, lexicon), None):
        return None
    whole = Span(span.start, match.start("part") + len(part))
    if known := _look_up_part(entry, part, topic, lexicon):
        return Named(whole, (known,))
    words = whole.quote(text)
    return Named(whole, (), words, words if has_han(words) else None)


def _look_up_part(entry: CampaignEntry, part: str, topic: str, lexicon: Lexicon) -> str | None:
    """The part as it stands, or without its year where that is the year the part had."""
    parts = _compile_table(lexicon).parts
    if known := parts.get(_squash_part(entry.name_zh, part)):
        return known
    known = parts.get(_squash_part(entry.name_zh, topic))
    period = lexicon.campaigns[known].period if known else None
    return known if period and part.startswith(period) else None


def _counts(folded: str, span: Span, named: Named, weak: bool, setting: Setting) -> bool:
    """Whether the setting lets this form stand for its campaign."""
    left = folded[max(span.start - 30, 0) : span.start]
    window = folded[named.span.end : named.span.end + 60]
    if setting.adjective.match(window):
        return False
    acting = setting.after.match(window) is not None
    words = span.quote(folded)
    if not has_han(words):
        led = setting.before.search(left) is not None
        opened = left.endswith('"')
        acts = acting and (opened or any(char in words for char in " -"))
        return not weak or acts or led or (opened and named.year is not None)
    more = named.year is not None or len(named.span) > len(span)
    if weak:
        return acting or more
    quoted = left.endswith('"') or window.startswith('"')
    return len(span) > SHORT_HAN or acting or more or quoted


def _settle_rounds(found: list[Named]) -> Iterator[Named]:
    rounds: dict[str, dict[str, Named]] = {}
    for named in found:
        if named.series and named.year:
            rounds.setdefault(named.series, {}).setdefault(named.year, named)
    for named in found:
        years = rounds.get(named.series or "", {})
        if named.year or not years:
            yield named
        elif len(years) == 1:
            (one,) = years.values()
            yield Named(named.span, one.ids, one.name, one.name_zh, one.series, one.year)
        else:
            ids = tuple(dict.fromkeys(i for one in years.values() for i in one.ids))
            yield Named(named.span, ids, series=named.series)


def _settle_parts(text: str, found: list[Named]) -> Iterator[Named]:
    """A part of a campaign whose name is cut short, as headlines do, stands for the one part
    that begins with the same words."""
    wholes = {_squash(named.span.quote(text)): named for named in found}
    names = sorted(wholes)
    for named in found:
        words = _squash(named.span.quote(text))
        meant: set[tuple[tuple[str, ...], str | None, str | None]] = set()
        for name in names[bisect_right(names, words) :]:
            if len(meant) > 1 or not name.startswith(words):
                break  # What begins with the words stands right behind them.
            meant.add((wholes[name].ids, wholes[name].name, wholes[name].name_zh))
        if named.ids or named.series or len(meant) != 1:
            yield named
        else:
            yield Named(named.span, *meant.pop())


@cache
def _compile_table(lexicon: Lexicon) -> _Table:
    names: list[tuple[str, _Form | None]] = [
        (word, None) for word in compile_setting(lexicon).decoys
    ]
    rounds: dict[tuple[str, str], str] = {}
    parts: dict[str, str] = {}
    for entry in lexicon.campaigns.values():
        weak = {fold(form.text) for form in entry.forms if form.kind == "weak"}
        for form in entry.all_forms:
            names.append((form.text, _Form(entry.id, fold(form.text) in weak)))
            series, _, part = form.text.partition("·")
            if part:
                parts[_squash_part(series, part)] = entry.id
        if entry.series and entry.period:
            rounds[entry.series, entry.period] = entry.id
    return _Table(Matcher(names, get_scanner(lexicon)), rounds, parts)


def _squash_part(series: str | None, part: str) -> str:
    """A part's name without punctuation and 专项行动."""
    return f"{series}{_squash(part).removesuffix('行动').removesuffix('专项')}"


def _squash(words: str) -> str:
    return re.sub(r"\W", "", fold(words))
