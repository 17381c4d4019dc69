"""NumPy and PyTorch code for a formula that SymPy holds: one function that a reader can paste and run.

The formula's own names are its parameters; a name that is applied is a function to be handed in. Where the paper
counts from 1, ``x[i - 1]`` is read. ``@`` multiplies what does not commute: names in bold, capitals beside them.
"""

from __future__ import annotations

import keyword
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from reader.formula.semantics.magnitude import LIMITS
from reader.study.sympy.algebra import NotComputable, object_of
from reader.study.sympy.bridge import Conversion
from reader.study.sympy.round_trip import OWN_NAMES

Library = Literal["numpy", "torch"]
IMPORTS = {"numpy": "import numpy as np", "torch": "import torch"}
ALPHABET = re.compile(r"\\(?:math[a-z]+|bm|text|operatorname|boldsymbol|rm|bf)(?![a-z])")
SUM, TIMES, SIGN, POWER, ATOM = 1, 2, 3, 4, 5  # how close an operation binds


def numpy_code(conversion: Conversion) -> str:
    """A module's text with one function; raises :class:`NotComputable` where a part has no code."""
    return module(conversion, "numpy")


def torch_code(conversion: Conversion) -> str:
    """The same for PyTorch."""
    return module(conversion, "torch")


@cache
def operations() -> dict[str, dict[str, Any]]:
    """The rows of ``array_code.toml`` by their names."""
    text = files(__package__).joinpath("array_code.toml").read_text(encoding="utf-8")
    return {row["name"]: row for row in tomllib.loads(text)["operation"]}


def module(conversion: Conversion, library: Library) -> str:
    name, given, body = sides(object_of(conversion))
    printer = ArrayPrinter(library, first_index(body))
    parameters = [printer.name(each) for each in given]
    text = printer.write(body)
    parameters += [each for each in printer.names.values() if each not in parameters]
    title = python_name(name) if name else "formula"
    imports = [IMPORTS[library]] if f"{'np' if library == 'numpy' else 'torch'}." in text else []
    imports = ["import math", *imports] if "math." in text else imports
    head = "\n".join(imports) + ("\n\n\n" if imports else "")
    return f"{head}def {title}({', '.join(parameters)}):\n    return {text}\n"


def sides(value: Any) -> tuple[str, tuple[Any, ...], Any]:
    """The name that a formula defines, what it is a function of, and what computes it.

    Of ``f(x) = a = b`` that is f, (x), b; of a bare expression "", (), the expression.
    """
    from sympy import And, Eq, Expr, MatrixBase  # type: ignore[import-untyped]

    if isinstance(value, And) and all(isinstance(each, Eq) for each in value.args):
        left, right = chain_ends(list(value.args))
    elif isinstance(value, Eq):
        left, right = value.args
    elif isinstance(value, Expr | MatrixBase):
        return "", (), value
    else:
        raise NotComputable("several-statements")
    if left.is_Symbol:
        return left.name, (), right
    if left.is_Function and left.func.__name__ == "Derivative":
        return *derivative_name(left), right
    if left.is_Function and all(each.is_Symbol for each in left.args):
        return left.func.__name__, left.args, right
    raise NotComputable("several-statements")


def derivative_name(left: Any) -> tuple[str, tuple[Any, ...]]:
    """``dy_dx`` for the derivative of y by x, ``df_dx_dx`` for the second one of f, and what f is a function of."""
    of, variable = left.args
    by = f"_d{variable.name}"
    if of.is_Symbol:
        return f"d{of.name}{by}", ()
    if of.is_Function and of.func.__name__ == "Derivative":
        name, given = derivative_name(of)
        return f"{name}{by}", given
    if of.is_Function and all(each.is_Symbol for each in of.args):
        return f"d{of.func.__name__}{by}", of.args
    raise NotComputable("several-statements")


def chain_ends(pairs: list[Any]) -> tuple[Any, Any]:
    """The name at one end of ``a = b = c``, and the side at the other."""
    rights = {pair.rhs for pair in pairs}
    lefts = {pair.lhs for pair in pairs}
    first = next((pair.lhs for pair in pairs if pair.lhs not in rights), None)
    last = next((pair.rhs for pair in pairs if pair.rhs not in lefts), None)
    if first is None or last is None:
        raise NotComputable("several-statements")
    return first, last


