"""The archive's search documents as plain SQLite, and the software that serves it beside ours.

`export` runs within the archive's settings and makes one file: a table of records for Datasette,
with a full-text index and facets as JSON arrays, and a table of their values for
django-haystack's site.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.archives import ROOT, Archive, Server, find_port, run, serving
from bench.questions import Question
from bench.report import say

BIN = ROOT / ".venv-bench" / "bin"
SINGLE = ("kind", "language", "publisher")
"""Facets of one value, or hardly ever more: Datasette counts a plain column sooner."""
SEVERAL = (
    *("campaign", "agency", "province", "city", "county", "platform"),
    *("offence", "status", "year", "measure"),
)
FACETS = (*SINGLE, *SEVERAL)
AT_ONCE = 2_000
"""Records written together."""
EVERYTHING = 10_000_000
"""More records than there are."""
PATIENCE = "600000"
"""Milliseconds that Datasette may take; by its defaults it would leave facets out."""


def export(path: Path) -> None:
    """Writes the file, within the archive's settings."""
    from archive.search.documents import iterate_documents

    columns = ", ".join(f"{facet} TEXT" for facet in FACETS)
    holders = ", ".join("?" * (4 + len(FACETS)))
    numbered = enumerate(iterate_documents(), 1)
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(
            f"""
            CREATE TABLE record (id INTEGER PRIMARY KEY, key TEXT, title TEXT, day INTEGER,
                                 {columns});
            CREATE VIRTUAL TABLE record_fts USING fts5 (title, body);
            CREATE TABLE value (id INTEGER PRIMARY KEY, record INTEGER, facet TEXT, value TEXT);
            """
        )
        while some := list(islice(numbered, AT_ONCE)):
            connection.executemany(f"INSERT INTO record VALUES ({holders})", map(_make_row, some))
            # Beside the table and not in it: Datasette counts a facet by reading whole rows.
            connection.executemany(
                "INSERT INTO record_fts (rowid, title, body) VALUES (?, ?, ?)",
                ((number, doc.title, "\n".join(doc.body)) for number, doc in some),
            )
            connection.executemany(
                "INSERT INTO value (record, facet, value) VALUES (?, ?, ?)", _list_values(some)
            )
        connection.executescript(
            """
            INSERT INTO record_fts (record_fts) VALUES ('optimize');
            CREATE INDEX record_day ON record (day);
            CREATE INDEX value_record ON value (record, facet, value);
            CREATE INDEX value_facet ON value (facet, value);
            ANALYZE;
            """
        )


def _make_row(numbered: tuple[int, Any]) -> tuple[Any, ...]:
    number, doc = numbered
    one = (" ".join(doc.facets.get(facet, ())) for facet in SINGLE)
    several = (json.dumps(doc.facets.get(facet, ())) for facet in SEVERAL)
    return (number, doc.key, doc.title, doc.latest, *one, *several)


def _list_values(numbered: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, str, str]]:
    return (
        (number, facet, value)
        for number, doc in numbered
        for facet in FACETS
        for value in doc.facets.get(facet, ())
    )


def prepare(archive: Archive) -> Path:
    """The file of an archive, made unless it is there."""
    path = archive.folder / "peers.sqlite3"
    if not path.exists():
        say("the same records for Datasette and django-haystack")
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        archive.measure("bench.peers", str(unfinished))
        unfinished.rename(path)
    return path


@contextmanager
def serve_datasette(archive: Archive) -> Iterator[Server]:
    """Datasette over the file."""
    path, port = prepare(archive), find_port()
    command = [str(BIN / "datasette"), "serve", "--immutable", str(path), "--port", str(port)]
    for name, value in (
        ("sql_time_limit_ms", PATIENCE),
        ("facet_time_limit_ms", PATIENCE),
        ("suggest_facets", "off"),
        ("default_page_size", "20"),
    ):
        command += ["--setting", name, value]
    with serving(command, _environment(archive, path), port, "/-/versions.json") as server:
        yield server


def find_datasette_address(question: Question) -> str:
    """The table's page with the same words, the same choices and all facets."""
    parameters = [("_facet", facet) for facet in SINGLE]
    parameters += [("_facet_array", facet) for facet in SEVERAL]
    if question.text:
        parameters += [
            ("_search", question.text),
            ("_fts_table", "record_fts"),
            ("_fts_pk", "id"),
        ]
    else:
        parameters.append(("_sort_desc", "day"))
    parameters += [(f"{name}__arraycontains", value) for name, value in question.facets.items()]
    return f"/peers/record?{urlencode(parameters)}"


@contextmanager
def serve_haystack(archive: Archive) -> Iterator[Server]:
    """The site of `bench.haystack_site` over the file, indexed first."""
    path, port = prepare(archive), find_port()
    environment = _environment(archive, path)
    done = archive.folder / "haystack-done"
    if not done.exists():
        say("django-haystack's index")
        # By default it commits each thousand records, and for each record it opens the segments
        # of all earlier commits to see whether it is there: ever slower. One commit is its best.
        once = ["--batch-size", str(EVERYTHING)]
        django = [str(BIN / "python"), "-m", "django", "rebuild_index", "--noinput", *once]
        run([*django, "--verbosity", "0"], environment)
        done.touch()
    command = [str(BIN / "gunicorn"), "bench.haystack_site.site", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--timeout", "600"]
    with serving(command, environment, port, "/search?q=nothing-at-all") as server:
        yield server


def _environment(archive: Archive, path: Path) -> dict[str, str]:
    return {
        **archive.environment,
        "DJANGO_SETTINGS_MODULE": "bench.haystack_site.settings",
        "PEER_DATABASE": str(path),
    }


if __name__ == "__main__":
    import sys

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    export(Path(sys.argv[1]))
