"""Content tree -> LaTeX in canonical spelling: what was parsed is what is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
    Differential,
    Factorial,
    Given,
    Grid,
    Group,
    Integral,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quantified,
    Quotient,
    Relating,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
    Undecided,
    Words,
)
from reader.formula.syntax.printer import join


def meaning_latex(meaning: Meaning | None) -> str:
    """The canonical LaTeX of a content tree, equal to ``canonical_string`` of the formula."""
    return WRITERS[type(meaning)](meaning) if meaning is not None else ""


def between(items: Sequence[Meaning], separators: Sequence[str]) -> list[str]:
    """The items with the separators between them."""
    out: list[str] = []
    for k, item in enumerate(items):
        out.append(meaning_latex(item))
        if k < len(separators):
            out.append(separators[k])
    return out


def scripts(below: Meaning | None, above: Meaning | None) -> str:
    lower = f"_{{{meaning_latex(below)}}}" if below is not None else ""
    return lower + (f"^{{{meaning_latex(above)}}}" if above is not None else "")


def fenced(opening: str, body: list[str], closing: str) -> str:
    return join(["" if opening == "." else opening, *body, "" if closing == "." else closing])


def ends_in_superscript(latex: str) -> bool:
    """Whether the last brace closes a superscript of the whole."""
    level = 0
    for k in range(len(latex) - 1, 0, -1):
        level += {"}": 1, "{": -1}.get(latex[k], 0)
        if not level:
            return latex[k] == "{" and latex[k - 1] == "^"
    return False


def raise_to(base: Meaning, exponent: str) -> str:
    """A label and an exponent share one superscript; a bare group needs its braces."""
    text = meaning_latex(base)
    labelled = isinstance(base, Symbol) and ends_in_superscript(base.latex)
    labelled = (
        labelled or isinstance(base, Transposed | Power) or (isinstance(base, Labelled) and base.above is not None)
    )
    if labelled:
        return f"{join([text[:-1], exponent])}}}"
    if isinstance(base, Group) and not base.open and text:
        text = f"{{{text}}}"
    return f"{text}^{{{exponent}}}"


def write_statements(node: Statements) -> str:
    pieces: list[str] = []
    for item, after in zip(node.items, node.separators, strict=True):
        pieces += [meaning_latex(item), *after]
    return join(pieces)


def write_chain(node: Chain) -> str:
    return join(between(node.operands, [relation.latex for relation in node.relations]))


def write_total(node: Total) -> str:
    pieces: list[str] = []
    for term, sign in zip(node.terms, node.signs, strict=True):
        pieces += [sign, meaning_latex(term)]
    return join(pieces)


def write_labelled(node: Labelled) -> str:
    text = meaning_latex(node.base)
    if isinstance(node.base, Group) and not node.base.open and text:
        text = f"{{{text}}}"
    if node.below is None and not node.primes and node.above is not None:
        return raise_to(node.base, meaning_latex(node.above))
    lower = f"_{{{meaning_latex(node.below)}}}" if node.below is not None else ""
    return text + lower + "'" * node.primes + scripts(None, node.above)


def write_quotient(node: Quotient) -> str:
    top, bottom = meaning_latex(node.numerator), meaning_latex(node.denominator)
    return join([top, "/", bottom]) if node.form == "/" else f"\\{node.form}{{{top}}}{{{bottom}}}"


def write_root(node: Root) -> str:
    degree = f"[{meaning_latex(node.degree)}]" if node.degree is not None else ""
    return f"\\sqrt{degree}{{{meaning_latex(node.body)}}}"


def write_application(node: Application) -> str:
    body = between(node.arguments, node.separators)
    return join([meaning_latex(node.function), fenced(node.open, body, node.close) if node.open else join(body)])


def write_operation(node: Operation) -> str:
    return join([node.operator + scripts(node.lower, node.upper), meaning_latex(node.body)])


def write_integral(node: Integral) -> str:
    head = node.operator + scripts(node.lower, node.upper)
    return join([head, meaning_latex(node.body), node.mark, meaning_latex(node.variable)])


def write_derivative(node: Derivative) -> str:
    mark = node.mark + (f"^{{{node.order}}}" if node.order else "")
    top = join([mark, "" if node.outside or node.body is None else meaning_latex(node.body)])
    bottom: list[str] = []
    for variable, order in zip(node.variables, node.orders, strict=True):
        bottom += [node.mark, raise_to(variable, order) if order else meaning_latex(variable)]
    text = f"\\frac{{{top}}}{{{join(bottom)}}}"
    return join([text, meaning_latex(node.body)]) if node.outside else text


def write_bars(node: Bars) -> str:
    return fenced(node.open, between(node.items, node.separators), node.close) + scripts(node.below, None)


def write_grid(node: Grid) -> str:
    rows = r"\\".join("&".join(meaning_latex(cell) for cell in row) for row in node.rows)
    if node.environment in ("substack", "subalign"):
        return f"\\{node.environment}{{{rows}}}"
    columns = f"{{{node.columns}}}" if node.columns else "{}" if node.environment in ("alignedat", "alignat") else ""
    return f"\\begin{{{node.environment}}}{columns}{rows}\\end{{{node.environment}}}"


def write_annotated(node: Annotated) -> str:
    return f"\\{node.command}{{{meaning_latex(node.base)}}}" + scripts(node.below, node.above)


WRITERS: dict[type[Meaning], Callable[..., str]] = {
    Symbol: lambda node: node.latex, Constant: lambda node: node.latex, Number: lambda node: node.text,
    Words: lambda node: node.latex, Undecided: lambda node: node.latex, Nothing: lambda node: "",
    Relating: lambda node: node.latex,
    Power: lambda node: raise_to(node.base, meaning_latex(node.exponent)),
    Transposed: lambda node: raise_to(node.base, node.mark),
    Labelled: write_labelled,
    Accented: lambda node: f"\\{node.command}{{{meaning_latex(node.base)}}}",
    Group: lambda node: fenced(node.open, [meaning_latex(node.body)], node.close),
    Listing: lambda node: fenced(node.open, between(node.items, node.separators), node.close),
    Product: lambda node: join(between(node.factors, node.signs)),
    Quotient: write_quotient,
    Root: write_root,
    Total: write_total,
    Combination: lambda node: join(between(node.operands, [node.operator] * (len(node.operands) - 1))),
    Chain: write_chain, Statements: write_statements, Application: write_application,
    Given: lambda node: join([meaning_latex(node.left), node.bar, meaning_latex(node.right)]),
    Operation: write_operation, Integral: write_integral, Derivative: write_derivative,
    Differential: lambda node: join([node.mark, meaning_latex(node.variable)]),
    Bars: write_bars, Grid: write_grid, Annotated: write_annotated,
    Factorial: lambda node: meaning_latex(node.base) + node.marks,
    Quantified: lambda node: join([node.quantifier, meaning_latex(node.body)]),
}  # fmt: skip
