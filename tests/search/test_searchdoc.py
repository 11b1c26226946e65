"""What an index knows of one record."""

from datetime import date

from archive.search.searchdoc import BREAK, normalise_designation
from tests.search.corpus import make_doc


def test_terms_keep_values_apart():
    doc = make_doc(names=("WeChat group", "微信"), body=("Two cases", "one"))
    assert doc.texts["names"] == ["wechat", "group", BREAK, "微信", "信"]
    assert doc.texts["body"] == ["two", "case", BREAK, "one"]


def test_words_are_those_of_alphabets_as_printed():
    doc = make_doc(title="Reported 微信 WeChat's", names=("12", "WECHAT"), body="案 cases")
    assert doc.words == {"reported", "wechat", "12", "cases"}


def test_absent_values_are_none():
    doc = make_doc(facets={"platform": ("wechat", "qq")})
    assert doc.values("platform") == ("wechat", "qq")
    assert doc.values("offence") == ("(none)",)


def test_designations_lose_their_punctuation():
    for text in ("3·10", "3.10", "“3-10” case", "３·１０", "“3 10”"):
        assert normalise_designation(text) == "3.10"
    for text in ("May 04", "5·4", "5月04日", "the “May 4” case"):
        assert normalise_designation(text) == "5.4"
    assert normalise_designation("12·15") != normalise_designation("1·215")
    assert normalise_designation("Alpha") == "alpha"


def test_undated_come_last_in_either_order():
    undated, old, new = make_doc(), make_doc(on="0001-01-01"), make_doc(on="9999-12-31")
    assert undated.newest < old.newest < new.newest
    assert old.oldest < new.oldest < undated.oldest


def test_records_of_one_day_have_an_order_of_their_own():
    docs = [make_doc(f"announcement:{i}", on="2015-06-01") for i in range(50)]
    assert len({doc.newest for doc in docs}) == 50
    later = make_doc("announcement:x", on="2015-06-02")
    assert all(doc.newest < later.newest for doc in docs)


def test_fingerprints_ignore_order_of_values_but_not_values():
    doc = make_doc(facets={"platform": ("wechat", "qq")})
    same = make_doc(facets={"platform": ("qq", "wechat")})
    other = make_doc(facets={"platform": ("qq",)})
    dated = make_doc(facets={"platform": ("wechat", "qq")}, earliest=1, latest=2)
    assert doc.fingerprint == same.fingerprint
    assert len({doc.fingerprint, other.fingerprint, dated.fingerprint}) == 3
    assert date.max.toordinal() < 4_000_000
