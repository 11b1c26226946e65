"""How every kind of page comes in: nothing moves, little is sent, nothing needs a script."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest

from tests.browser.paths import list_paths

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
MOST_BYTES = 100_000
"""Compressed, at a first visit: the page, its styles and its scripts."""

WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = """
new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shifts), 50)))
"""
"""What has moved, once the page is drawn and its scripts have run."""
COUNT_BYTES = """
["navigation", "resource"]
  .flatMap((type) => performance.getEntriesByType(type))
  .reduce((total, entry) => total + entry.encodedBodySize, 0)
"""
SLOWLY = {"offline": False, "latency": 5, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
"""A connection, in bytes a second, on which every page comes in several pieces."""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_page_loads(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    paths = list_paths(page, site)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOWLY)
    moved = {}
    for name, path in paths.items():
        page.goto(site + path)
        if shifts := page.evaluate(DRAWN):
            moved[name] = shifts
    context.close()
    assert moved == {}


def test_nothing_moves_wherever_a_page_is_cut(browser, site):
    """A short page's foot stands at the window's: it grew upwards when half of it was there."""
    with urlopen(f"{site}/search?q=%22x") as answer:  # noqa: S310
        length, foot = len(body := answer.read()), body.index(b"<footer")
    moved = {}
    for cut in range(foot + 38, length, 250):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(WATCH_SHIFTS)
        page = context.new_page()
        with serve_in_two_parts(site, cut) as address:
            page.goto(f"{address}/search?q=%22x")
            if shifts := page.evaluate(DRAWN):
                moved[cut - foot] = shifts
        context.close()
    assert moved == {}


@contextmanager
def serve_in_two_parts(site, cut):
    """The address of a server that passes on the site's pages, the rest of each a while later."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            with urlopen(f"{site}{self.path}") as answer:  # noqa: S310
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            first = cut if "html" in kind else len(body)
            self.wfile.write(body[:first])
            self.wfile.flush()
            time.sleep(0.5 if first < len(body) else 0)
            self.wfile.write(body[first:])

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_no_first_visit_is_heavy(browser, site):
    heavy = {}
    context = browser.new_context()
    paths = list_paths(context.new_page(), site)
    context.close()
    for name, path in paths.items():
        context = browser.new_context()
        page = context.new_page()
        page.goto(site + path)
        total = page.evaluate(COUNT_BYTES)
        assert total > 10_000
        if total > MOST_BYTES:
            heavy[name] = total
        context.close()
    assert heavy == {}


def test_every_page_is_whole_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in list_paths(page, site).values():
        page.goto(site + path)
        assert page.locator("main h1").count() == 1
        assert page.locator("main").inner_text().strip()
    context.close()
