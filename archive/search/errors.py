"""What can be wrong with an index. Each message ends with what to do about it."""

from __future__ import annotations


class SearchError(Exception):
    """The search index cannot answer or cannot be written."""


class MissingIndexError(SearchError):
    """There is no index yet."""

    def __init__(self, where: object) -> None:
        super().__init__(f"there is no search index at {where}: run `manage.py index --rebuild`")


class OutdatedIndexError(SearchError):
    """The index was made by another engine or another version of schema or analysis."""

    def __init__(self, where: object) -> None:
        super().__init__(
            f"the search index at {where} was made by another engine or version of the archive: "
            "run `manage.py index --rebuild`"
        )


class LockedIndexError(SearchError):
    """Another process is writing and did not finish in time."""

    def __init__(self, where: object, seconds: float) -> None:
        super().__init__(
            f"another process has been writing the search index at {where} for {seconds:g} "
            "seconds: wait for it to end, then run `manage.py index --repair`"
        )


class BrokenIndexError(SearchError):
    """The index's files are damaged."""

    def __init__(self, where: object, reason: object) -> None:
        super().__init__(
            f"the search index at {where} cannot be read ({reason}): "
            "run `manage.py index --rebuild`"
        )


class UnwritableIndexError(SearchError):
    """The index's folder takes no writing: no permission, or the disk is full."""

    def __init__(self, where: object, reason: object) -> None:
        super().__init__(
            f"the search index at {where} cannot be written ({reason}): make room or grant "
            "permission, then run `manage.py index --repair`"
        )


class UnknownEngineError(SearchError):
    """`SEARCH_URL` names no engine."""

    def __init__(self, url: str, known: list[str]) -> None:
        super().__init__(
            f"SEARCH_URL {url!r} names no search engine: set it to one of "
            f"{', '.join(f'{name}://' for name in known)}"
        )
