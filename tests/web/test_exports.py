"""Exports hold exactly what the screen shows: all of it, with its words."""

import csv
import io
import json

import pytest

from archive.models import Figure
from tests import factories as make

pytestmark = pytest.mark.usefixtures("loaded_archive")


def read(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(client, path):
    return list(csv.DictReader(io.StringIO(read(client.get(path)))))


@pytest.mark.parametrize(
    "query", ["", "q=WeChat", "q=police&province=CN-TJ", "kind=case", "q=WeChat&kind=all"]
)
def test_every_hit_is_a_row_in_the_order_of_the_page(client, query):
    found = client.get(f"/search?size=200&{query}").context["found"]
    rows = rows_of(client, f"/search/export.csv?{query}")
    assert len(rows) == found.total
    shown = [(r.kind, r.id) for r in found.results]
    assert [(r["kind"], r["id"]) for r in rows][: len(shown)] == shown


def test_lines_hold_the_same_as_the_table(client):
    rows = rows_of(client, "/search/export.csv?q=WeChat")
    lines = [
        json.loads(line) for line in read(client.get("/search/export.jsonl?q=WeChat")).splitlines()
    ]
    assert [r["id"] for r in rows] == [line["id"] for line in lines]
    assert all(isinstance(line["provinces"], list) for line in lines)


def test_every_figure_comes_with_its_words(client):
    rows = rows_of(client, "/search/figures.csv?kind=announcement&kind=case")
    assert len(rows) == Figure.objects.exclude(state="rejected").count()
    assert all(row["quote"] and "?s=" in row["url"] for row in rows)


def test_no_cell_is_a_formula(client, reindex):
    make.AnnouncementFactory(title="=HYPERLINK(1)", text="A zebra crossing.")
    reindex()
    [row] = rows_of(client, "/search/export.csv?q=zebra")
    assert row["title"] == "'=HYPERLINK(1)"
