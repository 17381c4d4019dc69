"""Which names are members of a family: ``z_v`` beside ``\\sum_u z_u`` is one of the ``z``, ``x_{t+1}`` the next ``x``.

Letters in the same place of the same name run over the same range; a free one of them then runs too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from reader.formula.semantics.magnitude import LIMITS
from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Given,
    Labelled,
    Listing,
    Meaning,
    Operation,
    Statements,
    Symbol,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.segments import mentions
from reader.formula.shapes.expressions import number, skeleton, unknown
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Value
from reader.study.evaluation.planning.evaluated import evaluated, is_atom, shared_along
from reader.study.evaluation.planning.ranges import UNTOLD, Range, applied_in, draws_of, heads_of, ranges_of
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of, is_capital, plain_of

_SCRIPT = re.compile(r"([_^])\{([^{}]*)\}")
_LABEL = re.compile(r"\\(?:mathrm|operatorname|text)\{[^{}]*\},?(?=.)")  # before what counts: the x of mu_{x k}
_TOKEN = r"(?:\\[A-Za-z]+|[A-Za-z])'*"
_ITEM = re.compile(rf"({_TOKEN}|\d{{1,9}})(?:([+-])(\d{{1,9}}))?")  # more digits count nothing
_RUN = re.compile(rf"(?:{_TOKEN})+")
_WORDS = re.compile(r"\\(?:mathrm|operatorname|text|mathtt|mathsf)\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z]'*|.", re.S)
PLACES = frozenset("ijklmn")  # letters that count entries
OPENS = frozenset({"(", "{", "[", ",", ";", "|", r"\mid"})  # before and behind what stands by itself
CLOSES = frozenset({")", "}", "]", ",", ";", "|", r"\mid"})


@dataclass(frozen=True, slots=True)
class Item:
    """One script: a letter or a number (``name``), and how far it is shifted."""

    name: str
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """A name with its counting scripts taken out."""

    bare: str
    items: tuple[Item, ...] = ()


def split_script(text: str, letters: Iterable[str]) -> list[Item] | None:
    """The members of a script: between commas, or single letters side by side where one of them counts here."""
    out: list[Item] = []
    for piece in text.split(","):
        bare = piece.strip("()[] ")
        whole = _ITEM.fullmatch(bare)
        if whole:
            shift = int(whole[3] or 0) * (-1 if whole[2] == "-" else 1)
            out.append(Item(whole[1], shift))
            continue
        tokens = re.findall(_TOKEN, bare) if _RUN.fullmatch(bare) else []
        if not tokens or not set(tokens) & set(letters):
            return None
        out += [Item(token) for token in tokens]
    return out


@dataclass(slots=True)
class Indices:
    """The counting letters of one formula. ``ranges`` by letter, those that a free letter was given among them."""

    knowledge: Knowledge
    ranges: dict[str, Range] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    slots: dict[tuple[str, int], set[Item]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    bound: dict[int, tuple[Range, ...]] = field(default_factory=dict)  # of each operator
    bold: dict[str, str] = field(default_factory=dict)  # by plain letter the vectors of the formula
    entries: list[tuple[str, Meaning]] = field(default_factory=list)  # letters of entries, and the vectors

    # --- finding ---------------------------------------------------------------------------------------------------

    def collect(self, roots: Sequence[Meaning], left: Sequence[Meaning]) -> None:
        """Read the ranges and the families of some formulas; ``left`` are names on left sides."""
        nodes = [node for root in roots for node in evaluated(root, self.knowledge)]
        for node in nodes:
            if isinstance(node, Operation) and not is_atom(node, self.knowledge):
                self._bind(node, (*roots, *left))
            elif isinstance(node, Labelled) and isinstance(node.base, Listing):
                self._bind(listed(node), (*roots, *left), id(node))
        self._count_bold([node for node in nodes if isinstance(node, Symbol)])
        for node in nodes:
            if (entry := entry_letter(node, self.knowledge)) is not None:
                self._entry(*entry)
            if is_atom(node, self.knowledge):
                self._slots(node)
            elif isinstance(node, Symbol):
                self._count_entries(node)
        self._join(left)
        for letter, each in list(self.ranges.items()):
            if each.size == UNTOLD:
                self.ranges[letter] = self._as_compared(each)

    def _count_bold(self, names: list[Symbol]) -> None:
        """``r_i`` beside the vector ``\\mathbf{r}`` is one of its numbers."""
        bases = {base_of(node.latex) for node in names if not node.indices}
        self.bold = {plain: base for base in bases if (plain := plain_of(base)) and not is_capital(base)}
        for node in names:
            letter = node.indices[0].latex if len(node.indices) == 1 and isinstance(node.indices[0], Symbol) else ""
            if node.stem in self.bold and node.latex == f"{node.stem}_{{{letter}}}" and letter in PLACES:
                vector = unknown(1, self.bold[node.stem]).dimensions[0]
                self.ranges.setdefault(letter, Range(letter, letter, number(1), vector))

    def _entry(self, letter: str, vector: Meaning) -> None:
        """The letter of ``\\operatorname{softmax}(z)_i`` counts its entries."""
        first = unknown(1, meaning_latex(vector)).dimensions[0]
        self.ranges.setdefault(letter, Range(letter, letter, number(1), first))
        self.entries.append((letter, vector))

    def _bind(self, node: Operation, whole: Sequence[Meaning], known_as: int = 0) -> None:
        found = draws_of(node) if node.kind == "expectation" else with_partner(node, ranges_of(node), whole)
        self.bound[known_as or id(node)] = found
        for each in found:
            known = self.ranges.get(each.letter)
            if known is not None and (known.place != each.place or _is_drawn_anew(known, each, whole)):
                raise Refusal("letter-counts-twice", each.letter)
            self.ranges[each.letter] = each

    def _count_entries(self, node: Symbol) -> None:
        """The letters by which another formula says all entries of a matrix run over its rows and columns."""
        latex = node.latex
        for pair in self.knowledge.defined[latex].renamed:
            self.slots.setdefault((f"{coarse(latex)}=", 0), set()).update(map(Item, pair))
        letters = self.knowledge.defined[latex].letters
        declared = self.knowledge.declarations.find(latex)
        shape = declared.shape if declared is not None else None
        sides = (shape or unknown(len(letters), latex)).dimensions
        for letter, side in zip(letters, sides, strict=False):
            own = Range(letter, letter, number(1), side)
            if self.ranges.setdefault(letter, own) != own:
                raise Refusal("letter-counts-twice", letter)

    def _slots(self, node: Meaning) -> None:
        if isinstance(node, Symbol):
            template = self.template(node.latex)
            for place, item in enumerate(template.items):
                self.slots.setdefault((template.bare, place), set()).add(item)
        elif isinstance(node, Application) and isinstance(node.function, Symbol):
            own = self.template(node.function.latex)  # h_i(x) beside h_j(x)
            for k, item in enumerate(own.items):
                self.slots.setdefault((f"{own.bare}()", k), set()).add(item)
            for place, argument in enumerate(arguments_of(node)):
                if isinstance(argument, Symbol):
                    head = f"{node.function.latex}()"
                    self.slots.setdefault((head, place), set()).add(Item(argument.latex))
                    template = self.template(argument.latex)  # P(M_i) beside P(M_j)
                    for k, item in enumerate(template.items):
                        self.slots.setdefault((f"{head}{place}{template.bare}()", k), set()).add(item)

    def _join(self, left: Sequence[Meaning]) -> None:
        """Letters of one slot belong together; where one counts, free letters beside it count as well."""
        counting = {letter for letter, each in self.ranges.items() if not each.drawn}
        changed = True
        while changed:
            changed = False
            for items in self.slots.values():
                names = {item.name for item in items}
                bound = names & counting
                sizes = {name for each in bound for name in self.ranges[each].size.names}
                for name in names - counting - sizes:
                    if bound and name not in self.ranges and (name[0].islower() or name.startswith(r"\ell")):
                        if skeleton(name)[1] and skeleton(name)[0] in {skeleton(each)[0] for each in bound}:
                            raise Refusal("letter-counts-twice", name)  # x_p beside x_n in N
                        first = self.ranges[min(bound)]
                        self.ranges[name] = replace(first, letter=name, axis=name, condition=None)
                        counting.add(name)
                        self.free.add(name)
                        changed = True
        for items in self.slots.values():
            together = sorted({item.name for item in items} & counting)
            for name in together[1:]:
                self._unite(together[0], name)

    def _unite(self, left: str, right: str) -> None:
        a, b = self.ranges[left], self.ranges[right]
        if a.dependent or b.dependent:
            raise Refusal("ranges-differ", f"{left}, {right}")
        if (a.start, a.size) != (b.start, b.size):
            told = [each for each in (a, b) if each.size != UNTOLD and not _is_open(each)]
            if len(told) == 2:
                raise Refusal("ranges-differ", f"{left}, {right}")
            if told:
                for letter in (left, right):
                    self.ranges[letter] = replace(self.ranges[letter], start=told[0].start, size=told[0].size)
        self.parent[self.root(right)] = self.root(left)

    def root(self, letter: str) -> str:
        while self.parent.get(letter, letter) != letter:
            letter = self.parent[letter]
        return letter

    def _as_compared(self, each: Range) -> Range:
        """``j \\ne i``: j counts as far as i does."""
        others = [
            self.ranges[name]
            for name in self.ranges
            if name != each.letter and each.condition is not None and mentions(each.condition, frozenset({name}))
        ]
        return replace(each, start=others[0].start, size=others[0].size) if others else each

    # --- asking ----------------------------------------------------------------------------------------------------

    def template(self, latex: str) -> Template:
        """A name apart from its counting scripts, where they count in this formula."""
        items: list[Item] = []

        def blank(match: re.Match[str]) -> str:
            label = _LABEL.match(match.group(2))
            named = label.group() if label else ""
            found = split_script(match.group(2)[len(named) :], self.ranges)
            if found is None:
                return match.group()
            items.extend(found)
            return f"{match.group(1)}{{{named}{','.join('#' * len(found))}}}"

        bare = _SCRIPT.sub(blank, latex)
        return Template(bare, tuple(items))

    def counts(self, slot: tuple[str, int]) -> bool:
        """Whether a script's place runs over a range somewhere in the formula."""
        return any(item.name in self.ranges for item in self.slots.get(slot, ()))

    def is_index(self, letter: str) -> bool:
        """Whether a letter stands in the scripts of some name, and so counts instead of being searched for."""
        return any(Item(letter) in items for (bare, _), items in self.slots.items() if not bare.endswith("()"))

    def letters_in(self, node: Meaning) -> tuple[str, ...]:
        """The counting letters that a node mentions."""
        return tuple(letter for letter in self.ranges if mentions(node, frozenset({letter})))

    def letters_of(self, latex: str) -> tuple[str, ...]:
        """The axes of the letters that count in the scripts of a name, in their order."""
        items = self.template(latex).items
        return tuple(self.ranges[item.name].axis for item in items if item.name in self.ranges and not item.shift)

    def with_letter(self, value: Value, letter: str, other: str) -> Value:
        """The same values, counted with another letter."""
        old, new = (self.ranges[each].axis if each in self.ranges else each for each in (letter, other))
        if old not in value.axes or new in value.axes:
            raise Refusal("ranges-differ", f"{letter}, {other}")
        return replace(value, axes=tuple(new if axis == old else axis for axis in value.axes))

    def hidden_in(self, latex: str, letters: Sequence[str]) -> bool:
        """Whether another counting letter stands in the text: in a piece that is not understood."""
        return bool((set(_WORDS.findall(latex)) & set(self.ranges)) - set(letters))

    def blanked(self, latex: str, letters: Sequence[str]) -> tuple[str, dict[str, int]]:
        """The text with the letters replaced by what their range is called, so that equal families have equal keys; and
        how far each letter is shifted throughout: ``z(t_{k+1})`` is the ``z(t_{k})`` of the next k.
        """
        marks = {letter: f"#{letters.index(letter)}" for letter in letters}
        tokens = with_shifts(_WORDS.findall(latex), {each for each in letters if not self.ranges[each].drawn})
        least = {each: min((shift for token, shift in tokens if token == each), default=0) for each in letters}
        text = "".join(
            f"{marks[token]}{shift - least[token] or ''}" if token in marks else token for token, shift in tokens
        )
        return text, least


