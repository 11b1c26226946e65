"""New rows, written straight from their values.

`bulk_create` prepares each value of each row anew, which took the better half of a load; this
decides once a column. What else it does (parents, conflicts, signals) no table of a load needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db import connection, models
from django.utils import timezone

AS_THEY_ARE: Final = (
    *(models.CharField, models.TextField),
    *(models.IntegerField, models.BooleanField),
)
"""Fields whose values the database takes as they are."""
ROWS: Final = 500
"""Rows of one statement, where the database sets no limit of its own."""

Values = Mapping[str, Any]
"""A row's values by field name; rows stand for their keys."""
Read = Callable[[Values, Any], Any]
"""Gives what the database is to have in one column, from a row's values and the time now."""


class New:
    """A row to be written whose key nobody will ask for: a fifth of the cost of a model's
    instance, which it becomes when it is shown."""

    __slots__ = ("model", "values")

    def __init__(self, model: type[models.Model], **values: Any) -> None:
        self.model = model
        self.values = values

    def __str__(self) -> str:
        return str(self.model(**self.values))


def write_new(model: type[models.Model], rows: Sequence[New]) -> None:
    """Writes rows of one model."""
    insert, reads = _plan(model)
    now = _adapt(timezone.now())
    values = [[read(row.values, now) for read in reads] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"{insert} VALUES {_make_places(reads)}", values)


def write_instances(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Writes new instances of one model, and gives them their keys."""
    insert, reads = _plan(model)
    moment, key = timezone.now(), connection.ops.quote_name(_get_key(model))
    now, stamps = _adapt(moment), _list_stamps(model)
    most = (connection.features.max_query_params or ROWS * len(reads)) // len(reads)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), most):
            some = rows[start : start + most]
            places = ", ".join([_make_places(reads)] * len(some))
            values = [read(held, now) for held in map(_read_instance, some) for read in reads]
            cursor.execute(f"{insert} VALUES {places} RETURNING {key}", values)
            for row, (pk,) in zip(some, cursor.fetchall(), strict=True):
                row.pk = pk
                row.__dict__.update(dict.fromkeys(stamps, moment))
                row._state.adding, row._state.db = False, connection.alias


def _make_places(reads: Sequence[Read]) -> str:
    return f"({', '.join(['%s'] * len(reads))})"


def _read_instance(row: models.Model) -> Values:
    """An instance's values; a row that it points to has got its key since."""
    return {**row.__dict__, **row._state.fields_cache}


def _get_key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column if model._meta.pk else "")  # Abstract ones have none.


def _adapt(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _list_stamps(model: type[models.Model]) -> list[str]:
    """The columns that say when a row was written."""
    return [field.name for field in model._meta.concrete_fields if _is_stamp(field)]


def _is_stamp(field: Any) -> bool:
    return isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add)


@cache
def _plan(model: type[models.Model]) -> tuple[str, tuple[Read, ...]]:
    """The beginning of the statement that writes a row of the model, and what reads each of its
    columns."""
    key = _get_key(model)
    fields = [f for f in model._meta.concrete_fields if f.column != key and not f.generated]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({names})", tuple(map(_make_read, fields))


def _make_read(field: models.Field[Any, Any]) -> Read:
    name, default = field.name, field.get_default
    if isinstance(field, models.ForeignKey):
        column = field.attname

        def read(values: Values, now: Any) -> Any:
            row = values.get(name)
            return values.get(column) if row is None else row.pk

    elif _is_stamp(field):

        def read(values: Values, now: Any) -> Any:
            return now

    elif isinstance(field, AS_THEY_ARE):

        def read(values: Values, now: Any) -> Any:
            return values[name] if name in values else default()

    else:

        def read(values: Values, now: Any) -> Any:
            value = values[name] if name in values else default()
            return field.get_db_prep_save(value, connection)

    return read
