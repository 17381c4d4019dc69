"""Sums that are divided by how many terms they have."""

from __future__ import annotations

from reader.formula.semantics.nodes import Chain, Meaning, Number, Operation, Product, Quotient, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence

# Rows of purposes.
SAID_OF_MEANS = frozenset(("averages", "estimates", "form mean-over", "over-mean", "share-of", "share-with"))


def mean(node: Meaning) -> Sentence | None:
    """``\\frac{1}{n} \\sum_{i=1}^{n} a_i``, and over the members of a set ``\\frac{1}{|S|} \\sum_{i \\in S} a_i``."""
    if isinstance(node, Quotient):
        total, count = bare(node.numerator), node.denominator
    elif isinstance(node, Product) and len(node.factors) > 1 and _is_one_over(node.factors[0]):
        total, count = node.factors[1], _denominator(node.factors[0])
    else:
        return None
    if not isinstance(total, Operation) or total.kind != "sum" or len(total.bound) != 1:
        return None
    is_last = not isinstance(node, Product) or len(node.factors) == 2
    if not is_last or meaning_latex(bare(count)) not in counts_of(total):
        return None
    body = bare(total.body)
    index, many = total.bound[0], meaning_latex(bare(count))

    def write(pen: Pen) -> str:
        if pen.rows & SAID_OF_MEANS:
            return ""
        if not is_readable(body):
            return pen.row("mean-of-all", count=pen.math(many), index=pen.math(index))
        return pen.row("mean", count=pen.math(many), part=pen.part(body), index=pen.math(index))

    return Sentence("certain", node, write)


def mean_of_two(node: Meaning) -> Sentence | None:
    """``\\frac{u + v}{2}`` and ``\\frac{1}{2} (u + v)``, alone or as a factor."""
    if isinstance(node, Quotient) and _is_two(node.denominator):
        total = bare(node.numerator)
    elif isinstance(node, Product) and any(map(_is_half, node.factors)):
        total = bare(node.factors[-1])
    else:
        return None
    if not isinstance(total, Total) or total.signs != ("", "+"):
        return None
    first, second = total.terms
    if any(isinstance(term, Number) or not is_readable(term) for term in total.terms):
        return None
    return Sentence("certain", node, lambda pen: pen.row("mean-of-two", first=pen.part(first), second=pen.part(second)))


def sums_of_means(product: Meaning) -> list[Operation]:
    """The sums of a product that is divided by how many terms they have: means, which only look like sums."""
    parts = [bare(each) for each in product.factors] if isinstance(product, Product) else []
    many = {
        meaning_latex(bare(each.denominator)) for each in parts if isinstance(each, Quotient) and _is_one_over(each)
    }
    sums = (each for each in parts if isinstance(each, Operation) and each.kind == "sum")
    return [each for each in sums if not many.isdisjoint(counts_of(each))]


def _is_two(part: Meaning) -> bool:
    return isinstance(bare(part), Number) and meaning_latex(bare(part)) == "2"


def _is_half(part: Meaning) -> bool:
    return isinstance(part, Quotient) and _is_one_over(part) and _is_two(part.denominator)


def _is_one_over(part: Meaning) -> bool:
    return isinstance(part, Quotient) and isinstance(part.numerator, Number) and part.numerator.text == "1"


def _denominator(part: Meaning) -> Meaning:
    return part.denominator if isinstance(part, Quotient) else part


def counts_of(total: Operation) -> set[str]:
    """How many terms a sum has, as one writes it."""
    lower, upper = total.lower, total.upper
    if not isinstance(lower, Chain) or len(lower.operands) != 2:
        return set()
    first = meaning_latex(lower.operands[1])
    if upper is not None and lower.relations[0].sign == "=":
        last = meaning_latex(upper)
        if first == "1":
            return {last}
        return {last.removesuffix("-1")} if first == "0" and last.endswith("-1") else {f"{last}-{first}+1"}
    is_member = upper is None and lower.relations[0].sign == r"\in"
    return {f"|{first}|", rf"\left|{first}\right|", rf"\lvert {first}\rvert"} if is_member else set()
