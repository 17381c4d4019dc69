"""What a paper says and shows about its names: which it uses as vectors, divides by, calls a probability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from glossary.model import ConceptId
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Given,
    Group,
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
    leaf_latex,
)
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tables.name_rows import PROBABILITIES
from reader.formula.syntax.tree import walk
from reader.model.annotations import Annotation
from reader.model.reading import Reading
from reader.study.evaluation.conditions.ends import unsupposed
from reader.study.evaluation.conditions.quantities import named_in_passing, numbers_called, numbers_set, quantities_in
from reader.study.evaluation.conditions.values_given import values_given_in
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.matrices.parted import called_shares, calls_shares, partings_in
from reader.study.evaluation.matrices.said import forms_of, orders_of_columns
from reader.study.evaluation.planning.kinds import NOT_NEGATIVE
from reader.study.evaluation.relations import (
    counts_in,
    drawn_in,
    general,
    gradient_steps,
    least_and_greatest,
    named_values,
    orders_in,
    sums_laid_down,
    whole_letters,
)
from reader.study.evaluation.signs import orderings_in, rests_in, signs_in, stated_in, weights_in
from reader.study.evaluation.spelling import base_of, is_capital, is_slice, levels, scripts_of, values_of
from reader.study.noun_kinds import head_of, is_network, kind_of
from reader.study.paper_shapes import Survey

CHANCE = re.compile(
    r"\b(?:probabilit|distribution|likelihood|polic(?:y|ies)|densit|posterior|prior|language model)", re.I
)
NO_CHANCE = re.compile(r"\b(?:log[- ]?likelihood|log[- ]?probabilit|functional|ratio)", re.I)
THING = re.compile(
    r"\b(?:data|dataset|set|sets|sample|samples|input|inputs|image|images|sentence|sequence|token|tokens|state|states|"
    r"action|actions|graph|node|nodes|tree|model|network|parameters|weights|features|vector|vectors|matrix|matrices|"
    r"tensor|function|operator|space|trajectory|prompt|answer|answers|point|points|embedding|embeddings|event|"
    r"random variable|group|kernel|gradient|gradients|noise|iterate|iterates|distribution|measure|solution|agent|arm|"
    r"algorithm|method|layer|layers|activation|activations|hypothesis|user|query|key|queries|keys|values)\b",
    re.I,
)
ATTENDED: frozenset[ConceptId] = frozenset({"query", "key", "value-vector"})
SIGMOIDS = re.compile(r"\b(?:sigmoid|logistic)\b", re.I)
NAMED_FUNCTIONS = ((SIGMOIDS, "sigmoid"), (re.compile(r"\bsoftmax\b", re.I), "softmax"),
                   (re.compile(r"\b(?:ReLU|rectified)\b", re.I), "relu"))  # fmt: skip
REWARDS = frozenset({"reward", "return", "utility", "value", "likelihood", "welfare", "payoff", "profit"})
POLICY = r"\pi"  # of something given something else it is a distribution
LOGARITHMS = (r"\log", r"\ln")
RANKS = frozenset({"rank", "ranks"})
WHOLES = RANKS | {"integer"}
BESIDE = frozenset({"among", "amongst", "in", "within", "of", "for", "on", "at", "by", "over", "when"})


def knowledge_of(reading: Reading, found: Survey) -> Knowledge:
    """Everything that the running of formulas asks for. Costs a look at every formula."""
    vectors: set[str] = set()
    numbers: set[str] = set()
    matrices: set[str] = set()
    counts: set[str] = set()
    counting: set[str] = set()
    deviations: set[str] = set()
    logged: set[str] = set()
    conditionals: set[str] = set()
    divided: set[str] = set()
    for _, meaning in found.trees.all():
        vectors.update(vectors_in(meaning))
        numbers.update(numbers_in(meaning))
        divided.update(divided_in(meaning))
        numbers.update(scalar_functions(meaning))
        logged.update(logged_in(meaning))
        counts.update(counts_in(meaning))
        counting.update(whole_letters(meaning))
        deviations.update((*deviations_in(meaning), *gradient_steps(meaning), *weights_in(meaning)))
        conditionals.update(conditionals_in(meaning))
        matrices.update(matrices_in(meaning))
    quantities = {**named_in_passing(reading), **quantities_in(reading.annotations)}
    counts |= {each for each in counting if not quantities.get(each) and found.declarations.find(each) is None}
    told = [*(meaning for _, meaning in found.trees.all()), *found.joined]
    sigmas = (each.symbol.latex for each in reading.annotations if is_sigma(each.symbol.latex))
    forms, positive = forms_of(said(reading.annotations), sigmas, reading.document.passages, told)
    not_negative = frozenset(each.name for each in found.declarations.found if each.domain in NOT_NEGATIVE)
    sums = tuple(sums_laid_down(reading, found.trees.all(), not_negative))
    for declared in found.declarations.found:
        if declared.shape is not None and declared.firm:
            names = levels(declared.name) if not declared.function else (f"{base_of(declared.name)}()",)
            (numbers, vectors, matrices)[min(declared.shape.rank, 2)].update(names)
    return Knowledge(
        found.declarations,
        found.trees.evidence,
        frozenset(vectors),
        frozenset(numbers),
        frozenset(matrices),
        frozenset(things_in(reading.annotations)),
        with_relatives(frozenset(chances_in(reading.annotations, vectors, conditionals)), conditionals),
        functions_in(reading.annotations),
        frozenset(deviations | logged),
        frozenset(counts),
        {**signs_in(told, not_negative), **stated_in(unsupposed(reading, found.trees.all())), **positive},
        rests_in(told, sums),
        {**called_shares(said(reading.annotations)), **partings_in(told)},
        frozenset(called(reading.annotations, REWARDS)),
        frozenset(called(reading.annotations, WHOLES)),
        orderings_in(told),
        frozenset(matrices_of_field(reading.annotations)),
        ranked(reading.annotations),
        frozenset(divided),
        orders=orders_in([*general(reading, found.trees.all()), *found.joined])
        | frozenset(orders_of_columns(forms, found.declarations))
        | frozenset(least_and_greatest({each.symbol.latex for each in reading.annotations})),
        drawn=drawn_in(told),
        forms=forms,
        named_values=named_values(told),
        values_given=values_given_in((equation.display, meaning) for equation, meaning in found.trees.all()),
        no_units=frozenset(no_units_in(reading.annotations)),
        quantities=quantities,
        called_numbers=frozenset(numbers_called(reading.annotations)) | numbers_set(told),
    )


# --- what formulas show ----------------------------------------------------------------------------------------------


def vectors_in(meaning: Meaning) -> Iterator[str]:
    """Bases that stand as terms in norms and inner products, are transposed, or are differentiated by."""
    for node in walk(meaning):
        if isinstance(node, Bars) and node.kind in ("norm", "inner"):
            for item in node.items:
                yield from terms_of(item)
        elif isinstance(node, Transposed):
            for base in terms_of(node.base):
                yield from () if is_capital(base) else (base,)
        elif isinstance(node, Operation) and node.kind == "gradient" and isinstance(node.lower, Symbol):
            yield from levels(node.lower.latex)
        elif isinstance(node, Operation) and node.kind == "gradient" and isinstance(node.body, Application):
            for argument in node.body.arguments[:1]:
                yield from levels(argument.latex) if isinstance(argument, Symbol) else ()


def terms_of(node: Meaning) -> Iterator[str]:
    """The names that are added here; of a product nobody knows which factor is the vector, unless one stands alone."""
    if isinstance(node, Symbol):  # of x_{1:n} it says nothing of an x_i
        yield from levels(node.latex)[: 1 if any(map(is_slice, scripts_of(node.latex)[1])) else None]
    elif isinstance(node, Application) and isinstance(node.function, Symbol):
        yield f"{base_of(node.function.latex)}()"
    elif isinstance(node, Group):
        yield from terms_of(node.body)
    elif isinstance(node, Total):
        for term in node.terms:
            yield from terms_of(term)
    elif isinstance(node, Quotient) and node.form != "binom":
        yield from terms_of(node.numerator)
    elif isinstance(node, Product):
        last = node.factors[-1]
        if isinstance(last, Group) or len(node.factors) == 1:
            yield from terms_of(last)


def divided_in(meaning: Meaning) -> Iterator[str]:
    """Names below a fraction line or a root."""
    for node in walk(meaning):
        if isinstance(node, Quotient) and node.form != "binom":
            yield from factors_of(node.denominator)
        elif isinstance(node, Root):
            yield from factors_of(node.body)


def numbers_in(meaning: Meaning) -> Iterator[str]:
    """Names below a fraction line or a root, in exponents, or added to digits."""
    yield from divided_in(meaning)
    for node in walk(meaning):
        if isinstance(node, Power) and not isinstance(node.base, Symbol):
            yield from factors_of(node.exponent)
        elif isinstance(node, Total) and any(isinstance(term, Number) for term in node.terms):
            for term in node.terms:
                yield from factors_of(term)


def scalar_functions(meaning: Meaning) -> Iterator[str]:
    """Functions that have a gradient, are made least or largest, or stand in a logarithm: their values are numbers."""
    for node in walk(meaning):
        if isinstance(node, Operation) and node.kind in ("gradient", "extremum"):
            yield from (f"{base_of(each)}()" for each in heads_of(node.body))
        elif isinstance(node, Application) and leaf_latex(node.function) in LOGARITHMS:
            yield from (f"{base_of(each)}()" for each in heads_of(node.arguments[0]))


def logged_in(meaning: Meaning) -> Iterator[str]:
    """Functions of whose values the logarithm is taken."""
    for node in walk(meaning):
        if isinstance(node, Application) and leaf_latex(node.function) in LOGARITHMS:
            inside = node.arguments[0]
            yield from map(values_of, heads_of(inside)) if not isinstance(inside, Total | Group) else ()


def heads_of(node: Meaning) -> Iterator[str]:
    """The functions, or names of functions, that a sum is made of."""
    if isinstance(node, Application) and isinstance(node.function, Symbol):
        yield node.function.latex
    elif isinstance(node, Symbol):
        yield node.latex
    elif isinstance(node, Group):
        yield from heads_of(node.body)
    elif isinstance(node, Total):
        for term in node.terms:
            yield from heads_of(term)


def deviations_in(meaning: Meaning) -> Iterator[str]:
    """Each ``\\sigma`` with a square: a deviation, whose square is the variance."""
    for node in walk(meaning):
        squared = isinstance(node, Power) and isinstance(node.exponent, Number) and node.exponent.text == "2"
        base = node.base if isinstance(node, Power) and squared else None
        if isinstance(base, Symbol) and base_of(base.latex) == r"\sigma":
            yield base.latex


def factors_of(node: Meaning) -> Iterator[str]:
    """The names that a product, or a sum of products, is made of."""
    if isinstance(node, Symbol):
        yield from levels(node.latex)
    elif isinstance(node, Power):
        yield from factors_of(node.base)
    elif isinstance(node, Group):
        yield from factors_of(node.body)
    elif isinstance(node, Product):
        for factor in node.factors:
            yield from factors_of(factor)
    elif isinstance(node, Total):
        for term in node.terms:
            yield from factors_of(term)


def matrices_in(meaning: Meaning) -> Iterator[str]:
    """Capitals that are transposed, inverted or have determinants and traces."""
    for node in walk(meaning):
        if isinstance(node, Transposed) and isinstance(node.base, Symbol) and is_capital(base_of(node.base.latex)):
            yield base_of(node.base.latex)
        elif isinstance(node, Application) and isinstance(node.function, Symbol) and node.arguments:
            traced = node.function.latex in (r"\det", r"\operatorname{tr}", r"\operatorname{Tr}")
            inside = node.arguments[0]
            if traced and not isinstance(inside, Given):
                yield from terms_of(inside)


# --- what words say --------------------------------------------------------------------------------------------------


def said(annotations: Iterable[Annotation]) -> Iterator[tuple[str, str]]:
    """Names with the author's words for them, all senses; of others the concept that they are tied to."""
    for annotation in annotations:
        if annotation.symbol.kind not in ("identifier", "operator"):
            continue
        meanings = [sense.meaning for sense in annotation.senses] or [annotation.meaning or ""]
        yield from ((annotation.symbol.latex, meaning) for meaning in meanings if meaning)


