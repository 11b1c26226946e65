"""The texts that the fuzz run tries."""

from bench.fuzz import LONG, encode
from bench.strings import PIECES, repeat


def test_every_piece_fills_a_file_up_to_the_limit():
    for piece in PIECES:
        size = len(encode(repeat(piece, LONG * len(piece) // len(encode(piece)))))
        assert LONG - 4 * len(encode(piece)) <= size <= LONG + 4, piece
