"""The cue words of cases, compiled once a snapshot of the vocabularies."""

from __future__ import annotations

from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.ingest.scanning import get_scanner
from archive.text.phrases import PhraseBook

# Tables of `cues/cases.yaml`, and the table of what merely looks like their phrases.
TABLES = {
    "noun": "not_noun",
    "verb": "not_verb",
    "object": "",
    "several": "",
    "total": "",
    "unit": "",
    "intro": "",
    "follows": "",
    "person": "",
    "caught": "",
    "measure": "",
    "closing": "",
    "speaker": "",
    "speech": "",
    "continuation": "",
    "opener": "",
    "another": "",
    "further": "",
    "ongoing": "",
    "penalty": "",
    "byline": "",
}


@lru_cache(maxsize=4)
def compile_cues(lexicon: Lexicon) -> PhraseBook:
    """The tables of a snapshot by name, missing ones empty, and the cues of all offences as
    "offence"."""
    cues = lexicon.cues.get("cases") or {}
    sets = {name: (cues.get(name) or (), cues.get(no) or ()) for name, no in TABLES.items()}
    offences = [cue for offence in lexicon.offences.values() for cue in offence.cues]
    return PhraseBook({**sets, "offence": (offences, ())}, get_scanner(lexicon))
