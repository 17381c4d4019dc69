"""The steps through a paper's formula, with what the paper says of its symbols and with the names of its blocks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from glossary.naming import fold_name
from reader.formula.semantics.nodes import Chain, Meaning, Nothing
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import RowStatement, statements_of
from reader.messages import LANGUAGES, Language
from reader.model.values import value
from reader.study.paper_shapes import Survey, shapes_in
from reader.study.purpose.purpose import Purpose, purpose_of
from reader.study.speech.symbol_names import Names, nameable_in
from reader.study.values import head_of
from reader.study.walkthrough.chance import noise_in
from reader.study.walkthrough.known import annotations_of_rows, has_multipliers, ideas_of, rows_beside
from reader.study.walkthrough.links.lines import lines_in
from reader.study.walkthrough.links.origins import origins_in
from reader.study.walkthrough.links.parts import parts_in
from reader.study.walkthrough.links.twins import twin_within, twins_in
from reader.study.walkthrough.links.wording import is_untold
from reader.study.walkthrough.names import is_telling, names_said
from reader.study.walkthrough.patterns.bounds import ends_of
from reader.study.walkthrough.patterns.cases import constraints_in
from reader.study.walkthrough.pen import Pen, Place
from reader.study.walkthrough.places import balanced
from reader.study.walkthrough.sentence import POINTS, Idea, NamedForm, Sentence, told_in
from reader.study.walkthrough.sentence import TELLING as MUCH
from reader.study.walkthrough.skeleton import Skeleton, skeleton_of
from reader.study.walkthrough.telling import MOST_OF_ALL, Telling, legend

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.block import Block, Slot
    from reader.meaning.blocks.found import FoundBlock
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.study.study import Study

USUAL_REWARDS = ("r", "R")
REWARD = frozenset(fold_name("reward"))
ROLES = frozenset(fold_name("state action agent")) | REWARD  # words for what acts, where, and what for
NO_WORDS: Mapping[str, str] = MappingProxyType({})
FOLDS = ("folded", "box")  # kinds of sentences
TELLING = 3  # size of a form from which on its name says more than the operations that it is made of
IDLE = frozenset(("constant", "dimension", "index", "parameter", "time", "variable"))  # names that tell nothing alone
UNTOLD = frozenset(("index", "step", "count", "number"))  # kinds of slots that need no name
ONE_FORMULA = 2  # signs around it
SHORT_FILLING = 40  # characters of LaTeX
ShapeOf = Callable[[Meaning], tuple[str, ...]]


@value
class Step:
    """One sentence about one part. ``start`` and ``end`` are places in the macro-free LaTeX, ``text`` has formulas
    between dollar signs, ``aloud`` has them in words, ``shape`` the dimensions of the part, as LaTeX."""

    kind: str
    start: int
    end: int
    text: Mapping[Language, str]
    aloud: Mapping[Language, str]
    shape: tuple[str, ...] = ()


@value
class Walkthrough:
    """The steps through a formula, and by their numbers the places of the boxes that they speak of."""

    steps: tuple[Step, ...]
    boxes: tuple[tuple[int, Place], ...]


@value
class NamedPart:
    """A place and what stands there in both languages: a form that has a name ("softmax"), else what the part is
    within a larger form ("scores"). ``slots`` are what fills a form, as LaTeX, with what that is called."""

    place: Place
    name: Mapping[Language, str]
    is_form: bool
    slots: tuple[tuple[str, Mapping[Language, str]], ...] = ()


def steps_in(equation: Equation, study: Study) -> tuple[Step, ...]:
    """At most six steps; none where nothing is certain but what the eye sees."""
    return walkthrough_in(equation, study).steps


def walkthrough_in(equation: Equation, study: Study) -> Walkthrough:
    """The steps with the numbered boxes that they speak of."""
    said = study.trees.said(equation)
    follows = tuple(lines_in(equation, study))
    if not said.begins:
        return _placed(walkthrough_of(said.latex, Nothing(0, 0), {}, follows=follows), said)
    alone = equation.id not in study.trees.statements
    goes_on = isinstance(said.meaning, Chain) and said.meaning.operands[0].start < said.row.start
    annotations = nameable_in(rows_beside(equation, study), study.reading, said.told)
    found = walkthrough_of(
        said.latex,
        said.told,
        names_said(equation, annotations, said.told, study.glossary),
        shapes_by_part(equation, study.shapes),
        tuple(named_parts(study.blocks_said(equation), study.glossary, words_of(annotations_of_rows(equation, study)))),
        ideas_of(annotations_of_rows(equation, study), study.glossary, lambda each: is_untold(each, equation, study)),
        origins_in(equation, said.told, study) if goes_on else (*follows, *origins_in(equation, said.told, study)),
        (
            *parts_in(equation, study),
            *(follows if goes_on else ()),
            *outcome_in(equation, study),
            *twins_in(equation, said.told, study),
        ),
        without_build(purpose_of(equation, study)) if equation.continues else purpose_of(equation, study),
        is_lagrangian=has_multipliers(equation, study),
    )
    return found if alone else _placed(found, said)


def outcome_in(equation: Equation, study: Study) -> Iterator[Sentence]:
    """What rows of comparisons come to, in the last of them."""
    statement = study.trees.statements.get(equation.id)
    if statement is not None and statement.rows[-1].equation == equation.id:
        whole = study.trees.tree(statement.latex)
        is_one_a_row = isinstance(whole, Chain) and len(whole.relations) <= len(statement.rows)  # and no condition
        told = ends_of(whole) if is_one_a_row else None
        yield from [replace(told, part=Nothing(0, 0), rank=MUCH)] if told is not None else []


def words_of(annotations: Iterable[Annotation]) -> dict[str, str]:
    """By letter what the authors call it."""
    return {each.symbol.latex: each.meaning or "" for each in annotations if each.status in ("paper", "reader")}


def _placed(found: Walkthrough, said: RowStatement) -> Walkthrough:
    """What goes through a statement with the places that it has in one row."""
    steps = (
        replace(each, start=start, end=end)
        for each in found.steps
        for start, end in (said.place(each.start, each.end),)
    )
    return Walkthrough(tuple(steps), tuple((number, said.place(*place)) for number, place in found.boxes))


def walkthrough_of(
    latex: str,
    meaning: Meaning,
    names: Names,
    shape_of: ShapeOf = lambda part: (),
    parts: Sequence[NamedPart] = (),
    ideas: Mapping[str, Idea] | None = None,
    beside: Iterable[Sentence] = (),
    follows: Iterable[Sentence] = (),
    purpose: Purpose | None = None,
    *,
    is_lagrangian: bool = False,
) -> Walkthrough:
    """The way through a formula without author's macros. ``names`` are, for each language, what symbols are called
    for sure; ``parts`` have a name; ``ideas`` are what the textbook says of functions, by their spelling;
    ``beside`` is what other formulas say, ``follows`` how it comes from the line above; what its ``purpose`` says
    is not said again; the letters of a Lagrangian (``is_lagrangian``) are no weights."""
    forms = {each.place: NamedForm(each.name, each.slots) for each in parts if each.is_form}
    told = [Sentence("certain", meaning, told_in(purpose.build))] if purpose is not None and purpose.build else []
    stated = list(skeletons_of(meaning))
    for statement, skeleton in stated:
        twin = twin_within(stated[0][0], statement)
        telling = Telling(
            statement, skeleton, forms, ideas or {}, noise_in(meaning),
            is_alone=len(stated) == 1, is_lagrangian=is_lagrangian,
        )  # fmt: skip
        said = telling.sentences()
        told += [twin] if twin is not None and any(each.kind != "gives" for each in said) else said
    told += constraints_in(meaning)
    english = names.get("en", {})
    quoted = frozenset(latex for latex, name in english.items() if is_in(name, purpose))
    idle = {latex for latex, name in english.items() if name.removeprefix("the ") in IDLE}
    pens = [
        Pen(
            language,
            for_ear,
            names.get(language, {}),
            {each.place: each.name[language] for each in parts if not each.is_form},
            purpose=purpose.text.get(language, "") if purpose is not None else "",
            quoted=quoted,
            rows=purpose.rows if purpose is not None and (purpose.text or purpose.build) else frozenset(),
        )
        for for_ear in (False, True)
        for language in LANGUAGES
    ]
    steps: dict[str, tuple[Step, int]] = {}

    def write(sentence: Sentence) -> None:
        step = _step(sentence, latex, pens, shape_of)
        if all(step.text.values()):
            steps.setdefault(step.text["en"], (step, sentence.rank))

    for each in (*follows, *told):
        write(each)
    so_far = "".join(step.text["en"] for step, _ in steps.values())
    for each in (legend(meaning, ideas or {}, so_far, idle), *beside):
        write(each)
    given = [words for words, (step, _) in steps.items() if step.kind == "gives" and words.count("$") == ONE_FORMULA]
    is_said = purpose is not None and (bool(purpose.build) or (purpose.source is not None and len(steps) == 1))
    if is_said and len(given) == 1:
        del steps[given[0]]  # a name alone is less than what is said above
    chosen = _chosen(list(steps.values()))
    return Walkthrough(chosen, tuple(_boxes_told(chosen, [skeleton for _, skeleton in stated], latex)))


def is_in(name: str, purpose: Purpose | None) -> bool:
    """Whether the author's sentence that is quoted above has a name: that is not said once more."""
    if purpose is None or purpose.source is None:
        return False
    said = " ".join("".join(mark if mark.isalnum() else " " for mark in purpose.source.sentence.casefold()).split())
    bare_name = " ".join("".join(mark if mark.isalnum() else " " for mark in name.casefold()).split())
    bare_name = bare_name.removeprefix("the ")
    return " " in bare_name and f" {bare_name} " in f" {said} "  # one word may be of another letter


