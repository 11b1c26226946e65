"""Indexes on disk: damage, locks, several processes, and kills at random moments."""

import json
import multiprocessing
import os
import random
import resource
import signal
import time

import pytest

from archive.search.engines import generations, open_engine
from archive.search.engines.base import Engine
from archive.search.engines.tantivy import TantivyEngine
from archive.search.engines.whoosh import WhooshEngine
from archive.search.errors import (
    BrokenIndexError,
    LockedIndexError,
    MissingIndexError,
    OutdatedIndexError,
    SearchError,
    UnknownEngineError,
    UnwritableIndexError,
)
from archive.search.query import Query, Word
from tests.search.contract.suite import reload_nothing
from tests.search.corpus import HAND_MADE, generate, make_doc

KILLS = 50
FORK = multiprocessing.get_context("fork")


@pytest.fixture(params=[TantivyEngine, WhooshEngine], ids=["tantivy", "whoosh"])
def kind(request):
    return request.param


@pytest.fixture
def engine(kind, tmp_path):
    engine = kind(tmp_path)
    rebuild(engine, HAND_MADE)
    yield engine
    engine.close()


def rebuild(engine, docs):
    with engine.rebuild(reload_nothing) as writer:
        writer.upsert(docs)


def total(engine, word=None):
    query = Query(text=Word(word), facets=()) if word else Query(facets=())
    return engine.search(query).total


# ---- damage ----


def test_a_missing_index_is_named_with_its_remedy(kind, tmp_path):
    engine = kind(tmp_path / "none")
    for use in (engine.info, engine.refresh, lambda: total(engine), lambda: engine.upsert([])):
        with pytest.raises(MissingIndexError, match="index --rebuild"):
            use()


def test_a_deleted_generation_is_missing(engine, kind, tmp_path):
    for file in tmp_path.glob("g-*/*"):
        file.unlink()
    for folder in tmp_path.glob("g-*"):
        folder.rmdir()
    with pytest.raises(MissingIndexError):
        total(kind(tmp_path))
    rebuild(engine, HAND_MADE)
    assert total(engine) == len(HAND_MADE)


@pytest.mark.filterwarnings("ignore")  # Whoosh leaves a damaged file open for the collector.
def test_truncated_files_are_told_and_rebuilt(engine, kind, tmp_path):
    for file in tmp_path.glob("g-*/*"):
        os.truncate(file, file.stat().st_size // 2)
    with pytest.raises(SearchError, match="index --rebuild"):
        total(kind(tmp_path), "case")
    rebuild(engine, HAND_MADE)
    assert total(engine) == len(HAND_MADE)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "not json", '{"generation": "g-none"}'])
def test_a_damaged_pointer_is_told_and_rebuilt(engine, kind, tmp_path, content):
    (tmp_path / "current.json").write_text(content)
    with pytest.raises(BrokenIndexError, match="index --rebuild"):
        total(kind(tmp_path))
    rebuild(engine, HAND_MADE)
    assert total(engine) == len(HAND_MADE)


@pytest.mark.parametrize(("field", "value"), [("version", "0"), ("engine", "other")])
def test_an_index_of_another_make_is_outdated(engine, kind, tmp_path, field, value):
    path = tmp_path / "current.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    with pytest.raises(OutdatedIndexError, match="index --rebuild"):
        total(kind(tmp_path))


