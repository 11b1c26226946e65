"""Telling a text's language: by script, and for Latin letters by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from archive.text.script import HAN_RUN, count_traditional

SAMPLE = 6_000
"""Code points looked at."""

HAN_SHARE = 0.2
"""Share of Han among the letters above which a text is Chinese: English names stand in Chinese
texts more often than the other way round."""

TRADITIONAL_SHARE = 0.08
"""Share of Han characters that have a different Simplified form in a Traditional text. It is
about a quarter there, and next to nothing in a Simplified one."""

COMMON_SHARE = 0.12
"""Share of a language's commonest words below which it is not told."""

COMMON_WORDS = {
    "en": "the of and to in a is that for on with by was at from as it be are this has were not",
    "fr": "le la les de des du et en un une que qui dans pour par sur au aux est ce sont a pas",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch",
    "es": "el la los las de del y en un una que por para con se al es como su más ha fue",
    "it": "il la le lo di del della e in un una che per con si al è come da dei ha sono",
    "pt": "o a os as de do da e em um uma que por para com se ao é como mais dos foi",
    "nl": "de het een van en in is op te dat die voor met zijn niet aan door als heeft",
}
_TOKENS = {language: frozenset(words.split()) for language, words in COMMON_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def tell_language(text: str) -> str:
    """The BCP 47 tag of the text: zh-Hans, zh-Hant, ja, ko, ru, or a language of COMMON_WORDS;
    "und" where it cannot be told."""
    sample = text[:SAMPLE]
    if sample.isascii():
        return _tell_by_words(sample)
    letters = sum(map(str.isalpha, sample)) or 1
    if len(_HANGUL.findall(sample)) > HAN_SHARE * letters:
        return "ko"
    if len(_KANA.findall(sample)) > HAN_SHARE / 2 * letters:
        return "ja"
    han = "".join(HAN_RUN.findall(sample))
    if len(han) > HAN_SHARE * letters:
        changed = count_traditional(han)
        return "zh-Hant" if changed > TRADITIONAL_SHARE * len(han) else "zh-Hans"
    if len(_CYRILLIC.findall(sample)) > letters / 2:
        return "ru"
    return _tell_by_words(sample)


def _tell_by_words(sample: str) -> str:
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total() or 1
    shares = {
        language: sum(words[token] for token in tokens & words.keys()) / total
        for language, tokens in _TOKENS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= COMMON_SHARE else "und"
