"""Functions with their arguments, as words: applications, probabilities with their conditions, divergences."""

from __future__ import annotations

from reader.formula.semantics.nodes import Application, Chain, Given, Meaning, Nothing, Product, Quotient, leaf_latex
from reader.formula.syntax.tables.name_rows import PROBABILITIES
from reader.study.speech.meanings import SAY, is_named, say, say_items
from reader.study.speech.speaker import APPLIED, ATOM, PRODUCT, TRAIL, Said, Speaker

SPOKEN_AS_PROBABILITIES = PROBABILITIES | {"Q", r"\pi", r"\mathrm{P}", r"\operatorname{P}", r"\mathbf{P}",
                                           r"\mathcal{P}", r"\Prob"}  # fmt: skip


CHANCES = frozenset({r"\Pr", r"\operatorname{Pr}", r"\mathbb{P}"})


def say_application(speaker: Speaker, node: Application, closed: bool) -> Said:
    only = node.arguments[0] if len(node.arguments) == 1 else None
    function = say(speaker, node.function)
    if is_chance(node.function) and only is not None and not speaker.exact:
        return say_chance(speaker, only, closed)
    if is_round(speaker, node) and isinstance(only, Given):
        told = say_conditional(speaker, node, only, function, closed)
        if told is not None:
            return told
    arguments = say_items(speaker, node.arguments, node.separators)
    if not node.open:
        if isinstance(only, Quotient) and not speaker.exact:
            return speaker.phrase("bare-application-fraction", function=function, arguments=arguments)
        if only is not None and arguments.size >= PRODUCT:
            arguments = say(speaker, only, closed=True)
        said = speaker.phrase("bare-application", function=function, arguments=arguments)
        return Said(said.text, TRAIL if arguments.size > ATOM else APPLIED)
    brackets = {"open": speaker.sign("open", node.open), "close": speaker.sign("close", node.close)}
    if is_round(speaker, node) and set(node.separators) in ({","}, {";"}, {",", ";"}) and not speaker.exact:
        return say_list(speaker, node, closed, function=function, listed=arguments, **brackets)
    plain = is_round(speaker, node) and only is not None
    key = "application-named" if is_named(speaker, node.function) else "application"
    return speaker.phrase(key, closed or not plain, function=function, arguments=arguments, **brackets)


def is_round(speaker: Speaker, node: Application) -> bool:
    """Whether a lecturer says "of" and no more."""
    return node.open == "(" or (node.open == "[" and not speaker.exact)


def say_list(speaker: Speaker, node: Application, closed: bool, **slots: Said | str) -> Said:
    """ "f of x, y and z", where each of them is short."""
    said = [say(speaker, argument) for argument in node.arguments]
    arguments = Said(", ".join(each.text for each in said[:-1]), max(each.size for each in said))
    return speaker.phrase("application-list", closed, arguments=arguments, last=said[-1], **slots)


def say_conditional(speaker: Speaker, node: Application, given: Given, function: Said, closed: bool) -> Said | None:
    """A probability with its condition, or a divergence of two distributions."""
    left, right = say(speaker, given.left), say(speaker, given.right)
    if given.kind == "versus":
        key = "divergence-kl" if "KL" in leaf_latex(node.function) else "divergence"
        return speaker.phrase(key, closed, function=function, left=left, right=right)
    if not is_probability(node):
        return None
    key = "distribution" if is_placeholder(given.left) else "probability"
    key = f"{key}-named" if is_named(speaker, node.function) else key
    return speaker.phrase(key, closed, function=function, left=left, right=right)


def is_chance(function: Meaning) -> bool:
    """Whether it is the probability of what follows, and no distribution with a name."""
    return leaf_latex(function) in CHANCES


def say_chance(speaker: Speaker, argument: Meaning, closed: bool) -> Said:
    """ "The probability that x is less than 1, given y"."""
    if isinstance(argument, Given) and argument.kind == "condition":
        event, given = argument.left, say(speaker, argument.right)
        key = "chance-that-given" if isinstance(event, Chain) else "chance-given"
        return speaker.phrase(key, closed, event=say(speaker, event), given=given)
    key = "chance-that" if isinstance(argument, Chain) else "chance"
    return speaker.phrase(key, closed, event=say(speaker, argument))


def is_placeholder(meaning: Meaning) -> bool:
    """The dot of ``p(\\cdot \\mid x)``: the whole distribution, not one probability."""
    return isinstance(meaning, Product) and all(isinstance(factor, Nothing) for factor in meaning.factors)


def is_probability(node: Application) -> bool:
    """Whether what is applied is a letter that people use for probabilities, whatever hangs on it."""
    stem = leaf_latex(node.function).partition("_")[0].partition("^")[0].rstrip("'")
    bare = stem[stem.rfind("{") + 1 : -1] if stem.startswith((r"\hat", r"\tilde", r"\bar", r"\bm")) else stem
    return bare in SPOKEN_AS_PROBABILITIES


def say_given(speaker: Speaker, node: Given, closed: bool) -> Said:
    left, right = say(speaker, node.left), say(speaker, node.right)
    return speaker.phrase("given" if node.kind == "condition" else "versus", left=left, right=right)


SAY.update({Application: say_application, Given: say_given})