def test_a_folder_that_takes_no_writing_is_told(kind, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises((UnwritableIndexError, MissingIndexError)):
        rebuild(kind(tmp_path / "file" / "index"), ())


def test_a_full_disk_is_told_and_the_live_index_stands(engine, monkeypatch):
    def refuse(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(generations, "_write_atomically", refuse)
    with pytest.raises(UnwritableIndexError, match="make room"):
        rebuild(engine, ())
    assert total(engine) == len(HAND_MADE)


# ---- locks and other processes ----


@pytest.mark.parametrize("write", [Engine.upsert, rebuild], ids=["update", "rebuild"])
@pytest.mark.filterwarnings("ignore")  # A child that is out of disk leaves files half written.
def test_a_disk_that_fills_up_loses_nothing(engine, kind, tmp_path, write):
    def fill_up():
        # No file may grow beyond what the live index needs: as a full disk, for one process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        with pytest.raises(UnwritableIndexError, match="make room"):
            write(kind(tmp_path), list(generate(800)))
        assert total(kind(tmp_path)) == len(HAND_MADE)

    run(fill_up)
    assert total(engine) == len(HAND_MADE)
    engine.upsert([make_doc(title="There is room again")])
    assert total(engine) == len(HAND_MADE) + 1


def test_a_second_writer_waits_and_then_gives_up(engine, kind, tmp_path):
    with engine.writing() as writer:
        with pytest.raises(LockedIndexError, match="index --repair"):
            kind(tmp_path).writing(timeout=0.05).__enter__()
        writer.upsert([make_doc()])
    assert total(engine) == len(HAND_MADE) + 1


def test_a_second_rebuild_is_refused(engine, kind, tmp_path):
    with engine.rebuild(reload_nothing) as writer:
        with pytest.raises(LockedIndexError):
            rebuild(kind(tmp_path), ())
        writer.upsert(HAND_MADE)
    assert total(engine) == len(HAND_MADE)


def test_what_another_process_writes_is_seen(engine, kind, tmp_path):
    assert total(engine, "elsewhere") == 0
    run(lambda: kind(tmp_path).upsert([make_doc(title="Written elsewhere")]))
    assert total(engine, "elsewhere") == 1
    run(lambda: rebuild(kind(tmp_path), [make_doc(title="Rebuilt elsewhere")]))
    assert (total(engine), total(engine, "rebuilt")) == (1, 1)


def test_a_forked_reader_opens_its_own(engine):
    assert total(engine) == len(HAND_MADE)
    engine.upsert([make_doc(title="Before the fork")])
    run(lambda: exit_unless(total(engine, "fork") == 1))


def test_many_processes_write_at_once(engine, kind, tmp_path):
    def write(name):
        own = kind(tmp_path)
        for i in range(4):
            own.upsert([make_doc(f"announcement:{name}{i}", title="together")])

    children = [start(lambda name=name: write(name)) for name in "abc"]
    for child in children:
        finish(child)
    assert total(engine, "together") == 12


def test_readers_never_notice_a_swap(engine, kind, tmp_path):
    def rebuild_often():
        for _ in range(12):
            rebuild(kind(tmp_path), HAND_MADE)

    child = start(rebuild_often)
    while child.is_alive():
        assert total(engine, "case") == 2
        assert len(engine.lookup(["case:c1"])) == 1
    finish(child)


def test_old_generations_are_removed(engine, tmp_path):
    for _ in range(3):
        rebuild(engine, HAND_MADE)
    assert len(list(tmp_path.glob("g-*"))) == 1


def start(work):
    child = FORK.Process(target=work)
    child.start()
    return child


def finish(child):
    child.join(60)
    assert child.exitcode == 0


def run(work):
    finish(start(work))


def exit_unless(is_right):
    os._exit(0 if is_right else 1)


# ---- kills ----


def kill_at_random(work, chance):
    """Runs `work(send)` in a process, kills it at a random moment, gives what it had sent."""
    receiving, sending = FORK.Pipe(duplex=False)
    child = start(lambda: work(sending.send))
    sending.close()
    time.sleep(chance.uniform(0.0, 0.12))
    os.kill(child.pid, signal.SIGKILL)
    child.join(30)
    sent = []
    try:
        while True:
            sent.append(receiving.recv())
    except (EOFError, OSError):
        receiving.close()
        return sent


def test_killed_writers_lose_nothing_they_had_committed(kind, tmp_path):
    chance = random.Random(1)
    engine = kind(tmp_path)
    rebuild(engine, ())
    acknowledged = set()

    def write(send, round_):
        own = kind(tmp_path)
        for i in range(100):
            keys = [f"announcement:{round_}x{i}x{j}" for j in range(5)]
            own.upsert(make_doc(key, title="kept") for key in keys)
            send(keys)

    for round_ in range(KILLS // 2):
        for keys in kill_at_random(lambda send, r=round_: write(send, r), chance):
            acknowledged.update(keys)
        stored = set(engine.keys())
        assert acknowledged <= stored
        assert len(stored) % 5 == 0
    engine.upsert([make_doc("announcement:last", title="still writable")])
    assert total(engine, "writable") == 1


def test_killed_rebuilds_leave_a_whole_index(kind, tmp_path):
    chance = random.Random(2)
    engine = kind(tmp_path)
    versions = [[make_doc(f"announcement:{v}{i}", title=v) for i in range(40)] for v in "ab"]
    rebuild(engine, versions[0])

    def rebuild_again(send):
        own = kind(tmp_path)
        for i in range(100):
            rebuild(own, versions[(i + 1) % 2])
            send(i)

    for _ in range(KILLS // 2):
        kill_at_random(rebuild_again, chance)
        keys = set(engine.keys())
        assert keys in [{doc.key for doc in version} for version in versions]
        assert total(engine) == 40
    rebuild(engine, versions[0])
    assert len(list(tmp_path.glob("g-*"))) == 1
    assert not list(tmp_path.glob("*.journal"))


# ---- by name ----


@pytest.mark.parametrize(
    ("url", "name", "folder"),
    [
        ("tantivy://", "tantivy", "home"),
        ("whoosh://", "whoosh", "home"),
        ("tantivy:///srv/index", "tantivy", "/srv/index"),
        ("whoosh://var/index", "whoosh", "var/index"),
        ("memory://", "memory", None),
    ],
)
def test_engines_are_chosen_by_url(url, name, folder, tmp_path):
    engine = open_engine(url, tmp_path / "home")
    assert engine.name == name
    if folder:
        expected = tmp_path / "home" if folder == "home" else folder
        assert str(engine._folder) == str(expected)


@pytest.mark.parametrize("url", ["", "elastic://here", "tantivy"])
def test_an_unknown_engine_is_named(url, tmp_path):
    with pytest.raises(UnknownEngineError, match="tantivy://"):
        open_engine(url, tmp_path)
