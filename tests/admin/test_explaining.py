"""Dates and numbers are explained as they are typed, and checked the same way when saved."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from archive.admin.explaining import explain_date, explain_number
from archive.admin.fields import EdtfField, NumberField
from archive.models import Figure
from tests import factories


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ""),
        ("2015-06-01", "1 June 2015."),
        ("2015-06", "June 2015: between 1 June 2015 and 30 June 2015."),
        ("2015", "2015: between 1 January 2015 and 31 December 2015."),
        ("2015-07~", "About July 2015: between 1 July 2015 and 31 July 2015."),
        ("XXXX-11-11", "11 November, year unknown: in no year, so that lists show it apart."),
        ("2015-05/..", "From May 2015: on or after 1 May 2015, with no end known."),
        ("../2015-05", "Until May 2015: on or before 31 May 2015, with no beginning known."),
        ("2015-05/2015-07", "May 2015 to July 2015: between 1 May 2015 and 31 July 2015."),
        ("9998-01-01", "1 January 9998, which is yet to come."),
    ],
)
def test_a_date_is_said_in_words_with_its_bounds(typed, words):
    explanation = explain_date(typed)
    assert (explanation.ok, explanation.words) == (True, words)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("2015年6月1日", "Type 2015-06-01 for “2015年6月1日”."),
        ("1 June 2015", "Type 2015-06-01 for “1 June 2015”."),
        ("11月11日", "Type XXXX-11-11 for “11月11日”."),
        ("2015/6/1", "Type 2015-06-01 for “2015/6/1”."),
    ],
)
def test_a_date_in_another_form_is_answered_with_the_form_to_type(typed, advice):
    explanation = explain_date(typed)
    assert (explanation.ok, explanation.words) == (False, advice)


@pytest.mark.parametrize("typed", ["yesterday", "2015-13", "2015-02-30", "31", "../..", "9" * 500])
def test_what_is_no_date_is_answered_with_all_forms(typed):
    explanation = explain_date(typed)
    assert not explanation.ok
    assert "is no date. Type 2015-06-01" in explanation.words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", ""),
        ("12.5", ""),
        ("4800", "4,800"),
        ("12.50", "12.5"),
        ("1500000000", "1,500,000,000, 1.5 billion, 15亿"),
        ("155万", "1,550,000, 1.55 million, 155万"),
        ("1.5 million", "1,500,000, 1.5 million, 150万"),
        ("4,800", ""),
        ("１２３", "123"),
    ],
)
def test_a_number_is_said_with_its_digits_in_groups(typed, words):
    explanation = explain_number(typed)
    assert (explanation.ok, explanation.words) == (True, words)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("2万余", "Type 20,000, and choose “more than” beside it."),
        ("about 300", "Type 300, and choose “about” beside it."),
        ("3-5", "Type one number: of a range the lower one, 3."),
        ("some", "“some” is no number. Type digits"),
        ("1e5", "“1e5” is no number. Type digits"),
        ("12 suspects", "“12 suspects” is no number. Type digits"),
    ],
)
def test_a_number_that_says_more_is_answered_with_what_to_type(typed, advice):
    explanation = explain_number(typed)
    assert not explanation.ok
    assert advice in explanation.words


@given(st.text(st.characters(exclude_characters="\x00"), max_size=60))
@example("\r")
def test_fields_refuse_just_what_the_explanation_refuses(typed):
    for explain, field in (
        (explain_date, EdtfField(max_length=100)),
        (explain_number, NumberField(required=False)),
    ):
        try:
            field.clean(typed)
            saved = True
        except ValidationError:
            saved = False
        assert saved == explain(typed).ok


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_number_means_the_same_however_its_thousands_stand(value):
    field = NumberField(max_digits=24, decimal_places=4)
    assert field.clean(f"{value:f}") == field.clean(f"{value:,f}") == value


def test_the_endpoint_explains_to_those_who_work_here_alone(desk, client):
    answer = desk.get("/admin/explain/date/", {"q": "2015-06"})
    assert answer.json() == {
        "ok": True,
        "words": "June 2015: between 1 June 2015 and 30 June 2015.",
    }
    assert desk.get("/admin/explain/number/", {"q": "2万余"}).json()["ok"] is False
    assert desk.get("/admin/explain/colour/").status_code == 404
    assert desk.post("/admin/explain/date/").status_code == 405
    client.logout()
    assert client.get("/admin/explain/date/").status_code == 302


def test_a_form_comes_with_what_its_values_mean(desk):
    announcement = factories.AnnouncementFactory(published_edtf="2015-06", published_basis="stated")
    page = desk.get(f"/admin/archive/announcement/{announcement.pk}/change/").content.decode()
    assert 'class="explained" for="id_published_edtf">June 2015: between' in page
    assert 'data-explain="/admin/explain/date/"' in page
    assert "js/explain" in page


def test_a_number_is_saved_as_it_is_printed(fill):
    announcement = factories.AnnouncementFactory()
    response = fill(
        f"/admin/archive/announcement/{announcement.pk}/change/",
        **{
            "figures-0-subject": "campaign",
            "figures-0-measure": "accounts",
            "figures-0-qualifier": "more_than",
            "figures-0-value": "155万",
        },
    )
    assert response.status_code == 302
    assert Figure.objects.get().value == Decimal(1_550_000)
