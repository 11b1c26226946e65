"""Pages over HTTP: every kind of page by one reader, the search by sixteen at once, and the same
questions put to Datasette and to django-haystack over the same documents.

Ours is served by gunicorn as `script/server` does. Times are those of a reader on the same
machine, from the request to the last byte, on a kept connection.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from bench import peers
from bench.archives import Server, open_archive
from bench.fts5 import measure_fts5
from bench.questions import Question, make_questions
from bench.report import Options, Row, measure, percentile, say

PART, ADMIN, PEERS = "page", "admin page", "search page beside others"
TIMES, FEW_TIMES = 20, 5
READERS = 16
REQUESTS = 12
"""Requests of each of the readers that come at once."""
PATIENCE = 600.0
HAYSTACK_MOST = 20_000
"""Announcements beyond which haystack is left out: its index takes too long to write."""

MOST_MILLISECONDS = 100.0
MOST_IN_ADMIN = 200.0
MOST_TIMES_ALONE = 12.0


@dataclass(frozen=True, slots=True)
class Rival:
    """Whom our page is compared with, how many times sooner it is to be, and in an archive of how
    many announcements at least."""

    name: str
    least: float
    documents: int


FTS5 = Rival("FTS5 alone", 1.0, 200_000)
DATASETTE = Rival("Datasette", 10.0, 200_000)
HAYSTACK = Rival("haystack on Whoosh", 5.0, 20_000)


class Reader:
    """One reader of a site: keeps the connection, takes compressed answers, stays logged in."""

    def __init__(self, server: Server, cookie: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self._headers = {"Accept-Encoding": "gzip", "Accept-Language": "en"}
        if cookie:
            self._headers["Cookie"] = cookie

    def read(self, address: str) -> bytes:
        """The page's bytes. Raises RuntimeError unless the answer is 200."""
        self._connection.request("GET", address, headers=self._headers)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{address} answered {response.status}: {body[:200]!r}")
        return body

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()


def run(options: Options) -> list[Row]:
    """Rows of all sites; haystack's only while it can index the documents in reasonable time."""
    archive = open_archive(options)
    questions = make_questions(options.seed)
    found = json.loads(archive.measure("bench.addresses").output)
    with archive.serve() as server:
        say("our pages")
        rows = _measure_pages(server, found["pages"], options)
        searches, alone = _measure_searches(server, questions, options)
        rows += searches
        say(f"{READERS} readers at once")
        rows += _measure_crowd(server, questions, options, alone)
        rows += _measure_admin(server, found["admin"], found["cookie"], options)
    rows += _compare_fts5(measure_fts5(options), alone, options)
    datasette = peers.serve_datasette(archive)
    rows += _measure_peer(DATASETTE, datasette, peers.find_datasette_address, alone, options)
    if options.documents <= HAYSTACK_MOST:
        haystack = peers.serve_haystack(archive)
        rows += _measure_peer(HAYSTACK, haystack, lambda asked: asked.address, alone, options)
    return rows


def _repeat(options: Options) -> int:
    return FEW_TIMES if options.quick else TIMES


def _measure_pages(server: Server, pages: dict[str, str], options: Options) -> list[Row]:
    """Every kind of page; a page that fails is told, and the others are measured."""
    return [
        _measure_page(PART, server, name, address, options, MOST_MILLISECONDS)
        for name, address in pages.items()
    ]


def _measure_admin(
    server: Server, pages: dict[str, str], cookie: str, options: Options
) -> list[Row]:
    return [
        _measure_page(ADMIN, server, name, address, options, MOST_IN_ADMIN, cookie)
        for name, address in pages.items()
    ]


def _measure_page(
    part: str,
    server: Server,
    name: str,
    address: str,
    options: Options,
    most: float,
    cookie: str = "",
) -> Row:
    try:
        median, p95, cpu = _time_page(server, address, _repeat(options), cookie)
    except (RuntimeError, HTTPException, OSError) as error:
        note = f"failed: {str(error)[:80]}".replace("|", "/")
        return Row(part, name, 0, "ms", documents=options.documents, note=note, met=False)
    return Row(
        part,
        name,
        median,
        "ms",
        p95=p95,
        cpu=cpu,
        documents=options.documents,
        target=f"under {most:.0f} ms",
        met=median < most,
    )


def _time_page(
    server: Server, address: str, times: int, cookie: str = "", warm: int = 4
) -> tuple[float, float, float]:
    """Median and 95th percentile of milliseconds, and those that the server worked for each."""
    reader = Reader(server, cookie)
    try:
        # Each worker has to have seen a page before it counts.
        for _ in range(warm):
            reader.read(address)
        before = server.count_milliseconds()
        median, p95 = measure(lambda: reader.read(address), times, warm=0)
        return median, p95, (server.count_milliseconds() - before) / times
    finally:
        reader.close()


