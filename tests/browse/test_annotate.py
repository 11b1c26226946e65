"""Texts with marks: nothing is lost, pieces nest, anchors are given once."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.browse.annotate import CLOSE, OPEN, Mark, annotate, read_span, split_paragraphs
from archive.text.spans import Span

TEXTS = st.text(alphabet="ab 。\n公", max_size=80)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, max(len(text) - 1, 0)))
        end = draw(st.integers(start + 1, start + 30))
        marks.append(Mark(Span(start, min(end, max(len(text), start + 1))), f"m-{number}"))
    return text, marks


def spell(paragraph):
    return "".join(piece.text for piece in paragraph.pieces)


@settings(max_examples=150, deadline=None)
@given(marked_texts())
def test_pieces_spell_each_paragraph_and_nest(sample):
    text, marks = sample
    anchors = []
    for paragraph in annotate(text, marks):
        assert spell(paragraph) == paragraph.span.quote(text)
        depth = 0
        for piece in paragraph.pieces:
            depth += {OPEN: 1, CLOSE: -1}.get(piece.kind, 0)
            assert depth >= 0
            if piece.kind == OPEN and piece.first:
                anchors.append(piece.mark.anchor)
        assert depth == 0
    assert len(anchors) == len(set(anchors))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_paragraphs_leave_out_white_space_alone(text):
    spans = split_paragraphs(text)
    kept = "".join(span.quote(text) for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_every_mark_with_words_has_its_anchor():
    text = "Police seized\n\nmany phones."
    marks = [Mark(Span(0, 13), "a"), Mark(Span(7, 19), "b"), Mark(Span(13, 19), "c")]
    pieces = [p for paragraph in annotate(text, marks) for p in paragraph.pieces]
    assert {p.mark.anchor for p in pieces if p.kind == OPEN and p.first} == {"a", "b", "c"}


def test_a_mark_that_crosses_another_is_cut_and_goes_on():
    [paragraph] = annotate("abcdef", [Mark(Span(0, 4), "x"), Mark(Span(2, 6), "y")])
    written = [
        (p.kind, p.text or (p.mark.anchor if p.mark else ""), p.first) for p in paragraph.pieces
    ]
    assert written == [
        ("open", "x", True),
        ("text", "ab", True),
        ("open", "y", True),
        ("text", "cd", True),
        ("close", "", True),
        ("close", "", True),
        ("open", "y", False),
        ("text", "ef", True),
        ("close", "", True),
    ]


def test_single_line_breaks_part_a_text_without_blank_lines():
    assert len(split_paragraphs("一段\n二段\n三段")) == 3
    assert len(split_paragraphs("one\nstill one\n\ntwo")) == 2


def test_spans_in_addresses():
    assert read_span("120-180", 500) == (120, 180)
    assert read_span("120-900", 500) == (120, 500)
    for bad in ("", "180-120", "x", "900-950", "1-2-3", "-5", "9" * 30 + "-1"):
        assert read_span(bad, 500) is None
