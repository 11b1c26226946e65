"""Loading: from files to searchable announcements, into an empty archive and into full ones."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.archives import Archive, Ran, open_archive
from bench.corpus import generate
from bench.report import Options, Row

PART = "load"
WORKERS = 2
LOADED = 5_000
"""Announcements that are really read, at most: beyond that only the time grows."""
FURTHER = 1_000
"""Announcements loaded into an archive that is full already."""
FRESH = 10_000_000
"""Their numbers begin here: no archive holds them yet."""

FASTEST = 200.0
FASTEST_AGAIN = 1_000.0
SHORTEST = 0.5
"""Seconds: less is not told apart from nothing."""
MOST_MEMORY = 600.0
MOST_SLOWER = 1.2
MEGABYTE = 1_000_000


def run(options: Options) -> list[Row]:
    """Speed and memory of `load_documents`, sizes on disk, and how loading slows as the archive
    grows."""
    return [*_load_empty(options), *_load_further(options)]


def _load_empty(options: Options) -> list[Row]:
    count = min(options.documents, LOADED)
    archive = Archive(options.folder / "load-empty")
    archive.prepare()
    _load(archive, _write_files(options, 1, FRESH - 2))  # The first load makes the index.
    startup = _load(archive, _write_files(options, 1, FRESH - 1))
    files = _write_files(options, count, 0)
    ran, again = _load(archive, files), _load(archive, files)
    memory = ran.memory / MEGABYTE
    return [
        _row("file to searchable, into an empty archive", ran, startup, count, FASTEST),
        _row("the same files again", again, startup, count, FASTEST_AGAIN),
        Row(
            PART,
            "most memory of all processes together",
            memory,
            "MB",
            documents=count,
            target=f"under {MOST_MEMORY:.0f}",
            met=memory < MOST_MEMORY,
        ),
        Row(PART, "start and end of a load", startup.seconds, "s", cpu=1000 * startup.processor),
        *_weigh(archive, count, "as loaded"),
    ]


def _load_further(options: Options) -> list[Row]:
    """The same files into archives of a tenth and of all the documents; both are written in bulk
    first, for reading 200,000 would take the better part of an hour."""
    small, large = options.documents // 10, options.documents
    further = min(FURTHER, options.documents)
    files = _write_files(options, further, FRESH)
    rows, speeds = [], []
    for size in (small, large):
        archive = _copy(open_archive(options, size), options.folder / "load-further")
        startup = _load(archive, _write_files(options, 1, FRESH - 1))
        ran = _load(archive, files)
        speeds.append(_tell_speed(ran, startup, further))
        rows.append(_row(f"a further {further:,}", ran, startup, size, FASTEST, further))
        rows += _weigh(archive, size + further, "written in bulk")
        shutil.rmtree(archive.folder)
    slower = speeds[0] / speeds[1]
    return [
        *rows,
        Row(
            PART,
            f"time of each at {large:,} to that at {small:,}",
            slower,
            "times",
            documents=large,
            target=f"at most {MOST_SLOWER}",
            met=slower <= MOST_SLOWER,
        ),
    ]


def _copy(archive: Archive, folder: Path) -> Archive:
    """The archive again: what is loaded into it must not be there the next time."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(archive.folder, folder, symlinks=True)
    return Archive(folder)


def _load(archive: Archive, files: Path) -> Ran:
    return archive.manage("load_documents", "--workers", str(WORKERS), str(files))


def _write_files(options: Options, count: int, start: int) -> Path:
    """A folder of text files, a thousand in each folder below it."""
    folder = options.folder / f"files-{start}-{count}"
    if not folder.exists():
        for announcement in generate(count, options.seed, start):
            below = folder / str(announcement.number // 1000)
            below.mkdir(parents=True, exist_ok=True)
            (below / announcement.source).write_text(announcement.text, encoding="utf-8")
    return folder


def _weigh(archive: Archive, count: int, note: str) -> list[Row]:
    sizes = {"database": archive.database_size, "index": archive.index_size}
    return [
        Row(PART, f"size of the {what}", size / MEGABYTE, "MB", documents=count, note=note)
        for what, size in sizes.items()
    ]


def _row(
    what: str, ran: Ran, startup: Ran, size: int, least: float, count: int | None = None
) -> Row:
    """Speed and processor time of each of `count` announcements (of all, by default), without
    what a load of one takes."""
    count = count or size
    speed = _tell_speed(ran, startup, count)
    return Row(
        PART,
        what,
        speed,
        "a second",
        cpu=1000 * max(ran.processor - startup.processor, 0.0) / count,
        documents=size,
        target=f"at least {least:.0f}",
        met=speed >= least,
    )


def _tell_speed(ran: Ran, startup: Ran, count: int) -> float:
    """Announcements a second, or fewer than that where a load took hardly longer than one of
    one, which may take a second more or less itself."""
    return count / max(ran.seconds - startup.seconds, SHORTEST)
