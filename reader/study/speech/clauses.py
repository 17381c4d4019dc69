"""What one operation does, as a clause: which row of ``messages/steps.toml`` says it, and what fills its blanks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Derivative,
    Factorial,
    Given,
    Grid,
    Group,
    Integral,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
)
from reader.messages import table
from reader.study.speech.functions import is_probability
from reader.study.speech.layout import say_latex
from reader.study.speech.meanings import say
from reader.study.speech.operators import ends, is_chain, members, name_of, ranged, say_drawn
from reader.study.speech.speaker import Speaker, tidy
from reader.study.speech.statements import noun

MOST = {"en": 70, "ja": 40}  # characters of a part that is said in full
Blanks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Narrator:
    """Tells steps in the language of its speaker."""

    speaker: Speaker
    names: Mapping[str, str] = field(default_factory=dict)  # what symbols are called, by canonical spelling
    parts: Mapping[tuple[int, int], str] = field(default_factory=dict)  # the same for larger parts, by their place

    def row(self, key: str, **blanks: str) -> str:
        return table("steps")[key][self.speaker.language].format(**blanks)

    def said(self, meaning: Meaning) -> str:
        return tidy(say(self.speaker, meaning).text, self.speaker.language)

    def short(self, meaning: Meaning) -> str:
        """A part in full where that is short, else what kind of thing it is."""
        inner = without_brackets(meaning)
        text = self.said(inner)
        said = self.quoted(text) if len(text) <= MOST[self.speaker.language] else self.kind(inner)
        name = self.name_of(inner)
        return said if not name else f"{said}（{name}）" if self.speaker.language == "ja" else f"{said} ({name})"

    def name_of(self, part: Meaning) -> str:
        """What a part is called; of a root or a transpose, what stands in it. "" where nothing tells."""
        if isinstance(part, Symbol):
            name = self.names.get(part.latex, "")
            return "" if self.said(part).lower() in name.lower() else name
        held = part.body if isinstance(part, Root) else part.base if isinstance(part, Transposed) else None
        if isinstance(held, Symbol) and held.latex in self.names:
            between = "：" if self.speaker.language == "ja" else ": "
            return f"{self.said(held)}{between}{self.names[held.latex]}"
        return self.parts.get((part.start, part.end), "")

    def quoted(self, text: str) -> str:
        """A reading of several words within a sentence: in Japanese it needs its marks."""
        return f"「{text}」" if self.speaker.language == "ja" and " " in text else text

    def kind(self, meaning: Meaning) -> str:
        if isinstance(meaning, Annotated):
            return self.short(meaning.base)
        if isinstance(meaning, Total) and len(meaning.terms) == 1:
            return self.kind(meaning.terms[0])
        if isinstance(meaning, Operation) and meaning.kind in ("gradient", "partial"):
            return self.row("noun-gradient")
        if isinstance(meaning, Operation | Integral):
            return self.row("noun-operation", name=name_of(self.speaker, meaning.operator))
        if isinstance(meaning, Quotient):
            return self.row("noun-fraction")
        if isinstance(meaning, Total):
            return self.row("noun-terms", count=str(len(meaning.terms)))
        if isinstance(meaning, Product):
            return self.row("noun-factors", count=str(len(meaning.factors)))
        if isinstance(meaning, Application) and len(self.said(meaning.function)) < MOST[self.speaker.language]:
            return self.row("noun-value", function=self.said(meaning.function))
        return self.row("noun-other")

    def listed(self, meanings: tuple[Meaning, ...]) -> str:
        said = [self.short(meaning) for meaning in meanings]
        if self.speaker.language == "en":
            return ", ".join(said)
        return "、".join(said) if not any("「" in one for one in said) else "と".join(said)

    def sizes(self, dimensions: tuple[str, ...]) -> str:
        """``n \\times d``, said."""
        between = " by " if self.speaker.language == "en" else " かける "
        return between.join(say_latex(self.speaker, each).text for each in dimensions)

    def clause(self, meaning: Meaning) -> str:
        """What this operation does."""
        key, blanks = CLAUSES.get(type(meaning), as_it_stands)(self, meaning)
        return self.row(key, **blanks)


def without_brackets(meaning: Meaning) -> Meaning:
    while isinstance(meaning, Group):
        meaning = meaning.body
    return meaning


def as_it_stands(to: Narrator, node: Meaning) -> tuple[str, Blanks]:
    said = to.said(node)
    return "op-as-it-stands", {"said": said if len(said) <= 2 * MOST[to.speaker.language] else to.kind(node)}


# --- big operators ---------------------------------------------------------------------------------------------------


# kind of operator -> its rows: without a range, with one, with an index that runs
FAMILIES = {
    "sum": ("op-sum", "op-sum-over", "op-sum-range"),
    "product": ("op-product", "op-product-over", "op-product-range"),
    "combine": ("op-big", "op-big-over", "op-big-range"),
}


def of_operation(to: Narrator, node: Operation) -> tuple[str, Blanks]:
    body = {"body": to.short(node.body)}
    if node.kind == "expectation":
        return of_expectation(to, node, body)
    if node.kind in ("gradient", "partial"):
        return ("op-gradient-over", body | over(to, node.lower)) if node.lower is not None else ("op-gradient", body)
    if node.kind == "limit" and is_chain(node.lower, r"\to"):
        index, last = (tidy(end.text, to.speaker.language) for end in ends(to.speaker, node.lower))
        return "op-limit", body | {"index": index, "last": last}
    if node.operator in (r"\arg\max", r"\arg\min") and node.lower is not None:
        return ("op-arg-max" if "max" in node.operator else "op-arg-min"), body | over(to, node.lower)
    plain, ranging, counting = FAMILIES.get(node.kind, FAMILIES["combine"])
    body["name"] = name_of(to.speaker, node.operator)
    if node.upper is not None and is_chain(node.lower, "="):
        index, first = (tidy(end.text, to.speaker.language) for end in ends(to.speaker, node.lower))
        return counting, body | {"index": index, "first": first, "last": to.quoted(to.said(node.upper))}
    return (ranging, body | over(to, node.lower)) if node.lower is not None else (plain, body)


def over(to: Narrator, lower: Meaning | None) -> Blanks:
    if lower is None:
        return {}
    return {"range": to.quoted(tidy(ranged(to.speaker, lower).text, to.speaker.language))}


def of_expectation(to: Narrator, node: Operation, body: Blanks) -> tuple[str, Blanks]:
    if node.lower is None:
        return "op-expectation", body
    items, separators = members(node.lower)
    if not is_chain(items[-1], r"\sim"):
        return "op-expectation-over", body | over(to, node.lower)
    drawn = to.speaker.list([say_drawn(to.speaker, item) for item in items], separators)
    return "op-expectation-drawn", body | {"drawn": tidy(drawn.text, to.speaker.language)}


def of_integral(to: Narrator, node: Integral) -> tuple[str, Blanks]:
    return "op-integral", {"body": to.short(node.body), "variable": to.quoted(to.said(node.variable))}


def of_derivative(to: Narrator, node: Derivative) -> tuple[str, Blanks]:
    if node.body is None:
        return as_it_stands(to, node)
    return "op-derivative", {"body": to.short(node.body), "variable": to.listed(node.variables)}


# --- arithmetic ------------------------------------------------------------------------------------------------------


def of_total(to: Narrator, node: Total) -> tuple[str, Blanks]:
    if len(node.terms) == 1:
        return ("op-negated", {"body": to.short(node.terms[0])}) if node.signs[0] == "-" else as_it_stands(to, node)
    key = "op-added" if set(node.signs) <= {"", "+"} else "op-subtracted"
    return key, {"count": str(len(node.terms)), "terms": to.listed(node.terms)}


def of_product(to: Narrator, node: Product) -> tuple[str, Blanks]:
    return "op-multiplied", {"count": str(len(node.factors)), "factors": to.listed(node.factors)}


def of_quotient(to: Narrator, node: Quotient) -> tuple[str, Blanks]:
    blanks = {"numerator": to.short(node.numerator), "denominator": to.short(node.denominator)}
    return ("op-chosen" if node.form == "binom" else "op-divided"), blanks


def of_power(to: Narrator, node: Power) -> tuple[str, Blanks]:
    if isinstance(node.exponent, Number) and node.exponent.text == "2":
        return "op-squared", {"base": to.short(node.base)}
    return "op-raised", {"base": to.short(node.base), "exponent": to.short(node.exponent)}


def of_combination(to: Narrator, node: Combination) -> tuple[str, Blanks]:
    return "op-combined", {"operands": to.listed(node.operands), "sign": to.speaker.sign("operator", node.operator)}


# --- functions, brackets, lists --------------------------------------------------------------------------------------


def of_application(to: Narrator, node: Application) -> tuple[str, Blanks]:
    only = node.arguments[0] if len(node.arguments) == 1 else None
    if isinstance(only, Given):
        key = "op-divergence" if only.kind == "versus" else "op-conditional"
        if key == "op-divergence" or is_probability(node):
            return key, {
                "function": to.short(node.function),
                "left": to.short(only.left),
                "right": to.short(only.right),
            }
    return "op-applied", {"function": to.short(node.function), "arguments": to.listed(node.arguments)}


def of_bars(to: Narrator, node: Bars) -> tuple[str, Blanks]:
    return BARS.get(node.kind, "op-norm"), {"body": to.listed(node.items)}


BARS = {"norm": "op-norm", "absolute": "op-absolute", "cardinality": "op-cardinality", "inner": "op-inner",
        "floor": "op-floor", "ceiling": "op-ceiling"}  # fmt: skip


def of_listing(to: Narrator, node: Listing) -> tuple[str, Blanks]:
    if node.kind == "condition" and len(node.items) == 2:
        item = to.quoted(tidy(noun(to.speaker, node.items[0]).text, to.speaker.language))
        return "op-collected", {"item": item, "condition": to.short(node.items[1])}
    return "op-listed", {"items": to.listed(node.items)}


def of_grid(to: Narrator, node: Grid) -> tuple[str, Blanks]:
    return ("op-cases" if node.kind == "cases" else "op-matrix"), {"count": str(len(node.rows))}


def of_annotated(to: Narrator, node: Annotated) -> tuple[str, Blanks]:
    label = node.above if node.above is not None else node.below
    return "op-remarked", {"base": to.short(node.base), "label": to.short(label) if label is not None else "–"}


CLAUSES: dict[type[Meaning], Callable[..., tuple[str, Blanks]]] = {
    Operation: of_operation, Integral: of_integral, Derivative: of_derivative, Total: of_total, Product: of_product,
    Quotient: of_quotient, Power: of_power, Combination: of_combination, Application: of_application, Bars: of_bars,
    Listing: of_listing, Grid: of_grid, Annotated: of_annotated,
    Root: lambda to, node: ("op-root", {"body": to.short(node.body)}),
    Transposed: lambda to, node: ("op-transposed", {"base": to.short(node.base)}),
    Factorial: lambda to, node: ("op-factorial", {"base": to.short(node.base)}),
    Chain: lambda to, node: ("op-related", {"said": to.short(node)}),
}  # fmt: skip
