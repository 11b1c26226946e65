"""Files to pages: formats, encodings, metadata, and what cannot be read."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from archive.ingest import read as reading
from archive.ingest.errors import Unreadable
from archive.ingest.read import expand, open_sources, read
from archive.ingest.types import Hints, Source

CHINESE = (
    "全国公安机关开展专项行动\n\n近日，公安部公布一批打击网络犯罪的典型案例，共抓获犯罪嫌疑人。"
)
TRADITIONAL = "警方開展專項行動\n\n近日，公安部公佈一批打擊網絡犯罪的典型案例，共拘捕疑犯。"
ENGLISH = "Police close twelve sites\n\nThe bureau said that it had closed them on Monday."

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>公安局公布典型案例_某市公安局</title>
<meta name="PubDate" content="2021-05-07 10:00"><meta name="ContentSource" content="某市公安局">
</head><body><div class="nav"><a href="/">首页</a> &gt; <a href="/a">要闻</a></div>
<h1>公安局公布典型案例</h1>
<div class="info">发布时间：2021-05-07 10:00 来源：某市公安局</div>
<div class="content"><p>近日，市公安局公布一批打击网络犯罪的典型案例，共抓获嫌疑人一百余人。</p>
<figure><img src="a.jpg"><figcaption>民警在现场清点物品。</figcaption></figure>
<p>一、网络诈骗案。警方接到群众报案，称被骗人民币三万元，随后展开侦查，将其抓获。</p></div>
<section id="comments"><h3>Leave a Reply</h3><form><textarea></textarea></form></section>
<div class="footer">版权所有：某市公安局</div></body></html>"""


def make_page(data, media_type="text/plain", **hints):
    return read(Source("a", data, media_type, Hints(**hints)))


def texts(page):
    return [block.text for block in page.blocks]


# ---- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_chinese_text_is_decoded(encoding):
    assert texts(make_page(CHINESE.encode(encoding))) == CHINESE.split("\n\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "big5", "gb18030"])
def test_traditional_text_is_decoded(encoding):
    assert texts(make_page(TRADITIONAL.encode(encoding))) == TRADITIONAL.split("\n\n")


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "cp1252"])
def test_english_text_is_decoded(encoding):
    assert texts(make_page(ENGLISH.encode(encoding))) == ENGLISH.split("\n\n")


