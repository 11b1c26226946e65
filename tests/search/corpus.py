"""Search documents for the tests: a few made by hand, and as many as wanted by chance."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from archive.search.searchdoc import SearchDoc


def make_doc(key: str = "announcement:a1", **values) -> SearchDoc:
    """A document; `facets` may give one value for a tuple, `on` a day for both ends."""
    facets = {"kind": (key.partition(":")[0],)}
    for name, value in values.pop("facets", {}).items():
        facets[name] = (value,) if isinstance(value, str) else tuple(value)
    if on := values.pop("on", None):
        values["earliest"] = values["latest"] = date.fromisoformat(on).toordinal()
        facets.setdefault("year", (on[:4],))
        facets.setdefault("month", (on[:7],))
    body = values.pop("body", ())
    return SearchDoc(
        key=key, facets=facets, body=(body,) if isinstance(body, str) else body, **values
    )


HAND_MADE = (
    make_doc(
        "announcement:en1",
        title="Third batch of WeChat cases announced",
        names=("WeChat", "微信", "Weixin", "Net Net 2015", "净网2015"),
        body="The office reported five cases. Suspects in Tianjin spread files in a QQ group.",
        facets={"platform": ("wechat", "qq"), "province": "CN-TJ", "language": "en"},
        numbers={"suspects": (50.0, 300.0), "cases": (5.0,)},
        on="2015-06-01",
    ),
    make_doc(
        "announcement:zh1",
        title="公安部通报网络淫秽案件",
        names=("Ministry of Public Security", "公安部", "Zhejiang", "浙江"),
        body="公安部组织浙江、江苏等地公安机关侦破案件，抓获嫌疑人。涉及微信群。",
        facets={
            "agency": "ministry-of-public-security",
            "province": ("CN-ZJ", "CN-JS"),
            "language": "zh-Hans",
        },
        numbers={"suspects": (700.0,), "amount": (1_500_000_000.0,)},
        on="2021-05-07",
    ),
    make_doc(
        "announcement:zh2",
        title="掃黃打非辦公室公布案件",
        body="網絡傳播淫穢物品，涉及雲盤。公布安排部署。",
        facets={"language": "zh-Hant", "province": "CN-ZJ"},
        on="2015-11-11",
    ),
    make_doc(
        "announcement:en2",
        title="Police close gambling sites",
        body="Reporting from Zhejiang: more than 4,800 sites closed; COVID-19 rules, 12.2 yuan.",
        facets={"offence": "gambling", "province": "CN-ZJ", "language": "en"},
        numbers={"websites": (4800.0,)},
    ),
    make_doc(
        "case:c1",
        title="“3·10” case of spreading obscene material",
        names=("Tianjin", "天津"),
        body="Tianjin police found a network disk with criminal files, criminally spread.",
        facets={"province": "CN-TJ", "status": "arrested", "platform": "qq"},
        numbers={"suspects": (3.0,)},
        designations=("3·10",),
        on="2015-03-10",
    ),
    make_doc(
        "platform:wechat",
        title="WeChat 微信",
        names=("WeChat", "微信", "Weixin"),
        facets={"platform": "wechat"},
    ),
)

ENGLISH = tuple(
    """
    police report reported reports case cases criminal criminals website websites account
    network office group spread spreading arrest arrested suspect suspects yuan online cloud
    disk gambling fraud video live platform clean cleaned rumour illegal content COVID-19 4,800
    """.split()  # noqa: SIM905 - a list of strings would be twice as long
)
HAN = "公安部机关网络侦破案件微信群淫秽物品云盘净网扫黄打非嫌疑人抓获网站关闭帐号"
PROVINCES = ("CN-ZJ", "CN-JS", "CN-TJ", "CN-GD", "CN-BJ", "CN-SC")
PLATFORMS = ("wechat", "qq", "weibo", "taobao", "baidu-cloud")


def generate(count: int, seed: int = 7) -> Iterator[SearchDoc]:
    """Believable documents in both languages with skewed facets, always the same."""
    chance = random.Random(seed)
    for number in range(count):
        yield _generate_one(chance, number)


def _generate_one(chance: random.Random, number: int) -> SearchDoc:
    chinese = chance.random() < 0.4
    earliest, latest, facets = _pick_days(chance)
    facets |= {
        "kind": (chance.choices(("announcement", "case", "campaign"), (8, 3, 1))[0],),
        "language": ("zh-Hans" if chinese else "en",),
        "province": _pick(chance, PROVINCES),
        "platform": _pick(chance, PLATFORMS),
        "status": _pick(chance, ("detained", "arrested", "sentenced"))[:1],
    }
    return SearchDoc(
        key=f"{facets['kind'][0]}:{number:06x}",
        title=_write(chance, chinese, 6),
        names=tuple(facets["platform"]),
        body=tuple(_write(chance, chinese, 30) for _ in range(chance.randint(1, 3))),
        facets=facets,
        numbers={
            "suspects": tuple(float(chance.randint(1, 500)) for _ in range(chance.randint(0, 3)))
        },
        designations=("3·10",) if chance.random() < 0.05 else (),
        earliest=earliest,
        latest=latest,
    )


def _pick(chance: random.Random, values: tuple[str, ...]) -> tuple[str, ...]:
    weights = [1 / (rank + 1) for rank in range(len(values))]
    drawn = chance.choices(values, weights, k=chance.randint(0, 3))
    return tuple(dict.fromkeys(drawn))


def _pick_days(chance: random.Random) -> tuple[int | None, int | None, dict]:
    if chance.random() < 0.1:
        return None, None, {}
    first = date(chance.randint(2012, 2016), chance.randint(1, 12), chance.randint(1, 28))
    if chance.random() < 0.2:
        first = first.replace(month=1, day=1)
        return (
            first.toordinal(),
            first.replace(month=12, day=31).toordinal(),
            {"year": (str(first.year),)},
        )
    facets = {"year": (str(first.year),), "month": (f"{first:%Y-%m}",)}
    return first.toordinal(), first.toordinal(), facets


def _write(chance: random.Random, chinese: bool, length: int) -> str:
    if not chinese:
        return " ".join(chance.choices(ENGLISH, k=length))
    start = chance.randrange(len(HAN))
    return "，".join(
        "".join(chance.choices(HAN, k=4)) + HAN[start : start + 3] for _ in range(length // 4)
    )
