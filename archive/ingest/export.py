"""Vocabularies back into their files: unchanged but for what an editor changed.

A file is cut into its entries, an entry into its keys, and only a key that says something else
now is written anew, in the manner in which it was written; of an entry in braces, its line.
Comments, order and layout stay.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import partial
from itertools import pairwise
from typing import Any, Final

import yaml

from archive.ingest.lexicon import NAME_KINDS, Entry, Form, PlaceEntry

ORDER: Final = (
    *("id", "name", "name_zh", "articles", "cues", "level", "place", "kind", "operator"),
    *("parent", "series", "period", "leading", "successor", "until", "note", "names"),
)
"""Keys of an entry, in the order in which a new one is written."""
USUAL: Final = {"place": "CN"}
"""Values that a file may state and that mean the same unsaid."""
UNORDERED: Final = ("articles", "cues")
WIDTH: Final = 100
PLACE_COLUMNS: Final = ("code", "name", "name_zh", "level", "parent", "iso", "until", "aliases")

_load = partial(yaml.load, Loader=yaml.CSafeLoader)
_compose = partial(yaml.compose, Loader=yaml.CSafeLoader)
_ENTRY = re.compile(r"^- ", re.MULTILINE)
_KEY = re.compile(r"^(?:- |  )\w+:", re.MULTILINE)
_KIND = re.compile(r"^    \w+:", re.MULTILINE)


def revise_entries(text: str, have: Mapping[str, Entry], want: Mapping[str, Entry]) -> str:
    """The text of a YAML vocabulary that holds `have`, so that it holds `want`. New entries
    come last."""
    head, *blocks = _cut(text, _ENTRY)
    kept: list[str] = []
    for block in blocks:
        entry, gap = _split_gap(block)
        identifier = str(_load(entry)[0]["id"])
        if identifier not in want:
            kept.append(_keep_comments(gap, before=kept[-1] if kept else head))
        elif identifier not in have:
            kept.append(block)
        else:
            kept.append(_revise_entry(entry, have[identifier], want[identifier]) + gap)
    new = [_write_entry(entry) for key, entry in want.items() if key not in have]
    body = head + "".join(kept)
    return body.rstrip("\n") + "\n" + "".join(f"\n{entry}" for entry in new) if new else body


def revise_places(text: str, have: Mapping[str, PlaceEntry], want: Mapping[str, PlaceEntry]) -> str:
    """The text of `places.csv` that holds `have`, so that it holds `want`, by code."""
    head, *lines = text.splitlines(keepends=True)
    end = "\r\n" if head.endswith("\r\n") else "\n"
    rows = {line.partition(",")[0]: line for line in lines}
    for code in set(rows) - set(want):
        del rows[code]
    changed = {code for code, entry in want.items() if _list_changes(have.get(code), entry)}
    for code in changed:
        rows[code] = _write_place(have.get(code), want[code], end)
    order = list(rows) if set(rows) <= set(have) else sorted(rows)
    return head + "".join(rows[code] for code in order)


# ---- what changed ----------------------------------------------------------------------------


def _list_changes(have: Entry | None, want: Entry) -> dict[str, Any]:
    """Keys that say something else now, with what they say."""
    changes: dict[str, Any] = {}
    for field in fields(want):
        name, now = field.name, getattr(want, field.name)
        was = getattr(have, name) if have else None
        if name == "forms":
            if have is None or _map(have.forms) != _map(want.forms):
                changes["names"] = _merge_forms(have.forms if have else (), want.forms)
        elif name in UNORDERED:
            if set(was or ()) != set(now):
                changes[name] = _merge_list(was or (), now)
        elif _plain(name, was) != _plain(name, now):
            changes[name] = now
    return changes


def _plain(name: str, value: Any) -> str:
    return "" if value in (None, "", USUAL.get(name)) else str(value)


def _map(forms: Iterable[Form]) -> dict[str, str]:
    return {form.text: form.kind for form in forms}


def _merge_forms(was: Iterable[Form], now: Iterable[Form]) -> list[Form]:
    """The forms of now, those that were there before first and in their order."""
    wanted = _map(now)
    kept = [form for form in was if wanted.get(form.text) == form.kind]
    held = {form.text for form in kept}
    return kept + [form for form in now if form.text not in held]


def _merge_list(was: Iterable[str], now: Iterable[str]) -> list[str]:
    kept = [value for value in was if value in set(now)]
    return kept + [value for value in now if value not in kept]


# ---- writing ---------------------------------------------------------------------------------


def _cut(text: str, start: re.Pattern[str]) -> list[str]:
    """The text before the first match, and from each match to the next."""
    places = [0, *(match.start() for match in start.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(places)]


def _split_gap(block: str) -> tuple[str, str]:
    """An entry, and the empty lines and comments that stand between it and the next."""
    lines = block.splitlines(keepends=True)
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return "".join(lines[:end]), "".join(lines[end:])


def _keep_comments(gap: str, before: str) -> str:
    """What stays of the gap behind an entry that goes: headings of the next ones, and the empty
    lines above them where `before` does not end in one."""
    if "#" not in gap:
        return ""
    return gap.lstrip("\n") if before.endswith("\n\n") else gap


def _revise_entry(block: str, have: Entry, want: Entry) -> str:
    changes = _list_changes(have, want)
    if not changes:
        return block
    if block.startswith("- {"):
        return _revise_braced(block, changes)
    parts = {part[2:].partition(":")[0]: part for part in _cut(block, _KEY) if part}
    order = _place_keys(parts, changes)
    for name, value in changes.items():
        parts[name] = _write_key(parts.get(name, ""), name, value)
    return "".join(parts[name] for name in order)


def _revise_braced(block: str, changes: Mapping[str, Any]) -> str:
    values: dict[str, Any] = _load(block)[0]
    order = _place_keys(values, changes)
    for name, value in changes.items():
        if name == "names":
            values[name] = _group_forms(value, values.get(name, ()))
        else:
            values[name] = value
    stated = {name: values[name] for name in order if values[name]}
    tokens = {value: token for value, token, _ in _read_scalars(_compose(block), block)}
    return f"- {_write_braced(stated, tokens)}\n"


def _write_braced(value: Any, tokens: Mapping[str, str]) -> str:
    """A value in one line; what stood there before as it was written."""
    if isinstance(value, Mapping):
        held = (f"{key}: {_write_braced(each, tokens)}" for key, each in value.items())
        return f"{{{', '.join(held)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_write_braced(each, tokens) for each in value)}]"
    return tokens.get(str(value)) or _quote(str(value))


def _place_keys(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """The old keys in their order, with the new ones where such keys usually stand."""
    order = list(old)
    for name in sorted(set(new) - set(order), key=ORDER.index):
        later = ORDER[ORDER.index(name) + 1 :]
        order.insert(next((i for i, key in enumerate(order) if key in later), len(order)), name)
    return order


def _group_forms(forms: Iterable[Form], kinds: Iterable[str]) -> dict[str, list[str]]:
    """Texts by kind, the given kinds first."""
    grouped: dict[str, list[str]] = {kind: [] for kind in dict.fromkeys((*kinds, *NAME_KINDS))}
    for form in forms:
        grouped[form.kind].append(form.text)
    return {kind: texts for kind, texts in grouped.items() if texts}


def _write_entry(entry: Entry) -> str:
    changes = _list_changes(None, entry)
    return "".join(_write_key("", name, changes[name]) for name in ORDER if name in changes)


def _write_key(old: str, name: str, value: Any) -> str:
    """One key with its value; nothing where it says nothing."""
    lead = "- " if name == "id" else "  "
    if name == "names":
        return _write_names(old, value)
    if value in (None, "", ()):
        return ""
    if isinstance(value, list | tuple):
        return _write_list(old, f"{lead}{name}:", list(value), "    ")
    return f"{lead}{name}: {_quote(str(value))}\n"


def _write_names(old: str, forms: Iterable[Form]) -> str:
    head, *segments = _cut(old, _KIND) if old else ("",)
    parts = {segment[4:].partition(":")[0]: segment for segment in segments}
    grouped = _group_forms(forms, parts)
    written = [_write_kind(parts.get(kind, ""), kind, texts) for kind, texts in grouped.items()]
    return (head or "  names:\n") + "".join(written) if written else ""


def _write_kind(old: str, kind: str, texts: list[str]) -> str:
    held = (_load(old) or {}).get(kind) if old else None
    if held is not None and [str(text) for text in held] == texts:
        return old
    return _write_list(old, f"    {kind}:", texts, "      ")


def _write_list(old: str, head: str, values: list[str], indent: str) -> str:
    """A list in the manner of the old one: a line each, or in brackets. What stays keeps its
    quotes, and its line where there are several."""
    rows = _read_rows(old)
    held = {value: token for row in rows for value, token in row}
    tokens = {value: held.get(value) or _quote(value) for value in values}
    if re.search(r"^\s+- ", old.partition("\n")[2], re.MULTILINE):
        return f"{head}\n" + "".join(f"{indent}- {token}\n" for token in tokens.values())
    line = f"{head} [{', '.join(tokens.values())}]\n"
    if len(line) <= WIDTH or (old and "\n" not in old.rstrip("\n")):
        return line
    lines = [", ".join(token for value, token in row if value in tokens) for row in rows]
    new = [token for value, token in tokens.items() if value not in held]
    laid = ",\n".join(f"{indent}  {line}" for line in _lay(filter(None, lines), new, len(indent)))
    return f"{head}\n{indent}[\n{laid}\n{indent}]\n"


def _lay(lines: Iterable[str], new: Iterable[str], indent: int) -> list[str]:
    """The lines with the new words behind the last of them, as many to a line as it has room."""
    laid = [*lines]
    for token in new:
        if laid and indent + len(laid[-1]) + len(token) + len("  , ,") <= WIDTH:
            laid[-1] += f", {token}"
        else:
            laid.append(token)
    return laid


def _read_rows(old: str) -> list[list[tuple[str, str]]]:
    """The values of a list by the lines that they stand on, each with the way it is written."""
    rows: dict[int, list[tuple[str, str]]] = {}
    for value, token, line in _read_scalars(_compose(old) if old else None, old):
        rows.setdefault(line, []).append((value, token))
    return [row for _, row in sorted(rows.items())]


def _read_scalars(node: yaml.Node | None, text: str) -> Iterator[tuple[str, str, int]]:
    """The values below a node, in order: each with the way it is written, and on which line."""
    if isinstance(node, yaml.MappingNode):
        for _, held in node.value:
            yield from _read_scalars(held, text)
    elif isinstance(node, yaml.SequenceNode):
        for held in node.value:
            yield from _read_scalars(held, text)
    elif node is not None:
        start, end = node.start_mark, node.end_mark
        yield node.value, text[start.index : end.index], start.line


def _quote(value: str) -> str:
    """The value as YAML has it within brackets: plain where it reads back as itself."""
    try:
        read = [_load(written) for written in (f"[{value}]", f"- {value}")]
    except yaml.YAMLError:
        read = []
    return value if read == [[value]] * 2 else json.dumps(value, ensure_ascii=False)


def _write_place(have: PlaceEntry | None, want: PlaceEntry, end: str) -> str:
    forms = _merge_forms(have.forms if have else (), want.forms)
    stream = io.StringIO()
    csv.writer(stream, lineterminator=end).writerow(
        [
            *(want.id, want.name, want.name_zh or "", want.level, want.parent or "", want.iso),
            "" if want.until is None else want.until,
            "|".join(f"{form.kind}:{form.text}" for form in forms),
        ]
    )
    return stream.getvalue()
