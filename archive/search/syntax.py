"""The reader's line as Whoosh's syntax nodes.

Whoosh's parser gives taggers, brackets, operators and fields; what it would make of them
itself (its query objects, its analysis) is not used. What it is known to stumble over is mended
before (`tidy_line`) or between its steps (`Tidy`), with a word to the reader.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import Any

from django.utils.translation import gettext
from whoosh.qparser import QueryParser, plugins, syntax

from archive.search.query import MAX_DEPTH, MAX_LENGTH

_PLAIN = str.maketrans("“”„‟«»「」『』＂‘’‚‛＇–—−", '"' * 11 + "'" * 5 + "---")
_HEAD = r"(?<![^\s(])"
"""Nothing, white space or a bracket before: the only place where an operator is meant."""
_FIELD_HEAD = rf"(?:{_HEAD}|(?<=[\s(]-)|(?<=\A-))"
"""The same for a field's name, which a minus may stand before."""
_COMPARED = re.compile(
    rf"{_FIELD_HEAD}(?P<field>\w+) ?:? ?(?P<sign>>=|<=|=>|=<|[<>≥≤]) ?"
    r"(?P<value>\d[^\s()]*(?: (?:thousand|million|billion)\b)?)",
    re.IGNORECASE,
)
"""`suspects >= 100` however it is spaced, and without its colon."""
_PARTED = re.compile(rf"{_FIELD_HEAD}(?P<field>\w+): (?=[^\s):])")
"""`platform: WeChat`, as a sentence would have it."""


class SlopNode(syntax.TextNode):  # type: ignore[misc]
    """A phrase that remembers its slop; Whoosh's own forgets it."""

    def __init__(self, text: str, slop: int) -> None:
        super().__init__(text)
        self.slop = slop


class PhrasePlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """`"words"` and `"words"~3`."""

    def __init__(self) -> None:
        super().__init__(r'"(?P<text>[^"]*)"(?:~(?P<slop>\d{1,3}))?')

    def create(self, parser: QueryParser, match: re.Match[str]) -> SlopNode:
        """The node of a match."""
        return SlopNode(match.group("text"), int(match.group("slop") or 0))


class RangePlugin(plugins.TaggingPlugin):  # type: ignore[misc]
    """`[a TO b]`, with curly brackets where a bound itself is left out."""

    def __init__(self) -> None:
        super().__init__(
            r"(?P<open>[\[{])\s*(?P<low>[^\s\]}]*)\s+TO\b\s*(?P<high>[^\s\]}]*)\s*(?P<close>[\]}])"
        )

    def create(self, parser: QueryParser, match: re.Match[str]) -> Any:
        """The node of a match."""
        return syntax.RangeNode(
            match.group("low"),
            match.group("high"),
            match.group("open") == "{",
            match.group("close") == "}",
        )


class Tidy(plugins.Plugin):  # type: ignore[misc]
    """Takes out operators that join nothing, which Whoosh fails on or silently misreads."""

    def filters(self, parser: QueryParser) -> list[tuple[Any, int]]:
        """After white space is gone, before operators are applied."""
        return [(self.tidy, 550)]

    def tidy(self, parser: QueryParser, group: Any) -> Any:
        """The group without operators at its ends or beside another."""
        kept: list[Any] = []
        for node in group:
            if isinstance(node, syntax.GroupNode):
                inner = self.tidy(parser, node)
                if len(inner):
                    kept.append(inner)
            elif isinstance(node, syntax.PrefixOperator) and kept and _is_prefix(kept[-1]):
                kept.pop()
            elif isinstance(node, syntax.InfixOperator) and (not kept or _is_operator(kept[-1])):
                continue
            else:
                kept.append(node)
        while kept and _is_operator(kept[-1]):
            kept.pop()
        tidied = group.empty_copy()
        tidied.extend(kept)
        return tidied


def _is_operator(node: Any) -> bool:
    return isinstance(node, syntax.Operator)


def _is_prefix(node: Any) -> bool:
    return isinstance(node, syntax.PrefixOperator)


@cache
def _parser() -> QueryParser:
    return QueryParser(
        None,
        None,
        plugins=[
            plugins.WhitespacePlugin(),
            plugins.GroupPlugin(),
            PhrasePlugin(),
            RangePlugin(),
            plugins.FieldsPlugin(rf"{_FIELD_HEAD}(?P<text>\w+):(?=[^\s:)])", remove_unknown=False),
            plugins.OperatorsPlugin(
                And=r"(?<=[\s)])AND(?=[\s(])",
                Or=r"(?<=[\s)])OR(?=[\s(])",
                Not=rf"{_HEAD}(?:NOT(?=[\s(])|-(?=[^\s)-]))",
                AndNot=None,
                AndMaybe=None,
                Require=None,
            ),
            Tidy(),
        ],
    )


def read_nodes(line: str) -> Any:
    """The nodes of a line that `tidy_line` has mended: groups of words, phrases and ranges."""
    return _parser().process(line)


def tidy_line(line: str) -> tuple[str, list[str]]:
    """The line with what can be mended mended, and what was, in words for the reader."""
    problems: list[str] = []
    if len(line) > MAX_LENGTH:
        line = line[:MAX_LENGTH]
        problems.append(
            gettext("The query is long: only its first %(number)s characters were read.")
            % {"number": f"{MAX_LENGTH:,}"}
        )
    line = unicodedata.normalize("NFKC", line.translate(_PLAIN)).translate(_PLAIN)
    line = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in line)
    if line.count('"') % 2:
        before, _, after = line.rpartition('"')
        line = f"{before} {after}"
        problems.append(gettext("A quotation mark has no partner and was left out."))
    line, unbalanced = _balance(line)
    if unbalanced:
        problems.append(
            gettext("A bracket without a partner, or too deep within others, was left out.")
        )
    return re.sub(r"(?<!\S)\+(?=\S)", "", line), problems


def join_conditions(line: str, fields: Collection[str], compared: Collection[str]) -> str:
    """The line, its white space single, with what readers write apart joined as the grammar has
    it, outside quotes: `suspects >= 100` is `suspects:>=100`, `platform: QQ` is `platform:QQ`.
    `compared` are the fields that take comparisons, `fields` those whose value may come after a
    blank."""

    def compare(match: re.Match[str]) -> str:
        if match["field"].lower() not in compared:
            return match.group()
        return f"{match['field']}:{match['sign']}{match['value'].replace(' ', '')}"

    def join(match: re.Match[str]) -> str:
        return match.group().rstrip() if match["field"].lower() in fields else match.group()

    parts = " ".join(line.split()).split('"')
    parts[::2] = [_PARTED.sub(join, _COMPARED.sub(compare, part)) for part in parts[::2]]
    return '"'.join(parts)


def _balance(line: str) -> tuple[str, bool]:
    """Blanks for the round brackets, outside quotes, that have no partner or lie too deep."""
    chars = list(line)
    opened: list[int] = []
    quoted = unbalanced = False
    for i, char in enumerate(chars):
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            opened.append(i)
        elif char == ")":
            if not opened:
                chars[i], unbalanced = " ", True
                continue
            start = opened.pop()
            if len(opened) >= MAX_DEPTH:
                chars[start] = chars[i] = " "
                unbalanced = True
    for i in opened:
        chars[i], unbalanced = " ", True
    return "".join(chars), unbalanced
