"""Archives that the benchmarks make once and use again."""

import pytest

from bench.archives import Archive, open_archive
from bench.report import Options


@pytest.fixture
def made(monkeypatch):
    """What was done to make archives, in order."""
    done = []
    monkeypatch.setattr(Archive, "prepare", lambda self: self.folder.mkdir(exist_ok=True))
    monkeypatch.setattr(Archive, "measure", lambda _self, *a, **_: done.append(a[0]))
    monkeypatch.setattr(Archive, "manage", lambda _self, *a: done.append(a[0]))
    return done


def test_an_archive_is_made_once(made, tmp_path):
    options = Options(documents=200, folder=tmp_path)
    assert open_archive(options).folder == open_archive(options).folder
    assert made == ["bench.bulk", "index"]


def test_an_archive_that_was_left_half_made_is_gone_on_with(made, tmp_path):
    options = Options(documents=200, folder=tmp_path)
    archive = open_archive(options)
    (archive.folder / "done").unlink()
    (archive.folder / "written").touch()
    open_archive(options)
    assert (archive.folder / "written").exists()
    assert made == ["bench.bulk", "index"] * 2


def test_an_archive_of_another_version_is_made_anew(made, tmp_path):
    options = Options(documents=200, folder=tmp_path)
    archive = open_archive(options)
    (archive.folder / "made-by").write_text("an earlier one")
    (archive.folder / "written").touch()
    open_archive(options)
    assert not (archive.folder / "written").exists()
    assert made == ["bench.bulk", "index"] * 2
