"""Which place a name means: decided by neighbours, by what the text names, and by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from archive.ingest.extract.places.names import Name, NameFinder
from archive.ingest.extract.places.settings import Setting
from archive.text.spans import Span


class Chooser:
    """Leaves each name the candidates that its surroundings allow."""

    def __init__(self, finder: NameFinder, setting: Setting) -> None:
        self.finder, self.setting, self.gazetteer = finder, setting, finder.gazetteer

    def choose(self, names: Sequence[Name]) -> None:
        """Sets the `codes` of all names, which stand in text order."""
        for name in names:
            name.codes = name.strong + name.weak
        for left, right in [*pairwise(names)] * 2:
            if self.finder.touches(left.span, right.span):
                self._narrow(left, right)
        for name in names:
            if len(name.codes) == 1:
                name.strong, name.weak = name.codes, ()
        context = self._read_context(names)
        for name in names:
            if len(name.codes) > 1:
                self._decide_one(name, context)
                self._prefer_todays(name)

    def _narrow(self, one: Name, other: Name) -> None:
        pairs = [
            (a, b)
            for a in one.codes
            for b in other.codes
            if self.gazetteer.is_within(a, b) or self.gazetteer.is_within(b, a)
        ]
        if pairs:
            one.codes = tuple(dict.fromkeys(a for a, _ in pairs))
            other.codes = tuple(dict.fromkeys(b for _, b in pairs))

    def _decide_one(self, name: Name, context: Mapping[Span | None, set[str]]) -> None:
        strong = tuple(code for code in name.strong if code in name.codes)
        if provinces := [c for c in strong if self.gazetteer[c].level == "province"]:
            name.codes = tuple(provinces)
            return
        near: tuple[str, ...] = ()
        for scope in (self.setting.block(name.span), None):
            named = context.get(scope, set())
            near = near or tuple(
                code for code in name.codes if named.intersection(self.gazetteer.line(code)[1:])
            )
        supported = name.local or self.finder.is_local(name)
        if (near and not strong) or (supported and near and not set(near) & set(strong)):
            name.codes = self.gazetteer.prefer(near)
        elif near and not set(near) & set(strong):
            # The document is about a place where only a lesser namesake lies, by today's name.
            quote = name.span.quote(self.finder.text)
            name.codes = strong + tuple(c for c in near if self.gazetteer.bears(c, quote))
        else:
            kept = tuple(code for code in near if code in strong) or strong or name.codes
            name.codes = self.gazetteer.prefer(kept)

    def _prefer_todays(self, name: Name) -> None:
        """The only one that bears the name today, before those that once bore it."""
        quote = name.span.quote(self.finder.text)
        bearing = tuple(code for code in name.codes if self.gazetteer.bears(code, quote))
        if len(bearing) == 1:
            name.codes = bearing

    def _read_context(self, names: Sequence[Name]) -> dict[Span | None, set[str]]:
        """The places that a block names or implies beyond doubt; under None, the document."""
        context: dict[Span | None, set[str]] = {None: set()}
        for index, name in enumerate(names):
            if len(name.codes) == 1 and not self.setting.is_dateline(index):
                line = self.gazetteer.line(name.codes[0])
                context[None].update(line)
                context.setdefault(self.setting.block(name.span), set()).update(line)
        return context
