"""What all vocabularies share: files' entries brought into rows, and rows as entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

from archive.ingest.lexicon import Entry, Form, VocabularyError
from archive.models import Origin
from archive.review.reach import touch

BATCH: Final = 500


@dataclass
class Tally:
    """Entries of one vocabulary by what became of them; `kept` are those that an editor has
    changed, which a load leaves alone."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0


def sync(
    model: type[models.Model],
    wanted: Mapping[str, Mapping[str, Any]],
    key: str = "slug",
) -> tuple[Tally, dict[str, Any]]:
    """Makes and updates rows by key; returns the tally and every row wanted, by key.

    A row that an announcement's reading composed is taken over by the vocabulary.
    """
    manager: models.Manager[Any] = model._default_manager
    rows = {getattr(row, key): row for row in manager.all()}
    tally = Tally()
    fresh, changed = [], []
    for value, columns in wanted.items():
        row = rows.get(value)
        if row is None:
            fresh.append(model(**{key: value}, origin=Origin.VOCABULARY, **columns))
        elif row.origin == Origin.EDITOR:
            tally.kept += 1
        elif row.origin == Origin.VOCABULARY and all(
            getattr(row, name) == column for name, column in columns.items()
        ):
            tally.unchanged += 1
        else:
            for name, column in {**columns, "origin": Origin.VOCABULARY}.items():
                setattr(row, name, column)
            changed.append(row)
    manager.bulk_create(fresh, batch_size=BATCH)
    for row in changed:
        row.save()
    touch(changed)
    tally.created, tally.updated = len(fresh), len(changed)
    rows.update((getattr(row, key), row) for row in fresh)
    return tally, {value: rows[value] for value in wanted}


def sync_names(
    names: type[models.Model], owner: str, entries: Iterable[tuple[Any, Iterable[Form]]]
) -> None:
    """Further names of each owner as the files have them; editors' own names stay."""
    manager: models.Manager[Any] = names._default_manager
    present: dict[Any, dict[str, Any]] = {}
    for name in manager.all():
        present.setdefault(getattr(name, f"{owner}_id"), {})[name.text] = name
    fresh, stale = [], []
    for row, forms in entries:
        if row.origin == Origin.EDITOR:
            continue  # An editor may have taken names out, too.
        have = present.get(row.pk, {})
        want = {form.text: form.kind for form in forms}
        fresh += [
            names(**{owner: row}, text=text, kind=kind, origin=Origin.VOCABULARY)
            for text, kind in want.items()
            if text not in have or _differs(have[text], kind)
        ]
        stale += [
            name
            for text, name in have.items()
            if name.origin == Origin.VOCABULARY and (text not in want or _differs(name, want[text]))
        ]
    manager.filter(pk__in=[name.pk for name in stale]).delete()
    manager.bulk_create(fresh, batch_size=BATCH)
    touch({name.pk: name for name in stale}.values())


def _differs(name: Any, kind: str) -> bool:
    return bool(name.origin == Origin.VOCABULARY and name.kind != kind)


def link(
    rows: Mapping[str, Any],
    entries: Mapping[str, Entry],
    column: str,
    target: Callable[[Any], str | None],
    found: Mapping[str, Any],
) -> None:
    """Sets a foreign key of each row to the entry that `target` names."""
    changed = []
    for slug, row in rows.items():
        wanted = target(entries[slug])
        if wanted is not None and wanted not in found:
            raise VocabularyError(
                f"{slug}: its {column} “{wanted}” is in no vocabulary; add it, or mend the entry"
            )
        pk = found[wanted].pk if wanted else None
        if row.origin == Origin.VOCABULARY and getattr(row, f"{column}_id") != pk:
            setattr(row, f"{column}_id", pk)
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, [column], batch_size=BATCH)


def read_names(entry: Entry) -> dict[str, str]:
    """Columns that every named row has, as an entry has them."""
    return {"name": entry.name, "name_zh": entry.name_zh or "", "note": entry.note or ""}


def list_known(model: type[models.Model]) -> list[Any]:
    """Rows with their names, without those that only a reading composed and merged ones."""
    rows = model._default_manager.exclude(origin=Origin.MACHINE).prefetch_related("names")
    if hasattr(model, "merged_into"):
        rows = rows.filter(merged_into__isnull=True)
    return list(rows.order_by("pk"))


def read_forms(row: Any) -> tuple[Form, ...]:
    """The further names of a row, in the order in which they were added."""
    return tuple(Form(name.text, name.kind) for name in sorted(row.names.all(), key=lambda n: n.pk))


def describe(row: Any) -> dict[str, Any]:
    """Fields that every entry has, from a named row."""
    return {
        "id": row.slug,
        "name": row.name,
        "name_zh": row.name_zh or None,
        "forms": read_forms(row),
        "note": row.note or None,
    }
