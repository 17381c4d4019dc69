"""What speaks for a display as one that carries its paper, and what against it.

A ground holds or does not, and weighs 1, or 2 where it is strong. Weights learned from two or three dozen papers
chose no better on papers held out. What a ground says to people is a row of ``reader/messages/start.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from reader.formula.syntax.nodes import Function, Scripted, Style
from reader.formula.syntax.parsing import parse_formula
from reader.latex.document.text import plain_text
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.study.start.cues import CITES, cue
from reader.study.start.outline import Display, PaperOutline
from reader.study.start.title_words import count_words, telling_words
from reader.study.start.uses import RESULTS, Uses

EXTREMES = ("min", "max", "inf", "sup", "argmin", "argmax", "minimize", "maximize")
UNBOUND = EXTREMES[4:]  # that speak of a problem without saying over what
STEPS = ("proof", "example", "exercise", "証明", "证明")
GOES_ON = ("where ", "with ", "and ", "or ")  # what the sentence of another formula says by the way
LONG = 200  # characters of a formula that takes more than a line
OFTEN = 3  # citations of the formula that is cited most
CROWDED = 0.015  # citations of others for a word from which a section is about others' work
MORE = 1.5  # times the citations of the next chapter that make a first one a review
SPARSE = 60  # words of a section below which nothing can be said of it


@dataclass(frozen=True, slots=True)
class StartReason:
    """Why a formula carries the paper: a row of ``start.toml``, its blanks, and the symbol that it speaks of.

    What is not told weighs as much, but its sentence would say more than is known.
    """

    kind: str
    weight: float
    words: str = ""
    symbol: str | None = None
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """Citations and words in the prose of a section with all that stands below it."""

    citations: int = 0
    words: int = 0

    @property
    def share(self) -> float:
        return self.citations / max(SPARSE, self.words)


class StartEvidence:
    """What the grounds ask for, gathered once."""

    def __init__(self, reading: Reading) -> None:
        self.outline = PaperOutline(reading.document)
        self.uses = Uses(reading, self.outline)
        self.title = telling_words(plain_text(reading.paper.title))
        displays = self.outline.displays
        self.main = [each for each in displays if not self.outline.is_appended(each)] or displays

    def headings(self, display: Display) -> str:
        return self.outline.titles(display.section)

    def lead(self, display: Display) -> str:
        """The sentence that leads up to a display."""
        return self._leads[display.place][0]

    def leads(self, display: Display) -> str:
        """That sentence and the one before it."""
        return " ".join(reversed(self._leads[display.place]))

    @cached_property
    def _leads(self) -> Mapping[int, tuple[str, str]]:
        return {each.place: self.outline.lead(each) for each in self.outline.displays}

    def is_background(self, display: Display) -> bool:
        return self.is_headed("background", display.section)

    def is_trial(self, display: Display) -> bool:
        return self.is_headed("trials", display.section)

    def is_headed(self, name: str, section: int) -> bool:
        """Whether the heading of a section, or one above, has words of a row."""
        return cue(name, self.outline.titles(section)) is not None

    @cached_property
    def common(self) -> Set[str]:
        """Words that most chapters have in a heading: they tell none from the others."""
        chapters: dict[int, set[str]] = {}
        for each in self.main:
            words = chapters.setdefault(self.outline.chapter(each.section), set())
            words |= telling_words(self.headings(each)).keys()
        counts = Counter(word for words in chapters.values() for word in words)
        return {word for word, count in counts.items() if len(chapters) > 2 and 2 * count > len(chapters)}

    @cached_property
    def most_cited(self) -> int:
        """How often the most cited of those is cited that may carry the paper; 0 where that is rare."""
        able = (each for each in self.main if not self.is_background(each) and not self.is_trial(each))
        most = max((self.uses.cited(each) for each in able), default=0)
        return most if most >= OFTEN else 0

    # --- others' work

    @cached_property
    def _chapters(self) -> Mapping[int, Chapter]:
        """By section; a paragraph counts for all sections that hold it."""
        found: dict[int, Chapter] = {}
        for passage in (each for passages in self.outline.passages.values() for each in passages):
            section = self.outline.section_at(passage.span)
            said = self.outline.plain(passage)
            citations, words = said.count(CITES), count_words(said)
            for each in self.outline.chains[section] if section >= 0 else (-1,):
                before = found.get(each, Chapter())
                found[each] = Chapter(before.citations + citations, before.words + words)
        return found

    def share(self, section: int) -> float:
        """Citations for a word of a section's prose."""
        return self._chapters.get(section, Chapter()).share

    @cached_property
    def opening(self) -> int | None:
        """The first chapter with displays, where it cites others far more than the next one does."""
        chapters = list(dict.fromkeys(self.outline.chapter(each.section) for each in self.main))
        if len(chapters) < 2:
            return None
        first, second = (self.share(each) for each in chapters[:2])
        return chapters[0] if first >= CROWDED / 2 and first >= MORE * second else None


# --- for -----------------------------------------------------------------------------------------------------------


def _is_own(display: Display, paper: StartEvidence) -> StartReason | None:
    """The authors say that it is theirs."""
    words = cue("own", paper.leads(display))
    return StartReason("own", 2, words) if words else None


def _is_whole(display: Display, paper: StartEvidence) -> StartReason | None:
    """It puts together what stood before."""
    words = cue("whole", paper.lead(display))
    return StartReason("introduced", 1, words) if words else None


