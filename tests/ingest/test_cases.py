"""Case passages in the layouts that announcements use, offences and statuses."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from archive.ingest.extract.cases import find_cases
from archive.ingest.extract.cases.designations import find_designation, find_named
from archive.ingest.extract.cases.markers import read_number
from archive.ingest.extract.offences import classify_offence, find_theme
from archive.ingest.extract.statuses import read_status
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import AgencyMention, Document, PlaceMention, TextBlock
from archive.text.language import tell_language
from archive.text.matching import fold
from archive.text.spans import Span

VOCABULARY = Path(__file__).parents[2] / "fixtures" / "vocabulary"
PLACES = {
    "Hunan": "430000",
    "Yueyang": "430600",
    "Guizhou": "520000",
    "Zunyi": "520300",
    "Fujian": "350000",
    "Quanzhou": "350500",
    "湖南": "430000",
    "岳阳": "430600",
    "贵州": "520000",
    "遵义": "520300",
    "福建": "350000",
    "泉州": "350500",
    "岳陽": "430600",
    "貴州": "520000",
}
REGULATORS = {"Data Protection Commission": "", "国家网信办": ""}


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.from_files(VOCABULARY)


def make_document(text):
    blocks = tuple(
        TextBlock("paragraph", Span(*m.span())) for m in re.finditer(r"[^\n]*[^\s][^\n]*", text)
    )
    return Document("a.txt", "0" * 64, "text/plain", tell_language(text), text, blocks, ())


def read_cases(text, lexicon, bodies=()):
    document = make_document(text)
    places = tuple(
        PlaceMention(Span(*m.span()), m.group(), (PLACES[m.group()],), "enforcement")
        for m in re.finditer("|".join(PLACES), text)
    )
    agencies = tuple(
        AgencyMention(Span(*m.span()), m.group(), candidates=("x",))
        for m in re.finditer("|".join(REGULATORS), text)
    )
    agencies += tuple(
        AgencyMention(Span(*m.span()), m.group(), place=(PLACES[name],))
        for name in bodies
        for m in re.finditer(f"{name}警方", text)
    )
    cases = find_cases(document, places, agencies, lexicon)
    for case in cases:
        assert case.span.quote(text) == case.quote
        assert case.span.covers(case.head)
    assert all(a.span.end <= b.span.start for a, b in pairwise(cases))
    return cases


LISTS = {
    "dashes": "{0} {1}",
    "numbers": "{n}. {1}",
    "numbers, Chinese": "{n}、{1}",
    "brackets": "({n}) {1}",
    "circled": "{circled} {1}",
    "case words": "Case {n}: {1}",
    "words": "{word}, {1}",
}
DASHES = ("–", "——", "—", "-")
CASES_EN = (
    'Yueyang, Hunan detected the "4·18" case of spreading obscene videos. In April the suspects '
    "rented servers abroad. Two criminal suspects have been criminally detained.",
    "Zunyi, Guizhou cracked the case of a fake investment platform. Police arrested 14 people.",
    "Quanzhou, Fujian investigated and handled an online gambling case. The investigation goes on.",
)


@pytest.mark.parametrize("layout", LISTS)
def test_lists_of_cases_are_cut_at_their_marks(layout, lexicon):
    items = [
        LISTS[layout].format("——", case, n=n, circled="①②③"[n - 1], word=word)
        for n, (case, word) in enumerate(
            zip(CASES_EN, ("First", "Second", "Third"), strict=True), start=1
        )
    ]
    text = "\n\n".join(
        ["Some typical cases are as follows:", *items, "In the next step, the office will go on."]
    )
    cases = read_cases(text, lexicon)
    assert [c.designation for c in cases] == ["4·18", None, None]
    assert [c.title.split()[0] for c in cases] == ["Yueyang,", "Zunyi,", "Quanzhou,"]
    assert cases[2].quote.endswith("goes on.")


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_marks(dash, lexicon):
    text = "\n".join(f"{dash} {case}" for case in CASES_EN)
    assert len(read_cases(text, lexicon)) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、", "二、"),
        ("（一）", "（二）"),
        ("1.", "2."),
        ("１．", "２．"),
        ("案例一：", "案例二："),
        ("【案例1】", "【案例2】"),
        ("——", "——"),
        ("●", "●"),
    ],
)
def test_chinese_lists(first, second, lexicon):
    space = " " if first == "●" else ""
    text = (
        "现将部分典型案例通报如下：\n"
        f"{first}{space}湖南岳阳“9·02”利用云盘传播淫秽物品牟利案。2022年9月，警方抓获嫌疑人3名。\n"
        f"{second}{space}贵州遵义某公司侵犯著作权案。目前，案件正在进一步侦办中。\n"
        "下一步，有关部门将继续加大打击力度。"
    )
    cases = read_cases(text, lexicon)
    assert [c.title for c in cases] == [
        "湖南岳阳“9·02”利用云盘传播淫秽物品牟利案",
        "贵州遵义某公司侵犯著作权案",
    ]
    assert cases[0].designation == "9·02"
    assert "下一步" not in cases[1].quote


def test_traditional_script_is_read_like_simplified(lexicon):
    text = (
        "部分案例如下：\n一、湖南岳陽偵破「6·21」網絡賭博案。抓獲犯罪嫌疑人8名。\n"
        "二、貴州遵義查處傳播淫穢物品案。已移送審查起訴。"
    )
    assert [c.designation for c in read_cases(text, lexicon)] == ["6·21", None]


def test_items_inside_one_paragraph(lexicon):
    text = (
        "公布典型案例：1.湖南岳阳陈某开设赌场案。抓获2人。2.贵州遵义王某诈骗案。王某被刑事拘留。"
        "3.福建泉州李某贩卖毒品案。李某被判处有期徒刑三年。"
    )
    assert len(read_cases(text, lexicon)) == 3


def test_short_lines_are_heads(lexicon):
    text = (
        "Courts tell of two matters\n"
        'Hunan Yueyang "QQ group" obscene articles case\n'
        "In May a reader told the police of a group. Three suspects were arrested.\n"
        "Guizhou Zunyi pirated novels website case\n"
        "The site copied more than 400 novels. Its owner was sentenced to two years in prison.\n"
    )
    cases = read_cases(text, lexicon)
    assert [c.title.split()[0] for c in cases] == ["Hunan", "Guizhou"]
    assert cases[0].quote.endswith("arrested.")


def test_dates_are_heads(lexicon):
    text = (
        "May 04: Hunan police cracked a fraud case and arrested 6 people.\n"
        "May 11: Guizhou police cracked a gambling case and arrested 9 people.\n"
    )
    cases = read_cases(text, lexicon)
    assert len(cases) == 2
    assert cases[0].title.startswith("Hunan police")


def test_marks_alone_on_a_line(lexicon):
    text = (
        "检察机关典型案例\n案例一\n陈某开设赌场案\n【基本案情】\n陈某组织网民赌博。\n【处理结果】\n"
        "湖南岳阳法院判处陈某有期徒刑三年。\n案例二\n李某诈骗案\n【基本案情】\n李某骗取货款。\n【处理结果】\n"
        "贵州遵义检察院已提起公诉。"
    )
    assert [c.title for c in read_cases(text, lexicon)] == ["陈某开设赌场案", "李某诈骗案"]


def test_one_is_begins_cases_only_where_it_names_them(lexicon):
    text = (
        "通报典型案件。一是湖南岳阳“2·22”侵犯著作权案，抓获9人；二是贵州遵义侵犯音乐著作权案，"
        "涉案金额300余万元；三是福建泉州盗版教辅案，判处2人。"
    )
    assert [c.designation for c in read_cases(text, lexicon)] == ["2·22", None, None]


def test_places_in_boxes_are_marks(lexicon):
    text = (
        "典型案例：\n【湖南】岳阳网信办查处一家网站，罚款3万元。\n"
        "【贵州】遵义警方侦破网络水军案，抓获9人。"
    )
    assert len(read_cases(text, lexicon)) == 2


def test_place_and_colon_make_a_head(lexicon):
    text = (
        "Watchdog gives details of the cases\nYueyang: novels website\nThe site held 40 erotic "
        "novels. Its owner was fined.\nZunyi: storage accounts\nPolice found 900 obscene videos. "
        "Five suspects are detained.\n"
    )
    assert [c.title for c in read_cases(text, lexicon)] == [
        "Yueyang: novels website",
        "Zunyi: storage accounts",
    ]


def test_stories_under_an_introduction(lexicon):
    text = (
        "The ministry released two typical cases of fraud.\n\nIn May, Yueyang police received a "
        "report from a company. They found a gang abroad and arrested 14 suspects.\n\nIn June, "
        "officers in Zunyi traced calls. Two suspects were detained.\n\nIt warned the public."
    )
    cases = read_cases(text, lexicon)
    assert [c.quote[:7] for c in cases] == ["In May,", "In June"]


def test_paragraphs_of_several_cities_are_stories_without_an_introduction(lexicon):
    text = (
        "Police warn of ticket sellers\n\nThe police have punished people who sold fake tickets, "
        "officials said on Thursday.\n\nPolice in Yueyang, Hunan, said they had detained a man "
        "aged 34, surnamed Wei.\n\nIn the southern city of Zunyi, officers held seven employees."
        "\n\nIn Fujian, a site was shut down and its owner arrested."
    )
    starts = ["Police in Yueyang", "In the southern c", "In Fujian, a site"]
    assert [c.quote[:17] for c in read_cases(text, lexicon)] == starts


def test_paragraphs_of_places_that_only_count_are_no_stories(lexicon):
    text = (
        "Police report on a summer of work\n\nThe police have punished people who sold fake "
        "tickets, officials said in Beijing on Thursday.\n\nPolice in Yueyang detained 1,400 "
        "people.\n\nIn Zunyi, officers solved 320 cases and arrested suspects."
    )
    assert read_cases(text, lexicon) == ()


def test_numbers_with_commas_begin_items(lexicon):
    text = (
        'Hunan report\n\nThe key cases: 1, Yueyang "March 18" show case. 9 people were arrested; '
        "2, Zunyi Tan sale of disc case, seized discs more than 3.1, Tan was sentenced."
    )
    assert [c.quote[:6] for c in read_cases(text, lexicon)] == ["1, Yue", "2, Zun"]


def test_a_word_on_what_follows_hides_no_story(lexicon):
    text = (
        "警方通报战果\n\n4月9日，警方召开发布会，通报专项行动战果，并介绍了下一阶段的工作安排情况。\n\n典型案例方面，湖南岳阳"
        "警方捣破一个诈骗团伙，抓获33人；贵州遵义警方打掉一个赌博团伙，抓获8人。"
    )
    assert [c.title[:4] for c in read_cases(text, lexicon)] == ["湖南岳阳", "贵州遵义"]


def test_a_case_begins_with_its_paragraph(lexicon):
    text = (
        "多个团伙落网\n"
        "湖南警方公布近期打击网络犯罪工作情况，多个团伙落网，一批网站被查处，群众拍手称快，社会反响良好。\n"
        "“套路贷”成为重点。4月中旬，岳阳警方打掉一个网贷团伙，抓获嫌疑人9名。\n"
        "贵州方面，5月9日，遵义警方侦破一起侵犯公民个人信息案，抓获2人。\n"
        "泉州警方盯上了“网络水军”。嫌疑人戴某索要删帖费，目前被刑事拘留。"
    )
    cases = read_cases(text, lexicon)
    assert [text[c.span.start :][:6] for c in cases] == [
        "“套路贷”成",
        "贵州方面，5",
        "泉州警方盯上",
    ]


def test_totals_before_a_case_stay_outside(lexicon):
    text = (
        "多个团伙落网\n"
        "湖南警方公布近期打击网络犯罪工作情况，多个团伙落网，一批网站被查处，群众拍手称快，社会反响良好。\n"
        "今年以来破案300起。4月，岳阳警方打掉一个网贷团伙，抓获嫌疑人9名。\n"
        "5月9日，遵义警方侦破一起侵犯公民个人信息案，抓获2人。"
    )
    first, _ = read_cases(text, lexicon)
    assert text[first.span.start :].startswith("4月，岳阳")


def test_a_report_of_a_season_is_no_single_penalty(lexicon):
    text = "国家网信办约谈甲平台并罚款80万元\n专项行动开展以来，国家网信办累计约谈平台236家次。"
    assert read_cases(text, lexicon) == ()


def test_cases_that_are_only_named_are_listed(lexicon):
    text = (
        "各地查办了湖南岳阳“5·03”网络直播案、贵州遵义“3·08”微信群传播案、福建泉州王某某贩卖视频案等一批"
        "大要案。其中，岳阳案抓获犯罪嫌疑人57人。"
    )
    cases = read_cases(text, lexicon)
    assert [c.quote[:4] for c in cases] == ["湖南岳阳", "贵州遵义", "福建泉州"]
    assert [c.designation for c in cases] == ["5·03", "3·08", None]
    english = (
        'They handled a number of cases, such as the Hunan Yueyang "5.03" live show case, Guizhou '
        "Zunyi group dissemination case and others."
    )
    assert [c.quote[:7] for c in read_cases(english, lexicon)] == ["Hunan Y", "Guizhou"]


def test_a_case_noun_before_its_place_names_no_case(lexicon):
    for text in (
        "案件等岳阳，案件等遵义，案件等",
        "case among Yueyang, case among Zunyi, case",
    ):
        assert not [case for case in read_cases(text, lexicon) if len(case.span) < 2]


def test_the_names_of_offices_tell_no_offence(lexicon):
    text = "The National Anti-pornography Office told of the illegal operation of an account."
    whole = Span(0, len(text))
    assert classify_offence(fold(text), whole, whole, lexicon) is None


def test_a_story_without_a_clear_opening_is_one_case(lexicon):
    story = (
        "贷款电话从哪里来\n\n不少人都接到过这样的电话，对方能准确说出姓名。\n\n今年6月，岳阳警方发现一家中介"
        "买卖公民个人信息。民警将齐某等人当场抓获。"
    )
    (case,) = read_cases(story, lexicon, bodies=["岳阳"])
    assert case.span == (0, len(story))
    totals = story + "今年以来，全市公安机关破获此类案件130余起。"
    assert read_cases(totals, lexicon, bodies=["岳阳"]) == ()


def test_prose_goes_on_behind_the_last_head(lexicon):
    text = (
        "A summer of cases\n\nSince March the departments closed many sites, officials said in a "
        'report.\n\nHunan cracked the "honey" case. Police arrested 36 suspects.\n\n'
        'Guizhou cracked the "star" disk case. Police seized servers.\n\n'
        "Fujian Quanzhou cracked a video case by a chat group. The suspect was sentenced."
    )
    assert [c.quote[:6] for c in read_cases(text, lexicon)] == ["Hunan ", "Guizho", "Fujian"]


def test_the_case_before_another_one_is_found(lexicon):
    text = (
        "Prosecutors warn of chat apps\n\nThey charged 3,186 people in two years.\n\n"
        "In Yueyang, Hunan, a man posed as an agent. He was sentenced to 11 years.\n\n"
        "Another case concerns a tutor in Zunyi, Guizhou, who was indicted in March."
    )
    assert [c.quote[:10] for c in read_cases(text, lexicon)] == ["In Yueyang", "Another ca"]


@pytest.mark.parametrize(
    "text",
    [
        "Eight held over film app\n\nEight people have been arrested in Yueyang, Hunan, on "
        "suspicion of running an app of pirated films, police said on Tuesday.\n\nIt had two "
        "million users.",
        "一起特大网络赌博案在湖南岳阳告破\n近日，湖南岳阳警方辗转福建、贵州等省，抓获嫌疑人87人。",
        "湖南岳阳一男子贩卖淫秽视频获刑三年\n\n经审理查明，吴某出售淫秽视频1300余部，获利1.8万元。",
        "岳陽警方搗破網絡賭博集團　拘58人\n\n警方經過五個月偵查，凍結資金1.2億元。",
    ],
)
def test_one_matter_in_other_words(text, lexicon):
    (case,) = read_cases(text, lexicon)
    assert case.span == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "The organs cracked a number of cases. Hunan police cracked a fake lottery fraud, arrested "
        "20 people; Guizhou police cracked a series of loan fraud, arrested 31 people; Fujian "
        "police cracked a phishing site case.",
        "各地破获一批案件。湖南岳阳警方侦破一起网络诈骗案，抓获20人；贵州公安机关破获刷单诈骗案，"
        "抓获31人；福建泉州警方打掉一个赌博团伙，抓获8人。",
        "Cases of three kinds were told. In one case, Hunan officers found a site. In another "
        "case, Guizhou officers closed a casino. In a third case, Fujian officers seized guns.",
    ],
)
def test_prose_tells_of_several(text, lexicon):
    cases = read_cases(text, lexicon)
    assert len(cases) == 3
    assert "Guizhou" in cases[1].quote or "贵州" in cases[1].quote


@pytest.mark.parametrize(
    "text",
    [
        "Yueyang police crack fake shop fraud gang\n\nYueyang police in Hunan have cracked a fraud "
        "case and arrested 12 people.\n\nThe gang opened shops online and never sent goods.",
        "湖南岳阳警方侦破一起跨境网络赌博案\n近日，湖南岳阳警方成功破获一起跨境网络赌博案，抓获犯罪嫌疑人12名。\n"
        "经查，该团伙在境外架设服务器。",
        "Data Protection Commission fines a messenger 5 million euros\n\nThe company kept data of "
        "users without a legal basis.",
        "国家网信办对某公司作出行政处罚\n经查，该公司违法处理个人信息。",
    ],
)
def test_an_announcement_of_one_matter_is_its_case(text, lexicon):
    (case,) = read_cases(text, lexicon)
    assert case.span == (0, len(text.rstrip()))


@pytest.mark.parametrize(
    "text",
    [
        "It was pointed out that one is the sale of guns in forums; two is the drug trade; three "
        "is the sale of identity cards.",
        "一是加强源头治理，查处违法网站；二是强化案件办理，侦破大案；三是落实平台责任。",
        "Measures:\n1. Strengthen the investigation of cases.\n2. Improve reporting channels.\n"
        "3. Further press platforms to meet their duties.",
        "要求如下：\n一、加强案件查办，破获一批大案要案。\n二、压实平台责任。\n三、广泛发动群众举报。",
        "Since January the police of Hunan have cracked more than 300 cases and arrested 900.",
        "今年以来，湖南公安机关共破获网络诈骗案件三百余起，抓获犯罪嫌疑人900余名。",
        "Police of Hunan, Guizhou, Fujian and other places detected 10 major cases.",
        "1. Star Video APP, version 2.1\n2. Moon Reader APP, version 4.0\n3. Sun Map APP",
        "",
    ],
)
def test_measures_problems_lists_and_counts_are_no_cases(text, lexicon):
    assert read_cases(text, lexicon) == ()


@pytest.mark.parametrize(
    "closing",
    [
        "The person in charge of the office stated that the action goes on.",
        "In the next step, the office will go on.",
        "Police remind the public to keep their codes.",
    ],
)
def test_closing_remarks_are_outside(closing, lexicon):
    text = "\n\n".join([f"—— {case}" for case in CASES_EN] + [closing])
    assert not any(closing in case.quote for case in read_cases(text, lexicon))


def test_a_person_in_charge_who_does_not_speak_closes_nothing(lexicon):
    first = CASES_EN[0] + "\n\nThe person in charge of the website was arrested at home."
    text = "\n\n".join([f"—— {first}", f"—— {CASES_EN[1]}"])
    assert read_cases(text, lexicon)[0].quote.endswith("at home.")


@pytest.mark.parametrize(
    ("printed", "designation"),
    [
        ('the "3·10" case', "3·10"),
        ('the "3· 10" sale', "3·10"),
        ('"12·, 15" online dissemination case', "12·15"),
        ("“12.15”特大案", "12·15"),
        ("「5·11」案", "5·11"),
        ('the "May 03" case', "5·03"),
        ('the "March 26" case', "3·26"),
        ("“6.04”网络侵权案", "6·04"),
        ("“3·08”微信群传播案", "3·08"),
        ("“3·8”节前", None),
        ("“8月12日”案", "8·12"),
        ("侦破7·19专案", "7·19"),
        ("“721”专案", "7·21"),
        ("“1115”网络赌博案", "11·15"),
        ("“2021·3·10”案", "3·10"),
        ("“13·10”案", None),
        ("“2·45”案", None),
        ("price rose 6.04 yuan", None),
        ("“5200”个账号", None),
        ("more than 12.2 pieces", None),
    ],
)
def test_designations(printed, designation):
    found = find_designation(printed, Span(0, len(printed)))
    assert (found[0] if found else None) == designation
    if found:
        assert found[1].quote(printed).strip('“”"「」') == found[1].quote(printed)


@pytest.mark.parametrize(
    ("printed", "number"), [("三", 3), ("十", 10), ("十二", 12), ("二十三", 23), ("⑦", 7), ("9", 9)]
)
def test_list_numbers(printed, number):
    assert read_number(printed) == number


@pytest.mark.parametrize(
    ("head", "story", "offence"),
    [
        ("案 of spreading obscene videos", "", "obscene-material"),
        ("organising obscene performances on a live app", "pornography", "obscene-performance"),
        ("利用微信群传播淫秽物品牟利案", "警方发现群内有赌博广告。", "obscene-material"),
        ("组织淫秽表演案", "主播进行淫秽色情表演。", "obscene-performance"),
        ("a case", "The suspects defrauded 40 people with a fake lottery.", "fraud"),
        ("开设赌场案", "", "gambling"),
        ("侵犯著作权案", "销售盗版游戏。", "copyright"),
        ("侵犯公民个人信息案", "", "personal-information"),
        ("贩卖毒品案", "", "drugs"),
        ("非法买卖枪支案", "", "weapons"),
        ("销售非法出版物案", "", "illegal-publication"),
        ("裸聊敲诈勒索案", "被害人转账。", "extortion"),
        ("using obscene videos to molest minors", "obscene videos spread", "other"),
        ("非法控制计算机信息系统案", "", "other"),
        ("a quiet day", "nothing of the kind", None),
        ("Hangzhou live case", "Minors were made to perform obscene acts.", "obscene-performance"),
        ("Chat group case", "The drugs were sent by courier.", "drugs"),
        ("Chat group case", "They sold fake drugs.", None),
        ("某地“2·14”案", "查获含有违禁内容的音像制品。", "illegal-publication"),
        ("某地网民发帖案", "该网民侮辱英烈。", "other"),
    ],
)
def test_offences(head, story, offence, lexicon):
    text = f"{head}。{story}"
    found = classify_offence(fold(text), Span(0, len(text)), Span(0, len(head)), lexicon)
    assert (found[0] if found else None) == offence


def test_the_title_tells_most_of_the_theme(lexicon):
    title = "Police step up fight against scams run from overseas"
    text = f"{title}\nSuspects were handed over on Monday. Rumours of a raid had spread before."
    theme = find_theme(fold(text), Span(0, len(text)), Span(0, len(title)), lexicon)
    assert theme is not None
    assert theme[0] == "fraud"
    assert find_theme(fold(text), Span(len(title), len(text)), Span(0, 0), lexicon) is None


@pytest.mark.parametrize(
    ("passage", "status"),
    [
        ("The case is under further investigation.", "investigating"),
        ("成立专案组立案侦查。", "investigating"),
        ("The suspect has been criminally detained.", "detained"),
        ("criminal suspects detained 9 people", "detained"),
        ("对3人采取刑事强制措施。", "detained"),
        ("Police arrested 107 suspects; the case is under investigation.", "arrested"),
        ("抓获犯罪嫌疑人12名。", "arrested"),
        ("抓获犯罪嫌疑人12名，刑事拘留9名。", "detained"),
        ("抓获12名嫌疑人，检察机关已批准逮捕9人。", "arrested"),
        ("They arrested 48 members; 46 of them were criminally detained.", "detained"),
        ("Of 48 in criminal detention 30 were arrested according to law.", "arrested"),
        ("已被移送检察机关审查起诉。", "prosecuted"),
        ("was sentenced to 6 years’ imprisonment", "sentenced"),
        ("判处有期徒刑三年，缓刑四年。", "sentenced"),
        ("依法给予罚款2万元的行政处罚。", "administrative-penalty"),
        ("The company was fined 150 million euros.", "administrative-penalty"),
        ("对张某行政拘留10日。", "administrative-penalty"),
        ("依法对该网站予以关闭。约谈负责人。", "administrative-penalty"),
        ("destroyed 2 criminal gangs", "unknown"),
        ("He was detained. The maximum penalty is a fine and imprisonment.", "detained"),
        ("Offenders will be arrested and sentenced.", "unknown"),
        ("将依法移送起诉。", "unknown"),
        ("该人曾因诈骗被判处刑罚，现已被刑事拘留。", "detained"),
        ("After investigation, the gang used trojans.", "unknown"),
        ("团伙非法控制手机上万部。", "unknown"),
        ("He was given a jail term of eleven years.", "sentenced"),
        ("The office ordered it to stop service for rectification.", "administrative-penalty"),
        ("执法人员责令其立即改正。", "administrative-penalty"),
    ],
)
def test_statuses(passage, status, lexicon):
    found, words = read_status(fold(passage), Span(0, len(passage)), lexicon)
    assert found == status
    assert (words is None) == (status == "unknown")


def test_where_somebody_was_caught_makes_no_second_case(lexicon):
    text = (
        "岳阳法院判了\n近日，湖南岳阳法院审理一起造谣案，判处被告人吕某有期徒刑二年三个月，并处罚金。\n"
        "该案由岳阳警方立案侦查，10月17日在福建泉州抓获吕某等4名犯罪嫌疑人。"
    )
    (case,) = read_cases(text, lexicon, bodies=["岳阳"])
    assert case.span.end == len(text)


def test_the_cases_of_a_year_close_a_story(lexicon):
    text = (
        "岳阳警方侦破一起刷单诈骗案\n岳阳警方近日侦破一起刷单诈骗案，抓获周某等5人，扣押手机21部。\n"
        "今年以来，岳阳警方已破获电诈案件126起，为群众挽回损失540万元。"
    )
    (case,) = read_cases(text, lexicon)
    assert text[case.span.end :].strip().startswith("今年以来")


def test_numbers_with_a_zero_need_no_point(lexicon):
    text = (
        "Hunan announced typical cases of 2022, together with its law enforcement bodies.\n"
        '01 Yueyang "1.27" case of selling pirated books\nTwenty-two people were arrested.\n'
        '02 Zunyi "Little Fox" platform spreading obscene films\nPolice arrested 41 suspects.'
    )
    assert [case.designation for case in read_cases(text, lexicon)] == ["1·27", None]


@pytest.mark.parametrize(
    ("text", "designation"),
    [
        ('cracked the "3.22" network selling illegal juvenile publications case', "3·22"),
        ('On "3.22", officers of the city met. Later a case was opened', None),
        ("破获“3·22”特大网络贩卖案", "3·22"),
        ("“3·22”当天，民警走访商户，后来立了案", None),
    ],
)
def test_a_date_in_quotes_names_a_case_that_follows_it(text, designation):
    found = find_named(text, Span(0, len(text)))
    assert (found[0] if found else None) == designation