def entry_letter(node: Meaning, knowledge: Knowledge) -> tuple[str, Meaning] | None:
    """The letter of one entry, or along which shares are taken, and of what: ``softmax(z)_i``, ``softmax_i(z)``."""
    if isinstance(node, Labelled) and isinstance(node.below, Symbol):
        return node.below.latex, node.base
    along = shared_along(node, knowledge) if isinstance(node, Application) else ""
    return (along, node.arguments[0]) if isinstance(node, Application) and along else None


def listed(node: Labelled) -> Operation:
    """``\\{r_j\\}_{j=1}^n`` as something that counts over its members. Raises where several things are listed."""
    members = node.base.items if isinstance(node.base, Listing) else (node.base,)
    if len(members) != 1:
        raise Refusal("undecided", meaning_latex(node))
    (member,) = members
    return Operation(node.start, node.end, "", "sum", node.below, node.above, member, ())


def _is_drawn_anew(known: Range, each: Range, whole: Sequence[Meaning]) -> bool:
    """Whether a letter is drawn from two distributions, in two operators; where the formula weighs with them both, it
    runs over the same outcomes."""
    if "" in (known.origin, each.origin) or known.origin == each.origin:
        return False
    return not heads_of(known.source, each.source) & applied_in(whole)


def with_partner(node: Operation, found: tuple[Range, ...], whole: Sequence[Meaning]) -> tuple[Range, ...]:
    """``\\sum_{k \\ne l}``: where nothing outside the sum speaks of l, it runs over both."""
    each = found[0]
    other = each.condition.operands[1] if isinstance(each.condition, Chain) else None
    if len(found) != 1 or not isinstance(other, Symbol) or each.size != UNTOLD:
        return found
    name = frozenset({other.latex})
    inside = sum(mentioned(part, name) for part in (node.body, node.lower) if part is not None)
    if sum(mentioned(root, name) for root in whole) > inside:
        return found
    return (Range(other.latex, other.latex, each.start, UNTOLD), each)


