"""An independent check that a SymPy result keeps what its formula says: letters, words, numbers and relations.

It knows nothing of the meaning tree: one side counts the leaves of the layout tree, the other reads the code's own
syntax tree and the object that it gave.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import Any

from reader.formula.evidence import nodes_of
from reader.formula.nodes import Function, Identifier, Number, Relation, Row
from reader.formula.tables.signs import SIGNS
from reader.formula.tables.sympy_names import BIG_OPERATORS, NAMED_RELATIONS, OPERATORS, RELATIONS
from reader.formula.tables.words import PROSE

Leaf = Identifier | Function | Number | Relation
COMMANDS = frozenset(name[1:] for name in SIGNS if name[0] == "\\")
# Letters that stand for an operator or a number, and what SymPy calls those.
STANDS_FOR: dict[str, str] = {"exp": "e", "E": "e", "Transpose": "T", "Derivative": "d", "Integral": "d", "d": "d",
                              "pi": "pi", "oo": "", "Exp1": "e", "Pi": "pi",
                              "Product": "Pi", "Sum": "Sigma"}  # fmt: skip
UNCOUNTED = frozenset({"d"})  # one derivative has several
LETTER = re.compile(r"\\?([A-Za-z]+)")
RELATION_CALLS = frozenset({*RELATIONS.values(), *NAMED_RELATIONS.values(), "Therefore", "OneOf", "Given", "Versus",
                            "SetOf"})  # fmt: skip

# Names that the bridge gives to operators: their letters are not the formula's.
OWN_NAMES = frozenset({
    *RELATION_CALLS, *OPERATORS.values(), *BIG_OPERATORS.values(), "Transpose", "Sum", "Product", "Integral",
    "Derivative", "Norm", "Inner", "Cardinality", "Gradient", "SecondGradient", "PartialDerivative", "Set", "Applied",
    "IndexRange", "Family", "Subscripted", "PositivePart", "PlusMinus", "MinusPlus", "ForAll", "Exists", "NotExists",
    "If", "Annotated", "min", "max", "sup", "inf", "argmin", "argmax", "lim",
})  # fmt: skip


def letters_of_name(name: str) -> Counter[str]:
    """``theta_ij`` -> theta, i, j; alphabets and accents are no letters, words stay words."""
    name = re.sub(r"\\(?:operatorname|text|math[a-z]+|bm)\{([A-Za-z]{2,})\}", r" ", name)
    found: Counter[str] = Counter()
    for run in LETTER.finditer(name):
        letters = run.group(1)
        if letters in COMMANDS:
            found[letters] += 1
        elif run.group()[0] != "\\":
            found.update(letters)
    return found


def letters_of_formula(leaves: list[Leaf]) -> Counter[str]:
    """Every single letter of the layout tree, Greek ones by name."""
    found: Counter[str] = Counter()
    for node in leaves:
        if type(node) is Identifier and not node.is_word:
            found[node.text.removeprefix("\\")] += 1
    return found


def code_names(code: str) -> list[str]:
    """Every name that the code gives, and in angles what it calls."""
    out: list[str] = []
    for node in ast.walk(ast.parse(code, mode="eval")):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            out.append(node.value)
        elif isinstance(node, ast.Name):
            out.append(f"<{node.id}>")
    return out


def object_names(value: Any) -> list[str]:
    """Every name in a SymPy object, and the classes of its nodes."""
    from sympy import preorder_traversal  # type: ignore[import-untyped]

    out: list[str] = []
    for part in [value] if hasattr(value, "func") and hasattr(value, "args") else list(value):
        for node in preorder_traversal(part):
            out += [str(getattr(node, "name", "")), f"<{type(node).__name__}>"]
    return out


def letters_there(names: list[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name in names:
        called = name.strip("<>")
        if called in STANDS_FOR:
            found[STANDS_FOR[called]] += 1
        if called == name and name not in OWN_NAMES:
            found += letters_of_name(name)
    return found


def is_conserved(root: Row, code: str, value: Any) -> bool:
    """Whether nothing of the formula is missing from the code, nor from the object."""
    leaves = [node for node in nodes_of(root) if isinstance(node, Identifier | Function | Number | Relation)]
    wanted = letters_of_formula(leaves)
    written = code_names(code)
    there = letters_there(written)
    if any(there[letter] < (1 if letter in UNCOUNTED else count) for letter, count in wanted.items()):
        return False
    if not set(wanted) <= set(letters_there(object_names(value))):
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
    wanted = Counter(node.text for node in leaves if type(node) is Number)
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
