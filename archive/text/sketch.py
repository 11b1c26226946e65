"""Bottom-k sketches: how alike two texts are, from a few dozen numbers each.

The k smallest hashes of a text's shingles are a random sample of them (Broder 1997), so the
share of them that two texts have in common estimates the likeness (Jaccard) of the texts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from heapq import nsmallest

from archive.text.script import HAN, fold_han

SIZE = 64
"""Values of a sketch: likeness is told to within about 0.06."""
INDEXED = 12
"""Smallest values of a sketch that are kept as rows: alike texts share some of them."""
LATIN_SHINGLE, HAN_SHINGLE = 3, 5

_TOKEN = re.compile(f"[{HAN}]|[^\\W_]+")


def make_sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's shingles, ascending: at most `SIZE` signed 63-bit
    integers. A shingle is three words running, or five Han characters."""
    tokens = _TOKEN.findall(fold_han(text).lower())
    if not tokens:
        return ()
    han = sum(map(_is_han, tokens))
    width = HAN_SHINGLE if han * 2 > len(tokens) else LATIN_SHINGLE
    count = max(len(tokens) - width + 1, 1)
    shingles = {" ".join(tokens[i : i + width]) for i in range(count)}
    return tuple(nsmallest(SIZE, {_hash(shingle) for shingle in shingles}))


def estimate_likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Jaccard likeness of two sketched texts, 0 to 1."""
    if not one or not other:
        return 0.0
    union = nsmallest(SIZE, {*one, *other})
    both = {*one} & {*other}
    return sum(value in both for value in union) / len(union)


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest()) >> 1


def _is_han(token: str) -> bool:
    return token[0] >= "\u3400"
