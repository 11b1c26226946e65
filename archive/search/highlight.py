"""The words of a text that a query matched, and the passages that show them best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from rapidfuzz.distance import Levenshtein

from archive.search import query as q
from archive.search.names import Names
from archive.search.results import Passage
from archive.text import analysis
from archive.text.analysis import Pattern
from archive.text.script import has_han
from archive.text.spans import Span

PASSAGES = 3
WIDTH, WIDTH_HAN = 240, 110
"""Code points of a passage; Han text says more in fewer."""
LONGEST = 200_000
"""Code points of a text that are looked through."""
LEAD = 60
"""How far a passage may reach back for the beginning of its sentence."""

_STOPS = "。！？\n"


@dataclass
class Marks:
    """What to mark: patterns by their first term, beginnings of words, and near misses."""

    patterns: dict[str, list[Pattern]] = field(default_factory=dict)
    singles: set[str] = field(default_factory=set)
    prefixes: tuple[str, ...] = ()
    fuzzy: tuple[tuple[str, int], ...] = ()

    @property
    def longest(self) -> int:
        """Terms of the longest pattern."""
        return max((len(p.terms) for held in self.patterns.values() for p in held), default=1)

    def __bool__(self) -> bool:
        return bool(self.patterns or self.singles or self.prefixes or self.fuzzy)


def highlight(text: str, tree: q.Node, names: Names, limit: int = PASSAGES) -> list[Passage]:
    """At most `limit` passages of a text in its order, with the words that `tree` matches
    marked; its beginning without marks where none does. Runs are stored text, unescaped."""
    spans = find_marks(text[:LONGEST], collect_marks(tree, names))
    width = WIDTH_HAN if has_han(text[:200]) else WIDTH
    chosen = _choose(spans, width, limit)
    if not chosen:
        return [_cut(text, Span(0, min(width, len(text))), [])] if text else []
    windows = _merge(_widen(text, window, width) for window in chosen)
    return [_cut(text, window, [s for s, _ in spans]) for window in windows]


def mark(text: str, tree: q.Node, names: Names) -> Passage:
    """The whole of a short text, a title, with its matches marked."""
    spans = [span for span, _ in find_marks(text[:LONGEST], collect_marks(tree, names))]
    return _cut(text, Span(0, len(text)), spans)


def collect_marks(tree: q.Node, names: Names) -> Marks:
    """What the wanted parts of a query match by; what it rules out is not marked."""
    marks = Marks()
    for node in _wanted(tree):
        match node:
            case q.Word(text):
                _add(marks, text)
            case q.Phrase(text, slop):
                for part in text.split() if slop else [text]:
                    _add(marks, part)
            case q.Prefix(text):
                pattern = analysis.pattern(text, stemmed=False)
                if pattern and not analysis.is_unspaced(pattern.terms[0]):
                    marks.prefixes += (pattern.terms[0],)
                else:
                    _add(marks, text)
            case q.Fuzzy(text, distance):
                marks.fuzzy += tuple(
                    (term, distance) for term in analysis.terms(text, stemmed=False)
                )
            case q.Value(name, value):
                named = names.get(name, value)
                for form in named.forms if named else ():
                    _add(marks, form)
    return marks


def _wanted(node: q.Node) -> Iterator[q.Node]:
    if isinstance(node, q.And | q.Or):
        for part in node.parts:
            yield from _wanted(part)
    elif not isinstance(node, q.Not):
        yield node


def _add(marks: Marks, text: str) -> None:
    pattern = analysis.pattern(text)
    if not pattern or set(pattern.terms) <= analysis.stops():
        return
    if len(pattern.terms) == 1 and pattern.open:
        marks.singles.add(pattern.terms[0])
    else:
        held = marks.patterns.setdefault(pattern.terms[0], [])
        if pattern not in held:
            held.append(pattern)


def find_marks(text: str, marks: Marks) -> list[tuple[Span, str]]:
    """Spans of the matches in text order, none overlapping, each with what it matched.

    Only where a match may begin is anything cut or stemmed: most of a text is passed over.
    """
    if not marks:
        return []
    folded = analysis.fold_placed(text)
    found: list[tuple[Span, str]] = []
    at = 0
    beginnings, longest = _collect_beginnings(marks), marks.longest
    for start in analysis.find_beginnings(folded.text, beginnings, words=bool(marks.fuzzy)):
        reached = _match_at(folded.text, start, marks, longest) if start >= at else None
        if reached is not None:
            at, what = reached
            found.append((Span(*folded.locate(start, at)), what))
    return found


def _collect_beginnings(marks: Marks) -> set[str]:
    """What the words that may match begin as; a stem's last letters may have changed."""
    beginnings = {
        term if analysis.is_unspaced(term) else term[: max(1, len(term) - 2)]
        for term in marks.patterns
    }
    return beginnings.union(marks.singles, marks.prefixes)


