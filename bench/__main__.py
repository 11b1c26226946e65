"""Runs the benchmarks and prints their table: `script/bench --help`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from bench.report import Options, Row, describe_machine, make_table, write_json

PARTS = {
    "extraction": "announcements a second from file to facts, memory, long texts",
    "fuzz": "random texts: no exception, no text that takes long",
    "load": "files to searchable announcements",
    "engines": "the search engine alone, beside raw tantivy and SQLite FTS5",
    "pages": "every kind of page over HTTP, beside Datasette and django-haystack",
    "admin": "every list of the admin with its filters, the queue and the review",
}


def main() -> None:
    """Reads the arguments, runs the parts, writes the table."""
    arguments = _read_arguments()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="archive-bench-") as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        options = Options(
            documents=arguments.documents,
            folder=folder.resolve(),
            seed=arguments.seed,
            quick=arguments.quick,
            seconds=arguments.seconds,
        )
        for part in arguments.parts:
            print(f"— {part}: {PARTS[part]}", file=sys.stderr)
            found = import_module(f"bench.{part}").run(options)
            print(make_table(found), file=sys.stderr)
            rows += found
            if arguments.json:
                write_json(rows, arguments.json)  # An interrupted run keeps what it has.
    machine = describe_machine()
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    print(make_table(rows))


def _read_arguments() -> argparse.Namespace:
    parts = "\n".join(f"  {name:11} {says}" for name, says in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="script/bench",
        description="Measures the archive on generated announcements.",
        epilog=f"parts:\n{parts}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure (all)")
    parser.add_argument("--documents", type=_count, default=2_000, help="announcements (2000)")
    parser.add_argument("--json", type=Path, help="write the rows to this file, too")
    parser.add_argument("--folder", type=Path, help="keep the archives made, and use them again")
    parser.add_argument("--seed", type=int, default=7, help="of the generator (7)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of the fuzz run (20)")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; known: {', '.join(PARTS)}")
    arguments.parts = arguments.parts or list(PARTS)
    return arguments


def _count(value: str) -> int:
    number = int(value.replace(",", "").replace("_", ""))
    if number < 100:
        raise argparse.ArgumentTypeError("measure at least 100 announcements")
    return number


if __name__ == "__main__":
    main()
