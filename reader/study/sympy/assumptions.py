"""What a paper's declarations let SymPy assume of a name: that a count is natural, that ``W`` is a matrix."""

from __future__ import annotations

from reader.formula.shapes.declared import Declarations
from reader.study.sympy.symbols import FLAGS

WRITTEN = frozenset({"member", "mapping"})  # a sign alone may be a condition: "if x > 0"
RANKS = ("", "vector", "matrix")


def assumptions_from(declarations: Declarations) -> dict[str, str]:
    """Words of :data:`reader.study.sympy.symbols.FLAGS` for each name of which all declarations agree."""
    found: dict[str, str] = {}
    for (name, function), rows in declarations.by_name.items():
        agreed = declarations.find(name)
        if function or agreed is None or agreed.shape is None or not agreed.firm:
            continue
        rank = min(agreed.shape.rank, len(RANKS) - 1)
        domains = {row.domain for row in rows if row.rule in WRITTEN}
        words = [RANKS[rank]] if rank else sorted(domains & FLAGS.keys()) if len(domains) == 1 else []
        if words:
            found[name] = words[0]
    return found
