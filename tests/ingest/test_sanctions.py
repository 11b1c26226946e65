from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.extract.sanctions import find_sanctions
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document

LEXICON = Lexicon.from_files(Path(__file__).parents[2] / "fixtures" / "vocabulary")


def sanctions(text):
    found = find_sanctions(Document("x", "", "text/plain", "en", text, (), ()), LEXICON)
    assert all(s.quote == s.span.quote(text) for s in found)
    return found


def outcomes(text):
    return [(s.kind, s.value, s.unit) for s in sanctions(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("He was sentenced to 6 years' imprisonment.", "imprisonment", 6, "years"),
        ("sentenced to three years and six months in prison", "imprisonment", 42, "months"),
        ("He was jailed for 18 months.", "imprisonment", 18, "months"),
        ("a five-year prison term", "imprisonment", 5, "years"),
        ("判处有期徒刑三年六个月", "imprisonment", 42, "months"),
        ("判处拘役四个月", "imprisonment", 4, "months"),
        ("被判處有期徒刑2年", "imprisonment", 2, "years"),
        ("被判处无期徒刑", "imprisonment", None, "life"),
        ("was sentenced to life imprisonment", "imprisonment", None, "life"),
        ("缓刑四年", "suspended-sentence", 4, "years"),
        ("suspended for four years", "suspended-sentence", 4, "years"),
        ("对其行政拘留10日", "detention", 10, "days"),
        ("was administratively detained for 7 days", "detention", 7, "days"),
        ("received 10 days of administrative detention", "detention", 10, "days"),
        ("处以行政拘留", "detention", None, None),
        ("并处罚金人民币5万元", "fine", 50_000, "CNY"),
        ("处1万元罚款", "fine", 10_000, "CNY"),
        ("was fined 20,000 yuan", "fine", 20_000, "CNY"),
        ("fined the company 60 million euros", "fine", 60_000_000, "EUR"),
        ("received a £12.7 million fine", "fine", 12_700_000, "GBP"),
        ("没收违法所得3.2万余元", "confiscation", 32_000, "CNY"),
        ("责令该公司限期改正", "rectification-order", None, None),
        ("was ordered to rectify", "rectification-order", None, None),
        ("予以警告", "warning", None, None),
        ("约谈平台负责人", "interview", None, None),
        ("吊销其增值电信业务经营许可证", "revocation", None, None),
        ("依法关闭该网站", "closure", None, None),
        ("the website was shut down", "closure", None, None),
        ("全网下架该应用", "removal", None, None),
        ("责令停业整顿", "suspension", None, None),
    ],
)
def test_outcomes_of_each_kind(text, kind, value, unit):
    assert (kind, value, unit) in outcomes(text)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The principal culprit was sentenced to 6 years' imprisonment.", "principal"),
        ("The suspect was jailed for 18 months.", "person"),
        ("被告人李某被判处有期徒刑3年", "person"),
        ("对该公司罚款1万元", "company"),
        ("责令网站整改，给予警告", "platform"),
        ("A fine of 500 yuan.", None),
    ],
)
def test_on_whom_is_a_role(text, on):
    assert [s.on for s in sanctions(text)][-1] == on


@pytest.mark.parametrize(
    "text",
    [
        "may be fined up to €20 million",
        "punishable by up to 10 years in prison",
        "处五万元以上五十万元以下罚款",
        "The investigation took 2 years.",
        "被刑事拘留",
        "预警3次",
    ],
)
def test_what_is_no_outcome(text):
    assert outcomes(text) == []


def test_all_outcomes_of_a_sentence_in_order():
    text = "判处有期徒刑三年，缓刑四年，并处罚金人民币5万元；没收违法所得3.2万元。"
    kinds = [s.kind for s in sanctions(text)]
    assert kinds == ["imprisonment", "suspended-sentence", "fine", "confiscation"]


@pytest.mark.parametrize(
    "text",
    ["fined Acme Ltd 5,000 yuan and Bolt Ltd 3,000 yuan", "分别罚款5000元、3000元"],
)
def test_several_fines_share_one_word(text):
    assert outcomes(text) == [("fine", 5000, "CNY"), ("fine", 3000, "CNY")]


def test_words_of_a_gapped_wording_are_whole():
    (sanction,) = sanctions("They closed 598 illegal websites in all.")
    assert sanction.quote == "closed 598 illegal websites"


def test_a_converted_fine_is_one_fine():
    assert outcomes("fined Example Ltd €50m (about $54 million)") == [("fine", 50e6, "EUR")]


def test_an_empty_lexicon_finds_nothing():
    document = Document("x", "", "text/plain", "en", "fined 500 yuan", (), ())
    assert find_sanctions(document, Lexicon()) == ()


PIECES = st.sampled_from(
    [
        *(
            "三",
            "6 ",
            "年",
            "years ",
            "个月",
            "有期徒刑",
            "sentenced to ",
            "罚款",
            "万元",
            "yuan ",
            "，",
        ),
        *("行政拘留", "日", "关闭", "网站", "fined ", "up to ", "。", "\n", "公司", "暂停"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=100, deadline=None)
def test_sanctions_never_overlap(text):
    end = 0
    for sanction in sanctions(text):
        assert end <= sanction.span.start < sanction.span.end <= len(text)
        end = sanction.span.end
