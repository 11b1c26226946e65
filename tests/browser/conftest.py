"""A real archive on a real server, and a Chromium to read it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=20_000)  # A step may take two answers; the machine may be busy.

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 120
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_vocabulary", verbosity=0)
call_command("load_documents", "fixtures/documents", verbosity=0)
from tests.browser.further import add_records
add_records()
call_command("index", "--rebuild", verbosity=0)
call_command("collectstatic", "--noinput", verbosity=0)
"""

MAKE_EDITOR = """
from django.contrib.auth.models import User
User.objects.create_superuser("mei", password="red plum tree")
"""


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """The environment of an archive of its own."""
    folder = tmp_path_factory.mktemp("site")
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "VAR_DIR": str(folder),
        "SEARCH_URL": f"tantivy://{folder / 'index'}",
        "DATABASE_URL": f"sqlite:///{folder / 'archive.sqlite3'}",
        "ALLOWED_HOSTS": "127.0.0.1",
    }


@pytest.fixture(scope="session")
def run_python(environment):
    """A function that runs some Python in the archive, beside its server."""

    def run(code):
        command = [sys.executable, "-W", "ignore", "-c", f"import django; django.setup()\n{code}"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)

    return run


@pytest.fixture(scope="session")
def site(environment, run_python):
    """The address of an archive that holds the documents of `fixtures/` and the records of
    `further`, served by gunicorn."""
    run_python(PREPARE)
    with serving(environment, "server.log") as address:
        yield address


@contextmanager
def serving(environment, log_name, ready="/readyz"):
    """Serves an archive; it is ready when `ready` answers. Gives its address."""
    path = Path(environment["VAR_DIR"]) / log_name
    # The server is handed its open door: who asks too early waits, and nobody takes the port.
    with socket.create_server(("127.0.0.1", 0)) as door, path.open("w") as log:
        port = door.getsockname()[1]
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "archive.wsgi", "--threads", "4"),
                *("--bind", f"fd://{door.fileno()}", "--graceful-timeout", "1"),
            ],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            pass_fds=[door.fileno()],
        )
    try:
        wait_for(port, server, path, ready)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def wait_for(port, server, log, path):
    """Until the server answers that it is ready."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    return
        except (ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    pytest.fail(f"the server did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def base_url(site):
    """What the browser's plugin takes paths to be relative to."""
    return site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium where there is one; Playwright's own elsewhere."""
    installed = next((path for path in CHROMIUM if shutil.which(path)), None)
    return {
        **browser_type_launch_args,
        **({"executable_path": installed} if installed else {}),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture
def visited(page, site):
    """A page that notes every request that leaves the host and every message of the console."""
    page.foreign = []
    page.complaints = []
    page.on(
        "request",
        lambda request: None if request.url.startswith(site) else page.foreign.append(request.url),
    )
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type == "error" else None,
    )
    return page


@pytest.fixture(scope="session")
def made_editor(site, run_python):
    run_python(MAKE_EDITOR)


@pytest.fixture
def desk(visited, site, made_editor):
    """A page whose visitor has logged in."""
    visited.goto(f"{site}/admin/")
    visited.get_by_label("Username").fill("mei")
    visited.get_by_label("Password").fill("red plum tree")
    visited.keyboard.press("Enter")
    expect(visited.get_by_text("Data entry and review")).to_be_visible()
    return visited
