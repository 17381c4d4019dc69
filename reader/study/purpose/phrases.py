"""Parts of a formula as noun phrases in both languages: what the paper calls them, and what is done with them.

A symbol stands in a phrase as itself, between dollars, with the author's name before it where that is sure. Whatever
cannot be said shortly gives no phrase, and so does all that it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Constant,
    Given,
    Grid,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.plain import plain_formula
from reader.formula.syntax.tree import walk
from reader.messages import LANGUAGES, Language
from reader.study.purpose.names import is_chance, is_guessed, is_usually_applied, name_of, speaks_of_zeros
from reader.study.purpose.phrase import PurposePhrase, called_by, phrase_of, sign_of, two
from reader.study.purpose.statement import StatedFormula, head_symbol
from reader.study.walkthrough.means import counts_of

if TYPE_CHECKING:
    from reader.meaning.blocks.found import FoundBlock

LONGEST = 300  # characters of LaTeX: what is longer is not even printed
SHOWN = 26  # characters, as printed, of a formula that may stand in a phrase
SMALL = 4  # size of a block from which on its name says more than what it is made of
DEEPEST = 6
WORDY = 2  # words that the name of a block must have to say something
USUAL = ("glossary", "structure")
LOGARITHMS = (r"\log", r"\ln")
STATEMENTS = frozenset(("theorem", "rule", "law", "equation", "identity", "inequality", "lemma", "formula", "trick"))


class FormulaPhrases:
    """The phrases of one formula."""

    def __init__(self, statement: StatedFormula) -> None:
        self.statement = statement
        blocks = statement.study.blocks[statement.equation.id]
        self.blocks: dict[tuple[int, int], FoundBlock] = {}
        for each in sorted(blocks, key=lambda one: one.size):
            if not each.differs and each.size >= SMALL and not each.block.plain:
                self.blocks[each.start, each.end] = each

    def of(self, node: Meaning | None, depth: int = 0) -> PurposePhrase | None:
        """A part of the formula; None where it cannot be said."""
        if node is None or depth > DEEPEST:
            return None
        node = bare(node)
        return self.told(node, depth + 1) or self.named_block(node) or self.shown(node)

    def told(self, node: Meaning, depth: int) -> PurposePhrase | None:
        """What is done in it."""
        match node:
            case Symbol():
                return self.symbol(node)
            case Application():
                return self.application(node, depth)
            case Total():
                return self.total(node, depth)
            case Product():
                return self.product(node, depth)
            case Quotient():
                return self.quotient(node, depth)
            case Power():
                return self.power(node, depth)
            case Bars():
                return self.bars(node, depth)
            case Operation():
                return self.operation(node, depth)
            case _:
                return None

    def shown(self, node: Meaning) -> PurposePhrase | None:
        """The formula itself, where it is short."""
        latex = meaning_latex(node) if node.end - node.start <= LONGEST else ""
        whole = node.end > node.start and not any(is_scrap(each) for each in walk(node))
        return sign_of(latex) if latex and whole and is_short(latex) else None

    def closed(self, node: Meaning | None, depth: int) -> PurposePhrase | None:
        """A part that something is said of as a whole."""
        found = self.of(node, depth)
        return found if found is not None and found.closed else None

    def named_block(self, node: Meaning, *, taken: bool = False) -> PurposePhrase | None:
        """The textbook's name for the part, with the part where it is short; ``taken``: for that with a minus."""
        found = self.blocks.get((node.start, node.end))
        words = found.block.name["en"].split() if found is not None else []
        if found is None or len(words) < WORDY or words[-1] in STATEMENTS:
            return None
        if not isinstance(node, Total) and found.pattern.startswith("-") != taken:
            return None  # a lone term and its sign begin at one place
        return called_by(found.block.name, None if taken else self.shown(node))

    # --- names ---

    def symbol(self, node: Symbol) -> PurposePhrase | None:
        """A name alone; what usually is a function, and is applied to nothing here, is something else."""
        annotation = self.statement.annotations.get(node.latex)
        if annotation is not None and annotation.status in USUAL and is_usually_applied(annotation, self.statement):
            return None
        return self.called(node, sign_of(node.latex))

    def called(self, symbol: Symbol, sign: PurposePhrase, *, is_law: bool = False) -> PurposePhrase | None:
        """What a symbol is called, and the part that it heads; ``is_law``: all of a distribution."""
        name = name_of(symbol.latex, self.statement, is_law=is_law)
        if name is None:
            return None
        text: dict[Language, str] = {language: f"{name[language]} {sign.text[language]}" for language in LANGUAGES}
        names = frozenset((name["en"].casefold(),))
        return PurposePhrase(text, names, 1, names=names)

    def application(self, node: Application, depth: int) -> PurposePhrase | None:
        symbol = head_symbol(node)
        if symbol is None:
            return None
        if symbol.latex in LOGARITHMS:
            body = self.closed(node.arguments[0], depth) if len(node.arguments) == 1 else None
            return phrase_of("logarithm", first=body) if body else None
        sign = self.shown(node)
        given = {each.kind for each in node.arguments if isinstance(each, Given)}
        guessed = is_guessed(symbol.latex, self.statement, compares="versus" in given)
        if guessed or (given and is_chance(symbol.latex, self.statement)):
            return self.named_block(node) or self.density(node, depth)
        named = self.called(symbol, sign) if sign is not None else self.applied(symbol, node, depth)
        return named or self.named_block(node) or self.density(node, depth)

    def applied(self, symbol: Symbol, node: Application, depth: int) -> PurposePhrase | None:
        """A named function of something long."""
        name = name_of(symbol.latex, self.statement)
        body = self.closed(node.arguments[0], depth) if len(node.arguments) == 1 else None
        if name is None or body is None or not body.tells:
            return None
        names = frozenset((name["en"].casefold(),))
        return phrase_of("function-of", second=PurposePhrase(name, names, names=names), first=body)

    def density(self, node: Application, depth: int) -> PurposePhrase | None:
        """``p(x | y)``: how probable."""
        parts = self.density_parts(node, depth)
        return phrase_of("probability-given", first=parts[0], second=parts[1]) if parts else None

    def density_parts(self, node: Meaning, depth: int) -> tuple[PurposePhrase, PurposePhrase] | None:
        """What is how probable, and given what."""
        symbol = head_symbol(node) if isinstance(node, Application) else None
        found = self.statement.annotations.get(symbol.latex) if symbol else None
        if not isinstance(node, Application) or not found or found.role != "distribution" or len(node.arguments) != 1:
            return None
        argument = bare(node.arguments[0])
        if not isinstance(argument, Given) or argument.kind == "versus":
            return None
        left, right = self.closed(argument.left, depth), self.closed(argument.right, depth)
        return (left, right) if left and right else None

    # --- arithmetic ---

    def total(self, node: Total, depth: int) -> PurposePhrase | None:
        if any(sign not in ("", "+", "-") for sign in node.signs):
            return None
        if len(node.terms) == 1:
            return self.negative(node.terms[0], depth)
        signs, parts = gains_first(node)
        terms = [self.of(term, depth) for term in parts]
        told = [term for term in terms if term is not None]
        if len(told) < len(terms) or not any(term.tells for term in told):
            return None
        if depth > 1:  # part of something: it must be one thing
            both = len(told) == 2 and signs[0] != "-"
            row = "difference-of" if signs[-1] == "-" else "sum-of"
            return two(row, told[0], told[1]) if both else None
        made: PurposePhrase | None = phrase_of("negative", first=told[0]) if signs[0] == "-" else told[0]
        for sign, term in zip(signs[1:], told[1:], strict=True):
            made = made and two("difference" if sign == "-" else "sum-of-two", made, term, closed=False)
        return made

    def negative(self, term: Meaning, depth: int) -> PurposePhrase | None:
        inner = bare(term)
        if isinstance(inner, Application) and len(inner.arguments) == 1:
            symbol, argument = head_symbol(inner), bare(inner.arguments[0])
            given = self.density_parts(argument, depth) if symbol and symbol.latex in LOGARITHMS else None
            if given is not None:
                return phrase_of("surprise", first=given[0], second=given[1])
        body = self.closed(term, depth)
        minus = phrase_of("negative", closed=False, first=body) if body is not None and body.tells else None
        return self.named_block(inner, taken=True) or minus

    def product(self, node: Product, depth: int) -> PurposePhrase | None:
        """Numbers times one thing; else two things."""
        count = next((k for k, each in enumerate(node.factors) if not is_factor(each)), len(node.factors) - 1)
        before, rest = node.factors[:count], node.factors[count:]
        if len(before) > 2 or not 1 <= len(rest) <= 2:
            return None
        mean = self.mean(before, rest, depth)
        if mean is not None:
            return mean
        parts = self.all_closed(rest, depth)
        weights = [self.weight(each) for each in before]
        if parts is None or None in weights or not any(part.tells for part in (*parts, *weights) if part):
            return None
        made: PurposePhrase | None = parts[0]
        if len(parts) > 1:
            made = two("product-of-two", parts[0], parts[1], closed=False)
        for factor in reversed(weights):
            letter = "times-letter-of-several" if made and "と" in made.text["ja"] else "times-letter"
            row = "times" if factor and factor.text["en"][1:2].isdigit() else letter
            made = made and factor and phrase_of(row, closed=False, factor=factor, first=made)
        return made

    def weight(self, node: Meaning) -> PurposePhrase | None:
        """A factor: by its name if it is one letter, else as it stands."""
        inner = bare(node)
        return self.symbol(inner) or sign_of(inner.latex) if isinstance(inner, Symbol) else self.shown(node)

    def all_closed(self, nodes: Sequence[Meaning], depth: int) -> list[PurposePhrase] | None:
        found = [part for each in nodes if (part := self.closed(each, depth)) is not None]
        return found if len(found) == len(nodes) else None

    def mean(self, before: Sequence[Meaning], rest: Sequence[Meaning], depth: int) -> PurposePhrase | None:
        """``\\frac{1}{n} \\sum_{i=1}^{n}``"""
        operation = bare(rest[0])
        if len(before) != 1 or len(rest) != 1 or not isinstance(operation, Operation) or operation.kind != "sum":
            return None
        quotient = bare(before[0])
        if not isinstance(quotient, Quotient) or meaning_latex(quotient.numerator) != "1":
            return None
        if meaning_latex(bare(quotient.denominator)) not in counts_of(operation):
            return None
        return self.over("mean-over", operation, depth)

    def quotient(self, node: Quotient, depth: int) -> PurposePhrase | None:
        first, second = self.closed(node.numerator, depth), self.closed(node.denominator, depth)
        if node.form == "binom" or first is None or second is None or not first.tells | second.tells:
            return None
        return two("ratio", first, second, closed=False)

    def power(self, node: Power, depth: int) -> PurposePhrase | None:
        base = bare(node.base)
        if isinstance(base, Bars) and base.kind == "norm" and meaning_latex(node.exponent) == "2":
            return self.norm(base, depth, squared=True)
        return None

    def bars(self, node: Bars, depth: int) -> PurposePhrase | None:
        return self.norm(node, depth, squared=False) if node.kind in ("norm", "absolute") else None

    def norm(self, node: Bars, depth: int, *, squared: bool) -> PurposePhrase | None:
        if len(node.items) != 1:
            return None
        body = bare(node.items[0])
        size, distance = ("squared-size", "squared-distance") if squared else ("size", "distance")
        if node.below and meaning_latex(node.below) == "0":
            if squared or not speaks_of_zeros(self.statement):
                return None  # the largest value of a function, as likely as not
            size, distance = "entries", "entries-apart"
        if isinstance(body, Total) and len(body.terms) == 2 and tuple(body.signs) in (("", "-"), ("+", "-")):
            first, second = (self.closed(term, depth) for term in body.terms)
            return two(distance, first, second) if first and second else None
        inner = self.closed(body, depth)
        return phrase_of(size, first=inner) if inner else None

    # --- operations ---

    def operation(self, node: Operation, depth: int) -> PurposePhrase | None:
        if node.kind == "expectation":
            return self.average(node, depth)
        if node.kind in ("sum", "product"):
            return self.over("total-over" if node.kind == "sum" else "product-over", node, depth)
        if node.kind == "gradient" and "^" not in self.written(node)[: len(r"\\nabla^2")]:
            body = self.closed(node.body, depth)
            by = self.shown(node.lower) if node.lower is not None else None
            if body is None:
                return None
            return phrase_of("gradient-by", first=body, range=by) if by else phrase_of("gradient", first=body)
        return None

    def written(self, node: Meaning) -> str:
        """A part as it stands in the macro-free LaTeX."""
        return self.statement.equation.formula.expanded[node.start : node.end].lstrip("{ ")

    def over(self, row: str, node: Operation, depth: int) -> PurposePhrase | None:
        body = self.of(node.body, depth)
        if body is None or not node.bound:
            return None
        counted = ", ".join(node.bound)
        return phrase_of(row, first=body, range=sign_of(counted))

    def average(self, node: Operation, depth: int) -> PurposePhrase | None:
        nested = node
        ranges = [nested.lower]
        while isinstance(inner := bare(nested.body), Operation) and inner.kind == "expectation":
            nested = inner
            ranges.append(nested.lower)
        body = self.of(nested.body, depth)
        if body is None:
            return None
        drawn = self.draws([each for each in ranges if each is not None], nested.body)
        return phrase_of("average-over", first=body, range=drawn) if drawn else phrase_of("average", first=body)

    def draws(self, ranges: Sequence[Meaning], body: Meaning) -> PurposePhrase | None:
        """What is drawn, and where that is one thing, from what. A letter that the body lacks may be no draw at all."""
        items = [part for each in ranges for part in listed(each)]
        drawn = [each for each in items if isinstance(each, Chain) and each.relations[0].sign == r"\sim"]
        if len(items) == 1 and len(drawn) == 1:
            first, second = (self.closed(each, 2) for each in drawn[0].operands[:2])
            return phrase_of("drawn-from", first=first, second=second) if first and second else None
        parts = [drawn_in(each) for each in items]
        names = [part for each in parts for part in each]
        letters = [meaning_latex(each) for each in names]
        inside = {node.latex for node in walk(body) if isinstance(node, Symbol)}
        used = {node.latex for each in names for node in walk(each) if isinstance(node, Symbol)}
        if not all(parts) or not used & inside or not is_short(",".join(letters)):
            return None
        return sign_of(", ".join(letters))


