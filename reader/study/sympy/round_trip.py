"""An independent check that a SymPy result keeps what its formula says: letters, words, numbers and relations.

It knows nothing of the content tree: one side counts the leaves of the layout tree, the other reads the names that
the code gives and calls, and the object that came out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from reader.formula.syntax.nodes import Digits, Function, Identifier, Relation, Row
from reader.formula.syntax.tables.signs import SIGNS
from reader.formula.syntax.tables.words import PROSE
from reader.formula.syntax.tree import walk
from reader.limits.memory import cached_for_a_paper
from reader.study.sympy.names import BIG_OPERATORS, NAMED_RELATIONS, OPERATORS, RELATIONS

Leaf = Identifier | Function | Digits | Relation
COMMANDS = frozenset(name[1:] for name in SIGNS if name[0] == "\\")
# Letters that stand for an operator or a number, and what SymPy calls those.
STANDS_FOR: dict[str, str] = {"exp": "e", "E": "e", "Transpose": "T", "Derivative": "d", "Integral": "d", "d": "d",
                              "pi": "pi", "oo": "", "Exp1": "e", "Pi": "pi",
                              "Product": "Pi", "Sum": "Sigma"}  # fmt: skip
NO_VALUES = frozenset({"<NaN>", "<ComplexInfinity>"})
UNCOUNTED = frozenset({"d"})  # one derivative has several
NAMES = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z]\w*)""")  # of code: strings and calls
LETTER = re.compile(r"\\?([A-Za-z]+)")
RELATION_CALLS = frozenset({*RELATIONS.values(), *NAMED_RELATIONS.values(), "Therefore", "OneOf", "Given", "Versus",
                            "SetOf", "Sim"})  # fmt: skip

# Names that the bridge gives to operators: their letters are not the formula's.
OWN_NAMES = frozenset({
    *RELATION_CALLS, *OPERATORS.values(), *BIG_OPERATORS.values(), "Transpose", "Sum", "Product", "Integral",
    "Derivative", "Norm", "Inner", "Cardinality", "Gradient", "SecondGradient", "PartialDerivative", "Set", "Applied",
    "IndexRange", "Family", "Subscripted", "PositivePart", "PlusMinus", "MinusPlus", "ForAll", "Exists", "NotExists",
    "If", "Annotated", "min", "max", "sup", "inf", "argmin", "argmax", "lim", "Dot", "Over",
})  # fmt: skip


@cached_for_a_paper(4096)
def letters_of_name(name: str) -> tuple[str, ...]:
    """``theta_ij`` -> theta, i, j; alphabets and accents are no letters, words stay words."""
    name = re.sub(r"\\(?:operatorname|text|math[a-z]+|bm)\{([A-Za-z]{2,})\}", r" ", name)
    found: list[str] = []
    for run in LETTER.finditer(name):
        letters = run.group(1)
        if letters in COMMANDS:
            found.append(letters)
        elif run.group()[0] != "\\":
            found += letters
    return tuple(found)


def letters_of_formula(leaves: list[Leaf]) -> Counter[str]:
    """Every single letter of the layout tree, Greek ones by name."""
    found: Counter[str] = Counter()
    for node in leaves:
        if type(node) is Identifier and not node.is_word:
            found[node.text.removeprefix("\\")] += 1
    return found


def code_names(code: str) -> list[str]:
    """Every name that the code gives, and in angles what it calls."""
    return [
        f"<{called}>" if called else (single or double).replace("\\\\", "\\")
        for single, double, called in NAMES.findall(code)
    ]


def object_names(value: Any) -> set[str]:
    """Every name in a SymPy object, and the classes of its nodes."""
    out: set[str] = set()
    waiting = [value] if hasattr(value, "args") else list(value)
    while waiting:
        node = waiting.pop()
        out.add(f"<{type(node).__name__}>")
        name = getattr(node, "name", None)
        if name is not None:
            out.add(str(name))
        waiting += node.args
    return out


def letters_there(names: Iterable[str]) -> Counter[str]:
    found: list[str] = []
    for name in names:
        called = name.strip("<>")
        if called in STANDS_FOR:
            found.append(STANDS_FOR[called])
        if called == name and name not in OWN_NAMES:
            found += letters_of_name(name)
    return Counter(found)


def is_conserved(root: Row, code: str, value: Any) -> bool:
    """Whether nothing of the formula is missing from the code, nor from the object."""
    leaves = [node for node in walk(root) if isinstance(node, Identifier | Function | Digits | Relation)]
    wanted = letters_of_formula(leaves)
    written = code_names(code)
    there = letters_there(written)
    if any(there[letter] < (1 if letter in UNCOUNTED else count) for letter, count in wanted.items()):
        return False
    names = object_names(value)
    if not set(wanted) <= set(letters_there(names)) or names & NO_VALUES:
        return False
    return words_kept(leaves, written) and numbers_kept(leaves, code) and relations_kept(leaves, written)


def words_kept(leaves: list[Leaf], written: list[str]) -> bool:
    """Words that name: identifiers of several letters, and named functions."""
    text = " ".join(name.strip("<>") for name in written).lower()
    text = text.replace("asin", "arcsin").replace("acos", "arccos").replace("atan", "arctan").replace(" ", "")
    for node in leaves:
        name = node.text if type(node) is Identifier and node.is_word else node.name if type(node) is Function else ""
        said = name.lower().replace(" ", "").replace("ln", "log")
        if said and said not in PROSE and said not in text:
            return False
    return True


def numbers_kept(leaves: list[Leaf], code: str) -> bool:
    """Each number of the formula stands in the code as often."""
    digits = Counter(re.findall(r"\d+(?:\.\d+)?|\.\d+", code))
    wanted = Counter(node.text for node in leaves if type(node) is Digits)
    twice = code.count("Derivative(")  # an order is written above and below
    return all(_count(digits, text) + (twice if digits[text] else 0) >= count for text, count in wanted.items())


def _count(digits: Counter[str], text: str) -> int:
    return digits[text] or digits[text.lstrip("0") or "0"]


def relations_kept(leaves: list[Leaf], written: list[str]) -> bool:
    """As many relations as the formula has; bars between arguments count as one each."""
    wanted = sum(type(node) is Relation for node in leaves)
    called = [name.strip("<>") for name in written]
    calls = sum(name.removesuffix("Labelled") in RELATION_CALLS for name in called)
    ranges = sum(name in ("Sum", "Product", "Limit", "Integral") for name in called)
    return calls + ranges >= wanted