def _measure_searches(
    server: Server, questions: Iterable[Question], options: Options
) -> tuple[list[Row], dict[str, float]]:
    """The search page for each question, and the medians by the question's name."""
    rows = [
        _measure_page(
            PART,
            server,
            f"search: {question.name}",
            question.address,
            options,
            MOST_MILLISECONDS,
        )
        for question in questions
    ]
    return rows, {row.what.removeprefix("search: "): row.value for row in rows}


def _measure_crowd(
    server: Server, questions: Sequence[Question], options: Options, alone: dict[str, float]
) -> list[Row]:
    """Sixteen readers, each of whom asks one question after the other."""
    failures: list[str] = []

    def read_all(number: int) -> list[float]:
        reader, taken = Reader(server), []
        for turn in range(REQUESTS):
            question = questions[(number + turn) % len(questions)]
            start = time.perf_counter()
            try:
                reader.read(question.address)
            except (RuntimeError, HTTPException, OSError) as error:
                failures.append(str(error))
            taken.append(1000 * (time.perf_counter() - start))
        reader.close()
        return taken

    start = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        taken = [time for times in pool.map(read_all, range(READERS)) for time in times]
    seconds = time.perf_counter() - start
    single = statistics.median(alone.values())
    ratio = percentile(taken, 95) / single
    count = options.documents
    return [
        Row(
            PART,
            f"search by {READERS} readers at once",
            statistics.median(taken),
            "ms",
            p95=percentile(taken, 95),
            documents=count,
        ),
        Row(PART, "their answers", len(taken) / seconds, "a second", documents=count),
        Row(
            PART,
            "their 95th percentile to the median of one reader",
            ratio,
            "times",
            documents=count,
            target=f"at most {MOST_TIMES_ALONE:.0f}",
            met=ratio <= MOST_TIMES_ALONE,
        ),
        Row(
            PART,
            "their errors",
            len(failures),
            "",
            documents=count,
            target="none",
            met=not failures,
            note=failures[0][:80] if failures else "",
        ),
    ]


def _compare_fts5(
    theirs: dict[str, tuple[float, float]], alone: dict[str, float], options: Options
) -> list[Row]:
    """Our whole page beside the bare answer of SQLite: twenty keys, the total, the counts."""
    return [
        row
        for name, (median, p95) in theirs.items()
        for row in _compare(FTS5, name, median, p95, None, alone, options)
    ]


def _measure_peer(
    rival: Rival,
    serving: AbstractContextManager[Server],
    find_address: Callable[[Question], str],
    alone: dict[str, float],
    options: Options,
) -> list[Row]:
    """Another site's search page for each question, and how much sooner ours is there. One that
    fails is told, and the rest is measured."""
    rows = []
    try:
        with serving as server:
            say(f"the pages of {rival.name}")
            for question in make_questions(options.seed):
                timed = _time_peer(server, find_address(question), options)
                rows += _compare(rival, question.name, *timed, alone, options)
    except (RuntimeError, HTTPException, OSError) as error:
        note = f"failed: {str(error)[:80]}".replace("|", "/")
        rows.append(
            Row(PEERS, rival.name, 0, "ms", documents=options.documents, note=note, met=False)
        )
    return rows


def _time_peer(server: Server, address: str, options: Options) -> tuple[float, float, float]:
    reader, start = Reader(server), time.perf_counter()
    reader.read(address)
    reader.close()
    # It may take a minute: two answers tell enough then.
    slow = time.perf_counter() - start > 2
    times, warm = (2, 0) if slow else (_repeat(options), 3)
    return _time_page(server, address, times, warm=warm)


def _compare(
    rival: Rival,
    question: str,
    median: float,
    p95: float,
    cpu: float | None,
    alone: dict[str, float],
    options: Options,
) -> list[Row]:
    """What another takes for a question, and how much sooner our page is there."""
    faster = median / alone[question] if alone[question] else 0.0
    count = options.documents
    is_promised = count >= rival.documents
    return [
        Row(PEERS, f"{question}: {rival.name}", median, "ms", p95=p95, cpu=cpu, documents=count),
        Row(
            PEERS,
            f"{question}: ours is sooner than {rival.name}",
            faster,
            "times",
            documents=count,
            target=f"at least {rival.least:.0f}" if is_promised else "",
            met=faster >= rival.least if is_promised else None,
        ),
    ]
