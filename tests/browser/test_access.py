"""Every kind of page, wide and narrow, light and dark: no violation that axe finds, no overflow,
nothing from another host."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

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
}
FOUND = {"announcement": "announcements", "case": "cases"}
"""Pages that are reached through the first link of a list."""

SCREENS = [(1280, "light"), (390, "dark")]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_no_page_has_a_violation(browser, site, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    paths = dict(FIXED)
    for name, section in FOUND.items():
        page.goto(f"{site}/{section}")
        html = page.content()
        paths[name] = re.search(rf'href="(/{section}/\w{{12}})"', html)[1]
    axe = Axe()
    wrong = {}
    for name, path in paths.items():
        page.goto(site + path)
        result = axe.run(page)
        if result.violations_count:
            wrong[name] = result.generate_report()
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong[f"{name} overflows"] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert not wrong, "\n".join(f"{name}: {report}" for name, report in wrong.items())
    assert all(url.startswith(site) for url in requested)