def things_in(annotations: Iterable[Annotation]) -> Iterator[str]:
    """Names whose head noun is no number: an input, a state, a set. Applied names are marked with ``()``."""
    for annotation in annotations:
        latex = annotation.symbol.latex
        for name, meaning in said((annotation,)):
            words = head_of(meaning).split()
            if words and THING.fullmatch(words[-1]) and kind_of(meaning) is None and not calls_shares(meaning):
                yield name
                yield base_of(latex)


def is_sigma(latex: str) -> bool:
    """Whether a letter is that of covariances."""
    return base_of(latex).rstrip("}").endswith(r"\Sigma")


def no_units_in(annotations: Iterable[Annotation]) -> Iterator[str]:
    """Letters I that are called no identity: an information matrix, a current."""
    for name, meaning in said(annotations):
        words = meaning.lower().split()
        if base_of(name).rstrip("}").endswith("I") and {"identity", "unit"}.isdisjoint(words):
            yield name


def matrices_of_field(annotations: Iterable[Annotation]) -> Iterator[str]:
    """Capitals that the field has for matrices of queries, keys and values."""
    for annotation in annotations:
        latex, concepts = annotation.symbol.latex, {link.concept for link in annotation.links[:1]}
        if is_capital(base_of(latex)) and concepts & ATTENDED:
            yield latex


