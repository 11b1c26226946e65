"""Loads and rebuilds killed at random moments: nothing stored is ever lost to the index.

`KILLS=50` in the environment kills as often as a release should survive.
"""

import os
import time
from random import Random

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


class Killer:
    """Runs commands and kills them at random moments, until `KILLS` of them were."""

    def __init__(self, archive, seed, longest):
        self.archive, self.chance, self.longest, self.killed = archive, Random(seed), longest, 0

    @property
    def goes_on(self):
        return self.killed < KILLS

    def run(self, *command):
        """Where a command came to its end, it takes no longer than it was given: the next one is
        killed sooner. A busy machine makes some runs much longer than others."""
        moment = self.chance.uniform(0, self.longest)
        if self.archive.run(*command, killed_after=moment):
            self.killed += 1
        else:
            self.longest = moment


def measure(archive, *command):
    begun = time.monotonic()
    archive.run(*command)
    return time.monotonic() - begun


def test_killed_loads_lose_no_change(archive, tmp_path):
    folder = write_documents(tmp_path / "texts", 100)
    killer = Killer(archive, 3, measure(archive, "load_documents", folder))
    stored, written = DOCUMENTS, DOCUMENTS
    while killer.goes_on:
        write_documents(tmp_path / "texts", 100 + written)
        written += DOCUMENTS
        killer.run("load_documents", folder)
        report = archive.inspect()
        # What was stored and has not reached the index is in the queue, so that it will.
        assert set(report["differing"]) <= set(report["queued"])
        assert stored <= report["stored"] <= written
        stored = report["stored"]
    archive.run("load_documents", folder)
    report = archive.inspect()
    assert (report["differing"], report["queued"]) == ([], [])
    assert report["stored"] == written


def test_killed_rebuilds_leave_the_live_index(archive, tmp_path):
    archive.run("load_documents", write_documents(tmp_path / "texts", 900_000))
    killer = Killer(archive, 4, measure(archive, "index", "--rebuild"))
    before = archive.inspect()
    while killer.goes_on:
        killer.run("index", "--rebuild")
        assert archive.inspect() == before
    assert before["differing"] == []
    archive.run("index", "--rebuild")
    assert archive.inspect() == before
    assert len(list((archive.folder / "index").glob("g-*"))) == 1
