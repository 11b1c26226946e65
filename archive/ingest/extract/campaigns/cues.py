"""The cue tables of campaigns, compiled once a lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from archive.ingest.extract.alternatives import either
from archive.ingest.lexicon import Lexicon
from archive.text.matching import fold

_OTHER_NAMES = r"(?:[\"、,和与 ]{0,3}\"[^\"\n]{1,30}\"){0,6}"
_PURPOSE = (
    r"(?:on|of|against|targeting|into|for|to (?:combat|crack down on|rectify|clean up|fight))"
)
_TOPIC_END = (
    "in|since|from|that|which|has|have|had|was|were|is|are|and|by|at|on|with|across|this|to|will|"
    "began|begun|started|starts|ended|lasted|launched|led|as|until|during|after|before"
)
_TOPIC = rf"(?:[a-z][\w'-]*(?: (?!(?:{_TOPIC_END})\b)[a-z][\w'-]*){{0,6}})"
_TERM = r"为期[\d一二三四五六七八九十半两个多余年月天日周]{1,8}的?"


@dataclass(frozen=True, slots=True)
class Setting:
    """Patterns for folded text. `after` reads what makes a known name an action, `new_after`
    the stricter words that a new name in quotes needs."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    new_after: re.Pattern[str]
    adjective: re.Pattern[str]
    object_before: re.Pattern[str]
    decoys: tuple[str, ...]
    not_names: frozenset[str]
    own_tail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """How a campaign without a name is described. Patterns are for folded text."""

    tail_zh: re.Pattern[str]
    start_zh: re.Pattern[str]
    told_zh: re.Pattern[str]
    result_zh: re.Pattern[str]
    verb_zh: re.Pattern[str]
    trim_zh: re.Pattern[str]
    vague_zh: frozenset[str]
    object_en: re.Pattern[str]
    subject_en: re.Pattern[str]
    tail_en: re.Pattern[str]


@cache
def compile_setting(lexicon: Lexicon) -> Setting:
    """What tells a campaign's name from the same words in ordinary use."""
    table = lexicon.cues.get("campaigns") or {}
    between_zh = f"(?:{either(table.get('modifiers_zh'))}){{0,4}}"
    between_en = f"(?:(?:{either(table.get('modifiers_en'))}) ){{0,4}}"
    actions_zh, actions_en = either(table.get("actions_zh")), either(table.get("actions_en"))
    verbs_zh = either(table.get("verbs_zh"))
    new_zh, new_en = either(table.get("new_actions_zh")), either(table.get("new_actions_en"))
    return Setting(
        after=re.compile(
            rf"(?:\"?{_OTHER_NAMES})?"
            rf"(?:\"?{between_zh}(?:{actions_zh})|\"? {between_en}(?:{actions_en})\b)"
        ),
        before=re.compile(rf"\b(?:{either(table.get('before_en'))})s?(?: of)? ?\"?$"),
        new_after=re.compile(rf"(?:{between_zh}(?:{new_zh})| {between_en}(?:{new_en})\b)"),
        adjective=re.compile(rf"\"?(?:{either(table.get('adjective_zh'))})"),
        object_before=re.compile(
            rf"(?:{verbs_zh}|\b(?:against|on|of|combat|targeting|into) (?:the )?)$"
        ),
        decoys=tuple(fold(word) for word in table.get("decoys") or ()),
        not_names=frozenset(fold(word) for word in table.get("not_names") or ()),
        own_tail=tuple(table.get("new_actions_zh") or ()),
    )


@cache
def compile_descriptions(lexicon: Lexicon) -> Descriptions:
    """The words that start, hold and end a description."""
    table = lexicon.cues.get("campaigns") or {}
    starts_en, tails_en = either(table.get("starts_en")), either(table.get("described_en"))
    return Descriptions(
        tail_zh=re.compile(either(table.get("described_zh"))),
        start_zh=re.compile(either(table.get("starts_zh"))),
        told_zh=re.compile(either(table.get("told_zh"))),
        result_zh=re.compile(rf"[^,。;\n]{{0,4}}(?:{either(table.get('results_zh'))})"),
        verb_zh=re.compile(either(table.get("verbs_zh"))),
        trim_zh=re.compile(rf"(?:{_TERM}|{either(table.get('trim_zh'))})"),
        vague_zh=frozenset(table.get("vague_zh") or ()),
        object_en=re.compile(
            rf"(?:\b(?P<special>(?:{tails_en})s?(?: (?:work|campaign|action|operation)s?)?"
            rf" {_PURPOSE} (?:the )?{_TOPIC})|\b(?:(?:{starts_en})\b[^.,;:\"\n]{{0,40}}?"
            rf"|nationwide|national|\w+-(?:month|week|day)) "
            rf"(?P<plain>(?:campaign|crackdown) (?:against|on|targeting) (?:the )?{_TOPIC}))"
        ),
        subject_en=re.compile(
            rf"\b(?:{starts_en}) (?P<name>[^.,;:\"\n]{{8,110}}? (?:{tails_en}))\b"
        ),
        tail_en=re.compile(rf"\b(?:{tails_en})s?\b(?: work| campaign| action)?"),
    )
