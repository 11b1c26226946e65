"""The browse lists: what narrows them, in the language of the page."""

import pytest
from django.http import QueryDict
from django.utils import translation

from archive.browse import lists
from archive.browse.filters.lists import CaseFilter
from archive.browse.lists import list_cases, list_platforms
from archive.models import Case
from tests import factories as make

pytestmark = pytest.mark.django_db


def list_titles(query):
    page = list_cases(QueryDict(query), "/cases")
    return [row.record.title for row in page.rows]


def list_choices(name):
    with translation.override("zh-hans"):
        field = CaseFilter({}, queryset=Case.objects.all()).form.fields[name]
        return {str(value): str(label) for value, label in field.choices}


def test_cases_of_one_campaign_alone():
    campaign = make.CampaignFactory(slug="clear-field")
    for title in ("Sold books", "Copied films", "Elsewhere"):
        make.CaseFactory(title=title)
    for case, state in zip(Case.objects.order_by("pk"), ("proposed", "accepted"), strict=False):
        case.campaign_facts.create(campaign=campaign, state=state)
    Case.objects.get(title="Elsewhere").campaign_facts.create(campaign=campaign, state="rejected")
    assert list_titles("campaign=clear-field&sort=title") == ["Copied films", "Sold books"]


def test_choices_are_called_by_their_names_in_the_language_of_the_page():
    campaign = make.CampaignFactory(slug="clear-field", name="Clear Field", name_zh="净场")
    make.CaseFactory().campaign_facts.create(campaign=campaign)
    assert list_choices("campaign")["clear-field"] == "净场"
    assert list_choices("province")["CN-ZJ"] == "浙江"
    assert list_choices("status")["sentenced"] == "已判决"


@pytest.fixture
def platforms(monkeypatch):
    """Three platforms, of which announcements name two."""
    for name, name_zh in (("Alpha", "众"), ("Beta", "八"), ("Gamma", "")):
        make.PlatformFactory(slug=name.lower(), name=name, name_zh=name_zh)
    counts = {"beta": 5, "gamma": 7}
    monkeypatch.setattr(lists, "count_by_value", lambda _facet: counts)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["gamma", "beta", "alpha"]),
        ("sort=most", ["gamma", "beta", "alpha"]),
        ("sort=name", ["alpha", "beta", "gamma"]),
        ("sort=pinyin", ["beta", "alpha", "gamma"]),
        ("sort=name&q=eta", ["beta"]),
        ("q=nowhere", []),
    ],
)
def test_a_vocabulary_is_listed_in_the_order_asked_for(platforms, query, slugs):
    page = list_platforms(QueryDict(query), "/platforms")
    assert [row.record.slug for row in page.rows] == slugs
    assert page.paging.total == len(slugs)


def test_a_vocabulary_is_listed_in_pages_with_its_counts(platforms, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    pages = [list_platforms(QueryDict(f"page={number}"), "/platforms") for number in (1, 2)]
    rows = [(row.record.slug, row.count) for page in pages for row in page.rows]
    assert rows == [("gamma", 7), ("beta", 5), ("alpha", 0)]
