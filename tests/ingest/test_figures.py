from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.extract.figures import find_figures
from archive.ingest.extract.sanctions import find_sanctions
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import DateMention, Document
from archive.text.script import has_han
from archive.text.spans import Span

LEXICON = Lexicon.from_files(Path(__file__).parents[2] / "fixtures" / "vocabulary")

MEASURES = [
    "cases",
    "suspects",
    "websites",
    "accounts",
    "items",
    "apps",
    "groups",
    "money",
    "other",
]


def document(text):
    language = "zh-Hans" if has_han(text) else "en"
    return Document("x.txt", "", "text/plain", language, text, (), ())


def figures(text, dates=()):
    doc = document(text)
    found = find_figures(doc, tuple(dates), find_sanctions(doc, LEXICON), LEXICON)
    assert all(f.quote == f.span.quote(text) for f in found)
    return found


def counted(text):
    return [(f.value, f.qualifier, f.measure) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Roles are suspects where they are arrested, alone, in a list or as a part.
        ("Officers arrested anchor 6, agents 17.", [(6, "suspects"), (17, "suspects")]),
        ("It held seven employees of an agency.", [(7, "suspects")]),
        ("They arrested 48 members, including 5 managers.", [(48, "suspects"), (5, "suspects")]),
        ("At present 46 of them have been detained.", [(46, "suspects")]),
        ("In all 16 people were released on bail.", [(16, "suspects")]),
        (
            "抓获股东3名、代理12名、会员33人。",
            [(3, "suspects"), (12, "suspects"), (33, "suspects")],
        ),
        ("目前，34人已被检察机关批准逮捕。", [(34, "suspects")]),
        ("抓获嫌疑人3名。3人通过快递发货。", [(3, "suspects"), (3, "suspects")]),
        (
            "They arrested the webmaster, moderators and a total of 9 people.",
            [(9, "suspects")],
        ),
        (
            "Of these 1,980 were prosecuted; 4 released on bail.",
            [(1980, "suspects"), (4, "suspects")],
        ),
        ("A gang of 23 cheated them.", [(23, "suspects")]),
        (
            "So far 6,400 suspects were caught, of whom 505 are insiders.",
            [(6400, "suspects"), (505, "suspects")],
        ),
        ("查处发帖网民3人，2人被训诫。", [(3, "suspects"), (2, "suspects")]),
        # They are not where they are recruited, or cheated in the same clause.
        ("The site has registered members more than 8600.", [(8600, "other")]),
        ("Officers arrested Ma after 74 people were cheated.", [(74, "other")]),
        ("该团伙发展会员3200余人。", [(3200, "other")]),
        ("警方抓获骗取钱款的马某，共28人受骗。", [(28, "other")]),
    ],
)
def test_people_are_suspects_by_what_is_done_to_them(text, expected):
    assert [(f.value, f.measure) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two printers were detained.", [(2, "suspects")]),
        ("查明“甲”“乙”两个赌博网站涉案流水超过70亿元。", [(7_000_000_000, "money")]),
        ("警方关闭两个赌博网站。", [(2, "websites")]),
        ("涉案账号760余个批量散布谣言。", [(760, "accounts")]),
        ("He stole QQ number 4.6 million.", [(4_600_000, "accounts")]),
        ("Police were divided into 6 groups.", []),
        ("警方在二人住处查获气枪6支。", [(6, "items")]),
        ("It lists 95,000 anchors; 58,000 of them left.", [(95_000, "other"), (58_000, "other")]),
        ("It paid moderators 2 thousand yuan per month.", []),
        ("They interviewed the person in charge of the site 96.", []),
        ("They solved 860 ticket scalping cases.", [(860, "cases")]),
        ("They inspected 52,000 school-side bookstores.", [(52_000, "other")]),
        (
            "They seized computer 5, mobile phone 11, bank card 19.",
            [(n, "items") for n in (5, 11, 19)],
        ),
        ("It had 115,000 phone cards and 115 suspects.", [(115_000, "items"), (115, "suspects")]),
        ("该系统移送公安机关1236件。", [(1236, "cases")]),
        ("最高检发布5件检察机关惩治信息犯罪典型案例。", [(5, "cases")]),
        ("全年侦破此类案件1980起；1980年另计。", [(1980, "cases")]),
        ("虚构交易2.6万单。", [(26_000, "other")]),
        ("Police detained the suspects one after another.", []),
        ("The office handled 9,800 such cases.", [(9800, "cases")]),
        ("Officers raided nine dens; five studios were near.", [(9, "other")]),
        ("They sold a 115 network disk account.", []),
        ("It deleted 158,000 pieces and left.", [(158_000, "items")]),
        ("It holds 12,000 rounds of ammunition after 3 rounds of talks.", [(12_000, "items")]),
        ("It was forwarded 3,421 times and punished 20 times.", [(3421, "other")]),
        ("The account stored video 3 T; 5 G was new.", [(3, "other")]),
        ("The amount involved was up to 1.2 million yuan.", [(1_200_000, "money")]),
        ("They may be fined up to 1.2 million yuan.", []),
        ("Police arrested members of 5, and seized seals 340.", [(5, "suspects"), (340, "items")]),
    ],
)
def test_number_belongs_to_the_head_of_its_phrase(text, expected):
    assert [(f.value, f.measure) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police closed more than 4,800 illegal websites.", (4800, "more_than", "websites")),
        ("They handled 822 network-related criminal cases.", (822, "exact", "cases")),
        ("Some 150,000 pieces of harmful information went.", (150_000, "about", "items")),
        ("It banned 300 obscene, vulgar and illegal accounts.", (300, "exact", "accounts")),
        ("The office shut 60 game accounts.", (60, "exact", "accounts")),
        ("It blocked 4 software download site to stop this.", (4, "exact", "websites")),
        ("Over 250 apps were removed.", (250, "more_than", "apps")),
        ("Nearly 90 criminal gangs were broken up.", (90, "nearly", "groups")),
        ("Two hundred QQ groups were dissolved.", (200, "exact", "groups")),
        ("Officers arrested 12 people.", (12, "exact", "suspects")),
        ("In all 12 people were detained.", (12, "exact", "suspects")),
        ("Five criminal suspects were held.", (5, "exact", "suspects")),
        ("There were 1,200 victims in 14 towns.", (1200, "exact", "other")),
        ("The group had members of more than 300 people.", (300, "more_than", "other")),
        ("The gang worked from 6 dens.", (6, "exact", "other")),
        ("Police caught 7 crooked plumbers.", (7, "exact", "suspects")),
        ("Officers seized 92 bird cages.", (92, "exact", "items")),
        ("The ministry oversaw 158 of these cases.", (158, "exact", "cases")),
        ("Among them, nine were held on charges.", (9, "exact", "suspects")),
        ("The 9 members of the gang confessed.", (9, "exact", "suspects")),
    ],
)
def test_english_nouns_after_a_number(text, expected):
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to deal with illegal websites 4207, and more", (4207, "exact", "websites")),
        ("stored in the file 39883, identified", (39883, "exact", "items")),
        ("seized bank cards 167.", (167, "exact", "items")),
        ("destroyed the den 3, then left", (3, "exact", "other")),
        ("accounts more than 700.", (700, "more_than", "accounts")),
        ("had fans of 460 thousand.", (460_000, "exact", "other")),
        ("criminal suspects detained 9 people", (9, "exact", "suspects")),
        ("the police detain 40, and search the rest", (40, "exact", "suspects")),
    ],
)
def test_machine_translated_order(text, expected):
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关闭违法网站3000余家。", (3000, "more_than", "websites")),
        ("关闭300余个色情、赌博网站。", (300, "more_than", "websites")),
        ("关停网站、栏目1900余个。", (1900, "more_than", "websites")),
        ("查处案件一百二十起。", (120, "exact", "cases")),
        ("查办刑事案件86件。", (86, "exact", "cases")),
        ("抓获300余人。", (300, "more_than", "suspects")),
        ("抓获犯罪嫌疑人三百余名。", (300, "more_than", "suspects")),
        ("张某等3人冒充客服。", (3, "exact", "suspects")),
        ("受害人达1.2万余名。", (12_000, "more_than", "other")),
        ("群内有好友一千二百余人。", (1200, "more_than", "other")),
        ("清理有害信息155万余条。", (1_550_000, "more_than", "items")),
        ("下架违规App 87款。", (87, "exact", "apps")),
        ("处置300个网站的账号。", (300, "exact", "accounts")),
        ("解散QQ群56个。", (56, "exact", "groups")),
        ("打掉犯罪团伙9个。", (9, "exact", "groups")),
        ("共查獲淫穢光碟三千二百餘張。", (3200, "more_than", "items")),
        ("涉及全国20余个省市。", (20, "more_than", "other")),
        ("赴海南、四川等9省区收网。", (9, "exact", "other")),
        ("视频被转发两千余次。", (2000, "more_than", "other")),
        ("参与者300人以上。", (300, "more_than", "other")),
        ("约谈7家网站的负责人。", (7, "exact", "websites")),
        ("查扣涉案鸟笼300余个。", (300, "more_than", "items")),
        ("检查校园周边点位1.2万个。", (12_000, "exact", "other")),
    ],
)
def test_chinese_counters_and_nouns(text, expected):
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("涉案金额达3.5亿元。", 350_000_000, "CNY", "exact"),
        ("获利2600余万元。", 26_000_000, "CNY", "more_than"),
        ("处人民币5万元罚款", 50_000, "CNY", "exact"),
        ("經費新臺幣300萬元", 3_000_000, "TWD", "exact"),
        ("worth more than 36 million yuan", 36_000_000, "CNY", "more_than"),
        ("fined RMB 3 million", 3_000_000, "CNY", "exact"),
        ("a fine of over €50m", 50_000_000, "EUR", "more_than"),
        ("a £12.7 million penalty", 12_700_000, "GBP", "exact"),
        ("about US$5 million", 5_000_000, "USD", "about"),
        ("a fine of 60 million euros", 60_000_000, "EUR", "exact"),
        ("6.8 billion won in fines", 6_800_000_000, "KRW", "exact"),
        ("3 million Hong Kong dollars", 3_000_000, "HKD", "exact"),
    ],
)
def test_money(text, value, unit, qualifier):
    (figure,) = figures(text)
    assert (figure.measure, figure.value) == ("money", value)
    assert (figure.unit, figure.qualifier) == (unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "a fine of 69 billion won (about US$50 million)",
        "罚款1.5亿韩元（约合人民币80万元）",
        "fined 60 million euros, or about $68 million",
    ],
)
def test_a_converted_sum_is_the_same_figure(text):
    assert len(figures(text)) == 1


