"""Title, publisher, reporter and publication date, with the year where the text supports one."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest.clean import clean
from archive.ingest.extract.dates import find_dates
from archive.ingest.extract.head import find_head, merge
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import open_sources, read
from archive.ingest.types import CampaignMention, Hints, Source
from archive.text.spans import Span

ROOT = Path(__file__).parents[2]
LEXICON = Lexicon.from_files(ROOT / "fixtures" / "vocabulary")


def read_document(text, **hints):
    return clean(read(Source("a", text.encode(), "text/plain", Hints(**hints))), LEXICON)


def head_of(document, *campaigns):
    mentions = []
    for name in campaigns:
        at = document.text.index(name)
        mentions.append(CampaignMention(Span(at, at + len(name)), name))
    return find_head(document, find_dates(document, LEXICON), tuple(mentions), LEXICON)


def make(text, *campaigns, **hints):
    return head_of(read_document(text, **hints), *campaigns)


def published(text, *campaigns, **hints):
    found = make(text, *campaigns, **hints).published
    return found and found.edtf


# ---- the five documents


@pytest.mark.parametrize(
    ("stem", "campaign", "edtf", "basis", "publisher", "title"),
    [
        ("000", "net net 2015", "2015-06-01", "inferred", "Xinhua", "Net 2015 the third batch"),
        ("001", "Net Net", "2021-09-07", "inferred", "China News Service", None),
        ("002", "strike hard campaign", "XXXX-11-11", "stated", None, "Ministry of Public Sec"),
        ("003", None, "2021-05-07", "inferred", "China News Service", None),
        ("004", None, "XXXX-09-12", "stated", None, "Ministry of public security to"),
    ],
)
def test_the_first_documents(stem, campaign, edtf, basis, publisher, title):
    (path,) = (ROOT / "fixtures" / "documents").glob(f"{stem}_*.txt")
    (source,) = open_sources(path)
    document = clean(read(source), LEXICON)
    head = head_of(document, *filter(None, [campaign]))
    assert (head.published.edtf, head.published.basis) == (edtf, basis)
    assert bool(head.published.reason) == (basis == "inferred")
    assert head.publisher == publisher
    assert head.title_basis == ("stated" if title else "derived")
    assert head.title.startswith(title or "")


# ---- titles


def test_a_headline_is_stated_and_a_first_sentence_derived():
    stated = make("Police close twelve sites\n\nThey said so on Monday.")
    assert (stated.title, stated.title_basis) == ("Police close twelve sites", "stated")
    derived = make("China News Service, May 7th. Police closed twelve sites. They said so.")
    assert (derived.title, derived.title_basis) == ("Police closed twelve sites", "derived")


def test_a_headline_that_runs_into_the_dateline_ends_where_that_begins():
    head = make(
        "Police close twelve sites in raid Xinhua Beijing June 1 (reporter Li Mou) Police said so."
    )
    assert (head.title, head.title_basis) == ("Police close twelve sites in raid", "stated")
    assert (head.publisher, head.reporter) == ("Xinhua", "Li Mou")


def test_credit_lines_above_the_headline_are_no_headline():
    head = make("来源：中国警察网  2016-08-04 09:33\n\n警方破获网络赌博案\n\n近日，警方破案。")
    assert head.title == "警方破获网络赌博案"
    assert head.publisher == "People's Public Security News"
    assert head.published.edtf == "2016-08-04"


def test_a_long_first_sentence_is_cut_at_a_word():
    head = make("Police " + "closed sites and " * 30 + "went home. Then they slept.")
    assert head.title.endswith("…")
    assert len(head.title) <= 112
    assert not head.title.removesuffix("…").endswith(" ")


# ---- credits


@pytest.mark.parametrize(
    ("text", "publisher", "reporter", "edtf"),
    [
        ("新华社北京2015年6月8日电（记者史某某）警方破案。", "Xinhua", "史某某", "2015-06-08"),
        ("中新网杭州9月7日电 (记者 应某)警方破案。", "China News Service", "应某", "XXXX-09-07"),
        ("人民网北京6月8日电 警方破案。", "People's Daily", None, "XXXX-06-08"),
        ("某某法治报2018年8月14日讯(记者 周某)警方破案。", "某某法治报", "周某", "2018-08-14"),
        ("本报讯（记者 王某）6月3日，记者从市公安局获悉，警方破案。", None, "王某", "XXXX-06-03"),
        ("【明報專訊】警方3月2日公布，拘捕九人。", "Ming Pao", None, "XXXX-03-02"),
        (
            "China News Service, Beijing, September 7 (Reporter Ying Mou) Police said so.",
            *("China News Service", "Ying Mou", "XXXX-09-07"),
        ),
        ("BEIJING, April 16 (Xinhua) -- Police said so.", "Xinhua", None, "XXXX-04-16"),
        (
            "2018-03-06 Source: Legal Daily\n\nOn March 5, the reporter learned of it.",
            *("Legal Daily", None, "2018-03-06"),
        ),
        ("(Xinhua) Oct. 10, 2018 -- A man was held.", "Xinhua", None, "2018-10-10"),
        ("Xinhua, Lhasa, May 3 electric (reporter Li) Police.", "Xinhua", "Li", "XXXX-05-03"),
        ("Police close sites\n\nRome, 20 December 2024\n\nThe office", None, None, "2024-12-20"),
        ("Police close sites\n\nXinhua | June 1, 2020\n\nThe office", "Xinhua", None, "2020-06-01"),
        (
            "Police close sites\n\nBy Chen Mou | China Daily | Updated: 2019-10-30 09:12\n\nThe",
            *("China Daily", "Chen Mou", "2019-10-30"),
        ),
        (
            "关于下架应用的通报\n\n检查发现若干问题，现予以通报。\n\n工业和信息化部\n2021年6月8日",
            *("Ministry of Industry and Information Technology", None, "2021-06-08"),
        ),
        ("Police close sites\n\nThey said so on Monday. (Ming Mou)", None, "Ming Mou", None),
        ("Date: 5 April 2023\n\nFirm fined\n\nThe office did so.", None, None, "2023-04-05"),
        (
            "警方破案\n\n(中央社記者某某北京13日電)警方破案。(編輯：某某)1080513",
            *("Central News Agency", None, "2019-05-13"),
        ),
    ],
)
def test_credits(text, publisher, reporter, edtf):
    head = make(text)
    assert head.publisher == publisher
    assert head.reporter == reporter
    assert (head.published and head.published.edtf) == edtf


def test_spans_hold_the_words_they_were_read_from():
    document = read_document("新华社北京2015年6月8日电（记者史某某）警方破案。")
    head = head_of(document)
    assert head.publisher_span.quote(document.text) == "新华社"
    assert head.reporter_span.quote(document.text) == "史某某"
    assert head.published.span.quote(document.text) == "2015年6月8日"


def test_what_the_loader_says_outranks_the_text():
    head = make("新华社北京6月8日电 警方破案。", published="2015-06-09", publisher="The Paper")
    assert (head.published.edtf, head.published.basis) == ("2015-06-09", "stated")
    assert head.publisher == "The Paper"


def test_an_address_tells_the_publisher_where_nothing_else_does():
    assert make("警方破案。", url="http://www.xinhuanet.com/legal/a.htm").publisher == "Xinhua"
    assert make("警方破案。", url="http://www.example.org/").publisher is None
    assert make("警方破案。", url="http://[").publisher is None


def test_a_second_date_of_the_page_is_an_issue():
    head = make("新华社北京2015年6月8日电 警方破案。\n\n发布时间：2015-06-10")
    assert head.published.edtf == "2015-06-08"
    (warning,) = head.warnings
    assert warning.code == "competing-dates"
    assert "10 June 2015" in warning.message


def test_a_dateline_takes_its_year_from_the_page():
    head = make("警方破案\n\n发布时间：2016-01-02\n\n新华社北京12月31日电 警方破案。")
    assert head.published.edtf == "2015-12-31"
    assert head.published.reason == "year from the page's own date"


def test_a_line_of_names_that_ends_with_a_full_date_is_a_stamp():
    story = "Recently, police in the city cracked a case of selling accounts and held ten people."
    line = "Original: Rushan public security Rushan public security online 2019-05-20"
    assert published(f"They sold accounts!\n{line}\n{story}") == "2019-05-20"


def test_partial_dates_are_merged_only_where_they_agree():
    assert merge("XXXX-XX-07", "XXXX-05-07") == "XXXX-05-07"
    assert merge("XXXX-09-07", "2021-09-XX") == "2021-09-07"
    assert merge("XXXX-09-07", "2021-09-08") is None
    assert merge("2021-09", "2021-09-08") is None
    assert merge("XXXX-02-29", "2021-02-XX") is None


# ---- years

DATELINE = "新华社北京6月8日电 "


@pytest.mark.parametrize(
    ("body", "edtf"),
    [
        ("净网2015专项行动公布十起案件。", "2015-06-08"),
        ("2016年3月，警方立案。净网2015专项行动公布案件。", "2016-06-08"),
        ("2021年3月，警方立案。2021年5月，另案告破。今年以来破案三百起。", "2021-06-08"),
        ("2017年5月，民警巡查时发现线索。近日告破。", "2017-06-08"),
        ("2020年11月，公安部建立机制。截至今年4月底，破案六百起。", "2021-06-08"),
        ("2015年6月8日，警方公布案件。", "2015-06-08"),
        ("庆祝建党100周年，警方破案。", "2021-06-08"),
        ("警方破案三百起。", "XXXX-06-08"),
        ("今年以来，警方破案三百起。", "XXXX-06-08"),
        ("去年10月，警方立案。", "XXXX-06-08"),
        ("《网络安全法》2017年6月1日起施行，警方依法查处。", "XXXX-06-08"),
        ("2018年以来，警方连续开展行动。今年破案三百起。", "XXXX-06-08"),
        ("2019年3月，张某开设网站。今年4月，警方将其抓获。", "XXXX-06-08"),
        ("到2030年12月，力争建成体系。", "XXXX-06-08"),
    ],
)
def test_a_year_is_inferred_only_where_the_text_supports_it(body, edtf):
    campaigns = ["净网2015"] if "净网2015" in body else []
    assert published(DATELINE + body, *campaigns) == edtf


def test_in_january_a_campaigns_year_may_be_the_one_before():
    assert published("新华社北京1月15日电 净网2015行动收官。", "净网2015") == "XXXX-01-15"


def test_an_inferred_year_gives_its_reason():
    head = make(DATELINE + "净网2015专项行动公布十起案件。", "净网2015")
    assert head.published.reason == "year from the campaign's name"
    assert head.published.basis == "inferred"


def test_a_text_without_a_date_of_its_own_has_none():
    assert published("2019年10月，张某开设网站。4月2日，警方将其抓获。") is None


def test_a_stamp_may_close_a_page():
    body = "福州警方破獲一宗詐騙案\n\n" + "警方拘捕多人，繳獲銀行卡及手機。" * 12
    assert published(f"{body}\n\n2017-09-21 04:23:18大公網") == "2017-09-21"


def test_a_medium_may_be_cited_for_the_day():
    text = (
        "Offices tell of cases\n\nAccording to Xinhua Beijing on July 11th, offices told of cases."
    )
    assert published(text) == "XXXX-07-11"
