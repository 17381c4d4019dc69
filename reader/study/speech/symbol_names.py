"""What the symbols of a formula are called when it is said: the author's words, or the concept's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning, Operation, Symbol
from reader.formula.syntax.tree import walk
from reader.meaning.prose.wording import without_clause
from reader.messages import Language

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.reading import Reading


Names = Mapping[Language, Mapping[str, str]]

MOST_WORDS = 7  # of a name that is said in place of a letter
DETERMINED = re.compile(
    r"\A(?:a|an|the|our|its|their|this|that|these|those|each|every|some|any|all|another|one|two|three|both|no)\b", re.I
)
UNSAYABLE = re.compile(r"[$\\{}^_\u3040-\u30ff\u4e00-\u9fff]")
REMARK = re.compile(r"\s*[(（][^()（）]*[)）]$")  # "value (attention)"
CERTAIN = 0.8  # share of links this sure that are right
SHORT = 3  # words that a concept's name may well stand for
UNNAMED = frozenset({"index", "bound variable"})


def names_in(equation: Equation, annotations: Sequence[Annotation], meaning: Meaning, knowledge: Glossary) -> Names:
    """What the symbols of an equation are called: the author's phrase, and the concept's name in Japanese."""
    english = {each.symbol.latex: english_name(each, equation) for each in annotations}
    japanese = {each.symbol.latex: japanese_name(each, equation, knowledge) for each in annotations}
    return {"en": told_apart(english, meaning), "ja": told_apart(japanese, meaning)}


def nameable_in(equations: Sequence[str], reading: Reading, meaning: Meaning) -> list[Annotation]:
    """What the paper says of the symbols of a row that can be called by a name, and of those from the rows beside it
    that are told with it."""
    counted = counters(meaning)
    told = {node.latex for node in walk(meaning) if isinstance(node, Symbol)}
    first, *beside = equations
    others = (each for row in beside for each in reading.annotations_in(row) if each.symbol.latex in told)
    known = {each.symbol.id: each for each in (*reading.annotations_in(first), *others)}.values()
    return [each for each in known if is_nameable(each) and each.symbol.latex not in counted]


def counters(meaning: Meaning) -> frozenset[str]:
    """Letters that a sum or product counts with: whatever they are elsewhere, here they are numbers."""
    operations = (node for node in walk(meaning) if isinstance(node, Operation) and node.kind in ("sum", "product"))
    return frozenset(name for node in operations for name in node.bound)


def told_apart(names: Mapping[str, str], meaning: Meaning) -> dict[str, str]:
    """Names for one symbol each. Where indexed symbols share one, their stem has it and the index is said."""
    nodes = [node for node in walk(meaning) if isinstance(node, Symbol)]
    symbols = {node.latex: node for node in nodes}
    inner = {id(each) for node in nodes for index in node.indices for each in walk(index)}
    alone = {node.latex for node in nodes if id(node) not in inner}
    sharing: dict[str, list[str]] = {}
    for latex, name in names.items():
        if name and (latex in symbols or not is_stem(latex, symbols)):
            sharing.setdefault(name, []).append(latex)
    found: dict[str, str] = {}
    for name, shared in sharing.items():
        spellings = [each for each in shared if each in alone] or shared  # the k of d_k lets K be the key
        stems = {symbols[each].stem if each in symbols and symbols[each].indices else each for each in spellings}
        if len(spellings) == 1:
            found[spellings[0]] = name
        elif len(stems) == 1 and not stems & set(spellings):
            found[stems.pop()] = name
    return found


def is_stem(latex: str, symbols: Mapping[str, Symbol]) -> bool:
    """Whether a spelling only stands in others: ``x`` of ``x_t``."""
    return any(node.stem == latex for node in symbols.values())


def is_nameable(annotation: Annotation) -> bool:
    return annotation.symbol.kind == "identifier" and annotation.role not in UNNAMED


def english_name(annotation: Annotation, equation: Equation) -> str:
    """The author's words in this equation, where they can be said in place of a letter."""
    words = without_clause(" ".join((annotation.in_formula(equation.id).meaning or "").split()))
    phrase = REMARK.sub("", words).partition(",")[0]
    if not phrase or UNSAYABLE.search(phrase) or len(phrase.split()) > MOST_WORDS:
        return ""
    return phrase if DETERMINED.match(phrase) else f"the {phrase}"


def japanese_name(annotation: Annotation, equation: Equation, knowledge: Glossary) -> str:
    senses = (one for one in annotation.senses if equation.id in one.equations and (one.links or not one.meaning))
    sense = next(senses, None)  # one of which nothing is said has no name either
    links = annotation.links if sense is None else sense.links
    if not links or links[0].concept not in knowledge:
        return ""
    return REMARK.sub("", knowledge[links[0].concept].phrase.get("ja", ""))
