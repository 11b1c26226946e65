"""Telling the encoding of a text's bytes, or that they are no text.

A strict decode alone proves little: most bytes are valid GB18030. What decides is whether the
characters that come out are the frequent ones of Chinese, or plain letters.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from archive.text.script import fold_han

SAMPLE = 200_000
"""Code points looked at when a decoding is judged."""

ENOUGH = 0.25
"""Share of frequent characters among the non-ASCII ones below which Chinese is not believed."""

FREQUENT = (
    "的一是了不在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行"
    "所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力"
    "它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产"
    "或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口"
    "认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区"
    "保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张"
    "该交规万取拉格望觉术领共确传师观清今切院让识候带导争运警案查处网络犯罪嫌疑涉嫌刑侦破抓获淫秽色情扫黄违法"
    "局省县街派所检察院判决罚款诈骗赌博微博账号平台信息举报整治专项行动省厅"
)
PUNCTUATION = "，。、；：？！“”‘’（）《》【】「」『』—…·　〔〕〈〉％０１２３４５６７８９～"
WESTERN = "éèêëàâäçîïôöùûüÿñßæœÉÈÀÂÇÊÎÔŒ’‘“”–—…•«»€£©®·°\u00a0"

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class UnknownEncodingError(ValueError):
    """Bytes that are text in none of the encodings known here; the message says how it shows."""


@cache
def _frequent() -> frozenset[str]:
    return frozenset(FREQUENT + PUNCTUATION)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by byte order mark, the declared encoding (of a page or a
    response), UTF-8, UTF-16, GB18030, Big5 or Windows-1252, whichever makes sense.

    Raises UnknownEncodingError for binary data, and for text in no such encoding.
    """
    marked = _decode_marked(data)
    if marked is not None:
        return marked
    if b"\x00" in data[:SAMPLE] or b"\x00" in data[-SAMPLE:]:
        return _decode_wide(data)
    for name in dict.fromkeys(filter(None, ("utf-8", _known(declared)))):
        text = _try(data, name)
        if text is not None and _is_clean(text) and (name == "utf-8" or judge(text) >= ENOUGH):
            return text
    return _decode_guessed(data)


def _known(name: str | None) -> str | None:
    """The codec of a declared name; GB2312 and GBK are read as the GB18030 that holds them."""
    try:
        codec = codecs.lookup((name or "").strip().strip("\"'")).name
    except LookupError:
        return None
    if codec in ("iso8859-1", "ascii"):
        return "cp1252"
    return "gb18030" if codec in ("gb2312", "gbk") else codec


def _decode_marked(data: bytes) -> str | None:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            text = _try(data, name)
            if text is None or not _is_clean(text):
                raise UnknownEncodingError(f"it begins with the mark of {name} but is not")
            return text
    return None


def _decode_wide(data: bytes) -> str:
    """UTF-16 without a mark. Text has zero bytes in no other encoding."""
    texts = [text for name in ("utf-16-le", "utf-16-be") if (text := _try(data, name))]
    best = max(texts, key=judge, default=None)
    if best is None or not _is_clean(best) or judge(best) < ENOUGH:
        raise UnknownEncodingError("it holds zero bytes, so it is binary and no text")
    return best


def _decode_guessed(data: bytes) -> str:
    texts = [text for name in ("gb18030", "big5hkscs", "cp1252") if (text := _try(data, name))]
    best = max(texts, key=judge, default=None)
    if best is None or not _is_clean(best) or judge(best) < ENOUGH:
        raise UnknownEncodingError("it is no text in UTF-8, UTF-16, GB18030 or Big5")
    return best


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_clean(text: str) -> bool:
    """Whether control characters are absent, or so rare that they are slips."""
    sample = text[:SAMPLE]
    return len(_CONTROL.findall(sample)) * 200 <= len(sample)


def judge(text: str) -> float:
    """How much of the non-ASCII text is made of frequent characters, 0 to 1; 1 for ASCII.

    Accented Latin letters count where they stand between other letters, as in a word.
    """
    foreign = [char for char in text[:SAMPLE] if not char.isascii()]
    if not foreign:
        return 1.0
    folded = fold_han("".join(foreign))
    known = sum(char in _frequent() for char in folded)
    western = sum(char in WESTERN for char in folded)
    if western * 5 <= len(text[:SAMPLE]):
        known += western
    return known / len(foreign)
