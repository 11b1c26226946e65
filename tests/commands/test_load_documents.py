"""`manage.py load_documents`: from files to rows, told at the end in a table."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError

from archive.ingest import loading, pipeline, vocabulary
from archive.ingest import read as reading
from archive.ingest.store import Store, batch
from archive.ingest.workers import WorkerDiedError
from archive.models import Announcement, Case, Figure, Mention, Outbox, Run, RunFile
from archive.search import indexing
from tests.ingest.reading import read_lexicon

pytestmark = pytest.mark.usefixtures("vocabulary")

STORY = (
    "Police close gambling sites\n"
    "Xinhua, Hangzhou, June 1, 2015. The Zhejiang provincial public security department closed "
    "412 websites and detained 38 suspects who had used WeChat groups."
)
OTHER = (
    "Court fines bookseller\n"
    "Beijing, May 7, 2021. A man who sold 5,700 pirated books through Taobao was fined on Monday."
)
CHINESE = "公安机关公布典型案例\n全国公安机关开展专项行动，抓获犯罪嫌疑人1200名，查处网站398家。"


@pytest.fixture(autouse=True)
def snapshot(monkeypatch):
    """One snapshot for all loads of these tests: to compile it takes seconds."""
    monkeypatch.setattr(vocabulary, "take_snapshot", lambda _: read_lexicon())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def one_by_one(monkeypatch):
    """Each document is looked for and stored before the next is opened."""
    monkeypatch.setattr(loading, "CHECKED_AT_ONCE", 1)
    monkeypatch.setattr(loading, "STORED_AT_ONCE", 1)


@pytest.fixture
def load(capsys):
    """A function that runs the command; gives its exit status, its counts, and its output."""

    def load(*args, **options):
        status = 0
        try:
            call_command("load_documents", *map(str, args), **options)
        except SystemExit as error:
            status = error.code
        out = capsys.readouterr().out
        rows = [line.split() for line in out.splitlines() if not line.startswith(" ")]
        counts = {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}
        return status, counts, out

    return load


def count(**counts):
    names = ("read", "created", "updated", "unchanged", "held", "failed")
    return {name: counts.get(name, 0) for name in names}


def test_files_become_announcements_that_can_be_found(folder, load):
    status, counts, _ = load(folder)
    assert (status, counts) == (0, count(read=2, created=2))
    announcement = Announcement.objects.get(source=str(folder / "a.txt"))
    assert announcement.title == "Police close gambling sites"
    assert announcement.published_edtf == "2015-06-01"
    assert Figure.objects.filter(announcement=announcement, value=412).exists()
    assert all(m.quote == m.announcement.text[m.start : m.end] for m in Mention.objects.all())


def test_a_second_load_changes_nothing_and_says_so(folder, load):
    load(folder)
    before = list(Announcement.objects.order_by("pk").values())
    assert load(folder)[:2] == (0, count(read=2, unchanged=2))
    assert list(Announcement.objects.order_by("pk").values()) == before
    assert not Run.objects.first().files.exists()


def test_two_workers_store_the_same(folder, load):
    assert load(folder, workers=2)[1] == count(read=2, created=2)
    assert load(folder)[1] == count(read=2, unchanged=2)


def test_a_run_keeps_its_counts_and_its_files(folder, load):
    (folder / "c.txt").write_text("")
    load(folder)
    run = Run.objects.get()
    assert (run.status, run.read, run.created, run.failed) == ("failed", 2, 2, 1)
    assert run.finished
    assert run.options["paths"] == [str(folder)]
    assert [f.outcome for f in run.files.all()] == ["created", "created", "failed"]
    failed = run.files.get(outcome="failed")
    assert (failed.reason, bool(failed.remedy)) == ("It holds no text", True)


def test_an_update_is_kept_field_by_field(folder, load):
    load(folder)
    (folder / "a.txt").write_text(STORY.replace("412", "413"))
    assert load(folder)[1] == count(read=2, updated=1, unchanged=1)
    told = RunFile.objects.get(outcome="updated").reason
    assert "version: 1 → 2" in told
    assert "413" in told


def test_a_dry_run_tells_and_writes_nothing(folder, load, monkeypatch):
    load(folder / "a.txt")
    (folder / "a.txt").write_text(STORY.replace("412", "413"))
    monkeypatch.setattr(indexing, "drain", fail)
    tables = (Announcement, Case, Figure, Mention, Outbox, Run, RunFile)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    status, counts, out = load(folder, dry_run=True)
    assert (status, counts) == (0, count(read=2, created=1, updated=1))
    assert f"{folder / 'a.txt'}: updated" in out
    assert "version: 1 → 2" in out
    assert "+ announcement: Court fines bookseller" in out
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def fail(*args, **kwargs):
    raise AssertionError("this is not to be called")


def test_options_override_what_a_file_says(folder, load):
    load(
        folder / "a.txt",
        publisher="Example Daily",
        url="https://example.org/a",
        language="en",
        published="2015-06",
    )
    announcement = Announcement.objects.get()
    assert announcement.publisher == "Example Daily"
    assert announcement.url == "https://example.org/a"
    assert announcement.published_edtf == "2015-06"


def test_one_address_is_not_given_to_several(folder, load):
    with pytest.raises(CommandError, match="one file alone"):
        load(folder, url="https://example.org/a")


@pytest.mark.parametrize("options", [["--published", "June"], ["--workers", "0"]])
def test_options_that_make_no_sense_are_refused(folder, options):
    with pytest.raises(CommandError, match=r"June|number of processes"):
        call_command("load_documents", str(folder), *options)


# ---- bad input


def write_bad(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b" \n")
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (folder / "garbage.txt").write_bytes(bytes(range(128, 256)) * 20)
    (folder / "large.txt").write_text("word " * 1000)
    (folder / "good.txt").write_bytes(CHINESE.encode("gb18030"))
    (folder / "many.jsonl").write_text(
        json.dumps({"text": STORY}) + "\n{broken\n" + json.dumps({"text": OTHER}) + "\n"
    )
    (folder / "none").mkdir()


def test_bad_input_is_a_line_each_and_the_others_load(tmp_path, load, monkeypatch):
    write_bad(tmp_path)
    monkeypatch.setattr(reading, "LARGEST", 4000)
    status, counts, out = load(tmp_path, tmp_path / "none", tmp_path / "gone.txt")
    assert (status, counts) == (1, count(read=3, created=3, failed=7))
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    for name, reason, remedy in (
        ("empty.txt", "no text", "words"),
        ("binary.txt", "binary", "UTF-8"),
        ("garbage.txt", "no text in UTF-8", "UTF-8"),
        ("large.txt", "5,000 bytes, more than 4,000", "Split"),
        ("many.jsonl#2", "no JSON", "one object a line"),
        ("none", "no documents", "Put files"),
        ("gone.txt", "no such file", "spelling"),
    ):
        (line,) = (line for line in lines if f"{name}:" in line)
        assert reason in line
        assert remedy in line
    assert Announcement.objects.get(source__endswith="good.txt").text.split() == CHINESE.split()


@pytest.mark.usefixtures("one_by_one")
def test_a_file_that_disappears_in_the_middle_is_told(folder, load, monkeypatch):
    save = Store.save

    def remove_and_save(self, *args, **kwargs):
        (folder / "b.txt").unlink(missing_ok=True)
        return save(self, *args, **kwargs)

    monkeypatch.setattr(Store, "save", remove_and_save)
    status, counts, out = load(folder)
    assert (status, counts) == (1, count(read=1, created=1, failed=1))
    assert "still there" in out


@pytest.mark.usefixtures("one_by_one")
def test_what_the_database_refuses_stops_no_other(folder, load, monkeypatch, caplog):
    save = Store.save

    def refuse(self, record, *args, **kwargs):
        if record.document.source.endswith("a.txt"):
            raise ValueError("a number too large")
        return save(self, record, *args, **kwargs)

    monkeypatch.setattr(Store, "save", refuse)
    status, counts, out = load(folder)
    assert (status, counts) == (1, count(read=1, created=1, failed=1))
    assert "a number too large. Report this" in out


def test_of_documents_stored_together_the_one_refused_fails_alone(
    folder, load, monkeypatch, caplog
):
    fingerprint = batch.fingerprint

    def refuse(record, version):
        if record.document.source.endswith("a.txt"):
            raise ValueError("a number too large")
        return fingerprint(record, version)

    monkeypatch.setattr(batch, "fingerprint", refuse)
    status, counts, out = load(folder)
    assert (status, counts) == (1, count(read=1, created=1, failed=1))
    assert "a.txt: The database refuses what was read: a number too large." in out


# ---- what is held already


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were read since, beginning with none."""
    seen = []
    run = pipeline.run

    def note(source, lexicon):
        seen.append(Path(source.name).name)
        return run(source, lexicon)

    monkeypatch.setattr(pipeline, "run", note)
    return seen


