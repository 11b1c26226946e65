"""The index in step with the database: outbox, rebuild, check, repair."""

import logging
import threading
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from archive import models
from archive.models import Outbox, enqueue
from archive.review import reach
from archive.review.decisions import records
from archive.search import Query, indexing, live
from archive.search.engines.memory import MemoryEngine
from archive.search.errors import LockedIndexError, SearchError
from archive.search.query import Word
from tests import factories
from tests.search.corpus import make_doc

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def engine(monkeypatch):
    engine = MemoryEngine()
    for module in (live, indexing):
        monkeypatch.setattr(module, "get_engine", lambda: engine)
    return engine


@pytest.fixture
def announcement():
    return factories.AnnouncementFactory(title="Police act", text="Twelve suspects in Tianjin.")


def found(engine, word):
    return {hit.key for hit in engine.search(Query(text=Word(word))).hits}


@pytest.fixture
def touch(django_capture_on_commit_callbacks):
    """A function that changes a record and commits."""

    def touch(record):
        with django_capture_on_commit_callbacks(execute=True):
            record.save()
            enqueue([("announcement", record.public_id)])

    return touch


def test_a_commit_brings_the_change_into_the_index(engine, announcement, touch):
    touch(announcement)
    assert found(engine, "tianjin") == {f"announcement:{announcement.public_id}"}
    assert not Outbox.objects.exists()


def test_nothing_is_indexed_before_the_commit(engine, announcement):
    enqueue([("announcement", announcement.public_id)])
    assert found(engine, "tianjin") == set()
    assert Outbox.objects.count() == 1


def test_withdrawn_leaves_the_index(engine, announcement, touch):
    touch(announcement)
    announcement.visibility = "withdrawn"
    touch(announcement)
    assert found(engine, "tianjin") == set()


def test_deleted_leaves_the_index(engine, announcement, touch, django_capture_on_commit_callbacks):
    touch(announcement)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue([("announcement", announcement.public_id)])
        announcement.delete()
    assert list(engine.keys()) == []


def test_a_locked_index_loses_no_change(engine, announcement, touch, monkeypatch, caplog):
    def refuse(timeout):
        raise LockedIndexError("here", timeout)

    with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
        patched.setattr(engine, "writing", refuse)
        touch(announcement)
    assert "index --repair" in caplog.text
    row = Outbox.objects.get()
    assert (row.attempts, "another process" in row.last_error) == (1, True)
    indexing.drain()
    assert found(engine, "tianjin")
    assert not Outbox.objects.exists()


def test_deferred_changes_wait_for_the_end(engine, announcement, touch):
    with indexing.deferred() as drain:
        touch(announcement)
        assert found(engine, "tianjin") == set()
        assert drain() == 1
        assert found(engine, "tianjin")
        announcement.text = "Now in Zhejiang."
        touch(announcement)
        assert found(engine, "zhejiang") == set()
    assert found(engine, "zhejiang")


@pytest.fixture
def owl(monkeypatch):
    """A platform that more announcements name than are looked up within a request."""
    monkeypatch.setattr(reach, "FEW", 1)
    platform = factories.PlatformFactory(name="Owl")
    for _ in range(3):
        factories.name_platform(factories.AnnouncementFactory(), platform)
    Outbox.objects.all().delete()
    return platform


def rename(platform, name, commit):
    with commit(execute=True):
        platform.name = name
        records.save(platform, by=None, changed={"name"})


def test_a_name_that_many_records_show_is_one_row_and_reaches_them_all(
    engine, owl, django_capture_on_commit_callbacks
):
    rename(owl, "Barn Owl", django_capture_on_commit_callbacks)
    shown = models.Announcement.objects.values_list("public_id", flat=True)
    assert found(engine, "barn") >= {f"announcement:{pk}" for pk in shown}
    assert not Outbox.objects.exists()


def test_what_reaches_many_waits_where_the_index_is_locked(
    engine, owl, django_capture_on_commit_callbacks, monkeypatch
):
    def refuse(self, timeout):
        raise LockedIndexError("here", timeout)

    with monkeypatch.context() as locked:
        locked.setattr(MemoryEngine, "writing", refuse)
        rename(owl, "Barn Owl", django_capture_on_commit_callbacks)
    assert set(Outbox.objects.values_list("kind", flat=True)) == {"platform", "platform+"}
    assert indexing.drain() == 4
    assert not Outbox.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_reaches_many_is_taken_in_beside_the_request(engine, owl):
    owl.name = "Barn Owl"
    records.save(owl, by=None, changed={"name"})
    for thread in threading.enumerate():
        if thread.name == indexing.WORKER:
            thread.join(30)
    assert len(found(engine, "barn")) == 4
    assert not Outbox.objects.exists()


def test_rebuild_holds_every_public_record(engine, announcement):
    factories.AnnouncementFactory(visibility="draft", text="hidden")
    case = factories.CaseReportFactory(announcement=announcement).case
    platform = factories.PlatformFactory(slug="wechat")
    engine.upsert([make_doc("announcement:gone")])
    assert indexing.rebuild() == 3
    assert set(engine.keys()) == {
        f"announcement:{announcement.public_id}",
        f"case:{case.public_id}",
        f"platform:{platform.slug}",
    }


def test_check_finds_and_repair_mends_each_difference(engine, announcement):
    other = factories.AnnouncementFactory(text="Quite another text.")
    indexing.rebuild()
    assert not indexing.check()
    models.Announcement.objects.filter(pk=other.pk).update(title="Changed past the outbox")
    engine.delete([f"announcement:{announcement.public_id}"])
    engine.upsert([make_doc("announcement:gone")])
    enqueue([])
    difference = indexing.check()
    assert difference.missing == [f"announcement:{announcement.public_id}"]
    assert difference.stale == [f"announcement:{other.public_id}"]
    assert difference.extra == ["announcement:gone"]
    indexing.repair(difference)
    assert not indexing.check()


def test_the_command_tells_and_mends(engine, announcement, capsys):
    with pytest.raises(CommandError, match="index --repair"):
        call_command("index", "--check")
    assert f"missing: 1 (announcement:{announcement.public_id})" in capsys.readouterr().out
    call_command("index", "--repair")
    call_command("index", "--check")
    call_command("index", "--rebuild")
    assert "Indexed 1 records." in capsys.readouterr().out


def test_the_command_names_the_remedy(monkeypatch):
    def fail():
        raise SearchError("no index: run `manage.py index --rebuild`")

    monkeypatch.setattr(indexing, "get_engine", fail)
    with pytest.raises(CommandError, match="--rebuild"):
        call_command("index", "--check", verbosity=0)


def test_memory_of_a_rebuild_is_a_batch(engine, monkeypatch):
    monkeypatch.setattr("archive.search.documents.BATCH", 3)
    factories.AnnouncementFactory.create_batch(8)
    sizes = []
    original = engine.rebuild

    monkeypatch.setattr(indexing, "BATCH", 3)
    monkeypatch.setattr(engine, "rebuild", partial(_measured, original, sizes))
    assert indexing.rebuild() == 8
    assert sizes == [3, 3, 2]


class _Measured:
    def __init__(self, writer, sizes):
        self._writer, self._sizes = writer, sizes

    def upsert(self, docs):
        self._sizes.append(len(docs))
        self._writer.upsert(docs)


def _measured(original, sizes, reload):
    from contextlib import contextmanager

    @contextmanager
    def rebuild():
        with original(reload) as writer:
            yield _Measured(writer, sizes)

    return rebuild()
