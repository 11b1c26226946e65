"""The contract: `EngineContract` is inherited by one class an engine, which makes the engine."""

from __future__ import annotations

from datetime import date

import pytest

from archive.search import schema
from archive.search.engines.base import Engine
from archive.search.errors import SearchError
from archive.search.plan import make_plan
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
from tests.search.corpus import HAND_MADE, make_doc

ALL = {doc.key for doc in HAND_MADE}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def found(engine: Engine, text, **values) -> set[str]:
    return {hit.key for hit in engine.search(Query(text=text, size=200, **values)).hits}


def order(engine: Engine, text=None, **values) -> list[str]:
    return [hit.key for hit in engine.search(Query(text=text or Everything(), **values)).hits]


def counts(engine: Engine, facet: str, text=None, **values) -> dict[str, int]:
    page = engine.search(Query(text=text or Everything(), **values))
    return {count.value: count.count for count in page.facets[facet]}


def reload_nothing(keys):
    """For rebuilds that nothing changes beside."""
    assert not keys
    return ()


def interrupt(context, doc):
    """Writes a document and fails before the context ends."""
    with context as writer:
        writer.upsert([doc])
        raise ZeroDivisionError


class EngineContract:
    """Give `make_engine`, a fixture of a function that makes an engine; twice called, it makes
    two that see the same index."""

    @pytest.fixture
    def engine(self, make_engine):
        engine = make_engine()
        with engine.rebuild(reload_nothing) as writer:
            writer.upsert(HAND_MADE)
        yield engine
        engine.close()

    @pytest.fixture
    def empty(self, make_engine):
        engine = make_engine()
        with engine.rebuild(reload_nothing):
            pass
        yield engine
        engine.close()

    # ---- words ----

    @pytest.mark.parametrize(
        ("node", "expected"),
        [
            (Everything(), ALL),
            (Word("cases"), {"announcement:en1", "case:c1"}),
            (Word("case"), {"announcement:en1", "case:c1"}),
            (Word("reports"), {"announcement:en1", "announcement:en2"}),
            (Word("WECHAT"), {"announcement:en1", "platform:wechat"}),
            (Word("ｗｅｃｈａｔ"), {"announcement:en1", "platform:wechat"}),
            (Word("nowhere"), set()),
            (Word("…"), set()),
            (Word("4800"), {"announcement:en2"}),
            (Word("4,800"), {"announcement:en2"}),
            (Word("12.2"), {"announcement:en2"}),
            (Word("COVID-19"), {"announcement:en2"}),
            (Word("19-COVID"), set()),
            (Word("Weixin"), {"announcement:en1", "platform:wechat"}),
            (Word("公安部"), {"announcement:zh1"}),
            (Word("公布"), {"announcement:zh2"}),
            (Word("微信"), {"announcement:en1", "announcement:zh1", "platform:wechat"}),
            (Word("安部"), {"announcement:zh1"}),
            (Word("部通"), {"announcement:zh1"}),
            (Word("网络"), {"announcement:zh1", "announcement:zh2"}),
            (Word("網絡"), {"announcement:zh1", "announcement:zh2"}),
            (Word("扫黄打非"), {"announcement:zh2"}),
            (Word("网传"), set()),
            (Word("群"), {"announcement:zh1"}),
            (Word("盤"), {"announcement:zh2"}),
            (Word("非办"), {"announcement:zh2"}),
            (Word("QQ群"), set()),
            (Word("Tianjin", "title"), set()),
            (Word("announced", "title"), {"announcement:en1"}),
        ],
    )
    def test_words(self, engine, node, expected):
        assert found(engine, node) == expected

    @pytest.mark.parametrize(
        ("text", "slop", "expected"),
        [
            ("five cases", 0, {"announcement:en1"}),
            ("cases five", 0, set()),
            ("cases five", 3, set()),
            ("five suspects", 0, set()),
            ("five suspects", 1, {"announcement:en1"}),
            ("office five suspects", 1, set()),
            ("office five suspects", 2, {"announcement:en1"}),
            ("announced The", 0, set()),
            ("案件 微信", 0, set()),
            ("公安机关侦破", 0, {"announcement:zh1"}),
            ("公安侦破", 5, set()),
            ("涉及 微信", 3, set()),
            ("QQ", 0, {"announcement:en1"}),
            ("群", 0, {"announcement:zh1"}),
            ("3·10", 0, {"case:c1"}),
            ("净网2015", 0, set()),
        ],
    )
    def test_phrases(self, engine, text, slop, expected):
        assert found(engine, Phrase(text, slop)) == expected

    def test_phrase_does_not_run_across_values(self, empty):
        empty.upsert([make_doc(title="one", names=("alpha beta", "gamma"), body=("a b", "c d"))])
        assert found(empty, Phrase("b c")) == set()
        assert found(empty, Word("beta-gamma")) == set()
        assert found(empty, Word("alpha-beta")) == {"announcement:a1"}

    def test_phrase_may_end_in_the_first_character_of_a_longer_word(self, empty):
        empty.upsert([make_doc(title="加入QQ群组")])
        assert found(empty, Word("QQ群")) == {"announcement:a1"}
        assert found(empty, Word("QQ组")) == set()
        assert found(empty, Word("入qq群组")) == {"announcement:a1"}

    @pytest.mark.parametrize(
        ("node", "expected"),
        [
            (Prefix("crim"), {"case:c1"}),
            (Prefix("criminal"), {"case:c1"}),
            (Prefix("Rep"), {"announcement:en1", "announcement:en2"}),
            (Prefix("微"), {"announcement:en1", "announcement:zh1", "platform:wechat"}),
            (Prefix("12.2"), {"announcement:en2"}),
            (Prefix("1.2"), set()),
            (Fuzzy("Tianjn"), {"announcement:en1", "case:c1"}),
            (Fuzzy("wichet"), set()),
            (Fuzzy("wichet", 2), {"announcement:en1", "platform:wechat"}),
            (Fuzzy("gmabling", 1), set()),
            (Fuzzy("gmabling", 2), {"announcement:en2"}),
            (Fuzzy("微信"), {"announcement:en1", "announcement:zh1", "platform:wechat"}),
            (Prefix("wech", "title"), {"announcement:en1", "platform:wechat"}),
            (Prefix("crim", "title"), set()),
            (Prefix("office"), {"announcement:en1"}),
            (Prefix("公安", "title"), {"announcement:zh1"}),
            (Fuzzy("gmabling", 2, "title"), {"announcement:en2"}),
            (Fuzzy("Tianjn", 1, "title"), set()),
            (Fuzzy("mateial", 1, "title"), {"case:c1"}),
            (Fuzzy("案件", 2, "title"), {"announcement:zh1", "announcement:zh2"}),
        ],
    )
    def test_prefixes_and_misspellings(self, engine, node, expected):
        assert found(engine, node) == expected

    # ---- joining ----

    @pytest.mark.parametrize(
        ("node", "expected"),
        [
            (And((Word("cases"), Word("Tianjin"))), {"announcement:en1", "case:c1"}),
            (And((Word("微信"), Word("Tianjin"))), {"announcement:en1"}),
            (Or((Word("gambling"), Word("公安部"))), {"announcement:en2", "announcement:zh1"}),
            (Not(Word("cases")), ALL - {"announcement:en1", "case:c1"}),
            (Not(Everything()), set()),
            (Not(Not(Word("gambling"))), {"announcement:en2"}),
            (And((Word("cases"), Not(Word("wechat")))), {"case:c1"}),
            (Or((Not(Word("case")), Word("wechat"))), ALL - {"case:c1"}),
            (
                And((Not(Word("case")), Not(Word("微信")))),
                {"announcement:zh2", "announcement:en2"},
            ),
            (
                Not(Or((Word("case"), And((Word("微信"), Not(Word("公安部"))))))),
                {"announcement:zh1", "announcement:zh2", "announcement:en2"},
            ),
            (And((Everything(), Word("disk"))), {"case:c1"}),
            (And((Word("the"), Word("nowhere"))), set()),
        ],
    )
    def test_joining(self, engine, node, expected):
        assert found(engine, node) == expected

    # ---- values, numbers, days ----

    @pytest.mark.parametrize(
        ("node", "expected"),
        [
            (Value("platform", "qq"), {"announcement:en1", "case:c1"}),
            (Value("platform", "QQ"), set()),
            (Value("province", schema.NONE), {"platform:wechat"}),
            (Designation("3.10"), {"case:c1"}),
            (Designation("“3-10”"), {"case:c1"}),
            (Designation("310"), set()),
            (Range("suspects", 100), {"announcement:en1", "announcement:zh1"}),
            (Range("suspects", 100, 200), set()),
            (Range("suspects", 300, 300), {"announcement:en1"}),
            (Range("suspects", 300, 700, False, False), set()),
            (Range("suspects", 300, 700, False, True), {"announcement:zh1"}),
            (Range("suspects", None, 3), {"case:c1"}),
            (Range("suspects"), {"announcement:en1", "announcement:zh1", "case:c1"}),
            (Range("amount", 1_000_000), {"announcement:zh1"}),
            (
                Not(Range("suspects", 0)),
                {"announcement:zh2", "announcement:en2", "platform:wechat"},
            ),
            (Dates(day("2021-01-01"), None), {"announcement:zh1"}),
            (Dates(None, day("2015-03-10")), {"case:c1"}),
            (Dates(day("2015-03-11"), day("2015-05-31")), set()),
            (Dates(), ALL - {"announcement:en2", "platform:wechat"}),
        ],
    )
    def test_values(self, engine, node, expected):
        assert found(engine, node) == expected

    def test_days_overlap_when_a_date_is_partial(self, empty):
        empty.upsert([make_doc(earliest=day("2015-01-01"), latest=day("2015-12-31"))])
        assert found(empty, Dates(day("2015-06-01"), day("2015-06-02")))
        assert found(empty, Dates(day("2014-01-01"), day("2015-01-01")))
        assert not found(empty, Dates(day("2016-01-01"), None))
        assert not found(empty, Dates(None, day("2014-12-31")))

    # ---- filters and facets ----

    def test_values_of_a_facet_are_alternatives(self, engine):
        chosen = {"platform": Choice(frozenset({"wechat", "qq"}))}
        assert found(engine, Everything(), filters=chosen) == {
            "announcement:en1",
            "case:c1",
            "platform:wechat",
        }

    def test_facets_are_conditions_together(self, engine):
        chosen = {
            "platform": Choice(frozenset({"wechat", "qq"})),
            "kind": Choice(frozenset({"case", "platform"})),
            "province": Choice(frozenset({"CN-TJ"})),
        }
        assert found(engine, Everything(), filters=chosen) == {"case:c1"}

    def test_values_are_ruled_out(self, engine):
        chosen = {"province": Choice(exclude=frozenset({"CN-TJ", schema.NONE}))}
        assert found(engine, Everything(), filters=chosen) == {
            "announcement:zh1",
            "announcement:zh2",
            "announcement:en2",
        }

    def test_having_no_value_can_be_chosen(self, engine):
        chosen = {"offence": Choice(frozenset({schema.NONE, "gambling"}))}
        assert found(engine, Everything(), filters=chosen) == ALL

    def test_unknown_value_finds_nothing(self, engine):
        chosen = {"offence": Choice(frozenset({"no such"}))}
        page = engine.search(Query(filters=chosen))
        assert (page.hits, page.total) == ((), 0)
        assert [c.value for c in page.facets["offence"] if c.selected] == ["no such"]

    def test_counts(self, engine):
        assert counts(engine, "province") == {
            "CN-ZJ": 3,
            "CN-TJ": 2,
            "CN-JS": 1,
            schema.NONE: 1,
        }
        assert counts(engine, "kind", Word("WeChat")) == {"announcement": 1, "platform": 1}

    def test_counts_lift_the_facets_own_choice(self, engine):
        chosen = {"province": Choice(frozenset({"CN-ZJ"}))}
        page = engine.search(Query(filters=chosen))
        assert page.total == 3
        assert {c.value: c.count for c in page.facets["province"]}["CN-TJ"] == 2
        assert {c.value: c.count for c in page.facets["language"]} == {
            "en": 1,
            "zh-Hans": 1,
            "zh-Hant": 1,
        }

    def test_counts_lift_each_of_two_choices_apart(self, engine):
        chosen = {
            "province": Choice(frozenset({"CN-ZJ"})),
            "language": Choice(exclude=frozenset({"en"})),
        }
        page = engine.search(Query(filters=chosen))
        by_name = {n: {c.value: c.count for c in cs} for n, cs in page.facets.items()}
        assert by_name["language"] == {"en": 1, "zh-Hans": 1, "zh-Hant": 1}
        assert by_name["province"] == {"CN-ZJ": 2, "CN-JS": 1, "CN-TJ": 1, schema.NONE: 1}
        assert by_name["kind"] == {"announcement": 2}

    def test_counts_mark_what_was_chosen(self, engine):
        chosen = {"language": Choice(frozenset({"en"}), frozenset({"zh-Hant"}))}
        marks = {
            c.value: (c.selected, c.excluded)
            for c in engine.search(Query(filters=chosen)).facets["language"]
        }
        assert marks["en"] == (True, False)
        assert marks["zh-Hant"] == (False, True)
        assert marks["zh-Hans"] == (False, False)

    def test_counts_come_most_frequent_first_and_none_last(self, engine):
        values = [c.value for c in engine.search(Query()).facets["province"]]
        assert values == ["CN-ZJ", "CN-TJ", "CN-JS", schema.NONE]

    def test_years_come_in_order(self, engine):
        values = [c.value for c in engine.search(Query()).facets["year"]]
        assert values == ["2015", "2021", schema.NONE]

    @pytest.mark.parametrize("text", [Everything(), Word("police"), Word("nowhere")])
    def test_counts_of_an_answer_are_of_values_that_are_there_and_ranked(self, engine, text):
        for ranked in engine.answer(make_plan(Query(text=text))).counts.values():
            assert list(ranked.values()) == sorted(ranked.values(), reverse=True)
            assert all(ranked.values())

    def test_date_range_narrows_all_counts_but_the_years(self, engine):
        page = engine.search(Query(dates=Dates(day("2015-01-01"), day("2015-12-31"))))
        assert page.total == 3
        assert {c.value: c.count for c in page.facets["year"]} == {
            "2015": 3,
            "2021": 1,
            schema.NONE: 2,
        }
        assert {c.value: c.count for c in page.facets["kind"]} == {"announcement": 2, "case": 1}

    def test_undated_are_counted_apart(self, engine):
        page = engine.search(Query(text=Word("Zhejiang"), dates=Dates(day("2000-01-01"))))
        assert (page.total, page.undated) == (1, 1)
        assert engine.search(Query()).undated == 0

    def test_counts_of_everything_follow_each_change(self, engine):
        assert counts(engine, "platform")["qq"] == 2
        engine.delete(["case:c1"])
        assert counts(engine, "platform")["qq"] == 1
        engine.upsert([make_doc(facets={"platform": "qq"})])
        assert counts(engine, "platform")["qq"] == 2
        with engine.rebuild(reload_nothing) as writer:
            writer.upsert([make_doc(facets={"platform": "weibo"})])
        assert counts(engine, "platform") == {"weibo": 1}

    def test_only_asked_facets_are_counted(self, engine):
        assert set(engine.search(Query(facets=("kind",))).facets) == {"kind"}
        assert engine.search(Query(facets=())).facets == {}

    # ---- order and pages ----

    def test_newest_first_undated_last(self, engine):
        got = order(engine, sort="newest")
        assert got[:4] == [
            "announcement:zh1",
            "announcement:zh2",
            "announcement:en1",
            "case:c1",
        ]
        assert set(got[4:]) == {"announcement:en2", "platform:wechat"}

    def test_oldest_first_undated_last(self, engine):
        got = order(engine, sort="oldest")
        assert got[:4] == [
            "case:c1",
            "announcement:en1",
            "announcement:zh2",
            "announcement:zh1",
        ]

    def test_without_words_the_newest_come_first(self, engine):
        assert order(engine)[0] == "announcement:zh1"
        assert order(engine, Value("province", "CN-ZJ")) != []
        assert order(engine, Range("suspects", 0))[0] == "announcement:zh1"

    def test_title_above_body(self, empty):
        empty.upsert(
            [
                make_doc("announcement:body", title="Police act", body="gambling here and there"),
                make_doc("announcement:title", title="Gambling ends", body="police act here"),
            ]
        )
        assert order(empty, Word("gambling")) == ["announcement:title", "announcement:body"]

    def test_names_above_body(self, empty):
        empty.upsert(
            [
                make_doc("announcement:body", title="One", body="weixin and others"),
                make_doc("announcement:names", title="Two", names=("Weixin",), body="and others"),
            ]
        )
        assert order(empty, Word("weixin")) == ["announcement:names", "announcement:body"]

    def test_phrase_above_scattered_words(self, empty):
        empty.upsert(
            [
                make_doc("announcement:far", title="A", body="cloud rain on a broken disk"),
                make_doc(
                    "announcement:near", title="B", body="rain on a broken cloud disk of here"
                ),
            ]
        )
        assert order(empty, And((Word("cloud"), Word("disk")))) == [
            "announcement:near",
            "announcement:far",
        ]

    def test_later_day_breaks_a_tie(self, empty):
        empty.upsert(
            [
                make_doc("announcement:old", title="Gambling ends", on="2012-01-01"),
                make_doc("announcement:new", title="Gambling ends", on="2012-02-01"),
                make_doc("announcement:never", title="Gambling ends"),
            ]
        )
        assert order(empty, Word("gambling")) == [
            "announcement:new",
            "announcement:old",
            "announcement:never",
        ]

    def test_order_survives_updates(self, empty):
        docs = [make_doc(f"announcement:{i}", title="same words", on="2012-01-01") for i in "abcd"]
        empty.upsert(docs)
        before = [order(empty), order(empty, Word("same"))]
        for doc in docs[:2]:
            empty.upsert([doc])
        assert [order(empty), order(empty, Word("same"))] == before

    def test_filters_do_not_change_the_order(self, engine):
        chosen = {"language": Choice(frozenset({"en", "zh-Hans", schema.NONE}))}
        without = order(engine, Word("微信"))
        assert order(engine, Word("微信"), filters=chosen) == [
            key for key in without if key != "announcement:zh2"
        ]

    def test_pages_divide_the_hits(self, engine):
        for text in (Everything(), Or((Word("case"), Word("微信"), Word("Zhejiang")))):
            whole = order(engine, text)
            pages = [key for page in (1, 2, 3, 4) for key in order(engine, text, size=2, page=page)]
            assert pages == whole
            assert engine.search(Query(text=text, size=2, page=2)).total == len(whole)

    def test_page_beyond_the_last_is_empty(self, engine):
        page = engine.search(Query(page=9999))
        assert (page.hits, page.total) == ((), len(ALL))

    def test_no_hits_asked_gives_counts_alone(self, engine):
        page = engine.search(Query(size=0))
        assert (page.hits, page.total) == ((), len(ALL))
        assert page.facets["kind"]

    # ---- writing ----

    def test_upsert_replaces(self, engine):
        engine.upsert([make_doc("announcement:en1", title="Quite another")])
        assert found(engine, Word("Tianjin")) == {"case:c1"}
        assert found(engine, Word("another")) == {"announcement:en1"}
        assert engine.info().documents == len(ALL)

    def test_later_of_two_in_one_batch_stands(self, empty):
        with empty.writing() as writer:
            writer.upsert([make_doc(title="first")])
            writer.upsert([make_doc(title="second")])
        assert found(empty, Everything()) == {"announcement:a1"}
        assert found(empty, Word("second")) == {"announcement:a1"}
        with empty.writing() as writer:
            writer.upsert([make_doc(title="third")])
            writer.delete(["announcement:a1"])
        assert found(empty, Everything()) == set()

    def test_delete_ignores_strangers(self, engine):
        engine.delete(["announcement:en1", "announcement:none"])
        assert found(engine, Everything()) == ALL - {"announcement:en1"}
        assert counts(engine, "platform")["qq"] == 1

    def test_failed_batch_changes_nothing(self, engine):
        with pytest.raises(ZeroDivisionError):
            interrupt(engine.writing(), make_doc("announcement:en1", title="Half"))
        assert found(engine, Everything()) == ALL
        assert found(engine, Word("half")) == set()
        engine.upsert([make_doc(title="Half")])
        assert found(engine, Word("half")) == {"announcement:a1"}

    def test_rebuild_replaces_all_at_once(self, engine):
        with engine.rebuild(reload_nothing) as writer:
            writer.upsert([make_doc(title="new world")])
            assert found(engine, Everything()) == ALL
        assert found(engine, Everything()) == {"announcement:a1"}

    def test_failed_rebuild_leaves_the_live_index(self, engine):
        with pytest.raises(ZeroDivisionError):
            interrupt(engine.rebuild(reload_nothing), make_doc())
        assert found(engine, Everything()) == ALL

    def test_changes_during_a_rebuild_are_kept(self, engine):
        changed = make_doc("announcement:en1", title="Changed meanwhile")
        asked = []

        def reload(keys):
            asked.extend(keys)
            return [changed] if "announcement:en1" in keys else []

        with engine.rebuild(reload) as writer:
            writer.upsert(HAND_MADE)
            engine.upsert([changed])
            engine.delete(["case:c1"])
            assert found(engine, Word("meanwhile")) == {"announcement:en1"}
        assert found(engine, Word("meanwhile")) == {"announcement:en1"}
        assert found(engine, Everything()) == ALL - {"case:c1"}
        assert sorted(asked) == ["announcement:en1", "case:c1"]

    def test_lookup_and_keys(self, engine):
        prints = {doc.key: doc.fingerprint for doc in HAND_MADE}
        assert engine.lookup([*prints, "case:none"]) == prints
        assert set(engine.keys()) == ALL
        engine.delete(["case:c1"])
        assert set(engine.keys()) == ALL - {"case:c1"}
        assert engine.lookup(["case:c1"]) == {}

    def test_info(self, engine):
        info = engine.info()
        assert info.engine == engine.name
        assert info.documents == len(ALL)
        assert info.size >= 0
        assert info.made

    def test_empty_index_answers(self, empty):
        page = empty.search(Query(text=And((Word("a"), Word("case")))))
        assert (page.hits, page.total) == ((), 0)
        assert empty.info().documents == 0
        assert list(empty.keys()) == []

    def test_opens_again_after_close(self, engine):
        engine.close()
        assert found(engine, Word("gambling")) == {"announcement:en2"}

    # ---- words of the index ----

    def test_frequencies(self, engine):
        assert engine.frequencies("body", ["report", "zhejiang", "none"]) == {
            "report": 2,
            "zhejiang": 1,
            "none": 0,
        }
        assert engine.frequencies("words", ["reported"]) == {"reported": 1}
        assert engine.frequencies("names", ["微信"]) == {"微信": 2}
        assert engine.frequencies("platform", ["qq", "none"]) == {"qq": 2, "none": 0}

    def test_completions(self, engine):
        assert engine.complete("crim", 5) == [("criminal", 1), ("criminally", 1)]
        assert engine.complete("wech", 5) == [("wechat", 2)]
        assert engine.complete("ti", 1) == [("tianjin", 2)]
        assert engine.complete("none", 5) == []

    def test_errors_are_ours(self, engine):
        with pytest.raises((ValueError, SearchError)):
            engine.search(Query(sort="no such"))
