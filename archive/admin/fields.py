"""Form fields for dates and numbers that say what was typed into them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Script
from django.forms.renderers import BaseRenderer
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.explaining import (
    KINDS,
    UnreadableNumberError,
    explain_date,
    read_number,
)

DATE_HELP = (
    "2015-06-01, 2015-06 or 2015; XXXX-11-11 where the year is unknown; 2015-07~ for “about”; "
    "2015-05/2015-07 for a period."
)


class ExplainedInput(forms.TextInput):
    """A line of text with what it means beneath it: from the server with the page, and anew as
    one types where scripts run."""

    class Media:
        js = (Script("js/explain.js", type="module"),)

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        self.kind = kind
        address = reverse_lazy("admin:explain", args=[kind])
        super().__init__({"data-explain": address, "autocomplete": "off", **(attrs or {})})

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The line, and what its present value means."""
        line = super().render(name, value, attrs, renderer)
        explanation = KINDS[self.kind]("" if value is None else str(value))
        mark = "" if explanation.ok else " unreadable"
        return format_html(
            '{}<output class="explained{}" for="{}">{}</output>',
            line,
            mark,
            (attrs or {}).get("id", ""),
            explanation.words,
        )


class EdtfField(forms.CharField):
    """A date in the Extended Date/Time Format."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", DATE_HELP)
        kwargs.setdefault("widget", ExplainedInput("date", {"size": "24"}))
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        """Raises ValidationError that says what to type."""
        super().validate(value)
        explanation = explain_date(value)
        if not explanation.ok:
            raise ValidationError(explanation.words)


class NumberField(forms.DecimalField):
    """A number as announcements print it: thousands apart, or with a magnitude."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = ExplainedInput("number", {"size": "14", "inputmode": "text"})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """12 where the database holds 12.0000."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """The number. Raises ValidationError that says what to type."""
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        try:
            return super().to_python(str(read_number(str(value))))
        except UnreadableNumberError as error:
            raise ValidationError(str(error)) from error


class RecordLink(forms.Widget):
    """A record that is named and not chosen any more: its name, which leads to its form."""

    def __init__(self, record: Model) -> None:
        super().__init__()
        self.record = record

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The name, with the address of the record's form."""
        record = self.record._meta
        route = f"admin:{record.app_label}_{record.model_name}_change"
        address = reverse(route, args=[self.record.pk])
        return format_html('<p><a href="{}">{}</a></p>', address, self.record)
