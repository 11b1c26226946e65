"""Platforms of the vocabulary, in all their forms.

A plain form counts wherever it stands whole. A weak one, which is also an ordinary word, a
company or a kind of service, counts only where its setting confirms it: beside a platform in a
list, or with words such as 平台 or "app" at its side.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from archive.ingest.extract.alternatives import either
from archive.ingest.extract.platforms.cues import compile_nouns, read_folded, read_table
from archive.ingest.extract.quotes import is_link
from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.matching import Matcher, fold
from archive.text.script import has_han
from archive.text.spans import Span

_LONGEST_LINK = 8


@dataclass(frozen=True, slots=True)
class Known:
    """A form found: the platforms it may be, and whether it is weak."""

    span: Span
    ids: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class _Setting:
    after: re.Pattern[str]
    before: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_after: re.Pattern[str]
    closing: re.Pattern[str]
    kinds: frozenset[str]
    company: re.Pattern[str]
    credit_before: re.Pattern[str]
    credit_after: re.Pattern[str]


def find_known(folded: str, lexicon: Lexicon) -> list[Known]:
    """Names of the vocabulary that count in this text, in text order."""
    found = [
        known for known in _find_forms(folded, lexicon) if not _is_other(folded, known, lexicon)
    ]
    return list(_keep_confirmed(folded, found, lexicon))


def look_up(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The platforms that a folded name answers to, weak forms included."""
    return tuple(dict.fromkeys(form[0] for form in _compile_forms(lexicon)[1].get(name, ())))


def _find_forms(folded: str, lexicon: Lexicon) -> Iterator[Known]:
    for match in _compile_forms(lexicon)[0].find(folded):
        forms = [form for form in match.value if form is not None]
        if not forms:
            continue
        plain = [form[0] for form in forms if not form[1]]
        ids = tuple(dict.fromkeys(plain or [form[0] for form in forms]))
        yield Known(match.span, ids, not plain)


def _is_other(folded: str, known: Known, lexicon: Lexicon) -> bool:
    """Whether the name stands for a company, a news credit or a reporting channel."""
    setting, (start, end) = _compile_setting(lexicon), known.span
    return (
        setting.company.match(folded, end, end + 30) is not None
        or setting.credit_after.match(folded, end, end + 16) is not None
        or setting.credit_before.search(folded[max(start - 12, 0) : start]) is not None
    )


def _keep_confirmed(folded: str, found: Sequence[Known], lexicon: Lexicon) -> Iterator[Known]:
    """The plain names and the weak ones that the text confirms, alone or within a list.

    A weak name run together with the next one (腾讯微信) is its operator.
    """
    starts = {known.span.start for known in found}
    found = [known for known in found if not (known.weak and known.span.end in starts)]
    own = {known.ids for known in found if not known.weak}
    kinds = _compile_setting(lexicon).kinds
    for run in _split_runs(folded, found):
        sure = [not known.weak or _is_confirmed(folded, known, own, lexicon) for known in run]
        closed = _compile_setting(lexicon).closing.match(folded, run[-1].span.end) is not None
        bare = [known.span.quote(folded) in kinds for known in run]
        listed = any(sure) or (closed and not all(bare))
        for known, good, kind in zip(run, sure, bare, strict=True):
            if good or (listed and (closed or not kind)):
                yield known


def _split_runs(folded: str, found: Sequence[Known]) -> Iterator[list[Known]]:
    """The names that stand in one list, nothing but links between them."""
    run: list[Known] = []
    for known in found:
        if run and not _is_listed(folded, run[-1].span, known.span):
            yield run
            run = []
        run.append(known)
    if run:
        yield run


def _is_listed(folded: str, one: Span, other: Span) -> bool:
    """Whether a link stands between two names; a blank alone (WeChat group "grab") is none."""
    between = folded[one.end : other.start].replace('"', " ")
    return len(between) <= _LONGEST_LINK and between.strip() != "" and is_link(between)


def _is_telling(words: str) -> bool:
    """Whether a weak form says enough to mean a platform that the text names elsewhere."""
    return (has_han(words) and len(words) > 1) or any(c in words for c in " -")


def _is_confirmed(
    folded: str, known: Known, own: Collection[tuple[str, ...]], lexicon: Lexicon
) -> bool:
    """Whether the words beside a weak form show a platform, or the text names it plainly too."""
    setting, span = _compile_setting(lexicon), known.span
    if known.ids in own and _is_telling(span.quote(folded)):
        return True
    left = folded[max(span.start - 16, 0) : span.start]
    if setting.kind_before.search(left) or setting.kind_after.match(folded, span.end):
        return False
    if setting.after.match(folded, span.end, span.end + 30):
        return True
    return setting.before.search(left) is not None


@cache
def _compile_forms(
    lexicon: Lexicon,
) -> tuple[Matcher[tuple[str, bool] | None], dict[str, list[tuple[str, bool]]]]:
    """All forms with (id, weak), and the longer words that merely hold one, with None."""
    table: dict[str, list[tuple[str, bool]]] = {}
    for entry in lexicon.platforms.values():
        weak = {fold(form.text) for form in entry.forms if form.kind == "weak"}
        for form in entry.all_forms:
            key = fold(form.text)
            table.setdefault(key, []).append((entry.id, key in weak))
    names: list[tuple[str, tuple[str, bool] | None]] = [
        (name, form) for name, forms in table.items() for form in forms
    ]
    names += [(word, None) for word in read_folded(read_table(lexicon), "decoys")]
    return Matcher(names, get_scanner(lexicon)), table


@cache
def _compile_setting(lexicon: Lexicon) -> _Setting:
    table = read_table(lexicon)
    parts, kinds = either(table.get("company_parts")), either(table.get("kinds"))
    said_after = "|".join(
        (
            either(table.get("confirm_after_zh")),
            f"上?(?:{either(table.get('confirm_verbs_zh'))})",
            rf" (?:{either(table.get('confirm_after_en'))})\b",
        )
    )
    said_before = "|".join(
        (
            f'(?:{either(table.get("confirm_before_zh"))})"',
            f"(?:{either(table.get('confirm_led_zh'))})",
            rf"\b(?:{either(table.get('confirm_before_en'))}) (?:the )?\"?",
        )
    )
    return _Setting(
        after=re.compile(f'"?(?:{said_after})'),
        before=re.compile(f"(?:{said_before})$"),
        kind_before=re.compile(rf"(?:{kinds})(?:、|, )$"),
        kind_after=re.compile(rf"(?:、|, )(?:{kinds})"),
        closing=compile_nouns(lexicon).after,
        kinds=frozenset(read_folded(table, "kinds")),
        company=re.compile(
            rf"\"?(?:(?:{parts}|\([^()]{{2,6}}\)|股份){{0,5}}有限(?:责任)?公司|公司|集团)"
        ),
        credit_before=re.compile(
            r"(?:(?:来源|官方|source|公安|警方)[:\"]{0,2} ?|(?:发布|中国)\" ?)$"
        ),
        credit_after=re.compile(r"(?:讯|记者|编辑|(?:平台|公众号|小程序)?.{0,4}举报)"),
    )
