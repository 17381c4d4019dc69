"""What the JSON has on demand: readings aloud, steps, SymPy, runs, a course's letters, lines, core samples.

Each costs more than reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import glossary
from glossary.course import current_course
from reader.exporters.letters import letters_row
from reader.formula import parse_formula
from reader.formula.inventory import Places
from reader.formula.meaning_nodes import Meaning, Operation, Symbol
from reader.formula.meaning_printer import meaning_latex
from reader.formula.spoken import LANGUAGES, speak, speaker_for
from reader.formula.steps import NamedPart, Names, Step, steps_of
from reader.formula.tree import walk
from reader.meaning.blocks.reading import blocks_by_equation
from reader.meaning.shapes import Survey, shapes_in, survey
from reader.messages import table
from reader.watch import spare

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.block import Block
    from reader.meaning.blocks.found import FoundBlock
    from reader.messages import Language
    from reader.model import Annotation, Equation, Reading

Row = dict[str, Any]

MOST_WORDS = 7  # of a name that is said in place of a letter
DETERMINED = re.compile(
    r"(?:a|an|the|our|its|their|this|that|these|those|each|every|some|any|all|another|one|two|three|both|no)\b", re.I
)
UNSAYABLE = re.compile(r"[$\\{}^_\u3040-\u30ff\u4e00-\u9fff]")
REMARK = re.compile(r"\s*[(（][^()（）]*[)）]$")  # "value (attention)"
CERTAIN = 0.8  # share of links this sure that are right
SHORT = 3  # words that a concept's name may well stand for
TELLING = 3  # size of a form from which on its name says more than the operations that it is made of
UNNAMED = frozenset({"index", "bound variable"})


def extras_of(reading: Reading, wanted: Sequence[str], language: Language) -> Callable[[Equation], Row]:
    """What an equation's row has beyond the default, for those of ``reader.exporters.EXTRAS`` that are wanted."""
    found = survey(reading)
    makers: list[Callable[[Equation], Row]] = []
    if "readings" in wanted:
        makers.append(lambda equation: {"reading": readings_row(equation, reading, found)})
    if "steps" in wanted:
        blocks = blocks_by_equation(reading.document)
        makers.append(lambda equation: {"steps": steps_rows(equation, reading, found, blocks[equation.id])})
    if "sympy" in wanted:
        makers.append(sympy_rows(reading, found, language))
    if "runs" in wanted:
        makers.append(run_rows(reading, found, language))
    if "letters" in wanted:
        course = current_course()
        makers.append(lambda equation: {"in_our_letters": letters_row(equation, reading, course, language)})
    if "lines" in wanted:
        makers.append(lines_rows(reading, found))
    if "core" in wanted:
        makers.append(core_rows(reading))

    def row(equation: Equation) -> Row:
        rows = (spare("extras", equation, {}, make, equation) for make in makers)
        return {key: value for one in rows for key, value in one.items()}

    return row


# --- readings --------------------------------------------------------------------------------------------------------


def readings_row(equation: Equation, reading: Reading, found: Survey) -> Row:
    """What :func:`said_row` has, and ``meanings`` with names for letters."""
    expression, meaning = parse_formula(equation.formula.expanded), found.meaning(equation)
    names = names_in(equation, nameable_in(equation, reading, meaning), meaning)
    meant = {
        language: speak(speaker_for(expression, language, names=names[language]), meaning) if names[language] else None
        for language in LANGUAGES
    }
    return {**said_row(equation, found), "meanings": meant}


def said_row(equation: Equation, found: Survey) -> Row:
    """``en`` and ``ja`` as a lecturer says it, ``exact`` with scope words."""
    expression, meaning = parse_formula(equation.formula.expanded), found.meaning(equation)
    plain, exact = (
        {language: speak(speaker_for(expression, language, exact=exact), meaning) for language in LANGUAGES}
        for exact in (False, True)
    )
    return {"en": plain["en"], "ja": plain["ja"], "exact": exact}


def names_in(equation: Equation, annotations: Sequence[Annotation], meaning: Meaning) -> Names:
    """What the symbols of an equation are called: the author's phrase, and the concept's name in Japanese."""
    knowledge = glossary.load()
    english = {each.symbol.latex: english_name(each, equation) for each in annotations}
    japanese = {each.symbol.latex: japanese_name(each, equation, knowledge) for each in annotations}
    return {"en": told_apart(english, meaning), "ja": told_apart(japanese, meaning)}


