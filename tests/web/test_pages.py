"""Pages of the loaded archive: what they show, and how many queries they take."""

import re

import pytest
from django.urls import reverse

from archive.models import Announcement, Case

pytestmark = pytest.mark.usefixtures("loaded_archive")

MOST_QUERIES = 12


def fetch(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def five_cases():
    """The announcement that tells of five cases and holds two."""
    return Announcement.objects.get(source__contains="000_c48028ab7f5be974")


@pytest.fixture
def paths(db):
    case = Case.objects.filter(figures__isnull=False).first()
    return {
        "home": "/",
        "search": "/search?q=WeChat",
        "facets": "/search?q=%E5%BE%AE%E4%BF%A1&province=CN-TJ&platform=wechat",
        "facet": "/search/facets/agency?q=WeChat",
        "announcements": "/announcements",
        "announcement": reverse("announcement", args=[five_cases().public_id]),
        "similar": reverse("similar", args=[five_cases().public_id]),
        "cases": "/cases",
        "case": reverse("case", args=[case.public_id]),
        "campaigns": "/campaigns",
        "campaign": "/campaigns/net-net-2015",
        "agencies": "/agencies",
        "agency": "/agencies/ministry-of-public-security",
        "platforms": "/platforms",
        "platform": "/platforms/wechat",
        "places": "/places",
        "place": "/places/120000",
        "county": "/places/120107",
        "figures": "/figures?measure=suspects",
        "matrix": "/matrix",
        "coverage": "/coverage",
        "method": "/method",
        "help": "/help",
        "changes": "/changes",
        "report": "/report?about=/platforms/wechat",
    }


PAGES = [
    "home",
    "search",
    "facets",
    "facet",
    "announcements",
    "announcement",
    "similar",
    "cases",
    "case",
    "campaigns",
    "campaign",
    "agencies",
    "agency",
    "platforms",
    "platform",
    "places",
    "place",
    "county",
    "figures",
    "matrix",
    "coverage",
    "method",
    "help",
    "changes",
    "report",
]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_answers_in_few_queries(client, paths, name, django_assert_max_num_queries):
    fetch(client, paths[name])
    with django_assert_max_num_queries(MOST_QUERIES):
        html = fetch(client, paths[name])
    assert html.count("<h1") == 1
    assert "<main" in html


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_inline_script_or_style(client, paths, name):
    html = fetch(client, paths[name])
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert all("src=" in tag.partition(">")[0] for tag in html.split("<script")[1:])


def test_an_announcement_ties_each_fact_to_its_words(client, paths):
    row = five_cases()
    html = fetch(client, paths["announcement"])
    mentions = row.mentions.filter(figure__isnull=False)
    assert mentions.exists()
    for mention in mentions:
        assert f'id="m-{mention.pk}"' in html
        assert f'href="#m-{mention.pk}"' in html
        assert f'id="f-figure-{mention.figure_id}"' in html


def test_an_announcement_says_its_issues_plainly(client, paths):
    html = fetch(client, paths["announcement"])
    assert "5 cases announced, 2 in the text" in html


def test_an_inferred_date_says_why(client, paths):
    html = fetch(client, paths["announcement"])
    assert "1 June 2015" in html
    assert "inferred" in html


def test_words_of_an_address_are_marked_without_a_script(client, paths):
    row = five_cases()
    start = row.text.index("WeChat")
    html = fetch(client, f"{paths['announcement']}?s={start}-{start + 6}")
    assert 'class="focus" id="s"' in html


def test_words_that_the_text_does_not_have_are_told(client, paths):
    html = fetch(client, f"{paths['announcement']}?s=999999-1000000")
    assert "words that this text does not have" in html


def test_a_case_quotes_the_sentence_of_each_figure(client, paths):
    case = Case.objects.get(designation="3·10")
    html = fetch(client, reverse("case", args=[case.public_id]))
    assert "<blockquote" in html
    for figure in case.figures.all():
        mention = figure.mentions.get()
        assert f"?s={mention.start}-{mention.end}#s" in html


def test_a_search_shows_facets_tags_and_passages(client):
    html = fetch(client, "/search?q=WeChat&province=CN-TJ")
    assert re.search(r'name="province"\s+value="CN-TJ"', html)
    assert "Province: Tianjin" in html
    assert "<mark>" in html


def test_a_search_in_chinese_finds_the_english_text(client):
    html = fetch(client, "/search?q=%E5%BE%AE%E4%BF%A1")
    assert "WeChat" in html
    assert five_cases().public_id in html


def test_excluding_and_none_work_from_the_address(client):
    everything = client.get("/search?kind=all").context["found"].total
    without = client.get("/search?kind=all&province=-CN-TJ").context["found"].total
    within = client.get("/search?kind=all&province=CN-TJ").context["found"].total
    nowhere = client.get("/search?kind=all&province=(none)").context["found"].total
    assert everything == without + within
    assert 0 < nowhere < everything


def test_announcements_are_listed_where_no_kind_is_asked_for(client):
    found = client.get("/search?q=WeChat").context["found"]
    assert {result.kind for result in found.results} == {"announcement"}
    tabs = {tab.value: tab for tab in found.tabs}
    assert list(tabs) == ["announcement", "case", "campaign", "agency", "platform", "all"]
    assert [tab.value for tab in found.tabs if tab.current] == ["announcement"]
    assert tabs["announcement"].url == "/search?q=WeChat"
    for tab in tabs.values():
        assert client.get(tab.url).context["found"].total == tab.count


@pytest.mark.parametrize("query", ["q=kind:case", "kind=case", "kind=-announcement&q=WeChat"])
def test_a_kind_that_is_named_is_listed(client, query):
    results = client.get(f"/search?{query}").context["found"].results
    assert results
    assert "announcement" not in {result.kind for result in results}


def test_nothing_among_announcements_leads_to_other_kinds(client):
    html = fetch(client, "/search?q=%22QQ+Music%22+NOT+kind:announcement&kind=announcement")
    assert "Found among other kinds" in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=9999", "There is no such page"),
        ("page=x", "whole number"),
        ("page=0", "greater than or equal to 1"),
        ("platform=no-such-thing", "knows no “no-such-thing”"),
        ("kind=nonsense", "knows no “nonsense”"),
        ("sort=sideways", "sideways is not one of"),
        ("after=yesterday", "is no date"),
        ("after=2020&before=2010", "comes after the last"),
        ("q=%22open", "quotation mark"),
        ("q=suspects:%3E%3Dmany", "could not be read"),
    ],
)
def test_bad_parameters_are_told_on_the_page(client, query, words):
    html = fetch(client, f"/search?{query}")
    assert words in html.replace("&quot;", '"').replace("&#x27;", "'")


