"""What a paper says of numbers beside each other: which is the smaller one, which squares add up to 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Constant,
    Given,
    Grid,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import walk
from reader.study.evaluation.refusal import Refusal
from reader.study.noun_kinds import THING, quantity_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.purpose.surroundings import NearSentence
    from reader.study.study import Study

Pairs = frozenset[tuple[str, str]]
FAR_BELOW, FAR_ABOVE = frozenset({r"\ll", r"\lll"}), frozenset({r"\gg", r"\ggg"})
TOWARDS = frozenset({r"\to", r"\rightarrow", r"\longrightarrow", r"\downarrow"})
ABOUT = frozenset({r"\approx", r"\simeq"})
CLEARLY = 10.0  # times as large is what the author calls much larger
ONE = Number(0, 0, "1")
FORMULA = "\x00"
LONGEST_WORD = 24
REACH, NEAR = 8, 2  # words looked at beside a formula; between what is compared
SHORT = 5  # words and formulas of a sentence that only goes on
LAYING_OUT = frozenset({"assume", "suppose", "consider", "regime", "limit"})
SUPPOSING_SIZES = frozenset({"for", "when", "whenever", "if", "assuming", "provided", "at", "limit", "regime"})
SUPPOSING = SUPPOSING_SIZES | {"as", "assume", "suppose", "since", "because", "where", "in", "under", "with", "valid"}
UNLESS = frozenset({"unless", "except", "without", "than"})
TURNING = frozenset({"otherwise", "whereas", "while", "but", "however", "contrast", "unlike"})
HOLDING = frozenset({"approximation", "holds", "valid", "expansion"})  # "This holds for small $h$."
PASSED = frozenset({"a", "an", "the", "sufficiently", "very", "all", "any", "relatively", "both"})
SIZES = {"small": "small", "tiny": "small", "large": "large", "big": "large"}
ENDS = {
    **{f"{verb} {size}": size for verb in ("is", "are") for size in SIZES},
    **{f"{verb} {end}": size for verb in ("tends to", "goes to") for end, size in (("zero", "small"), ("0", "small"),
                                                                                 ("infinity", "large"))},
    "approaches zero": "small", "approaches infinity": "large", "is negligible": "small",
}  # fmt: skip
COMPARISONS = {
    f"{verb}{much}{word}": (bool(much) or "compared" in word, more)
    for words, more in ((("larger than", "greater than", "bigger than", "higher than", "above"), True),
                        (("smaller than", "less than", "lower than", "below"), False))
    for word in words for verb in ("is ", "are ", "") for much in ("much ", "far ", "significantly ", "")
} | {f"{verb}{word} compared {to}": (True, word == "large") for verb in ("is ", "are ", "")
     for word in ("small", "negligible", "large") for to in ("to", "with")}  # fmt: skip
SLOPE = r"\nabla"
STARS = ("^{*}", r"^{\star}", "_{*}", r"_{\star}")


@dataclass(frozen=True, slots=True)
class DrawnNames:
    """``letters`` are drawn at random, ``means`` are functions that are the mean over what is drawn."""

    letters: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()


def general(reading: Reading, formulas: Iterable[tuple[Equation, Meaning]]) -> Iterator[Meaning]:
    """Formulas without those that only say where others hold: "for $a \\ll b$"."""
    for equation, meaning in formulas:
        far = any(one.sign in FAR_BELOW for each in said_in(meaning) for one in each.relations)
        if not far or word_before(equation, reading) not in SUPPOSING_SIZES | UNLESS:
            yield meaning


def word_before(equation: Equation, reading: Reading) -> str:
    """The last word before a formula of the text, "" where it opens a bracket or stands behind a mark."""
    span = equation.formula.span
    words = reading.bundle.files[span.file].text[max(0, span.start - LONGEST_WORD) : span.start]
    return (words.rstrip("$(\\~ \n").casefold().split() or [""])[-1] if not words.rstrip("$ ").endswith("(") else ""


def orders_in(formulas: Iterable[Meaning]) -> Pairs:
    """Names of which a paper says that one is at most the other, ``k \\le n`` and ``0 < a < b``, and nowhere the other
    way round.
    """
    found = {pair for formula in formulas for chain in said_in(formula) for pair in _pairs(chain)}
    return frozenset((low, high) for low, high in found if (high, low) not in found and low != high)


@dataclass(frozen=True, slots=True)
class Condition:
    """That a formula holds only where one value, taken ``factor`` times, is at most another. Of what is far from the
    other one the sign does not count.
    """

    low: Meaning
    high: Meaning
    factor: float = CLEARLY

    @property
    def latex(self) -> str:
        sign = r"\ll" if self.factor > 1 else r"\le"
        return f"{meaning_latex(self.low)}{sign} {meaning_latex(self.high)}"


def conditions_in(said: Meaning) -> Iterator[Condition]:
    """What a formula that stands as a condition asks of numbers: ``r \\ll c``, ``h \\to 0``, ``x > 3``."""
    if not isinstance(said, Chain):
        return
    for (left, right), relation in zip(pairwise(said.operands), said.relations, strict=True):
        for one in left.items if isinstance(left, Listing) and left.kind == "bare" else (left,):
            yield from _asked(one, relation.sign, right)


def _asked(left: Meaning, sign: str, right: Meaning) -> Iterator[Condition]:
    if sign in FAR_BELOW:
        yield far(left, right)
    elif sign in FAR_ABOVE:
        yield far(right, left)
    elif sign in AT_MOST:
        yield Condition(left, right, 1)
    elif sign in AT_LEAST:
        yield Condition(right, left, 1)
    elif sign in TOWARDS | ABOUT and meaning_latex(right) in ("0", "0^{+}"):
        yield far(left, ONE)
    elif sign in TOWARDS and isinstance(right, Constant) and "infty" in right.latex:
        yield far(ONE, left)


def far(low: Meaning, high: Meaning) -> Condition:
    """That one is far below the other; of a ratio that is small what stands above its line far below the rest."""
    if isinstance(low, Quotient) and isinstance(high, Number) and low.form != "binom":
        return Condition(low.numerator, low.denominator)
    if isinstance(high, Quotient) and isinstance(low, Number) and high.form != "binom":
        return Condition(high.denominator, high.numerator)
    return Condition(low, high)


Token = str | Meaning  # of a sentence: a word, or a formula in it


def heard_in(tokens: Sequence[Token]) -> Iterator[Condition]:
    """What the words around a formula say it holds for: "when $r \\ll c$", "for small $h$", "if $x$ is much larger than
    $y$", "as $n$ tends to infinity".
    """
    for at, token in enumerate(tokens):
        before, behind = words_of(tokens[max(0, at - REACH) : at]), words_of(tokens[at + 1 : at + 1 + REACH])
        if isinstance(token, str) or SUPPOSING.isdisjoint(before) or not UNLESS.isdisjoint(before):
            continue
        if isinstance(token, Chain):
            yield from conditions_in(token)
            continue
        yield from _of_size(token, before, behind)
        other = next((each for each in tokens[at + 1 : at + 1 + REACH] if not isinstance(each, str)), None)
        if other is not None and not isinstance(other, Chain):
            yield from _compared(token, " ".join(behind[: behind.index(FORMULA)]), other)


def words_of(tokens: Sequence[Token]) -> list[str]:
    """The words, adverbs and articles left out, with a mark in the place of each formula."""
    return [each if isinstance(each, str) else FORMULA for each in tokens if each not in PASSED]


def _of_size(name: Meaning, before: list[str], behind: list[str]) -> Iterator[Condition]:
    """``h`` of "for small $h$", "for small steps $h$", "$h$ is small" and "$h$ tends to zero"."""
    last = max(k for k, word in enumerate(before) if word in SUPPOSING)
    led = before[last + 1 :] if before[last] in SUPPOSING_SIZES else []
    near = [word for word in led if word in SIZES] if FORMULA not in led else []
    noun = " ".join(led[led.index(near[0]) + 1 :]) if near else ""
    near = near if not noun or quantity_of(noun) not in (None, THING) else []
    told = [" ".join(behind[:count]) for count in (2, 3)]
    said = near if len(near) == 1 else [ENDS[each] for each in told if each in ENDS and behind[2:3] != ["compared"]]
    if said:
        yield Condition(name, ONE) if SIZES[said[0]] == "small" else Condition(ONE, name)


def _compared(name: Meaning, words: str, other: Meaning) -> Iterator[Condition]:
    """Of "$x$ is much larger than $y$" and "$x$ is small compared to the radius $y$"."""
    for phrase, (far, more) in COMPARISONS.items():
        if words.startswith(phrase) and len(words.removeprefix(phrase).split()) <= NEAR:
            low, high = (other, name) if more else (name, other)
            yield Condition(low, high, CLEARLY if far else 1)
            return


def conditions_of(said: Meaning) -> Iterator[Condition]:
    """Those that stand in a display behind what it says: ``y \\approx a / c, \\quad a \\ll c``."""
    lines = said.rows if isinstance(said, Grid) and said.kind == "lines" else ((said,),)
    for node in (cell for row in lines for cell in row):
        for words, item, behind in _led(node) if isinstance(node, Statements) else ():
            far = isinstance(item, Chain) and {each.sign for each in item.relations} <= FAR_BELOW | FAR_ABOVE | TOWARDS
            yield from conditions_in(item) if far else heard_in([*words, item, *behind])


def _led(said: Statements) -> Iterator[tuple[list[str], Meaning, list[str]]]:
    """The statements behind the first one, each with the words before and behind it."""
    marks = [" ".join(each).replace("{", " ").replace("}", " ").casefold().split() for each in said.separators]
    words = [[word for word in each if word.isalpha()] for each in marks]
    words += [[] for _ in said.items]
    for k, item in enumerate(said.items[1:]):
        yield words[k], bare(item), words[k + 1]


def conditions_around(equation: Equation, study: Study) -> Iterator[Condition]:
    """What the sentence in which a display stands says it holds for."""
    if not equation.display:
        return
    led = 0
    for count, piece in enumerate(islice(study.surroundings.before(equation), 2)):
        tokens = tokens_of(piece, equation, study)
        if count and (led > SHORT or LAYING_OUT.isdisjoint(words_of(tokens))):
            break  # two sentences on it holds where the last one only goes on: "Then we have"
        led = len(tokens)
        turned = max((k for k, each in enumerate(tokens) if each in TURNING), default=-1)
        yield from heard_in(tokens[turned + 1 :])
    for piece in islice(study.surroundings.after(equation), 1):
        tokens = tokens_of(piece, equation, study)
        turned = min((k for k, each in enumerate(tokens) if each in TURNING), default=len(tokens))
        if goes_on(piece.text, tokens):
            yield from heard_in(tokens[:turned])


def goes_on(text: str, tokens: Sequence[Token]) -> bool:
    """Whether what stands behind a display says when it holds, and not what follows from it."""
    first = next((letter for letter in text if letter.isalpha()), "A")
    opening = [each for each in tokens[:6] if isinstance(each, str)]
    lower = first.islower() and text.lstrip(" ~\n,;")[:1] not in "$\\"
    return (lower and opening[:1] != [] and opening[0] in SUPPOSING) or (
        opening[:1] == ["this"] and not HOLDING.isdisjoint(opening)
    )


def tokens_of(piece: NearSentence, equation: Equation, study: Study) -> list[Token]:
    """The words of a sentence and its formulas; nothing where these are not told apart."""
    file = equation.formula.span.file
    formulas = [
        each for each in study.inline_formulas.get(file, ()) if piece.start <= each.formula.span.start < piece.end
    ]
    chunks = piece.plain.casefold().split(FORMULA)
    if len(chunks) != len(formulas) + 1:
        return []
    tokens: list[Token] = []
    for k, chunk in enumerate(chunks):
        words = "".join(letter if letter.isalnum() else " " for letter in chunk).split()
        tokens += [*words, study.trees.meaning(formulas[k])] if k < len(formulas) else words
    return tokens


def with_conditions(heard: Iterable[Condition], orders: Pairs) -> tuple[tuple[Condition, ...], Pairs]:
    """The conditions, and the orders with those that are no more than that one name is at most another. What is said
    both ways, of two cases, is none.
    """
    found = {(meaning_latex(each.low), meaning_latex(each.high)): each for each in heard}
    sure = {
        pair: each for pair, each in found.items() if pair[::-1] not in found and pair[0] != "0"
    }  # declared, that is
    plain = {pair for pair, each in sure.items() if each.factor == 1 and isinstance(each.low, Symbol)}
    plain = {pair for pair in plain if isinstance(sure[pair].high, Symbol)}
    kept = tuple(each for pair, each in sure.items() if pair not in plain)
    opposite = {pair[::-1] for pair in sure}
    return kept, frozenset({pair for pair in orders if pair not in opposite} | plain)


def said_in(formula: Meaning) -> Iterator[Chain]:
    """What a formula says by itself; no cases, no members of a set, no events of which there is a probability."""
    items: tuple[Meaning, ...] = (formula,)
    if isinstance(formula, Statements):
        items = (*formula.items[:1], *(item for words, item, _ in _led(formula) if SUPPOSING_SIZES.isdisjoint(words)))
    yield from (item for item in items if isinstance(item, Chain))


def _pairs(chain: Chain) -> Iterator[tuple[str, str]]:
    for (left, right), relation in zip(pairwise(chain.operands), chain.relations, strict=True):
        if relation.sign in AT_MOST | FAR_BELOW:
            yield from _named(left, right)
        elif relation.sign in AT_LEAST:
            yield from _named(right, left)


def _named(low: Meaning, high: Meaning) -> Iterator[tuple[str, str]]:
    """Of ``r \\le \\min(m, n)`` each with r."""
    least = isinstance(high, Application) and isinstance(high.function, Symbol) and high.function.latex == r"\min"
    ends = high.arguments if isinstance(high, Application) and least else (high,)
    if isinstance(low, Symbol):
        yield from ((low.latex, end.latex) for end in ends if isinstance(end, Symbol))


def positive_in(formulas: Iterable[Meaning]) -> frozenset[str]:
    """Matrices of which a paper says ``A \\succ 0``."""
    return frozenset(
        chain.operands[0].latex
        for formula in formulas
        for chain in said_in(formula)
        if chain.relations[0].sign in (r"\succ", r"\succeq")
        and isinstance(chain.operands[0], Symbol)
        and meaning_latex(chain.operands[1]) == "0"
    )


def circles_in(formulas: Iterable[Meaning]) -> Mapping[str, Meaning]:
    """Of two whose squares add up to 1 what the second is: of ``a_t^2 + s_t^2 = 1`` that ``s_t`` is the root of what is
    left. Neither is above 1.
    """
    found: dict[str, Meaning] = {}
    for chain in (said for formula in formulas for said in said_in(formula)):
        if {each.sign for each in chain.relations} <= EQUAL and len(chain.operands) == 2:
            found |= _circle(bare(chain.operands[0]), bare(chain.operands[1]))
    return found


def _circle(total: Meaning, one: Meaning) -> dict[str, Meaning]:
    if not isinstance(one, Number) or one.text != "1" or not isinstance(total, Total) or len(total.terms) != 2:
        return {}
    first, last = total.terms
    names = [each.base for each in total.terms if isinstance(each, Power) and meaning_latex(each.exponent) == "2"]
    if len(names) != 2 or total.signs != ("", "+"):
        return {}
    second = names[1]
    if not all(isinstance(each, Symbol) for each in names) or not isinstance(second, Symbol):
        return {}
    rest = Total(last.start, last.end, (one, first), ("", "-"))
    return {second.latex: Root(last.start, last.end, rest, None)}


def members_of(circles: Mapping[str, Meaning]) -> frozenset[str]:
    """All names whose squares add up to 1 with those of another, and their families."""
    names = {node.latex for side in circles.values() for node in walk(side) if isinstance(node, Symbol)} | set(circles)
    return frozenset({*names, *(skeleton(name)[0] for name in names)})


def refuse_own_optima(nodes: Iterable[Meaning]) -> None:
    """Raises for ``\\nabla f_k(x_k^*)``: a function has no slope where it is least, or one that a bound holds."""
    for node in nodes:
        body = node.body if isinstance(node, Operation) and node.kind == "gradient" else None
        point = body.arguments[0] if isinstance(body, Application) and len(body.arguments) == 1 else None
        head = body.function if isinstance(body, Application) else None
        starred = isinstance(point, Symbol) and point.latex.endswith(STARS)
        if isinstance(head, Symbol) and isinstance(point, Symbol) and starred:
            if _scripts(head, ()) != _scripts(point, STARS):
                continue  # where the others are least it may well have one
            raise Refusal("slope-at-optimum", meaning_latex(node))


def _scripts(name: Symbol, marks: Collection[str]) -> str:
    """What stands in a name's subscript."""
    latex = next((name.latex.removesuffix(mark) for mark in marks if name.latex.endswith(mark)), name.latex)
    return latex.partition("_")[2]


