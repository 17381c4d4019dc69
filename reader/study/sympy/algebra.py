"""What can be done with a formula that SymPy holds: its derivative, values put in, its LaTeX.

Each function takes a conversion with status ``ok`` and gives another one, or raises :class:`NotComputable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.formula.semantics.magnitude import LIMITS, TooLarge, weigh
from reader.study.sympy.bridge import Conversion, evaluate, to_sympy
from reader.study.sympy.round_trip import OWN_NAMES
from reader.study.sympy.symbols import plain_name


class NotComputable(Exception):
    """``reason`` names a row of ``messages/computing.toml``; ``what`` fills its blank."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.what = what


def object_of(conversion: Conversion) -> Any:
    """The SymPy object of a conversion that is ``ok``."""
    if conversion.status != "ok" or conversion.code is None:
        raise NotComputable("not-converted")
    return evaluate(conversion.code)


def derivative(conversion: Conversion, symbol: str) -> Conversion:
    """By ``symbol`` (LaTeX, or as the code spells it); of an equation both sides are derived.

    >>> derivative(to_sympy("y = a x^2"), "x").code
    "Equality(Function('Derivative')(Symbol('y'), Symbol('x')), Mul(Integer(2), Symbol('a'), Symbol('x')))"
    """
    from sympy import Eq, Expr, Function  # type: ignore[import-untyped]

    value = object_of(conversion)
    variable = named_in(value, symbol)
    if isinstance(value, Eq) and value.lhs == variable:
        raise NotComputable("by-itself", symbol)
    if not variable.is_commutative:
        raise NotComputable("matrix-derivative", symbol)
    if isinstance(value, Expr):
        return written(derived(value, variable))
    if not isinstance(value, Eq):
        raise NotComputable("several-statements")
    left = value.lhs if is_name(value.lhs) else derived(value.lhs, variable)
    if left is value.lhs:
        left = Function("Derivative")(left, variable)
    return written(Eq(left, derived(value.rhs, variable), evaluate=False))


def is_name(value: Any) -> bool:
    return bool(value.is_Symbol or getattr(value, "is_Indexed", False) or value.is_Function)


def derived(value: Any, variable: Any) -> Any:
    """The derivative over the real numbers: the names are taken as real while SymPy works."""
    from sympy import Symbol, nan

    through = sorted(operators_over(value, variable))
    if through:
        raise NotComputable("through-operator", through[0])
    real = {name: Symbol(name.name, real=True) for name in value.free_symbols if name.is_Symbol and name.is_commutative}
    kept = variable not in real
    found = value if kept else value.xreplace(real)
    found = found.diff(variable if kept else real[variable])
    if not has_long_range(found):
        found = found.doit(integrals=False, sums=False)
    found = found.xreplace({after: before for before, after in real.items()})
    if found.has(nan):
        raise NotComputable("index-derivative", str(variable))
    return found


def has_long_range(value: Any) -> bool:
    """A sum or product of so many terms that they are not written out."""
    from sympy import Product, Sum

    limits = [limit for each in value.atoms(Sum, Product) for limit in each.limits if len(limit) == 3]
    return any((high - low).is_Integer and high - low > LIMITS.written for _, low, high in limits)


def operators_over(value: Any, variable: Any) -> set[str]:
    """Operators that hold the variable and that no rule derives: expectations, conditions, norms."""
    from sympy.core.function import AppliedUndef  # type: ignore[import-untyped]

    found = {call.func.__name__ for call in value.atoms(AppliedUndef) if call.has(variable)}
    return {name for name in found if name in OWN_NAMES or name in ("E", "V")}


def substituted(conversion: Conversion, values: Mapping[str, str | float]) -> Conversion:
    """With ``values`` (LaTeX or numbers) in the place of symbols, on both sides.

    >>> substituted(to_sympy("y = a x"), {"a": 2}).code
    "Equality(Symbol('y'), Mul(Integer(2), Symbol('x')))"
    """
    from sympy import nan, zoo

    value = object_of(conversion)
    put_in = {named_in(value, name): value_of(str(given)) for name, given in values.items()}
    bear(written(value), {symbol.name: written(given) for symbol, given in put_in.items()})
    found = value.xreplace(put_in)
    if found.has(nan, zoo) and not value.has(nan, zoo):
        raise NotComputable("undefined", ", ".join(f"{name} = {given}" for name, given in values.items()))
    return written(found)


def bear(conversion: Conversion, values: Mapping[str, Conversion]) -> None:
    """Raises where a number would become too large with the values in the place of the names."""
    try:
        weigh(conversion.code or "", {name: weigh(given.code or "") for name, given in values.items()})
    except TooLarge as refusal:
        raise NotComputable("number-too-large") from refusal


def value_of(given: str) -> Any:
    """What stands in the place of a symbol: an expression; a function of nothing, such as ``inf``, has no value."""
    from sympy import Expr, MatrixBase

    conversion = to_sympy(given)
    found = evaluate(conversion.code) if conversion.status == "ok" and conversion.code else None
    if not isinstance(found, Expr | MatrixBase) or (found.is_Function and not found.args):
        raise NotComputable("no-such-value", given)
    return found


def names_in(value: Any) -> dict[str, Any]:
    """What can be asked for, by the name in the code: free symbols, and members of indexed families."""
    from sympy import Indexed

    families = value.atoms(Indexed)
    labels = {family.base.label for family in families}
    found = {symbol.name: symbol for symbol in value.free_symbols - labels if symbol.is_Symbol}
    return {name: found[name] for name in sorted(found)}


def named_in(value: Any, name: str) -> Any:
    """The symbol that ``name`` means, spelled in LaTeX or as in the code."""
    known = names_in(value)
    if name in known:
        return known[name]
    asked = to_sympy(name)
    meant = evaluate(asked.code) if asked.status == "ok" and asked.code else None
    for candidate in (getattr(meant, "name", ""), plain_name(name)):
        if candidate in known:
            return known[candidate]
    raise NotComputable("no-symbol", ", ".join(known) or "–")


def written(value: Any) -> Conversion:
    """A SymPy object as a conversion again."""
    from sympy.printing.repr import ReprPrinter  # type: ignore[import-untyped]

    class Code(ReprPrinter):  # type: ignore[misc]
        """``srepr`` that keeps whether a function commutes."""

        def _print_Function(self, expr: Any) -> str:  # noqa: N802
            given = getattr(expr.func, "_kwargs", {}).get("commutative")
            if given is None:
                return str(super()._print_Function(expr))
            arguments = ", ".join(map(self._print, expr.args))
            return f"Function({expr.func.__name__!r}, commutative={given})({arguments})"

        def _print_ExprCondPair(self, expr: Any) -> str:  # noqa: N802
            return f"({self._print(expr.expr)}, {self._print(expr.cond)})"

    code = Code().doprint(value)
    if evaluate(code) is None:
        raise NotComputable("no-value")
    return Conversion("ok", code)
