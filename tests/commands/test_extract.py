"""`manage.py extract` and `load_vocabulary`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from archive.ingest import vocabulary
from archive.models import Place
from tests.ingest.reading import read_lexicon

ROOT = Path(__file__).parents[2]
STORY = "Police close gambling sites\nThe police of Tianjin closed 412 websites on June 1, 2015."


def run(folder, *args, **settings):
    """The command in a process of its own, with no database but an empty folder."""
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": f"sqlite:///{folder / 'none.sqlite3'}",
            **settings,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_extract_needs_no_database_and_prints_a_line_a_document(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{STORY} {name}")
    (tmp_path / "c.txt").write_text("")
    done = run(tmp_path, "extract", str(tmp_path))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(record["source"]).name for record in records] == ["a.txt", "b.txt"]
    assert records[0]["figures"][0]["value"] == 412
    figure = records[0]["figures"][0]
    assert records[0]["text"][slice(*figure["span"])] == figure["quote"]
    assert "c.txt: It holds no text" in done.stderr
    assert done.returncode == 1


def test_load_documents_without_tables_names_the_command(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    done = run(tmp_path, "load_documents", str(tmp_path))
    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_options_override_what_a_file_says(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(vocabulary, "take_snapshot", lambda _: read_lexicon())
    (tmp_path / "a.txt").write_text(STORY)
    options = {"publisher": "Example Daily", "published": "2015-06"}
    call_command("extract", str(tmp_path / "a.txt"), **options)
    record = json.loads(capsys.readouterr().out)
    assert record["publisher"] == "Example Daily"
    assert record["published"]["edtf"] == "2015-06"


@pytest.mark.django_db
def test_a_vocabulary_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(CommandError, match="no such folder"):
        call_command("load_vocabulary", str(tmp_path / "gone"))


@pytest.mark.django_db
def test_a_vocabulary_that_cannot_be_stored_names_the_remedy(monkeypatch):
    def refuse(lexicon):
        raise DatabaseError("no such table: archive_place")

    monkeypatch.setattr(vocabulary, "load", refuse)
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("load_vocabulary")


@pytest.mark.usefixtures("vocabulary")
def test_vocabularies_loaded_twice_change_nothing(capsys):
    before = Place.objects.count()
    call_command("load_vocabulary")
    for line in capsys.readouterr().out.splitlines():
        assert " 0 created" in line
        assert " 0 updated" in line
    assert Place.objects.count() == before
