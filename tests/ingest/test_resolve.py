"""Names decided: one fact a thing, ambiguous names listed, nothing guessed."""

from archive.ingest.resolve import resolve
from archive.ingest.types import (
    AgencyMention,
    CampaignMention,
    Extraction,
    PlaceMention,
    PlatformMention,
)
from archive.text.spans import Span
from tests.ingest.reading import NO_HEAD, decide, make_document, read_lexicon

TEXT = "微信 and WeChat; “夜色直播” app; 净网2035; Taizhou police; 舟山警方"


def evidence(quote, start=0):
    at = TEXT.index(quote, start)
    return {"span": Span(at, at + len(quote)), "quote": quote}


def resolve_all(**mentions):
    extraction = Extraction(head=NO_HEAD, **mentions)
    return resolve(make_document(TEXT), extraction, read_lexicon())


def test_mentions_of_one_thing_become_one_fact():
    mentions = (
        PlatformMention(**evidence("微信"), candidates=("wechat",)),
        PlatformMention(**evidence("WeChat"), candidates=("wechat",)),
    )
    (fact,) = resolve_all(platforms=mentions).platforms
    assert (fact.id, fact.name, fact.name_zh, fact.known) == ("wechat", "WeChat", "微信", True)
    assert fact.as_printed == ("微信", "WeChat")
    assert fact.spans == tuple(mention.span for mention in mentions)


def test_an_unlisted_name_becomes_a_fact_of_its_own():
    app = PlatformMention(**evidence("夜色直播"), name="夜色直播", kind="app")
    campaign = CampaignMention(**evidence("净网2035"), name="Net Net 2035", name_zh="净网2035")
    resolution = resolve_all(platforms=(app,), campaigns=(campaign,))
    (platform,) = resolution.platforms
    assert (platform.id, platform.name_zh, platform.kind) == ("ye-se-zhi-bo", "夜色直播", "app")
    assert not platform.known
    (fact,) = resolution.campaigns
    assert (fact.id, fact.name, fact.name_zh) == ("net-net-2035", "Net Net 2035", "净网2035")


def test_what_several_things_answer_to_is_listed_and_no_fact():
    mention = evidence("Taizhou police")
    place = PlaceMention(**evidence("Taizhou"), candidates=("321200", "331000"), role="enforcement")
    agency = AgencyMention(**mention, place=("321200", "331000"), body="public-security")
    resolution = resolve_all(places=(place,), agencies=(agency,))
    assert resolution.places == resolution.agencies == ()
    assert [(u.kind, u.reason, u.candidates) for u in resolution.unresolved] == [
        ("place", "ambiguous", ("321200", "331000")),
        ("agency", "ambiguous", ("321200", "331000")),
    ]


def test_a_platform_inside_a_body_s_name_is_not_also_one():
    agency = AgencyMention(**evidence("舟山警方"), place=("330900",), body="public-security")
    platform = PlatformMention(**evidence("舟山"), name="舟山")
    resolution = resolve_all(agencies=(agency,), platforms=(platform,))
    assert resolution.platforms == ()
    (fact,) = resolution.agencies
    assert (fact.id, fact.place, fact.level) == (
        "zhoushan-public-security-bureau",
        "330900",
        "municipal",
    )


def test_a_place_that_acts_and_is_mentioned_has_two_facts():
    facts = decide("北京警方破案。受害人遍布北京、天津。").places
    assert [(f.name, f.role, f.province) for f in facts] == [
        ("Beijing", "enforcement", "CN-BJ"),
        ("Beijing", "mentioned", "CN-BJ"),
        ("Tianjin", "mentioned", "CN-TJ"),
    ]


def test_a_branch_stands_under_its_bureau():
    (fact,) = decide("南京市公安局秦淮分局破案。").agencies
    assert fact.id == "nanjing-public-security-bureau-qinhuai-branch"
    assert fact.parent == "nanjing-public-security-bureau"
    assert (fact.place, fact.level) == ("320104", "county")


def test_a_district_s_police_are_also_the_branch_of_that_district():
    own = AgencyMention(**evidence("Taizhou police"), place=("320104",), body="public-security")
    branch = AgencyMention(
        **evidence("舟山警方"), place=("320100",), body="public-security", branch="320104"
    )
    (fact,) = resolve_all(agencies=(own, branch)).agencies
    assert fact.id == "qinhuai-district-public-security-bureau"
    assert fact.spans == (own.span, branch.span)


def test_facts_stand_in_text_order():
    names = [fact.name for fact in decide("公安部指导。舟山警方破案。国家网信办通报。").agencies]
    assert names == [
        "Ministry of Public Security",
        "Zhoushan Public Security Bureau",
        "Cyberspace Administration of China",
    ]