def _match_at(folded: str, start: int, marks: Marks, longest: int) -> tuple[int, str] | None:
    """Where the longest match that begins at `start` ends, and what it is."""
    cut = list(islice(analysis.cut_folded(folded, start), longest))
    if not cut or cut[0][1] != start:
        return None
    stems = analysis.stem(term for term, _, _ in cut)
    ends = [
        end
        for pattern in marks.patterns.get(stems[0], ())
        if (end := _match_pattern(pattern, cut, stems)) is not None
    ]
    if ends:
        return max(ends), stems[0]
    if stems[0][0] in marks.singles:
        return start + 1, stems[0][0]
    word, _, end = cut[0]
    return (end, word) if _is_loose(word, marks) else None


def _match_pattern(
    pattern: Pattern, cut: list[tuple[str, int, int]], stems: list[str]
) -> int | None:
    size = len(pattern.terms)
    if size > len(stems):
        return None
    if not pattern.open:
        return cut[size - 1][2] if tuple(stems[:size]) == pattern.terms else None
    last = stems[size - 1]
    if tuple(stems[: size - 1]) != pattern.terms[:-1] or last[0] != pattern.terms[-1]:
        return None
    return cut[size - 1][1] + 1


def _is_loose(word: str, marks: Marks) -> bool:
    """Whether a word begins as asked, or nearly is as asked."""
    if marks.prefixes and word.startswith(marks.prefixes):
        return True
    return any(
        Levenshtein.distance(word, term, score_cutoff=distance) <= distance
        for term, distance in marks.fuzzy
    )


# ---- passages ------------------------------------------------------------------------------


def _choose(spans: list[tuple[Span, str]], width: int, limit: int) -> list[Span]:
    """Windows that hold the most different matches, then the most, then the earliest."""
    windows: list[tuple[int, int, Span]] = []
    last = 0
    for first, (span, _) in enumerate(spans):
        while last < len(spans) and spans[last][0].end <= span.start + width - LEAD:
            last += 1
        held = spans[first : max(last, first + 1)]
        kinds = len({what for _, what in held})
        windows.append((-kinds, -len(held), Span(span.start, held[-1][0].end)))
    chosen: list[Span] = []
    for _, _, window in sorted(windows):
        if len(chosen) == limit:
            break
        if all(abs(window.start - other.start) >= width for other in chosen):
            chosen.append(window)
    return sorted(chosen)


def _widen(text: str, window: Span, width: int) -> Span:
    """The window from the start of its sentence, or of a word, and as long as a passage is."""
    start = window.start
    while start > max(0, window.start - LEAD) and not _ends_sentence(text, start - 1):
        start -= 1
    if start and not _ends_sentence(text, start - 1):
        start = _skip_word(text, start, window.start)
    while start < window.start and text[start].isspace():
        start += 1
    end = max(window.end, min(start + width, len(text)))
    limit = end
    while limit > window.end and limit < len(text) and _is_inside_word(text, limit):
        limit -= 1
    return Span(start, limit if limit > window.end else end)


def _skip_word(text: str, start: int, stop: int) -> int:
    while start < stop and _is_inside_word(text, start):
        start += 1
    return start


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a cut at `at` would divide a Latin word or a number."""
    left, right = text[at - 1], text[at]
    return left.isalnum() and right.isalnum() and left.isascii() and right.isascii()


def _ends_sentence(text: str, at: int) -> bool:
    if text[at] in _STOPS:
        return True
    return text[at] in ".!?" and at + 1 < len(text) and text[at + 1].isspace()


def _merge(windows: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for window in sorted(windows):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return merged


def _cut(text: str, window: Span, spans: list[Span]) -> Passage:
    runs: list[tuple[str, bool]] = []
    at = window.start
    for span in spans:
        if span.end <= window.start or span.start >= window.end:
            continue
        start, end = max(span.start, window.start), min(span.end, window.end)
        if start > at:
            runs.append((text[at:start], False))
        runs.append((text[start:end], True))
        at = end
    if at < window.end:
        runs.append((text[at : window.end], False))
    return Passage(tuple(runs), window.start, window.start > 0, window.end < len(text))
