"""Places: which words are names, which division a name means, what part it plays."""

import csv
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.extract.places import find_places
from archive.ingest.gazetteer import get_gazetteer
from tests.ingest.reading import VOCABULARY, decide, make_document, read_lexicon


def read_places(text):
    """Quote, code and role of each mention with one candidate."""
    return [
        (m.quote, m.candidates[0], m.role)
        for m in find_places(make_document(text), read_lexicon())
        if len(m.candidates) == 1
    ]


def codes_of(text):
    return [code for _, code, _ in read_places(text)]


def roles_of(text):
    return {quote: role for quote, _, role in read_places(text)}


# ---- the vocabulary ----------------------------------------------------------------------------


def test_the_vocabulary_holds_every_division():
    with (VOCABULARY / "places.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    living = [row for row in rows if not row["until"]]
    count = {
        level: sum(row["level"] == level for row in living) for level in ("province", "county")
    }
    assert count["province"] == 34
    assert count["county"] > 2800
    codes = {row["code"] for row in rows}
    assert len(codes) == len(rows)
    assert all(row["parent"] in codes for row in rows if row["level"] != "province")
    assert all(row["name"] and row["name_zh"] for row in rows)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("610000", "Shaanxi"),
        ("140000", "Shanxi"),
        ("150000", "Inner Mongolia"),
        ("230100", "Harbin"),
        ("540100", "Lhasa"),
        ("650100", "Urumqi"),
        ("610100", "Xi'an"),
        ("340103", "Luyang District"),
        ("330382", "Yueqing City"),
        ("222400", "Yanbian"),
        ("420528", "Changyang Tujia Autonomous County"),
    ],
)
def test_english_names(code, name):
    assert read_lexicon().places[code].name == name


def test_abolished_places_are_marked():
    tanggu = read_lexicon().places["120107"]
    assert (tanggu.name, tanggu.until, tanggu.iso) == ("Tanggu District", 2008, "CN-TJ")


def test_a_line_leads_to_the_province():
    gazetteer = get_gazetteer(read_lexicon())
    assert gazetteer.line("320925") == ("320925", "320900", "320000")
    assert gazetteer.is_within("320925", "320000")
    assert not gazetteer.is_within("320000", "320000")


# ---- which division a name means ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("江苏盐城建湖警方破获一案。", ["320000", "320900", "320925"]),
        ("陜西省西安市公安局雁塔分局破案。", ["610000", "610100", "610113"]),
        ("山西太原警方与陕西榆林警方破案。", ["140000", "140100", "610000", "610800"]),
        ("吉林省吉林市公安局破案。", ["220000", "220200"]),
        ("安徽滁州全椒县公安局破案。", ["340000", "341100", "341124"]),
        ("襄樊市公安局破案。", ["420600"]),
        ("京津冀三地警方破案。", ["110000", "120000", "130000"]),
        ("粤、闽两省警方破案。", ["440000", "350000"]),
        ("广东警方在珠海、中山、江门收网抓获三人。", ["440000", "440400", "442000", "440700"]),
        ("四川遂宁警方破案。", ["510000", "510900"]),
        ("江苏徐州睢宁警方破案。", ["320000", "320300", "320324"]),
        ("Police of Daying County, Suining City cracked a case.", ["510923", "510900"]),
        ("Sichuan Suining police cracked a case.", ["510000", "510900"]),
        ("Police in Taizhou, Zhejiang, cracked a case.", ["331000", "330000"]),
        ("Police in Xuzhou, a city in east China's Jiangsu Province, acted.", ["320300", "320000"]),
        ("Shaanxi and Shanxi police cracked a case.", ["610000", "140000"]),
        ("Jiaxing City police. Jianhu County police.", ["330400", "320925"]),
        ("Suzhou police cracked a case.", ["320500"]),
        ("Suzhou, Anhui, police cracked a case.", ["341300", "340000"]),
        ("Xi'an and Xi’an police cracked two cases.", ["610100", "610100"]),
    ],
)
def test_neighbours_and_level_decide(text, codes):
    assert codes_of(text) == codes


@pytest.mark.parametrize("text", ["Taizhou police arrested five.", "Heshan police cracked a case."])
def test_a_name_of_several_places_stays_ambiguous(text):
    (mention,) = find_places(make_document(text), read_lexicon())
    assert len(mention.candidates) > 1


def test_the_document_decides_between_namesakes():
    text = "Ningbo, Zhejiang, held a campaign against fraud.\n\nTaizhou police arrested five."
    assert codes_of(text)[-1] == "331000"


@pytest.mark.parametrize(
    "text",
    [
        "全省公安民警破获案件，会同公安机关查处。",
        "各地建立长治久安的机制，来宾和平相处。",
        "办案民警大同小异地介绍。",
        "中山东路派出所破获案件。",
        "沪ICP备05000001号 京公网安备11000002000001号",
        "记者王长春报道，嫌疑人刘安阳被抓获。",
        "The central office cracked down. He was born in May. Mile by mile.",
        "Reporter Li Jinhua and Zhang Yulin reported that police arrested two.",
    ],
)
def test_other_words_are_no_places(text):
    assert codes_of(text) == []


