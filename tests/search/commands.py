"""Management commands in a process of their own, on an archive of their own, to be killed.

`python -m tests.search.commands` starts Django once, then runs each command that it is told in a
forked child, so that a test may kill many of them without waiting for Python to start.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

REPORT = "report.json"


class Archive:
    """An archive in a folder, with the embedded database and the default engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        unset = ("DATABASE_URL", "SEARCH_URL")
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        environment |= {
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "PYTHONWARNINGS": "default",
        }
        self._errors = (folder / "errors.txt").open("w")
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def run(self, *command: str, killed_after: float | None = None) -> int:
        """A command from beginning to end, or killed so many seconds after it began; gives its
        exit status, minus the signal where one ended it."""
        self._server.stdin.write(f"{json.dumps([command, killed_after])}\n")
        self._server.stdin.flush()
        status = int(self._server.stdout.readline())
        assert status in (0, -signal.SIGKILL), (self.folder / "errors.txt").read_text()
        return status

    def inspect(self) -> dict:
        """What is stored, indexed and queued, and how index and database differ."""
        self.run("inspect")
        return json.loads((self.folder / REPORT).read_text())

    def close(self) -> None:
        """Ends the server."""
        self._server.stdin.close()
        self._server.stdout.close()
        self._server.wait(30)
        self._errors.close()


def serve() -> None:
    """Runs the commands of standard input one after the other, each in a child."""
    import django
    from django.core.management import call_command, load_command_class

    django.setup()
    for name in ("load_documents", "index"):
        load_command_class("archive", name)  # Imported here, their modules are there for all.
    for line in sys.stdin:
        command, killed_after = json.loads(line)
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            _run(command, call_command)
        if killed_after is not None:
            time.sleep(killed_after)
            # Until it is waited for, its number is no other's, even if it has ended.
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(command, call_command) -> None:
    status = 1
    try:
        if command == ["inspect"]:
            _inspect()
        else:
            call_command(*command, verbosity=0)
        status = 0
    finally:
        # The parent's buffers are not the child's to write.
        os._exit(status)


def _inspect() -> None:
    from django.conf import settings

    from archive.models import Announcement, Outbox
    from archive.search import indexing
    from archive.search.live import get_engine

    found = indexing.check()
    report = {
        "stored": Announcement.objects.count(),
        "indexed": len(list(get_engine().keys())),
        "queued": [f"{row.kind}:{row.identifier}" for row in Outbox.objects.all()],
        "differing": found.keys,
    }
    Path(settings.VAR_DIR, REPORT).write_text(json.dumps(report))


if __name__ == "__main__":
    serve()
