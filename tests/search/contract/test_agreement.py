"""All engines give the same hits and the same counts for queries made by chance."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.search import schema
from archive.search.engines.memory import MemoryEngine
from archive.search.engines.tantivy import TantivyEngine
from archive.search.engines.whoosh import WhooshEngine
from archive.search.query import (
    And,
    Choice,
    Dates,
    Designation,
    Everything,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Value,
    Word,
)
from tests.search.contract.suite import reload_nothing
from tests.search.corpus import ENGLISH, HAN, PLATFORMS, PROVINCES, generate

DOCUMENTS = 2000
EARLIEST_DAY = 734_503  # 2012-01-01

WORDS = st.sampled_from((*ENGLISH, "Reported", "nowhere", "微信 police"))
HAN_WORDS = st.integers(0, len(HAN) - 4).flatmap(
    lambda start: st.integers(1, 4).map(lambda size: HAN[start : start + size])
)
PHRASES = st.lists(st.sampled_from(ENGLISH), min_size=2, max_size=4).map(" ".join)
DAYS = st.integers(EARLIEST_DAY, EARLIEST_DAY + 5 * 366)
NUMBERS = st.one_of(st.none(), st.integers(0, 510).map(float))

LEAVES = st.one_of(
    st.builds(Word, WORDS | HAN_WORDS),
    st.builds(Word, WORDS | HAN_WORDS, st.sampled_from(("title", "names", "body"))),
    st.builds(Phrase, PHRASES, st.integers(0, 3)),
    st.builds(Phrase, HAN_WORDS),
    st.builds(Prefix, WORDS.map(lambda word: word[:3]) | HAN_WORDS),
    st.builds(Prefix, WORDS.map(lambda word: word[:3]), st.just("title")),
    st.builds(
        Fuzzy, WORDS.map(lambda word: word[1:]), st.integers(1, 2), st.sampled_from((None, "title"))
    ),
    st.builds(Value, st.just("platform"), st.sampled_from(PLATFORMS)),
    st.builds(Range, st.just("suspects"), NUMBERS, NUMBERS, st.booleans(), st.booleans()),
    st.builds(Dates, DAYS | st.none(), DAYS | st.none()),
    st.just(Designation("3-10")),
    st.just(Everything()),
)
TREES = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.builds(And, st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, part),
    ),
    max_leaves=6,
)


def choices(values):
    some = st.frozensets(st.sampled_from((*values, schema.NONE)), max_size=2)
    return st.builds(Choice, some, some)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "province": choices(PROVINCES),
        "platform": choices(PLATFORMS),
        "language": choices(("en", "zh-Hans")),
        "year": choices(("2013", "2015")),
    },
)
QUERIES = st.builds(
    Query,
    text=TREES,
    filters=FILTERS,
    dates=st.none() | st.builds(Dates, DAYS, DAYS | st.none()),
    sort=st.sampled_from(("newest", "oldest")),
    size=st.just(200),
)


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    made = [
        MemoryEngine(),
        TantivyEngine(tmp_path_factory.mktemp("tantivy")),
        WhooshEngine(tmp_path_factory.mktemp("whoosh")),
    ]
    docs = list(generate(DOCUMENTS))
    for engine in made:
        with engine.rebuild(reload_nothing) as writer:
            writer.upsert(docs)
        # Replaced and removed documents must not count, nor be found.
        engine.upsert(docs[::7])
        engine.delete(doc.key for doc in docs[::50])
    yield made
    for engine in made:
        engine.close()


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUERIES)
def test_engines_agree(engines, query):
    expected, *others = [engine.search(query) for engine in engines]
    for other in others:
        assert other.total == expected.total
        assert [hit.key for hit in other.hits] == [hit.key for hit in expected.hits]
        assert _list_counts(other) == _list_counts(expected)
        assert other.undated == expected.undated


def _list_counts(page):
    return {name: list(counts) for name, counts in page.facets.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TREES)
def test_ranked_hits_are_the_same_set(engines, tree):
    query = Query(text=tree, size=200, facets=())
    pages = [engine.search(query) for engine in engines]
    if pages[0].total <= query.size:
        assert len({frozenset(hit.key for hit in page.hits) for page in pages}) == 1


def test_words_of_the_index_agree(engines):
    for term in ("report", "case", "微信", "nowhere"):
        held = [engine.frequencies("body", [term])[term] for engine in engines]
        # Documents that were replaced or removed may still count until segments are merged.
        assert max(held) - min(held) <= held[0] // 4 + 1
    assert len({tuple(sorted(engine.keys())) for engine in engines}) == 1
