"""The form by which readers report: what reaches the editors, and what programs send."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from archive.models import Report
from archive.review.reports import MOST_OF_ONE, settle
from archive.web import reports
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return make.AnnouncementFactory(title="Police close a site", text="They detained 12 suspects.")


@pytest.fixture
def no_wait(monkeypatch):
    """Readers of tests type fast."""
    monkeypatch.setattr(reports, "_reject_new", lambda _: None)


def open_form(client, query=""):
    return client.get(f"/report{query}").content.decode()


def send(client, stamp=None, **told):
    stamp = stamp or re.search(r'name="stamp" value="([^"]+)"', open_form(client))[1]
    fields = {"kind": "error", "message": "The number is 21, see the source.", "stamp": stamp}
    return client.post("/report", fields | told)


def test_a_record_leads_to_the_form_about_it(client, row):
    path = reverse("announcement", args=[row.public_id])
    html = client.get(f"{path}?s=14-25").content.decode()
    link = re.search(r'href="(/report\?about=[^"]+)"', html)[1].replace("&amp;", "&")
    form = client.get(link).content.decode()
    assert "Police close a site" in form
    assert "12 suspects</textarea>" in form


def test_a_report_reaches_the_queue(client, row, no_wait):
    path = reverse("announcement", args=[row.public_id])
    response = send(client, about=path, email="reader@example.org", words="12 suspects")
    assert response.url == "/report/thanks"
    assert "editors" in client.get(response.url).content.decode()
    report = Report.objects.get()
    assert (report.path, report.words, report.status) == (path, "12 suspects", "open")
    assert report.email == "reader@example.org"
    assert "127.0.0.1" not in report.sender


@pytest.mark.parametrize("about", ["https://evil.example/", "/admin/", "/announcements/zzzz", ""])
def test_what_is_no_record_is_about_the_whole_archive(client, no_wait, about):
    send(client, about=about)
    assert Report.objects.get().path == ""


def test_a_hidden_record_is_not_told(client):
    hidden = make.AnnouncementFactory(title="Hidden words", visibility="withdrawn")
    path = reverse("announcement", args=[hidden.public_id])
    assert "Hidden words" not in open_form(client, f"?about={path}")


def test_what_is_missing_is_told_and_what_was_written_stays(client, no_wait):
    response = send(client, message="", words="12 suspects", email="no address")
    assert response.status_code == 400
    html = response.content.decode()
    assert "The report was not sent" in html
    assert 'href="#id_message"' in html
    assert 'href="#id_email"' in html
    assert "12 suspects</textarea>" in html
    assert not Report.objects.exists()


def test_a_filled_trap_is_thanked_and_forgotten(client, no_wait):
    assert send(client, website="https://spam.example").url == "/report/thanks"
    assert not Report.objects.exists()


@pytest.mark.parametrize("stamp", [None, "forged", "1:2:3"])
def test_a_form_sent_at_once_or_with_a_forged_stamp_is_shown_again(client, stamp):
    response = send(client, stamp=stamp)
    assert response.status_code == 400
    html = response.content.decode()
    assert "too soon or too late" in html
    assert "see the source.</textarea>" in html
    fresh = re.search(r'name="stamp" value="([^"]+)"', html)[1]
    assert fresh != stamp
    assert not Report.objects.exists()


def test_a_form_sent_twice_is_one_report(client, no_wait):
    stamp = re.search(r'name="stamp" value="([^"]+)"', open_form(client))[1]
    for _ in range(2):
        assert send(client, stamp=stamp).url == "/report/thanks"
    assert Report.objects.count() == 1


def test_one_sender_is_bounded_and_keeps_what_he_wrote(client, no_wait):
    for _ in range(MOST_OF_ONE):
        assert send(client).status_code == 302
    response = send(client)
    assert response.status_code == 429
    assert "see the source.</textarea>" in response.content.decode()
    assert Report.objects.count() == MOST_OF_ONE


def test_a_form_without_its_token_is_refused():
    response = Client(enforce_csrf_checks=True).post("/report", {"message": "x" * 20})
    assert response.status_code == 403
    assert not Report.objects.exists()


def test_settling_forgets_the_sender(client, no_wait, admin_user):
    send(client, email="reader@example.org")
    assert settle(Report.objects.all(), "done", by=admin_user)
    report = Report.objects.get()
    assert (report.status, report.email, report.sender) == ("done", "", "")
    assert report.settled_by == admin_user
    assert settle(Report.objects.all(), "spam", by=admin_user) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(email="reader@example.org")


def test_editors_settle_in_the_admin(admin_client, client, no_wait):
    send(client, about="/no/such/page")
    report = Report.objects.get()
    queue = "/admin/archive/report/"
    assert report.message in admin_client.get(queue).content.decode()
    assert admin_client.get(f"{queue}{report.pk}/change/").status_code == 200
    admin_client.post(queue, {"action": "settle", "_selected_action": [report.pk]})
    report.refresh_from_db()
    assert report.status == "done"
