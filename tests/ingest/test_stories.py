"""Cases told in prose and by word of mouth, with places and bodies from the vocabularies."""

from archive.ingest.extract.agencies import find_agencies
from archive.ingest.extract.cases import find_cases
from archive.ingest.extract.places import find_places
from tests.ingest.reading import make_document, read_lexicon


def read(text):
    document, lexicon = make_document(text), read_lexicon()
    places = find_places(document, lexicon)
    agencies = find_agencies(document, places, lexicon)
    return find_cases(document, places, agencies, lexicon)


def begin(cases, length=8):
    return [case.quote[:length] for case in cases]


def test_each_branch_of_a_row_has_its_case():
    cases = read(
        "绍兴警方通报打击网络犯罪战果\n"
        "9月3日，绍兴市公安局召开通气会，通报今年以来打击涉网犯罪的情况，全市共破案900余起。\n"
        "其中，网安支队侦破一起利用微信群开设赌场案，抓获8人；越城分局打掉一个网络诈骗团伙，"
        "抓获6人；柯桥分局查处编造火灾谣言的网民2人，均处行政拘留。"
    )
    assert begin(cases, 4) == ["其中，网", "越城分局", "柯桥分局"]


def test_cases_numbered_in_speech():
    cases = read(
        "发布会实录\n"
        "记者：能否介绍几起案件？\n"
        "李某：好的。第一起是嘉兴“7·09”网络赌博案，海宁警方抓获12人。第二起是丽水“抢票”软件案，"
        "3人已被移送起诉。第三起是衢州江山贩卖公民个人信息案，抓获4人。\n"
        "记者：今年谣言多不多？\n"
        "李某：全省共查处谣言案件210起。"
    )
    assert [case.designation for case in cases] == ["7·09", None, None]
    assert cases[-1].quote.endswith("抓获4人。")


def test_the_last_item_is_no_longer_than_those_before_it():
    items = "".join(
        f"{number}、{place}警方侦破网络赌博案。抓获嫌疑人{number}名，案件正在侦办中。\n"
        for number, place in enumerate(("江苏徐州", "安徽宿州", "河南商丘"), start=1)
    )
    cases = read(
        f"公安机关公布一批典型案例如下：\n{items}今年前三个月，各地已抓获嫌疑人四千余名。\n"
    )
    assert [case.quote[-6:] for case in cases] == ["正在侦办中。"] * 3


def test_who_reports_does_not_act():
    (case,) = read(
        "浙江溫州偵破販賣公民信息案\n"
        "【香港商報訊】記者許某報道：浙江省溫州市公安局鹿城區分局通報，該局成功偵破一起侵犯公民"
        "個人信息案，抓獲犯罪嫌疑人29名，其中快遞公司員工11名。\n"
        "今年3月，民警發現有人在群內兜售面單。專案組輾轉廣東等地收網，扣押電腦52台。"
    )
    assert case.quote.endswith("扣押電腦52台。")


def test_one_more_matter_of_the_same_city_ends_the_first():
    cases = read(
        "深圳警搗勒索集團 拘31人\n"
        "【本報訊】深圳市公安局龍崗分局昨日公布，警方上月瓦解一個敲詐犯罪集團，拘捕31人，檢獲手機60部。\n"
        "調查發現，集團在交友程式物色目標，損失總額約500萬元人民幣。\n"
        "同日，南山分局偵破一宗盜取他人支付帳戶的案件，拘捕4人。"
    )
    assert begin(cases, 5) == ["深圳警搗勒", "同日，南山"]


def test_what_its_paragraph_tells_before_another_case_is_one():
    cases = read(
        "Police in Zhejiang warn against card sellers\n"
        "Provincial police held a briefing on Tuesday and told of what the past year "
        "had brought in their province.\n"
        "In Jiaxing, officers found that a group bought cards through a chat group. After three "
        "months of investigation the Jiaxing Public Security Bureau arrested nine suspects. "
        "Another case occurred in Lishui. A student who had sold 12 cards was detained."
    )
    assert begin(cases, 11) == ["In Jiaxing,", "Another cas"]