def chances_in(annotations: Iterable[Annotation], vectors: set[str], conditionals: set[str]) -> Iterator[str]:
    """Functions that give probabilities: by the author's words, or by their letter where neither words nor the
    ``vectors``, whose norms are taken, say something else.
    """
    annotations = tuple(annotations)
    told: dict[str, list[str]] = {}
    for name, meaning in said(annotations):
        told.setdefault(base_of(name), []).append(meaning)
        if CHANCE.search(head_of(meaning)) and not NO_CHANCE.search(meaning):
            yield name
    for base, meanings in told.items():
        if all(CHANCE.search(head_of(meaning)) and not NO_CHANCE.search(meaning) for meaning in meanings):
            yield base
    for letter in (*PROBABILITIES, "Pr"):
        meanings = [meaning for meaning in told.get(letter, []) if not CHANCE.search(meaning)]
        if f"{letter}()" in vectors or any(map(is_network, meanings)):  # but what is given something else is one
            yield from (name for name in conditionals if base_of(name) == letter)
        elif all(kind_of(meaning) is None for meaning in meanings):
            yield letter


def called(annotations: Iterable[Annotation], nouns: frozenset[str]) -> Iterator[str]:
    """Names whose head noun is one of these, in the author's words; of no vectors."""
    told = (each for each in annotations if each.status == "paper" and "bold" not in each.symbol.traits)
    for name, meaning in said(told):
        words = head_of(meaning).lower().split()
        if words and words[-1] in nouns:
            yield name


