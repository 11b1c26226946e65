"""Fields written out directly. A form of many rows has a thousand of them, and Django makes each
from two or three templates, a select from two more an option: most of the time of the page.

What is written is what Django's templates write, but for white space
(`tests/admin/test_rendering.py`); whatever is not in the table is left to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape as _escape
from django.utils.safestring import SafeString

ERRORS: Final = "django/forms/errors/list/ul.html"

Widget = Mapping[str, Any]
"""What a widget's context says of it."""


class DirectRenderer(DjangoTemplates):
    """Writes the plain fields, and has Django's templates render the others."""

    def render(
        self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """The markup of a field, or of its errors."""
        if template_name == ERRORS and not context["errors"]:
            return SafeString()
        write = WRITERS.get(template_name)
        if write is None:
            return SafeString(super().render(template_name, dict(context), request))
        return SafeString("".join(write(context["widget"])))  # Escaped part by part.


def _write_input(widget: Widget) -> Iterator[str]:
    yield f'<input type="{_escape(widget["type"])}" name="{_escape(widget["name"])}"'
    if widget["value"] is not None:
        yield f' value="{_escape(widget["value"])}"'
    yield from _write_attributes(widget)
    yield ">"


def _write_select(widget: Widget) -> Iterator[str]:
    yield f'<select name="{_escape(widget["name"])}"'
    yield from _write_attributes(widget)
    yield ">"
    for group, options, _ in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{_escape(group)}">'
        for option in options:
            yield f'<option value="{_escape(option["value"])}"'
            yield from _write_attributes(option)
            yield f">{_escape(option['label'])}</option>"
        if group:
            yield "</optgroup>"
    yield "</select>"


def _write_textarea(widget: Widget) -> Iterator[str]:
    yield f'<textarea name="{_escape(widget["name"])}"'
    yield from _write_attributes(widget)
    yield f">\n{_escape(widget['value'] or '')}</textarea>"


def _write_attributes(widget: Widget) -> Iterator[str]:
    for name, value in widget["attrs"].items():
        if value is True:
            yield f" {_escape(name)}"
        elif value is not False:
            yield f' {_escape(name)}="{_escape(value)}"'


WRITERS: Final[Mapping[str, Callable[[Widget], Iterator[str]]]] = {
    **{
        f"django/forms/widgets/{kind}.html": _write_input
        for kind in ("text", "hidden", "number", "checkbox", "date", "email")
    },
    "django/forms/widgets/select.html": _write_select,
    "django/forms/widgets/textarea.html": _write_textarea,
}
"""By the template that Django would use."""
