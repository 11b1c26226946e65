"""Alignment of paragraphs: nothing is lost, and lengths tell what belongs together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.alignment import LONGEST, align

lengths = st.lists(st.integers(1, 2000), max_size=25)


@given(lengths, lengths)
@settings(max_examples=60, deadline=None)
def test_every_paragraph_is_in_exactly_one_pair(left, right):
    pairs = align(left, right)
    assert [i for ours, _ in pairs for i in ours] == list(range(len(left)))
    assert [j for _, theirs in pairs for j in theirs] == list(range(len(right)))


@given(st.lists(st.integers(20, 2000), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_an_even_translation_is_aligned_one_to_one(left):
    right = [3 * length for length in left]
    assert align(left, right) == [(range(i, i + 1), range(i, i + 1)) for i in range(len(left))]


def test_a_paragraph_that_was_left_out_faces_nothing():
    left = [200, 450, 150, 400, 320, 700, 280, 510, 260, 610, 330, 180, 540, 420, 250]
    right = [3 * length for length in left if length != 320]
    assert (range(4, 5), range(4, 4)) in align(left, right)


def test_two_paragraphs_may_answer_to_one():
    pairs = align([300, 100, 120], [900, 660])
    assert pairs == [(range(0, 1), range(0, 1)), (range(1, 3), range(1, 2))]


def test_very_long_texts_are_paired_by_number():
    pairs = align([10] * (LONGEST + 2), [10] * 3)
    assert pairs[0] == (range(0, 1), range(0, 1))
    assert pairs[-1] == (range(LONGEST + 1, LONGEST + 2), range(LONGEST + 1, 3))
