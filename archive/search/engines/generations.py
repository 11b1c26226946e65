"""Where an index on disk lives: generations side by side, a pointer to the live one, and locks.

    current.json      which generation is live, and who made it
    write.lock        held while the live generation is written, or swapped
    build.lock        held while a new generation is built
    building.json     which generation that is, and the file of keys changed meanwhile
    g-…/              one generation, the engine's own files

Locks are the kernel's (flock): a killed process lets go of them.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from archive.search.errors import (
    BrokenIndexError,
    LockedIndexError,
    MissingIndexError,
    OutdatedIndexError,
    SearchError,
    UnwritableIndexError,
)

T = TypeVar("T")

PATIENCE = 0.02
"""Seconds between two tries for a lock."""
SWAPS = 5
"""Swaps in a row that a reader tries to get between."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The live generation: its folder's name, engine, schema and analysis version, and when it
    was made (ISO 8601, UTC)."""

    generation: str
    engine: str
    version: str
    made: str


class Generations:
    """The folder of one index. Methods raise `SearchError`s."""

    def __init__(self, folder: Path, engine: str, version: str) -> None:
        self.folder = folder
        self.engine = engine
        self.version = version
        self._pointer = folder / "current.json"

    # ---- reading ---------------------------------------------------------------------------

    def current(self) -> Manifest:
        """The live generation. Raises Missing-, Broken- or OutdatedIndexError."""
        try:
            manifest = Manifest(**json.loads(self._pointer.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise MissingIndexError(self.folder) from error
        except OSError as error:
            raise BrokenIndexError(self.folder, error) from error
        except (ValueError, TypeError) as error:
            raise BrokenIndexError(self.folder, f"{self._pointer.name}: {error}") from error
        if (manifest.engine, manifest.version) != (self.engine, self.version):
            raise OutdatedIndexError(self.folder)
        if not self.path(manifest).is_dir():
            raise MissingIndexError(self.path(manifest))
        return manifest

    def path(self, manifest: Manifest) -> Path:
        """The folder of a generation's own files."""
        return self.folder / manifest.generation

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever another generation becomes the live one; costs one `stat`."""
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def read(self, attempt: Callable[[], T]) -> T:
        """What `attempt` opens; tried again where another generation went live meanwhile, for
        its predecessor's files are removed under it."""
        for _ in range(SWAPS):
            stamp = self.stamp()
            try:
                return attempt()
            except SearchError:
                if self.stamp() == stamp:
                    raise
        return attempt()

    def size(self, manifest: Manifest) -> int:
        """Bytes of a generation's files."""
        total = 0
        for file in self.path(manifest).rglob("*"):
            # A merge may take a file away between the listing and the question.
            with contextlib.suppress(OSError):
                total += file.stat().st_size
        return total

    # ---- writing ---------------------------------------------------------------------------

    @contextmanager
    def writing(self, timeout: float) -> Iterator[Manifest]:
        """Holds the write lock; gives the live generation."""
        with self._lock("write.lock", timeout):
            yield self.current()

    def note(self, keys: Iterable[str]) -> None:
        """Tells a rebuild that goes on which keys have changed since; needs the write lock.
        Call it before the live index is committed, for a key too many does no harm."""
        journal = self._journal()
        if journal is not None:
            with translate_os_errors(self.folder), journal.open("a", encoding="utf-8") as stream:
                stream.writelines(f"{key}\n" for key in keys)
                stream.flush()
                os.fsync(stream.fileno())

    def _journal(self) -> Path | None:
        """The journal of the rebuild that goes on, if one does: a killed one left its lock."""
        try:
            name: str = json.loads(self._building.read_text(encoding="utf-8"))["journal"]
        except (OSError, ValueError, KeyError):
            return None
        try:
            with self._lock("build.lock", 0.0):
                return None
        except LockedIndexError:
            return self.folder / name

    # ---- rebuilding ------------------------------------------------------------------------

    @contextmanager
    def building(self) -> Iterator[Build]:
        """Holds the build lock; gives a fresh folder, which is removed unless published."""
        # Writers try this lock for a moment to see whether a build goes on: outwait them.
        with self._lock("build.lock", 1.0):
            self._sweep()
            build = Build(self, f"g-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}")
            with translate_os_errors(self.folder), self._lock("write.lock", 60.0):
                build.path.mkdir()
                build.journal.touch()
                _write_atomically(self._building, {"journal": build.journal.name})
            try:
                yield build
            finally:
                self._building.unlink(missing_ok=True)
                self._sweep()

    def publish(self, build: Build) -> None:
        """Makes the build the live generation; needs the write lock."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(build.name, self.engine, self.version, made)
        with translate_os_errors(self.folder):
            _sync(build.path)
            _write_atomically(self._pointer, asdict(manifest))

    def _sweep(self) -> None:
        """Removes generations and journals that nothing points to. Readers of one keep its
        files open until they reopen."""
        try:
            live = json.loads(self._pointer.read_text(encoding="utf-8")).get("generation")
        except (OSError, ValueError, AttributeError):
            live = None
        for entry in self.folder.glob("g-*"):
            if entry.is_dir() and entry.name != live:
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.suffix == ".journal":
                entry.unlink(missing_ok=True)

    @contextmanager
    def lock_writes(self, timeout: float) -> Iterator[None]:
        """The write lock alone, whatever the live generation is."""
        with self._lock("write.lock", timeout):
            yield

    # ---- files -----------------------------------------------------------------------------

    @property
    def _building(self) -> Path:
        return self.folder / "building.json"

    @contextmanager
    def _lock(self, name: str, timeout: float) -> Iterator[None]:
        with translate_os_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o664)
        try:
            self._acquire(descriptor, timeout)
            yield
        finally:
            os.close(descriptor)

    def _acquire(self, descriptor: int, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise LockedIndexError(self.folder, timeout) from error
                time.sleep(PATIENCE)


class Build:
    """A generation that is being built."""

    def __init__(self, generations: Generations, name: str) -> None:
        self.name = name
        self.path = generations.folder / name
        self.journal = generations.folder / f"{name}.journal"

    def missed(self) -> list[str]:
        """Keys that others changed since it began, without repetition; needs the write lock."""
        return list(dict.fromkeys(self.journal.read_text(encoding="utf-8").splitlines()))


@contextmanager
def translate_os_errors(where: object) -> Iterator[None]:
    """Turns what the file system refuses into our errors."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise MissingIndexError(where) from error
        raise UnwritableIndexError(where, error.strerror or error) from error


def _write_atomically(path: Path, data: dict[str, str]) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(data, stream)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    _sync(path.parent)


def sync_files(folder: Path) -> None:
    """Sees a folder's files, and their names, onto the disk."""
    for path in (*folder.iterdir(), folder):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