def test_a_name_in_the_place_of_an_id_is_understood(client):
    found = client.get("/search?platform=%E5%BE%AE%E4%BF%A1").context["found"]
    assert found.question.chosen["platform"].include == {"wechat"}
    assert found.total


def test_names_are_called_in_the_language_of_the_page(client):
    chinese = {"accept-language": "zh-CN"}
    found = client.get("/search?q=WeChat&sort=no", headers=chinese)
    assert [label for _, label, _ in found.context["found"].understood] == ["微信"]
    assert found.context["found"].question.problems[0].startswith("排序：")
    assert "<title>微信 · " in client.get("/platforms/wechat", headers=chinese).content.decode()


@pytest.mark.parametrize("kind", ["announcements", "cases", "agencies", "platforms", "places"])
def test_browse_pages_tell_bad_parameters(client, kind):
    assert "There is no such page" in fetch(client, f"/{kind}?page=9999")
    assert "is not one of" in fetch(client, f"/{kind}?sort=sideways")


def test_browse_pages_filter(client):
    html = fetch(client, "/platforms?q=weixin")
    assert "/platforms/wechat" in html
    assert "/platforms/qq" not in html


def test_nothing_found_offers_ways_on(client):
    html = fetch(client, "/search?q=WeChat+zzzzzzz")
    assert "Nothing was found" in html
    assert "?q=WeChat" in html


def test_suggestions_know_both_languages(client):
    answer = client.get("/search/suggestions?q=%E5%BE%AE").json()
    assert any(s["text"].startswith("微") for s in answer["suggestions"])
    assert client.get("/search/suggestions?q=").json() == {"suggestions": []}


def test_a_province_has_one_address(client):
    response = client.get("/places/CN-TJ")
    assert (response.status_code, response.url) == (301, "/places/120000")


def test_months_are_said_in_the_language_of_the_page(client):
    answer = client.get("/search?year=2015", headers={"accept-language": "zh-CN"})
    columns = answer.context["found"].histogram.columns
    assert columns[5].value == "2015年6月"


def test_passages_do_not_repeat_the_headline_above_them(client):
    row = five_cases()
    assert row.text.startswith(row.title)
    results = client.get("/search?q=WeChat").context["found"].results
    [found] = [result for result in results if result.id == row.public_id]
    assert any(marked for _, marked in found.title.runs)
    for words in found.passages:
        assert row.title not in words.passage.text
        start = int(words.url.partition("?s=")[2].partition("-")[0])
        marked = next(text for text, is_marked in words.passage.runs if is_marked)
        assert row.text[start:].startswith(marked)


def test_results_name_their_kinds_where_several_stand_together(client):
    assert not client.get("/search?q=WeChat").context["found"].is_mixed
    assert client.get("/search?q=WeChat&kind=all").context["found"].is_mixed
    kicker = '<p class="kicker"><span>Announcement</span>'
    assert kicker not in fetch(client, "/search?q=WeChat")
    assert kicker in fetch(client, "/search?q=WeChat&kind=all")


def test_figures_of_one_announcement_stand_under_its_title_once(client):
    page = client.get("/figures?measure=cases")
    told = [row.announcement.pk for row in page.context["page"].rows]
    titles = re.findall(r'<td><a href="/announcements/\w+"', page.content.decode())
    assert len(told) > len(titles) == len(set(told))
