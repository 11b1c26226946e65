"""Vocabularies back into their files: unchanged but for what an editor changed.

A file is cut into its entries, an entry into its keys, and only a key that says something else
now is written anew, in the manner in which it was written. Comments, order and layout stay.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
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

_ENTRY = re.compile(r"^- id:", re.MULTILINE)
_KEY = re.compile(r"^(?:- |  )\w+:", re.MULTILINE)
_KIND = re.compile(r"^    \w+:", re.MULTILINE)


def revise_entries(text: str, have: Mapping[str, Entry], want: Mapping[str, Entry]) -> str:
    """The text of a YAML vocabulary that holds `have`, so that it holds `want`. New entries
    come last."""
    head, *blocks = _cut(text, _ENTRY)
    kept = []
    for block in blocks:
        entry, gap = _split_gap(block)
        identifier = str(yaml.safe_load(entry)[0]["id"])
        if identifier not in want:
            kept.append(_keep_comments(gap))
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


def _keep_comments(gap: str) -> str:
    """What stays of the gap behind an entry that goes: headings of the next ones."""
    return gap.lstrip("\n") if "#" in gap else ""


def _revise_entry(block: str, have: Entry, want: Entry) -> str:
    changes = _list_changes(have, want)
    if not changes:
        return block
    parts = {part[2:].partition(":")[0]: part for part in _cut(block, _KEY) if part}
    new = sorted(set(changes) - set(parts), key=ORDER.index)
    order = list(parts)
    at = order.index("names") if "names" in parts else len(order)
    order[at:at] = new
    for name, value in changes.items():
        parts[name] = _write_key(parts.get(name, ""), name, value)
    return "".join(parts[name] for name in order)


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
    by_kind: dict[str, list[str]] = {}
    for form in forms:
        by_kind.setdefault(form.kind, []).append(form.text)
    head, *segments = _cut(old, _KIND) if old else ("",)
    parts = {segment[4:].partition(":")[0]: segment for segment in segments}
    ordered = [*parts, *(kind for kind in NAME_KINDS if kind not in parts)]
    present = [kind for kind in ordered if kind in by_kind]
    written = [_write_kind(parts.get(kind, ""), kind, by_kind[kind]) for kind in present]
    return (head or "  names:\n") + "".join(written) if written else ""


def _write_kind(old: str, kind: str, texts: list[str]) -> str:
    held = (yaml.safe_load(old) or {}).get(kind) if old else None
    if held is not None and [str(text) for text in held] == texts:
        return old
    return _write_list(old, f"    {kind}:", texts, "      ")


def _write_list(old: str, head: str, values: list[str], indent: str) -> str:
    """A list in the manner of the old one: a line each, or in brackets."""
    if re.search(r"^\s+- ", old.partition("\n")[2], re.MULTILINE):
        return f"{head}\n" + "".join(f"{indent}- {_quote(value)}\n" for value in values)
    quoted = [_quote(value) for value in values]
    line = f"{head} [{', '.join(quoted)}]\n"
    if len(line) <= WIDTH or (old and "\n" not in old.rstrip("\n")):
        return line
    return f"{head}\n{indent}[\n" + "".join(_wrap(quoted, f"{indent}  ")) + f"{indent}]\n"


def _wrap(quoted: list[str], indent: str) -> Iterator[str]:
    line = indent
    for number, value in enumerate(quoted):
        piece = value if number + 1 == len(quoted) else f"{value},"
        if len(line) + len(piece) + 1 > WIDTH and line.strip():
            yield line.rstrip() + "\n"
            line = indent
        line += f"{piece} "
    yield line.rstrip() + "\n"


def _quote(value: str) -> str:
    """The value as YAML has it within brackets: plain where it reads back as itself."""
    try:
        read = [yaml.safe_load(written) for written in (f"[{value}]", f"- {value}")]
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
