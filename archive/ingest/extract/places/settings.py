"""What part a named place plays: where somebody acted, where a matter reached, or a dateline.

The words around a name decide, by the tables of `cues/places.yaml`. A place is one of
enforcement only in a sentence that tells of enforcement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.ingest.gazetteer import get_gazetteer
from archive.ingest.lexicon import Entry, Lexicon
from archive.ingest.scanning import get_scanner
from archive.ingest.types import Document
from archive.text.matching import Matcher, fold
from archive.text.regions import Regions
from archive.text.spans import Span

ENFORCEMENT, MENTIONED, DATELINE = "enforcement", "mentioned", "dateline"
SIDES = ("before", "after")
WINDOW = 48
LIST_GAP = re.compile(r" ?(?:[,、/]|and|和|及|以及|与|, and|&|-)? ?")
_SENTENCE_END = re.compile(r"[\n。！？]|[.!?](?=\s|$)")
_QUOTED = re.compile(
    r"“[^“”\n]{1,40}”|「[^「」\n]{1,40}」|『[^『』\n]{1,40}』|《[^《》\n]{1,40}》"
    r'|"(?=[^\s,])[^"\n]{1,40}(?<=[^\s,.])"'
)
_QUOTED_MATTER = re.compile(r"案|行动|·|case|campaign|operation|action")


@dataclass(frozen=True)
class Cues:
    """The tables of `cues/places.yaml` about settings, compiled. What stands after a name begins
    right there, and so is matched and not searched."""

    dateline_before: re.Pattern[str]
    dateline_after: re.Pattern[str]
    name_before: re.Pattern[str]
    name_after: re.Pattern[str]
    mentioned_before: re.Pattern[str]
    mentioned_after: re.Pattern[str]
    follower: re.Pattern[str]
    enforcement: re.Pattern[str]
    cased_after: re.Pattern[str]
    names: Matcher[bool]


@lru_cache(maxsize=4)
def _get_cues(lexicon: Lexicon) -> Cues:
    raw = lexicon.cues["places"]
    sides = [f"{kind}_{side}" for kind in ("dateline", "name", "mentioned") for side in SIDES]
    followers = raw["local_follower"]
    return Cues(
        **{table: re.compile("|".join(raw[table])) for table in sides},
        follower=re.compile(f"(?:{followers['zh']}|{followers['en']})"),
        enforcement=re.compile(raw["enforcement"]),
        cased_after=re.compile(raw["name_after_cased"]),
        names=Matcher(_list_names_with_places(lexicon), get_scanner(lexicon)),
    )


def _list_names_with_places(lexicon: Lexicon) -> Iterable[tuple[str, bool]]:
    """Names of platforms and publishers that a place's name is part of."""
    matcher = get_gazetteer(lexicon).matcher
    entries: list[Entry] = [*lexicon.platforms.values(), *lexicon.publishers.values()]
    for form in (form for entry in entries for form in entry.all_forms):
        folded = fold(form.text)
        if any(match.span != (0, len(folded)) for match in matcher.find(folded)):
            yield form.text, True


