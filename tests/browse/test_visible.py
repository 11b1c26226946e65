"""Rows that are sought by their keys: those that readers may see, found without a walk."""

import pytest
from django.db import connection

from archive.browse import visible
from archive.models import Announcement, Case
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    """Announcements and cases in every state that decides who may see them."""
    for visibility in ("public", "draft", "withdrawn"):
        row = make.AnnouncementFactory(text=f"A {visibility} text.", visibility=visibility)
        make.report_case(row, title=f"Told by a {visibility} text")
        make.CaseFactory(title=f"A {visibility} case", visibility=visibility)
    make.CaseFactory(title="Rejected", state="rejected")
    make.CaseFactory(title="Merged", merged_into=Case.objects.get(title="A public case"))
    both = make.CaseFactory(title="Told by all")
    for row in Announcement.objects.all():
        make.CaseReportFactory(case=both, announcement=row)


def test_sought_records_are_those_that_are_listed(records):
    assert set(visible.sought_announcements()) == set(visible.announcements())
    assert set(visible.sought_cases()) == set(visible.cases())
    assert {case.title for case in visible.sought_cases()} == {
        "A public case",
        "Told by a public text",
        "Told by all",
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans are SQLite's")
@pytest.mark.parametrize("seek", [visible.sought_announcements, visible.sought_cases])
def test_sought_records_are_looked_up_by_their_keys(seek):
    rows = seek()
    table = rows.model._meta.db_table
    keys = [f"key{number}" for number in range(20)]
    plan = rows.filter(public_id__in=keys).order_by().explain()
    assert f"SEARCH {table} USING INDEX sqlite_autoindex_{table}" in plan
    assert "visibil" not in plan.partition("SUBQUERY")[0]
