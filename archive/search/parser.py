"""The reader's line as a tree, with what could not be read and how names were understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from rapidfuzz.process import extractOne
from whoosh.qparser import syntax as nodes

from archive.search import query as q
from archive.search import schema
from archive.search.names import Names, understand
from archive.search.results import Understood
from archive.search.syntax import SlopNode, join_conditions, read_nodes, tidy_line
from archive.search.understanding import expand
from archive.search.values import Bounds, ValueProblem, read_bounds, read_dates, read_range
from archive.text import analysis

PLACES = ("province", "city", "county")
"""What `place:` looks in."""
DATES = ("date", "year", "month")
"""Fields that days are compared in."""

ALIASES = {
    "地点": "place",
    "省": "province",
    "市": "city",
    "县": "county",
    "平台": "platform",
    "行动": "campaign",
    "机关": "agency",
    "罪名": "offence",
    "offense": "offence",
    "状态": "status",
    "语言": "language",
    "lang": "language",
    "来源": "publisher",
    "标题": "title",
    "name": "names",
    "text": "body",
    "正文": "body",
    "日期": "date",
    "published": "date",
    "年": "year",
    "案号": "designation",
    "嫌疑人": "suspects",
    "网站": "websites",
    "账号": "accounts",
    "案件": "cases",
    "金额": "amount",
    "money": "amount",
}
"""Other names of fields."""

SHORTEST_PREFIX = 2
LIKENESS = 75
"""How like a field's name, of 100, a misspelt one must be for the field to be proposed."""


@dataclass(frozen=True)
class Parsed:
    """`tree` is what to search for; `problems` are sentences about what was left out or mended;
    `understood` are the names that were also looked for as the records they mean."""

    text: str
    tree: q.Node
    problems: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()


def parse_query(text: str, names: Names, *, exact: bool = False) -> Parsed:
    """Reads a line; never raises. `exact` looks for the words themselves, in titles and texts,
    and for no name's other forms."""
    line, problems = mend_line(text)
    reading = _Reading(names, exact=exact, problems=problems)
    try:
        node = reading.convert(read_nodes(line))
    except (IndexError, ValueError, RecursionError, NotImplementedError):
        # Whoosh's own filters fail on rare orders of operators: the words are still known.
        node = reading.convert_words(line)
        problems.append(
            gettext("The query could not be read as it stands: its words were looked for.")
        )
    if node is None and not problems and line.strip():
        problems.append(
            gettext("All words are too common to search for: nothing was narrowed.")
            if reading.has_stops
            else gettext("There is no word to search for in the query: nothing was narrowed.")
        )
    return Parsed(
        text,
        q.Everything() if node is None else node,
        tuple(dict.fromkeys(problems)),
        tuple(dict.fromkeys(reading.understood)),
    )


def mend_line(text: str) -> tuple[str, list[str]]:
    """The reader's line as the grammar has it, and what was left out of it."""
    line, problems = tidy_line(text)
    return join_conditions(line, PARTED, COMPARED), problems