class Setting:
    """The surroundings of all names of one document."""

    def __init__(self, document: Document, spans: Sequence[Span], lexicon: Lexicon) -> None:
        self._document, self._folded = document, fold(document.text)
        self._spans = spans
        self._blocks = [block.span for block in document.blocks]
        self._block_starts = [span.start for span in self._blocks]
        self._cues = _get_cues(lexicon)
        self._ends = [match.end() for match in _SENTENCE_END.finditer(document.text)]
        self._acts: dict[int, bool] = {}
        self._reaches: dict[int, bool] = {}
        self._masks = Regions(_find_masks(document, self._folded, self._cues.names))
        count = len(spans)
        listed = [i + 1 < count and self._is_listed(spans[i], spans[i + 1]) for i in range(count)]
        joined = [i + 1 < count and self._is_joined(spans[i], spans[i + 1]) for i in range(count)]
        self._list_first, self._list_last = _read_runs(listed)
        self._run_last = _read_runs(joined)[1]
        self._datelines = {i for i, span in enumerate(spans) if self._reads_dateline(span)}
        self._datelines |= {i - 1 for i in self._datelines if i and listed[i - 1]}

    def role(self, index: int) -> str:
        """The role of the name at `index`."""
        if index in self._datelines:
            return DATELINE
        span = self._spans[index]
        if self._masks.cover(span):
            return MENTIONED
        if self._cues.follower.match(self._folded, self._spans[self._list_last[index]].end):
            return ENFORCEMENT
        if self._goes_on(index) or self._is_reach(index):
            return MENTIONED
        acts = self._opens_block(span) or self._acts_here(span) or self._opens_story(index)
        return ENFORCEMENT if acts else MENTIONED

    def is_dateline(self, index: int) -> bool:
        """Whether the name at `index` is part of a dateline."""
        return index in self._datelines

    def block(self, span: Span) -> Span:
        """The block that a span stands in, or the whole text where it stands in none."""
        index = bisect_right(self._block_starts, span.start) - 1
        return self._blocks[index] if index >= 0 else Span(0, len(self._folded))

    def _before(self, start: int) -> str:
        return self._folded[max(start - WINDOW, 0) : start]

    def _after(self, end: int) -> str:
        return self._folded[end : end + WINDOW]

    def _reads_dateline(self, span: Span) -> bool:
        if self._document.text[span.start : span.end].isupper() and self._opens_block(span):
            return True
        return bool(
            self._cues.dateline_after.match(self._after(span.end))
            or self._cues.dateline_before.search(self._before(span.start))
        )

    def _goes_on(self, index: int) -> bool:
        """Whether the name is part of a company's, a paper's, a road's."""
        end = self._spans[self._run_last[index]].end
        return bool(
            self._cues.name_after.match(self._after(end))
            or self._cues.cased_after.match(self._document.text[end : end + WINDOW * 2])
            or self._cues.name_before.search(self._before(self._spans[index].start))
        )

    def _is_reach(self, index: int) -> bool:
        """Whether the list that the name belongs to says where a matter reached or people are."""
        first = self._spans[self._list_first[index]].start
        if first not in self._reaches:
            before = self._before(first)
            self._reaches[first] = self._cues.mentioned_before.search(before) is not None
        end = self._spans[self._run_last[index]].end
        return bool(self._reaches[first] or self._cues.mentioned_after.match(self._after(end)))

    def _is_listed(self, left: Span, right: Span) -> bool:
        gap = self._folded[left.end : min(right.start, left.end + 7)]
        return right.start >= left.end and LIST_GAP.fullmatch(gap) is not None

    def _is_joined(self, left: Span, right: Span) -> bool:
        """Whether two names stand side by side: 浙江|义乌, "Wenling Zhejiang"."""
        return left.end == right.start or self._folded[left.end : right.start] == " "

    def _opens_block(self, span: Span) -> bool:
        """Whether a block begins with the name, after its dash or number."""
        start = self.block(span).start
        before = self._folded[start : span.start] if span.start - start < 8 else None
        return before is not None and not any(char.isalpha() for char in before)

    def _opens_story(self, index: int) -> bool:
        """Whether a paragraph begins "In Hangzhou, Zhejiang Province," and tells of enforcement
        later on."""
        start = self._spans[self._list_first[index]].start
        block = self.block(self._spans[index])
        if self._folded[block.start : start] != "in ":
            return False
        return self._cues.enforcement.search(self._folded, *block) is not None

    def _acts_here(self, span: Span) -> bool:
        """Whether the sentence tells of enforcement."""
        index = bisect_right(self._ends, span.start)
        if index not in self._acts:
            start = self._ends[index - 1] if index else 0
            end = self._ends[index] if index < len(self._ends) else len(self._folded)
            self._acts[index] = bool(self._cues.enforcement.search(self._folded, start, end))
        return self._acts[index]


def _read_runs(joined: Sequence[bool]) -> tuple[list[int], list[int]]:
    """First and last member of the run that each index belongs to; `joined[i]` tells whether i
    and i + 1 belong together."""
    first, last = list(range(len(joined))), list(range(len(joined)))
    for i in range(1, len(joined)):
        if joined[i - 1]:
            first[i] = first[i - 1]
    for i in range(len(joined) - 2, -1, -1):
        if joined[i]:
            last[i] = last[i + 1]
    return first, last


def _find_masks(document: Document, folded: str, names: Matcher[bool]) -> Iterator[Span]:
    """Captions, quoted names, and names of platforms and publishers: a place inside is no
    place where somebody acted."""
    yield from (block.span for block in document.blocks if block.kind == "caption")
    yield from (match.span for match in names.find(folded))
    for match in _QUOTED.finditer(document.text):
        if not _QUOTED_MATTER.search(match[0].lower()):
            yield Span(*match.span())
