"""The kinds of page, each with an address of one; those of `further` by their own."""

import re

FIXED = {
    "home": "/",
    "search": "/search?q=WeChat",
    "narrowed": "/search?q=%E5%BE%AE%E4%BF%A1&province=CN-TJ&platform=-qq",
    "nothing": "/search?q=WeChat+zzzzzz",
    "mistakes": "/search?q=%22x&page=9999&sort=no",
    "facet": "/search/facets/agency",
    "announcements": "/announcements",
    "cases": "/cases",
    "campaigns": "/campaigns",
    "campaign": "/campaigns/net-net-2015",
    "agencies": "/agencies?sort=pinyin",
    "agency": "/agencies/ministry-of-public-security",
    "platforms": "/platforms",
    "platform": "/platforms/wechat",
    "places": "/places",
    "place": "/places/120000",
    "figures": "/figures?measure=websites",
    "matrix": "/matrix",
    "coverage": "/coverage",
    "method": "/method",
    "help": "/help",
    "changes": "/changes",
    "report": "/report?about=/platforms/wechat",
    "missing": "/no/such/page",
    "told-by-several": "/cases/willowfields",
    "beside": "/announcements/willoworigin/beside/willowenglsh",
    "similar": "/announcements/willowenglsh/similar",
    "over-time": "/campaigns/willow-river",
    "withdrawn": "/announcements/willowhidden",
    "thanks": "/report/thanks",
}
FOUND = {"announcement": "announcements", "case": "cases"}
"""Pages that are reached through the first link of a list."""


def list_paths(page, site):
    """All kinds of page by name; those of single records through the first link of a list."""
    paths = dict(FIXED)
    for name, section in FOUND.items():
        page.goto(f"{site}/{section}")
        paths[name] = re.search(rf'href="(/{section}/\w{{12}})"', page.content())[1]
    return paths