@pytest.mark.parametrize(
    ("text", "unit"),
    [("more than 100 T of disk", "TB"), ("videos of 500 gigabytes", "GB"), ("毒品3.5公斤", "kg")],
)
def test_units_of_storage_and_weight(text, unit):
    (figure,) = figures(text)
    assert (figure.measure, figure.unit) == ("other", unit)


@pytest.mark.parametrize(
    "text",
    [
        "sentenced to 6 years' imprisonment",
        "判处有期徒刑三年六个月，缓刑四年",
        "It lasted 3 months and 10 days.",
        "girls aged between 9 and 14, a 20-year-old man",
        "Article 285 of the Criminal Law",
        "依照刑法第二百八十五条",
        "the third batch, the 100th anniversary",
        "第三批典型案例",
        "拨打12318举报热线",
        "call 12390 to report",
        "on a 5G network with 4K video",
        'the "3·10" case and the “6.04” case',
        "Room 302, No. 12 Renmin Road at 10:30",
        "up 30% from before",
        "at 08:12 users came",
        "1. Websites",
        "one of the accounts",
        "一个网站",
        "ten measures in four aspects of eight types",
        "六个部门、四个方面",
        "may be fined up to €20 million",
        "处五万元以上五十万元以下罚款",
        "以每张800元收购银行卡",
        "使用360云盘账号",
        "they are the 2015 cases",
        "hundreds of websites",
        "数十个网站",
        "Officers sold 92 birdcages.",
        "Web 2.0 sites",
        "the 6.04 case",
        "卖出鸟笼300余个。",
    ],
)
def test_what_is_no_figure(text):
    assert counted(text) == []