def without_build(purpose: Purpose | None) -> Purpose | None:
    """Of a row that continues another, beside which it was said."""
    return replace(purpose, build={}) if purpose is not None else None


def _boxes_told(steps: Sequence[Step], skeletons: Iterable[Skeleton], latex: str) -> Iterator[tuple[int, Place]]:
    told = "".join(step.text["en"] for step in steps)
    for box in (box for skeleton in skeletons for box in skeleton.boxes):
        if box.sign in told and box.part.end > box.part.start:
            yield box.number, balanced(latex, box.part.start, box.part.end)


def _chosen(ranked: Sequence[tuple[Step, int]]) -> tuple[Step, ...]:
    """As many as one reads. Where there are more, those go first that are said by the way, then the later ones of all
    that is plain; what tells most stays. A folded line of whose boxes nothing else is said goes with all its boxes,
    one that stays keeps all of them."""
    kept = list(ranked) if any(rank != POINTS for _, rank in ranked) else []
    spoken = "".join(step.text["en"] for step, rank in ranked if step.kind not in FOLDS or rank == MUCH)
    if len(kept) > MOST_OF_ALL and r"\boxed" not in spoken:
        kept = [each for each in kept if each[0].kind not in FOLDS]

    def order(at: int) -> tuple[int, int]:
        step, rank = kept[at]
        return (rank + (step.kind in FOLDS or step.kind == "gives"), -at)

    while len(kept) > MOST_OF_ALL:
        kept.pop(min(range(len(kept)), key=order))
    return tuple(step for step, _ in kept)


