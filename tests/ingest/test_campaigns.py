"""Campaigns: series and their rounds, parts, new names, descriptions; no year is guessed."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.extract.campaigns import find_campaigns
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import CampaignMention, Document, TextBlock
from archive.text.language import tell_language
from archive.text.matching import fold
from archive.text.spans import Span

LEXICON = Lexicon.from_files(Path(__file__).parents[2] / "fixtures" / "vocabulary")


def read(text: str) -> tuple[CampaignMention, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(TextBlock("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    language = tell_language(text)
    document = Document("test", "", "text/plain", language, text, tuple(blocks), ())
    return find_campaigns(document, LEXICON)


def names(text: str) -> list[str]:
    """Ids of known campaigns (all candidates) and names of others, each once, in text order."""
    found = ["|".join(m.candidates) if m.candidates else str(m.name) for m in read(text)]
    return list(dict.fromkeys(found))


# ---- the vocabulary --------------------------------------------------------------------------


def test_no_form_belongs_to_two_campaigns():
    owners: dict[str, set[str]] = {}
    for entry in LEXICON.campaigns.values():
        for form in entry.all_forms:
            owners.setdefault(fold(form.text), set()).add(entry.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_parents_series_and_rounds_are_consistent():
    campaigns = LEXICON.campaigns
    for entry in campaigns.values():
        assert entry.parent is None or entry.parent in campaigns
        if entry.series and entry.period:
            series = campaigns[entry.series]
            assert entry.name == f"{series.name} {entry.period}"
            assert entry.name_zh == f"{series.name_zh}{entry.period}"


# ---- known names -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公安部部署开展“净网2019”专项行动", ["net-net-2019"]),
        ("公安部部署開展「淨網2019」專項行動", ["net-net-2019"]),
        ("2018年“净网”行动启动", ["net-net-2018"]),
        ("“净网—2016”专项行动", ["net-net-2016"]),
        ("各地推进“扫黄打非·净网2021”专项行动", ["net-net-2021"]),
        ("在净网行动中破案", ["net-net"]),
        ('the "net net 2015" special action group', ["net-net-2015"]),
        ('the "Net Net" centralized operation', ["net-net"]),
        ("the 2021 Net Net campaign", ["net-net-2021"]),
        ("Jingwang 2015", ["net-net-2015"]),
        ('"cleaning the Internet" special action', ["net-net"]),
        (
            "部署“护苗2020”“净网2020”“秋风2020”等专项行动",
            ["protecting-seedlings-2020", "net-net-2020", "autumn-wind-2020"],
        ),
        (
            "2017年“净网”“护苗”“固边”等专项行动",
            ["net-net-2017", "protecting-seedlings-2017", "consolidating-borders-2017"],
        ),
        ("四部门启动“剑网2022”专项行动", ["sword-net-2022"]),
        ("全市深化“断卡”行动", ["card-cutting"]),
        ("2020网络市场监管专项行动", ["net-sword-2020"]),
        ("网上严打整治行动通报会", ["strike-hard"]),
        ("online bulletin on the strike hard campaign", ["strike-hard"]),
        ("以“昆仑2020”专项行动为抓手", ["kunlun-2020"]),
        ("Operation Blue Sky was launched", ["blue-sky"]),
    ],
)
def test_known_campaign_in_its_forms(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "营造纯净网络空间，让网络环境更清朗。",
        "营造“清朗”的网络空间",
        "他们登上长城，蓝天白云，秋风送爽。",
        "全国“扫黄打非”办公室公布案例",
        'the national "anti-pornography and anti-illegal" office said',
        "police strike hard at crime under a blue sky",
        "they were cleaning the Internet of rumours",
        "a hurricane hit the coast",
        "the agency stopped an Operation That Made many calls",
        'Sichuan: "net" action against pornography',
    ],
)
def test_ordinary_words_and_offices_are_no_campaign(text):
    assert names(text) == []


def test_plain_name_beside_one_round_is_that_round():
    assert names("“净网2021”专项行动启动。\n净网行动成效明显。") == ["net-net-2021"]


def test_plain_name_beside_several_rounds_is_ambiguous():
    text = "“净网2020”专项行动后，“净网2021”专项行动启动。净网行动成效明显。"
    assert names(text) == ["net-net-2020", "net-net-2021", "net-net-2020|net-net-2021"]


def test_year_inside_one_name_is_not_the_year_of_the_next():
    assert names("“净网2016”、“护苗”等专项行动") == ["net-net-2016", "protecting-seedlings"]
    text = '"cloud sword 2020" operation; "broken card" operation'
    assert names(text) == ["cloud-sword-2020", "card-cutting"]


def test_year_elsewhere_in_the_text_makes_no_round():
    assert names("2021年9月7日，“净网”集中行动取得成效。") == ["net-net"]


def test_mistranslated_round_counts_where_the_round_is_named():
    assert names('Net 2015 third batch\n\nthe "net net 2015" action') == ["net-net-2015"]
    assert names("Net 2015 income fell") == []


def test_round_that_is_not_listed_is_composed():
    (mention,) = read("部署“净网2035”专项行动")
    assert (mention.candidates, mention.name, mention.name_zh) == ((), "Net Net 2035", "净网2035")


def test_local_number_makes_a_campaign_of_its_own():
    (mention,) = read("县公安局开展“净网3号”行动")
    assert (mention.name, mention.name_zh, mention.quote) == ("Net Net No. 3", "净网3号", "净网3号")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“清朗·打击网络谣言和虚假信息”专项行动", ["qinglang-combating-online-rumours"]),
        ("“清朗·2022年算法综合治理”专项行动", ["qinglang-algorithm-governance-2022"]),
        ("“清朗•整治AI技术滥用”专项行动", ["qinglang-rectifying-abuse-of-ai"]),
        ("“清朗·2031年整治新乱象”专项行动", ["清朗·2031年整治新乱象"]),
        (
            "通报“清朗·优化营商网络环境”专项行动案例\n"
            "开展“清朗·优化营商网络环境——整治涉企侵权信息乱象”专项行动",
            ["qinglang-business-environment-online-2024"],
        ),
        (
            "“清朗·稻田”专项行动部署会\n开展“清朗·稻田——整治一事”专项行动和“清朗·稻田——整治二事”专项行动",
            ["清朗·稻田", "清朗·稻田——整治一事", "清朗·稻田——整治二事"],
        ),
        (
            "开展2023年“清朗”系列专项行动，包括“清朗·网络戾气整治”专项行动",
            ["qinglang-2023", "qinglang-rectifying-online-hostility"],
        ),
    ],
)
def test_part_of_a_series(text, expected):
    assert names(text) == expected


def test_parent_and_child_are_two_campaigns():
    text = '"net net 2015" special action: cases involving "micro field"'
    assert names(text) == ["net-net-2015", "micro-field"]


# ---- new names and descriptions --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浙江公安机关启动“云盾2021”专项行动", ["云盾2021"]),
        ("启动“雷鸣”“闪击”等集中行动", ["雷鸣", "闪击"]),
        ('police launched the "Silver Shield" special operation', ["Silver Shield"]),
        ("The agency announced Operation Quiet Line.", ["Operation Quiet Line"]),
        ("公安机关开展“收网”行动", []),
        ("坚持“零容忍”专项整治", []),
        ("“3·10”专项行动", []),
        ('a "zero tolerance" campaign', []),
    ],
)
def test_new_name_in_quotes_beside_an_action(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省公安厅开展为期三个月的整治网络售假专项行动", ["整治网络售假专项行动"]),
        ("全市开展打击“网络水军”违法犯罪专项行动", ["打击“网络水军”违法犯罪专项行动"]),
        (
            "police carried out special rectification of online gambling from March to June",
            ["special rectification of online gambling"],
        ),
        (
            "the department carried out involving fraud and other multiple crime network service "
            "platform of special rectification, severely crack down on crime",
            ["fraud and other multiple crime network service platform of special rectification"],
        ),
        (
            "launched a two-month campaign against online rumours on several sites",
            ["campaign against online rumours"],
        ),
        ("市监局公布整治网络刷单专项行动典型案例（第二批）", ["整治网络刷单专项行动"]),
        ("公安机关开展专项行动。", []),
        ("公安机关组织开展集中打击整治行动。", []),
        ("police continue to crack down on crime", []),
        ("the decision follows an enforcement action against the company", []),
    ],
)
def test_description_stands_for_a_campaign_without_a_name(text, expected):
    assert names(text) == expected


def test_description_beside_a_named_campaign_is_left_out():
    assert names("在“净网2019”专项行动中开展整治网络售假专项行动") == ["net-net-2019"]


def test_later_words_for_a_described_campaign_are_its_mentions():
    text = (
        "carried out special rectification of online gambling.\n\nspecial rectification work went"
    )
    first, second = read(text)
    assert first.name == second.name == "special rectification of online gambling"
    assert second.quote == "special rectification work"


# ---- always ----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *'"“”「」《》、。·— \n',
        "净网",
        "Net Net",
        "2015",
        "2021年",
        "专项行动",
        " campaign",
        "清朗",
        "开展",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_mentions_quote_the_text_and_never_overlap(text):
    mentions = read(text)
    assert all(mention.span.quote(text) == mention.quote for mention in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_hostile_text_takes_linear_time():
    for piece in (
        "净网·",
        "“净网”、",
        "2015年",
        "清朗·甲",
        '"a" ',
        "special rectification ",
        "开展",
    ):
        start = time.process_time()
        read(piece * (20_000 // len(piece)))
        assert time.process_time() - start < 2
