"""What a formula makes as large or as small as can be, and what it averages or sums."""

from __future__ import annotations

from reader.formula.semantics.nodes import Meaning, Number, Operation, Product, Quotient, bare
from reader.formula.semantics.printer import meaning_latex
from reader.meaning.linking.unsaid.entries import Said
from reader.meaning.linking.unsaid.sides import value_of
from reader.meaning.linking.unsaid.words import many

LONGEST = 40  # characters of a formula that is named within a meaning


def optimum(side: Meaning, said: Said) -> str:
    """ "value of $x$ for which the loss is smallest" for ``\\arg\\min_x L(x)``."""
    if not isinstance(side, Operation) or side.kind != "extremum" or not side.operator.startswith(r"\arg"):
        return ""
    sought, body = meaning_latex(side.lower).partition(r"\in")[0].strip(), bare(side.body)
    function = said.get(value_of(body), "")
    latex = meaning_latex(body)
    what = f"the {function}" if function else f"${latex}$" if len(latex) <= LONGEST else ""
    if not sought or not what or len(side.bound) != 1:
        return ""
    return f"value of ${sought}$ for which {what} is {'smallest' if 'min' in side.operator else 'largest'}"


def total(side: Meaning, said: Said) -> str:
    """ "mean of the losses" for ``\\frac{1}{n} \\sum_i \\ell_i``, "sum of the losses" for the sum alone."""
    parts = side.factors if isinstance(side, Product) else (side,)
    kind = "sum"
    if isinstance(side, Quotient):
        parts, kind = (side.numerator,), "mean"
        divisor = side.denominator
    elif len(parts) == 2 and isinstance(parts[0], Quotient) and _is_one(parts[0].numerator):
        divisor, parts, kind = parts[0].denominator, parts[1:], "mean"
    else:
        divisor = None
    if len(parts) != 1 or not isinstance(parts[0], Operation) or parts[0].kind != "sum":
        return ""
    summed = parts[0]
    if divisor is not None and not _counts(divisor, summed):
        return ""
    body = bare(summed.body)
    words = said.get(value_of(body), "")
    return f"{kind} of the {many(words)}" if words and many(words) else ""


def _is_one(node: Meaning) -> bool:
    return isinstance(node, Number) and node.text == "1"


def _counts(divisor: Meaning, summed: Operation) -> bool:
    """Whether the number that a sum is divided by is that of its terms."""
    if summed.upper is not None:
        return meaning_latex(divisor) == meaning_latex(summed.upper)
    within = meaning_latex(summed.lower).partition(r"\in")[2].strip()
    return bool(within) and meaning_latex(divisor).replace(" ", "") in (f"|{within}|", rf"\lvert{within}\rvert")