def test_a_matter_under_investigation_is_a_case():
    cases = read(
        "Zhejiang police tell of invoice frauds\n"
        "Police in Zhejiang province warned companies on Friday against forged mails "
        "and invoices that look like real ones.\n"
        "Wenzhou police arrested four people who had broken into a mailbox and forged invoices.\n"
        "In October, Lishui police received a report from a trading firm whose mailbox had been "
        "read by strangers. The case is still under investigation."
    )
    assert begin(cases, 10) == ["Wenzhou po", "In October"]


def test_what_an_official_tells_of_an_office_is_no_case():
    cases = read(
        "福建警方通报反诈战果\n"
        "福建省公安厅20日通报，今年以来全省公安机关共破获电信诈骗案件8600余起，发案数同比下降。\n"
        "龙岩市公安局新罗分局本月侦破一起网络赌博案，刑拘9人，涉案流水5600万元。\n"
        "厦门市公安局反诈骗中心负责人透露，该中心成立以来抓获嫌疑人众多，封停电话号码8.6万个。"
    )
    assert begin(cases, 6) == ["龙岩市公安局"]


def test_a_row_of_police_forces_is_a_case_each():
    cases = read(
        "四川开展净网行动\n"
        "29日，四川省公安厅召开发布会，通报今年以来全省公安机关侦破涉网刑事案件的情况和下步打算。\n"
        "会上通报了三起案件。成都警方侦破“6·19”制售外挂案，抓获17名嫌疑人。绵阳警方破获利用"
        "“快看王”软件传播淫秽物品案，捣毁窝点4个。宜宾警方则打掉一个诈骗团伙，刑拘8人。"
    )
    assert begin(cases, 4) == ["会上通报", "绵阳警方", "宜宾警方"]


def test_another_case_of_the_same_city_and_a_years_sum_end_a_story():
    cases = read(
        "Gang that sold data jailed in Pudong\n"
        "Eight people were sentenced by the Pudong New Area People's Court on Tuesday for selling "
        "personal information of newborns in the city.\n"
        "The Xuhui District People's Procuratorate charged 12 people in another data case, in "
        "which resumes were stolen.\n"
        "Shanghai police solved 342 cases of data theft in 2018 and caught many suspects."
    )
    assert [case.quote[:9] for case in cases] == ["Gang that", "The Xuhui"]
    assert cases[1].quote.endswith("stolen.")


def test_as_many_items_as_are_announced_are_cases():
    items = (
        "“代刷流量”团伙被端\n庐阳公安分局发现某公司雇人刷人气，现场抓获涉案人员26名。",
        "造谣“某小区有险情”\n网民陶某在群里发布不实信息，被转发多次，瑶海公安分局对其行政拘留5日。",
        "贩卖网课资料案\n包河公安分局打掉一个贩卖盗版课程的团伙，抓获5人。",
        "未履行网络安全保护义务\n某公司未落实等级保护制度，经开公安分局给予警告，并处罚款1万元。",
    )
    body = "\n".join(f"0{number}\n{item}" for number, item in enumerate(items, start=1))
    text = f"合肥网警公布4起涉网典型案例\n今年以来，合肥公安持续严打。\n{body}\n网警提醒：不信谣。"
    assert begin(read(text), 2) == ["01", "02", "03", "04"]


def test_what_a_year_has_brought_so_far_ends_a_story():
    (case,) = read(
        "Xinjiang police bust fraud ring in joint operation\n"
        "Police in northwest China's Xinjiang have broken up a gambling and fraud network, "
        "detaining 85 suspects, local authorities said Tuesday.\n"
        "The operation is the latest of its kind. The Urumqi public security bureau said it had "
        "solved 1,940 fraud cases so far this year."
    )
    assert case.quote.endswith("of its kind.")


def test_an_ordinal_announces_no_number_of_cases():
    cases = read(
        "The third cases were announced\n"
        "– the office released what its special action brought this summer.\n"
        "– Tianjin police cracked a case of selling videos. Four suspects were arrested.\n"
        "– Nanjing police cracked a case of gambling. Two suspects were arrested."
    )
    assert begin(cases, 9) == ["– Tianjin", "– Nanjing"]
