"""Bottom-k sketches: how alike two texts are, from a few dozen numbers each.

The k smallest hashes of a text's shingles are a random sample of them (Broder 1997), so the
share of them that two texts have in common estimates the likeness (Jaccard) of the texts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from archive.text.script import HAN, fold_han

SIZE = 64
"""Values of a sketch: likeness is told to within about 0.06."""
INDEXED = 12
"""Smallest values of a sketch that are kept as rows: alike texts share some of them."""
LATIN_SHINGLE, HAN_SHINGLE = 3, 5
FIRST_HAN = "\u3400"
PRIME = 2**61 - 1
POINT = 1_184_372_088_891_077_429
"""Where the polynomial of a shingle's hashes is taken; any number below the prime will do."""
MAX_HASHES = 50_000
"""Tokens whose hashes are kept."""

_TOKEN = re.compile(f"[{HAN}]|[^\\W_]+")


def make_sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's shingles, ascending: at most `SIZE` integers below
    2⁶¹. A shingle is three words running, or five Han characters."""
    tokens = _TOKEN.findall(fold_han(text).lower())
    if not tokens:
        return ()
    han = len([token for token in tokens if token >= FIRST_HAN])
    width = min(HAN_SHINGLE if han * 2 > len(tokens) else LATIN_SHINGLE, len(tokens))
    return tuple(sorted(_hash_shingles([_hashes[token] for token in tokens], width))[:SIZE])


def _hash_shingles(hashes: Sequence[int], width: int) -> set[int]:
    """The hashes of all shingles: polynomials of their tokens', so that the order counts. Each
    comes from the one before, less the token that leaves it (Rabin and Karp)."""
    value = 0
    for one in hashes[:width]:
        value = (value * POINT + one) % PRIME
    found = {value}
    leaves = pow(POINT, width, PRIME)
    for entering, leaving in zip(hashes[width:], hashes, strict=False):
        value = (value * POINT + entering - leaving * leaves) % PRIME
        found.add(value)
    return found


def estimate_likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Jaccard likeness of two sketched texts, 0 to 1."""
    if not one or not other:
        return 0.0
    union = sorted({*one, *other})[:SIZE]
    both = {*one} & {*other}
    return sum(value in both for value in union) / len(union)


class _Hashes(dict[str, int]):
    """Hashes of the tokens met so far: most of a text's are old acquaintances."""

    def __missing__(self, token: str) -> int:
        if len(self) >= MAX_HASHES:
            self.clear()
        digest = hashlib.blake2b(token.encode(), digest_size=8).digest()
        self[token] = value = int.from_bytes(digest) % PRIME
        return value


_hashes = _Hashes()