def test_what_would_be_read_alike_is_not_read(folder, load, read):
    load(folder)
    (folder / "c.txt").write_text(CHINESE)
    read.clear()
    assert load(folder)[1] == count(read=3, created=1, unchanged=2)
    assert read == ["c.txt"]


@pytest.mark.parametrize(
    "change", [{"publisher": "Example Daily"}, {"language": "en"}, {"published": "2015-06"}]
)
def test_what_the_reader_is_told_of_a_file_counts(folder, load, read, change):
    load(folder / "a.txt")
    read.clear()
    load(folder / "a.txt", **change)
    assert read == ["a.txt"]


def test_another_extractor_reads_everything_once(folder, load, read, monkeypatch):
    load(folder)
    monkeypatch.setattr(loading, "describe_extractor", lambda _: "another")
    read.clear()
    assert load(folder)[1] == count(read=2, unchanged=2)
    assert load(folder)[1] == count(read=2, unchanged=2)
    assert read == ["a.txt", "b.txt"]


def test_bytes_of_an_earlier_text_are_not_read(folder, load, read):
    load(folder / "a.txt")
    (folder / "a.txt").write_text(STORY.replace("412", "413"))
    load(folder / "a.txt")
    (folder / "a.txt").write_text(STORY)
    read.clear()
    assert load(folder / "a.txt")[1] == count(read=1, unchanged=1)
    assert not read