def ranked(annotations: Iterable[Annotation]) -> Mapping[str, frozenset[str]]:
    """Names of which each counted thing has its own, with the letters that count these (functions have none):
    ``r_i`` of "the rank of $x_i$". Of "the rank of the answer to query $i$" each may be first.
    """
    annotations = tuple(annotations)
    ranks = frozenset(called(annotations, RANKS))
    found: dict[str, frozenset[str]] = {}
    for name, meaning in said(each for each in annotations if each.symbol.latex in ranks):
        words = meaning.partition(" of ")[2].split()
        own = " ".join(takewhile(lambda word: word not in BESIDE, words)).split("$")[1::2]  # its formulas
        script = name.partition("_{")[2].removesuffix("}")
        letters = tuple(script) if script.isalpha() else skeleton(name)[1]
        found[name] = frozenset(each for each in letters if any(each in formula for formula in own))
        if not found[name] and (letters or not own):
            del found[name]
    return found


def conditionals_in(meaning: Meaning) -> Iterator[str]:
    """Functions of something given something else: ``\\pi(y \\mid x)``."""
    for node in walk(meaning):
        head = node.function if isinstance(node, Application) else None
        sides = node.arguments if isinstance(node, Application) else ()
        if isinstance(head, Symbol) and any(isinstance(each, Given) and each.kind == "condition" for each in sides):
            yield head.latex


def with_relatives(chances: frozenset[str], conditionals: set[str]) -> frozenset[str]:
    """With the conditional functions of the same letter: where ``\\pi_{\\theta}(y \\mid x)`` is a probability,
    ``\\pi_{\\mathrm{ref}}(y \\mid x)`` is one."""
    bases = {base_of(name) for name in conditionals if {name, base_of(name)} & chances} | {POLICY}
    return chances | {name for name in conditionals if base_of(name) in bases}


def functions_in(annotations: Iterable[Annotation]) -> Mapping[str, str]:
    """Which known function a name stands for: said in one of its senses, and no other function in another."""
    found: dict[str, set[str]] = {}
    for name, meaning in said(annotations):
        kinds = {kind for pattern, kind in NAMED_FUNCTIONS if pattern.search(head_of(meaning))}
        found.setdefault(name, set()).update(kinds)
    return {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1}