def test_a_county_without_its_suffix_needs_support():
    assert codes_of("大英自然博物馆门前，警方抓获两人。") == []
    assert codes_of("大英警方抓获两人。") == ["510923"]
    assert codes_of("遂宁大英破获一案。") == ["510900", "510923"]


# ---- what part a place plays ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("新华社北京6月8日电 浙江警方破案。", {"北京": "dateline", "浙江": "enforcement"}),
        ("（中央社记者北京13日电）警方破案。", {"北京": "dateline"}),
        (
            "NANJING, May 3 (Xinhua) -- Wuxi police acted.",
            {"NANJING": "dateline", "Wuxi": "enforcement"},
        ),
        (
            "China News Service, Beijing, September 7 (Reporter XX) Police acted.",
            {"Beijing": "dateline"},
        ),
        (
            "浙江警方破案，涉及广东、湖南等省。",
            {"浙江": "enforcement", "广东": "mentioned", "湖南": "mentioned"},
        ),
        ("民警赶赴云南、福建抓捕嫌疑人。", {"云南": "mentioned", "福建": "mentioned"}),
        ("受害人遍布北京、上海，警方抓获三人。", {"北京": "mentioned", "上海": "mentioned"}),
        ("家住上海的女子报警，警方抓获一人。", {"上海": "mentioned"}),
        ("警方查获杭州某某网络科技有限公司。", {"杭州": "mentioned"}),
        (
            "浙江温州侦破某网络科技有限公司侵犯公民个人信息案。",
            {"浙江": "enforcement", "温州": "enforcement"},
        ),
        ("据《浙江日报》报道，警方破案。", {"浙江": "mentioned"}),
        ("警方查处“重庆甲乙互动”平台。", {"重庆": "mentioned"}),
        ("发布会在杭州召开。", {"杭州": "mentioned"}),
        (
            "The case, involving Tianjin and Hebei, was cracked by police.",
            {"Tianjin": "mentioned", "Hebei": "mentioned"},
        ),
        ("The meeting was held in Beijing by the police.", {"Beijing": "mentioned"}),
        ("Officers flew to Yunnan to make arrests.", {"Yunnan": "mentioned"}),
        (
            "Police fined Hangzhou Blue Whale Network Technology Co., Ltd.",
            {"Hangzhou": "mentioned"},
        ),
        ("The Beijing Evening News reported a case.", {"Beijing": "mentioned"}),
        ('Police shut the "Chongqing Two Interactive" platform.', {"Chongqing": "mentioned"}),
        (
            "In Hangzhou, Zhejiang Province, a man lied to girls. He was sentenced in a court.",
            {"Hangzhou": "enforcement", "Zhejiang Province": "enforcement"},
        ),
        ("In Hangzhou, a man lied to girls. He is happy.", {"Hangzhou": "mentioned"}),
        ('- Nanjing, Jiangsu, "12.15" case', {"Nanjing": "enforcement", "Jiangsu": "enforcement"}),
    ],
)
def test_roles(text, roles):
    assert roles_of(text) == roles


@pytest.mark.parametrize(
    "text",
    [
        "The platform was shut, said Zhu, a professor at a university of law in Nanjing.",
        "Banks should be punished too, said Yin, a lawyer with Nanjing Shuanglin Law Firm.",
    ],
)
def test_where_an_expert_works_is_no_enforcement(text):
    (place,) = find_places(make_document(text), read_lexicon())
    assert place.role == "mentioned"


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Zhu (male, 42 years old, Wenling Zhejiang people).",
        "Police arrested Li, a native of Shangrao in Jiangxi.",
        "Baoding people Liu was arrested.",
        "受害人李女士（江苏南京）报案后警方立案。",
        "Police found an IP address in Guangdong.",
    ],
)
def test_homes_and_addresses_are_no_enforcement(text):
    places = find_places(make_document(text), read_lexicon())
    assert places
    assert {place.role for place in places} == {"mentioned"}


def test_a_caption_is_no_enforcement():
    document = make_document("图为浙江警方抓捕现场")
    (block,) = document.blocks
    caption = type(block)("caption", block.span)
    captioned = type(document)("a", "0", "text/plain", "zh-Hans", document.text, (caption,), ())
    (mention,) = find_places(captioned, read_lexicon())
    assert mention.role == "mentioned"


@given(
    st.lists(
        st.sampled_from(
            [
                "浙江",
                "舟山",
                "警方",
                "Suining",
                " ",
                ", ",
                "County",
                "police",
                "\n",
                "“",
                "”",
                "公安局",
                "分局",
                "、",
                "XX",
                "京",
                "·",
            ]
        ),
        max_size=25,
    ).map("".join)
)
@settings(max_examples=100, deadline=None)
def test_any_text_gives_exact_ordered_mentions(text):
    mentions = find_places(make_document(text), read_lexicon())
    assert all(m.span.quote(text) == m.quote and m.candidates for m in mentions)
    assert all(a.span.end <= b.span.start or a.span == b.span for a, b in pairwise(mentions))
    decide(text)
