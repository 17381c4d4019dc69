"""What a name is whose only definition puts together things that have words: ``r = a / b`` is a ratio."""

from __future__ import annotations

from itertools import islice

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Meaning,
    Number,
    Operation,
    Product,
    Quotient,
    Root,
    Total,
    bare,
)
from reader.formula.semantics.parser import plain_meaning
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.unsaid.entries import Said
from reader.meaning.linking.unsaid.sides import value_of
from reader.model.symbols import Symbol

PLACES = 40  # of a name that are looked at
LONGEST = 160  # characters of a definition that is looked at


def composed(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """ "ratio of the load to the lift" for ``r = L / A``; "" where two formulas define the name."""
    places = (evidence.place_of(use).get("defined") for use in islice(symbol.occurrences, PLACES))
    sides = {place.host for place in places if place is not None}
    side = sides.pop() if len(sides) == 1 else ""
    return _words(bare(plain_meaning(side)), said) if side and len(side) <= LONGEST else ""


def _words(node: Meaning, said: Said) -> str:
    match node:
        case Quotient(numerator=above, denominator=below):
            return _ratio(bare(above), bare(below), said)
        case Product(factors=(one, other)):
            return _pair("product of the {} and the {}", one, other, said)
        case Total(terms=(one, other), signs=signs):
            return _total(bare(one), bare(other), signs[-1], said)
        case Root(body=body, degree=None):
            return _single("square root of the {}", body, said)
        case Bars(kind="norm", items=(inside,)):
            return _single("norm of the {}", inside, said)
        case Operation(kind="expectation", body=body):
            return _single("mean of the {}", body, said)
        case Operation(kind="gradient", upper=None, lower=None, body=body):
            return _single("gradient of the {}", body, said)
        case Application(function=function):
            return _single("value of the {}", function, said)
    return ""


def _ratio(above: Meaning, below: Meaning, said: Said) -> str:
    if isinstance(above, Number):
        return _single("inverse of the {}", below, said) if above.text == "1" else ""
    return _pair("ratio of the {} to the {}", above, below, said)


def _total(one: Meaning, other: Meaning, sign: str, said: Said) -> str:
    if isinstance(one, Number):
        return _single("one minus the {}", other, said) if (one.text, sign) == ("1", "-") else ""
    kind = {"+": "sum", "-": "difference"}.get(sign, "")
    return _pair(f"{kind} of the {{}} and the {{}}", one, other, said) if kind else ""


def _single(form: str, node: Meaning, said: Said) -> str:
    words = said.get(value_of(bare(node)), "")
    return form.format(words) if words else ""


def _pair(form: str, one: Meaning, other: Meaning, said: Said) -> str:
    first, second = (said.get(value_of(bare(node)), "") for node in (one, other))
    return form.format(first, second) if first and second and first != second else ""
