"""The order of a load's stages, in one place: bytes in, record out.

Each stage is a plain function from one frozen dataclass to the next; none reads a database.
"""

from __future__ import annotations

from archive.ingest.assemble import assemble
from archive.ingest.check import check
from archive.ingest.clean import clean
from archive.ingest.extract.agencies import find_agencies
from archive.ingest.extract.campaigns import find_campaigns
from archive.ingest.extract.cases import find_cases
from archive.ingest.extract.dates import find_dates
from archive.ingest.extract.figures import find_figures
from archive.ingest.extract.head import find_head
from archive.ingest.extract.places import find_places
from archive.ingest.extract.platforms import find_platforms
from archive.ingest.extract.sanctions import find_sanctions
from archive.ingest.lexicon import Lexicon
from archive.ingest.read import read
from archive.ingest.resolve import resolve
from archive.ingest.scanning import get_scanner
from archive.ingest.types import Document, Extraction, Record, Source
from archive.text.matching import fold

EXTRACTOR = "rules"
EXTRACTOR_VERSION = "1.0"


def run(source: Source, lexicon: Lexicon) -> Record:
    """Reads one document's bytes and everything they say.

    Raises archive.ingest.errors.Unreadable, which names the file and the remedy.
    """
    return understand(tidy(source, lexicon), lexicon)


def tidy(source: Source, lexicon: Lexicon) -> Document:
    """One document's text without the page around it. Raises Unreadable."""
    return clean(read(source), lexicon)


def understand(document: Document, lexicon: Lexicon) -> Record:
    """The facts of a cleaned text."""
    extraction = extract(document, lexicon)
    resolution = resolve(document, extraction, lexicon)
    return check(assemble(document, extraction, resolution, lexicon), lexicon)


def extract(document: Document, lexicon: Lexicon) -> Extraction:
    """All mentions of a cleaned text. Names first: figures, dates and cases step around them."""
    get_scanner(lexicon).scan(fold(document.text))
    campaigns = find_campaigns(document, lexicon)
    platforms = find_platforms(document, lexicon)
    places = find_places(document, lexicon)
    agencies = find_agencies(document, places, lexicon)
    dates = find_dates(document, lexicon)
    cases = find_cases(document, places, agencies, lexicon)
    sanctions = find_sanctions(document, lexicon)
    return Extraction(
        head=find_head(document, dates, campaigns, lexicon),
        dates=dates,
        places=places,
        agencies=agencies,
        platforms=platforms,
        campaigns=campaigns,
        cases=cases,
        figures=find_figures(document, dates, sanctions, lexicon),
        sanctions=sanctions,
    )
