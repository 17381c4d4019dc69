"""Where to start in a paper: the few formulas that carry it, each with the grounds for saying so.

Each ground looks at one formula and either has something to say, with a weight, or not. What a ground says is a row of
``reader/messages/start.toml``. Formulas of an appendix, and those that say what another said before, step back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.formula.syntax.nodes import Expression, Function, Relation, Scripted, Style
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.found import FoundBlock
from reader.model.annotations import Annotation
from reader.model.document import Equation, Passage
from reader.model.reading import Reading

FEWEST = 4  # displayed formulas below which there is nothing to choose
LEAST, MOST = 3, 5  # formulas that are named
SHARE = 0.45  # of the best weight that further ones must have
CLOSE = 240  # characters of text before a formula that introduce it
SHORTEST = 12  # characters of a formula that can carry a paper
LATER, CITED, BLOCKS = 6, 6, 2  # uses, references and blocks beyond which more say no more
GIVES = frozenset({"=", ":=", r"\triangleq", r"\equiv", r"\eqdef", r"\doteq", r"\leftarrow", r"\gets"})
EXTREMES = frozenset({"min", "max", "arg min", "arg max", "argmin", "argmax", "minimize", "maximize", "inf", "sup"})
# The head of a noun phrase that names what is made small or large; a mere likelihood or cost of something is none.
AIM = re.compile(
    r"\b(?:loss|objective|risk|regret|log[- ]likelihood|evidence lower bound|ELBO|cost function|"
    r"expected (?:return|cost))"
    r"(?: function)?s?(?=$|[\s,]*\(|,| (?:of|for|on|over|in|to|with|at|under)\b)",
    re.I,
)
AIM_JA = re.compile(r"損失|目的関数|尤度|コスト")
INTRODUCES = re.compile(
    r"\b(?:we (?:propose|introduce|minimi[sz]e|maximi[sz]e|optimi[sz]e|train|call)|our (?:loss|objective|model|method|"
    r"main result|approach)|is trained (?:by|to|with)|(?:training|final|overall|full|total) (?:loss|objective)|"
    r"objective (?:function )?(?:is|becomes)|main result|update rule|proposed)\b|"
    r"提案|最小化|最大化|目的関数|損失関数|提出|目标函数",
    re.I,
)
NUMBERED_APPENDIX = re.compile(r"[A-Z](?:\.[\d.]+)?\s")
PROOF = re.compile(r"appendi|proof|supplement|derivation|証明|付録|附录|证明", re.I)
WORD = re.compile(r"[^\W\d_]{4,}")
VAGUE = frozenset(
    ("with", "from", "that", "this", "over", "each", "function", "value", "number", "vector", "matrix", "parameter",
     "parameters", "variable", "output", "input", "first", "second", "model", "data", "constant", "index", "space",
     "point", "time", "term", "terms", "product", "range", "definition")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StartReason:
    """Why a formula carries the paper: a row of ``start.toml``, its blanks, and the symbol that it speaks of."""

    kind: str
    weight: float
    blanks: Mapping[str, Mapping[str, str]]
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A formula to start with; the heaviest ground first."""

    equation: str
    weight: float
    grounds: tuple[StartReason, ...]


def start_here(reading: Reading, blocks: Mapping[str, Sequence[FoundBlock]]) -> tuple[Start, ...]:
    """Three to five formulas in reading order; none where a paper has hardly more."""
    paper = _Paper(reading, blocks)
    if len(paper.figures) < FEWEST:
        return ()
    weighed = [
        best for rows in paper.figures if (best := max((_weigh(row, paper) for row in rows), key=_weight)).grounds
    ]
    first = sorted(weighed, key=_weight, reverse=True)
    bar = SHARE * first[0].weight if first else 0.0
    chosen = [each for place, each in enumerate(first[:MOST]) if place < LEAST or each.weight >= bar]
    return tuple(sorted((each for each in chosen if each.weight > 0), key=lambda each: paper.order[each.equation]))


def _weight(start: Start) -> float:
    return start.weight


