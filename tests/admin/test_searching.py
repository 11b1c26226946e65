"""The lists of big tables are searched through the index, and what is hidden by its title."""

import pytest

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
