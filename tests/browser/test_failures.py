"""Pages of an archive that fails: they say so, and are as good to read as the others."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import serving

pytestmark = pytest.mark.browser

UNKNOWN_HOST = "localhost"
"""The archive answers to 127.0.0.1 alone."""
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def failing(environment, site):
    """The address of the same archive without its index, and with a view that fails."""
    changed = {
        "DJANGO_SETTINGS_MODULE": "tests.browser.failing.settings",
        "SEARCH_URL": f"tantivy://{environment['VAR_DIR']}/nowhere",
    }
    with serving({**environment, **changed}, "failing.log", ready="/healthz") as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("status", "host", "path", "heading"),
    [
        (400, UNKNOWN_HOST, "/", "The request could not be read"),
        (500, "", "/fails", "Something failed"),
        (503, "", "/search?q=police", "The search index cannot answer"),
        (200, "", "/", "What agencies announce"),
    ],
)
def test_a_failure_has_a_page(browser, failing, width, status, host, path, heading):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", locale="en"
    )
    page = context.new_page()
    address = failing.replace("127.0.0.1", host) if host else failing
    assert page.goto(address + path).status == status
    assert heading in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("main").get_by_role("link").count()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        report = Axe().run(page)
        assert not report.violations_count, report.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()
