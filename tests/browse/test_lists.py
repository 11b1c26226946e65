"""The browse lists: what narrows them, in the language of the page."""

import pytest
from django.http import QueryDict
from django.utils import translation

from archive.browse.filters.lists import CaseFilter
from archive.browse.lists import list_cases
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
