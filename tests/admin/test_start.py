"""The start page says what waits, to whom it may be told."""

import pytest
from django.contrib.auth.models import Group, User

from archive.admin import paging
from archive.admin.waiting import list_waiting
from archive.models import Report, Run, Unresolved
from archive.review import docket
from tests import factories


@pytest.fixture
def waiting(db):
    """One or two of most things that wait."""
    for _ in range(2):
        factories.IssueFactory(announcement=factories.AnnouncementFactory())
    factories.AnnouncementFactory()
    docket.freshen()
    Unresolved.objects.create(kind="platform", text="Owl", reason="unknown")
    Unresolved.objects.create(kind="platform", text="Jay", reason="unknown", status="resolved")
    Run.objects.create(command="load_documents", status="failed")
    Report.objects.create(kind="error", message="It was in May.", form="1" * 32)


def make_user(group):
    user = User.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def test_what_waits_heads_the_start_page(desk, waiting):
    page = desk.get("/admin/").content.decode()
    for words in ("2 announcements to review", "1 name in doubt", "1 report of a reader"):
        assert words in page
    assert 'href="/admin/archive/run/?status__exact=failed">1 load with files that failed' in page
    assert "proposal" not in page.split("What waits")[1].split("</section>")[0]


def test_every_thing_that_waits_has_a_page(desk, waiting, administrator):
    for one in list_waiting(administrator):
        assert desk.get(one.url).status_code == 200


def test_nothing_is_said_where_nothing_waits(desk):
    assert "What waits" not in desk.get("/admin/").content.decode()


def test_one_is_told_what_one_may_see(waiting):
    told = " ".join(one.words for one in list_waiting(make_user("reader")))
    assert "announcements to review" in told
    nobody = User.objects.create_user("nobody", is_staff=True)
    assert list(list_waiting(nobody)) == []


def test_much_is_not_counted_to_its_end(waiting, administrator, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 1)
    words = [one.words for one in list_waiting(administrator)]
    assert "more than 1 announcements to review" in words
