"""A time line of campaigns, as geometry for an SVG: no number is computed in a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.browse.addresses import find_url
from archive.models import Campaign
from archive.text.script import has_han

WIDTH, ROW, HEAD = 960, 30, 28
"""Units of the drawing: its width, a row's height, the years' height."""
NARROWEST, WIDEST = 90, 260
"""The width of the labels: as the longest needs it, between these."""
LATIN, HAN = 7.5, 14
"""About the width of a letter and of a Han character."""
MOST_LETTERS = 34
"""Characters of a campaign's name that are shown."""
SHORTEST = 6
"""The width of the shortest bar."""
MOST_YEARS = 12
"""Years that are labelled before only every other, every fifth … is."""


@dataclass(frozen=True)
class Span:
    """A campaign's bar. `starts` and `ends` tell whether its ends are known."""

    campaign: Campaign
    url: str
    x: float
    width: float
    y: float
    starts: bool
    ends: bool

    @property
    def text_y(self) -> float:
        """The base line of its label."""
        return self.y + 15

    @property
    def end_x(self) -> float:
        """Where the bar ends."""
        return self.x + self.width


@dataclass(frozen=True)
class Tick:
    """A labelled year."""

    year: int
    x: float


@dataclass(frozen=True)
class Timeline:
    """A drawing of `width` by `height`; empty where no campaign has a period."""

    spans: Sequence[Span]
    ticks: Sequence[Tick]
    height: int
    width: int = WIDTH
    head: int = HEAD
    label: float = NARROWEST


def draw_timeline(campaigns: Sequence[Campaign]) -> Timeline:
    """The campaigns that have a period, the earliest on top. A side that is not known is drawn
    open, from or to the edge of the campaign's known year."""
    dated = [c for c in campaigns if c.period_earliest or c.period_latest]
    dated.sort(key=lambda c: (_start(c), c.name))
    if not dated:
        return Timeline((), (), HEAD)
    first = min(_start(c) for c in dated).year
    last = max(_end(c) for c in dated).year + 1
    left, right = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()
    label = _find_label_width(dated)
    scale = (WIDTH - label) / (right - left)

    def place(day: date) -> float:
        return round(label + (day.toordinal() - left) * scale, 1)

    spans = [
        Span(
            campaign=c,
            url=find_url("campaign", c.slug),
            x=place(_start(c)),
            width=max(round(place(_end(c)) - place(_start(c)), 1), SHORTEST),
            y=HEAD + row * ROW + 6,
            starts=c.period_earliest is not None,
            ends=c.period_latest is not None,
        )
        for row, c in enumerate(dated)
    ]
    step = -(-(last - first) // MOST_YEARS)
    ticks = [Tick(year, place(date(year, 1, 1))) for year in range(first, last, step)]
    return Timeline(spans, ticks, HEAD + len(dated) * ROW + 8, label=label)


def _find_label_width(campaigns: Sequence[Campaign]) -> float:
    """For the longest name in either language."""
    names = [n[:MOST_LETTERS] for c in campaigns for n in (c.name, c.name_zh)]
    longest = max(sum(HAN if has_han(letter) else LATIN for letter in name) for name in names)
    return min(max(longest + ROW, NARROWEST), WIDEST)


def _start(campaign: Campaign) -> date:
    day = campaign.period_earliest
    return day or date((campaign.period_latest or date.min).year, 1, 1)


def _end(campaign: Campaign) -> date:
    day = campaign.period_latest
    return day or date((campaign.period_earliest or date.min).year, 12, 31)
