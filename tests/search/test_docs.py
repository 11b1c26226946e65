"""docs/search.md names every field, facet, sort, engine and option that there is."""

from pathlib import Path

import pytest

from archive.management.commands.index import Command
from archive.search import schema
from archive.search.engines import ENGINES
from archive.search.parser import FIELDS

TEXT = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", [*FIELDS, *schema.SORTS_BY_NAME])
def test_fields_and_sorts_are_documented(field):
    assert f"`{field}`" in TEXT


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_are_documented(engine):
    assert f"`{engine}://`" in TEXT


def test_options_are_documented():
    parser = Command().create_parser("manage.py", "index")
    ours = {"--rebuild", "--check", "--repair"}
    assert ours <= {option for action in parser._actions for option in action.option_strings}
    assert all(f"index {option}" in TEXT for option in ours)