def nameable_in(equation: Equation, reading: Reading, meaning: Meaning) -> list[Annotation]:
    """What the paper says of the symbols of an equation that can be called by a name."""
    counted = counters(meaning)
    known = reading.annotations_in(equation.id)
    return [each for each in known if is_nameable(each) and each.symbol.latex not in counted]


def certain_in(names: Names, equation: Equation, annotations: Sequence[Annotation]) -> Names:
    """Those of these names that the author says of the very symbol, or that are most likely right."""
    kept = {
        "en": {
            each.symbol.latex
            for each in annotations
            if is_one(each) and (is_said(each, equation) or is_tied(each, equation))
        },
        "ja": {each.symbol.latex for each in annotations if is_one(each) and is_tied(each, equation)},
    }
    return {
        language: {key: name for key, name in row.items() if key in kept[language]} for language, row in names.items()
    }


def counters(meaning: Meaning) -> frozenset[str]:
    """Letters that a sum or product counts with: whatever they are elsewhere, here they are numbers."""
    operations = (node for node in walk(meaning) if isinstance(node, Operation) and node.kind in ("sum", "product"))
    return frozenset(name for node in operations for name in node.bound)


def told_apart(names: Mapping[str, str], meaning: Meaning) -> dict[str, str]:
    """Names for one symbol each. Where indexed symbols share one, their stem has it and the index is said."""
    symbols = {node.latex: node for node in walk(meaning) if isinstance(node, Symbol)}
    sharing: dict[str, list[str]] = {}
    for latex, name in names.items():
        if name and (latex in symbols or not is_stem(latex, symbols)):
            sharing.setdefault(name, []).append(latex)
    found: dict[str, str] = {}
    for name, spellings in sharing.items():
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


def is_one(annotation: Annotation) -> bool:
    """Whether it is one thing wherever it stands: ``p`` is another distribution with each argument, and a word says
    itself what it is."""
    return annotation.role != "distribution" and annotation.symbol.traits.isdisjoint(("upright", "conditioned"))


def holds_here(annotation: Annotation, equation: Equation) -> bool:
    """Whether its first meaning is meant in an equation."""
    return not annotation.senses or equation.id in annotation.senses[0].equations


def is_said(annotation: Annotation, equation: Equation) -> bool:
    """Whether the author says of this very spelling what it is here."""
    told = annotation.status in ("paper", "reader") and annotation.inherited is None
    return told and holds_here(annotation, equation)


def is_tied(annotation: Annotation, equation: Equation) -> bool:
    """Whether its concept is almost certain, and all that the author says of it."""
    if not annotation.links or annotation.links[0].confidence < CERTAIN or not holds_here(annotation, equation):
        return False
    short = len((annotation.meaning or "").split()) <= SHORT
    return annotation.status != "paper" or (is_said(annotation, equation) and short)


def english_name(annotation: Annotation, equation: Equation) -> str:
    """The author's words in this equation, where they can be said in place of a letter."""
    senses = (sense.meaning for sense in annotation.senses if equation.id in sense.equations)
    phrase = REMARK.sub("", " ".join((next(senses, None) or annotation.meaning or "").split())).partition(",")[0]
    if not phrase or UNSAYABLE.search(phrase) or len(phrase.split()) > MOST_WORDS:
        return ""
    return phrase if DETERMINED.match(phrase) else f"the {phrase}"


def japanese_name(annotation: Annotation, equation: Equation, knowledge: Glossary) -> str:
    senses = (sense.links for sense in annotation.senses if equation.id in sense.equations and sense.links)
    links = next(senses, annotation.links)
    if not links or links[0].concept not in knowledge:
        return ""
    return REMARK.sub("", knowledge[links[0].concept].phrase.get("ja", ""))


# --- steps -----------------------------------------------------------------------------------------------------------


def steps_rows(equation: Equation, reading: Reading, found: Survey, blocks: Iterable[FoundBlock]) -> list[Row]:
    """Each step with its sentence in both languages, and its part in ``expanded`` and, as ``written``, in ``latex``."""
    places = Places(equation.formula)
    return [step_row(step, equation, places) for step in steps_in(equation, reading, found, blocks)]


def steps_in(equation: Equation, reading: Reading, found: Survey, blocks: Iterable[FoundBlock]) -> tuple[Step, ...]:
    """The steps of an equation, with what the paper says of its symbols and with the names of its blocks."""
    meaning = found.meaning(equation)
    annotations = nameable_in(equation, reading, meaning)
    names = names_in(equation, annotations, meaning)
    return steps_of(
        equation.formula.expanded,
        meaning=meaning,
        names=names,
        certain=certain_in(names, equation, annotations),
        shape_of=shapes_by_part(equation, found),
        parts=tuple(named_parts(blocks, glossary.load())),
    )