class _Reading:
    """The conversion of one line's nodes, collecting problems and names on the way."""

    def __init__(self, names: Names, *, exact: bool, problems: list[str]) -> None:
        self.names = names
        self.exact = exact
        self.problems = problems
        self.understood: list[Understood] = []
        self.has_stops = False
        self._count = 0

    def convert(self, node: Any) -> q.Node | None:
        """The tree of a syntax node; None where nothing of it can be searched."""
        match node:
            case nodes.OrGroup():
                parts = self._drop_stops(self._convert_all(node))
                return q.join(q.Or, self._expand_each(parts)) if parts else None
            case nodes.NotGroup():
                part = self.convert(node[0]) if len(node) else None
                return None if part is None else q.Not(self._expand_each([part])[0])
            case nodes.GroupNode():
                return self._join_all(self._convert_all(node))
        self._count += 1
        if self._count > q.MAX_NODES:
            self._tell(
                gettext("Only the first %(number)s words of the query were read."),
                number=q.MAX_NODES,
            )
            return None
        return self._convert_leaf(node)

    def convert_words(self, line: str) -> q.Node | None:
        """All words of a line that could not be read otherwise."""
        words = line.replace('"', " ").replace("(", " ").replace(")", " ").split()
        parts = [p for word in words[: q.MAX_NODES] if (p := self._make_word(word)) is not None]
        return self._join_all(parts)

    def _convert_all(self, group: Any) -> list[q.Node]:
        return [part for child in group if (part := self.convert(child)) is not None]

    def _join_all(self, parts: list[q.Node]) -> q.Node | None:
        telling = self._drop_stops(self._expand_run(parts))
        return q.join(q.And, telling) if telling else None

    def _drop_stops(self, parts: list[q.Node]) -> list[q.Node]:
        telling = [part for part in parts if not _is_stop(part)]
        self.has_stops |= len(telling) < len(parts)
        return telling

    def _expand_run(self, parts: list[q.Node]) -> list[q.Node]:
        if self.exact:
            return parts
        expanded, found = expand(parts, self.names)
        for text, meant in found:
            self.understood.extend(understand(meant, text))
        return expanded

    def _expand_each(self, parts: list[q.Node]) -> list[q.Node]:
        return [part for one in parts for part in self._expand_run([one])]

    # ---- leaves ----------------------------------------------------------------------------

    def _convert_leaf(self, node: Any) -> q.Node | None:
        field = self._known_field(node)
        match node:
            case SlopNode():
                return self._convert_phrase(node, field)
            case nodes.RangeNode():
                bounds = Bounds(node.start, node.end, not node.startexcl, not node.endexcl)
                return self._convert_range(field, bounds)
        if field is None:
            return self._make_word(node.text)
        return self._convert_field(field, node.text)

    def _known_field(self, node: Any) -> str | None:
        """The field's proper name; an unknown one goes back into the text, with a word."""
        written: str | None = node.fieldname
        if written is None:
            return None
        field: str = ALIASES.get(written.lower(), written.lower())
        if field in FIELDS:
            return field
        if hasattr(node, "text"):
            node.text = f"{written}:{node.text}"
        if analysis.terms(written) and not written.isdigit():
            self._tell_of_field(written)
        return None

    def _tell_of_field(self, written: str) -> None:
        self._tell(gettext("“%(field)s” is no field: the words were looked for."), field=written)
        near = extractOne(written.lower(), (*FIELDS, *ALIASES), score_cutoff=LIKENESS)
        if near:
            self._tell(gettext("Did you mean “%(field)s:”?"), field=near[0])
        else:
            self._tell(gettext("Fields are %(fields)s."), fields=", ".join(FIELDS))

    def _tell(self, message: str, **values: object) -> None:
        """Adds a sentence, already in the reader's language, to those above the results."""
        self.problems.append(message % values)

    def _convert_phrase(self, node: SlopNode, field: str | None) -> q.Node | None:
        if not analysis.terms(node.text):
            return None
        slop = min(node.slop, q.MAX_SLOP)
        if slop < node.slop:
            self._tell(
                gettext("At most %(number)s words may lie between those of a phrase."),
                number=q.MAX_SLOP,
            )
        if field is None or field in schema.TEXTS_BY_NAME:
            return q.Phrase(node.text, slop, field)
        return self._convert_field(field, node.text)

    def _convert_range(self, field: str | None, bounds: Bounds) -> q.Node | None:
        if field in schema.NUMBERS_BY_NAME:
            return self._attempt(lambda: read_range(str(field), bounds))
        if field in DATES:
            return self._attempt(lambda: read_dates(bounds))
        self._tell(
            gettext("A range needs a field of figures or dates before it, as in %(example)s."),
            example="date:[2015 TO 2016]",
        )
        return None

    def _convert_field(self, field: str, text: str) -> q.Node | None:
        text = text.strip()
        if field in schema.TEXTS_BY_NAME:
            return self._make_word(text, field)
        if field in schema.NUMBERS_BY_NAME:
            return self._attempt(lambda: read_range(field, read_bounds(text)))
        if field in DATES and text != schema.NONE:
            return self._attempt(lambda: read_dates(read_bounds(text)))
        if field == "designation":
            return q.Designation(text)
        if text == schema.NONE and field in schema.FACETS_BY_NAME:
            return q.Value(field, text)
        values = self._find_values(field, text)
        if values:
            return q.join(q.Or, values)
        self._tell(
            gettext("No %(field)s is called “%(text)s”: the words were looked for."),
            field=field,
            text=text,
        )
        if field in schema.FACETS_BY_NAME and schema.FACETS_BY_NAME[field].fixed:
            self._tell(gettext("There are %(values)s."), values=", ".join(self.names.labels[field]))
        return self._make_word(text)

    def _find_values(self, field: str, text: str) -> list[q.Node]:
        """What a reader means by a value or any name of it; nothing where there is none such."""
        if field == "place" or schema.FACETS_BY_NAME[field].named:
            facets = PLACES if field == "place" else (field,)
            found = [name for facet in facets for name in self.names.resolve(facet, text)]
            return [q.Value(name.field, name.id) for name in found]
        return [q.Value(field, value) for value in self.names.settle(field, text)]

    def _make_word(self, text: str, field: str | None = None) -> q.Node | None:
        if text.endswith("*"):
            return self._make_prefix(text.rstrip("*"), self._printed(field))
        stem, tilde, distance = text.rpartition("~")
        if tilde and stem and (not distance or distance.isdigit()):
            return self._make_fuzzy(stem, int(distance or 1), self._printed(field))
        if not analysis.terms(text):
            return None
        return q.Phrase(text) if self.exact and field is None else q.Word(text, field)

    def _printed(self, field: str | None) -> str | None:
        """The field, where its words are known as printed."""
        if field is None or field in q.PRINTED:
            return field
        self._tell(
            gettext("* and ~ do not work in “%(field)s”: the word was looked for anywhere."),
            field=field,
        )
        return None

    def _make_prefix(self, text: str, field: str | None) -> q.Node | None:
        terms = analysis.terms(text, stemmed=False)
        if not terms:
            return None
        if len(terms) == 1 and len(terms[0]) < SHORTEST_PREFIX and terms[0].isascii():
            self._tell(
                gettext(
                    "“%(text)s*” is too short: give at least %(number)s letters before the star."
                ),
                text=text,
                number=SHORTEST_PREFIX,
            )
            return q.Word(text, field)
        return q.Prefix(text, field)

    def _make_fuzzy(self, text: str, distance: int, field: str | None) -> q.Node | None:
        terms = analysis.terms(text, stemmed=False)
        if not terms:
            return None
        if distance > q.MAX_DISTANCE:
            self._tell(
                gettext("Words may differ by at most %(number)s letters."), number=q.MAX_DISTANCE
            )
        if analysis.is_unspaced(terms[0]) or len(terms) > 1:
            self._tell(
                gettext("“%(text)s~” was looked for as it stands: ~ is for single words."),
                text=text,
            )
            return q.Word(text, field)
        return q.Fuzzy(text, max(1, min(distance, q.MAX_DISTANCE)), field)

    def _attempt(self, read: Callable[[], q.Node]) -> q.Node | None:
        try:
            return read()
        except ValueProblem as problem:
            self.problems.append(str(problem))
            return None


FIELDS = (
    *schema.FACETS_BY_NAME,
    "place",
    "date",
    "designation",
    *schema.TEXTS_BY_NAME,
    *schema.NUMBERS_BY_NAME,
)
"""All fields of the query language."""
COMPARED = frozenset(
    name
    for name in (*FIELDS, *ALIASES)
    if ALIASES.get(name, name) in {*DATES, *schema.NUMBERS_BY_NAME}
)
"""Fields that take a comparison, by all their names."""
PARTED = frozenset(
    name for name in (*FIELDS, *ALIASES) if ALIASES.get(name, name) not in schema.NUMBERS_BY_NAME
)
"""Fields whose value may come after a blank: a title may well say "Cases: 5 solved"."""


def _is_stop(node: q.Node) -> bool:
    return (
        isinstance(node, q.Word | q.Phrase)
        and node.field is None
        and set(analysis.terms(node.text, stemmed=False)) <= analysis.stops()
        and not (isinstance(node, q.Phrase) and " " in node.text)
    )
