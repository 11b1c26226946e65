"""Han script: folding Traditional to Simplified, and telling a text's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import opencc

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"
HAN_RUN = re.compile(f"[{HAN}]+")


@cache
def _table() -> dict[str, str]:
    """Traditional character to its Simplified one, character by character.

    One conversion of all characters on lines of their own: phrases never apply, so that a
    query and a text fold alike whatever stands around a character.
    """
    chars = [chr(c) for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    folded = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {a: b for a, b in zip(chars, folded, strict=True) if a != b and len(b) == 1}


def fold_char(char: str) -> str:
    """The Simplified form of one character; any other character is returned as it is."""
    return _table().get(char, char)


@cache
def _finder() -> re.Pattern[str]:
    return find_any(_table())


def fold_han(text: str) -> str:
    """`text` with every Traditional character folded to Simplified; the length is kept."""
    return replace_chars(text, _finder(), _table())


def count_traditional(text: str) -> int:
    """How many characters of the text have another, Simplified form."""
    return len(_finder().findall(text))


def find_any(chars: Iterable[str]) -> re.Pattern[str]:
    """An expression for any one of the characters."""
    return re.compile(f"[{re.escape(''.join(chars))}]")


def replace_chars(text: str, finder: re.Pattern[str], table: Mapping[str, str]) -> str:
    """`text` with the characters that a table has replaced by its ones, none of which the table
    changes again; `finder` is `find_any` of the table. A text has few of them, and so each in
    turn is several times as fast as `str.translate`."""
    for char in set(finder.findall(text)):
        text = text.replace(char, table[char])
    return text


def has_han(text: str) -> bool:
    """Whether any Han character stands in the text."""
    return HAN_RUN.search(text) is not None
