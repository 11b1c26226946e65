"""What tests share: loaded vocabularies, the loaded archive, an index to search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

from archive.search.live import get_engine
from tests.shelf import Shelf

# What is tested of all inputs takes the same ones each time, and as long as the machine needs:
# that a change is refused says something of the change. `--hypothesis-profile=roaming` looks
# elsewhere each time.
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
properties.register_profile("steady", **UNHURRIED, derandomize=True)
properties.register_profile("roaming", **UNHURRIED)
properties.load_profile("steady")


@pytest.fixture(autouse=True)
def usual_language() -> Iterator[None]:
    """A page asked for in Chinese leaves its language to the thread; no test begins in it."""
    yield
    translation.deactivate()


@contextmanager
def _rolled_back(blocker) -> Iterator[None]:
    """A transaction that outlives single tests and leaves nothing behind."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """What was loaded once, for modules that need it again."""
    return Shelf()


@pytest.fixture(scope="module")
def vocabulary(django_db_setup, django_db_blocker, shelf) -> Iterator[None]:
    """The vocabularies of `fixtures/`, for all tests of a module."""
    with _rolled_back(django_db_blocker):
        shelf.provide("vocabulary", lambda: call_command("load_vocabulary", verbosity=0))
        yield


@pytest.fixture(scope="module")
def loaded_archive(vocabulary, django_db_blocker, shelf) -> Iterator[None]:
    """The documents of `fixtures/documents`, loaded and indexed, for all tests of a module.

    They have an index of their own, for tests that commit leave their records in the usual one.
    """
    with override_settings(SEARCH_URL="memory://loaded"):
        with django_db_blocker.unblock():
            shelf.provide("documents", _load_documents)
            if not set(get_engine().keys()):
                call_command("index", "--rebuild", verbosity=0)
        yield


def _load_documents() -> None:
    call_command("load_documents", str(settings.DOCUMENTS_DIR), verbosity=0)
    call_command("index", "--rebuild", verbosity=0)


@pytest.fixture
def reindex(db, settings):
    """A function that indexes what the test has written so far, in an index of its own: that of
    `loaded_archive` stays as it is."""
    settings.SEARCH_URL = "memory://reindexed"
    return lambda: call_command("index", "--rebuild", verbosity=0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a loaded archive have the database without asking for it."""
    for item in items:
        if {"vocabulary", "loaded_archive"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db)
