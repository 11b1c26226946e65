"""The changelog of the data, and feeds: what came in, never what went out."""

from xml.etree import ElementTree

import pytest
from django.utils import timezone

from archive.models import Announcement, Run
from tests import factories as make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read_feed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def list_entries(feed):
    return [
        (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href"))
        for entry in feed.iter(f"{ATOM}entry")
    ]


@pytest.fixture
def load():
    return Run.objects.create(
        command="load_documents", created=1200, updated=3, extractor_version="7"
    )


def test_a_load_is_told_with_its_day_and_version(client, load):
    [day] = client.get("/changes").context["page"].days
    assert (day.added, day.updated, day.versions) == (1200, 3, {"7"})
    html = client.get("/changes").content.decode()
    assert "1,200" in html
    assert f'id="day-{timezone.now():%Y-%m-%d}"' in html


def test_loads_that_changed_nothing_are_left_out(client):
    Run.objects.create(command="load_documents", unchanged=5)
    assert client.get("/changes").context["page"].days == []


def test_corrections_of_editors_count_and_those_of_loads_do_not(client, admin_user):
    row = make.AnnouncementFactory()
    row.title = "By a load"
    row.save()
    figure = make.FigureFactory(announcement=row)
    figure.value = 13
    figure._history_user = admin_user
    figure.save()
    [day] = client.get("/changes").context["page"].days
    assert (day.corrected, day.withdrawn) == (1, 0)


def test_of_what_was_withdrawn_only_the_number_is_told(client):
    make.AnnouncementFactory.create_batch(2, title="Hidden words", visibility="withdrawn")
    html = client.get("/changes").content.decode()
    [day] = client.get("/changes").context["page"].days
    assert day.withdrawn == 2
    assert "Hidden words" not in html
    for path in ("/changes/feed.atom", "/announcements/feed.atom"):
        assert "Hidden words" not in client.get(path).content.decode()


def test_pages_of_the_changelog(client):
    assert "There is no such page" in client.get("/changes?page=7").content.decode()
    assert client.get("/changes?page=x").status_code == 200


def test_the_feed_of_changes_tells_each_day_in_words(client, load):
    feed = read_feed(client, "/changes/feed.atom")
    [entry] = feed.iter(f"{ATOM}entry")
    assert "1200 announcements added" in entry.findtext(f"{ATOM}summary")


def test_the_feed_of_announcements_has_the_last_added_first(client):
    rows = make.AnnouncementFactory.create_batch(3)
    entries = list_entries(read_feed(client, "/announcements/feed.atom"))
    assert [title for title, _ in entries] == [row.title for row in reversed(rows)]
    assert all(url.startswith("http://testserver/announcements/") for _, url in entries)


def test_the_feed_of_a_search_has_its_newest_hits(client, reindex):
    make.AnnouncementFactory(title="Old zebra", published_edtf="2015-01-02")
    make.AnnouncementFactory(title="New zebra", published_edtf="2019-01-02")
    make.AnnouncementFactory(title="No such animal")
    reindex()
    html = client.get("/search?q=zebra&sort=oldest").content.decode()
    assert "/search/feed.atom?q=zebra&amp;sort=oldest" in html
    feed = read_feed(client, "/search/feed.atom?q=zebra&sort=oldest&page=3")
    assert [title for title, _ in list_entries(feed)] == ["New zebra", "Old zebra"]
    assert Announcement.objects.count() == 3
