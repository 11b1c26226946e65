"""Reading in several processes: the same answers, and errors that come across whole."""

from __future__ import annotations

import json
import pickle
from contextlib import closing

from archive.ingest import pipeline, workers
from archive.ingest.errors import Unreadable
from archive.ingest.types import Hints, Record
from archive.ingest.workers import extract
from tests.ingest.reading import read_lexicon

STORY = "Police close sites\nThe bureau of Tianjin closed 412 sites on Monday."


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_two_workers_answer_as_one_does_and_in_order(tmp_path):
    write(tmp_path, a=STORY, b="", c=STORY + " It said so.")
    one, two = (list(extract([tmp_path], Hints(), read_lexicon(), n)) for n in (1, 2))
    assert [type(result) for result in one] == [Record, Unreadable, Record]
    assert one[0] == two[0]
    assert one[2] == two[2]
    assert str(one[1]) == str(two[1])


def test_parcels_keep_what_is_no_source_in_its_place(tmp_path):
    write(
        tmp_path,
        **{f"{number:02}": f"{STORY} {number:02}." for number in range(2 * workers.PARCEL)},
    )
    mixed = [part for source in workers.open_paths([tmp_path], Hints()) for part in (source, None)]
    mixed = [None] * workers.PARCEL + mixed  # A parcel that holds no source at all.
    with closing(workers.extract_sources(mixed, read_lexicon(), 2)) as results:
        for (source, result), sent in zip(results, mixed, strict=True):
            assert source is sent
            assert (result is None) if source is None else source.name == result.document.source


def test_large_documents_are_not_all_held_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "LARGEST_PARCEL", len(STORY))
    monkeypatch.setattr(workers, "LARGEST_IN_FLIGHT", 2 * len(STORY))
    write(tmp_path, **{name: f"{STORY} {name}." for name in "abcdef"})
    opened = []

    def watch(sources):
        for source in sources:
            opened.append(source.name)
            yield source

    sources = watch(workers.open_paths([tmp_path], Hints()))
    with closing(workers.extract_sources(sources, read_lexicon(), 2)) as results:
        for number, (source, result) in enumerate(results, 1):
            assert source.name == opened[number - 1]
            assert result.document.text.endswith(f"{source.name[-5]}.")
            assert len(opened) <= number + 1
    assert len(opened) == 6


def test_an_error_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(Unreadable("a.txt", "It is odd", "Mend it")))  # noqa: S301
    assert (error.source, error.reason, error.remedy) == ("a.txt", "It is odd", "Mend it")


def test_a_slip_of_ours_over_one_text_stops_no_other(tmp_path, monkeypatch, caplog):
    write(tmp_path, a=STORY, b=STORY + " More.")
    understand = pipeline.understand

    def fail_once(document, lexicon):
        if document.source.endswith("a.txt"):
            raise IndexError("list index out of range")
        return understand(document, lexicon)

    monkeypatch.setattr(pipeline, "understand", fail_once)
    first, second = extract([tmp_path], Hints(), read_lexicon())
    assert isinstance(second, Record)
    assert "IndexError: list index out of range" in first.reason
    assert first.remedy.startswith("Report")
    assert "Traceback" in caplog.text


def test_what_no_database_stores_is_left_out(tmp_path):
    path = tmp_path / "a.jsonl"
    value = {"text": STORY + "\x00 \ud800 It said so.", "publisher": "Da\x00ily"}
    path.write_text(json.dumps(value), encoding="utf-8")
    (record,) = extract([path], Hints(), read_lexicon())
    assert record.document.text.endswith("It said so.")
    assert not {"\x00", "\ud800"} & set(record.document.text + str(record.head.publisher))
