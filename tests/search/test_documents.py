"""Rows as search documents: what a record answers to."""

from datetime import date

import pytest

from archive import models
from archive.search.documents import count_documents, iterate_documents, load_documents
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def hangzhou():
    province = factories.PlaceFactory()
    city = factories.PlaceFactory(
        code="330100", level="prefecture", parent=province, name="Hangzhou", name_zh="杭州市"
    )
    return factories.PlaceFactory(
        code="330106", level="county", parent=city, name="Xihu District", name_zh="西湖区"
    )


@pytest.fixture
def announcement(hangzhou):
    announcement = factories.AnnouncementFactory(text="In Xihu police acted. 3 arrested.")
    platform = factories.PlatformFactory(slug="wechat", name="WeChat", name_zh="微信")
    models.PlatformName.objects.create(platform=platform, text="Weixin", kind="pinyin")
    models.PlatformName.objects.create(platform=platform, text="WeChat group", kind="alias")
    models.AnnouncementPlatform.objects.create(announcement=announcement, platform=platform)
    models.AnnouncementPlace.objects.create(
        announcement=announcement, place=hangzhou, role="enforcement"
    )
    return announcement


def load(record):
    kind = record._meta.model_name
    identifier = getattr(record, "public_id", None) or record.slug
    docs = list(load_documents([f"{kind}:{identifier}"]))
    return docs[0] if docs else None


def test_names_of_linked_records_are_answered_to_in_both_languages(announcement):
    doc = load(announcement)
    assert set(doc.names) >= {"WeChat", "微信", "Weixin", "Zhejiang", "浙江省", "Hangzhou"}
    assert "WeChat group" not in doc.names
    assert doc.facets["platform"] == ("wechat",)


def test_a_place_counts_for_what_it_lies_in(announcement):
    facets = load(announcement).facets
    assert (facets["province"], facets["city"], facets["county"]) == (
        ("CN-ZJ",),
        ("330100",),
        ("330106",),
    )


def test_places_that_are_only_mentioned_are_no_facet(announcement):
    announcement.place_facts.update(role="mentioned")
    assert load(announcement).values("province") == ("(none)",)


def test_rejected_facts_are_not_indexed(announcement):
    announcement.platform_facts.update(state="rejected")
    doc = load(announcement)
    assert "platform" not in {name for name, values in doc.facets.items() if values}
    assert "微信" not in doc.names


def test_figures_are_numbers_by_measure(announcement):
    factories.FigureFactory(announcement=announcement, measure="suspects", value=12)
    factories.FigureFactory(announcement=announcement, measure="money", value=5, unit="CNY")
    factories.FigureFactory(
        announcement=announcement,
        measure="accounts",
        value="12.2",
        value_intended=122_000,
        magnitude_lost=True,
    )
    factories.FigureFactory(announcement=announcement, value=99, state="rejected")
    doc = load(announcement)
    assert doc.numbers["suspects"] == (12.0,)
    assert doc.numbers["amount"] == (5.0,)
    assert doc.numbers["accounts"] == (122_000.0,)
    assert doc.facets["measure"] == ("suspects", "money", "accounts")


@pytest.mark.parametrize(
    ("edtf", "years", "months"),
    [
        ("2015-06-01", ("2015",), ("2015-06",)),
        ("2015-06", ("2015",), ("2015-06",)),
        ("2015", ("2015",), ("(none)",)),
        ("2015-11/2016-02", ("2015", "2016"), ("(none)",)),
        ("XXXX-11-11", ("(none)",), ("(none)",)),
        ("", ("(none)",), ("(none)",)),
    ],
)
def test_years_are_those_that_are_possible(edtf, years, months):
    doc = load(factories.AnnouncementFactory(published_edtf=edtf))
    assert (doc.values("year"), doc.values("month")) == (years, months)
    assert (doc.earliest is None) == (years == ("(none)",))


def test_a_case_is_its_passages_and_first_day(announcement):
    case = factories.CaseFactory(designation="3·10", status="arrested")
    later = factories.AnnouncementFactory(published_edtf="2016-01-01", text="Other. The same.")
    factories.CaseReportFactory(case=case, announcement=later, start=7, end=16)
    factories.CaseReportFactory(case=case, announcement=announcement, start=0, end=21)
    doc = load(case)
    assert set(doc.body) == {"The same.", "In Xihu police acted."}
    assert doc.earliest == date(2015, 6, 1).toordinal()
    assert doc.numerals == ("3.10",)
    assert doc.facets["status"] == ("arrested",)
    told = load(announcement)
    assert told.facets["status"] == ("arrested",)
    assert told.facets["offence"] == ("gambling",)
    assert told.numerals == ("3.10",)


def test_passages_of_an_older_text_are_not_cut_from_the_newer(announcement):
    report = factories.CaseReportFactory(announcement=announcement, version=1)
    announcement.version = 2
    announcement.save()
    assert load(report.case).body == ()


def test_what_readers_may_not_see_is_not_indexed(announcement):
    case = factories.CaseReportFactory(announcement=announcement).case
    announcement.visibility = "withdrawn"
    announcement.save()
    assert load(announcement) is None
    assert load(case) is None


def test_a_case_entered_by_hand_needs_no_report():
    assert load(factories.CaseFactory()) is not None


def test_a_merged_record_is_gone():
    kept = factories.PlatformFactory()
    merged = factories.PlatformFactory(merged_into=kept)
    assert load(merged) is None
    assert load(kept).title.startswith("Platform")


def test_a_named_record_answers_to_all_its_forms():
    agency = factories.AgencyFactory(place=factories.PlaceFactory(), note="Founded in 1954.")
    models.AgencyName.objects.create(agency=agency, text="The Bureau", kind="alias")
    doc = load(agency)
    assert "The Bureau" in doc.names
    assert doc.body == ("Founded in 1954.",)
    assert doc.facets["province"] == ("CN-ZJ",)


def test_a_campaign_has_its_period_and_leaders():
    campaign = factories.CampaignFactory(
        period_earliest=date(2015, 3, 1), period_latest=date(2015, 11, 30)
    )
    agency = factories.AgencyFactory()
    models.CampaignAgency.objects.create(campaign=campaign, agency=agency, role="leading")
    doc = load(campaign)
    assert doc.facets["agency"] == (agency.slug,)
    assert doc.facets["year"] == ("2015",)
    assert doc.earliest == date(2015, 3, 1).toordinal()


def test_a_pass_over_all_takes_few_queries(django_assert_max_num_queries):
    factories.AnnouncementFactory.create_batch(30)
    with django_assert_max_num_queries(25):
        docs = list(iterate_documents())
    assert len(docs) == count_documents() == 30


def test_fingerprints_follow_what_is_indexed(announcement):
    before = load(announcement).fingerprint
    assert load(announcement).fingerprint == before
    announcement.platform_facts.update(state="rejected")
    assert load(announcement).fingerprint != before
