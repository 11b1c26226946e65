"""Names as keys: identifiers, keys for comparison, and Chinese names in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

from archive.text.script import fold_han, has_han

_WORDS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def slugify(name: str) -> str:
    """The identifier of a name: lower-case ASCII words joined by hyphens.

    Chinese becomes pinyin, letters lose their accents, apostrophes go. Empty when nothing of the
    name can be written so.
    """
    latin = _strip_accents(romanise(name) if has_han(name) else name)
    return "-".join(_WORDS.findall(re.sub("['’‘]", "", latin).lower()))


def squash(name: str) -> str:
    """Lower-case letters and digits only, Traditional folded to Simplified: two spellings of one
    name that differ in blanks, marks, width or script have one key."""
    folded = fold_han(unicodedata.normalize("NFKC", name)).lower()
    return "".join(char for char in folded if char.isalnum())


def romanise(name: str) -> str:
    """A name with its Chinese in pinyin, one word a character, the rest as it is."""
    return " ".join(part for part in map(str.strip, lazy_pinyin(name, v_to_u=True)) if part)


def capitalise(pinyin: str) -> str:
    """Pinyin syllables as a proper name: "bei jing" is "Beijing", with an apostrophe where a
    syllable begins with a vowel."""
    first, *rest = pinyin.split() or [""]
    joined = first + "".join(f"'{s}" if s[:1] in "aeo" else s for s in rest)
    return joined.capitalize()


def _strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
