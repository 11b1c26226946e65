"""Spans: what they hold, and their ends without blanks."""

from hypothesis import given
from hypothesis import strategies as st

from archive.text.spans import Span, keep_longest, trim


@given(st.text(st.sampled_from("ab \u3000\u200b\n"), max_size=12), st.data())
def test_a_trimmed_span_has_the_same_words_and_no_blank_at_its_ends(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    trimmed = trim(text, span)
    assert span.covers(trimmed)
    assert trimmed.quote(text) == span.quote(text).strip(" \u3000\u200b\n")


def test_marks_go_with_the_blanks():
    text = "“ 3·10 ”"
    assert trim(text, Span(0, len(text)), "“”").quote(text) == "3·10"


def test_a_span_that_ends_before_it_starts_holds_nothing():
    assert trim("a b", Span(2, 1)) == Span(2, 2)


def test_of_overlapping_spans_the_longest_stays():
    spans = [Span(0, 3), Span(2, 8), Span(8, 9), Span(8, 9)]
    assert keep_longest(spans) == [Span(2, 8), Span(8, 9)]