def _weigh(equation: Equation, paper: _Paper) -> Start:
    found = (ground(equation, paper) for ground in GROUNDS)
    grounds = sorted((each for each in found if each is not None), key=lambda each: -each.weight)
    weight = sum(each.weight for each in grounds)
    if len(equation.formula.expanded) < SHORTEST or equation.formula.expanded in paper.said_before(equation):
        weight = 0.0
    return Start(equation.id, weight if paper.is_main(equation) else weight / 3, tuple(grounds))


# --- what is known of the paper ------------------------------------------------------------------------------------


class _Paper:
    """What the grounds ask for, gathered once."""

    def __init__(self, reading: Reading, blocks: Mapping[str, Sequence[FoundBlock]]) -> None:
        self.reading, self.blocks = reading, blocks
        self.shown = [each for each in reading.document.equations if each.display]
        self.order = {each.id: place for place, each in enumerate(self.shown)}
        self.title = reading.paper.title.casefold()
        abstract = " ".join(each.text for each in reading.document.passages if each.kind == "abstract")
        self.abstract = abstract.casefold()
        self.symbols: dict[str, list[tuple[int, int, Annotation]]] = defaultdict(list)
        for annotation in reading.annotations:
            for place in annotation.symbol.occurrences:
                if place.equation in self.order:
                    self.symbols[place.equation].append((place.start, place.end, annotation))

    @cached_property
    def figures(self) -> list[list[Equation]]:
        """Rows of one group stand for each other."""
        groups: dict[str, list[Equation]] = {}
        for each in self.shown:
            groups.setdefault(each.group or each.id, []).append(each)
        return list(groups.values())

    @cached_property
    def cited(self) -> Counter[str]:
        places = {(each.target, each.place) for each in self.reading.document.references if each.target}
        return Counter(target for target, _ in places if target)

    @cached_property
    def users(self) -> Mapping[str, list[int]]:
        """By symbol id, the places in reading order of the formulas that hold it."""
        users: dict[str, list[int]] = defaultdict(list)
        for equation, place in self.order.items():
            for symbol in self.reading.symbols.get(equation, ()):
                users[symbol].append(place)
        return users

    def said_before(self, equation: Equation) -> frozenset[str]:
        return frozenset(each.formula.expanded for each in self.shown[: self.order[equation.id]])

    def is_main(self, equation: Equation) -> bool:
        return not (NUMBERED_APPENDIX.match(equation.section) or PROOF.search(equation.section))

    def text_before(self, equation: Equation) -> str:
        span = equation.formula.span
        around = [
            each for each in self._passages.get(span.file, ()) if each.span.start < span.start <= each.span.end + 80
        ]
        if not around:
            return ""
        passage = max(around, key=lambda each: each.span.start)
        ends = self._ends[span.file]
        at = bisect_right(ends, span.start)
        first = max(passage.span.start, ends[at - 1] if at else 0, span.start - CLOSE)
        return passage.text[first - passage.span.start : span.start - passage.span.start]

    @cached_property
    def _ends(self) -> Mapping[str, list[int]]:
        ends: dict[str, list[int]] = defaultdict(list)
        for each in self.shown:
            ends[each.formula.span.file].append(each.formula.span.end)
        return {file: sorted(found) for file, found in ends.items()}

    @cached_property
    def _passages(self) -> Mapping[str, list[Passage]]:
        found: dict[str, list[Passage]] = defaultdict(list)
        for each in self.reading.document.passages:
            if each.kind in ("paragraph", "item", "abstract") and len(each.text.strip()) > SHORTEST:
                found[each.span.file].append(each)
        return found

    def left(self, equation: Equation) -> Annotation | None:
        """The symbol that the formula gives a value: it stands first, on the left of an equals sign."""
        expression = parse_formula(equation.formula.expanded)
        if not any(type(node) is Relation and node.text in GIVES for node in expression.root.children):
            return None
        first = [row for row in self.symbols[equation.id] if row[0] == expression.root.children[0].start]
        annotation = max(first, key=lambda row: row[1])[2] if first else None
        return annotation if annotation and annotation.symbol.kind in ("identifier", "operator") else None


def _meant(annotation: Annotation, equation: Equation) -> str:
    senses = (sense.meaning for sense in annotation.senses if equation.id in sense.equations)
    return next(senses, None) or annotation.meaning or ""


# --- the grounds ---------------------------------------------------------------------------------------------------