# ---- what stops a load


@pytest.mark.usefixtures("one_by_one")
def test_an_interrupted_load_tells_keeps_and_can_be_repeated(folder, load, monkeypatch, capsys):
    save = Store.save

    def interrupt(self, record, *args, **kwargs):
        if record.document.source.endswith("b.txt"):
            raise KeyboardInterrupt
        return save(self, record, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "save", interrupt)
        status, counts, _ = load(folder)
    assert (status, counts) == (130, count(read=1, created=1))
    assert Run.objects.get().status == "interrupted"
    assert load(folder)[1] == count(read=2, created=1, unchanged=1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("one_by_one")
def test_a_signal_in_the_middle_of_a_document_leaves_whole_ones(folder, load, monkeypatch, number):
    sync = batch.sync_mentions

    def interrupt(announcement, *args):
        if announcement.source.endswith("b.txt"):
            os.kill(os.getpid(), number)
        return sync(announcement, *args)

    with monkeypatch.context() as patched:
        patched.setattr(batch, "sync_mentions", interrupt)
        status, counts, _ = load(folder)
    assert (status, counts) == (130, count(read=1, created=1))
    assert [a.source for a in Announcement.objects.all()] == [str(folder / "a.txt")]
    assert not Mention.objects.exclude(announcement__source=str(folder / "a.txt")).exists()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    assert load(folder)[1] == count(read=2, created=1, unchanged=1)


def test_an_interruption_leaves_all_of_what_is_stored_together_or_nothing(
    folder, load, monkeypatch
):
    sync = batch.sync_mentions

    def interrupt(announcement, *args):
        if announcement.source.endswith("b.txt"):
            raise KeyboardInterrupt
        return sync(announcement, *args)

    with monkeypatch.context() as patched:
        patched.setattr(batch, "sync_mentions", interrupt)
        assert load(folder)[:2] == (130, count())
    assert not Announcement.objects.exists()
    assert not Outbox.objects.exists()
    assert load(folder)[1] == count(read=2, created=2)


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        ("database is locked", "Wait until it is done"),
        ("no such table: archive_place", "manage.py migrate"),
        ('relation "archive_place" does not exist', "manage.py migrate"),
        ("connection refused", "DATABASE_URL"),
        ("attempt to write a readonly database", "may write"),
    ],
)
def test_a_database_that_cannot_serve_is_named_with_what_mends_it(
    folder, load, monkeypatch, message, remedy
):
    def refuse(self, *args, **kwargs):
        raise OperationalError(message)

    monkeypatch.setattr(Store, "_save_whole", refuse)  # However many are stored at once.
    with pytest.raises(CommandError, match=remedy) as told:
        load(folder)
    assert message in str(told.value)


def test_a_missing_vocabulary_is_named_with_the_command(folder, monkeypatch):
    monkeypatch.setattr("archive.models.Place.objects.exists", lambda: False)
    with pytest.raises(CommandError, match="load_vocabulary"):
        call_command("load_documents", str(folder))


def test_tables_that_are_missing_are_named_before_anything_is_read(folder, monkeypatch):
    def refuse():
        raise DatabaseError("no such table: archive_place")

    monkeypatch.setattr("archive.models.Place.objects.exists", refuse)
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("load_documents", str(folder))


def test_a_worker_that_died_is_told(folder, load, monkeypatch):
    def die(*args):
        yield from ()
        raise WorkerDiedError("ended; use --workers 1")

    monkeypatch.setattr(loading, "extract_sources", die)
    with pytest.raises(CommandError, match="--workers 1"):
        load(folder)
    assert Run.objects.get().status == "interrupted"


def test_a_big_load_tells_the_planner(folder, load, monkeypatch):
    told = []
    monkeypatch.setattr(loading, "MANY", 2)
    refresh = loading.refresh_statistics
    monkeypatch.setattr(loading, "refresh_statistics", lambda: told.append(refresh()))
    load(folder)
    load(folder)
    assert len(told) == 2  # In the middle, where it fell due, and at the end.