def drawn_in(formulas: Iterable[Meaning]) -> DrawnNames:
    """What a paper draws at random, below an expectation or by ``\\xi \\sim D``, and the functions without it that it
    says are the mean: ``f`` of ``f(x) = \\mathbb{E} f(x, \\xi)``.
    """
    letters: set[str] = set()
    means: set[str] = set()
    for node in (node for formula in formulas for node in walk(formula)):
        if isinstance(node, Operation) and node.kind == "expectation" and node.lower is not None:
            letters.update(_drawn(node.lower))
        elif isinstance(node, Chain):
            letters.update(_drawn(node) if node.relations[0].sign == r"\sim" else ())
            for (left, right), relation in zip(pairwise(node.operands), node.relations, strict=True):
                if relation.sign in EQUAL:
                    means.update((*_mean_of(left, right), *_mean_of(right, left)))
    return DrawnNames(frozenset(letters), frozenset(means))


def _drawn(lower: Meaning) -> Iterator[str]:
    """The letters of ``\\xi``, ``x, y`` and ``(x, y) \\sim D``."""
    for each in lower.items if isinstance(lower, Listing) else (lower,):
        name = each.operands[0] if isinstance(each, Chain) else each
        names = name.items if isinstance(name, Listing) else (name,)
        yield from (one.latex for one in names if isinstance(one, Symbol))


def _mean_of(value: Meaning, mean: Meaning) -> Iterator[str]:
    body = bare(mean.body) if isinstance(mean, Operation) and mean.kind == "expectation" else None
    less, more = applied(bare(value)), applied(body)
    if less is not None and more is not None and less[0] == more[0] and less[1] < more[1]:
        yield less[0]


def applied(node: Meaning | None) -> tuple[str, frozenset[str]] | None:
    """The function of a value, or of its slope, and what it is applied to; None for others."""
    slope = isinstance(node, Operation) and node.kind == "gradient"
    value = node.body if isinstance(node, Operation) and slope else node
    if not isinstance(value, Application):
        return None
    pairs = ((each.left, each.right) if isinstance(each, Given) else (each,) for each in value.arguments)
    sides = (side for pair in pairs for side in pair)
    names = (name for side in sides for name in (side.items if isinstance(side, Listing) else (side,)))
    return f"{SLOPE} " * slope + meaning_latex(value.function), frozenset(map(meaning_latex, names))