def _is_aim(display: Display, paper: StartEvidence) -> StartReason | None:
    """It says what is made small or large, or how."""
    if any(_is_extreme(row) for row in display.rows):
        return StartReason("extreme", 1)
    words = cue("aim", paper.lead(display))
    return StartReason("introduced", 1, words) if words else None


def _is_extreme(row: Equation) -> bool:
    expression = parse_formula(row.formula.expanded)
    for node in expression.root.children:
        bound = False
        while isinstance(node, Scripted):
            bound = bound or node.subscript is not None
            node = node.base
        name = node.name if isinstance(node, Function) else ""
        if isinstance(node, Style) and node.command in ("mathop", "operatorname*"):
            name = expression.latex[node.start : node.end].replace("\\,", "").replace("\\", "")
        name = "".join(name.split())
        if any(name.endswith(each) for each in (EXTREMES if bound else UNBOUND)):
            return True
    return False


def _is_method(display: Display, paper: StartEvidence) -> StartReason | None:
    """It stands where the method is presented, or under a heading that says what the title says."""
    for heading in paper.outline.headings(display):
        shared = telling_words(heading).keys() & paper.title.keys() - paper.common
        if cue("method", heading) or len(shared) > 1:
            return StartReason("method", 1, heading)
    return None


def _is_cited(display: Display, paper: StartEvidence) -> StartReason | None:
    """The text comes back to it, from far or from near."""
    count, later = paper.uses.cited(display), paper.uses.cited_later(display)
    weight = min(2, later) + min(2, count - later) / 2
    return StartReason("cited", weight) if weight else None


def _is_cited_most(display: Display, paper: StartEvidence) -> StartReason | None:
    is_most = paper.most_cited and paper.uses.cited(display) == paper.most_cited
    if not is_most or paper.is_background(display):
        return None
    is_first = all(paper.uses.cited(each) <= paper.most_cited for each in paper.outline.displays)
    return StartReason("cited-most", 2, is_told=is_first)


def _is_announced(display: Display, paper: StartEvidence) -> StartReason | None:
    """An earlier chapter points to it: the introduction says where the matter is."""
    chapter = paper.outline.chapter
    is_early = any(chapter(each) < chapter(display.section) for each in paper.uses.citing_sections(display))
    return StartReason("announced", 1) if is_early and not paper.is_background(display) else None


def _is_tried(display: Display, paper: StartEvidence) -> StartReason | None:
    """The experiments come back to it."""
    if paper.is_background(display) or paper.is_trial(display):
        return None
    trials = [each for each in paper.uses.citing_sections(display) if paper.is_headed("trials", each)]
    named = (each for each in trials if paper.is_headed("experiments", each))
    return StartReason("tried", 1, is_told=not all(map(paper.outline.is_appendix, named))) if trials else None


def _is_computed(display: Display, paper: StartEvidence) -> StartReason | None:
    is_step = paper.uses.is_computed(display) and not paper.is_background(display)
    return StartReason("computed", 1) if is_step else None


def _is_built_on(display: Display, paper: StartEvidence) -> StartReason | None:
    defined = paper.uses.defined(display)
    if defined is None or paper.uses.builds(display) < 2:
        return None
    return StartReason("defines", 1, symbol=defined.symbol.id)


def _is_result(display: Display, paper: StartEvidence) -> StartReason | None:
    name = paper.outline.within(display)
    return StartReason("result", 1, name) if name.casefold().startswith(RESULTS) else None


def _is_boxed(display: Display, paper: StartEvidence) -> StartReason | None:
    return StartReason("boxed", 2) if any(r"\boxed" in row.formula.latex for row in display.rows) else None


def _is_numbered(display: Display, paper: StartEvidence) -> StartReason | None:
    return StartReason("numbered", 0.5) if any(row.number for row in display.rows) else None


def _is_labelled(display: Display, paper: StartEvidence) -> StartReason | None:
    """The authors mean to refer to it."""
    return StartReason("labelled", 1) if any(row.labels for row in display.rows) else None


def _is_long(display: Display, paper: StartEvidence) -> StartReason | None:
    """A system of equations, or one that takes several lines: what carries a paper is seldom short."""
    length = sum(len(row.formula.expanded) for row in display.rows)
    return StartReason("long", 1) if len(display.rows) > 1 or length > LONG else None


def _is_restated(display: Display, paper: StartEvidence) -> StartReason | None:
    """A later section says of the same quantity once more what it is."""
    return StartReason("restated", 1) if paper.uses.is_restated(display) else None


FOR: tuple[Callable[[Display, StartEvidence], StartReason | None], ...] = (
    _is_own, _is_boxed, _is_cited_most, _is_cited, _is_announced, _is_tried, _is_computed, _is_whole, _is_aim,
    _is_result, _is_built_on, _is_restated, _is_method, _is_long, _is_labelled, _is_numbered,
)  # fmt: skip


# --- against -------------------------------------------------------------------------------------------------------


def against(display: Display, paper: StartEvidence) -> float:
    """How much speaks for background, for what only measures, or for a step on the way."""
    return sum(_against(display, paper))


def _against(display: Display, paper: StartEvidence) -> Iterator[float]:
    lead = paper.lead(display)
    yield 4 if paper.is_background(display) else 0
    yield 4 if paper.outline.within(display).casefold().startswith(STEPS) else 0
    yield 3 if paper.is_trial(display) else 0
    yield 2 if cue("theirs", lead) else 0
    yield 2 if cue("measure", lead) else 0
    yield 1 if cue("aside", lead) or lead.casefold().startswith(GOES_ON) else 0
    yield 1 if paper.share(display.section) >= CROWDED else 0
    yield 3 if paper.outline.chapter(display.section) == paper.opening else 0
