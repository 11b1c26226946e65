"""The default engine: an index in files, in Rust, in this process.

tantivy stores the terms that `archive.text.analysis` cut, joined by blanks, so that it agrees
with every other engine. docs/search.md tells what of its own is not used, and why.
"""

from archive.search.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
