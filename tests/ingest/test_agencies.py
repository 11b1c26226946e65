"""Agencies: known ones in all their forms, and local ones composed of place and body."""

import pytest

from archive.ingest.bodies import expand, get_bodies
from archive.ingest.extract.agencies import find_agencies
from archive.ingest.extract.places import find_places
from tests.ingest.reading import decide, make_document, read_lexicon

NOAPIP = "National Office Against Pornographic and Illegal Publications"
CAC = "Cyberspace Administration of China"
MPS = "Ministry of Public Security"
NETWORK_SECURITY = "Ministry of Public Security Network Security Bureau"


def names_of(text):
    return [fact.name for fact in decide(text).agencies]


def chinese_of(text):
    return [fact.name_zh for fact in decide(text).agencies]


def roles_of(text):
    return {fact.name: fact.role for fact in decide(text).agencies}


# ---- known bodies --------------------------------------------------------------------------------


def test_the_vocabulary_is_whole():
    agencies = read_lexicon().agencies
    assert len(agencies) >= 120
    for agency in agencies.values():
        assert agency.parent is None or agency.parent in agencies
        assert agency.successor is None or agency.successor in agencies
        assert agency.place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("全国“扫黄打非”办公室通报", NOAPIP),
        ("全國「掃黃打非」辦公室通報", NOAPIP),
        ("全国扫黄打非办有关负责人", NOAPIP),
        ("the National Pornography Office announced", NOAPIP),
        ('National "anti-pornography and illegal publications" office', NOAPIP),
        ("the National Office Against Pornographic and Illegal Publications said", NOAPIP),
        ("National Office of Anti-Pornography and Anti-illegal Affairs", NOAPIP),
        ("中央网信办发布", CAC),
        ("国家互联网信息办公室约谈", CAC),
        ("the State Internet Information Office said", CAC),
        ("the national network letter office announced", CAC),
        ("公安部網絡安全保衛局", NETWORK_SECURITY),
        ("the Ministry of Public Security Bureau of network security", NETWORK_SECURITY),
        (
            "the Network Security Protection Bureau of the Ministry of Public Security",
            NETWORK_SECURITY,
        ),
        ("工信部、市场监管总局", "Ministry of Industry and Information Technology"),
        ("the CNIL imposed a fine", "Commission nationale de l'informatique et des libertés"),
        ("the Information Commissioner's Office (ICO) fined", "Information Commissioner's Office"),
        ("The FTC alleges", "Federal Trade Commission"),
        ("the PIPC decided", "Personal Information Protection Commission"),
    ],
)
def test_known_bodies_in_their_forms(text, name):
    assert names_of(text)[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "公安机关将继续打击，公安部门与教育部门联动，有关部门依法处理。",
        "全市公安机关、各级网信部门、文化执法部门",
        "police said that most public security organs and relevant departments acted",
        "Mexico's icons and the most recent ftc-like form",
        "依据《最高人民法院、最高人民检察院关于办理网络案件的解释》",
        "the interpretation of the Supreme People's Court applies",
        "来源：江苏法院网",
        "On April 9, 240 police in Zunyi and Kunming moved at the same time",
    ],
)
def test_generic_words_are_no_agency(text):
    assert names_of(text) == []


def test_a_weak_name_counts_beside_the_plain_one():
    (fact,) = decide("国家网信办通报。网信办有关负责人介绍。").agencies
    assert fact.as_printed == ("国家网信办", "网信办")
    assert names_of("网信办有关负责人介绍。") == []


