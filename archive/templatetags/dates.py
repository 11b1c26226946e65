"""Partial dates in templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.text.edtf import InvalidDateError, parse, say

register = template.Library()


@register.simple_tag
def partial_date(edtf: str) -> SafeString:
    """A date in words, as precise as it is known, with its EDTF form for programs."""
    if not edtf:
        return format_html('<span class="unknown">{}</span>', _("date unknown"))
    words = say_date(edtf)
    known = _find_machine_form(edtf)
    if known:
        return format_html('<time datetime="{}" title="{}">{}</time>', known, edtf, words)
    return format_html('<span class="date" title="{}">{}</span>', edtf, words)


@register.filter
def say_date(edtf: str) -> str:
    """A date in words of the interface's language; a broken expression as it is."""
    try:
        return say(edtf, get_language() or "en")
    except InvalidDateError:
        return edtf


def _find_machine_form(edtf: str) -> str:
    """The expression, where HTML's `datetime` allows it: a day, a month or a year, or a day of
    no known year."""
    if edtf.startswith("XXXX-") and len(edtf) == 10 and "XX" not in edtf[5:]:
        return edtf[5:]
    try:
        precision = parse(edtf).precision
    except InvalidDateError:
        return ""
    plain = edtf.replace("-", "").isdigit() and "X" not in edtf
    return edtf if plain and precision in ("day", "month", "year") else ""
