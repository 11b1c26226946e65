"""The review page's text: its marks carry the key of the item that they prove."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from archive.browse.annotate import CLOSE, OPEN, Paragraph, Piece

register = template.Library()


@register.simple_tag
def reviewed(paragraph: Paragraph) -> SafeString:
    """A paragraph's words, those of items in `<mark>` elements; nothing else is added, so that a
    selection counts the text's own characters."""
    return mark_safe("".join(map(_write_piece, paragraph.pieces)))  # noqa: S308 - escaped below


def _write_piece(piece: Piece) -> str:
    if piece.kind == CLOSE:
        return "</mark>"
    if piece.kind != OPEN or piece.mark is None:
        return escape(piece.text)
    mark = piece.mark
    if not piece.first:
        return format_html('<mark class="{}" data-item="{}">', mark.css, mark.fact)
    return format_html('<mark class="{}" data-item="{}" id="{}">', mark.css, mark.fact, mark.anchor)
