"""The documentation names every command and setting, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    path.stem
    for path in (ROOT / "archive" / "management" / "commands").glob("*.py")
    if not path.stem.startswith("_")
)
SETTINGS = sorted(
    set(
        re.findall(
            r'environ\.get\("(\w+)"|_flag\("(\w+)"',
            (ROOT / "archive" / "settings.py").read_text(encoding="utf-8"),
        )
    )
)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_the_command(command):
    assert f"manage.py {command}" in README


@pytest.mark.parametrize("names", SETTINGS)
def test_the_setting_is_documented(names):
    assert f"`{max(names)}`" in OPERATIONS


@pytest.mark.parametrize("script", ["server", "test", "bench", "lint"])
def test_the_readme_names_the_script(script):
    assert f"script/{script}" in README
    assert (ROOT / "script" / script).stat().st_mode & 0o111


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
