"""The whole way from bytes to record: what holds for any text."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest import pipeline
from archive.ingest.clean import clean
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import read
from archive.ingest.record import to_json
from archive.ingest.types import Source

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "fixtures" / "documents").glob("*.txt"))
STATUSES = {
    "investigating",
    "detained",
    "arrested",
    "prosecuted",
    "sentenced",
    "administrative-penalty",
    "unknown",
}
MEASURES = {
    "cases",
    "suspects",
    "websites",
    "accounts",
    "items",
    "apps",
    "groups",
    "money",
    "other",
}
# Words that set the rules off, so that random texts are not all of them silent.
WORDS = (
    "——",
    "1.",
    "2.",
    "一、",
    "二、",
    "其一，",
    "May 04:",
    "案例一：",
    "In another case,",
    "浙江",
    "舟山警方",
    "Zhejiang",
    "Hubei police",
    "侦破",
    "cracked",
    "案",
    "a case of",
    "“3·10”",
    '"12·, 15"',
    "淫秽物品",
    "fraud",
    "抓获12人",
    "arrested 12 suspects",
    "more than 2.5 pieces",
    "共",
    "下一步",
    "The spokesperson said",
    "微信",
    "“星空”平台",
    "2021年3月10日",
    "Nov. 11th",
    "罚款5万元",
    "净网2021",
    "公安部",
    "、",
    "，",
    "。",
    ".",
    ";",
    "\n",
    "\n\n",
    "“",
    "”",
    " ",
)
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.text(max_size=300),
)


@cache
def get_lexicon():
    return Lexicon.from_files(ROOT / "fixtures" / "vocabulary")


def run(text):
    return pipeline.run(Source("a.txt", text.encode(), "text/plain"), get_lexicon())


def is_readable(text):
    """Whether reading and cleaning leave words."""
    try:
        clean(read(Source("a.txt", text.encode(), "text/plain")), get_lexicon())
    except Unreadable:
        return False
    return True


def assert_holds(record):
    """What a reader of the record may rely on, whatever the text."""
    data = json.loads(json.dumps(to_json(record), ensure_ascii=False))
    text = data["text"]
    for kind in ("campaigns", "agencies", "platforms", "places"):
        for fact in data[kind]:
            assert fact["spans"]
            for start, end in fact["spans"]:
                assert 0 <= start < end <= len(text)
                assert text[start:end] in fact["as_printed"]
    for fact in [*data["figures"], *data["unresolved"]]:
        start, end = fact["span"]
        assert text[start:end] == fact["quote"] != ""
    end = 0
    for case in data["cases"]:
        assert end <= case["span"][0] < case["span"][1] <= len(text)
        end = case["span"][1]
        assert case["title"]
        assert case["status"] in STATUSES
        assert set(case["provinces"]) <= set(data["provinces"])
        assert case["province"] is None or case["province"] in case["provinces"]
        assert set(case["platforms"]) <= {p["id"] for p in data["platforms"]}
        assert set(case["agencies"]) <= {a["id"] for a in data["agencies"]}
        for sanction in case["sanctions"]:
            assert text[slice(*sanction["span"])] == sanction["quote"]
    subjects = {"campaign", "other", *(f"case:{n}" for n in range(len(data["cases"])))}
    assert {f["subject"] for f in data["figures"]} <= subjects
    assert {f["measure"] for f in data["figures"]} <= MEASURES
    assert all(code.startswith("CN-") for code in data["provinces"])
    for warning in data["warnings"]:
        assert warning["message"]
        assert warning["span"] is None or 0 <= warning["span"][0] <= warning["span"][1] <= len(text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem[:3])
def test_the_documents_of_the_archive_hold_together(path):
    record = pipeline.run(Source(path.name, path.read_bytes(), "text/plain"), get_lexicon())
    assert_holds(record)
    assert "Leave a Reply" not in record.document.text
    assert "(over)" not in record.document.text


def test_the_document_that_announces_five_cases_and_holds_two_says_so():
    path = next(p for p in DOCUMENTS if p.stem.startswith("000"))
    record = pipeline.run(Source(path.name, path.read_bytes(), "text/plain"), get_lexicon())
    assert [c.designation for c in record.cases] == ["3·10", "12·15"]
    missing = [w for w in record.warnings if w.code == "announced-cases-missing"]
    assert [w.message for w in missing] == ["5 cases announced, 2 in the text"]


@settings(max_examples=120, deadline=None)
@given(text=texts)
def test_any_text_gives_a_record_that_holds_or_is_refused_by_name(text):
    if not is_readable(text):
        with pytest.raises(Unreadable, match=r"a\.txt"):
            run(text)
        return
    assert_holds(run(text))


@settings(max_examples=30, deadline=None)
@given(text=texts.filter(is_readable))
def test_the_same_bytes_give_the_same_record(text):
    assert to_json(run(text)) == to_json(run(text))