# ---- local bodies --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "name_zh"),
    [
        ("盐城市建湖县公安局侦破", "Jianhu County Public Security Bureau", "建湖县公安局"),
        (
            "铜陵市公安局铜官分局",
            "Tongling Public Security Bureau Tongguan Branch",
            "铜陵市公安局铜官分局",
        ),
        ("江苏省公安厅", "Jiangsu Provincial Public Security Department", "江苏省公安厅"),
        ("內蒙古公安機關破獲", "Inner Mongolia Public Security Department", "内蒙古自治区公安厅"),
        ("天津市公安局治安管理总队", "Tianjin Municipal Public Security Bureau", "天津市公安局"),
        ("深圳南山警方", "Shenzhen Public Security Bureau Nanshan Branch", "深圳市公安局南山分局"),
        ("秦淮公安分局", "Nanjing Public Security Bureau Qinhuai Branch", "南京市公安局秦淮分局"),
        (
            "苏州工业园区公安分局",
            "Suzhou Public Security Bureau Industrial Park Branch",
            "苏州市公安局工业园区分局",
        ),
        (
            "上海市委网信办",
            "Shanghai Municipal Cyberspace Administration",
            "上海市互联网信息办公室",
        ),
        (
            "湖南省“扫黄打非”办公室",
            "Hunan Provincial Office Against Pornographic and Illegal Publications",
            "湖南省“扫黄打非”办公室",
        ),
        (
            "南京市文化综合执法总队",
            "Nanjing Cultural Market Comprehensive Law Enforcement Detachment",
            "南京市文化市场综合执法支队",
        ),
        (
            "广东省通信管理局",
            "Guangdong Provincial Communications Administration",
            "广东省通信管理局",
        ),
        ("青岛海关", "Qingdao Customs", "青岛海关"),
        ("杭州市余杭区人民法院", "Yuhang District People's Court", "余杭区人民法院"),
        ("Zhoushan police cracked", "Zhoushan Public Security Bureau", "舟山市公安局"),
        ("Zhejiang Zhoushan police", "Zhoushan Public Security Bureau", "舟山市公安局"),
        (
            "the Public Security Bureau of Daying County, Suining City",
            "Daying County Public Security Bureau",
            "大英县公安局",
        ),
        (
            "Nanjing City Public Security Bureau Qinhuai branch",
            "Nanjing Public Security Bureau Qinhuai Branch",
            "南京市公安局秦淮分局",
        ),
        (
            "the Qinhuai Branch of the Nanjing Public Security Bureau",
            "Nanjing Public Security Bureau Qinhuai Branch",
            "南京市公安局秦淮分局",
        ),
        (
            "Henan public security organs cracked",
            "Henan Provincial Public Security Department",
            "河南省公安厅",
        ),
        (
            "the Cyberspace Administration of Zhejiang Province",
            "Zhejiang Provincial Cyberspace Administration",
            "浙江省互联网信息办公室",
        ),
        (
            "Haidian District People's Court in Beijing",
            "Haidian District People's Court",
            "海淀区人民法院",
        ),
        (
            'the "anti-pornography and anti-illegal" department of Jinhua City',
            "Jinhua Office Against Pornographic and Illegal Publications",
            "金华市“扫黄打非”办公室",
        ),
    ],
)
def test_local_bodies_are_composed(text, name, name_zh):
    (fact,) = decide(text).agencies
    assert (fact.name, fact.name_zh, fact.known) == (name, name_zh, False)


def test_a_lone_branch_stands_under_the_bureau_before_it():
    text = "the Tianjin Municipal Public Security Bureau in conjunction with the Tanggu branch"
    assert names_of(text) == [
        "Tianjin Municipal Public Security Bureau",
        "Tianjin Municipal Public Security Bureau Tanggu Branch",
    ]
    assert chinese_of("北京市公安局部署行动。海淀分局抓获三人。")[1] == "北京市公安局海淀分局"
    assert names_of("塘沽分局抓获三人。") == []


def test_several_places_share_a_generic_word():
    assert chinese_of("宁波、温州警方联合破案") == ["宁波市公安局", "温州市公安局"]
    assert chinese_of("Shanghai, Jiangsu and Zhejiang police acted") == [
        "上海市公安局",
        "江苏省公安厅",
        "浙江省公安厅",
    ]


def test_a_sample_of_places_names_no_body():
    assert names_of("上海、江苏等地公安机关破案") == []
    assert names_of("public security organs in Shanghai, Henan and other places acted") == []


