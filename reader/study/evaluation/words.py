"""Letters side by side that may be a word: a formula that holds them does not run, for nobody knows what they name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reader.formula.semantics.nodes import Application, Group, Meaning, Number, Power, Product, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import Declarations
from reader.formula.syntax.tree import walk
from reader.study.evaluation.refusal import Refusal

VOWELS = frozenset("aeiou")
UNITS = frozenset((
    "m", "km", "cm", "mm", "nm", "fm", "pc", "kpc", "Mpc", "AU", "s", "ms", "ns", "min", "h", "hours", "day", "days",
    "yr", "years", "Myr", "Gyr", "Hz", "kHz", "MHz", "GHz", "THz", "g", "kg", "mg", "J", "kJ", "erg", "W", "kW",
    "eV", "meV", "keV", "MeV", "GeV", "TeV", "K", "N", "Pa", "kPa", "V", "mV", "A", "T", "mol", "M", "L", "mL",
    "rad", "dB", "barn", "mb", "fb", "bit", "bits",
))  # fmt: skip


def refuse_words(meaning: Meaning, declared: Declarations) -> None:
    """Raises where letters stand side by side that may be a word, a d that may be of a differential, a unit behind its
    number, or a script that is no name of anything. Two letters that the paper ``declared`` are no word.
    """
    for node in walk(meaning):
        if isinstance(node, Symbol) and node.latex.count("[") != node.latex.count("]"):
            raise Refusal("undecided", node.latex)  # \\eta_{k[i}\\theta_{j]l}: a sum over both orders of i and j
        if isinstance(node, Product) and (unit := unit_in(node)) is not None:
            raise Refusal("unit", unit)
    words = (letters for letters in words_in(meaning) if not are_names(letters, declared))
    found = next(words, None) or differential_in(meaning)
    if found is not None:
        raise Refusal("word-or-product", found)


def are_names(letters: str, declared: Declarations) -> bool:
    """Whether the author says of each of two letters what it is: ``B`` and ``u`` of ``Bu(t)``."""
    found = [declared.by_name.get((letter, False), []) + declared.by_name.get((letter, True), []) for letter in letters]
    return len(set(letters)) == len(letters) == 2 and all(any(each.firm for each in told) for told in found)


def unit_in(node: Product) -> str | None:
    """The ``\\mathrm{s}`` of ``4.7\\,\\mathrm{s}``: upright behind a number, and no factor."""
    for before, after in pairwise(node.factors):
        named = bare(after.base if isinstance(after, Power) else after)
        amount = is_amount(before) or isinstance(before, Product)
        if amount and isinstance(named, Symbol) and upright_of(named.latex) in UNITS:
            return named.latex
    return None


def is_amount(node: Meaning) -> bool:
    """``4.7``, ``10^{-3}``."""
    return isinstance(node, Number) or (isinstance(node, Power) and isinstance(node.base, Number))


def upright_of(latex: str) -> str:
    """``kg`` of ``\\mathrm{kg}``, "" of what is not upright."""
    head, braced, rest = latex.partition("{")
    return rest.removesuffix("}") if braced and head in (r"\mathrm", r"\text", r"\operatorname") else ""


def holds_words(meaning: Meaning) -> bool:
    return any(words_in(meaning))


def words_in(meaning: Meaning) -> Iterator[str]:
    for node in walk(meaning):
        if isinstance(node, Product):
            yield from (letters for letters, before_bracket in runs_in(node) if is_word(letters, before_bracket))


def differential_in(meaning: Meaning) -> str | None:
    """``d t`` of ``d \\ln M = -M d t``: a d that stands twice or more, and nowhere but before something."""
    products = [node for node in walk(meaning) if isinstance(node, Product)]
    before = [
        each for node in products for each, after in pairwise(node.factors)
        if is_plain_d(each) and isinstance(after, Symbol | Application) and not is_plain_d(after)
    ]  # fmt: skip
    if len(before) < 2 or len(before) < sum(is_plain_d(node) for node in walk(meaning)):
        return None
    after = next(b for node in products for a, b in pairwise(node.factors) if a is before[-1])
    return f"d {meaning_latex(after)}"


def is_plain_d(node: Meaning) -> bool:
    return isinstance(node, Symbol) and node.latex == "d"


def is_word(letters: str, before_bracket: bool) -> bool:
    """``sin(x)``, ``loss``, ``SSE``: before a bracket two letters are enough."""
    if before_bracket and len(letters) > 1:
        return True
    if len(letters) < 3:
        return False
    return letters.isupper() or (letters.islower() and not VOWELS.isdisjoint(letters))


def runs_in(node: Product) -> Iterator[tuple[str, bool]]:
    """Letters without room between them, and whether a bracket follows them."""
    letters, end = "", -1
    for factor in node.factors:
        called = isinstance(factor, Application) and factor.open == "("
        name = factor.function if isinstance(factor, Application) and called else factor
        letter = name.latex if isinstance(name, Symbol) and len(name.latex) == 1 and name.latex.isalpha() else ""
        touching = factor.start == end
        if letters and not (touching and letter):
            yield letters, touching and isinstance(factor, Group) and factor.open == "("
            letters = ""
        letters += letter
        end = name.end if letter else -1
        if letters and called:
            yield letters, True
            letters = ""
    if letters:
        yield letters, False
