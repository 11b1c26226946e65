"""Words that make a bound or an estimate of a number: before it, or behind it and its unit."""

from __future__ import annotations

import re

EXACT, MORE_THAN, NEARLY, ABOUT = "exact", "more_than", "nearly", "about"

QUALIFIERS_BEFORE = {
    MORE_THAN: (
        "more than|over|at least|no less than|not less than|no fewer than|not fewer than"
        "|in excess of|exceeding|exceeded|exceeds|exceed|upwards of|greater than|above|surpassing"
        "|surpassed|超过|超過|超出|逾|突破|不少于|不少於|不低于|不低於|不下|至少|多于|多於"
        "|高于|高於|超|破|过|過|上"
    ),
    NEARLY: "nearly|almost|close to|approaching|just under|nearing|将近|將近|接近|近",
    ABOUT: (
        "about|around|some|approximately|approx.|roughly|an estimated|estimated|circa"
        "|大约|大約|大概|约为|約為|约|約"
    ),
}
QUALIFIERS_AFTER = {
    MORE_THAN: r"(?:or|and) more\b(?! than)|plus\b|\+|余|餘|多|以上|(?<=十)[几幾]",
    ABOUT: r"or so\b|左右|上下",
}
# What makes another word of a qualifier: 最近, 附近, 节约, 侦破, "the above", "all over".
NO_QUALIFIERS = {
    "above": (" the", " these", "-"),
    "over": (" all", " take", " took", " taken", " turned", " handed"),
    "about": (" how", " what"),
    "近": tuple("最附靠邻亲"),
    "约": tuple("节条合契预如违制"),
    "約": tuple("節條合契預違"),
    "上": tuple("晚网網以线線身"),
    "过": tuple("通经不"),
    "過": tuple("通經不"),
    "破": tuple("侦偵告"),
}
# 上, 过 and 破 qualify only round figures: 上百, 过万.
_ROUND_ONLY = tuple("上过過破")
_ROUND = re.compile(r"[十百千万萬亿億]")

_BEFORE = {word: name for name, words in QUALIFIERS_BEFORE.items() for word in words.split("|")}
_BEFORE_WORDS = tuple(sorted(_BEFORE, key=len, reverse=True))
_BEFORE_LAST = frozenset(word[-1] for word in _BEFORE_WORDS)
_AFTER = re.compile(
    r"[\u0020\u00a0]?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in QUALIFIERS_AFTER.items())
    + ")",
    re.IGNORECASE,
)
# What the words behind a number can begin with; a cheap look before the expression.
_AFTER_FIRST = frozenset(" \u00a0oOaApP+余餘多以左上几幾")
_LOOK_BEHIND = 28


def read_qualifier_before(text: str, at: int) -> tuple[int, str] | None:
    """Where a qualifier that ends at `at` begins, and which it is."""
    if at == 0 or (text[at - 1] not in _BEFORE_LAST and text[at - 1] not in " \u00a0\t"):
        return None
    window = text[max(0, at - _LOOK_BEHIND) : at].rstrip(" \u00a0\t").lower()
    if window.endswith("a total of"):
        window = window[: -len("a total of")].rstrip(" ")
    if not window.endswith(_BEFORE_WORDS):
        return None
    word = next(w for w in _BEFORE_WORDS if window.endswith(w))
    rest = window[: -len(word)]
    if word in NO_QUALIFIERS and f" {rest.rstrip()}".endswith(NO_QUALIFIERS[word]):
        return None
    if word.isascii() and rest[-1:].isalnum():
        return None
    if word in _ROUND_ONLY and not _ROUND.match(text, at):
        return None
    return max(0, at - _LOOK_BEHIND) + len(rest), _BEFORE[word]


def read_qualifier_after(text: str, at: int) -> tuple[int, str] | None:
    """Where a qualifier that begins at `at` ends, and which it is."""
    if at >= len(text) or text[at] not in _AFTER_FIRST:
        return None
    if match := _AFTER.match(text, at):
        return match.end(), str(match.lastgroup)
    return None
