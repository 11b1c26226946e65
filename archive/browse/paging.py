"""Pages of a list: which there are, and where they are."""

from __future__ import annotations

from dataclasses import dataclass

from archive.browse.addresses import Address

AROUND = 2
"""Pages named on either side of the present one."""


@dataclass(frozen=True)
class PageLink:
    """A numbered page, or a gap between numbers where `url` is empty."""

    number: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class Paging:
    """Where a page stands among all; `total` counts rows."""

    number: int
    size: int
    total: int
    address: Address

    @property
    def last(self) -> int:
        """The last page's number, 1 for an empty list."""
        return max(-(-self.total // self.size), 1)

    @property
    def exists(self) -> bool:
        """Whether there is such a page."""
        return self.number <= self.last

    @property
    def first_row(self) -> int:
        """The number of the page's first row, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        """The number of the page's last row."""
        return min(self.number * self.size, self.total)

    @property
    def offset(self) -> int:
        """Rows before the page."""
        return (self.number - 1) * self.size

    @property
    def previous_url(self) -> str:
        """The page before, or an empty string."""
        return self._url(min(self.number - 1, self.last)) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, or an empty string."""
        return self._url(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """The first page, those around the present one, the last, and gaps between."""
        near = range(self.number - AROUND, self.number + AROUND + 1)
        wanted = sorted({1, self.last, *(n for n in near if 1 <= n <= self.last)})
        links: list[PageLink] = []
        before = 0
        for number in wanted:
            if number > before + 1:
                links.append(PageLink(number - 1, ""))
            links.append(PageLink(number, self._url(number), number == self.number))
            before = number
        return links

    def _url(self, number: int) -> str:
        return str(self.address.put("page", *([number] if number > 1 else [])))
