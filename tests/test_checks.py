"""System checks name what is missing and the command that mends it."""

import pytest
from django.db import OperationalError

from archive import checks
from archive.search.errors import MissingIndexError
from tests import factories as make

pytestmark = pytest.mark.django_db
DATABASES = ["default"]


def test_a_prepared_archive_passes(reindex):
    make.PlaceFactory()
    make.AgencyFactory()
    make.PlatformFactory()
    reindex()
    assert checks.check_vocabularies(databases=DATABASES) == []
    assert checks.check_index(databases=DATABASES) == []


def test_missing_vocabularies_are_named():
    make.AgencyFactory()
    [message] = checks.check_vocabularies(databases=DATABASES)
    assert "places, platforms" in message.msg
    assert "load_vocabulary" in message.hint


def test_a_missing_index_is_named(monkeypatch):
    class Missing:
        def info(self):
            raise MissingIndexError("var/index")

    monkeypatch.setattr(checks, "get_engine", Missing)
    [message] = checks.check_index(databases=DATABASES)
    assert "index --rebuild" in message.hint


def test_a_database_that_cannot_answer_is_named(monkeypatch):
    def fail(connection):
        raise OperationalError("no such server")

    monkeypatch.setattr(checks, "MigrationExecutor", fail)
    [message] = checks.check_database(databases=DATABASES)
    assert "no such server" in message.msg
    assert "DATABASE_URL" in message.hint


def test_missing_migrations_are_named(monkeypatch):
    class Behind:
        def __init__(self, connection):
            self.loader = self
            self.graph = self

        def leaf_nodes(self):
            return []

        def migration_plan(self, targets):
            return [object()]

    monkeypatch.setattr(checks, "MigrationExecutor", Behind)
    [message] = checks.check_database(databases=DATABASES)
    assert "manage.py migrate" in message.hint


def test_nothing_is_asked_without_a_database():
    assert checks.check_database() == []
    assert checks.check_vocabularies() == []
    assert checks.check_index() == []
