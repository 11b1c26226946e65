"""The facts of results, of which a page has a hundred."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.browse.results import Result
from archive.templatetags.numbers import measured, stated

register = template.Library()


@register.simple_tag
def result_figures(result: Result) -> SafeString:
    """The totals that an announcement states first, as a list."""
    rows = ((stated(figure), measured(figure)) for figure in result.figures)
    entries = format_html_join("", "<li>{} {}</li>", rows)
    return entries and format_html('<ul class="figures-line">{}</ul>', entries)


@register.simple_tag
def result_chips(result: Result) -> SafeString:
    """What a result names, as a list of links."""
    rows = ((chip.kind, chip.url, chip.label) for chip in result.chips)
    entries = format_html_join("", '<li><a class="chip chip-{}" href="{}">{}</a></li>', rows)
    return entries and format_html('<ul class="chips">{}</ul>', entries)