def drawn_in(node: Meaning) -> Sequence[Meaning]:
    """``x`` of ``x``, of ``x \\sim p``, of ``p(x | y)``."""
    node = bare(node)
    if isinstance(node, Chain):
        return [node.operands[0]]
    if isinstance(node, Application) and len(node.arguments) == 1:
        argument = bare(node.arguments[0])
        return listed(argument.left if isinstance(argument, Given) else argument)
    return [node] if isinstance(node, Symbol | Listing) else []


def gains_first(node: Total) -> tuple[Sequence[str], Sequence[Meaning]]:
    """The terms with their signs; where the first is taken away and another is not, that one goes before it."""
    pairs = list(zip(node.signs, node.terms, strict=True))
    first = next((k for k, (sign, _) in enumerate(pairs) if sign != "-"), 0)
    pairs.insert(0, pairs.pop(first))
    return [sign for sign, _ in pairs], [term for _, term in pairs]


def listed(node: Meaning) -> Sequence[Meaning]:
    """The members of what stands below an operator."""
    node = bare(node)
    if isinstance(node, Listing) and node.kind in ("bare", "values"):
        return [part for each in node.items for part in listed(each)]
    if isinstance(node, Grid) and node.kind == "lines":
        return [part for row in node.rows for cell in row for part in listed(cell)]
    return [node]


def is_factor(node: Meaning) -> bool:
    """A number or a lone letter that only weighs what it stands before."""
    node = bare(node)
    if isinstance(node, Quotient):
        return all(is_factor(part) for part in (node.numerator, node.denominator))
    if isinstance(node, Total):
        return all(isinstance(part, Symbol | Number) for part in node.terms)
    return isinstance(node, Number | Constant | Symbol) and not (isinstance(node, Symbol) and node.bold)


def is_scrap(node: object) -> bool:
    """A part that was not read, with half a bracket or a lone bar in it."""
    return isinstance(node, Undecided) and any(mark in node.latex for mark in "|[]().")


def is_short(latex: str) -> bool:
    """Whether a formula can stand in a sentence."""
    return "$" not in latex and len(plain_formula(latex)) <= SHOWN