def test_french_text_of_one_byte_a_letter_is_not_taken_for_chinese():
    text = "La société a été condamnée à une amende de 50 000 € pour défaut de sécurité."
    assert texts(make_page(text.encode("cp1252"))) == [text]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b" \n\t\r\n", "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
        (bytes(range(128, 256)) * 20, "no text in UTF-8"),
        (b"\xff\xfe" + b"\x00\xd8" * 9, "mark"),
        (CHINESE.encode("utf-8")[1:], "no text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(Unreadable, match=reason) as refused:
        make_page(data)
    assert refused.value.source == "a"
    assert refused.value.remedy


# ---- text


def test_a_first_short_line_is_a_heading_and_lines_are_paragraphs():
    page = make_page(b"Police close sites\nThey said so today.\nMore will follow.")
    assert [(block.kind, block.text) for block in page.blocks] == [
        ("heading", "Police close sites"),
        ("paragraph", "They said so today."),
        ("paragraph", "More will follow."),
    ]


def test_lines_wrapped_at_a_column_are_one_paragraph():
    wrapped = (
        "The bureau said on Monday that its officers had searched nine rooms in\n"
        "three cities, seized computers and telephones, and arrested forty per-\n"
        "sons who are thought to have run the site for two years, as it were.\n"
    )
    (text,) = texts(make_page(wrapped.encode()))
    assert "rooms in three cities" in text
    assert "forty persons who" in text


# ---- HTML


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_page_gives_text_without_its_furniture_and_what_its_markup_states(charset):
    page = make_page(PAGE.format(charset=charset).encode(charset), "text/html")
    assert texts(page) == [
        "公安局公布典型案例",
        "发布时间：2021-05-07 10:00 来源：某市公安局",
        "近日，市公安局公布一批打击网络犯罪的典型案例，共抓获嫌疑人一百余人。",
        "民警在现场清点物品。",
        "一、网络诈骗案。警方接到群众报案，称被骗人民币三万元，随后展开侦查，将其抓获。",
    ]
    assert [block.kind for block in page.blocks] == [
        *("heading", "paragraph", "paragraph", "caption", "paragraph")
    ]
    assert page.stated["title"] == "公安局公布典型案例"
    assert page.stated["published"] == "2021-05-07"
    assert page.stated["publisher"] == "某市公安局"


@pytest.mark.parametrize("markup", [b"<html></html>", b"<!DOCTYPE html><body><script>1</script>"])
def test_a_page_without_words_is_refused(markup):
    with pytest.raises(Unreadable, match="no text"):
        make_page(markup, "text/html")


def test_broken_markup_is_read_for_what_it_holds():
    page = make_page(b"<div><p>Police closed <b>twelve sites<p>They said so on Monday", "text/html")
    assert "twelve sites" in " ".join(texts(page))


def test_control_characters_in_markup_do_no_harm():
    sentence = "They said so on Monday. " * 12
    page = make_page(f"<h1>Police close &#1;sites</h1><p>\x01{sentence}</p>".encode(), "text/html")
    assert texts(page) == ["Police close sites", sentence.strip()]


def test_hints_override_what_the_page_states():
    page = make_page(
        PAGE.format(charset="utf-8").encode(), "text/html", published="2020", publisher="Xinhua"
    )
    assert (page.stated["published"], page.stated["publisher"]) == ("2020", "Xinhua")
    assert "published_from" not in page.stated


# ---- PDF


def make_pdf(lines, *, password=None):
    """A PDF of one page with the lines, or with none, as a small text writer makes it."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 10 Tf 14 TL 50 740 Td {shown} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_gives_paragraphs():
    data = make_pdf(
        [
            "Police close twelve sites",
            "The bureau said on Monday that its officers had searched nine rooms in three",
            "cities and arrested forty per-",
            "sons who ran the site.",
            "- 1 -",
        ]
    )
    page = make_page(data, "application/pdf")
    assert texts(page)[0] == "Police close twelve sites"
    assert page.blocks[0].kind == "heading"
    assert "in three cities and arrested" in " ".join(texts(page))
    assert "- 1 -" not in texts(page)


def test_a_pdf_is_known_by_its_bytes():
    assert make_page(make_pdf(["Police close twelve sites"])).media_type == "application/pdf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nnothing of the kind", "damaged"),
        (b"no PDF at all, though named so", "damaged"),
        (make_pdf(["A secret"], password="word"), "encrypted"),
        (make_pdf([""]), "pictures of pages"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused(data, reason):
    with pytest.raises(Unreadable, match=reason):
        make_page(data, "application/pdf")


# ---- JSON Lines


def test_json_lines_are_read_one_by_one_and_a_bad_line_stops_no_other(tmp_path):
    path = tmp_path / "a.jsonl"
    good = {"text": CHINESE, "publisher": "Xinhua", "published": "2021-05-07T10:00:00+08:00"}
    path.write_text(
        "\n".join(
            [
                json.dumps(good, ensure_ascii=False),
                "",
                "{broken",
                json.dumps(["no object"]),
                json.dumps({"title": "nothing else"}),
                json.dumps({"html": PAGE.format(charset="utf-8"), "title": "另一标题"}),
            ]
        ),
        encoding="utf-8",
    )
    sources = list(open_sources(path))
    assert [source.name for source in sources] == [f"{path}#{n}" for n in (1, 3, 4, 5, 6)]
    first = read(sources[0])
    assert first.stated["published"] == "2021-05-07"
    assert first.stated["publisher"] == "Xinhua"
    for source, reason in zip(sources[1:4], ["no JSON", "no JSON object", "neither"], strict=True):
        with pytest.raises(Unreadable, match=reason):
            read(source)
    last = read(sources[4])
    assert last.blocks[0].text == last.stated["title"] == "另一标题"


# ---- WARC


def make_warc(path, records):
    parts = []
    for url, status, media_type, data in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}"
        )
        record = head.encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"
        parts.append(gzip.compress(record) if path.suffix == ".gz" else record)
    path.write_bytes(b"".join(parts))


RECORDS = [
    ("https://example.org/a", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://example.org/b", "404 Not Found", "text/html", b"<p>Not here"),
    ("https://example.org/c.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://example.org/d", "200 OK", "text/plain", ENGLISH.encode()),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_warc_gives_the_pages_that_were_answered(tmp_path, name):
    path = tmp_path / name
    make_warc(path, RECORDS)
    sources = list(open_sources(path, Hints(language="zh-Hans")))
    assert [source.name for source in sources] == [
        f"{path}#https://example.org/a",
        f"{path}#https://example.org/d",
    ]
    page = read(sources[0])
    assert page.stated["url"] == "https://example.org/a"
    assert page.stated["language"] == "zh-Hans"


def test_a_warc_cut_short_gives_what_stands_before(tmp_path):
    path = tmp_path / "a.warc.gz"
    make_warc(path, RECORDS)
    path.write_bytes(path.read_bytes()[:-40])
    first, *_, last = open_sources(path)
    assert first.name.endswith("/a")
    assert isinstance(last, Unreadable) or read(last)


@pytest.mark.parametrize("data", [b"", b"no records", b"\x1f\x8b no gzip"])
def test_a_file_that_is_no_warc_is_refused(tmp_path, data):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    (refused,) = open_sources(path)
    assert isinstance(refused, Unreadable)
    assert refused.remedy


# ---- files


def test_files_and_folders_are_expanded_in_name_order(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.HTML", "b/notes.md", "a.warc.gz"):
        (tmp_path / name).write_text("x")
    found = list(expand([tmp_path, tmp_path / "c.txt"]))
    assert [path.name for path in found] == ["a.warc.gz", "a.HTML", "c.txt", "c.txt"]


def test_what_cannot_be_expanded_is_named_and_stops_nothing(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    *refused, good = expand(
        [tmp_path / "gone.txt", tmp_path / "empty", tmp_path / "a.md", tmp_path / "b.txt"]
    )
    assert [item.reason for item in refused] == [
        "There is no such file",
        "The folder holds no documents",
        "Files of this kind are not read",
    ]
    assert good.name == "b.txt"


def test_a_file_that_disappears_is_an_error_of_its_own(tmp_path):
    for name in ("a.txt", "a.jsonl", "a.warc"):
        (refused,) = open_sources(tmp_path / name)
        assert "cannot be opened" in refused.reason


def test_a_file_above_the_limit_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 100)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 101)
    (refused,) = open_sources(path)
    assert "101 bytes" in refused.reason
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b'{"text": "' + b"x" * 200 + b'"}\n{"text": "short"}\n')
    long, short = open_sources(lines)
    assert "too long" in long.reason
    assert read(short).blocks[0].text == "short"
    with pytest.raises(Unreadable, match="more than 100"):
        read(Source("a", b"x" * 101, "text/plain"))
