"""The cue tables of platforms, compiled once a lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.ingest.extract.alternatives import either
from archive.ingest.lexicon import Lexicon
from archive.text.matching import fold
from archive.text.script import has_han

_COUNT_ZH = r"(?:[\d一二三四五六七八九十百千余多几两数]{1,6} ?[余多]?[家个款部种类]?)?"
_COUNT_EN = r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_ASIDE = r"(?: ?\([^()\n]{1,30}\))?"
# 等26款传播某某内容的违法平台: what the listed ones do stands before their noun.
_SORT_ZH = r"等[\d一二三四五六七八九十百余多]{1,5}[家个款部种类]\w{0,8}?(?:、\w{1,8}){0,3}?的"


@dataclass(frozen=True, slots=True)
class Nouns:
    """How a noun makes the name beside it a platform. All patterns are for folded text;
    whichever group they have matched is the noun, a key of `kinds`."""

    kinds: Mapping[str, str]
    after: re.Pattern[str]
    unclosed: re.Pattern[str]
    before: re.Pattern[str]
    listed: re.Pattern[str]
    english: str

    def read_kind(self, match: re.Match[str]) -> str:
        """The kind that the noun of a match gives; a bare service is an app."""
        found = match.groupdict()
        noun = next(found[key] for key in ("zh", "en", "made", "head") if found.get(key))
        return self.kinds.get(noun, "app")


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Words that stand where a name may stand, and name nothing."""

    phrases: frozenset[str]
    words: frozenset[str]
    han: re.Pattern[str]
    endings: tuple[str, ...]
    offices: re.Pattern[str]

    def holds(self, name: str) -> bool:
        """Whether a folded name is slang, catchwords and kinds of platform alone, or an
        office's own site."""
        if name in self.phrases or name.strip("0123456789 -") in self.phrases:
            return True
        if name.endswith(self.endings) or self.offices.search(name):
            return True
        if has_han(name):
            return not any(char.isalpha() for char in self.han.sub("", name))
        return all(word in self.words for word in re.findall(r"[^\W\d_]+", name))


@cache
def compile_nouns(lexicon: Lexicon) -> Nouns:
    """The nouns of platforms, with what may stand between a name and its noun."""
    table = read_table(lexicon)
    kinds_zh, kinds_en = table.get("nouns_zh") or {}, dict(table.get("nouns_en") or {})
    kinds_en |= {f"{noun}s": kind for noun, kind in kinds_en.items() if not noun.endswith("s")}
    zh, en = either(kinds_zh), either(kinds_en)
    led_zh = either(noun for noun in kinds_zh if len(noun) > 1)
    between_zh = f"(?:{either(table.get('modifiers_zh'))})"
    between_en = f"(?:(?:{either(table.get('modifiers_en'))}) ){{0,4}}?"
    plain_zh = f"的?等?(?:上述|这)?{_COUNT_ZH}{between_zh}{{0,4}}?的?{between_zh}??"
    tail_zh = f"(?:{plain_zh}|{_SORT_ZH}{between_zh}{{0,4}}?)"
    more_en = (
        r",? ?(?:and |etc\.?,? )?"
        rf"(?:(?:others?|several|many) (?:{_COUNT_EN} )?|{_COUNT_EN} (?:other )?)"
    )
    tail_en = rf"(?: |, an? |{more_en}){between_en}"
    leads_zh, leads_en = either(table.get("leads_zh")), either(table.get("leads_en"))
    heads_zh, heads_en = either(table.get("heads_zh")), either(table.get("heads_en"))
    makers = either(table.get("makers_zh"))
    return Nouns(
        kinds={**kinds_zh, **kinds_en},
        after=re.compile(
            rf"{_ASIDE}(?: ?{tail_zh}(?P<zh>{zh})(?![络友民红点])|{tail_en}(?P<en>{en})\b)"
        ),
        unclosed=re.compile(
            rf"[ ,]*(?:and )?\"(?P<name>[^\"\n,.;:]{{2,30}}?) {_COUNT_EN} {between_en}"
            rf"(?P<en>{en})\b"
        ),
        before=re.compile(
            rf"(?:\b(?P<en>{en}|{heads_en})(?:,? (?:{leads_en}))?:? ?"
            rf"|(?:{makers})[了出的过]?(?:一款|一个|多个|名为)?{between_zh}{{0,4}}(?P<made>{led_zh})"
            rf"|(?P<zh>{led_zh})(?:{leads_zh}|包括|包含|有|如|:)|(?P<head>{heads_zh}))$"
        ),
        listed=re.compile(rf"等(?={_COUNT_ZH}{between_zh}{{0,4}}(?P<zh>{led_zh}))"),
        english=en,
    )


@cache
def compile_ordinary(lexicon: Lexicon) -> Ordinary:
    """The words that name no platform: slang, what may stand beside a noun, nouns, campaigns."""
    table = read_table(lexicon)
    generic = [*read_folded(table, "generic"), *read_folded(table, "kinds")]
    beside = [*(table.get("modifiers_en") or ()), *(table.get("nouns_en") or ())]
    han = [word for word in generic if has_han(word)]
    campaigns = (fold(f.text) for entry in lexicon.campaigns.values() for f in entry.all_forms)
    return Ordinary(
        phrases=frozenset([*generic, *campaigns]),
        words=frozenset(word for word in [*generic, *beside] if not has_han(word)),
        han=re.compile(
            either([*han, *(table.get("modifiers_zh") or ()), *(table.get("nouns_zh") or ())])
        ),
        endings=tuple(read_folded(table, "not_ending")),
        offices=re.compile(either(read_folded(table, "own_words"))),
    )


@cache
def compile_use(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What people do with a platform, before its quoted name and after it."""
    table = read_table(lexicon)
    before, after = either(table.get("use_before")), either(table.get("use_after"))
    return re.compile(rf"(?:{before}) ?$"), re.compile(rf"(?:{after})")


@cache
def read_endings(lexicon: Lexicon) -> tuple[str, ...]:
    """The last words by which a name in quotes is a site's without a noun beside it."""
    return read_folded(read_table(lexicon), "evident_endings")


@cache
def read_suspect_endings(lexicon: Lexicon) -> tuple[str, ...]:
    """Last words that make a name in quotes a platform's where a crime's name follows."""
    return read_folded(read_table(lexicon), "suspect_endings")


@cache
def read_crimes(lexicon: Lexicon) -> tuple[str, ...]:
    """Words with which a crime's name begins behind such a name."""
    return read_folded(read_table(lexicon), "crimes_after")


@cache
def read_actions(lexicon: Lexicon) -> tuple[str, ...]:
    """Words behind a name in quotes that make it one of a campaign."""
    return read_folded(read_table(lexicon), "actions_after")


def read_table(lexicon: Lexicon) -> Mapping[str, Any]:
    """`cues/platforms.yaml`, empty where the lexicon has none."""
    return lexicon.cues.get("platforms") or {}


def read_folded(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The words of one list, folded."""
    return tuple(fold(word) for word in table.get(key) or ())
