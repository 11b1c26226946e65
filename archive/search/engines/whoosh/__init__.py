"""The engine in Python alone: an index of Whoosh's in files.

Whoosh keeps postings, columns and stored keys; the joining of steps is ours (`evaluation`),
for its own matchers lose hits in nested queries (docs/search.md).
"""

from archive.search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
