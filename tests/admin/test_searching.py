"""The lists of big tables are searched through the index, and what is hidden by its title."""

import pytest
from django.contrib.auth.models import Group, User

from archive.models import Announcement
from archive.search import live
from archive.search.errors import MissingIndexError
from tests import factories

LIST = "/admin/archive/{}/?q={}"


def titles(desk, kind, words):
    """Titles that the admin's list finds."""
    return {row.title for row in desk.get(LIST.format(kind, words)).context["cl"].result_list}


@pytest.fixture
def rows(db):
    """A public announcement with a case, and a withdrawn announcement."""
    told = factories.AnnouncementFactory(title="Told", text="A grebe was seen near the reeds.")
    case = factories.report_case(told, title="The grebe case", designation="3·10")
    factories.AnnouncementFactory(title="Hidden grebe", visibility="withdrawn")
    return told, case


def test_words_of_the_text_and_titles_of_hidden_ones_are_found(desk, rows, reindex):
    reindex()
    assert titles(desk, "announcement", "reeds") == {"Told"}
    assert titles(desk, "announcement", "grebe") == {"Told", "Hidden grebe"}
    assert titles(desk, "announcement", rows[0].public_id) == {"Told"}
    assert titles(desk, "case", "3·10") == {"The grebe case"}
    assert titles(desk, "announcement", "nothing-of-it") == set()


def test_titles_are_read_where_there_is_no_index(desk, rows, monkeypatch):
    def refuse(query):
        raise MissingIndexError("no index")

    monkeypatch.setattr(live, "search", refuse)
    assert titles(desk, "announcement", "grebe") == {"Hidden grebe"}
    assert titles(desk, "announcement", "told") == {"Told"}


def rows_of(desk, kind, words):
    """Rows that the admin's list of what hangs on announcements finds, as text."""
    return {str(row) for row in desk.get(LIST.format(kind, words)).context["cl"].result_list}


@pytest.fixture
def facts(rows):
    """A figure of the announcement, one of its case, an issue, and those of a withdrawn text."""
    told, case = rows
    hidden = Announcement.objects.get(visibility="withdrawn")
    factories.FigureFactory(announcement=told, value=7, measure="websites")
    factories.FigureFactory(announcement=None, subject="case", case=case, value=8)
    factories.FigureFactory(announcement=hidden, value=9)
    factories.IssueFactory(announcement=told, message="Odd here.", code="fraction")
    factories.IssueFactory(announcement=hidden, message="Odd there.", code="fraction")


def test_facts_are_found_by_their_owners_words_and_identifiers(desk, rows, facts, reindex):
    reindex()
    told, case = rows
    assert rows_of(desk, "figure", "reeds") == {"exactly 7 websites", "exactly 8 suspects"}
    assert rows_of(desk, "figure", told.public_id) == {"exactly 7 websites"}
    assert len(rows_of(desk, "figure", case.public_id)) == 1
    assert rows_of(desk, "issue", "reeds") == {"Odd here."}
    assert rows_of(desk, "issue", "fraction") == {"Odd here.", "Odd there."}
    assert rows_of(desk, "mention", "nothing-of-it") == set()


def test_facts_are_found_by_identifiers_where_there_is_no_index(desk, rows, facts, monkeypatch):
    def refuse(query):
        raise MissingIndexError("no index")

    monkeypatch.setattr(live, "search", refuse)
    assert rows_of(desk, "figure", rows[0].public_id) == {"exactly 7 websites"}
    assert rows_of(desk, "figure", "reeds") == set()


@pytest.mark.parametrize("kind", ["figure", "issue", "announcement"])
def test_an_editor_sees_nothing_of_what_was_withdrawn(client, rows, facts, kind):
    editor = User.objects.create_user("edda", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    page = client.get(LIST.format(kind, ""))
    shown = page.context["cl"].result_list
    assert shown
    owners = {row if kind == "announcement" else row.announcement for row in shown}
    assert "withdrawn" not in {owner.visibility for owner in owners if owner}
    assert "Hidden grebe" not in page.content.decode()
