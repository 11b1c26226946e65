"""What pages show of rows that they show many of: to read the other columns, too, takes as long
as all the rest of reading them."""

from __future__ import annotations

from typing import Final

HEADLINE: Final = (
    *("public_id", "title", "language", "publisher", "source", "url"),
    *("published_edtf", "published_earliest", "published_latest", "created", "version"),
)
"""Of an announcement: what it is called and when it was published, without its text."""

FIGURE: Final = (
    *("announcement", "subject", "measure", "detail", "qualifier", "value", "unit"),
    *("value_intended", "magnitude_lost", "period_edtf"),
)
"""Of a figure: all that it states."""

NAMED: Final = ("slug", "name", "name_zh")
"""Of a campaign, an agency, a platform, an offence: what it is called and where it is."""

SPAN: Final = ("announcement", "version", "start", "end")
"""Of a mention: where it stands."""

FIGURE_TOLD: Final = (*FIGURE, *(f"announcement__{name}" for name in HEADLINE))
"""Of a figure and of the announcement that states it."""
