"""Engines by name, and the one that `SEARCH_URL` asks for."""

from __future__ import annotations

import importlib
from pathlib import Path
from urllib.parse import urlsplit

from archive.search.engines.base import Engine
from archive.search.errors import UnknownEngineError

ENGINES = {
    "tantivy": "archive.search.engines.tantivy:TantivyEngine",
    "whoosh": "archive.search.engines.whoosh:WhooshEngine",
    "memory": "archive.search.engines.memory:MemoryEngine",
}
"""Where each engine's class is; imported when it is asked for, for its library may be absent."""

IN_MEMORY = frozenset({"memory"})


def open_engine(url: str, home: Path) -> Engine:
    """The engine of a URL such as `tantivy://` or `whoosh:///srv/archive/index`.

    Without a path the index lives in `home`. Nothing is opened yet. Raises UnknownEngineError.
    """
    parts = urlsplit(url)
    if parts.scheme not in ENGINES:
        raise UnknownEngineError(url, sorted(ENGINES))
    module, _, name = ENGINES[parts.scheme].partition(":")
    engine: type[Engine] = getattr(importlib.import_module(module), name)
    if parts.scheme in IN_MEMORY:
        return engine()
    path = Path(f"{parts.netloc}{parts.path}") if parts.netloc or parts.path else None
    return engine(path or home)  # type: ignore[call-arg]
