"""Announcements a second from file to facts, on one process and on two; memory; long texts."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from archive.ingest import pipeline
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Hints, Source
from archive.ingest.workers import extract
from bench.corpus import VOCABULARY, generate
from bench.report import Options, Row

LENGTH = 2_000
"""Code points of the announcements that are timed: generated ones joined, and cut."""
ONE, TWO = 150, 300
"""Announcements a second to reach on one process and on two."""
SHORT, LONG = 500_000, 5_000_000
MOST_TIMES = 12
"""A text of LONG bytes may take so many times as long as one of SHORT."""
GROWTH = 20
"""Megabytes that memory may grow by from a tenth of the announcements to all of them."""


def run(options: Options) -> list[Row]:
    """Rates first, while the machine's caches are fresh; the longest text last."""
    lexicon = Lexicon.from_files(VOCABULARY)
    files = write_files(options.folder / "extraction", options)
    rows = [
        rate(files, lexicon, workers, least, options) for workers, least in ((1, ONE), (2, TWO))
    ]
    return [*rows, watch_memory(options, lexicon), grow(options, lexicon)]


def make_texts(seed: int, language: str = "") -> Iterator[str]:
    """Texts of LENGTH code points, without end; in one language or as generated."""
    held: dict[str, str] = {}
    for start in range(0, 10**9, 1000):
        for announcement in generate(1000, seed, start):
            key = announcement.language
            if not key.startswith(language):
                continue
            held[key] = held.get(key, "") + announcement.text + "\n\n"
            if len(held[key]) >= LENGTH:
                yield held[key][:LENGTH]
                held[key] = held[key][LENGTH:]


def write_files(folder: Path, options: Options) -> list[Path]:
    """The announcements as files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, text in enumerate(islice(make_texts(options.seed), options.documents)):
        path = folder / f"{number:06}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def rate(files: list[Path], lexicon: Lexicon, workers: int, least: int, options: Options) -> Row:
    """Announcements a second by wall clock, the workers' start left out."""
    results = extract(files, Hints(), lexicon, workers)
    for _ in islice(results, 4 * workers):
        pass
    start = perf_counter()
    done = sum(1 for _ in results)
    value = done / (perf_counter() - start)
    return Row(
        *("extraction", f"file to facts, {workers} process{'es' * (workers > 1)}", value, "/s"),
        documents=len(files),
        target=f"at least {least}",
        met=value >= least,
        note=f"{LENGTH:,} code points each",
    )


def watch_memory(options: Options, lexicon: Lexicon) -> Row:
    """Growth of the largest memory used between a tenth of the announcements and all."""
    early = 0.0
    for number, text in enumerate(islice(make_texts(options.seed + 1), options.documents)):
        pipeline.run(Source(f"{number}.txt", text.encode(), "text/plain"), lexicon)
        if number == options.documents // 10:
            early = peak()
    growth = peak() - early
    return Row(
        *("extraction", "growth of memory", growth, "MB"),
        documents=options.documents,
        target=f"at most {GROWTH} MB",
        met=growth <= GROWTH,
        note=f"peak {peak():.0f} MB",
    )


def peak() -> float:
    """Megabytes of the largest memory this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grow(options: Options, lexicon: Lexicon) -> Row:
    """How many times as long ten times the text takes, in the worse of two languages."""
    times = {}
    for language in ("en", "zh"):
        texts = make_texts(options.seed, language)
        short = measure(_collect(texts, SHORT), lexicon)
        long = measure(_collect(texts, LONG), lexicon)
        times[language] = long / short
    worst = max(times, key=lambda language: times[language])
    return Row(
        *(
            "extraction",
            f"time of {LONG // 10**6} MB over that of {SHORT // 1000} kB",
            times[worst],
        ),
        "times",
        target=f"at most {MOST_TIMES}",
        met=times[worst] <= MOST_TIMES,
        note=worst,
    )


def _collect(texts: Iterator[str], size: int) -> bytes:
    parts: list[bytes] = []
    length = 0
    for part in (text.encode() for text in texts):
        parts.append(part)
        length += len(part)
        if length >= size:
            break
    return b"\n\n".join(parts)


def measure(data: bytes, lexicon: Lexicon) -> float:
    """Seconds of processor time for one document."""
    start = process_time()
    pipeline.run(Source("long.txt", data, "text/plain"), lexicon)
    return process_time() - start
