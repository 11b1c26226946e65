"""Search as pages use it: names of the database, labels, help for the reader."""

import pytest

from archive import models
from archive.search import (
    Choice,
    Query,
    correct,
    find_passages,
    indexing,
    mark_title,
    parse,
    relax,
    search,
    similar,
    suggest,
    vocabulary,
)
from archive.search.vocabulary import load_names
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wechat():
    wechat = factories.PlatformFactory(slug="wechat", name="WeChat", name_zh="微信")
    models.PlatformName.objects.create(platform=wechat, text="Weixin", kind="pinyin")
    models.PlatformName.objects.create(platform=wechat, text="Moments", kind="weak")
    return wechat


@pytest.fixture
def announcements(wechat):
    english = factories.AnnouncementFactory(
        title="Gambling ring broken", text="Police in Zhejiang broke a gambling ring on WeChat."
    )
    chinese = factories.AnnouncementFactory(
        title="浙江警方通报", text="嫌疑人利用微信群传播淫秽物品。", language="zh-Hans"
    )
    tagged = factories.AnnouncementFactory(
        title="Another ring", text="A ring of gambling was broken by the police."
    )
    models.AnnouncementPlatform.objects.create(announcement=tagged, platform=wechat)
    models.AnnouncementPlace.objects.create(
        announcement=english, place=factories.PlaceFactory(), role="enforcement"
    )
    indexing.rebuild()
    return english, chinese, tagged


def found(line, **options):
    page = search(Query(text=parse(line, **options).tree))
    return {hit.id for hit in page.hits if hit.kind == "announcement"}


@pytest.mark.parametrize("line", ["微信", "WeChat", "weixin", "platform:微信 OR 微信"])
def test_a_name_finds_texts_in_both_languages(line, announcements):
    assert found(line) == {a.public_id for a in announcements}


def test_the_exact_form_finds_the_words_alone(announcements):
    english, chinese, _ = announcements
    assert found("微信", exact=True) == {chinese.public_id}
    assert found('"WeChat"') == {english.public_id}


def test_a_new_name_is_understood_at_once(announcements, wechat):
    assert found("Vixin") == set()
    models.PlatformName.objects.create(platform=wechat, text="Vixin", kind="alias")
    wechat.save()
    (understood,) = parse("Vixin").understood
    assert (understood.field, understood.id, understood.label) == ("platform", "wechat", "WeChat")


def test_a_costly_snapshot_of_names_is_kept_for_a_while(wechat, settings, monkeypatch):
    monkeypatch.setattr(vocabulary._local, "held", (0.0, None), raising=False)
    monkeypatch.setattr(vocabulary, "PAUSE", 1e9)
    settings.NAMES_FRESH_FOR = 1e-9
    before = load_names()
    wechat.save()
    assert load_names() is before


def test_a_merged_record_is_understood_no_more(wechat):
    kept = factories.PlatformFactory(slug="tencent")
    wechat.merged_into = kept
    wechat.save()
    assert parse("WeChat").understood == ()


def test_places_are_values_of_their_level():
    province = factories.PlaceFactory()
    models.PlaceName.objects.create(place=province, text="浙江", kind="alias")
    factories.PlaceFactory(
        code="330100", level="prefecture", parent=province, name="Hangzhou", name_zh="杭州市"
    )
    for code, name in (("330127", "Chun'an County"), ("330182", "Jiande")):
        place = factories.PlaceFactory(
            code=code, level="county", parent=province, name=name, name_zh=name
        )
        models.PlaceName.objects.create(place=place, text="Shared", kind="weak")
        models.PlaceName.objects.create(place=place, text=f"Own{code}", kind="weak")
    names = load_names()
    assert [(n.field, n.id) for n in names.resolve("province", "浙江")] == [("province", "CN-ZJ")]
    assert names.label("city", "330100") == "Hangzhou"
    assert parse("浙江").understood[0].id == "CN-ZJ"
    assert parse("Own330127").understood[0].id == "330127"
    assert parse("Shared").understood == ()


