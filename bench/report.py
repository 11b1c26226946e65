"""What every benchmark answers, as one table to read and as JSON to compare."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, strftime
from typing import Any

MET = {True: "met", False: "MISSED", None: ""}
FEWEST = 2
"""Turns of a call that are measured, however long one takes."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for. `folder` is where a benchmark may write; it is gone afterwards.

    `quick` asks for fewer repetitions; `seconds` bounds what may run as long as one likes, such
    as a fuzz run.
    """

    documents: int
    folder: Path
    seed: int = 7
    quick: bool = False
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number.

    `part` groups rows of the table, `what` says what was measured, `p95` is the 95th percentile
    where `value` is a median, `cpu` the milliseconds of processor time that one answer took, or
    one announcement of a load, which other work on the machine changes less. `target` is the
    bound as a sentence, `met` whether it holds; both are left out where nothing is promised.
    """

    part: str
    what: str
    value: float
    unit: str
    p95: float | None = None
    cpu: float | None = None
    documents: int | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""


def say(line: str) -> None:
    """Tells those who wait what is being done; the table on standard output stays clean."""
    print(f"{strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def measure(
    act: Callable[[], Any], times: int, *, warm: int = 1, patience: float = math.inf
) -> tuple[float, float]:
    """Median and 95th percentile of a call's milliseconds, after some calls that do not count."""
    (timed,) = measure_by_turns([act], times, warm=warm, patience=patience)
    return timed


def measure_by_turns(
    acts: Sequence[Callable[[], Any]], times: int, *, warm: int = 1, patience: float = math.inf
) -> list[tuple[float, float]]:
    """`measure` for several calls that are to be compared: they take turns, so that what else
    the machine does disturbs all of them alike. After `patience` seconds as many turns are
    enough as were taken, but at least `FEWEST`."""
    taken: list[list[float]] = [[] for _ in acts]
    begun = perf_counter()
    for turn in range(warm + times):
        if turn >= warm + FEWEST and perf_counter() - begun > patience:
            break
        for act, own in zip(acts, taken, strict=True):
            start = perf_counter()
            act()
            if turn >= warm:
                own.append(1000 * (perf_counter() - start))
    return [(statistics.median(own), percentile(own, 95)) for own in taken]


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` of 100 of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * int(share) // 100) - 1)]


def make_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, in the order given."""
    lines = [
        "| part | what | announcements | value | 95 % | processor | to reach | |",
        "| --- | --- | ---: | ---: | ---: | ---: | --- | --- |",
    ]
    for row in rows:
        cells = (
            row.part,
            row.what + (f" ({row.note})" if row.note else ""),
            f"{row.documents:,}" if row.documents else "",
            f"{_shorten(row.value)} {row.unit}".strip(),
            _shorten(row.p95) if row.p95 is not None else "",
            f"{_shorten(row.cpu)} ms" if row.cpu is not None else "",
            row.target,
            MET[row.met],
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_json(rows: Sequence[Row], path: Path) -> None:
    """The rows, and what machine they were measured on."""
    report = {"machine": describe_machine(), "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def describe_machine() -> dict[str, Any]:
    """Enough to know whether two reports can be compared."""
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "a million additions": f"{_time_additions():.0f} ms",
    }


def _time_additions() -> float:
    """Milliseconds of a fixed loop, the best of three: how fast Python is here, and now."""
    taken = []
    for _ in range(3):
        start = perf_counter()
        total = 0
        for number in range(1_000_000):
            total += number
        taken.append(1000 * (perf_counter() - start))
    return min(taken)


def _shorten(value: float) -> str:
    """Three digits are all that a measurement means."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"
