"""Names: found in lines, looked up by field, completed."""

from archive.search.assist import suggest_names
from archive.search.names import Name, Names

NAMES = Names(
    (
        Name("platform", "wechat", "WeChat", ("WeChat", "微信", "Weixin"), key="platform:wechat"),
        Name("platform", "weibo", "Weibo", ("Weibo", "微博", "Sina Weibo"), key="platform:weibo"),
        Name(
            "agency", "mps", "Ministry", ("Ministry of Public Security", "公安部"), key="agency:mps"
        ),
        *(Name("county", str(i), f"Chaoyang {i}", ("Chaoyang",)) for i in range(6)),
    ),
    {"status": {"arrested": "Arrested"}},
)


def test_the_longest_names_are_found():
    found = NAMES.find("sina weibo and 微信 of the MINISTRY OF PUBLIC SECURITY")
    assert [[n.id for n in match.value] for match in found] == [["weibo"], ["wechat"], ["mps"]]


def test_parts_of_words_are_no_names():
    assert NAMES.find("weibos") == []


def test_a_form_of_too_many_records_means_none():
    assert NAMES.find("Chaoyang") == []
    assert len(NAMES.resolve("county", "chaoyang")) == 6


def test_labels():
    assert NAMES.label("platform", "wechat") == "WeChat"
    assert NAMES.label("status", "arrested") == "Arrested"
    assert NAMES.label("status", "odd") == "odd"
    assert NAMES.label("platform", "(none)") == "(none)"


def weigh_nothing(names):
    return [0] * len(names)


def suggested(text, limit=8, weigh=weigh_nothing):
    return [(s.text, s.key) for s in suggest_names(text, NAMES, weigh, limit)]


def test_suggestions_begin_as_typed_in_either_language():
    assert suggested("wei") == [("Weibo", "platform:weibo"), ("Weixin", "platform:wechat")]
    assert suggested("微") == [("微信", "platform:wechat"), ("微博", "platform:weibo")]
    assert suggested("WEC") == [("WeChat", "platform:wechat")]


def test_suggestions_may_begin_at_a_later_word():
    assert suggested("public sec") == [("Ministry of Public Security", "agency:mps")]
    assert suggested("安") == [("公安部", "agency:mps")]


def test_a_record_is_suggested_by_its_label_where_that_fits():
    names = Names(
        (Name("agency", "a", "Ministry of Security", ("Ministry of S", "Ministry of Security")),)
    )
    assert [s.text for s in suggest_names("minis", names, weigh_nothing)] == [
        "Ministry of Security"
    ]


def test_names_of_more_documents_come_first_after_the_one_typed_whole():
    def weigh(names):
        return [{"wechat": 9, "weibo": 5, "mps": 20}.get(name.id, 0) for name in names]

    assert [key for _, key in suggested("w", weigh=weigh)] == ["platform:wechat", "platform:weibo"]
    assert suggested("weibo", weigh=weigh)[0] == ("Weibo", "platform:weibo")
    # "Sina Weibo" only goes on so: "Weibo" begins so.
    assert suggested("s", weigh=weigh)[0] == ("Sina Weibo", "platform:weibo")


def test_each_record_is_suggested_once():
    assert [key for _, key in suggested("we")] == ["platform:weibo", "platform:wechat"]
    assert len(suggested("c", 3)) == 3
    assert suggested("") == suggested("   ") == suggested("zzz") == []