def test_counts_have_labels(announcements):
    page = search(Query())
    labels = {c.value: c.label for counts in page.facets.values() for c in counts}
    assert labels["wechat"] == "WeChat"
    assert labels["CN-ZJ"] == "Zhejiang"
    assert labels["announcement"] == "Announcements"
    assert labels["zh-Hans"] == "Chinese (Simplified)"
    assert labels["(none)"] == "(none)"


def test_passages_and_titles_are_marked(announcements):
    tree = parse("微信 gambling").tree
    ((passage,),) = find_passages([announcements[0].text], tree)
    assert [words for words, marked in passage.runs if marked] == ["gambling", "WeChat"]
    assert mark_title("Gambling", tree).runs == (("Gambling", True),)


def test_suggestions_are_names_then_titles(announcements):
    titled = (announcements[0], announcements[2])
    assert {(s.text, s.key) for s in suggest("ring")} == {
        (a.title, f"announcement:{a.public_id}") for a in titled
    }
    assert suggest("wec")[0].key == "platform:wechat"
    # Words of texts alone suggest no title.
    assert suggest("polic") == []
    assert suggest("…") == []


def test_misspelt_words_are_corrected(announcements):
    assert correct("gmabling ring") == "gambling ring"
    assert correct("a rnig") == "a ring"
    assert correct("Wechatt") == "wechat"
    assert correct("gambling") is None
    assert correct("微信 qqqqqqqq") is None


def test_a_chinese_name_with_one_wrong_character_is_corrected(announcements):
    weibo = factories.PlatformFactory(slug="weibo", name="Weibo", name_zh="新浪微博")
    models.AnnouncementPlatform.objects.create(announcement=announcements[0], platform=weibo)
    factories.PlatformFactory(slug="weifu", name="Weifu", name_zh="新浪微服")  # In no document.
    indexing.rebuild()
    assert correct("新浪微薄") == "新浪微博"
    assert correct("新浪博微诈骗") == "新浪微博诈骗"
    assert correct("新浪徽薄") is None
    assert correct("传播淫秽") is None
    assert correct("微心") is None  # Too short to tell what is meant.


def ways_on(line):
    return [way.text for way in relax(line, Query(text=parse(line).tree))]


def test_no_hits_are_no_dead_end(announcements):
    line = "gambling ring broken elephants"
    ways = relax(line, Query(text=parse(line).tree))
    assert [(w.dropped, w.text, w.total) for w in ways] == [
        ("elephants", "gambling ring broken", 2)
    ]
    assert ways_on("elephants giraffes ring") == ["ring"]
    assert ways_on("elephants giraffes ring broken") == ["ring broken"]
    assert ways_on("elephants") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(ring OR hoop) elephants", ["(ring OR hoop)"]),
        ("ring AND elephants", ["ring"]),
        ("ring elephants OR giraffes", ["ring"]),
        ("ring NOT ring", ["NOT ring", "ring"]),
        ('"gambling ring" date:[1990 TO 1991]', ['"gambling ring"']),
        ("ring suspects > 100", ["ring"]),
        ("微信大象", ["微信"]),
        ("ring “gambling ring” giraffes elephants", ['ring "gambling ring"']),
        (" ".join(f"no{i}" for i in range(20)) + " ring", ["ring"]),
    ],
)
def test_ways_on_drop_whole_parts(announcements, line, expected):
    assert ways_on(line) == expected


def test_the_filters_stay_when_a_word_is_dropped(announcements):
    line = "ring elephants"
    query = Query(
        text=parse(line).tree, filters={"platform": Choice(frozenset({"wechat"}))}, sort="newest"
    )
    assert [w.total for w in relax(line, query)] == [1]


def test_more_of_the_same(announcements):
    english, chinese, tagged = announcements
    hits = similar(f"announcement:{english.public_id}")
    assert [hit.id for hit in hits] == [tagged.public_id]
    assert similar(f"announcement:{chinese.public_id}") == []
    assert similar("announcement:none") == []