def test_numbers_inside_dates_are_no_figures():
    text = "On May 25 cases were opened."
    date = DateMention(Span(3, 9), "May 25", "XXXX-05-25", "event", False)
    assert counted(text) == [(25, "exact", "cases")]
    assert figures(text, [date]) == ()


def test_several_numbers_of_one_sentence_keep_their_nouns():
    text = "查处案件120起、抓获嫌疑人300余名，closed 3,000 websites and 200 columns"
    measures = ["cases", "suspects", "websites", "other"]
    assert [f.measure for f in figures(text)] == measures
    assert [f.value for f in figures(text)] == [120, 300, 3000, 200]


def test_a_part_of_the_suspects_is_of_suspects():
    found = figures("抓获犯罪嫌疑人61名，其中主播21人。观众300人。")
    assert [f.measure for f in found] == ["suspects", "suspects", "other"]


def test_a_counter_alone_counts_what_stands_before():
    found = figures("受理举报42万件。其中，市级受理9万件。")
    assert [(f.value, f.detail) for f in found] == [(420_000, "reports"), (90_000, "reports")]


def test_a_fine_is_a_sum_of_money_too():
    (figure,) = figures("对该公司罚款500元。")
    assert (figure.value, figure.detail) == (500, "fine")


@pytest.mark.parametrize(
    ("lead", "unit"),
    [
        ("Hong Kong Customs seized goods worth", "HKD"),
        ("The Australian watchdog set a penalty of", "AUD"),
        ("The FTC, helped from Canada, set a penalty of", "USD"),
        ("A firm agreed to pay", "USD"),
    ],
)
def test_whose_dollars_a_bare_sign_means(lead, unit):
    (figure,) = figures(f"{lead} $170,000 in May.")
    assert (figure.value, figure.unit) == (170_000, unit)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("損失1.9億港元。受害人被騙2,180萬元。", ["HKD", "HKD"]),
        ("查扣新台幣2,130萬元，獲利逾5億元。", ["TWD", "TWD"]),
        ("涉案金额260万元人民币，约合280万港元。另有30万元。", ["CNY", "CNY"]),
        ("涉案金额260万元。", ["CNY"]),
    ],
)
def test_whose_yuan_a_text_counts_in(text, units):
    assert [figure.unit for figure in figures(text)] == units