def mentioned(meaning: Meaning, names: frozenset[str]) -> int:
    """How many symbols of a formula speak of the names."""
    return sum(isinstance(part, Symbol) and mentions(part, names) for part in walk(meaning))


def with_shifts(tokens: Sequence[str], letters: Collection[str]) -> list[tuple[str, int]]:
    """The words of a text, each letter with what is added to it where it stands by itself: ``k`` of ``k+1`` with 1."""
    found: list[tuple[str, int]] = []
    k = 0
    while k < len(tokens):
        token, end, shift = tokens[k], k + 1, 0
        if token in letters and (k == 0 or tokens[k - 1] in OPENS) and end < len(tokens) and tokens[end] in "+-":
            digits = "".join(takewhile(str.isdigit, tokens[end + 1 :]))
            behind = end + 1 + len(digits)
            if digits and len(digits) < 3 and (behind == len(tokens) or tokens[behind] in CLOSES):
                end, shift = behind, int(tokens[end] + digits)
        found.append((token, shift))
        k = end
    return found


def constants_in(latex: str, key: str, sizes: Mapping[str, int]) -> list[int] | None:
    """The numbers that a text has where the key of a family counts, ``z(t_{1})`` of ``z(t_{#0})``; else None."""
    before, *pieces = key.split("#")
    if not pieces or not latex.startswith(before):
        return None
    found: dict[str, int] = {}
    at = len(before)
    for piece in pieces:
        mark, after = piece[:1], piece[1:]
        end, number = constant_at(latex, at, sizes)
        alike = found.setdefault(mark, number) == number and latex.startswith(after, end)
        if end == at or not mark.isdigit() or after[:1].isdigit() or not alike:
            return None
        at = end + len(after)
    return [found[mark] for mark in sorted(found)] if at == len(latex) else None


