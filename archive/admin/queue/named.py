"""Fields that take a record by its name, and the names that complete what is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse_lazy
from django.utils.text import format_lazy

from archive.models import Place
from archive.review.decisions.names import RECORDS, identify

SEPARATOR = " · "
"""Stands between a record's names and its identifier in what a list offers."""
OFFERED = 12
NAMED = 4
"""Records of one name that an error lists."""


def tell(record: Any) -> str:
    """A record as lists offer it: its names, where it lies, its identifier."""
    around = ""
    if isinstance(record, Place) and record.parent:
        around = f", {record.parent.name}"
    return f"{record}{around}{SEPARATOR}{identify(record)}"


def complete(kind: str, typed: str) -> list[Any]:
    """Records of a kind with a name that holds what was typed: those of just that name first,
    then those that begin so."""
    typed = typed.strip()
    if not typed:
        return []
    rank = Case(
        When(Q(name__iexact=typed) | Q(name_zh=typed), then=Value(0)),
        When(Q(name__istartswith=typed) | Q(name_zh__startswith=typed), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    holds = Q(name__icontains=typed) | Q(name_zh__contains=typed) | Q(pk__in=_by_form(kind, typed))
    rows = _standing(kind).filter(holds).annotate(rank=rank)
    return list(rows.order_by("rank", "name")[:OFFERED])


def find(kind: str, typed: str) -> list[Any]:
    """Records that what was typed means: the one whose identifier ends it, else all of just
    that name, one of the further names included."""
    rows = _standing(kind)
    _, separator, identifier = typed.strip().rpartition(SEPARATOR)
    key = "code" if kind == "place" else "slug"
    if separator and (found := list(rows.filter(**{key: identifier.strip()}))):
        return found
    name = typed.strip()
    exact = Q(name__iexact=name) | Q(name_zh=name) | Q(**{key: name})
    further = RECORDS[kind]._default_manager.filter(names__text__iexact=name)
    return list(rows.filter(exact | Q(pk__in=further.values("pk")))[: NAMED + 1])


def _standing(kind: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = RECORDS[kind]._default_manager.all()
    return rows.select_related("parent") if kind == "place" else rows.filter(merged_into=None)


def _by_form(kind: str, typed: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = RECORDS[kind]._default_manager.filter(names__text__icontains=typed)
    return rows.values("pk")


class NameField(forms.CharField):
    """A record by its name: one of the list that completes what is typed, or a name that one
    record alone bears."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(max_length=500, **options)
        self.widget.attrs |= {
            "data-complete": format_lazy("{}?kind={}", reverse_lazy("admin:review-complete"), kind),
            "autocomplete": "off",
            "size": 40,
        }

    def prepare_value(self, value: Any) -> Any:
        """A record as the list offers it."""
        return tell(value) if isinstance(value, RECORDS[self.kind]) else value

    def clean(self, value: Any) -> Any:
        """The record. Raises ValidationError where none or several bear the name."""
        typed = super().clean(value)
        if not typed:
            return None
        found = find(self.kind, typed)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                f"No {self.kind} is called “{typed}”. Choose one of those that appear as you "
                "type, or make a new one.",
                code="unknown",
            )
        several = "; ".join(tell(record) for record in found[:NAMED])
        raise ValidationError(
            f"Several bear that name. Type one of these in full: {several}.", code="several"
        )
