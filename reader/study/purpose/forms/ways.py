"""Ways between two things: towards one of them, and beyond it."""

from __future__ import annotations

from reader.formula.semantics.nodes import Meaning, Number, Product, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import Scene, difference_in, holds_letter, told
from reader.study.purpose.phrase import PurposePhrase

PAIR = 2  # terms, factors


def goes(scene: Scene) -> PurposePhrase | None:
    """``b + s (a - b)`` and ``a + s (a - b)``, however it is written."""
    total = scene.right
    if not isinstance(total, Total) or len(total.terms) != PAIR or scene.left is None:
        return None
    found = _spread(total) if total.signs[1] == "-" else _stepped(total)
    if found is None or total.signs[0] not in ("", "+"):
        return None
    row, weight, end, start = found
    if any(holds_letter(each, weight.latex) for each in (end, start)):
        return None
    size, first, second = scene.part(weight), scene.part(end), scene.part(start)
    return told(row, weight=size, first=first, second=second) if size and first and second else None


def _stepped(total: Total) -> tuple[str, Symbol, Meaning, Meaning] | None:
    """From one of the two by a number of times the way between them."""
    scaled = _scaled(total.terms[1])
    pair = difference_in(scaled[1]) if scaled is not None and total.signs[1] == "+" else None
    if scaled is None or pair is None:
        return None
    root = meaning_latex(bare(total.terms[0]))
    end, start = (meaning_latex(bare(each)) for each in pair)
    row = "goes-towards" if root == start else "goes-beyond" if root == end else ""
    return (row, scaled[0], *pair) if row else None


def _spread(total: Total) -> tuple[str, Symbol, Meaning, Meaning] | None:
    """``(1 + s) a - s b``."""
    first, second = bare(total.terms[0]), _scaled(total.terms[1])
    if not isinstance(first, Product) or len(first.factors) != PAIR or second is None:
        return None
    one = bare(first.factors[0])
    if not isinstance(one, Total) or len(one.terms) != PAIR or set(one.signs) - {"", "+"}:
        return None
    latex = {meaning_latex(bare(each)) for each in one.terms}
    is_more = latex == {"1", second[0].latex} and any(isinstance(bare(each), Number) for each in one.terms)
    return ("goes-beyond", second[0], first.factors[1], second[1]) if is_more else None


def _scaled(term: Meaning) -> tuple[Symbol, Meaning] | None:
    """A number that has a small letter, and what it multiplies."""
    term = bare(term)
    if not isinstance(term, Product) or len(term.factors) != PAIR:
        return None
    scale = bare(term.factors[0])
    is_number = isinstance(scale, Symbol) and not scale.bold and take_apart(scale.latex).base.lstrip("\\")[:1].islower()
    return (scale, term.factors[1]) if isinstance(scale, Symbol) and is_number else None
