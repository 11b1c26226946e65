"""An archive in a folder of its own: made, filled, loaded and served by the real commands."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.report import Options, say

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
MAKERS = (
    *("archive/migrations/*.py", "archive/search/schema.py", "archive/text/analysis.py"),
    *("fixtures/vocabulary/*.*", "bench/bulk.py", "bench/corpus.py", "bench/phrases.yaml"),
)
"""Files that decide what is in an archive that the benchmarks make."""
SAMPLED_EVERY = 0.1
"""Seconds between two looks at a process's memory."""
WAIT = 60.0
"""Seconds that a server may take to answer for the first time."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command and its children took: seconds, seconds of processor time, and at most so
    many bytes of memory."""

    seconds: float
    processor: float
    memory: int
    output: str


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int
    pid: int

    def count_milliseconds(self) -> float:
        """Processor time of all its processes so far; 0 where there is no /proc."""
        ticks = sum(map(_read_ticks, _list_family(self.pid)))
        return 1000 * ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Archive:
    """`folder` is its VAR_DIR: database, index, secret key."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands: nothing of ours but the folder."""
        dropped = ("DATABASE_URL", "SEARCH_URL", "DEBUG", "ALLOWED_HOSTS")
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        return {
            **kept,
            "VAR_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "PYTHONPATH": str(ROOT),
        }

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.folder / "archive.sqlite3"

    @property
    def database_size(self) -> int:
        """Bytes, the write-ahead log included."""
        return sum(path.stat().st_size for path in self.folder.glob("archive.sqlite3*"))

    @property
    def index_size(self) -> int:
        """Bytes of all that the index keeps."""
        return sum(p.stat().st_size for p in (self.folder / "index").rglob("*") if p.is_file())

    def manage(self, *arguments: str) -> Ran:
        """Runs `manage.py`."""
        return run([PYTHON, str(ROOT / "manage.py"), *arguments], self.environment)

    def measure(self, module: str, *arguments: str, shown: bool = False) -> Ran:
        """Runs a module of the benchmarks in a process that has this archive's settings."""
        return run([PYTHON, "-m", module, *arguments], self.environment, shown=shown)

    def prepare(self) -> None:
        """An empty archive that knows the vocabularies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_vocabulary")

    @contextmanager
    def serve(self) -> Iterator[Server]:
        """Serves it as `script/server` does."""
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        port = find_port()
        shared = Path("/dev/shm")  # noqa: S108 - gunicorn's own advice for its heartbeat
        command = [PYTHON, "-m", "gunicorn", "archive.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
        command += ["--worker-tmp-dir", str(shared)] if shared.is_dir() else []
        with serving(command, self.environment, port, "/healthz") as server:
            yield server


def open_archive(options: Options, count: int | None = None) -> Archive:
    """The archive of so many generated announcements, made unless the folder has it.

    What was written before an interruption is kept; an archive that another version of the
    archive or of the generator made is made anew.
    """
    count = options.documents if count is None else count
    archive = Archive(options.folder / f"archive-{count}-{options.seed}")
    made, done = archive.folder / "made-by", archive.folder / "done"
    version = _find_version()
    if archive.folder.exists() and (not made.exists() or made.read_text() != version):
        say(f"{archive.folder.name} was made by another version: it is made anew")
        shutil.rmtree(archive.folder)
    if not done.exists():
        archive.prepare()
        made.write_text(version)
        say(f"writing {count:,} announcements into {archive.folder.name}")
        archive.measure("bench.bulk", str(count), str(options.seed), shown=True)
        say("indexing them")
        archive.manage("index", "--rebuild", "--verbosity", "0")
        done.touch()
        say("done")
    return archive


def _find_version() -> str:
    """Changes with whatever decides what is in an archive and how it is kept."""
    paths = sorted(path for pattern in MAKERS for path in ROOT.glob(pattern))
    parts = (hashlib.sha256(path.read_bytes()).digest() for path in paths)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def run(command: list[str], environment: Mapping[str, str], *, shown: bool = False) -> Ran:
    """Runs a command to its end; what it says on standard error is `shown` as it comes, or kept.
    Raises RuntimeError with its last words if it fails."""
    start, worked = time.perf_counter(), _count_work()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=None if shown else subprocess.PIPE,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, errors = process.communicate()
        seconds = time.perf_counter() - start
        watch.stop()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {(errors or output)[-2000:]}")
    return Ran(seconds, _count_work() - worked, watch.peak, output)


def _count_work() -> float:
    """Seconds of processor time of all children that ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Follows the memory of a process and its children; nothing where there is no /proc."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        pause = SAMPLED_EVERY
        while not self._ended.wait(pause):
            begun = time.perf_counter()
            self.peak = max(self.peak, sum(map(_read_memory, _list_family(self._pid))))
            # The kernel walks all pages of a process for this: no more than a fiftieth of a core.
            pause = max(SAMPLED_EVERY, 50 * (time.perf_counter() - begun))

    def stop(self) -> None:
        """Ends the watch."""
        self._ended.set()
        self.join()


def _list_family(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        for path in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += [int(child) for child in path.read_text().split()]
            except OSError:
                continue
    return family


def _read_memory(pid: int) -> int:
    """Bytes of a process, what it shares with others divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read_ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def find_port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    command: list[str], environment: Mapping[str, str], port: int, path: str
) -> Iterator[Server]:
    """Runs a server until the context ends; it has begun when `path` answers."""
    # What it writes goes to a file: nobody reads a pipe, and a full one would stop the server.
    with (
        (Path(environment["VAR_DIR"]) / "server.log").open("w+") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _await_answer(process, port, path)
            yield Server(port, process.pid)
        except RuntimeError as error:
            log.seek(0)
            raise RuntimeError(f"{error}: {log.read()[-2000:]}") from error
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _await_answer(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
            connection.request("GET", path)
            connection.getresponse().read()
            connection.close()
        except ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"no answer from port {port} in {WAIT:.0f} s")