def first_index(body: Any) -> int:
    """What the formula counts from: 1 where its sums begin there, else 0."""
    from sympy import Product, Sum

    starts = [limit[1] for each in body.atoms(Sum, Product) for limit in each.limits if len(limit) > 1]
    return 1 if any(start == 1 for start in starts) else 0


def python_name(name: str) -> str:
    """``\\hat{\\theta}_{t}`` -> ``hat_theta_t``"""
    plain = ALPHABET.sub(" ", name).replace("'", " prime ").replace("*", " star ")
    words = "_".join(re.findall(r"[A-Za-z]+|\d+", plain)) or "value"
    if words[0].isdigit():
        return f"_{words}"
    return f"{words}_" if keyword.iskeyword(words) else words


@dataclass(slots=True)
class ArrayPrinter:
    """Writes a SymPy object. ``names`` are the parameters met so far, by what they stand for in the formula."""

    library: Library
    first: int
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    bound: set[Any] = field(default_factory=set)

    def name(self, symbol: Any, kind: str = "value") -> str:
        key = (symbol if isinstance(symbol, str) else symbol.name, kind)
        if key not in self.names:
            wanted = python_name(key[0])
            taken = {*self.names.values(), *(python_name(each.name) for each in self.bound), "np", "torch", "math"}
            while wanted in taken:
                wanted += "_"
            self.names[key] = wanted
        return self.names[key]

    def write(self, value: Any, outer: int = 0) -> str:
        """The code, in brackets where the operation around it (``outer``) binds closer."""
        text, binding = self.written(value)
        return f"({text})" if binding < outer else text

    def written(self, value: Any) -> tuple[str, int]:
        for kind in type(value).__mro__:
            writer = WRITERS.get(kind.__name__)
            if writer is not None:
                return writer(self, value)
        raise NotComputable("no-code", type(value).__name__)

    def operation(self, name: str, *arguments: str) -> tuple[str, int]:
        row = operations().get(name)
        if row is None:
            raise NotComputable("no-code", name)
        text = str(row[self.library]).format(*arguments)
        if len(text) > LIMITS.code:
            raise NotComputable("code-too-long", name)
        number = name in OF_NUMBERS and not re.search(r"[A-Za-z]", arguments[0])
        return text.replace("torch.", "math.") if number else text, ATOM  # PyTorch takes no plain numbers


# --- one writer for each kind of object ------------------------------------------------------------------------------


