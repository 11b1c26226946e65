"""Things asked for by part of a text."""

from hypothesis import given
from hypothesis import strategies as st

from archive.text.placed import Placed
from archive.text.spans import Span

spans = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


def test_values_come_in_order_of_appearance_each_once():
    placed = Placed([(Span(8, 9), "b"), (Span(2, 4), "a"), (Span(5, 6), "b"), (Span(3, 9), "c")])
    assert placed.within(Span(0, 10)) == ["a", "c", "b"]
    assert placed.within(Span(3, 8)) == ["b"]
    assert placed.within(Span(6, 6)) == []


@given(st.lists(spans), spans)
def test_the_answer_is_that_of_asking_every_span(items, part):
    placed = Placed((span, index) for index, span in enumerate(items))
    expected = {n for n, s in enumerate(items) if part.covers(s) and s.start < part.end}
    assert set(placed.within(part)) == expected
