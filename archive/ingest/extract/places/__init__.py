"""Places named in a text: which division a name means, and what part the place plays.

A name that several divisions bear keeps all its candidates unless the words around it decide.
"""

from __future__ import annotations

from archive.ingest.extract.places.choice import Chooser
from archive.ingest.extract.places.cues import get_cues
from archive.ingest.extract.places.names import NameFinder
from archive.ingest.extract.places.settings import Setting
from archive.ingest.gazetteer import get_gazetteer
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import Document, PlaceMention
from archive.text.matching import fold


def find_places(document: Document, lexicon: Lexicon) -> tuple[PlaceMention, ...]:
    """Mentions of places, in text order, each with its candidates and its role."""
    if "places" not in lexicon.cues or not lexicon.places:
        return ()
    text = document.text
    finder = NameFinder(text, fold(text), get_gazetteer(lexicon), get_cues(lexicon))
    names = finder.find()
    setting = Setting(document, [name.span for name in names], lexicon)
    Chooser(finder, setting).choose(names)
    return tuple(
        PlaceMention(
            span=name.span,
            quote=name.span.quote(text),
            candidates=name.codes,
            role=setting.role(index),
        )
        for index, name in enumerate(names)
    )