def skeletons_of(meaning: Meaning) -> Iterator[tuple[Meaning, Skeleton]]:
    """The statements of a display, each with what it looks like folded. Boxes are numbered through."""
    taken = 0
    for statement in statements_of(meaning) or [meaning]:
        skeleton = skeleton_of(statement, taken)
        taken += len(skeleton.boxes)
        yield statement, skeleton


def _step(sentence: Sentence, latex: str, pens: Sequence[Pen], shape_of: ShapeOf) -> Step:
    part = sentence.part
    start, end = balanced(latex, part.start, part.end) if part.end > part.start else (0, len(latex))
    said = [pen.write(sentence) for pen in pens]
    text, aloud = (dict(zip(LANGUAGES, some, strict=True)) for some in (said[: len(LANGUAGES)], said[len(LANGUAGES) :]))
    shape = shape_of(part) if sentence.kind in ("gives", "box", "operation") else ()
    return Step(sentence.kind, start, end, text, aloud, shape)


def named_parts(
    blocks: Iterable[FoundBlock], knowledge: Glossary, words: Mapping[str, str] = NO_WORDS
) -> Iterator[NamedPart]:
    """The parts of an equation that have a name: forms of the textbook as they stand there, the largest of each place,
    and what fills a place in one of them that is a concept of its own. What goes on in the next row has no places.
    ``words`` are what the authors call their letters."""
    for found in sorted(blocks, key=lambda each: each.size):
        if found.differs or not found.places:
            continue
        if found.size >= TELLING and not _is_plain(found.block, knowledge):
            name = {language: found.block.name[language] for language in LANGUAGES}
            yield NamedPart((found.start, found.end), name, True, tuple(_slots(found, words)))
        roles = _roles(found, words)
        for slot, place in found.places.items():
            filled = roles.get(slot)
            if filled is not None and filled.concept:
                yield NamedPart(place, {language: filled.text[language] for language in LANGUAGES}, is_form=False)


