"""How relations, operators and functions are called in SymPy; where it has none, as a named function."""

from __future__ import annotations

# Relations that SymPy has as classes.
RELATIONS: dict[str, str] = {
    "=": "Eq", ":=": "Eq", r"\triangleq": "Eq", r"\eqdef": "Eq", r"\doteq": "Eq", r"\ne": "Ne", "<": "Lt", ">": "Gt",
    r"\le": "Le", r"\ge": "Ge", r"\leqslant": "Le", r"\geqslant": "Ge", r"\leqq": "Le", r"\geqq": "Ge",
}  # fmt: skip
# Others, as Function(name)(left, right).
NAMED_RELATIONS: dict[str, str] = {
    r"\sim": "Distributed", r"\approx": "Approximately", r"\propto": "Proportional", r"\in": "Element",
    r"\notin": "NotElement", r"\subset": "Subset", r"\subseteq": "SubsetOrEqual", r"\supset": "Superset",
    r"\to": "Arrow", r"\mapsto": "MapsTo", r"\equiv": "Equivalent", r"\simeq": "Similar", r"\cong": "Congruent",
    r"\ll": "MuchLess", r"\gg": "MuchGreater", r"\lesssim": "LessUpToConstant", r"\gtrsim": "GreaterUpToConstant",
    r"\Rightarrow": "Implies", r"\Leftarrow": "ImpliedBy", r"\Leftrightarrow": "IfAndOnlyIf", r"\perp": "Orthogonal",
    r"\leftarrow": "Assigned", r"\asymp": "SameOrder", r"\prec": "Precedes", r"\succ": "Succeeds",
    r"\preceq": "PrecedesOrEqual", r"\succeq": "SucceedsOrEqual", r"\leftrightarrow": "Corresponds", ":": "Colon",
    r"\longleftarrow": "Assigned", r"\ni": "Contains", r"\Perp": "Independent", r"\indep": "Independent",
}  # fmt: skip
OPERATORS: dict[str, str] = {
    r"\odot": "Hadamard", r"\otimes": "TensorProduct", r"\oplus": "DirectSum", r"\circ": "Compose", r"\cup": "Union",
    r"\cap": "Intersection", r"\setminus": "Difference", r"\land": "Meet", r"\wedge": "Meet", r"\lor": "Join",
    r"\vee": "Join", r"\times": "Times", "*": "Star", r"\star": "Star", r"\bmod": "Modulo", r"\ominus": "CircledMinus",
    r"\oslash": "CircledSlash", r"\uplus": "DisjointUnion", r"\sqcup": "DisjointUnion", r"\bullet": "Bullet",
    r"\boxplus": "BoxedPlus", r"\backslash": "Backslash", r"\div": "Divided", r"\diamond": "Diamond",
}  # fmt: skip
BIG_OPERATORS: dict[str, str] = {
    r"\bigcup": "Union", r"\bigcap": "Intersection", r"\bigoplus": "DirectSum", r"\bigotimes": "TensorProduct",
    r"\bigwedge": "Meet", r"\bigvee": "Join", r"\bigsqcup": "DisjointUnion", r"\coprod": "Coproduct",
    r"\bigodot": "Hadamard",
}  # fmt: skip
# Named functions of one argument that SymPy has.
FUNCTIONS: dict[str, str] = {
    r"\log": "log", r"\ln": "log", r"\exp": "exp", r"\sin": "sin", r"\cos": "cos", r"\tan": "tan", r"\cot": "cot",
    r"\sec": "sec", r"\csc": "csc", r"\sinh": "sinh", r"\cosh": "cosh", r"\tanh": "tanh", r"\coth": "coth",
    r"\arcsin": "asin", r"\arccos": "acos", r"\arctan": "atan",
}  # fmt: skip
# Heads whose values are numbers, whatever they are given.
SCALAR_VALUED = frozenset({
    "p", "q", "P", "Q", "L", "J", "H", "I", "D", r"\mathcal{L}", r"\ell", r"\operatorname{tr}", r"\operatorname{Tr}",
    r"\det", r"\operatorname{KL}", r"\mathcal{O}", "O", r"\Pr", r"\operatorname{Var}", r"\operatorname{Cov}",
    r"\mathcal{H}", r"\operatorname{rank}", r"\dim", r"D_{\mathrm{KL}}",
})  # fmt: skip
# Words between statements that only list them; others must be understood.
LISTING_WORDS = frozenset({"and", "where", "with", "for", "s.t.", "such that", "subject to", "st", "i.e.", "given",
                           "so", "then", "thus", "hence"})  # fmt: skip
ALL_WORDS = frozenset({"for all", "for any", "for each", "for every"})
IF_WORDS = frozenset({"if", "when", "whenever"})
ELSE_WORDS = frozenset({"otherwise", "else"})
