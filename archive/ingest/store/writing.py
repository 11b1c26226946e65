"""New rows, written straight from their values.

`bulk_create` prepares each value of each row anew, which took the better half of a load; this
decides once a column, and of rows of one shape gives the database only what they say. What else
it does (parents, conflicts, signals) no table of a load needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache, lru_cache, partial
from typing import Any, Final, NamedTuple

from django.db import connection, models
from django.utils import timezone

AS_THEY_ARE: Final = (
    *(models.CharField, models.TextField),
    *(models.IntegerField, models.BooleanField),
)
"""Fields whose values the database takes as they are."""
REPEATED: Final = (models.DecimalField, models.DateField)
"""Fields of few values, whose form in the database is remembered."""
REMEMBERED: Final = 10_000

Convert = Callable[[Any], Any]
"""Gives the form of a value in the database."""


class New:
    """A row to be written, told by its fields' names: a fifth of the cost of a model's instance,
    which it becomes when it is shown. Its values can be read as an instance's can."""

    __slots__ = ("model", "values")

    def __init__(self, model: type[models.Model], **values: Any) -> None:
        self.model = model
        self.values = values

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError as error:
            raise AttributeError(f"nothing is said of {name}") from error

    def __str__(self) -> str:
        return str(self.model(**self.values))


class Keyed(New):
    """A new row whose key is asked for when it is written."""

    __slots__ = ("pk",)

    pk: Any


def write_new(model: type[models.Model], rows: Iterable[New]) -> None:
    """Writes rows of one model; gives those their keys that are asked for them. Within a
    transaction."""
    shapes: dict[tuple[str, ...], list[New]] = defaultdict(list)
    for row in rows:
        shapes[(*row.values,)].append(row)
    for names, some in shapes.items():
        keyed = [row for row in some if isinstance(row, Keyed)]
        if keyed:
            for row, key in zip(keyed, _reserve_keys(model, len(keyed)), strict=True):
                row.pk = key
            _insert(model, ("pk", *names), [[row.pk, *row.values.values()] for row in keyed])
        if len(keyed) < len(some):
            plain = [row for row in some if not isinstance(row, Keyed)]
            _insert(model, names, [[*row.values.values()] for row in plain])


def write_instances(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Writes new instances of one model, and gives them their keys. Within a transaction."""
    if not rows:
        return
    fields = [f for f in _list_fields(model) if not (f.primary_key or _is_stamp(f))]
    for row, key in zip(rows, _reserve_keys(model, len(rows)), strict=True):
        row.pk = key
    values = [[row.pk, *(_read(row, field) for field in fields)] for row in rows]
    moment = _insert(model, ("pk", *(field.attname for field in fields)), values)
    stamps = dict.fromkeys((f.name for f in _list_fields(model) if _is_stamp(f)), moment)
    for row in rows:
        row.__dict__.update(stamps)
        row._state.adding, row._state.db = False, connection.alias


def _read(row: models.Model, field: Any) -> Any:
    """An instance's value; a row that it points to may have got its key just now."""
    value = row.__dict__[field.attname]
    if value is None and field.is_relation:
        return _get_key(row._state.fields_cache.get(field.name))
    return value


def _reserve_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys for so many new rows, known before they are written: asked back of each statement,
    they would cost as much as the rows. Within a transaction, which on SQLite has the writer's
    lock from its beginning, so that no two are given the same."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            (last,) = cursor.fetchone() or (0,)
            return range(last + 1, last + 1 + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [
                connection.ops.quote_name(table),
                str(model._meta.pk and model._meta.pk.column),
                count,
            ],
        )
        return [key for (key,) in cursor.fetchall()]


# ---- statements ----------------------------------------------------------------------------


class _Plan(NamedTuple):
    """How rows of one shape are written: the statement, what converts which of their values, and
    the columns that they say nothing of: the values of those, None where it is the time now."""

    statement: str
    converts: tuple[tuple[int, Convert], ...]
    rest: tuple[Any, ...]


_NOW: Final = object()


def _insert(
    model: type[models.Model], names: tuple[str, ...], rows: Sequence[list[Any]]
) -> datetime:
    """Writes rows of values in the order of the names, "pk" for the key; returns the time that
    they have for their stamps."""
    plan, moment = _make_plan(model, names), timezone.now()
    now = connection.ops.adapt_datetimefield_value(moment)
    rest = [now if value is _NOW else value for value in plan.rest]
    for row in rows:
        for place, convert in plan.converts:
            row[place] = convert(row[place])
        row += rest
    with connection.cursor() as cursor:
        cursor.executemany(plan.statement, rows)
    return moment


@cache
def _make_plan(model: type[models.Model], names: tuple[str, ...]) -> _Plan:
    fields = {name: f for f in _list_fields(model) for name in (f.name, f.attname)}
    fields["pk"] = model._meta.pk
    given = [fields[name] for name in names]
    # What is not said is null, or the field's default: one for all rows of a statement.
    rest = {
        field: _NOW if _is_stamp(field) else _convert(field, field.get_default())
        for field in _list_fields(model)
        if field not in given and not field.primary_key
    }
    rest = {field: value for field, value in rest.items() if value is not None}
    columns = [connection.ops.quote_name(field.column) for field in (*given, *rest)]
    table = connection.ops.quote_name(model._meta.db_table)
    holders = ", ".join(["%s"] * len(columns))
    converts = ((at, _find_convert(fields[name], name)) for at, name in enumerate(names))
    return _Plan(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holders})",
        tuple((at, convert) for at, convert in converts if convert is not None),
        tuple(rest.values()),
    )


def _list_fields(model: type[models.Model]) -> list[Any]:
    """The fields that a new row may have a value for."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def _is_stamp(field: Any) -> bool:
    """Whether a field says when its row was written."""
    return isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add)


def _convert(field: Any, value: Any) -> Any:
    convert = _find_convert(field, field.attname)
    return convert(value) if convert else value


def _find_convert(field: Any, name: str) -> Convert | None:
    """What converts a field's values that are given by this name; None where nothing need."""
    if isinstance(field, models.ForeignKey):
        return _get_key if name == field.name else None
    if isinstance(field, AS_THEY_ARE):
        return None
    prepare = partial(field.get_db_prep_save, connection=connection)
    return lru_cache(REMEMBERED)(prepare) if isinstance(field, REPEATED) else prepare


def _get_key(row: models.Model | Keyed | None) -> Any:
    return None if row is None else row.pk
