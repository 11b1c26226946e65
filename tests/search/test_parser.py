"""The query language: what a line means, and what is said of one that means little."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search.names import Name, Names
from archive.search.parser import FIELDS, parse_query
from archive.search.plan import make_plan
from archive.search.query import (
    And,
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
    walk,
)
from archive.text.script import has_han

NOBODY = Names()
NAMES = Names(
    (
        Name("platform", "wechat", "WeChat", ("WeChat", "微信", "Weixin"), key="platform:wechat"),
        Name("province", "CN-ZJ", "Zhejiang", ("Zhejiang", "浙江省", "浙江")),
        Name("campaign", "net-net-2015", "Net Net 2015", ("Net Net 2015", "净网2015")),
        Name(
            "agency",
            "mps",
            "Ministry of Public Security",
            ("Ministry of Public Security", "公安部"),
            ("Ministry",),
        ),
        Name("city", "320300", "Suining one", ("Suining",)),
        Name("county", "320324", "Suining two", ("Suining",)),
        Name("county", "450329", "Ziyuan County", ("资源县", "资源"), short=frozenset({"资源"})),
        Name("county", "530629", "Weixin County", ("Weixin",), short=frozenset({"weixin"})),
    ),
    {
        "status": {"arrested": "arrested", "sentenced": "sentenced"},
        "language": {"zh-Hans": "Chinese (Simplified)", "zh-Hant": "Chinese (Traditional)"},
        "publisher": {name: name for name in ("Xinhua", "China Daily", "Daily News")},
    },
    {"status": {"arrested": ("已逮捕",)}, "publisher": {"Xinhua": ("新华社",)}},
)


WECHAT = (Value("platform", "wechat"), Phrase("WeChat"), Phrase("Weixin"))
"""What 微信 is understood as, beside its own words."""


def day(text):
    return date.fromisoformat(text).toordinal()


def tree(line, names=NOBODY, **options):
    return parse_query(line, names, **options).tree


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("fraud", Word("fraud")),
        ("online fraud", And((Word("online"), Word("fraud")))),
        ("online AND fraud", And((Word("online"), Word("fraud")))),
        ("online OR fraud", Or((Word("online"), Word("fraud")))),
        ("NOT fraud", Not(Word("fraud"))),
        ("-fraud", Not(Word("fraud"))),
        ("+fraud", Word("fraud")),
        ("online -fraud", And((Word("online"), Not(Word("fraud"))))),
        ("(a1 OR b1) c1", And((Or((Word("a1"), Word("b1"))), Word("c1")))),
        ("a1 b1 OR c1", And((Word("a1"), Or((Word("b1"), Word("c1")))))),
        ("(a1 -b1) c1", And((Word("a1"), Not(Word("b1")), Word("c1")))),
        ("a1 -(b1 c1)", And((Word("a1"), Not(And((Word("b1"), Word("c1"))))))),
        ('"online fraud"', Phrase("online fraud")),
        ("“online fraud”", Phrase("online fraud")),
        ("「公安部」", Phrase("公安部")),
        ('"online fraud"~3', Phrase("online fraud", 3)),
        ('-"online fraud"', Not(Phrase("online fraud"))),
        ("fra*", Prefix("fra")),
        ("fraud~", Fuzzy("fraud", 1)),
        ("fraud~2", Fuzzy("fraud", 2)),
        ("title:fra*", Prefix("fra", "title")),
        ("title:fraud~", Fuzzy("fraud", 1, "title")),
        ("COVID-19", Word("COVID-19")),
        ("cloud-disk", Word("cloud-disk")),
        ("the fraud of Xi’an", And((Word("fraud"), Word("Xi'an")))),
        ("ＡＢＣ", Word("ABC")),
        ("NOT NOT fraud", Word("fraud")),
        ("title:fraud", Word("fraud", "title")),
        ('title:"online fraud"', Phrase("online fraud", 0, "title")),
        ("标题:诈骗", Word("诈骗", "title")),
        ("kind:case", Value("kind", "case")),
        ("status:Arrested", Value("status", "Arrested")),
        ("-kind:case", Not(Value("kind", "case"))),
        ("kind:(case OR campaign)", Or((Value("kind", "case"), Value("kind", "campaign")))),
        ('offence:"(none)"', Value("offence", "(none)")),
        ("designation:3·10", Designation("3·10")),
        ("suspects:100", Range("suspects", 100, 100)),
        ("suspects:>=100", Range("suspects", 100, None)),
        ("suspects:≥100", Range("suspects", 100, None)),
        ("suspects:>100", Range("suspects", 100, None, False)),
        ("suspects:<4,800", Range("suspects", None, 4800, True, False)),
        ("suspects:100..500", Range("suspects", 100, 500)),
        ("suspects:[100 TO 500]", Range("suspects", 100, 500)),
        ("suspects:{100 TO 500}", Range("suspects", 100, 500, False, False)),
        ("suspects:[100 TO ]", Range("suspects", 100, None)),
        ("suspects:[* TO 500]", Range("suspects", None, 500)),
        ("amount:>=1.5亿", Range("amount", 150_000_000, None)),
        ("amount:>=2m", Range("amount", 2_000_000, None)),
        ("amount:>=1.5 million", Range("amount", 1_500_000, None)),
        ("suspects:>= 100", Range("suspects", 100, None)),
        ("suspects: >=100", Range("suspects", 100, None)),
        ("suspects >= 100", Range("suspects", 100, None)),
        ("suspects>100 fraud", And((Range("suspects", 100, None, False), Word("fraud")))),
        ("-suspects < 100", Not(Range("suspects", None, 100, True, False))),
        ("嫌疑人≥100", Range("suspects", 100, None)),
        ('"suspects > 100"', Phrase("suspects > 100")),
        ("date >= 2015", Dates(day("2015-01-01"), None)),
        ("date: 2015", Dates(day("2015-01-01"), day("2015-12-31"))),
        ("kind: case", Value("kind", "case")),
        ("title: fraud", Word("fraud", "title")),
        ("cases: 5", And((Word("cases:"), Word("5")))),
        ("fraud > 100", And((Word("fraud"), Word("100")))),
        ("date:2015", Dates(day("2015-01-01"), day("2015-12-31"))),
        ("date:2015-02", Dates(day("2015-02-01"), day("2015-02-28"))),
        ("date:2015-06-01", Dates(day("2015-06-01"), day("2015-06-01"))),
        ("date:2015年6月", Dates(day("2015-06-01"), day("2015-06-30"))),
        ("date:[2015 TO 2016-03]", Dates(day("2015-01-01"), day("2016-03-31"))),
        ("date:>=2015", Dates(day("2015-01-01"), None)),
        ("date:>2015", Dates(day("2016-01-01"), None)),
        ("date:<2015", Dates(None, day("2014-12-31"))),
        ("date:2015..", Dates(day("2015-01-01"), None)),
        ("year:2015", Dates(day("2015-01-01"), day("2015-12-31"))),
    ],
)
def test_a_line_means(line, expected):
    parsed = parse_query(line, NOBODY)
    assert parsed.tree == expected
    assert parsed.problems == ()


MISTAKES = pytest.mark.parametrize(
    ("line", "expected", "told"),
    [
        ('"online fraud', And((Word("online"), Word("fraud"))), "quotation mark"),
        ("(online fraud", And((Word("online"), Word("fraud"))), "bracket"),
        ("online) fraud", And((Word("online"), Word("fraud"))), "bracket"),
        ("colour:red", Word("colour:red"), "Fields are kind,"),
        ("tittle:fraud", Word("tittle:fraud"), "Did you mean “title:”?"),
        ("status:hanged", Word("hanged"), "There are arrested, sentenced."),
        ("body:fra*", Prefix("fra"), "do not work in “body”"),
        ("names:fra~", Fuzzy("fra"), "do not work in “names”"),
        ("a1:b1:c1", Word("a1:b1:c1"), "is no field"),
        ("suspects:many fraud", Word("fraud"), "“many” could not be read"),
        ("suspects:[5 TO 1]", Everything(), "is empty"),
        ("suspects:[ TO ]", Everything(), "no bounds"),
        ("date:[2016 TO 2015]", Everything(), "is empty"),
        ("date:[foo TO bar] fraud", Word("fraud"), "“foo” could not be read"),
        ("date:2015-13", Everything(), "could not be read"),
        ("[1 TO 2] fraud", Word("fraud"), "needs a field"),
        ("the of", Everything(), "too common"),
        ("…!?", Everything(), "no word"),
        ("f*", Word("f"), "too short"),
        ("fraud~7", Fuzzy("fraud", 2), "at most 2"),
        ("诈骗~", Word("诈骗"), "single words"),
        ('"a1 b1"~50', Phrase("a1 b1", 10), "At most 10"),
        ("platform:nobody", Word("nobody"), "No platform is called “nobody”"),
        ("place:nowhere", Word("nowhere"), "No place is called"),
        ("x1 " * 300, None, "first 200 words"),
        ("y" * 10_000, None, "first 2,000 characters"),
    ],
)


@MISTAKES
def test_a_mistake_is_told_and_the_rest_searched(line, expected, told):
    parsed = parse_query(line, NAMES)
    assert told in " ".join(parsed.problems)
    if expected is not None:
        assert parsed.tree == expected


@MISTAKES
def test_mistakes_are_told_in_the_language_of_the_interface(line, expected, told):
    with translation.override("zh-hans"):
        problems = parse_query(line, NAMES).problems
    assert problems
    assert all(has_han(problem) for problem in problems)


@pytest.mark.parametrize(
    "line",
    ["NOT OR x1", "x1 OR", "AND", "()", "(NOT) x1", "OR OR x1", "x1 AND OR", "- x1", ":", "a1:"],
)
def test_operators_that_join_nothing_are_left_out(line):
    assert {n.text for n in walk(tree(line)) if isinstance(n, Word)} <= {"x1", "a1:", "a1"}


def test_depth_is_bounded():
    deep = tree("(" * 900 + "x1" + ")" * 900)
    assert deep == Word("x1")
    alternating = "x1 OR (y1 " * 180 + "z1" + ")" * 180
    make_plan(Query(text=tree(alternating)))


# ---- names ----


@pytest.mark.parametrize("line", ["微信", "WeChat", "weixin", "WEIXIN"])
def test_a_name_is_looked_for_as_the_record_it_means(line):
    parsed = parse_query(line, NAMES)
    words, value, *forms = parsed.tree.parts
    assert (words, value) == (Word(line), Value("platform", "wechat"))
    assert len(forms) == 2
    assert {f.text.lower() for f in forms} | {line.lower()} == {"wechat", "微信", "weixin"}
    (understood,) = parsed.understood
    assert (understood.text, understood.field, understood.id) == (line, "platform", "wechat")


def test_a_name_of_several_words_is_one():
    assert tree("net net 2015 fraud", NAMES) == And(
        (
            Or(
                (
                    Word("net net 2015"),
                    Value("campaign", "net-net-2015"),
                    Phrase("净网2015"),
                )
            ),
            Word("fraud"),
        )
    )
    assert tree("净网 2015", NAMES) == And((Word("净网"), Word("2015")))


def test_names_stand_beside_each_other():
    assert tree("微信 Zhejiang", NAMES) == And(
        (
            Or((Word("微信"), *WECHAT)),
            Or((Word("Zhejiang"), Value("province", "CN-ZJ"), Phrase("浙江省"), Phrase("浙江"))),
        )
    )


def test_han_without_blanks_is_also_read_as_name_and_word():
    assert tree("微信诈骗", NAMES) == Or(
        (
            Word("微信诈骗"),
            And((Or((Word("微信"), *WECHAT)), Word("诈骗"))),
        )
    )
    assert tree("微信群", NAMES) == Word("微信群")


def test_a_short_name_means_its_place_only_as_a_word_of_its_own():
    assert tree("资源", NAMES) == Or((Word("资源"), Value("county", "450329"), Phrase("资源县")))
    assert tree("网络资源", NAMES) == Word("网络资源")
    assert tree("资源县诈骗", NAMES) != Word("资源县诈骗")


def test_a_short_name_gives_way_to_a_whole_one():
    assert [u.id for u in parse_query("Weixin", NAMES).understood] == ["wechat"]
    assert tree("county:weixin", NAMES) == Value("county", "530629")


def test_several_meanings_are_alternatives():
    assert tree("Suining", NAMES) == Or(
        (Word("Suining"), Value("city", "320300"), Value("county", "320324"))
    )
    assert tree("place:suining", NAMES) == Or((Value("city", "320300"), Value("county", "320324")))


def test_ruling_out_a_name_rules_out_the_record():
    assert tree("-微信", NAMES) == Not(Or((Word("微信"), *WECHAT)))


@pytest.mark.parametrize(("line", "options"), [('"微信"', {}), ("微信", {"exact": True})])
def test_the_exact_form_means_the_words_alone(line, options):
    parsed = parse_query(line, NAMES, **options)
    assert (parsed.tree, parsed.understood) == (Phrase("微信"), ())


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("platform:wechat", Value("platform", "wechat")),
        ("平台:微信", Value("platform", "wechat")),
        ('agency:"ministry of public security"', Value("agency", "mps")),
        ("agency:ministry", Value("agency", "mps")),
        ("place:浙江", Value("province", "CN-ZJ")),
        ("province:CN-ZJ", Value("province", "CN-ZJ")),
        ("status:Arrested", Value("status", "arrested")),
        ("status:逮捕", Value("status", "arrested")),
        ("language:chinese", Or((Value("language", "zh-Hans"), Value("language", "zh-Hant")))),
        ("publisher:新华社", Value("publisher", "Xinhua")),
        ("publisher:xinhua", Value("publisher", "Xinhua")),
        ('来源:"China daily"', Value("publisher", "China Daily")),
        ("publisher:News", Value("publisher", "Daily News")),
        (
            "publisher:daily",
            Or((Value("publisher", "China Daily"), Value("publisher", "Daily News"))),
        ),
        ("publisher:Other", Value("publisher", "Other")),
    ],
)
def test_a_value_may_be_given_by_any_name(line, value):
    assert tree(line, NAMES) == value


def test_weak_names_are_understood_unless_they_are_short_words():
    names = Names(
        (Name("platform", "weibo", "Weibo", ("Weibo",), ("微博", "micro-blog", "Blog", "博")),)
    )
    for line in ("微博", "micro-blog"):
        other = {"微博": "micro-blog", "micro-blog": "微博"}[line]
        parts = tree(line, names).parts
        assert parts[:3] == (Word(line), Value("platform", "weibo"), Phrase("Weibo"))
        assert Phrase(other) in parts
    for line in ("blog", "博"):
        assert tree(line, names) == Word(line)


SCRAPS = (
    *("AND", "OR", "NOT", "(", ")", '"', "-", "+", ":", "[", "]", "{", "TO", ">=", "~2", "*"),
    *("fraud", "微信", "the", "2015", "x*", "y~", "\n", "\x00"),
    *("suspects:", "date:", "title:", "colour:"),
)
LINES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(SCRAPS),
        max_size=25,
    ).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])),
)


@settings(max_examples=300, deadline=None)
@given(LINES, st.booleans())
@example("NOT OR x", False)
@example("(NOT (NOT)) OR", False)
@example("[ TO ] TO ]", True)
def test_no_line_is_an_error(line, exact):
    parsed = parse_query(line, NAMES, exact=exact)
    make_plan(Query(text=parsed.tree))
    assert all(problem.endswith((".", "?")) for problem in parsed.problems)


def test_every_field_is_read():
    for field in FIELDS:
        assert "is no field" not in " ".join(parse_query(f"{field}:2015", NAMES).problems)
