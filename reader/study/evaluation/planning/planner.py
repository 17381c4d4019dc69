"""Content tree -> plan: sizes are chosen, inputs found, and every part built from its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reader.formula.semantics.magnitude import LIMITS
from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Constant,
    Group,
    Meaning,
    Number,
    Power,
    Product,
    Symbol,
    Undecided,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import Dimension, Shape, named
from reader.formula.shapes.inferred import Inference, asked_weakly
from reader.formula.shapes.rules import ELEMENTWISE
from reader.formula.syntax.tree import walk
from reader.study.evaluation.knowledge import ComputedName, Knowledge
from reader.study.evaluation.plan import Builder, Plan, PlanStep, Value
from reader.study.evaluation.planning.atoms import Atoms
from reader.study.evaluation.planning.calls import along, named_entries
from reader.study.evaluation.planning.distributions import (
    OUTCOMES,
    note_distributions,
    note_laws,
    refuse_related,
)
from reader.study.evaluation.planning.draws import averages_in, kept, optima, pairs_in, varying
from reader.study.evaluation.planning.evaluated import (
    computed_children,
    evaluated,
    is_atom,
    is_ones,
    is_unit,
    shape_of_computed,
    squashed_in,
)
from reader.study.evaluation.planning.folds import averaged
from reader.study.evaluation.planning.functions import shared_out
from reader.study.evaluation.planning.indices import Indices
from reader.study.evaluation.planning.kinds import Kinds
from reader.study.evaluation.planning.ranges import DRAWS, Range
from reader.study.evaluation.planning.resolution import (
    Settler,
    components,
    divided_by,
    divisors_in,
    has_change,
    needed_below_logs,
    refuse_wholes,
    scales_in,
    whole_of,
)
from reader.study.evaluation.planning.sizes import choose_sizes, left_over
from reader.study.evaluation.planning.statements import (
    ComputedStatement,
    counting_in,
    name_latex,
    refuse_circle,
    statements_of,
)
from reader.study.evaluation.planning.switches import Switch
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import refuse_own_optima
from reader.study.evaluation.signs import divided_steps, mixing_in
from reader.study.evaluation.spelling import is_combinations

MOST_NODES = 400


def make_plan(
    meaning: Meaning, knowledge: Knowledge, fixed: Mapping[str, int] | None = None, switches: Sequence[Switch] = ()
) -> Plan:
    """The plan of a display. ``fixed`` are sizes that the reader chose, ``switches`` parts of this very tree to be left
    out; the inputs stay the same. Raises :class:`Refusal` with its reason.
    """
    return Planner(knowledge, dict(fixed or {}), tuple(switches)).plan(statements_of(meaning, knowledge))


@dataclass(slots=True)
class Planner:
    """One display under construction."""

    knowledge: Knowledge
    fixed: dict[str, int]
    switches: tuple[Switch, ...] = ()
    to: Builder = field(default_factory=Builder)
    steps: list[PlanStep] = field(default_factory=list)
    means: list[tuple[int, int, int]] = field(default_factory=list)  # as in the plan
    ranged: list[tuple[int, str, str]] = field(default_factory=list)  # as in the plan
    statements: tuple[ComputedStatement, ...] = ()
    given: frozenset[str] = frozenset()  # names on the left side
    optima: list[tuple[Meaning, Meaning, bool]] = field(default_factory=list)
    averages: dict[str, Meaning] = field(default_factory=dict)  # values that are means -> of what
    weights: dict[str, Application] = field(default_factory=dict)  # axis of a draw -> its probabilities
    indices: Indices = field(init=False)
    kinds: Kinds = field(init=False)
    inference: Inference = field(init=False)
    atoms: Atoms = field(init=False)

    def plan(self, statements: tuple[ComputedStatement, ...]) -> Plan:
        self.statements = statements
        sides = [side for statement in statements for side in statement.sides]
        self._prepare(statements, sides)
        nodes = [node for side in self._all(sides) for node in evaluated(side, self.knowledge)]
        if len(nodes) > MOST_NODES:
            raise Refusal("too-long", "")
        self._infer(statements, sides, nodes)
        named_ = [each.name for each in statements if each.name is not None]
        self.given = frozenset(part.latex for name in named_ for part in walk(name) if isinstance(part, Symbol))
        self._note(statements, nodes)
        return self._built()

    def plan_without(self, switches: tuple[Switch, ...]) -> Plan:
        """The planned display with parts left out, on the same sizes: its names stay what they were found to be, unless
        a formula takes the place of a part."""
        if any(switch.instead is not None for switch in switches):
            return Planner(self.knowledge, self._told_sizes(), switches).plan(self.statements)
        self.to, self.steps, self.means, self.ranged, self.switches = Builder(), [], [], [], switches
        try:
            return self._built()
        finally:
            self.switches = ()

    def _built(self) -> Plan:
        """The plan, when everything is known of names and sizes."""
        results: list[PlanStep] = []
        names: list[str] = []
        same: list[tuple[int, int]] = []
        ordered: list[tuple[int, int]] = []
        conditions: list[tuple[int, int, float, str]] = []
        for statement in self.statements:
            if statement.condition is not None:
                low, high = self._unseen(statement.sides[0]), self._unseen(statement.sides[1])
                conditions.append((low.at, high.at, statement.condition.factor, statement.condition.latex))
                continue
            first = len(results)
            results += [self._result(side, statement.name) for side in statement.sides]
            self.ranged += kept(self, statement.name, results[first : first + statement.given])
            names += [name_latex(statement) if k < statement.given else "" for k in range(len(statement.sides))]
            same += [(results[first + a].value, results[first + b].value) for a, b in statement.equal]
            ordered += [(results[first + a].value, results[first + b].value) for a, b in statement.ordered]
        for best, other, greatest in self.optima:
            pair = (other, best) if greatest else (best, other)
            ordered.append((self.value(pair[0]).at, self.value(pair[1]).at))
        return Plan(
            tuple(self.to.instructions), self.atoms.inputs(), tuple(self.steps), tuple(results), tuple(names),
            self._told_sizes(), tuple(same), tuple(ordered), tuple(self.ranged), tuple(conditions), tuple(self.means),
        )  # fmt: skip

    def _told_sizes(self) -> dict[str, int]:
        return {name: size for name, size in self.atoms.sizes.items() if not name.startswith("?")}

    # --- before anything is built ----------------------------------------------------------------------------------

    def _all(self, sides: list[Meaning]) -> list[Meaning]:
        """The sides, and the formulas that switches put in the place of parts."""
        return [*sides, *(switch.instead for switch in self.switches if switch.instead is not None)]

    def _prepare(self, statements: tuple[ComputedStatement, ...], sides: list[Meaning]) -> None:
        sides = self._all(sides)
        for side in sides:
            for node in evaluated(side, self.knowledge):
                if isinstance(node, Undecided) or (isinstance(node, Symbol) and is_combinations(node.latex)):
                    raise Refusal("undecided", node.latex)
                if isinstance(node, Product) and has_change(node, self.knowledge):
                    raise Refusal("word-or-product", meaning_latex(node))
        self.indices = Indices(self.knowledge)
        self.indices.collect(sides, [each.name for each in statements if each.name is not None])
        ranges = self.indices.ranges.values()
        counted = {each.letter for each in ranges if not each.drawn}
        counted |= {name for each in ranges for name in (*each.size.names, *each.start.names)}
        self.kinds = Kinds(
            self.knowledge, frozenset(counted), counting=counting_in(statements, ranges, self.knowledge.quantities)
        )
        self.inference = Inference(self.knowledge.declarations, self.kinds.ask)
        knowledge, typed = self.knowledge, asked_weakly(self.inference)
        self.kinds.typed = typed
        self.kinds.computed = lambda node: shape_of_computed(node, knowledge, typed)
        self.kinds.divisors = frozenset(divisors_in(sides))
        self.kinds.mixing = frozenset(mixing_in(sides))
        self.kinds.dividing = frozenset(divided_by(each.side for each in self.knowledge.defined.values()))
        self.kinds.components = components(self, sides)
        self.kinds.squashed = frozenset(squashed_in(sides, self.knowledge))

    def _infer(self, statements: tuple[ComputedStatement, ...], sides: list[Meaning], nodes: list[Meaning]) -> None:
        settler = Settler(self.knowledge, self.kinds, self.inference)
        settler.settle_all(nodes)
        for letter, vector in self.indices.entries:
            shape = self.inference.shape(vector)
            if shape is not None and shape.rank == 1:
                self.inference.same(self.indices.ranges[letter].size, shape.dimensions[0])
        if self.inference.clashes:
            clash = self.inference.clashes[0]
            raise Refusal("shapes-clash", ", ".join(each.name for each in (*clash.left.sources, *clash.right.sources)))
        for side in sides:
            self._demand(side)
        settler.refuse_mixtures(nodes)
        for statement in statements:
            settler.refuse_other_name(statement)

    def _demand(self, node: Meaning) -> None:
        """Raises for the innermost part without a shape."""
        for child in computed_children(node, self.knowledge):
            self._demand(child)
        if isinstance(node, Chain) or self.inference.typed(node) is not None:
            return
        if isinstance(node, Application):
            raise Refusal("function-unknown", meaning_latex(node.function))
        if is_atom(node, self.knowledge):
            raise Refusal("no-shape", meaning_latex(node))

    def shape(self, node: Meaning) -> Shape:
        shape = self.inference.shape(node)
        if shape is None:
            raise Refusal("no-shape", meaning_latex(node))
        return Shape(tuple(self.inference.normal(size) for size in shape.dimensions))

    def _note(self, statements: tuple[ComputedStatement, ...], nodes: list[Meaning]) -> None:
        """Choose the sizes and let every input know how it is read."""
        self.indices.ranges = {
            letter: replace(each, size=self.inference.normal(each.size)) for letter, each in self.indices.ranges.items()
        }
        self.averages = averages_in(nodes, self.knowledge)
        atoms = [each for each in nodes if is_atom(each, self.knowledge) and meaning_latex(each) not in self.averages]
        wanted = [each.size for each in self.indices.ranges.values()]
        wanted += [size for node in atoms for size in self.target(node)[1].dimensions]
        letters = {node.latex for node in nodes if isinstance(node, Symbol)} & self._size_letters(wanted)
        wanted += [self.inference.normal(named(letter)) for letter in sorted(letters)]
        wanted += left_over(nodes, letters | {name for size in wanted for name in size.names})
        fixed = {DRAWS: 3, OUTCOMES: 3, **self.fixed}
        counted = [each.size for each in self.indices.ranges.values() if not each.drawn]
        sizes = choose_sizes(wanted, self.inference.normal, fixed, self.knowledge.orders, counted)
        for letter in letters:
            size = self.inference.normal(named(letter)).value(sizes)
            if size is not None:
                sizes[letter] = size
        self.atoms = Atoms(self.indices, self.kinds, sizes)
        self.atoms.orderings = {**divided_steps(nodes), **self.knowledge.orderings}
        self.atoms.scales = dict(scales_in(nodes))
        names = [node for node in atoms if isinstance(node, Symbol) and not self.is_index_value(node)]
        numbers = {node.latex: node for node in names if self.shape(node).is_scalar}
        said = [name for each in statements for name in (each.name, *each.sides) if name is not None]
        self.optima = [*optima(nodes, self.knowledge), *pairs_in(said, numbers, self.knowledge)]
        refuse_own_optima(nodes)
        self.atoms.varying = varying(self, nodes)
        note_laws(self, nodes)
        needed = needed_below_logs(nodes, self.knowledge)
        for node in atoms:
            if not self.is_index_value(node):
                target, shape = self.target(node)
                self.atoms.note(target, self.concrete(shape, meaning_latex(node)), needed.get(id(node), ""))
        self.atoms.refuse_strays()
        self.atoms.note_optima(self.optima)
        refuse_related([node for node in atoms if self._is_chance(node)])
        note_distributions(self, nodes)
        for statement in statements:
            refuse_circle(statement, atoms)
            refuse_wholes(self, statement, atoms)

    def _is_chance(self, node: Meaning) -> bool:
        head = node.function if isinstance(node, Application) else None
        return isinstance(head, Symbol) and self.kinds.domain(head.latex, function=True) == "unit"

    def _size_letters(self, wanted: list[Dimension]) -> set[str]:
        letters = {name for size in wanted for name in size.names} | set(self.inference.sizes)
        return letters | set(self.knowledge.declarations.letters)

    def target(self, node: Meaning) -> tuple[Meaning, Shape]:
        """The input that an occurrence reads: itself, or the vector that it is a component of; and its shape."""
        whole = whole_of(self, node) if isinstance(node, Symbol) else None
        if whole is None:
            return node, self.shape(node)
        return Symbol(node.start, node.end, whole[0], whole[0]), whole[1]

    def is_index_value(self, node: Meaning) -> bool:
        if (is_ones(node) and self.shape(node).rank == 1) or self._is_unit(node):
            return True
        each = self.indices.ranges.get(node.latex) if isinstance(node, Symbol) else None
        return each is not None and not each.drawn

    def _is_unit(self, node: Meaning) -> bool:
        """Whether it is the identity matrix, with rows and columns known to be as many."""
        sizes = self.concrete(self.shape(node), meaning_latex(node)) if is_unit(node, self.knowledge) else ()
        return len(sizes) == 2 and sizes[0] == sizes[1] > 1

    def concrete(self, shape: Shape, latex: str) -> tuple[int, ...]:
        """A shape in numbers; what holds one number is a number."""
        if shape.is_scalar:
            return ()
        sizes = [self.inference.normal(size).value(self.atoms.sizes) for size in shape.dimensions]
        if None in sizes:
            raise Refusal("no-shape", latex)
        return tuple(size for size in sizes if size is not None)

    # --- building --------------------------------------------------------------------------------------------------

    def _result(self, side: Meaning, name: Meaning | None) -> PlanStep:
        value = named_entries(self, name, side, self.value(side))
        letters = self.indices.letters_of(name.latex) if isinstance(name, Symbol) else ()
        return self._step(side, self.to.in_order(value, letters))

    def value(self, node: Meaning) -> Value:
        """Build a part; each part that is more than brackets becomes a step to show."""
        from reader.study.evaluation.planning.operations import build

        value = build(self, node)
        for switch in self.switches:
            value = self._switched(switch, value) if node is switch.target else value
        if len(value.axes) != len(set(value.axes)):
            raise Refusal("index-twice", meaning_latex(node))
        total = 1
        for size in self.to.sizes(value):
            total *= size
        if total > LIMITS.entries:
            raise Refusal("too-large", meaning_latex(node))
        if not isinstance(node, Group | Number | Constant):
            step = self._step(node, value)
            if all(step.latex != each.latex for each in self.steps):
                self.steps.append(step)
        return value

    def _switched(self, switch: Switch, value: Value) -> Value:
        """The neutral form in the place of a value."""
        if switch.instead is not None:
            return self.value(switch.instead)
        if switch.neutral in ("zero", "one"):
            if switch.neutral == "one" and value.shape and switch.form == "factor":
                raise Refusal("no-neutral", switch.part)
            return self.to.filled(value, 0.0 if switch.neutral == "zero" else 1.0)
        inner = switch.target.base if isinstance(switch.target, Power) else None
        if isinstance(switch.target, Application):
            inner = switch.target.arguments[0]
        assert inner is not None
        argument = self.value(inner)
        if switch.neutral == "argument":
            return argument
        assert isinstance(switch.target, Application)
        return along(self, switch.target, argument, shared_out)

    def _step(self, node: Meaning, value: Value) -> PlanStep:
        return PlanStep(meaning_latex(node), node.start, node.end, value.at, value.axes, value.shape)

    def symbol(self, node: Symbol) -> Value:
        if node.latex in self.knowledge.defined:
            value = self._defined(self.knowledge.defined[node.latex])
            self.ranged.append((value.at, self.kinds.domain_of_defined(node.latex), node.latex))
            return value
        each = self.indices.ranges.get(node.latex)
        if each is not None and not each.drawn:
            if any(name.startswith("|") for name in each.size.names):
                raise Refusal("letter-as-value", node.latex)
            return self.counter(each)
        target, shape = self.target(node)
        if is_ones(node) and shape.rank == 1:
            return self.to.filled_sizes(self.concrete(shape, node.latex), 1.0)
        if self._is_unit(node):
            sizes = self.concrete(shape, node.latex)
            return Value(self.to.add("unit", (), (), sizes), (), sizes)
        value = self.atoms.value(self.to, target, self.concrete(shape, node.latex))
        if target is node:
            return value
        letters = [self.indices.ranges[item.name].axis for item in self.indices.template(node.latex).items]
        return Value(value.at, tuple(letters))

    def counter(self, each: Range) -> Value:
        """The numbers that a letter counts."""
        return Value(self.to.add("counter", (), (self.atoms.start(each),), (self.atoms.size(each),)), (each.axis,))

    def _defined(self, definition: ComputedName) -> Value:
        """By the other formula."""
        value = self._unseen(definition.side)
        if definition.letters:
            return self.to.entries(value, definition.letters)
        for letter, other in definition.renamed:
            value = self.indices.with_letter(value, letter, other)
        return self.to.columns(value, *definition.piece) if definition.piece is not None else value

    def _unseen(self, node: Meaning) -> Value:
        """Of what stands elsewhere, whose parts are no steps of this formula."""
        steps, self.steps = self.steps, []
        value, self.steps = self.value(node), steps
        return value

    def atom(self, node: Meaning) -> Value:
        if meaning_latex(node) in self.averages:
            return averaged(self, self.averages[meaning_latex(node)])
        if isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.stem in ELEMENTWISE:
            raise Refusal("function-unknown", meaning_latex(node.function))
        return self.atoms.value(self.to, node, self.concrete(self.shape(node), meaning_latex(node)))
