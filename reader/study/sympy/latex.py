"""LaTeX of what SymPy holds: names as the formula had them, our named functions as the signs that they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from reader.study.sympy.algebra import object_of
from reader.study.sympy.bridge import Conversion
from reader.study.sympy.names import BIG_OPERATORS, NAMED_RELATIONS, OPERATORS
from reader.study.sympy.symbols import COMMANDS

LISTED = "\0("  # the bracket that opens a list, until it is known whether the list needs one
Arguments = list[str]
Template = Callable[[Arguments], str]


def latex_of(conversion: Conversion) -> str:
    """The formula of an ``ok`` conversion in LaTeX, as SymPy orders it.

    >>> latex_of(to_sympy("y_i = x a + 1"))
    'y_{i} = a x + 1'
    """
    from sympy import Tuple  # type: ignore[import-untyped]
    from sympy.printing.latex import LatexPrinter  # type: ignore[import-untyped]

    class Printer(LatexPrinter):  # type: ignore[misc]
        """SymPy's printer with our names."""

        def _print_Symbol(self, expr: Any, style: str = "plain") -> str:  # noqa: N802
            return latex_name(expr.name)

        def _print_Indexed(self, expr: Any) -> str:  # noqa: N802
            base, indices = latex_name(expr.base.label.name), ",".join(map(self._print, expr.indices))
            head, mark, label = base.partition("^")
            return f"{head}_{{{indices}}}{mark}{label}"

        def _print_Function(self, expr: Any, exp: str | None = None) -> str:  # noqa: N802
            template = TEMPLATES.get(expr.func.__name__)
            if template is None and hasattr(expr.func, "_kwargs"):
                written = f"{latex_name(expr.func.__name__)}({', '.join(map(self._print, expr.args))})"
            elif template is None:
                return str(super()._print_Function(expr, exp))
            else:
                written = template(list(map(self._print, expr.args)))
            return written if exp is None else rf"\left({written}\right)^{{{exp}}}"

        def _print_And(self, expr: Any) -> str:  # noqa: N802
            chain = in_chain(expr.args)
            if not chain:
                return r", \quad ".join(map(self._print, expr.args))
            sides = [f" {SIGNS[pair.rel_op]} {self._print(pair.rhs)}" for pair in chain]
            return "".join([self._print(chain[0].lhs), *sides])

        def _print_Tuple(self, expr: Any) -> str:  # noqa: N802
            return f"{LISTED}{', '.join(map(self._print, expr.args))})"

    value, printer = object_of(conversion), Printer({"mul_symbol": None})
    statements = value.args if isinstance(value, Tuple) else (value,)
    return r", \quad ".join(str(printer.doprint(each)) for each in statements).replace(LISTED, "(")


def latex_name(name: str) -> str:
    """``theta_t`` -> ``\\theta_{t}``; what is LaTeX stays as it is."""
    if "\\" in name or "{" in name:
        return name
    head, mark, label = name.partition("^")
    base, bar, index = head.partition("_")
    written = _base(base) + (f"_{{{_word(index)}}}" if bar else "")
    return written + (f"^{{{_word(label)}}}" if mark else "")


def _word(text: str) -> str:
    letters = text.rstrip("'")
    if len(letters) > 1 and letters in COMMANDS:
        return f"\\{text}"
    return text


def _base(text: str) -> str:
    letters = text.rstrip("'")
    if len(letters) > 1 and letters.isalpha() and letters not in COMMANDS:
        return rf"\operatorname{{{letters}}}" + text[len(letters) :]
    return _word(text)


def in_chain(pairs: tuple[Any, ...]) -> list[Any]:
    """Relations in the order ``a = b``, ``b \\le c``; [] where they make no chain."""
    behind = {pair.lhs: pair for pair in pairs}
    first = [pair for pair in pairs if pair.lhs not in {each.rhs for each in pairs}]
    found = first[:1]
    while found and found[-1].rhs in behind and len(found) < len(pairs):
        found.append(behind[found[-1].rhs])
    return found if len(found) == len(pairs) else []


def _between(sign: str) -> Template:
    return lambda given: f" {sign} ".join(given)


