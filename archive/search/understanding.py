"""Names in a query, looked for in all their forms: 微信, Weixin and WeChat are one platform."""

from __future__ import annotations

from dataclasses import dataclass

from archive.search import query as q
from archive.search.names import Name, Names
from archive.text.matching import fold
from archive.text.script import HAN_RUN
from archive.text.spans import Span

Found = list[tuple[str, tuple[Name, ...]]]
"""Names as they were written, each with the records that it means."""

MAX_FORMS = 5
"""Further forms of a name that are looked for in texts, of each strength."""
SHORTEST_REST = 2
"""Characters that must be left of a run of Han beside a name, for one is no word to go by."""


def expand(parts: list[q.Node], names: Names) -> tuple[list[q.Node], Found]:
    """Parts of a conjunction with each name among the plain words replaced by "the words, or
    the record they mean"; and the names that were found."""
    expanded: list[q.Node] = []
    found: Found = []
    run: list[q.Word] = []
    for part in [*parts, None]:
        if isinstance(part, q.Word) and part.field is None:
            run.append(part)
            continue
        if run:
            expanded.extend(_expand_run(run, names, found))
            run = []
        if part is not None:
            expanded.append(part)
    return expanded, found


@dataclass(frozen=True, slots=True)
class _Line:
    """Words joined by blanks, and where each stands."""

    text: str
    spans: tuple[Span, ...]

    def covered(self, span: Span) -> tuple[int, int] | None:
        """The words that the span holds exactly, as a range of their numbers."""
        starts = [i for i, s in enumerate(self.spans) if s.start == span.start]
        ends = [i for i, s in enumerate(self.spans) if s.end == span.end]
        return (starts[0], ends[0] + 1) if starts and ends else None


def _join_words(words: list[q.Word]) -> _Line:
    spans, at = [], 0
    for word in words:
        spans.append(Span(at, at + len(word.text)))
        at += len(word.text) + 1
    return _Line(" ".join(word.text for word in words), tuple(spans))


def _expand_run(words: list[q.Word], names: Names, found: Found) -> list[q.Node]:
    line = _join_words(words)
    whole: dict[int, tuple[int, q.Node]] = {}
    for span, meant in names.find(line.text):
        place = line.covered(span)
        if place is not None:
            start, end = place
            written = span.quote(line.text)
            whole[start] = (end, _either(written, meant))
            found.append((written, meant))
    out: list[q.Node] = []
    at = 0
    while at < len(words):
        if at in whole:
            at, node = whole[at]
            out.append(node)
        else:
            out.append(_split_han(words[at], names, found))
            at += 1
    return out


def _either(written: str, meant: tuple[Name, ...]) -> q.Node:
    """The name as it is written, or the records that it means, or a text with another of its
    forms: what is only mentioned is found in either language, too."""
    values = [q.Value(name.field, name.id) for name in meant]
    forms = [form for name in meant for form in _other_forms(name, written)]
    phrases = [q.Phrase(form) for form in dict.fromkeys(forms)]
    return q.Or((q.Word(written), *values, *phrases))


def _other_forms(name: Name, written: str) -> list[str]:
    """Further forms to look for in texts: of a name written in a weak form, weak ones too."""
    said = fold(written)
    strong = [form for form in name.forms if fold(form) != said][:MAX_FORMS]
    if any(fold(form) == said for form in name.forms):
        return strong
    return strong + [form for form in name.weak if fold(form) != said][:MAX_FORMS]


def _split_han(word: q.Word, names: Names, found: Found) -> q.Node:
    """微信诈骗 is also 微信 and 诈骗: Chinese is written without blanks, and a reader who gives a
    name and a word means both."""
    if HAN_RUN.fullmatch(word.text) is None:
        return word
    parts: list[q.Node] = []
    here: Found = []
    at = 0
    for span, meant in names.find(word.text):
        if all(name.is_short(span.quote(word.text)) for name in meant):
            continue
        parts.extend(_rest(word.text[at : span.start]))
        parts.append(_either(span.quote(word.text), meant))
        here.append((span.quote(word.text), meant))
        at = span.end
    rest = word.text[at:]
    pieces = [p.text for p in (*parts, *_rest(rest)) if isinstance(p, q.Word)]
    if not here or any(len(piece) < SHORTEST_REST for piece in pieces):
        return word
    parts.extend(_rest(rest))
    found.extend(here)
    return q.Or((word, q.join(q.And, parts)))


def _rest(text: str) -> list[q.Node]:
    return [q.Word(text)] if text else []
