"""The pages' markup, read by the Nu HTML checker in both languages."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.paths import list_paths

CHECKER = Path(sys.prefix) / "checker/node_modules/vnu-jar/build/dist/vnu.jar"
"""Where `script/test` installs it."""

UNKNOWN_TO_CHECKER = re.compile(
    "A “link” element with a “blocking” attribute must have a “rel” attribute whose value is"
    " “stylesheet”."
)
"""HTML allows `blocking` on `rel=expect`, too, by which a page is drawn when all of it is there;
the checker does not know that yet."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("java") and CHECKER.exists()),
        reason="the HTML checker is not installed: `script/test` installs it",
    ),
]

COOKIE = "django_language"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_has_an_error(browser, site, tmp_path, language):
    context = browser.new_context()
    context.add_cookies([{"name": COOKIE, "value": language, "url": site}])
    paths = {**list_paths(context.new_page(), site), "login": "/admin/login/"}
    for name, path in paths.items():
        body = context.request.get(site + path).body()
        (tmp_path / f"{name}.html").write_bytes(body)
    context.close()
    assert check_files(tmp_path) == []


def test_the_page_of_a_failure_has_no_error(tmp_path):
    shutil.copy(settings.BASE_DIR / "templates/500.html", tmp_path)
    assert check_files(tmp_path) == []


def test_the_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text("<!DOCTYPE html><title>A</title><p id=a><b id=a>")
    assert any("Duplicate ID" in message for message in check_files(tmp_path))


def check_files(folder):
    """What the checker says of each file in a folder: errors and warnings."""
    command = ["java", "-Xss1m", "-jar", CHECKER, "--format", "json", *sorted(folder.glob("*"))]
    told = subprocess.run(command, stderr=subprocess.PIPE, timeout=600, check=False).stderr
    return [
        f"{Path(m['url']).stem}: {m['message']} {m.get('extract', '')}"
        for m in json.loads(told)["messages"]
        if not UNKNOWN_TO_CHECKER.fullmatch(m["message"])
    ]
