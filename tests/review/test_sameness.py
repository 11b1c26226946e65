"""Cases that may be one are suggested, and others are not."""

import pytest

from archive.review.sameness import suggest_same
from tests import factories

pytestmark = pytest.mark.django_db


def tell(place="330000", published="2015-06-01", **fields):
    """A case that an announcement of its own tells of."""
    announcement = factories.AnnouncementFactory(published_edtf=published)
    case = factories.report_case(announcement, **fields)
    where = factories.PlaceFactory(code=place)
    case.place_facts.create(place=where)
    return case


def test_a_case_with_the_same_number_and_place_is_suggested():
    case = tell(designation="3·10", title="Groups of a dealer")
    same = tell(designation="3·10", title="The case of the sold videos")
    (found,) = suggest_same(case)
    assert found.case == same
    assert set(found.shared) >= {"designation", "place", "date"}


def test_a_place_a_day_and_like_words_are_enough():
    case = tell(title="Online gambling ring in Reed County")
    same = tell(title="Reed County online gambling ring broken", published="2015-07-20")
    assert [found.case for found in suggest_same(case)] == [same]


@pytest.mark.parametrize(
    "other",
    [
        {"place": "110000", "title": "Online gambling ring in Reed County"},
        {"title": "Copies of novels were sold", "published": "2019-01-01"},
        {"place": "110000", "designation": "3·10", "published": "2019-01-01", "title": "Else"},
    ],
    ids=["elsewhere", "of other things", "of another year and place"],
)
def test_a_case_that_shares_little_is_not(other):
    case = tell(title="Online gambling ring in Reed County", designation="3·10")
    tell(**{"offence": factories.OffenceFactory(slug="fraud"), **other})
    assert suggest_same(case) == []


def test_cases_of_one_announcement_are_two():
    case = tell(designation="3·10")
    announcement = case.reports.get().announcement
    other = factories.report_case(announcement, designation="3·10")
    other.place_facts.create(place=factories.PlaceFactory())
    assert suggest_same(case) == []


def test_it_asks_few_queries(django_assert_max_num_queries):
    case = tell(designation="3·10", title="Groups of a dealer")
    for _ in range(10):
        tell(designation="3·10", title="Groups of a dealer")
    with django_assert_max_num_queries(6):
        assert len(suggest_same(case)) == 10
