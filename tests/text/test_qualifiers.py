import pytest

from archive.text.qualifiers import read_qualifier_after, read_qualifier_before


@pytest.mark.parametrize(
    ("text", "start", "qualifier"),
    [
        ("closed more than ", 7, "more_than"),
        ("At least ", 0, "more_than"),
        ("in all, over a total of ", 8, "more_than"),
        ("nearly ", 0, "nearly"),
        ("抓获逾", 2, "more_than"),
        ("抓获将近", 2, "nearly"),
        ("约", 0, "about"),
    ],
)
def test_before_a_number(text, start, qualifier):
    assert read_qualifier_before(text + "300", len(text)) == (start, qualifier)


@pytest.mark.parametrize(
    "text", ["最近", "附近", "the above ", "all over ", "moreover ", "took over ", "closed ", ""]
)
def test_what_only_ends_like_a_qualifier(text):
    assert read_qualifier_before(text + "3", len(text)) is None


@pytest.mark.parametrize(("numeral", "read"), [("百人", True), ("30人", False)])
def test_some_qualify_only_round_numerals(numeral, read):
    assert (read_qualifier_before("过" + numeral, 1) is not None) == read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("人以上", None),
        ("以上", (2, "more_than")),
        ("余万", (1, "more_than")),
        (" or more", (8, "more_than")),
        (" or more than that", None),
        ("左右", (2, "about")),
        ("", None),
    ],
)
def test_behind_a_number(text, found):
    assert read_qualifier_after(text, 0) == found
