"""Which paragraphs of a text answer to which of its translation, told from their lengths alone:
long paragraphs are translated by long ones (Gale and Church, 1993)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

MOVES = {(1, 1): 0.12, (1, 0): 4.6, (0, 1): 4.6, (2, 1): 2.4, (1, 2): 2.4}
"""Paragraphs taken from either side, and how unusual that is: minus the logarithm of its share
among translated pairs."""
VARIANCE = 6.8
"""How much lengths of translated pairs scatter, for each letter."""
LONGEST = 120
"""Paragraphs of a text that are compared; those of longer texts stay pairs by their number."""

Pair = tuple[range, range]
Place = tuple[int, int]


def align(left: Sequence[int], right: Sequence[int]) -> list[Pair]:
    """Pairs of runs of paragraphs in the order of both texts, from the paragraphs' lengths in
    letters; one run of a pair may be empty. Every paragraph is in exactly one pair."""
    if max(len(left), len(right)) > LONGEST:
        return _pair_by_number(len(left), len(right))
    return _trace(_find_steps(left, right), len(left), len(right))


def _pair_by_number(left: int, right: int) -> list[Pair]:
    return [
        (range(i, min(i + 1, left)), range(i, min(i + 1, right))) for i in range(max(left, right))
    ]


def _find_steps(
    left: Sequence[int], right: Sequence[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The last move of the cheapest way to each pair of positions."""
    ours, theirs = [0, *accumulate(left)], [0, *accumulate(right)]
    ratio = theirs[-1] / ours[-1] if ours[-1] and theirs[-1] else 1.0
    costs: dict[Place, float] = {(0, 0): 0.0}
    steps: dict[Place, Place] = {}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            ways = []
            for (a, b), rare in MOVES.items():
                if i >= a and j >= b:
                    odd = _weigh(ratio * (ours[i] - ours[i - a]), theirs[j] - theirs[j - b])
                    ways.append((costs[i - a, j - b] + rare + odd, (a, b)))
            if ways:
                costs[i, j], steps[i, j] = min(ways)
    return steps


def _weigh(expected: float, length: int) -> float:
    """How far a length is from what a translation would have; 0 where either side is empty."""
    if not expected or not length:
        return 0.0
    return min((length - expected) ** 2 / (2 * VARIANCE * max(expected, length)), 50.0)


def _trace(steps: dict[Place, Place], i: int, j: int) -> list[Pair]:
    pairs = []
    while i or j:
        a, b = steps[i, j]
        pairs.append((range(i - a, i), range(j - b, j)))
        i, j = i - a, j - b
    return pairs[::-1]
