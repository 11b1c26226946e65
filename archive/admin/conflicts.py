"""Two editors on one record: the second is told what changed and loses no typing.

A form carries what its fields held when it was opened. On saving, a field that holds something
else by now was changed by somebody in between: the form comes back. What this editor typed is
kept, with the other's value beside it; fields that this editor left alone take the other's value.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing

from archive.admin.generics import ModelForm

SALT = "archive.admin.conflicts"
SEEN = "seen"
DIGITS = 12
CHANGED = "Another editor changed this while you were writing; it is now {}."
KEPT = "Your entry is kept here: save again to put it in the place of theirs."


class SeenField(forms.CharField):
    """What the form's fields held when it was opened: never a change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: it is no column."""
        return False


class WatchedForm(ModelForm):
    """A form of a record that notices what others changed since it was opened."""

    seen = SeenField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEEN].initial = lambda: signing.dumps(self._present, salt=SALT)

    @cached_property
    def _present(self) -> dict[str, str]:
        """A short digest of what each field shows of the stored record."""
        if self.instance._state.adding:
            return {}
        return {
            name: _digest(field.prepare_value(self.get_initial_for_field(field, name)))
            for name, field in self.fields.items()
            if name != SEEN
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuses to write over what another has changed since the form was opened."""
        data = super().clean()
        changed = self._find_changed()
        if changed:
            self._take_in(changed)
        return data

    def _find_changed(self) -> list[str]:
        try:
            seen = signing.loads(self.data.get(self.add_prefix(SEEN), ""), salt=SALT)
        except signing.BadSignature:
            return []
        return [n for n, value in self._present.items() if seen.get(n, value) != value]

    def _take_in(self, changed: list[str]) -> None:
        seen = signing.loads(self.data[self.add_prefix(SEEN)], salt=SALT)
        data: Any = self.data
        self.data = data.copy()
        for name in changed:
            field = self.fields[name]
            theirs = field.prepare_value(self.get_initial_for_field(field, name))
            mine = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            message = CHANGED.format(_tell(field, theirs))
            if _digest(mine) == seen.get(name):
                self._put(name, theirs)
            else:
                message = f"{message} {KEPT}"
            self.add_error(name, message)
        self._write(SEEN, signing.dumps(self._present, salt=SALT))

    def _put(self, name: str, value: Any) -> None:
        if isinstance(self.fields[name], forms.BooleanField):
            self._write(name, "on" if value else "")
        else:
            self._write(name, "" if value is None else str(value))

    def _write(self, name: str, value: str) -> None:
        data: Any = self.data
        data[self.add_prefix(name)] = value


def _digest(value: Any) -> str:
    """The same for what a form shows and for what it sends back of it."""
    plain = "" if value in (None, False) else "1" if value is True else str(value)
    plain = plain.replace("\r\n", "\n").strip()
    return hashlib.blake2b(plain.encode()).hexdigest()[:DIGITS]


def _tell(field: forms.Field, value: Any) -> str:
    """A value in words, quoted; a choice by its label."""
    if value in (None, ""):
        return "empty"
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        return f"“{field.queryset.filter(pk=value).first()}”"
    if isinstance(field, forms.ChoiceField):
        return f"“{dict(field.choices).get(value, value)}”"  # type: ignore[arg-type]
    return f"“{value}”"