def _aims(equation: Equation, paper: _Paper) -> StartReason | None:
    """It says what is made small or large."""
    if _extreme(parse_formula(equation.formula.expanded)):
        return StartReason("extreme", 3.0, {})
    left = paper.left(equation)
    if left is None or not (
        AIM.search(_meant(left, equation)) or AIM_JA.search(_meant(left, equation)) or _is_loss(left)
    ):
        return None
    return StartReason("aim", 3.0, {}, left.symbol.id)


def _is_loss(annotation: Annotation) -> bool:
    return any(AIM.search(link.concept.replace("-", " ")) for link in annotation.links[:1])


def _extreme(expression: Expression) -> bool:
    for node in expression.root.children:
        while type(node) is Scripted:
            node = node.base
        name = node.name if type(node) is Function else ""
        if type(node) is Style and node.command in ("mathop", "operatorname*"):
            name = expression.latex[node.start : node.end]
        if name and any(extreme in EXTREMES for extreme in (name, name.replace("\\,", " ").replace(" ", ""))):
            return True
    return False


def _is_cited(equation: Equation, paper: _Paper) -> StartReason | None:
    count = paper.cited[equation.id]
    kind = "cited" if count > 1 else "cited-once"
    return StartReason(kind, 0.8 * min(count, CITED), {"count": _both(count)}) if count else None


def _is_introduced(equation: Equation, paper: _Paper) -> StartReason | None:
    found = list(INTRODUCES.finditer(paper.text_before(equation)))
    return StartReason("introduced", 1.8, {"words": _both(" ".join(found[-1].group().split()))}) if found else None


def _defines(equation: Equation, paper: _Paper) -> StartReason | None:
    left = paper.left(equation)
    if left is None or left.symbol.kind != "identifier":
        return None
    here = paper.order[equation.id]
    places = paper.users[left.symbol.id]
    later = [place for place in places if place > here]
    if len(later) < 2 or places[0] < here:
        return None
    return StartReason("defines", 0.35 * min(len(later), LATER), {"count": _both(len(later))}, left.symbol.id)


def _is_named(equation: Equation, paper: _Paper) -> StartReason | None:
    """The title or the summary names what it gives, or a pattern in it."""
    for where, text, weight in (("title", paper.title, 2.0), ("abstract", paper.abstract, 1.0)):
        for words in _names(equation, paper):
            if _mentions(text, words):
                return StartReason(where, weight, {"words": _both(words)})
    return None


def _names(equation: Equation, paper: _Paper) -> Iterator[str]:
    left = paper.left(equation)
    if left is not None:
        yield " ".join(_meant(left, equation).split())
    yield from (each.block.name["en"] for each in paper.blocks[equation.id])


def _mentions(text: str, name: str) -> bool:
    """Whether a text has all telling words of a name."""
    words = [word.casefold() for word in WORD.findall(name)]
    telling = [word for word in words if word not in VAGUE]
    return bool(telling) and "$" not in name and "\\" not in name and all(word in text for word in telling)


def _is_built(equation: Equation, paper: _Paper) -> StartReason | None:
    largest = sorted(paper.blocks[equation.id], key=lambda each: -each.size)
    names = {each.block.id: each.block.name for each in largest}
    if not names:
        return None
    chosen = list(names.values())[:BLOCKS]
    listed = {"en": " and ".join(each["en"] for each in chosen), "ja": "と".join(each["ja"] for each in chosen)}
    return StartReason("built", 0.5 * len(chosen), {"blocks": listed})


def _is_boxed(equation: Equation, paper: _Paper) -> StartReason | None:
    return StartReason("boxed", 2.5, {}) if r"\boxed" in equation.formula.latex else None


def _is_numbered(equation: Equation, paper: _Paper) -> StartReason | None:
    return StartReason("numbered", 0.3, {}) if equation.number else None


def _both(value: object) -> Mapping[str, str]:
    return {"en": str(value), "ja": str(value)}


GROUNDS: tuple[Callable[[Equation, _Paper], StartReason | None], ...] = (
    _aims, _is_cited, _is_introduced, _defines, _is_named, _is_built, _is_boxed, _is_numbered,
)  # fmt: skip
