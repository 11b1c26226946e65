"""Loads and rebuilds killed at random moments: nothing stored is ever lost to the index.

`KILLS=50` in the environment kills as often as a release should survive.
"""

import os
import random
import time

import pytest

from tests.search.commands import Archive

KILLS = int(os.environ.get("KILLS", "2"))
DOCUMENTS = 12
"""Documents of one load: a load is killed in reading, storing and indexing alike."""
TEXT = """Police of Zhejiang announced case {number} of Net Net 2015

June {day}, 2015. Police of Jinhua, Zhejiang closed {number} websites that spread obscene
materials through WeChat groups, and detained {number} suspects.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("killed"))
    archive.run("migrate")
    archive.run("load_vocabulary")
    yield archive
    archive.close()


def write_documents(folder, first):
    folder.mkdir(exist_ok=True)
    for number in range(first, first + DOCUMENTS):
        path = folder / f"{number}.txt"
        path.write_text(TEXT.format(number=number, day=number % 28 + 1))
    return str(folder)


def kill_at_random(archive, chance, longest, *command):
    """Whether a command was killed, at a random moment, before it came to its end."""
    return archive.run(*command, killed_after=chance.uniform(0, longest)) != 0


def measure(archive, *command):
    begun = time.monotonic()
    archive.run(*command)
    return time.monotonic() - begun


def test_killed_loads_lose_no_change(archive, tmp_path):
    chance = random.Random(3)
    folder = write_documents(tmp_path / "texts", 100)
    longest = measure(archive, "load_documents", folder)
    stored, killed = DOCUMENTS, 0
    for round_ in range(2, KILLS + 2):
        write_documents(tmp_path / "texts", 100 * round_)
        killed += kill_at_random(archive, chance, longest, "load_documents", folder)
        report = archive.inspect()
        # What was stored and has not reached the index is in the queue, so that it will.
        assert set(report["differing"]) <= set(report["queued"])
        assert stored <= report["stored"] <= DOCUMENTS * round_
        stored = report["stored"]
    assert killed
    archive.run("load_documents", folder)
    report = archive.inspect()
    assert (report["differing"], report["queued"]) == ([], [])
    assert report["stored"] == DOCUMENTS * (KILLS + 1)


def test_killed_rebuilds_leave_the_live_index(archive, tmp_path):
    chance = random.Random(4)
    archive.run("load_documents", write_documents(tmp_path / "texts", 900_000))
    longest = measure(archive, "index", "--rebuild")
    before = archive.inspect()
    killed = 0
    for _ in range(KILLS):
        killed += kill_at_random(archive, chance, longest, "index", "--rebuild")
        assert archive.inspect() == before
    assert killed
    assert before["differing"] == []
    archive.run("index", "--rebuild")
    assert archive.inspect() == before
    assert len(list((archive.folder / "index").glob("g-*"))) == 1