def named_parts(blocks: Iterable[FoundBlock], knowledge: Glossary) -> Iterator[NamedPart]:
    """The parts of an equation that have a name: forms of the textbook as they stand there, the largest of each place,
    and what fills a place in one of them that is a concept of its own. What goes on in the next row has no places."""
    for found in sorted(blocks, key=lambda each: each.size):
        if found.differs or not found.places:
            continue
        if found.size >= TELLING and not _is_plain(found.block, knowledge):
            name = {language: found.block.name[language] for language in LANGUAGES}
            yield NamedPart((found.start, found.end), name, is_form=True)
        for slot, place in found.places.items():
            filled = found.block.slots.get(slot)
            if filled is not None and filled.concept:
                yield NamedPart(place, {language: filled.text[language] for language in LANGUAGES}, is_form=False)


def _is_plain(block: Block, knowledge: Glossary) -> bool:
    """Whether its operations say what the form is, or many other things have it too."""
    concept = knowledge.concepts.get(block.concept)
    return block.plain or (concept is not None and concept.tells != "")


def shapes_by_part(equation: Equation, found: Survey) -> Callable[[Meaning], tuple[str, ...]]:
    """The known dimensions of each part of an equation, as LaTeX."""
    known: Mapping[str, tuple[str, ...]] = {
        meaning_latex(node): tuple(dimension.latex for dimension in shape.dimensions)
        for node, shape in shapes_in(equation, found)
        if shape.is_known
    }
    return lambda part: known.get(meaning_latex(part), ())


def step_row(step: Step, equation: Equation, places: Places) -> Row:
    formula = equation.formula
    span = places.span(step.start, step.end)
    whole = step.end - step.start == len(formula.expanded) or span.file != formula.span.file
    start, end = (0, len(formula.latex)) if whole else (span.start - formula.span.start, span.end - formula.span.start)
    inside = 0 <= start <= end <= len(formula.latex)
    return {
        "kind": step.kind,
        "start": step.start,
        "end": step.end,
        "written": {"start": start, "end": end} if inside else {"start": 0, "end": len(formula.latex)},
        "shape": list(step.shape),
        "en": step.text["en"],
        "ja": step.text["ja"],
    }


# --- SymPy -----------------------------------------------------------------------------------------------------------


def sympy_rows(reading: Reading, found: Survey, language: Language) -> Callable[[Equation], Row]:
    """``status``, ``code`` and, in words, the ``problem`` of each equation."""
    from reader.formula.sympy_assumptions import assumptions_from
    from reader.formula.sympy_bridge import conversions

    converted = conversions(reading.document, found.evidence, assumptions_from(found.declarations))

    def row(equation: Equation) -> Row:
        conversion = converted[equation.id]
        problem = conversion.problem and table("conversion")[conversion.problem][language]
        return {"sympy": {"status": conversion.status, "code": conversion.code, "problem": problem}}

    return row


# --- runs ------------------------------------------------------------------------------------------------------------


def run_rows(reading: Reading, found: Survey, language: Language) -> Callable[[Equation], Row]:
    """Each formula on small numbers, or in words why it does not run."""
    from reader.exporters.running import refused_row, run_row
    from reader.formula.running.refusal import Refusal
    from reader.meaning.given import given_formulas
    from reader.meaning.running import run_equation
    from reader.meaning.usage import knowledge_of

    knowledge, given = knowledge_of(reading, found), given_formulas(reading)

    def row(equation: Equation) -> Row:
        try:
            return {"run": run_row(run_equation(equation, knowledge), language, equation, given)}
        except Refusal as refusal:
            return {"run": refused_row(refusal, language)}

    return row


# --- lines, core samples ---------------------------------------------------------------------------------------------


def lines_rows(reading: Reading, found: Survey) -> Callable[[Equation], Row]:
    """The steps that end in each equation."""
    from reader.exporters.lines import line_rows
    from reader.meaning.lines.reading import Lines

    rows = line_rows(Lines(reading, found))
    return lambda equation: {"lines": rows.get(equation.id, [])}


def core_rows(reading: Reading) -> Callable[[Equation], Row]:
    """The layers that each equation stands on."""
    from reader.exporters.core import core_row
    from reader.meaning.blocks.reading import blocks_by_equation
    from reader.meaning.core import core_of

    knowledge, blocks = glossary.load(), blocks_by_equation(reading.document)
    return lambda equation: {"core": core_row(core_of(reading, blocks, knowledge, equation))}
