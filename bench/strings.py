"""Hostile texts: what is repeated where a rule could look too far, and random mixtures of it."""

from __future__ import annotations

from random import Random

PIECES = (
    *("$1", "1,", "1.", "1-", "1 ", "5%", "1:1", "3·10", "2015-", "6/01/", "1万", "一", "余", "亿"),
    *(
        "—\n",
        "– a\n",
        "- ",
        "· ",
        "\n",
        "\t",
        " " * 9,
        "a\n",
        "word-\n",
        "\u200b",
        "\x0c",
        "\ud83d",
    ),
    *('"', "“", "”", '"a" ', "“a”、", "《", "》", "（", ")", "[", "【北京】", "<b>", "&amp;"),
    *(
        "北京市",
        "南京",
        "长春",
        "公安局",
        "公安机关",
        "警方",
        "案",
        "案件、",
        "起",
        "网站",
        "等9家网站",
    ),
    *("Beijing ", "Taizhou, ", "and ", "of the ", "police ", "public security bureau of ", "case "),
    *("一、北京警方破获案。\n", "(1) ", "其一，", "①", "Case 2: ", "In one case ", "June 8: a\n"),
    *("2015年6月8日", "June 8, 2015 ", "8 de mars ", "5월 3일 ", "last year ", "截至目前"),
    *(
        "净网2015",
        "net net ",
        "“剑网”专项行动",
        "special rectification of ",
        "more than 5 ",
        "近十",
    ),
    *(
        "罚款5万元",
        "fined 5 yuan ",
        "有期徒刑三年",
        "5 years in prison ",
        "twenty-",
        "hundred and ",
    ),
    *("微信", "WeChat ", "app called Xyz ", "a.com ", "http://", "www.", "@", "a.b", "A. B", "a_b"),
    *(
        "新华社北京6月8日电",
        "BEIJING, June 8 (Xinhua) -- ",
        "（记者 王",
        "Share\n",
        "来源：",
        "é",
        "ß",
    ),
)
"""What rules look for, and what surrounds it; each alone, over and over, is a test of its own."""


def repeat(piece: str, length: int) -> str:
    """A text of that many code points that holds nothing but the piece."""
    return (piece * (length // len(piece) + 1))[:length]


def mix(chance: Random, length: int) -> str:
    """A random text of pieces: a few of them in runs, as they wear rules out."""
    few = chance.choices(PIECES, k=chance.randint(1, 6))
    text = []
    size = 0
    while size < length:
        run = chance.choice(few) * chance.choice((1, 1, 1, 2, 5, 40))
        text.append(run)
        size += len(run)
    return "".join(text)[:length]
