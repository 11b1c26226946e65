"""What most announcements tell, on the home page."""

import pytest

from archive.browse.selectors.told import find_most_told
from archive.models import Announcement
from tests import factories as make

pytestmark = pytest.mark.django_db


def announce(number, **fields):
    return make.AnnouncementFactory(text=f"Notice {number}.", title=f"Notice {number}", **fields)


@pytest.fixture
def told():
    """A text that two others carry, one of them carried by a fourth; a case that the three
    report, and one that the first alone does."""
    original = announce(1)
    announce(2, reprint_of=original)
    translated = announce(3, translation_of=original)
    shared = make.CaseFactory(title="Sold books")
    for row in Announcement.objects.all():
        make.CaseReportFactory(case=shared, announcement=row)
    announce(4, reprint_of=translated)
    make.CaseReportFactory(case=make.CaseFactory(title="Told once"), announcement=original)
    return original, shared


def list_told():
    return [(str(one.record), one.times) for one in find_most_told()]


def test_cases_and_texts_are_ranked_by_their_announcements(told):
    assert list_told() == [("Notice 1", 3), ("Sold books", 3), ("Notice 3", 2)]


def test_hidden_announcements_do_not_count(told):
    Announcement.objects.filter(title="Notice 2").update(visibility="withdrawn")
    assert list_told() == [("Notice 3", 2), ("Notice 1", 2), ("Sold books", 2)]


def test_hidden_records_are_not_listed(told):
    original, shared = told
    Announcement.objects.filter(pk=original.pk).update(visibility="withdrawn")
    type(shared).objects.filter(pk=shared.pk).update(visibility="withdrawn")
    assert [title for title, _ in list_told()] == ["Notice 3"]


def test_what_one_announcement_tells_is_not_listed():
    make.CaseReportFactory()
    assert list_told() == []


def test_the_home_page_lists_them(client, told, reindex, django_assert_max_num_queries):
    reindex()
    client.get("/")
    with django_assert_max_num_queries(12):
        html = client.get("/").content.decode()
    section = html[html.index("Told most often") :]
    assert section.index("Notice 1") < section.index("Sold books")
    assert f'href="/cases/{told[1].public_id}"' in section