def test_the_province_of_a_provincial_body_may_be_told_before():
    assert chinese_of("广东省网信办牵头，省公安厅、省通信管理局配合查处。") == [
        "广东省互联网信息办公室",
        "广东省公安厅",
        "广东省通信管理局",
    ]
    assert names_of("省公安厅介绍了情况。") == []


def test_a_body_inside_a_longer_name_is_not_another():
    assert names_of("公安部网络安全保卫局介绍") == [NETWORK_SECURITY]
    assert names_of("北京互联网法院宣判") == ["Beijing Internet Court"]


def test_places_abroad_and_special_regions_compose_nothing():
    assert names_of("Hong Kong police arrested ten.") == ["Hong Kong Police Force"]
    assert names_of("Taiwan police arrested ten.") == []


# ---- roles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("舟山市公安局6月3日通报", "announcing"),
        ("记者从舟山市公安局获悉", "announcing"),
        ("舟山市公安局会同有关部门查处", "leading"),
        ("文化部门联合舟山市公安局查处", "participating"),
        ("舟山市公安局侦破一起案件", "investigating"),
        ("the Zhoushan Public Security Bureau announced", "announcing"),
        ("in conjunction with the Zhoushan Public Security Bureau", "participating"),
        ("Zhoushan Public Security Bureau cracked a case", "investigating"),
    ],
)
def test_roles(text, role):
    (fact,) = decide(text).agencies
    assert fact.role == role


def test_the_strongest_role_of_all_mentions_stays():
    text = "舟山市公安局侦破一起案件。舟山市公安局6月3日通报了案情。"
    assert roles_of(text) == {"Zhoushan Public Security Bureau": "announcing"}


# ---- words and names -----------------------------------------------------------------------------


def test_brackets_hold_alternatives():
    assert expand("(a|b|) c") == ["a c", "b c", "c"]
    assert expand("x( (y|z)|)") == ["x y", "x", "x z", "x"]


def test_names_that_several_places_bear_have_identifiers_of_their_own():
    bodies = get_bodies(read_lexicon())
    beijing = bodies.compose("court", "110105")
    changchun = bodies.compose("court", "220104")
    assert beijing.name == changchun.name == "Chaoyang District People's Court"
    assert beijing.id == "chaoyang-district-peoples-court-beijing"
    assert beijing.id != changchun.id
    assert bodies.compose("public-security", "320925").id == "jianhu-county-public-security-bureau"


def test_mentions_quote_the_text_exactly():
    text = "全国“扫黄打非”办公室、盐城市建湖县公安局网安大队、Nanjing police。"
    document, lexicon = make_document(text), read_lexicon()
    mentions = find_agencies(document, find_places(document, lexicon), lexicon)
    assert [m.quote for m in mentions] == [
        "全国“扫黄打非”办公室",
        "盐城市建湖县公安局网安大队",
        "Nanjing police",
    ]
    assert all(m.span.quote(text) == m.quote for m in mentions)


# ---- lists, courts, bodies of further kinds ------------------------------------------------------


def test_peers_in_a_chinese_list_share_the_word_behind_the_last():
    found = chinese_of("广东省、浙江省、天津市通信管理局检查发现208款APP。")
    assert found == ["广东省通信管理局", "浙江省通信管理局", "天津市通信管理局"]


def test_a_comma_ends_the_list_of_a_body():
    assert chinese_of("案件涉及江苏省，浙江省公安厅已立案侦查。") == ["浙江省公安厅"]