def test_a_range_keeps_its_lower_bound_and_says_so():
    (figure,) = figures("抓获10至20人")
    assert (figure.value, figure.qualifier, figure.flags) == (10, "more_than", ("range",))


def test_period_stated_before_the_figure():
    text = "From June 2021 to August 2021, police closed 300 websites. Then 5 apps."
    span = Span(0, 29)
    date = DateMention(span, span.quote(text), "2021-06/2021-08", "event", True)
    assert [f.period for f in figures(text, [date])] == ["2021-06/2021-08", None]


class TestLostMagnitude:
    def test_a_fraction_of_a_thing(self):
        (figure,) = figures("cleared illegal information more than 12.2, and went on")
        assert (figure.value, figure.value_intended) == (12.2, 122_000)
        assert figure.flags == ("magnitude_lost",)

    def test_a_sum_that_leaves_next_to_nothing_for_each_victim(self):
        _, lost = figures("On the app 132 victims were cheated of 1870 yuan.")
        assert (lost.value, lost.value_intended) == (1870, 18_700_000)
        _, extorted = figures("He wrote on 23 enterprises, extortion of more than 160 yuan.")
        assert extorted.value_intended == 1_600_000
        _, plain = figures("On the app 3 victims were cheated of 1870 yuan.")
        assert plain.flags == ()

    def test_tenths_of_what_a_crime_brought(self):
        (gain,) = figures("They sold videos, illegal income 4.3 yuan.")
        assert (gain.value, gain.value_intended) == (4.3, 43_000)
        (price,) = figures("They sold videos, illegal income 4.25 yuan.")
        assert price.flags == ()

    def test_ten_thousand_behind_the_full_stop(self):
        text = "They removed more than 2,000 harmful posts. 10,000, and 30 accounts."
        first, second = figures(text)
        assert (first.value, first.value_intended) == (2000, 20_000_000)
        assert second.flags == ()

    def test_small_sums_beside_a_fraction(self):
        text = "They solved more than 1.7 frauds, involving more than 2000 yuan."
        assert [f.value_intended for f in figures(text)] == [17_000, 20_000_000]

    def test_an_exact_total_must_be_smaller_to_be_doubted(self):
        text = "They deleted information 12.2, saw a profit of 300 yuan and losses of 4000 yuan."
        assert [f.value_intended for f in figures(text)] == [122_000, 3_000_000, None]

    def test_small_sums_alone_are_believed(self):
        (figure,) = figures("They paid more than 2000 yuan.")
        assert (figure.value_intended, figure.flags) == (None, ())

    def test_small_counts_beside_millions(self):
        text = "Of 12.5 posts and 3 million accounts, WeChat closed accounts more than 70."
        assert [f.value_intended for f in figures(text)] == [125_000, None, 700_000]

    def test_chinese_counts_are_never_flagged(self):
        assert all(not f.flags for f in figures("清理信息12.2万条，获利2000余元。"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_noun_of_the_vocabulary_has_two_measures(language):
    rows = LEXICON.cues["measures"]["nouns"]
    nouns = Counter(word for row in rows for word in row.get(language, ()))
    assert [noun for noun, times in nouns.items() if times > 1] == []


def test_an_empty_lexicon_finds_nothing():
    assert find_figures(document("300 websites"), (), (), Lexicon()) == ()


PIECES = st.sampled_from(
    [
        *("300 ", "1.5", "万", "余", "个", "网站", " websites", "元", " yuan", "$", "(", ")", ","),
        *(
            "名",
            "抓获",
            "more than ",
            "of ",
            "pieces ",
            "有期徒刑",
            "三",
            "年",
            "\n",
            '"',
            "T",
            "。",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_error_and_with_exact_spans(text):
    for figure in figures(text):
        assert figure.quote
        assert figure.value > 0
        assert figure.measure in MEASURES


def test_people_of_the_cases_just_counted_are_suspects():
    found = [(f.value, f.measure) for f in figures("共审结涉网络犯罪案件1126件1843人。")]
    assert found == [(1126, "cases"), (1843, "suspects")]


def test_a_hotline_is_no_figure():
    assert figures("The public can report through the 12377 phone or the app.") == ()


def test_an_aside_between_people_and_what_was_done_to_them():
    (found,) = figures("Thirty people, including the app's operator surnamed Tang, were detained.")
    assert (found.value, found.measure) == (30, "suspects")


def test_whose_information_was_taken_is_not_what_is_counted():
    (found,) = figures("They seized 30.7 billion pieces of citizens' personal information.")
    assert found.measure == "items"


def test_a_sum_of_a_magnitude_alone_is_vague():
    assert figures("动动手指就能日入千元") == ()


def test_no_quote_begins_with_a_blank():
    found = figures("Police seized more than 5,000 citizens information 2.4 million.")
    assert [figure.quote for figure in found] == [figure.quote.strip() for figure in found]
    assert len(found) == 2
