"""The 34 province-level divisions as a grid of equal tiles, roughly where the map has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.browse.addresses import find_search, find_url
from archive.search.schema import KINDS

GRID: Mapping[str, tuple[str, str, str, int, int]] = {
    "CN-HL": ("230000", "Heilongjiang", "黑龙江", 9, 1),
    "CN-NM": ("150000", "Inner Mongolia", "内蒙古", 6, 2),
    "CN-JL": ("220000", "Jilin", "吉林", 9, 2),
    "CN-XJ": ("650000", "Xinjiang", "新疆", 2, 3),
    "CN-GS": ("620000", "Gansu", "甘肃", 4, 3),
    "CN-NX": ("640000", "Ningxia", "宁夏", 5, 3),
    "CN-SX": ("140000", "Shanxi", "山西", 6, 3),
    "CN-BJ": ("110000", "Beijing", "北京", 7, 3),
    "CN-TJ": ("120000", "Tianjin", "天津", 8, 3),
    "CN-LN": ("210000", "Liaoning", "辽宁", 9, 3),
    "CN-QH": ("630000", "Qinghai", "青海", 3, 4),
    "CN-SN": ("610000", "Shaanxi", "陕西", 5, 4),
    "CN-HA": ("410000", "Henan", "河南", 6, 4),
    "CN-HE": ("130000", "Hebei", "河北", 7, 4),
    "CN-SD": ("370000", "Shandong", "山东", 8, 4),
    "CN-XZ": ("540000", "Tibet", "西藏", 2, 5),
    "CN-SC": ("510000", "Sichuan", "四川", 4, 5),
    "CN-CQ": ("500000", "Chongqing", "重庆", 5, 5),
    "CN-HB": ("420000", "Hubei", "湖北", 6, 5),
    "CN-AH": ("340000", "Anhui", "安徽", 7, 5),
    "CN-JS": ("320000", "Jiangsu", "江苏", 8, 5),
    "CN-SH": ("310000", "Shanghai", "上海", 9, 5),
    "CN-YN": ("530000", "Yunnan", "云南", 4, 6),
    "CN-GZ": ("520000", "Guizhou", "贵州", 5, 6),
    "CN-HN": ("430000", "Hunan", "湖南", 6, 6),
    "CN-JX": ("360000", "Jiangxi", "江西", 7, 6),
    "CN-ZJ": ("330000", "Zhejiang", "浙江", 8, 6),
    "CN-GX": ("450000", "Guangxi", "广西", 5, 7),
    "CN-GD": ("440000", "Guangdong", "广东", 6, 7),
    "CN-FJ": ("350000", "Fujian", "福建", 7, 7),
    "CN-TW": ("710000", "Taiwan", "台湾", 9, 7),
    "CN-HI": ("460000", "Hainan", "海南", 5, 8),
    "CN-MO": ("820000", "Macao", "澳门", 6, 8),
    "CN-HK": ("810000", "Hong Kong", "香港", 7, 8),
}
"""By ISO 3166-2 code: GB/T 2260 code, names, column and row, counted from 1."""

SHADES = 5
"""Steps between a province with one hit and the one with most."""


@dataclass(frozen=True)
class Tile:
    """A province on the grid. `shade` is 0 for no hits, else 1 to SHADES; `url` searches."""

    iso: str
    name: str
    name_zh: str
    column: int
    row: int
    count: int
    shade: int
    url: str

    @property
    def short(self) -> str:
        """The two letters of its ISO code, for narrow screens."""
        return self.iso.removeprefix("CN-")


def make_tiles(counts: Mapping[str, int], **narrowed: object) -> list[Tile]:
    """All 34 tiles with their counts by ISO code; `narrowed` are further parameters of the
    search that each tile leads to. Sorted as one reads the grid."""
    most = max((counts.get(iso, 0) for iso in GRID), default=0)
    tiles = [
        Tile(
            iso=iso,
            name=name,
            name_zh=name_zh,
            column=column,
            row=row,
            count=counts.get(iso, 0),
            shade=shade(counts.get(iso, 0), most),
            url=find_search(**{**narrowed, "province": iso}),
        )
        for iso, (_, name, name_zh, column, row) in GRID.items()
    ]
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))


def shade(count: int, most: int) -> int:
    """The step of a count: by square root, for the few that have most would leave the others
    all alike."""
    if count <= 0 or most <= 0:
        return 0
    return min(1 + int((SHADES - 1) * (count / most) ** 0.5 + 0.5), SHADES)


def find_province(iso: str) -> str:
    """The page of a province by its ISO code; a code off the grid searches for it."""
    return find_url("place", GRID[iso][0]) if iso in GRID else find_search(province=iso)


def find_named(kind: str, identifier: str) -> str:
    """The page of what a name means; an offence, which has none, leads to a search for it."""
    if kind == "province":
        return find_province(identifier)
    if kind in ("place", "city", "county"):
        return find_url("place", identifier)
    return find_url(kind, identifier) if kind in KINDS else find_search(**{kind: identifier})
