"""SQLite FTS5 over the archive's search documents, facets counted by grouping.

What a small site would build without a search engine. It gets our terms, joined by blanks, so
that it finds Chinese words too; by itself it would not split them.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from archive.text import analysis
from bench.archives import open_archive
from bench.questions import Question, make_questions
from bench.report import Options, measure, say

SCHEMA = """
CREATE TABLE record (id INTEGER PRIMARY KEY, key TEXT NOT NULL, day INTEGER);
CREATE VIRTUAL TABLE words USING fts5 (title, names, body, content='', tokenize="unicode61");
CREATE TABLE value (record INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL,
                    PRIMARY KEY (record, facet, value)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX record_day ON record (day);
CREATE INDEX value_facet ON value (facet, value, record);
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
"""
AT_ONCE = 2_000
"""Records written together."""
TIMES, PATIENCE = 5, 10.0
"""Answers that are measured for each question, and seconds after which two are enough."""


class Database:
    """The documents in SQLite, ready to be asked."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY;"
        )

    def fill(self, docs: Iterable[Any]) -> None:
        """Takes search documents, into a file that is thrown away unless all of them are in."""
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._connection.executescript(SCHEMA)
        numbered = enumerate(docs, 1)
        while some := list(islice(numbered, AT_ONCE)):
            with self._connection as connection:
                connection.executemany(
                    "INSERT INTO record VALUES (?, ?, ?)",
                    ((number, doc.key, doc.latest) for number, doc in some),
                )
                connection.executemany(
                    "INSERT INTO words (rowid, title, names, body) VALUES (?, ?, ?, ?)",
                    ((number, *_list_texts(doc)) for number, doc in some),
                )
                connection.executemany("INSERT INTO value VALUES (?, ?, ?)", _list_values(some))
        self._connection.executescript(INDEXES)
        self._connection.commit()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def answer(self, question: Question) -> tuple[list[str], int, list[tuple[str, str, int]]]:
        """Twenty keys, the total, and the count of each facet's values."""
        execute = self._connection.execute
        execute("DROP TABLE IF EXISTS temp.hit")
        execute("CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL)")
        sql, parameters = _find_hits(question)
        execute(f"INSERT INTO temp.hit {sql}", parameters)
        (total,) = execute("SELECT count(*) FROM temp.hit").fetchone()
        order = "score" if question.text else "day DESC"
        page = execute(
            f"SELECT key FROM temp.hit JOIN record USING (id) ORDER BY {order} LIMIT 20"
        ).fetchall()
        # A cross join keeps the order of the tables: the planner knows nothing of the hits.
        counts = execute(
            "SELECT facet, value, count(*) FROM temp.hit CROSS JOIN value ON record = id"
            " GROUP BY 1, 2"
        ).fetchall()
        return [key for (key,) in page], total, counts


def _list_texts(doc: Any) -> Iterator[str]:
    return (" ".join(doc.texts[name]) for name in ("title", "names", "body"))


def _list_values(numbered: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, str, str]]:
    return (
        (number, facet, value)
        for number, doc in numbered
        for facet, values in sorted(doc.facets.items())
        for value in sorted(values)
    )


def _find_hits(question: Question) -> tuple[str, list[str]]:
    """The rows that answer the question, by their numbers, with their scores."""
    conditions, parameters = [], []
    if question.text:
        conditions.append("words MATCH ?")
        parameters.append(_write_match(question.text))
        start = "SELECT rowid, bm25(words, 6.0, 3.0, 1.0) FROM words"
        number = "rowid"
    else:
        start, number = "SELECT id, 0 FROM record", "id"
    for facet, value in question.facets.items():
        conditions.append(f"{number} IN (SELECT record FROM value WHERE facet = ? AND value = ?)")
        parameters += [facet, value]
    return f"{start} WHERE {' AND '.join(conditions) or 'TRUE'}", parameters


def _write_match(text: str) -> str:
    """The words as FTS5 takes them: runs of terms in quotes."""
    return f'"{" ".join(analysis.pattern(text.strip(chr(34)), stemmed=True).terms)}"'


@cache
def measure_fts5(options: Options) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of its milliseconds for each question, by the question's name;
    measured once a run."""
    archive = open_archive(options)
    say("SQLite FTS5: the same records, the same questions")
    ran = archive.measure("bench.fts5", str(options.seed))
    return {name: tuple(timed) for name, timed in json.loads(ran.output).items()}


def measure_database(folder: Path, seed: int) -> dict[str, tuple[float, float]]:
    """Within the archive's settings: what `measure_fts5` gives."""
    database = make_database(folder / "fts5.sqlite3")
    return {
        question.name: measure(partial(database.answer, question), TIMES, patience=PATIENCE)
        for question in make_questions(seed)
    }


def make_database(path: Path) -> Database:
    """The database of the archive whose settings are in force, made once."""
    from archive.search.documents import iterate_documents

    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        database = Database(unfinished)
        database.fill(iterate_documents())
        database.close()
        unfinished.rename(path)
    return Database(path)


if __name__ == "__main__":
    import django
    from django.conf import settings

    django.setup()
    print(json.dumps(measure_database(Path(settings.VAR_DIR), int(sys.argv[1]))))
