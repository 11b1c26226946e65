"""Random and hostile texts through the whole extraction: no exception, no text that takes long.

`script/bench fuzz --seconds 600` runs for ten minutes; a text that fails is written to
`var/fuzz/`, so that it can be made a test.
"""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from archive.ingest import pipeline
from archive.ingest.errors import Unreadable
from archive.ingest.lexicon import Lexicon
from archive.ingest.record import to_json
from archive.ingest.types import Source
from bench.report import Options, Row
from bench.strings import PIECES, mix, repeat

ROOT = Path(__file__).parent.parent
VOCABULARY = ROOT / "fixtures" / "vocabulary"
FAILURES = ROOT / "var" / "fuzz"
LENGTHS = (200, 2_000, 20_000)
LONG = 100_000
"""Bytes of the texts that no rule may take longer than SLOWEST seconds over."""
SLOWEST = 2.0


def run(options: Options) -> list[Row]:
    """Texts until the time is up; every piece alone at full length comes round in turn."""
    lexicon = Lexicon.from_files(VOCABULARY)
    chance = Random(options.seed)
    try_text(repeat("a ", 100), lexicon)  # Tables are compiled at the first text.
    failed, slowest, tried = 0, (0.0, ""), 0
    until = perf_counter() + options.seconds
    for number in count():
        if perf_counter() >= until:
            break
        if number % 8 == 0:
            piece = PIECES[number // 8 % len(PIECES)]
            text = repeat(piece, LONG * len(piece) // len(encode(piece)))
        else:
            text = mix(chance, chance.choice(LENGTHS))
        seconds, error = try_text(text, lexicon)
        tried += 1
        if error or seconds > SLOWEST:
            failed += 1
            keep(text, error or f"{seconds:.1f} s")
        slowest = max(slowest, (seconds, text[:12]))
    return [
        Row("fuzz", "texts that fail or are slow", failed, "", target="none", met=failed == 0),
        Row("fuzz", "texts tried", tried, "", note=f"{options.seconds:.0f} s"),
        Row(
            *("fuzz", f"slowest text of at most {LONG // 1000} kB", slowest[0], "s"),
            target=f"at most {SLOWEST:.0f} s",
            met=slowest[0] <= SLOWEST,
            note=repr(slowest[1]),
        ),
    ]


def try_text(text: str, lexicon: Lexicon) -> tuple[float, str | None]:
    """Seconds of one extraction, and what is wrong with it, if anything."""
    source = Source("fuzz.txt", encode(text), "text/plain")
    start = process_time()
    try:
        record = to_json(pipeline.run(source, lexicon))
    except Unreadable:
        return process_time() - start, None
    except Exception as error:
        return process_time() - start, repr(error)
    seconds = process_time() - start
    wrong = [f for f in record["figures"] if record["text"][slice(*f["span"])] != f["quote"]]
    return seconds, f"spans do not hold their words: {wrong[:3]}" if wrong else None


def encode(text: str) -> bytes:
    """The text as a file holds it; half a character becomes a question mark."""
    return text.encode("utf-8", "replace")


def keep(text: str, reason: str) -> None:
    """Writes a text that failed, and why, where it can be looked at."""
    FAILURES.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(encode(text)).hexdigest()[:12]
    (FAILURES / f"{name}.txt").write_text(text, encoding="utf-8", errors="replace")
    (FAILURES / f"{name}.reason").write_text(reason + "\n", encoding="utf-8")
