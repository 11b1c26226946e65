"""Han script: folding Traditional to Simplified, and telling a text's language."""

from __future__ import annotations

import re
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


def fold_han(text: str) -> str:
    """`text` with every Traditional character folded to Simplified; the length is kept."""
    return text.translate(_translation())


@cache
def _translation() -> dict[int, str]:
    return {ord(a): b for a, b in _table().items()}


def has_han(text: str) -> bool:
    """Whether any Han character stands in the text."""
    return HAN_RUN.search(text) is not None