def unlisted(text: str) -> str:
    """``x \\mid y, z`` has no brackets round its lists."""
    return text.removeprefix(LISTED).removesuffix(")") if text.startswith(LISTED) else text


def _operator(sign: str) -> Template:
    """Over a range: ``\\sum_{i} x``; a body with terms in brackets."""

    def written(given: Arguments) -> str:
        body = rf"\left[{given[0]}\right]" if re.search(" [+-] ", given[0]) else given[0]
        return sign + (f"_{{{', '.join(given[1:])}}}" if given[1:] else "") + f" {body}"

    return written


def _call(name: str) -> Template:
    return lambda given: f"{name}({', '.join(given)})"


def _extremum(sign: str) -> Template:
    over, values = _operator(sign), _call(sign)
    return lambda given: over([given[0], given[1][1:]]) if given[1:] and given[1][:1] == "\0" else values(given)


SIGNS = {"==": "=", "!=": r"\ne", "<": "<", ">": ">", "<=": r"\le", ">=": r"\ge"}
EXTREMA = {"max": r"\max", "min": r"\min", "sup": r"\sup", "inf": r"\inf", "argmax": r"\arg\max",
           "argmin": r"\arg\min"}  # fmt: skip
TEMPLATES: dict[str, Template] = {
    **{name: _between(sign) for sign, name in reversed(OPERATORS.items())},
    **{name: _between(sign) for sign, name in reversed(NAMED_RELATIONS.items())},
    **{name: _extremum(sign) for name, sign in EXTREMA.items()},
    "Over": lambda given: "\0" + ", ".join(given),  # taken off by the operator around it
    "Norm": lambda given: rf"\lVert {given[0]} \rVert" + (f"_{{{given[1]}}}" if given[1:] else ""),
    "Abs": lambda given: rf"\lvert {given[0]} \rvert",
    "Cardinality": lambda given: rf"\lvert {given[0]} \rvert",
    "Inner": lambda given: rf"\langle {', '.join(given)} \rangle",
    "Dot": _between(r"\cdot"),
    "Transpose": lambda given: (given[0] if re.fullmatch(r"\\?\w", given[0]) else f"{{({given[0]})}}") + r"^{\top}",
    "Sim": _between(r"\sim"),
    "Given": lambda given: r" \mid ".join(map(unlisted, given)), "Versus": _between(r"\|"),
    "E": lambda given: rf"\mathbb{{E}}{f'_{{{given[1]}}}' if given[1:] else ''}[{given[0]}]",
    "Gradient": lambda given: rf"\nabla{f'_{{{given[1]}}}' if given[1:] else ''} {given[0]}",
    "PartialDerivative": lambda given: rf"\partial_{{{given[1]}}} {given[0]}",
    "Derivative": lambda given: rf"\frac{{d {given[0]}}}{{{' '.join(f'd {each}' for each in given[1:])}}}",
    "Sum": _operator(r"\sum"), "Product": _operator(r"\prod"), "lim": _operator(r"\lim"),
    "Set": lambda given: rf"\{{{', '.join(given)}\}}", "SetOf": lambda given: rf"\{{{given[0]} \mid {given[1]}\}}",
    "IndexRange": lambda given: f"[{', '.join(given)}]", "PositivePart": lambda given: f"[{given[0]}]_{{+}}",
    "Subscripted": lambda given: f"({given[0]})_{{{' '.join(given[1:])}}}",
    "PlusMinus": _between(r"\pm"), "MinusPlus": _between(r"\mp"),
    "ForAll": lambda given: rf"\forall {', '.join(given)}", "Exists": lambda given: rf"\exists {', '.join(given)}",
    "If": lambda given: rf"\text{{if }} {given[0]}", "OneOf": lambda given: f"{given[0]} = {', '.join(given[1:])}",
    "Therefore": lambda given: rf"\Rightarrow {given[0]}",
    "Applied": lambda given: f"({given[0]})({', '.join(given[1:])})",
    "d": lambda given: f"d {given[0]}",
}  # fmt: skip
for _sign, _name in BIG_OPERATORS.items():
    TEMPLATES.setdefault(_name, _operator(_sign))
