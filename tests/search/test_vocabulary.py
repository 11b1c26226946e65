"""The snapshot of names that queries are understood with, as it comes from the database."""

import pytest
from django.db import connection

from archive.search.vocabulary import load_names, select_publishers
from tests.factories import AnnouncementFactory

pytestmark = pytest.mark.django_db


def test_publishers_are_those_of_public_announcements(settings):
    settings.NAMES_FRESH_FOR = 0.0
    AnnouncementFactory(publisher="Evening Courier")
    AnnouncementFactory(publisher="Evening Courier")
    AnnouncementFactory(publisher="Hidden Herald", visibility="withdrawn")
    AnnouncementFactory(publisher="")
    assert list(select_publishers()) == ["Evening Courier"]
    assert load_names().settle("publisher", "evening") == ["Evening Courier"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_listing_publishers_reads_no_rows():
    # With their texts, the rows of 200,000 announcements are a gigabyte to read.
    assert "COVERING INDEX announcement_publisher" in select_publishers().explain()
