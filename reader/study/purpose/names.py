"""What symbols are called where one says what a formula is for, and which of these names are guesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.meaning.evidence.spelling import take_apart
from reader.meaning.prose.words import tag_of
from reader.messages import Language
from reader.study.speech.symbol_names import is_nameable
from reader.study.walkthrough.names import AFTER_HEAD, head_word, is_called_otherwise, is_one_thing, name_in
from reader.study.walkthrough.names import SURE as WHOLLY

if TYPE_CHECKING:
    from reader.model.annotations import Annotation
    from reader.study.purpose.statement import StatedFormula

# How sure the author's words must be: less than for a name alone, as each name must fit the sentence.
SURE = 0.7
BETWEEN, CLAUSES, NOUNS = "pPoB", "rqvxd", "nk"  # tags of words
LONG = 8  # words
DOTTED = (r"\dot{", r"\ddot{")
SPEEDS = frozenset(
    ("acceleration", "change", "derivative", "drift", "field", "flow", "flux", "rate", "speed", "velocity")
)
MOST_UNTRANSLATED = 4  # words
COUNTS = frozenset(("index", "indices", "position", "number"))
SECTION = 2  # the level of a heading that begins another part of the paper
SPARSE = (" spars", " nonzero ", " non zero ", "スパース", "稀疏")
CHANCE = frozenset((
    "density", "distribution", "family", "likelihood", "measure", "pdf", "pmf", "posterior", "prior", "probabilities",
    "probability",
))  # fmt: skip


def name_of(latex: str, statement: StatedFormula, *, is_law: bool = False) -> Mapping[Language, str] | None:
    """The name of a symbol; in Japanese the author's words between brackets where these are not to be had in it. Of a
    distribution it is the name of all of it (``is_law``), and of no value."""
    annotation = statement.annotations.get(latex)
    if annotation is None or (annotation.role == "distribution" and not is_law):
        return None
    if is_called_otherwise(annotation, statement.annotations.values()):
        return None
    is_sure = is_one_thing(annotation) and is_nameable(annotation) and not is_said_later(annotation, statement)
    sure = SURE if is_sure else WHOLLY
    name = name_in(annotation, statement.equation, statement.study.glossary, sure, is_named, without_tail)
    words = name["en"].partition(" ")[2].removeprefix("so-called ")
    if not words or any(len(word) == 1 for word in words.split()) or is_of_what_changes(latex, words):
        return None
    is_short = len(words.split()) <= MOST_UNTRANSLATED and words.replace("-", "").replace(" ", "").isalpha()
    return name if name["ja"] else {"en": f"the {words}", "ja": f"「{words}」"} if is_short else None


def is_of_what_changes(latex: str, words: str) -> bool:
    """Whether a dot says that a letter is how fast something changes, and the name is of that: "the mass" of a flow."""
    return take_apart(latex).base.startswith(DOTTED) and SPEEDS.isdisjoint(words.casefold().split())


def without_tail(meaning: str) -> str:
    """Without what is said behind the noun where that holds a formula, or is long: "the memory state at time $t$"; of
    "a vector called wind field" what it is called."""
    meaning = meaning.rpartition(" called ")[2]
    words = meaning.split()
    if not any(mark in meaning for mark in "$\\") and len(words) < LONG:
        return meaning
    ends = (at for at in range(1, len(words)) if ends_name(words, at))
    kept = words[: next(ends, len(words))]
    is_name = len(kept) > 1 and tag_of(kept[0].casefold()) not in CLAUSES and tag_of(kept[-1].casefold()) in NOUNS
    return " ".join(kept) if is_name else meaning


def ends_name(words: Sequence[str], at: int) -> bool:
    """Whether what is said of a name begins here: "of ...", "evicted from ...", "that ..."."""
    tag, behind = tag_of(words[at].casefold()), words[at + 1 : at + 2]
    is_done = words[at].endswith(("ed", "ing")) and behind != [] and tag_of(behind[0].casefold()) in BETWEEN
    return tag in BETWEEN or tag in CLAUSES or is_done or words[at].casefold() in AFTER_HEAD


def is_named(annotation: Annotation) -> bool:
    """Whether it may have a name: what is drawn, or integrated over, does too, a letter that counts does not."""
    is_drawn = annotation.role == "bound variable" and head_word(annotation.meaning or "") not in COUNTS
    return is_nameable(annotation) or (is_drawn and annotation.symbol.kind == "identifier")


def is_said_later(annotation: Annotation, statement: StatedFormula) -> bool:
    """Whether the author's words stand in a section behind the formula's own, and without the article of what is
    known: what they say there may be new."""
    equation = statement.equation
    here = annotation.in_formula(equation.id)
    if here.source is None or here.source.text.casefold().startswith("the "):
        return False
    span, at = equation.formula.span, here.source.sentence_span
    if at.file != span.file or at.start < span.start:
        return False
    heads = (each.span for each in statement.study.document.sections if each.level <= SECTION)
    return any(each.file == at.file and span.start < each.start < at.start for each in heads)


def is_chance(latex: str, statement: StatedFormula) -> bool:
    """Whether a symbol is called a probability: what it is the probability of differs from place to place."""
    found = statement.annotations.get(latex)
    return found is not None and (found.role == "distribution" or head_word(found.meaning or "") in CHANCE)


def is_guessed(latex: str, statement: StatedFormula, *, compares: bool) -> bool:
    """Whether a distribution, or with ``compares`` what compares two, has another name than that, by custom alone."""
    found = statement.annotations.get(latex)
    if found is None or found.status not in ("glossary", "structure"):
        return False
    kinds = found.standing.kinds if found.standing is not None else frozenset()
    return compares or ("distribution" in kinds and head_word(found.meaning or "") not in CHANCE)


def speaks_of_zeros(statement: StatedFormula) -> bool:
    """Whether the paper speaks of entries that are 0, so that a norm with a 0 below counts the others."""
    return any(word in piece.words for _, piece in statement.study.surroundings.sentences() for word in SPARSE)


def is_usually_applied(annotation: Annotation, statement: StatedFormula) -> bool:
    """Whether it stands for a function by custom."""
    glossary = statement.study.glossary
    names = [glossary[each.concept].name["en"] for each in annotation.links[:1] if each.concept in glossary]
    return annotation.role == "function" or any("function" in name or "sigmoid" in name for name in names)