def _roles(found: FoundBlock, words: Mapping[str, str]) -> dict[str, Slot]:
    """The places of a form by their slots, without those that the author's words or letters speak against."""
    rows = {slot: found.block.slots[slot] for slot in found.bindings if slot in found.block.slots}
    names: dict[str, list[str]] = {}
    for slot, row in rows.items():
        if row.kind not in UNTOLD:
            names.setdefault(found.bindings[slot], []).append(row.en)
    against = _crossed(names, words)
    return {
        slot: row
        for slot, row in rows.items()
        if (latex := found.bindings[slot]) not in against and _is_played(row.en, latex, words)
    }


def _is_played(name: str, latex: str, words: Mapping[str, str]) -> bool:
    """Whether a letter is what the place of a form is called. A policy of a language model has prompts where others
    have states: such a role is the author's to give, but for a reward that is called ``r``."""
    role = set(fold_name(name)) & (ROLES - REWARD if latex[:1] in USUAL_REWARDS else ROLES)
    return not role or not role.isdisjoint(fold_name(words.get(latex, "")))


def _slots(found: FoundBlock, words: Mapping[str, str]) -> Iterator[tuple[str, Mapping[Language, str]]]:
    """What fills a form, where it is short; what only counts needs no name, and one letter has no two."""
    names: dict[str, dict[str, Mapping[Language, str]]] = {}
    for slot, row in _roles(found, words).items():
        latex = found.bindings[slot]
        if row.kind not in UNTOLD and len(latex) <= SHORT_FILLING and not latex.isdigit():
            name: Mapping[Language, str] = {"en": row.en.partition(",")[0], "ja": row.ja.partition("、")[0]}
            names.setdefault(latex, {})[row.en] = name
    for latex, (english, *others) in ((latex, tuple(each)) for latex, each in names.items()):
        if not others and is_telling(english):
            yield latex, names[latex][english]


def _crossed(names: Mapping[str, Collection[str]], words: Mapping[str, str]) -> set[str]:
    """The letters that the form and the author name the other way round: "prompt" is the author's word for another,
    which the form calls something else."""
    said = {latex: fold_name(head_of(words.get(latex, ""))) for latex in names}

    def is_called(latex: str, role: Sequence[str]) -> bool:
        return bool(role) and said[latex][-len(role) :] == role

    own = {latex: any(is_called(latex, fold_name(role)) for role in roles) for latex, roles in names.items()}
    found: set[str] = set()
    for latex, roles in names.items():
        for role in map(fold_name, roles):
            others = {other for other in names if other != latex and not own[other] and is_called(other, role)}
            found |= {latex, *others} if others and not is_called(latex, role) else set()
    return found


def _is_plain(block: Block, knowledge: Glossary) -> bool:
    """Whether its operations say what the form is, or many other things have it too."""
    concept = knowledge.concepts.get(block.concept)
    return block.plain or (concept is not None and concept.tells != "")


def shapes_by_part(equation: Equation, found: Survey) -> ShapeOf:
    """The known dimensions of each part of an equation, as LaTeX."""
    known: Mapping[str, tuple[str, ...]] = {
        meaning_latex(node): tuple(dimension.latex for dimension in shape.dimensions)
        for node, shape in shapes_in(equation, found)
        if shape.is_known
    }
    return lambda part: known.get(meaning_latex(part), ())