def write_symbol(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    return (python_name(value.name) if value in to.bound else to.name(value)), ATOM


def write_number(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    text = str(value) if value.is_Integer else repr(float(value)) if value.is_Float else f"{value.p} / {value.q}"
    return text, TIMES if value.is_Rational and not value.is_Integer else SIGN if value < 0 else ATOM


def write_add(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    text = ""
    for k, term in enumerate(sorted(value.args, key=lambda each: bool(each.could_extract_minus_sign()))):
        negative = term.could_extract_minus_sign()
        written = to.write(-term if negative else term, TIMES)
        text += (" - " if negative else " + ") + written if k else ("-" if negative else "") + written
    return text, SUM


def write_multiplication(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    if value.could_extract_minus_sign():
        return f"-{to.write(-value, TIMES)}", SIGN - 1
    scalars, ordered = value.args_cnc()
    above = [each for each in scalars if not is_below(each)]
    below = [1 / each for each in scalars if is_below(each)]
    text = " * ".join(to.write(each, TIMES) for each in above)
    if below:
        divisor = to.write(below[0], POWER) if len(below) == 1 else f"({' * '.join(to.write(e, TIMES) for e in below)})"
        text = f"{text or '1'} / {divisor}"
    if ordered:
        product = " @ ".join(to.write(each, POWER) for each in ordered)
        inner = f"({product})" if len(ordered) > 1 and text else product
        text = f"{text} * {inner}" if text else product
    return text, TIMES


def is_below(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp.could_extract_minus_sign() and factor.base.is_commutative)


def write_power(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    from sympy import Rational

    base, exponent = value.args
    if not base.is_commutative:
        if exponent == -1:
            return to.operation("inverse", to.write(base))
        raise NotComputable("no-code", str(value))
    if exponent == Rational(1, 2):
        return to.operation("sqrt", to.write(base))
    if exponent.could_extract_minus_sign():
        return f"1 / {to.write(1 / value, POWER)}", TIMES
    return f"{to.write(base, ATOM)} ** {to.write(exponent, ATOM)}", POWER


def write_function(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    name = value.func.__name__
    if name in ("max", "min") and len(value.args) > 2:
        value = value.func(value.func(*value.args[:-1]), value.args[-1])
    if name == "Norm" and len(value.args) == 2:
        name = f"Norm{value.args[1]}"
    if name in operations():
        return to.operation(name, *(to.write(each) for each in expected(name, value.args)))
    if name in OWN_NAMES or name in ("E", "V") or not hasattr(value.func, "_kwargs"):
        raise NotComputable("no-code", name)
    arguments = ", ".join(to.write(each) for each in value.args)
    return f"{to.name(name, 'function')}({arguments})", ATOM


def expected(name: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments, where the operation takes so many."""
    wanted = len(set(re.findall(r"\{(\d)\}", operations()[name]["numpy"])))
    if name.startswith("Norm") and len(name) > len("Norm"):
        arguments = arguments[:1]
    if len(arguments) != wanted or any(
        getattr(each.func, "__name__", "") in OWN_NAMES - COMPUTED for each in arguments
    ):
        raise NotComputable("no-code", name)
    return arguments


OF_NUMBERS = frozenset({"exp", "log", "sqrt", "sin", "cos", "tan"})
COMPUTED = frozenset({"Norm", "Inner", "Dot", "Transpose", "Hadamard", "PositivePart", "max", "min"})


def write_indexed(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    indices = [to.write(index - to.first) for index in value.indices]
    return f"{to.name(value.base.label)}[{', '.join(indices)}]", ATOM


def write_sum(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    limits = getattr(value, "limits", ((),))  # a function that the paper calls Sum has none
    if any(len(limit) != 3 or any(each.is_finite is False for each in limit) for limit in limits):
        raise NotComputable("no-code", type(value).__name__)
    ranges = ""
    for index, low, high in reversed(value.limits):
        if (high - low).is_Integer and high - low > LIMITS.terms:
            raise NotComputable("number-too-large")
        span = f"range({to.write(low)}, {to.write(high + 1)})"
        to.bound.add(index)
        ranges += f" for {python_name(index.name)} in {span}"
    body = to.write(value.function)
    to.bound -= {limit[0] for limit in value.limits}
    name = "sum" if type(value).__name__ == "Sum" else "math.prod"
    return f"{name}({body}{ranges})", ATOM


def write_cases(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    *cases, (last, otherwise) = value.args
    if otherwise != True:  # noqa: E712  # SymPy's own truth
        raise NotComputable("no-code", "Piecewise")
    text = to.write(last)
    for case, condition in reversed(cases):
        text = to.operation("where", to.write(condition), to.write(case), text)[0]
    return text, ATOM


def write_comparison(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    return f"{to.write(value.lhs, SUM)} {value.rel_op} {to.write(value.rhs, SUM)}", 0


def write_matrix(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    rows = ", ".join(f"[{', '.join(map(to.write, row))}]" for row in value.tolist())
    return to.operation("array", f"[{rows}]")


def write_constant(name: str) -> Callable[[ArrayPrinter, Any], tuple[str, int]]:
    return lambda to, value: to.operation(name)


def write_negative_infinity(to: ArrayPrinter, value: Any) -> tuple[str, int]:
    return f"-{to.operation('oo')[0]}", SIGN


WRITERS: dict[str, Callable[[ArrayPrinter, Any], tuple[str, int]]] = {
    "Symbol": write_symbol, "Number": write_number, "Add": write_add, "Mul": write_multiplication,
    "Pow": write_power, "Function": write_function, "Indexed": write_indexed, "Sum": write_sum, "Product": write_sum,
    "Piecewise": write_cases, "Relational": write_comparison, "MatrixBase": write_matrix,
    "Pi": write_constant("pi"), "Infinity": write_constant("oo"), "NegativeInfinity": write_negative_infinity,
}  # fmt: skip
