"""Several plans in one list of instructions: a formula and what is left of it with parts switched off.

What the plans have in common stands there once, so that a formula with a dozen switches is hardly longer than one
without, and a value that no switch touches is visibly the same value.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.study.evaluation.plan import Builder, Input, Instruction, Plan


@dataclass(slots=True)
class Program:
    """``inputs`` are those of all plans; an input of one name and one size is the same one."""

    builder: Builder = field(default_factory=Builder)
    inputs: list[Input] = field(default_factory=list)

    @property
    def instructions(self) -> list[Instruction]:
        return self.builder.instructions

    def add(self, plan: Plan) -> tuple[int, ...]:
        """For each instruction of the plan its number in here."""
        inputs = [self._input(each) for each in plan.inputs]
        places: list[int] = []
        for each in plan.instructions:
            options = (inputs[int(each.options[0])],) if each.operation == "input" else each.options  # type: ignore[arg-type]
            arguments = tuple(places[k] for k in each.arguments)
            places.append(self.builder.add(each.operation, arguments, options, each.sizes))
        return tuple(places)

    def _input(self, wanted: Input) -> int:
        for k, each in enumerate(self.inputs):
            if (each.latex, each.sizes) == (wanted.latex, wanted.sizes):
                return k
        self.inputs.append(wanted)
        return len(self.inputs) - 1