def constant_at(latex: str, at: int, sizes: Mapping[str, int]) -> tuple[int, int]:
    """Where ``3``, ``K`` or ``K-1`` ends that stands there, and its value; nothing ends where it begins."""
    digits = "".join(takewhile(str.isdigit, latex[at : at + LIMITS.size]))
    letter = next((name for name in sizes if not digits and latex.startswith(name, at)), "")
    end, number = at + len(digits or letter), int(digits) if digits else sizes.get(letter, 0)
    behind = latex[end + 1 : end + LIMITS.size]
    shift = "".join(takewhile(str.isdigit, behind)) if latex[end : end + 1] in ("+", "-") else ""
    return (end + 1 + len(shift), number + int(latex[end] + shift)) if shift and end > at else (end, number)


def coarse(latex: str) -> str:
    """A text with every letter behind its first name blanked: what would be one family if its letters counted."""
    tokens = _WORDS.findall(latex.replace("'", ""))
    head = len(list(takewhile(lambda token: token not in "_^(", tokens)))
    return "".join([*tokens[:head], *("#" if token[0].isalpha() else token for token in tokens[head:])])


def _is_open(each: Range) -> bool:
    return each.size.variable is not None


def left_of(node: Application) -> list[Meaning]:
    """The arguments before a condition bar or a semicolon."""
    first = node.arguments[0]
    if isinstance(first, Given):
        side = first.left
        return list(side.items) if isinstance(side, Listing) and not side.open else [side]
    count = node.separators.index(";") + 1 if ";" in node.separators else len(node.arguments)
    return list(node.arguments[:count])


def arguments_of(node: Application) -> list[Meaning]:
    """The arguments, those before and behind a condition bar one after the other."""
    out: list[Meaning] = []
    for argument in node.arguments:
        sides = (argument.left, argument.right) if isinstance(argument, Given) else (argument,)
        for side in sides:
            listed = isinstance(side, Statements) or (isinstance(side, Listing) and not side.open)
            out += children(side) if listed else [side]
    return out
