"""The cue words of cases, compiled once a snapshot of the vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.ingest.lexicon import Lexicon
from archive.text.phrases import Phrases


@dataclass(frozen=True, slots=True)
class CaseCues:
    """The tables of `cues/cases.yaml`, each with what merely looks like it, and the cues of all
    offences."""

    noun: Phrases
    general: Phrases
    object: Phrases
    verb: Phrases
    several: Phrases
    intro: Phrases
    follows: Phrases
    person: Phrases
    measure: Phrases
    closing: Phrases
    speaker: Phrases
    speech: Phrases
    continuation: Phrases
    total: Phrases
    opener: Phrases
    another: Phrases
    penalty: Phrases
    byline: Phrases
    offence: Phrases


@lru_cache(maxsize=4)
def compile_cues(lexicon: Lexicon) -> CaseCues:
    """The compiled tables of a snapshot; missing ones are empty."""
    tables: Mapping[str, Any] = lexicon.cues.get("cases") or {}

    def read(name: str, unlike: str = "") -> Phrases:
        return Phrases(tables.get(name) or (), tables.get(unlike) or ())

    return CaseCues(
        noun=read("noun", "not_noun"),
        general=read("general"),
        object=read("object"),
        verb=read("verb", "not_verb"),
        several=read("several"),
        intro=read("intro"),
        follows=read("follows"),
        person=read("person"),
        measure=read("measure"),
        closing=read("closing"),
        speaker=read("speaker"),
        speech=read("speech"),
        continuation=read("continuation"),
        total=read("total"),
        opener=read("opener"),
        another=read("another"),
        penalty=read("penalty"),
        byline=read("byline"),
        offence=Phrases(cue for o in lexicon.offences.values() for cue in o.cues),
    )
