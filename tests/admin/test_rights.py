"""What each group may do, and how often one may try to log in."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User

from tests import factories

ADDRESS = "/admin/archive/{}/{}/"
PASSWORD = "a long enough one"


@pytest.fixture
def log_in(client, db):
    """A function that logs a member of a group in; gives the client."""

    def log_in(group):
        user = User.objects.create_user(f"one-{group}", password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return log_in


def statuses(client, announcement, platform):
    """What the admin answers to a user, page by page."""
    pages = {
        "see": ADDRESS.format("announcement", announcement.pk) + "change/",
        "add": ADDRESS.format("platform", "add"),
        "delete": ADDRESS.format("platform", platform.pk) + "delete/",
        "withdraw": ADDRESS.format("announcement", announcement.pk) + "withdraw/",
        "withheld": ADDRESS.format("withheld", "")[:-1],
        "users": "/admin/auth/user/",
    }
    return {name for name, page in pages.items() if client.get(page).status_code == 200}


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("reader", {"see"}),
        ("editor", {"see", "add"}),
        ("reviewer", {"see", "add", "delete", "withdraw", "withheld"}),
        ("administrator", {"see", "add", "delete", "withdraw", "withheld", "users"}),
    ],
)
def test_each_group_may_do_what_fits_it(log_in, group, may):
    platform = factories.PlatformFactory()
    assert statuses(log_in(group), factories.AnnouncementFactory(), platform) == may


def test_a_reader_is_shown_no_form_to_save(log_in):
    announcement = factories.AnnouncementFactory()
    client = log_in("reader")
    address = ADDRESS.format("announcement", announcement.pk) + "change/"
    assert 'name="_save"' not in client.get(address).content.decode()
    assert client.post(address, {"title": "Other"}).status_code == 403


def test_withdrawn_records_are_seen_by_those_who_may_withdraw(log_in):
    announcement = factories.AnnouncementFactory(visibility="withdrawn", title="Hidden one")
    address = ADDRESS.format("announcement", announcement.pk) + "change/"
    for group, seen in (("editor", False), ("reviewer", True)):
        client = log_in(group)
        listed = client.get("/admin/archive/announcement/").content.decode()
        assert ("Hidden one" in listed) is seen
        assert (client.get(address).status_code == 200) is seen


def test_groups_keep_what_an_administrator_added(db):
    from django.apps import apps
    from django.contrib.auth.models import Permission

    from archive.admin.groups import make_groups

    reader = Group.objects.get(name="reader")
    reader.permissions.add(Permission.objects.get(codename="change_issue"))
    before = reader.permissions.count()
    make_groups(apps.get_app_config("archive"))
    assert reader.permissions.count() == before


def test_an_action_is_attributed(log_in):
    case = factories.CaseFactory()
    figure = factories.state_figure(factories.AnnouncementFactory(), "12", 12, case)
    log_in("editor").post(
        "/admin/archive/figure/", {"action": "accept", "_selected_action": [figure.pk]}
    )
    figure.refresh_from_db()
    assert figure.state == "accepted"
    assert figure.history.latest().history_user.username == "one-editor"
    assert LogEntry.objects.get().user.username == "one-editor"


def test_too_many_wrong_passwords_close_the_door(client, db, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    User.objects.create_superuser("ada", password=PASSWORD)
    for _ in range(3):
        response = client.post("/admin/login/", {"username": "ada", "password": "wrong"})
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    right = client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    assert right.status_code == 429
    other = client.post(
        "/admin/login/", {"username": "ada", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9"
    )
    assert other.status_code == 302


def test_behind_a_proxy_each_sender_has_a_door_of_its_own(client, db, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    User.objects.create_superuser("ada", password=PASSWORD)

    def knock(password, *, claimed, seen):
        typed = {"username": "ada", "password": password}
        told = f"{claimed}, {seen}"
        return client.post("/admin/login/", typed, HTTP_X_FORWARDED_FOR=told).status_code

    # What the sender itself claims opens no door again.
    answers = [knock("wrong", claimed=f"10.0.0.{n}", seen="192.0.2.1") for n in range(3)]
    assert answers[-1] == 429
    assert knock(PASSWORD, claimed="10.0.0.7", seen="192.0.2.1") == 429
    assert knock(PASSWORD, claimed="10.0.0.7", seen="192.0.2.2") == 302
