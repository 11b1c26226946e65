"""Cue phrases and what merely looks like them."""

from archive.text.matching import fold
from archive.text.phrases import PhraseBook, Phrases
from archive.text.spans import Span

CUES = Phrases(["cracked", "侦破"], unlike=["cracked down", "侦破率"])


def test_phrases_are_found_whatever_case_script_and_width():
    text = fold("Police CRACKED it; 警方偵破此案")
    assert [span.quote(text) for span in CUES.find(text)] == ["cracked", "侦破"]


def test_a_longer_look_alike_hides_the_phrase():
    assert CUES.find(fold("Police cracked down; 侦破率上升")) == []


def test_spans_count_from_the_beginning_of_the_text():
    text = fold("a cracked b cracked")
    assert CUES.find(text, Span(9, 19)) == [Span(12, 19)]
    assert CUES.stand_in(text, Span(0, 9))
    assert not CUES.stand_in(text, Span(9, 12))


def test_a_phrase_begins_only_where_it_stands():
    text = fold("he cracked it")
    assert CUES.begins(text, 3) == Span(3, 10)
    assert CUES.begins(text, 0) is None
    assert CUES.begins(text, len(text)) is None


def test_a_book_reads_every_set_by_itself():
    book = PhraseBook({"deed": (["cracked"], ["cracked down"]), "fact": (["a case cracked"], ())})
    found = book.read(fold("a case cracked, b cracked down"))
    assert found.find("deed") == [Span(7, 14)]
    assert found.find("fact") == [Span(0, 14)]
    assert found.find("deed", Span(8, 30)) == []
    assert found.stand_in("deed", Span(0, 14))
    assert found.begins("deed", 7) == Span(7, 14)
    assert found.begins("deed", 18) is None
