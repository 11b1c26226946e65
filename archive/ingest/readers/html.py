"""Saved web pages: the article's text, with navigation, comment forms and footers left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive.ingest.errors import Unreadable
from archive.ingest.readers import Reading, read_date
from archive.ingest.readers.text import decode_text, split_blocks
from archive.ingest.types import Block

META = {
    "published": (
        "article:published_time",
        "og:published_time",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "datepublished",
        "firstpublishedtime",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "date",
    ),
    "publisher": ("contentsource", "og:site_name", "sitename", "article:publisher", "dc.publisher"),
    "reporter": ("author", "article:author", "dc.creator"),
    "title": ("articletitle", "og:title", "dc.title"),
    "url": ("og:url",),
}
"""Names of `meta` elements that state a fact, the surest first. PubDate, ContentSource and
ArticleTitle are those of Chinese government sites."""

CREDIT_LONGEST = 140
"""Code points of the longest line between headline and text that may be a credit line."""

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_CREDIT = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]|来源|來源|记者|記者|作者|[Ss]ource|[Pp]ublished|[Dd]ate|\bBy\b"
)
_SUFFIX = re.compile(r"\s+[-–—|_]+\s+[^-–—|_]{2,40}$|[_|][^_|]{2,30}$")
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|comments?|respond|share|sharing"
    r"|social|foot|footer|sidebar|related|recommend|copyright|pagination|pager)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SMALLEST = "60"
"""Code points of the shortest article that is believed to be one: a Chinese notice is brief."""

_CAPTION_MARK = "\ue010"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def read_html(data: bytes, source: str) -> Reading:
    """Blocks and metadata of a page. Raises Unreadable where there is no markup to read."""
    declared = _DECLARED.search(data[:4096])
    return read_markup(
        decode_text(data, source, declared[1].decode("ascii") if declared else None), source
    )


def read_markup(markup: str, source: str) -> Reading:
    """Blocks and metadata of a page's markup."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(_CONTROL.sub("", _PROLOG.sub("", markup)))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable(
            source, f"Its HTML cannot be read: {error}", "Save the page again, or as text"
        ) from error
    stated = _read_meta(tree)
    lines = _read_lines(tree)
    blocks = _read_article(tree)
    if not blocks:
        return Reading(split_blocks("\n".join(lines)), stated)
    return Reading(tuple(_add_head(blocks, lines, stated)), stated)


# ---- metadata --------------------------------------------------------------------------------


def _read_meta(tree: Any) -> dict[str, str]:
    """What `meta`, `link`, `h1` and `title` elements state."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        content = _tidy(element.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    stated = {
        key: value
        for key, names in META.items()
        if (value := next((found[name] for name in names if name in found), None))
    }
    published = read_date(stated.pop("published", "") or _read_time(tree))
    if published:
        stated |= {"published": published, "published_from": "markup"}
    if "publisher" in stated:
        stated["publisher_from"] = "markup"
    if title := _read_title(tree, stated.get("title")):
        stated["title"] = title
    for link in tree.xpath("//link[@rel='canonical']/@href")[:1]:
        stated.setdefault("url", str(link))
    return stated


def _read_time(tree: Any) -> str:
    times = tree.xpath("//article//time/@datetime | //*[@itemprop='datePublished']/@content")
    return str(times[0]) if times else ""


def _read_title(tree: Any, stated: str | None) -> str | None:
    """The only `h1`, else the stated title, else the window's without the site's name."""
    headings = [text for element in tree.iter("h1") if (text := _tidy(element.text_content()))]
    if len(headings) == 1:
        return headings[0]
    if stated:
        return stated
    window = tree.find(".//title")
    return (_SUFFIX.sub("", _tidy(window.text_content())) or None) if window is not None else None


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


# ---- text ------------------------------------------------------------------------------------

_BREAKING = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"),
        *(
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
        ),
        *("ol", "p", "section", "table", "td", "th", "tr", "ul"),
    )
)
_HIDDEN = frozenset(("head", "noscript", "script", "style", "template"))


def _read_lines(tree: Any) -> list[str]:
    """Every visible line of the page, furniture included."""
    parts: list[str] = []
    hidden = 0
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _HIDDEN:
            hidden += 1 if event == "start" else -1
        if element.tag in _BREAKING:
            parts.append("\n")
        text = element.text if event == "start" else element.tail
        if text and not hidden:
            parts.append(_SPACES.sub(" ", text))
    return [line for raw in "".join(parts).split("\n") if (line := raw.strip())]


def _read_article(tree: Any) -> list[Block]:
    """The main text as trafilatura finds it; captions marked beforehand, for it drops them."""
    import trafilatura
    from trafilatura.settings import use_config

    _drop_furniture(tree)
    for caption in tree.xpath("//figcaption"):
        text = _tidy(caption.text_content())
        caption.clear()
        caption.tag = "p"
        caption.text = _CAPTION_MARK + text
        figure = caption.getparent()
        if figure is not None and figure.tag == "figure":
            figure.tag = "div"
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SMALLEST)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False, config=config
    )
    body = getattr(found, "body", None)
    return list(_read_body(body)) if body is not None else []


def _drop_furniture(tree: Any) -> None:
    """Takes out what is plainly no article by its element or its class."""
    for element in tree.xpath("//body//*[self::nav or self::footer or self::aside or self::form]"):
        element.drop_tree()
    for element in tree.xpath("//body//*[@class or @id]"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _FURNITURE.search(names) and element.find(".//h1") is None:
            element.drop_tree()


def _read_body(body: Any) -> Iterator[Block]:
    for element in body:
        if element.tag == "table":
            for row in element.iter("row"):
                cells = (_tidy("".join(cell.itertext())) for cell in row.iter("cell"))
                yield from _make_blocks("paragraph", "  ".join(filter(None, cells)))
        elif element.tag == "list":
            for item in element.iter("item"):
                yield from _make_blocks("paragraph", _join(item))
        else:
            kind = "heading" if element.tag == "head" else "paragraph"
            yield from _make_blocks(kind, _join(element))


def _join(element: Any) -> str:
    """An element's text, a line break where the page breaks the line."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        parts += ["\n" if child.tag in ("lb", "p", "item") else "", child.text or ""]
        parts.append(child.tail or "")
    return "".join(parts)


def _make_blocks(kind: str, text: str) -> Iterator[Block]:
    for raw in text.split("\n"):
        line = _tidy(raw)
        if line.startswith(_CAPTION_MARK):
            yield Block("caption", line.lstrip(_CAPTION_MARK).strip())
        elif line:
            yield Block(kind, line)


def _add_head(blocks: list[Block], lines: list[str], stated: dict[str, str]) -> Iterator[Block]:
    """The headline and the credit lines under it, where the article's text lacks them."""
    title = stated.get("title", "")
    if title:
        yield Block("heading", title)
    blocks = [block for block in blocks if block.text != title]
    credits = list(dict.fromkeys(_find_credit_lines(lines, title, blocks)))
    yield from (Block("paragraph", line) for line in credits)
    yield from (block for block in blocks if block.text not in credits)


def _find_credit_lines(lines: list[str], title: str, blocks: list[Block]) -> Iterator[str]:
    """Short lines of date, source or writer between the headline and the text."""
    if title not in lines or not blocks:
        return
    below = lines[lines.index(title) + 1 :]
    body = {block.text for block in blocks if len(block.text) > CREDIT_LONGEST / 4}
    for line in below[:12]:
        if line in body and not _CREDIT.search(line[:24]):
            return
        if len(line) <= CREDIT_LONGEST and _CREDIT.search(line):
            yield line
