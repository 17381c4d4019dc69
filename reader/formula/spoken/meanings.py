"""A meaning tree as words: names, arithmetic, functions, relations, lists. Big operators are in ``operators``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formula.meaning_nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
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
from reader.formula.meaning_printer import meaning_latex
from reader.formula.spoken import layout, tables
from reader.formula.spoken.speaker import (
    APPLIED,
    ATOM,
    LETTER,
    NOTHING,
    NUMBER,
    OPEN,
    PRODUCT,
    TRAIL,
    Said,
    Speaker,
)

PROBABILITIES = frozenset({"p", "q", "P", "Q", r"\pi", r"\Pr", r"\mathbb{P}", r"\mathrm{P}", r"\operatorname{P}",
                           r"\mathbf{P}", r"\mathcal{P}", r"\Prob"})  # fmt: skip
QUANTIFIERS = {r"\forall": "for-all", r"\exists": "there-is", r"\nexists": "there-is-no"}


def say(speaker: Speaker, meaning: Meaning | None, closed: bool = False) -> Said:
    """The words of a tree. ``closed`` asks for words that say where it ends, where there are such."""
    return SAY[type(meaning)](speaker, meaning, closed) if meaning is not None else NOTHING


def held(speaker: Speaker, meaning: Meaning, most: int) -> Said:
    """The words of a piece that something follows: where it could swallow that, its end is said."""
    said = say(speaker, meaning)
    return say(speaker, meaning, closed=True) if said.size > most else said


# --- names -----------------------------------------------------------------------------------------------------------


def say_symbol(speaker: Speaker, node: Symbol, closed: bool) -> Said:
    name = speaker.names.get(node.latex)
    if name is not None:
        return Said(name, ATOM)
    stem = speaker.names.get(node.stem) if node.indices else None
    if stem is not None:
        indices = [layout.say_latex(speaker, meaning_latex(index)) for index in node.indices]
        below = speaker.list(indices, [","] * (len(indices) - 1))
        return layout.with_scripts(speaker, Said(f"{stem} ", ATOM), below)
    return layout.say_latex(speaker, node.latex)


def say_constant(speaker: Speaker, node: Constant, closed: bool) -> Said:
    return layout.say_latex(speaker, node.latex)


def is_named(speaker: Speaker, node: Meaning) -> bool:
    """Whether a name is said in place of the letter."""
    if isinstance(node, Power | Transposed):
        return is_named(speaker, node.base)
    return isinstance(node, Symbol) and bool(
        node.latex in speaker.names or (node.indices and node.stem in speaker.names)
    )


# --- scripts ---------------------------------------------------------------------------------------------------------


def whole(speaker: Speaker, meaning: Meaning) -> Said:
    """A base for scripts and powers: it must hold together by itself."""
    said = held(speaker, meaning, ATOM)
    return said if said.size <= ATOM else layout.bracketed(speaker, "(", said, ")")


def say_power(speaker: Speaker, node: Power, closed: bool) -> Said:
    base = say(speaker, node.base) if isinstance(node.base, Symbol) else whole(speaker, node.base)
    return layout.raised(speaker, base, say(speaker, node.exponent))


def say_transposed(speaker: Speaker, node: Transposed, closed: bool) -> Said:
    return layout.transposed(speaker, whole(speaker, node.base), node.mark)


def say_labelled(speaker: Speaker, node: Labelled, closed: bool) -> Said:
    if isinstance(node.base, Undecided) and node.base.latex.endswith("|") and node.below is not None:
        body = layout.say_latex(speaker, node.base.latex[:-1])
        return speaker.phrase("evaluated", closed, body=body, below=say(speaker, node.below))
    base, below = whole(speaker, node.base), node.below
    counted = isinstance(below, Chain) and [each.sign for each in below.relations] == ["="] and node.above is not None
    if counted and isinstance(below, Chain) and not node.primes:
        index, start = (say(speaker, operand) for operand in below.operands)
        return speaker.phrase("family", closed, base=base, index=index, **{"from": start}, to=say(speaker, node.above))
    lower, upper = (say(speaker, script) if script is not None else None for script in (below, node.above))
    return layout.with_scripts(speaker, base, lower, node.primes, upper)


def say_accented(speaker: Speaker, node: Accented, closed: bool) -> Said:
    return layout.accented(speaker, say(speaker, node.base), node.command)


def say_annotated(speaker: Speaker, node: Annotated, closed: bool) -> Said:
    label = node.above if node.above is not None else node.below
    return layout.braced(speaker, say(speaker, node.base), say(speaker, label) if label is not None else None)


def say_factorial(speaker: Speaker, node: Factorial, closed: bool) -> Said:
    key = "factorial" if len(node.marks) == 1 else "double-factorial"
    return speaker.phrase(key, base=whole(speaker, node.base))


# --- brackets and lists ----------------------------------------------------------------------------------------------


def say_group(speaker: Speaker, node: Group, closed: bool) -> Said:
    return layout.bracketed(speaker, node.open, say(speaker, node.body), node.close)


def say_items(speaker: Speaker, items: Sequence[Meaning], separators: Sequence[str]) -> Said:
    return speaker.list([say(speaker, item) for item in items], separators)


def say_listing(speaker: Speaker, node: Listing, closed: bool) -> Said:
    if node.kind == "condition" and len(node.items) == 2:
        item, condition = noun(speaker, node.items[0]), say(speaker, node.items[1])
        return speaker.phrase("set-condition", closed, item=item, condition=condition)
    return layout.bracketed(speaker, node.open, say_items(speaker, node.items, node.separators), node.close)


def say_bars(speaker: Speaker, node: Bars, closed: bool) -> Said:
    if node.kind == "inner" and len(node.items) == 2:
        left, right = (say(speaker, item) for item in node.items)
        said = speaker.phrase("inner", closed or node.below is not None, left=left, right=right)
    elif node.kind == "inner":
        said = layout.bracketed(speaker, node.open, say_items(speaker, node.items, node.separators), node.close)
    else:
        body, name = say_items(speaker, node.items, node.separators), speaker.sign("big", node.kind)
        below = say(speaker, node.below)
        if below.text and not speaker.exact and body.size <= ATOM and below.size <= LETTER:
            return speaker.phrase("bars-below", name=name, body=body, below=below)
        said = speaker.phrase("bars", closed or node.below is not None, name=name, body=body)
    if node.below is None:
        return said
    said = layout.with_scripts(speaker, said, say(speaker, node.below))
    return Said(f"{said.text},", ATOM)


def say_grid(speaker: Speaker, node: Grid, closed: bool) -> Said:
    return layout.grid(speaker, node.kind, [[say(speaker, cell) for cell in row] for row in node.rows])


# --- arithmetic ------------------------------------------------------------------------------------------------------


def say_total(speaker: Speaker, node: Total, closed: bool) -> Said:
    pieces: list[str] = []
    last = len(node.terms) - 1
    for k, (term, sign) in enumerate(zip(node.terms, node.signs, strict=True)):
        pieces += [speaker.sign("operator", each) for each in split_signs(sign)]
        said = held(speaker, term, PRODUCT) if k < last else say(speaker, term)
        pieces.append(said.text)
    single = len(node.terms) == 1 and said.size <= PRODUCT
    return Said(" ".join(pieces), PRODUCT if single else OPEN)


def split_signs(signs: str) -> list[str]:
    """``+-`` are two signs, ``\\pm`` is one."""
    return signs.replace("+", " + ").replace("-", " - ").replace("\\", " \\").split()


def say_product(speaker: Speaker, node: Product, closed: bool) -> Said:
    lone = any(isinstance(factor, Nothing) for factor in node.factors)
    row = tables.signs()["operator"]
    pieces: list[str] = []
    last = len(node.factors) - 1
    for k, factor in enumerate(node.factors):
        if is_stop(factor):
            pieces.append(say_stop(speaker, node.factors, k))
            said = Said("", ATOM)
            continue
        most = APPLIED if k and isinstance(factor, Quotient) else TRAIL if k == last else APPLIED
        said = held(speaker, factor, most)
        pieces += [",", said.text] if k and _needs_breath(factor) else [said.text]
        if k < last and node.signs[k]:
            sign = node.signs[k]
            pieces.append(speaker.pick(row[sign]) if lone and sign in row else speaker.sign("operator", sign))
        elif k < last and (is_named(speaker, factor) or is_named(speaker, node.factors[k + 1])):
            pieces.append(row[r"\times"][speaker.language])
        elif k < last and (said.size > ATOM or _is_long(said)):
            pieces.append(",")
    return Said(" ".join(pieces), said.size if said.size in (TRAIL, OPEN) else PRODUCT)


def is_stop(factor: Meaning) -> bool:
    return isinstance(factor, Undecided) and factor.latex == "."


def say_stop(speaker: Speaker, factors: Sequence[Meaning], k: int) -> str:
    """Three full stops are dots; one at the end closes a sentence and is not said; any other is a point."""
    start = k
    while start and is_stop(factors[start - 1]):
        start -= 1
    if all(map(is_stop, factors[start : start + 3])) and start + 3 <= len(factors):
        return speaker.sign("constant", r"\ldots") if k == start else ""
    return speaker.sign("punctuation", "point") if k + 1 < len(factors) else ""


def _needs_breath(factor: Meaning) -> bool:
    """What begins with words that could belong to the factor before."""
    given = isinstance(factor, Application) and any(isinstance(argument, Given) for argument in factor.arguments)
    return given or isinstance(factor, Operation | Integral | Derivative | Quotient | Bars)


def _is_long(said: Said) -> bool:
    """Words after which a speaker takes a breath."""
    return said.text.rstrip()[-1:] in ("、", ",")


def say_quotient(speaker: Speaker, node: Quotient, closed: bool) -> Said:
    key = {"frac": "fraction", "binom": "binomial", "/": "slash"}[node.form]
    if key == "slash":
        closed = closed and speaker.exact
        numerator, denominator = (held(speaker, part, ATOM) for part in (node.numerator, node.denominator))
    else:
        numerator, denominator = (say(speaker, part) for part in (node.numerator, node.denominator))
    return layout.fraction(speaker, key, numerator, denominator, closed)


def say_root(speaker: Speaker, node: Root, closed: bool) -> Said:
    body = say(speaker, node.body)
    if node.degree is None:
        return speaker.phrase("root", closed, body=body)
    return speaker.phrase("root-degree", closed, body=body, degree=say(speaker, node.degree))


def say_combination(speaker: Speaker, node: Combination, closed: bool) -> Said:
    last = len(node.operands) - 1
    said = [held(speaker, each, PRODUCT) if k < last else say(speaker, each) for k, each in enumerate(node.operands)]
    return Said(f" {speaker.sign('operator', node.operator)} ".join(each.text for each in said), OPEN)


# --- functions -------------------------------------------------------------------------------------------------------


def say_application(speaker: Speaker, node: Application, closed: bool) -> Said:
    only = node.arguments[0] if len(node.arguments) == 1 else None
    function = say(speaker, node.function)
    if node.open == "(" and isinstance(only, Given):
        told = say_conditional(speaker, node, only, function, closed)
        if told is not None:
            return told
    arguments = say_items(speaker, node.arguments, node.separators)
    if not node.open:
        if only is not None and arguments.size >= PRODUCT:
            arguments = say(speaker, only, closed=True)
        said = speaker.phrase("bare-application", function=function, arguments=arguments)
        return Said(said.text, TRAIL if arguments.size > ATOM else APPLIED)
    brackets = {"open": speaker.sign("open", node.open), "close": speaker.sign("close", node.close)}
    if node.open == "(" and set(node.separators) == {","} and not speaker.exact:
        return say_list(speaker, node, closed, function=function, listed=arguments, **brackets)
    plain = node.open == "(" and only is not None
    key = "application-named" if is_named(speaker, node.function) else "application"
    return speaker.phrase(key, closed or not plain, function=function, arguments=arguments, **brackets)


def say_list(speaker: Speaker, node: Application, closed: bool, **slots: Said | str) -> Said:
    """ "f of x, y and z", where each of them is short."""
    said = [say(speaker, argument) for argument in node.arguments]
    arguments = Said(", ".join(each.text for each in said[:-1]), max(each.size for each in said))
    return speaker.phrase("application-list", closed, arguments=arguments, last=said[-1], **slots)


def say_conditional(speaker: Speaker, node: Application, given: Given, function: Said, closed: bool) -> Said | None:
    """A probability with its condition, or a divergence of two distributions."""
    left, right = say(speaker, given.left), say(speaker, given.right)
    if given.kind == "versus":
        key = "divergence-kl" if "KL" in getattr(node.function, "latex", "") else "divergence"
        return speaker.phrase(key, closed, function=function, left=left, right=right)
    if not is_probability(node):
        return None
    key = "probability-named" if is_named(speaker, node.function) else "probability"
    return speaker.phrase(key, closed, function=function, left=left, right=right)


def is_probability(node: Application) -> bool:
    """Whether what is applied is a letter that people use for probabilities, whatever hangs on it."""
    stem = getattr(node.function, "latex", "").partition("_")[0].partition("^")[0].rstrip("'")
    bare = stem[stem.rfind("{") + 1 : -1] if stem.startswith((r"\hat", r"\tilde", r"\bar", r"\bm")) else stem
    return bare in PROBABILITIES


def say_given(speaker: Speaker, node: Given, closed: bool) -> Said:
    left, right = say(speaker, node.left), say(speaker, node.right)
    return speaker.phrase("given" if node.kind == "condition" else "versus", left=left, right=right)


# --- relations and statements ----------------------------------------------------------------------------------------


def say_chain(speaker: Speaker, node: Chain, closed: bool) -> Said:
    template = _template(speaker, node, "sentence")
    if template:
        left, right = (say(speaker, operand).text for operand in node.operands)
        return Said(template.format(left=left, right=right), OPEN)
    pieces = [say(speaker, node.operands[0]).text]
    for relation, operand in zip(node.relations, node.operands[1:], strict=True):
        pieces += [say_relating(speaker, relation, False).text, say(speaker, operand).text]
    return Said(" ".join(pieces), OPEN)


def noun(speaker: Speaker, meaning: Meaning | None) -> Said:
    """A range as a noun: ``i \\in S`` is "S に属する i", in English "i in S"."""
    template = _template(speaker, meaning, "noun") if isinstance(meaning, Chain) else None
    if template and isinstance(meaning, Chain):
        left, right = (say(speaker, operand).text for operand in meaning.operands)
        return Said(template.format(left=left, right=right), OPEN)
    return say(speaker, meaning)


def _template(speaker: Speaker, chain: Chain, form: str) -> str | None:
    """How a relation of two sides is said in this language, where it is not just said between them."""
    plain = len(chain.relations) == 1 and chain.relations[0].above is None
    if not plain or any(isinstance(operand, Nothing) for operand in chain.operands):
        return None
    return tables.signs()["relation"].get(chain.relations[0].sign, {}).get(f"{speaker.language}_{form}")


def say_relating(speaker: Speaker, node: Relating, closed: bool) -> Said:
    return layout.say_latex(speaker, node.sign if node.above is None else node.latex)


def say_statements(speaker: Speaker, node: Statements, closed: bool) -> Said:
    pieces: list[str] = []
    last, for_all = len(node.items) - 1, False
    for k, (item, separators) in enumerate(zip(node.items, node.separators, strict=True)):
        pieces.append((say_for_all(speaker, item) if for_all else say(speaker, item)).text)
        marks = tables.signs()["punctuation"]
        said = [mark for mark in separators if k < last or mark not in marks]
        for_all = k < last and bool(said) and spoken_words(said[-1]) in FOR_ALL
        said = said[:-1] if for_all else said
        pieces += ["," if mark in marks else layout.say_latex(speaker, mark).text for mark in said]
        pieces += [] if said else [","]
    return Said(" ".join(pieces), OPEN)


def say_undecided(speaker: Speaker, node: Undecided, closed: bool) -> Said:
    said = Said(layout.say_latex(speaker, node.latex).text, OPEN)
    return speaker.phrase("struck", body=said) if node.reason == "struck-out" else said


FOR_ALL = frozenset({"for all", "for any", "for every", "for each"})


def spoken_words(latex: str) -> str:
    """``\\text{for all }`` without its command."""
    return latex.rpartition("{")[2].strip("} ").lower()


def say_for_all(speaker: Speaker, item: Meaning) -> Said:
    return speaker.phrase("for-all", range=noun(speaker, item))


def say_quantified(speaker: Speaker, node: Quantified, closed: bool) -> Said:
    return speaker.phrase(QUANTIFIERS[node.quantifier], range=noun(speaker, node.body))


SAY: dict[type[Meaning], Callable[..., Said]] = {
    Symbol: say_symbol, Constant: say_constant, Power: say_power, Transposed: say_transposed, Labelled: say_labelled,
    Accented: say_accented, Annotated: say_annotated, Factorial: say_factorial, Group: say_group,
    Listing: say_listing, Bars: say_bars, Grid: say_grid, Total: say_total, Product: say_product,
    Quotient: say_quotient, Root: say_root, Combination: say_combination, Application: say_application,
    Given: say_given, Chain: say_chain, Relating: say_relating, Statements: say_statements,
    Quantified: say_quantified, Number: lambda speaker, node, closed: Said(node.text, NUMBER),
    Nothing: lambda speaker, node, closed: NOTHING,
    Words: lambda speaker, node, closed: layout.say_latex(speaker, node.latex),
    Undecided: say_undecided,
}  # fmt: skip
