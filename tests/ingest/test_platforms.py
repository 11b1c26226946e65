"""Platforms: known ones in every form, weak forms by their setting, unlisted ones by theirs."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.extract.platforms import find_platforms
from archive.ingest.extract.quotes import find_chains
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, PlatformMention, TextBlock
from archive.text.language import tell_language
from archive.text.matching import fold
from archive.text.spans import Span

LEXICON = Lexicon.from_files(Path(__file__).parents[2] / "fixtures" / "vocabulary")


def read(text: str) -> tuple[PlatformMention, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(TextBlock("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    language = tell_language(text)
    document = Document("test", "", "text/plain", language, text, tuple(blocks), ())
    return find_platforms(document, LEXICON)


def names(text: str) -> list[str]:
    """Ids of known platforms and names of unlisted ones, each once, in text order."""
    found = [
        mention.candidates[0] if mention.candidates else mention.name for mention in read(text)
    ]
    return list(dict.fromkeys(str(name) for name in found))


# ---- the vocabulary --------------------------------------------------------------------------


def test_vocabulary_holds_enough_platforms_of_many_kinds():
    entries = LEXICON.platforms.values()
    assert len(entries) >= 250
    assert len({entry.kind for entry in entries}) >= 20


def test_no_form_belongs_to_two_platforms():
    owners: dict[str, set[str]] = {}
    for entry in LEXICON.platforms.values():
        for form in entry.all_forms:
            owners.setdefault(fold(form.text), set()).add(entry.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("嫌疑人通过微信群联系买家。", "wechat"),
        ("嫌疑人透過微信群聯繫買家。", "wechat"),
        ("The seller used Weixin to find customers.", "wechat"),
        ("he advertised in the micro-letter group", "wechat"),
        ("files were kept on the 360 cloud disk", "360-cloud-disk"),
        ("链接指向百度云盘。", "baidu-cloud"),
        ("posted on Sina micro-blog", "sina-weibo"),
        ("a Baidu Tieba thread", "baidu-tieba"),
        ("在小红书发布广告", "xiaohongshu"),
        ("an advert on Little Red Book", "xiaohongshu"),
        ("fined over cookies on youtube.com", "youtube"),
        ("Twitter did not answer", "x"),
        ("刑事局指詐團以臉書招攬", "facebook"),
    ],
)
def test_known_platform_is_found_in_every_form(text, expected):
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "北京东城区的民警赶到现场。",
        "处罚后，民警通知网站负责人整改。",
        "中美团队联合办案。",
        "经查，该视频为微视频。",
        "情节轻微信息未扩散。",
        "腾讯公司配合调查，北京百度网讯科技有限公司亦同。",
        "“快播”公司涉案",
        "官方微博发布了通报。",
        "“湖南公安”微信公众号发布消息。",
        "晋江市公安局在荔枝林中抓获嫌疑人。",
        "Police stood in line and waited for a signal.",
        "The steam engine and the bolt were seized.",
        "He lives next to the Amazon rainforest.",
        "The wechatter is not a word.",
    ],
)
def test_ordinary_words_companies_and_credits_are_no_platform(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("约谈腾讯、百度、新浪等网站负责人", ["tencent", "baidu", "sina"]),
        ("利用微博、微信散布谣言", ["sina-weibo", "wechat"]),
        ("在“花椒”直播平台表演", ["huajiao"]),
        ("The dating app Tinder and Bumble were named.", ["tinder", "bumble"]),
        ("members of Telegram, Signal and LINE", ["telegram", "signal", "line"]),
        ("urged vibrato, microblog and other platforms to check", ["douyin", "sina-weibo"]),
        ("sold in the circle of friends on WeChat", ["wechat"]),
    ],
)
def test_weak_name_counts_where_its_setting_confirms_it(text, expected):
    assert names(text) == expected


def test_kinds_of_service_are_no_platform_for_standing_in_a_list():
    assert names("sections such as Post Bar, space, quiz, blog, micro-blog and search") == []
    assert names("要求各网站清理贴吧、空间、问答、博客、搜索等栏目") == []


def test_operator_run_together_with_its_service_is_not_found_as_well():
    assert names("约谈腾讯微信、新浪微博") == ["wechat", "sina-weibo"]


# ---- names that no vocabulary lists ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("查处“云端影库”网站传播淫秽物品案", ["云端影库"]),
        ("查处「雲端影庫」網站", ["雲端影庫"]),
        ("嫌疑人开发了一款名为“夜色直播”的手机APP", ["夜色直播"]),
        ("开设名为金湖娱乐城的赌博网站", ["金湖娱乐城"]),
        ("“蓝鲸影视”“南山影院”等3家盗版网站被关闭", ["蓝鲸影视", "南山影院"]),
        ("下架《乐翻漫画》《快读小报》等28款App", ["乐翻漫画", "快读小报"]),
        ("“花生听”“语聚”等6款传播低俗、淫秽内容的音频平台", ["花生听", "语聚"]),
        ("网站“江边夜话”有会员三千名", ["江边夜话"]),
        ("对优酷、河畔在线、山城影视网等10家视频网站给予警告", ["youku", "河畔在线", "山城影视网"]),
        ("1  天天测光  5.2.1  应用宝  违规收集信息", ["天天测光", "yingyongbao"]),
        ("破获“暖月直播”传播淫秽物品牟利案", ["暖月直播"]),
        ("“小熊阅读”传播淫秽小说案", ["小熊阅读"]),
        ("集團在交友程式「甜語」、「夜話」物色目標", ["甜語", "夜話"]),
        (
            '17 apps, including "FunLens" and "Daily Sun Pro," were removed',
            ["FunLens", "Daily Sun Pro"],
        ),
        ('moved the money with a "CoinRiver" wallet', ["CoinRiver"]),
        ("Police shut down RoBo, a platform with 15 million members.", ["RoBo"]),
        ("按对方要求下载“云端会议通”后被骗", ["云端会议通"]),
        ("在其运营的“椰林影库”上提供下载", ["椰林影库"]),
        ("约谈“河边问答”“南城论坛”“古塔之窗”", ["河边问答", "南城论坛", "古塔之窗"]),
        ('Among them, "Night Parrot" and "Cherry Box" were shut', ["Night Parrot", "Cherry Box"]),
        ("販售「追劇寶」機上盒", ["追劇寶"]),
        ('film websites, the largest of which, "Nomad Hall", had members', ["Nomad Hall"]),
        ("its own apps StepWalker Pro and RainAlarm", ["StepWalker Pro", "RainAlarm"]),
        ('ordered the "Green Inn" novel network to close', ["Green Inn"]),
        ("Ad platform WaveRush will pay", ["WaveRush"]),
        ("users of the Snapbook social networking service", ["Snapbook"]),
        ("涉案网站www.xyz-film.com已被关闭", ["xyz-film.com"]),
        ('the case of "carpenter style" website', ["carpenter style"]),
        ('live apps such as "Moonbay" and "Red Pear"', ["Moonbay", "Red Pear"]),
        ('the "Wuhan Lumi Play" platform', ["Wuhan Lumi Play"]),
        ('the owner of "Blue Fox Live", a platform for shows', ["Blue Fox Live"]),
        ("an app called Night Harbour was removed", ["Night Harbour"]),
        ("the dating app Lovelark", ["Lovelark"]),
        ('the operator of the messenger "Chatbridge"', ["Chatbridge"]),
        ('spread by "old bookworm forum" and closed', ["old bookworm forum"]),
    ],
)
def test_unlisted_name_is_known_by_its_setting(text, expected):
    assert names(text) == expected


def test_lists_with_misplaced_quotes_are_read():
    text = (
        'illegal information "ginger", "River city online", "lamp home", "TULIP style", '
        '"late star show 9 websites, and software with viruses, mobile phone APP" run quick '
        'network "and" soaring download "," Number Library Network "," Soft Garden "4 software '
        "download site to carry out rectification"
    )
    assert names(text) == [
        "ginger", "River city online", "lamp home", "TULIP style", "late star show",
        "run quick network", "soaring download", "Number Library Network", "Soft Garden",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "捣毁“跑分”平台和“裸聊”APP，打击“打擦边球”直播平台",
        'police destroyed "score running" platforms and a "fourth-party payment" platform',
        "“3·10”网站传播淫秽物品案",
        '"May 04" website case and the "6·07" platform case',
        "用“国模”“高清”等关键词在网络平台招揽",
        'keywords such as "materials" and "high definition" to draw customers',
        "“净网2020”专项行动期间关闭网站",
        'the "Net Net" centralized operation cleaned websites',
        '"anti-pornography" websites',
        "《关于加强管理的通知》网站",
        "清查侵权图书《天边》《海角》",
        "民警通过“智慧警务”平台锁定嫌疑人，劝群众安装“国家反诈中心”APP",
        'the "China Anti-Pornography Network" website announced it',
        "举报网站：www.12377.cn",
        "详见网站 www.mps.gov.cn",
        "the Ministry of Public Security website said",
        "the Xinhua website reported",
        "上海、北京等地网站",
        'the "Clear Network" action captured many fugitives',
        "开展“全民阅读”活动，建设“绿色社区”",
    ],
)
def test_quoted_words_that_name_no_platform(text):
    assert names(text) == []


def test_unlisted_name_is_found_again_without_its_noun():
    text = "查处“云端影库”网站。\n经查，云端影库由张某开设。"
    assert [mention.quote for mention in read(text)] == ["云端影库", "云端影库"]


def test_edition_of_a_known_platform_is_the_known_platform():
    assert names("下载“抖音极速版”APP") == ["douyin"]


def test_unlisted_name_wins_over_a_known_one_that_is_part_of_it():
    assert names("查处“淘宝返利联盟”网站") == ["淘宝返利联盟"]


def test_kind_comes_from_the_noun():
    (mention,) = read("查处“夜色”直播平台")
    assert (mention.kind, mention.candidates, mention.name) == ("live", (), "夜色")


# ---- always ----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *'"“”「」《》、。 \n',
        *("微信", "WeChat", "网站", " website", "平台", ", ", " and ", "等9家", "名为", "的"),
        *("Alpha", "夜色", "约谈", "abc.com", "apps such as ", "Line"),
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_mentions_quote_the_text_and_never_overlap(text):
    mentions = read(text)
    assert all(mention.span.quote(text) == mention.quote for mention in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_chains_lie_in_their_line_and_hold_their_names(text):
    for chain in find_chains(text, Span(0, len(text))):
        assert all(chain.outer.covers(name) and name.quote(text).strip() for name in chain.names)


def test_hostile_text_takes_linear_time():
    for piece in ('"a" ', "“甲”、", "甲、", "等9家", "a.", "Aa ", "1  甲乙 ", "WeChat、", '"'):
        start = time.process_time()
        read(piece * (20_000 // len(piece)))
        assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It runs the fitness app StepHarbour, which was", ["StepHarbour"]),
        ("raised money on Quilt, an app for fan goods.", ["Quilt"]),
        ("users of the image sharing service Pictolo were", ["Pictolo"]),
        ("Shanghai-based Lumo, a crowdfunding website, said", ["Lumo"]),
        ("The data came from a website, MyRateFinder, and", ["MyRateFinder"]),
        ("StepHarbour's app let children in", ["StepHarbour"]),
        ("SunnyPlate, an operator of a booking app of the same name, was", ["SunnyPlate"]),
        (
            "on apps including Yunshu Reader, Twelve Lamps and Night Crane",
            ["Yunshu Reader", "Twelve Lamps", "Night Crane"],
        ),
        ("誘使受害人在虛假投資平台「GoldPeak」開戶", ["GoldPeak"]),
        ("架設「財寶樂園」及「滿堂紅」等博弈網站", ["財寶樂園", "滿堂紅"]),
        (
            "1  蜗牛记账  杭州蜗记网络科技有限公司  豌豆荚  3.2.8  违规收集个人信息",
            ["蜗牛记账", "wandoujia"],
        ),
    ],
)
def test_unlisted_names_in_plain_prose(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chen, an app developer from Wuhan, was held.",
        "Since 2019, the platform has grown.",
        "Zhu Wei, a professor, said the site was closed.",
        'a ban for operators of a "Free Trial" app',
        "According to Wang, a platform was shut in May.",
    ],
)
def test_people_and_times_beside_a_noun_are_no_platform(text):
    assert names(text) == []


def test_a_blank_alone_lists_no_weak_name():
    assert names('They met in the WeChat group "band of brothers" at night.') == ["wechat"]
    assert names("通过微信、触手等平台传播。") == ["wechat", "chushou"]


def test_a_count_and_the_platforms_behind_others_name_the_list():
    text = '"Night Plum", "dry pear" and other 12 live platforms used drainage.'
    assert names(text) == ["Night Plum", "dry pear"]
    assert names("利用“秒到王”“归家宝”等8款抢票软件囤票") == ["秒到王", "归家宝"]
