"""Reading -> what ``tezawari show --shapes`` prints: what is declared and where, shapes of parts, clashes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from reader.formula.semantics.printer import meaning_latex
from reader.messages import sentences
from reader.study.paper_shapes import clashes_in, shapes_in

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.formula.shapes.declared import Declaration
    from reader.formula.shapes.expressions import Shape
    from reader.formula.shapes.inferred import Clash, Typed
    from reader.latex.source.places import SourcePlaces
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.paper_shapes import Survey
    from reader.study.study import Study

LONGEST = 60


say = sentences("shapes")


def shapes_view(study: Study, language: Language, equation: str | None = None) -> Iterator[RenderableType]:
    """What the paper declares, or with an equation's id the shape of each of its parts; then the clashes."""
    found, places = study.shapes, study.places
    wanted = [each for each in study.document.equations if equation in (None, each.id)]
    if equation is None:
        yield declared_table(found, places, language)
    else:
        for each in wanted:
            yield parts_table(each, found, language)
    clashes = [(each, clash) for each in wanted for clash in clashes_in(each, found)]
    for each, clash in clashes:
        yield Text(clash_sentence(each, clash, places, language), style="red")
    if not clashes:
        yield Text(say("no-clash", language), style="dim")


def declared_table(found: Survey, places: SourcePlaces, language: Language) -> Table:
    drawn = _table(("column-name", "column-shape", "column-place"), language)
    seen: set[tuple[str, str]] = set()
    for each in found.declarations.found:
        best = found.declarations.find(each.name, each.function)
        if each.shape is None or (not each.shape.is_known and best is not None and best.shape != each.shape):
            continue
        shape = _shape_of(each, language)
        if (each.name, shape) in seen:
            continue
        seen.add((each.name, shape))
        drawn.add_row(Text(each.name), Text(shape), Text(_place(each, places, language)))
    return drawn


def parts_table(equation: Equation, found: Survey, language: Language) -> Table:
    drawn = _table(("column-part", "column-shape"), language)
    for node, shape in shapes_in(equation, found):
        latex = meaning_latex(node)
        cut = latex if len(latex) <= LONGEST else latex[: LONGEST - 1] + "…"
        drawn.add_row(Text(cut), Text(shape_words(shape, language)))
    return drawn


def shape_words(shape: Shape, language: Language) -> str:
    """``a number``, ``a vector of d``, ``a matrix n × d``."""
    sizes = " × ".join(dimension.latex for dimension in shape.dimensions)
    if shape.rank and all(dimension.variable for dimension in shape.dimensions):
        return say(("open-vector", "open-matrix")[shape.rank - 1], language)
    key = ("shape-number", "shape-vector", "shape-matrix")[shape.rank] if shape.rank < 3 else "shape-array"
    return say(key, language, sizes=sizes)


def clash_sentence(equation: Equation, clash: Clash, places: SourcePlaces, language: Language) -> str:
    """What does not fit, and the places of both declarations."""
    part = " ".join(equation.formula.expanded[clash.start : clash.end].split())
    where = places.say(equation.formula.span)
    sides = {
        f"{side}_{what}": text
        for side, typed in (("left", clash.left), ("right", clash.right))
        for what, text in (("shape", _sizes(typed, language)), ("place", _sources(typed, places) or where))
    }
    return say(f"clash-{clash.kind}", language, where=where, part=part, **sides)


def _sizes(typed: Typed, language: Language) -> str:
    if not any(dimension.is_known for dimension in typed.shape.dimensions):
        return shape_words(typed.shape, language)
    return " × ".join(dimension.latex for dimension in typed.shape.dimensions)


def _sources(typed: Typed, places: SourcePlaces) -> str:
    return ", ".join(f"{each.name}: {places.say(each.span)}" if each.span else each.name for each in typed.sources)


def _shape_of(declaration: Declaration, language: Language) -> str:
    assert declaration.shape is not None
    words = shape_words(declaration.shape, language)
    return say("shape-function", language, value=words) if declaration.function else words


def _place(declaration: Declaration, places: SourcePlaces, language: Language) -> str:
    where = places.say(declaration.span) if declaration.span is not None else ""
    return where if declaration.firm else say("place-derived", language, where=where)


def _table(columns: tuple[str, ...], language: Language) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(say(column, language), overflow="fold")
    return drawn
