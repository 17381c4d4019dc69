"""The gullet of one paper: the primitives of TeX, LaTeX and packages, and the names that no file may redefine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reader.latex.tex.algorithms import MAKERS, StepCommands
from reader.latex.tex.choices import CHOICES
from reader.latex.tex.conditionals import CONDITIONALS
from reader.latex.tex.definitions import DEFINITIONS, EXPANDABLE, LAYOUT
from reader.latex.tex.inputs import Inputs
from reader.latex.tex.layout import LAYOUT_COMMANDS
from reader.latex.tex.loops import LOOPS
from reader.latex.tex.macros import Gullet
from reader.latex.tex.numbers import FORMATS, NUMBERS
from reader.latex.tex.package_definitions import PACKAGE_DEFINITIONS
from reader.latex.tex.registers import REGISTERS
from reader.latex.tex.tables import front_matter, names
from reader.latex.tex.verbatim import VERBATIM

# References may be redefined: a paper's own \cref or \[ is expanded.
_OPEN_TO_CHANGE: Final = frozenset(("\\[", "\\(", "\\refeq", "\\vref", "\\autoref", "\\cref", "\\Cref", "\\labelcref"))


def gullet_of(inputs: Inputs, steps: StepCommands, structure: Iterable[str]) -> Gullet:
    """A gullet with all primitives; ``structure`` are the commands that structure a document."""
    kernel = {**DEFINITIONS, **CONDITIONALS, **NUMBERS, **REGISTERS, **VERBATIM}
    kernel |= {**inputs.options.primitives(), **inputs.primitives()}
    makers = dict.fromkeys(MAKERS, steps.define)
    primitives = {**kernel, **makers, **PACKAGE_DEFINITIONS, **LAYOUT_COMMANDS, **CHOICES, **LOOPS}
    conditions = (name for name in CONDITIONALS if name.startswith("\\if"))
    expandable = (*EXPANDABLE, *CHOICES, *FORMATS, *conditions, "\\else", "\\or", "\\fi", "\\unless")
    protected = {*kernel, *({*structure, *names("structure")} - _OPEN_TO_CHANGE - front_matter().keys()), *LAYOUT}
    return Gullet(primitives, protected, expandable)