@pytest.mark.parametrize(
    "text",
    [
        "A court in Hangzhou sentenced two men.",
        "Jiangsu court jails ten for piracy.",
        "杭州法院近日宣判。",
    ],
)
def test_a_city_with_many_courts_has_none_of_its_own(text):
    assert names_of(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("徐州铁路运输法院公开宣判", "Xuzhou Railway Transport Court"),
        ("The Xuzhou Railway Transport Court said", "Xuzhou Railway Transport Court"),
        ("郑州铁路公安处破获", "Zhengzhou Railway Public Security Division"),
        ("成都铁路警方抓获一名男子", "Chengdu Railway Public Security Bureau"),
        ("霍爾果斯海關查獲光碟", "Khorgos Customs"),
        ("上海知识产权法院判决", "Shanghai Intellectual Property Court"),
        ("臺中市政府警察局第六分局逮捕", "Taichung City Police Department"),
        ("臺灣高雄地方檢察署偵辦", "Kaohsiung District Prosecutors Office"),
    ],
)
def test_bodies_of_railways_customs_and_taiwan(text, name):
    assert names_of(text)[:1] == [name]


def test_a_ministrys_bureau_is_not_its_namesake_abroad():
    assert names_of("said Liu, director of the ministry's criminal investigation bureau.") == []
    assert names_of("The Criminal Investigation Bureau (CIB) in Taipei said") == [
        "Criminal Investigation Bureau"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("6月1日，北京市公安局会同市“扫黄打非”办开展检查。", "北京市“扫黄打非”办公室"),
        ("宁波公布案例。由市文化市场综合执法支队查处。", "宁波市文化市场综合执法支队"),
    ],
)
def test_a_city_that_alone_is_named_need_not_be_named_again(text, name):
    assert name in chinese_of(text)


def test_a_city_left_out_among_several_is_not_guessed():
    found = chinese_of("杭州警方和宁波警方破案，市网信办参与。")
    assert found == ["杭州市公安局", "宁波市公安局"]


def test_a_division_of_todays_name_goes_before_one_that_bore_it():
    assert names_of("Shaoxing City Public Security Bureau Shangyu branch found it.") == [
        "Shaoxing Public Security Bureau Shangyu Branch"
    ]


# ---- branches of zones, and bodies told askew ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "the Public Security Sub-bureau of the Hefei Economic Development Zone",
            "Hefei Public Security Bureau Economic Development Zone Branch",
        ),
        (
            "the High-tech Zone branch of Chengdu Public Security Bureau detained two men",
            "Chengdu Public Security Bureau High-tech Zone Branch",
        ),
        (
            "Wuhu Economic Development Zone Public Security Bureau found",
            "Wuhu Public Security Bureau Economic Development Zone Branch",
        ),
        (
            "In July, the Chengdu High-tech Zone Branch arrested nine suspects",
            "Chengdu Public Security Bureau High-tech Zone Branch",
        ),
        (
            "the Pudong branch of the city's public security bureau detained them in Shanghai",
            "Shanghai Municipal Public Security Bureau Pudong Branch",
        ),
        ("Jiangsu network police in Taizhou arrested 17 people", "Taizhou Public Security Bureau"),
        (
            "In Yulin, Shaanxi, the Yuyang branch smashed a gang",
            "Yulin Public Security Bureau Yuyang Branch",
        ),
    ],
)
def test_a_body_told_by_its_zone_or_city(text, name):
    assert names_of(text) == [name]


def test_branches_in_provinces_are_of_no_city():
    text = "The regulator told its Beijing branch and its Guangdong branch to look into the site."
    assert names_of(text) == []


def test_a_zone_alone_is_of_the_only_city():
    text = "合肥市公安局通报一起案件。\n经开公安分局给予该公司警告。"
    assert "合肥市公安局经开分局" in chinese_of(text)
    assert len(chinese_of(f"芜湖警方协助侦办。{text}")) == 2


def test_police_in_several_places_are_officers_sent_there():
    assert names_of("Police in Guangdong, Guangxi two places carried out the net.") == []


def test_a_comma_may_stand_before_the_quotation_mark_of_a_body():
    text = 'Jincheng City, "anti pornography" office in conjunction with others investigated'
    assert len(names_of(text)) == 1


def test_a_left_out_province_is_the_only_one_so_far():
    text = (
        "浙江省公安厅举行发布会\n"
        "出席发布会的还有省通信管理局有关负责人。\n"
        "该案由海南省海口市公安局协助侦办。"
    )
    assert "浙江省通信管理局" in chinese_of(text)
