"""Values of numerals: digits with separators, Han numerals, English number words.

Each `read_*` returns the value as a Decimal, or None for what is no well-formed number, so
that "1.2" hundred million stays exact until it becomes a float at the edge.
"""

from __future__ import annotations

import re
from decimal import Decimal

HAN_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "兩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORD_DIGITS = {word: value for value, word in enumerate(_ONES.split())}
WORD_TENS = {word: value * 10 for value, word in enumerate(_TENS.split(), start=2)}
WORD_MAGNITUDES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
MAGNITUDES = {"ten": 10, **WORD_MAGNITUDES, **HAN_TENS, **HAN_MYRIADS}

_SEPARATORS = re.compile(r"[,，\s]")
_DOTTED_GROUPS = re.compile(r"\d{1,3}(?:[.．]\d{3}){2,}")
_MORE = re.compile("[余餘多几幾]")


def read_digits(text: str) -> Decimal | None:
    """The value of digits of any script with separators: "1,234.5", "1 234", "１２３"."""
    if text.isdecimal():
        return Decimal(int(text))
    plain = _SEPARATORS.sub("", text).replace("．", ".")
    if _DOTTED_GROUPS.fullmatch(plain):
        plain = plain.replace(".", "")
    whole, dot, rest = plain.partition(".")
    if not whole.isdecimal() or (dot and not rest.isdecimal()):
        return None
    return Decimal(f"{int(whole)}.{rest}" if dot else int(whole))


def read_han(text: str) -> Decimal | None:
    """The value of a Han numeral: "三千二百", "一千零五", "两万", "百", "三万二" (32,000).

    A row of digits without a magnitude ("二〇一五", "两三") counts nothing: None.
    """
    text = _MORE.sub("", text)
    if len(text) == 1 and text in HAN_DIGITS:
        return Decimal(HAN_DIGITS[text])
    total = section = 0
    digit: int | None = None
    unit = 1
    for char in text:
        if char in HAN_DIGITS:
            if digit:
                return None
            digit = HAN_DIGITS[char]
            unit = 1 if digit == 0 else unit
        elif char in HAN_TENS:
            unit = HAN_TENS[char]
            section += (1 if digit is None else digit) * unit
            digit = None
        elif char in HAN_MYRIADS:
            unit = HAN_MYRIADS[char]
            section += digit or 0
            base = total + section if section or total else 1
            # 亿 multiplies all that stands before it, 万 only what follows the last 亿.
            total = base * unit if unit > 10**4 else total + (section or 1) * unit
            section, digit = 0, None
        elif char == "廿":
            section += 20
        else:
            return None
    tail = (digit or 0) * (unit // 10 if unit >= 100 else 1)
    return Decimal(total + section + tail)


def read_words(text: str) -> Decimal | None:
    """The value of English number words: "twenty-three", "a dozen", "one hundred and seven"."""
    words = [w for w in re.split(r"[\s-]+", text.lower()) if w != "and"]
    half = words[:1] == ["half"]
    words = words[1:] if half else words
    if words[:1] in (["a"], ["an"]):
        words = ["one", *words[1:]]
    value = _sum_words(words)
    return value / 2 if half and value is not None else value


def _sum_words(words: list[str]) -> Decimal | None:
    total = section = 0
    last = 10**3
    for word in words:
        if word in WORD_DIGITS:
            if last < 10 or (last < 100 and WORD_DIGITS[word] > 9):
                return None
            section += WORD_DIGITS[word]
            last = 1
        elif word in WORD_TENS:
            if last < 100:
                return None
            section += WORD_TENS[word]
            last = 10
        elif word in ("hundred", "dozen"):
            section = max(section, 1) * WORD_MAGNITUDES[word]
            last = 100
        elif word in WORD_MAGNITUDES:
            total += max(section, 1) * WORD_MAGNITUDES[word]
            section, last = 0, 10**3
        else:
            return None
    return Decimal(total + section) if words else None
