"""Letters in scripts that count nothing, and only tell names apart: the ``w`` and ``l`` of ``x^w`` and ``x^l``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reader.formula.positions.places import Position
from reader.formula.syntax.canonical import closing
from reader.formula.syntax.tables.name_rows import BOLD, INDICES
from reader.model.symbols import Symbol

COUNTING = ("bound", "family", "ranging", "shifted")  # places of letters that count
ITSELF = (*COUNTING, "member", "valued", "term", "compared", "alone")  # places of letters that stand for themselves
Slot = tuple[str, str]
"""``below`` or ``above``, and the base."""


class ScriptSlots:
    """Which scripts stand in which slot, over all spellings of a paper."""

    def __init__(self, symbols: Iterable[Symbol]) -> None:
        self.contents: Mapping[Slot, set[str]] = defaultdict(set)
        self.whole: dict[tuple[Slot, str], str] = {}
        for symbol in symbols:
            base, below, above = scripts_of(symbol.latex)
            for side, script in (("below", below), ("above", above)):
                if script and base:
                    self.contents[side, base].add(script.removeprefix("(").removesuffix(")"))
                    self.whole.setdefault(((side, base), script), symbol.latex)

    def label_of(self, symbol: Symbol, positions: Iterable[Position], counted: set[str]) -> tuple[str, str] | None:
        """The base that a label stands at and the whole name, None where the symbol is no label.

        ``counted`` are the letters that count somewhere in the paper.
        """
        if symbol.base or len(symbol.latex.removeprefix(r"\mathrm{").rstrip("}")) != 1 or symbol.latex in counted:
            return None
        slots: dict[Slot, None] = {}
        upright = True
        for position in positions:
            scripts = [place for place in position.own if place.relation in ("below", "above")]
            if position.has("listed") and not scripts:
                continue  # "d in {w, l}" lists the labels
            if not scripts or position.has("paired", *ITSELF):
                return None
            upright &= position.has("upright")
            slots.update(((place.relation, place.host), None) for place in scripts)
        if not slots or not (upright or self._tells_all_apart(slots, symbol.latex, counted)):
            return None
        first = next(iter(slots))
        return first[1], self.whole.get((first, symbol.latex), self.spelled(first, symbol.latex))

    def _tells_all_apart(self, slots: Iterable[Slot], letter: str, counted: set[str]) -> bool:
        """Whether a letter tells names apart in all its slots. A letter in two fonts is one: where the ``w`` of the
        answers ``\\mathbf{y}_w`` and ``\\mathbf{y}_l`` is a label, it is one beside the words ``y_1`` of ``y_w``, too.
        """
        told: dict[Slot, bool] = {}
        for side, base in slots:
            plain = (side, next((base[len(bold) : -1] for bold in BOLD if base.startswith(bold)), base))
            told[plain] = told.get(plain, False) or self.tells_apart((side, base), letter, counted)
        return all(told.values())

    def tells_apart(self, slot: Slot, letter: str, counted: set[str]) -> bool:
        """Whether other names stand in the slot, and nothing that counts."""
        others = self.contents.get(slot, set()) - {letter}
        if any(other[:1].isdigit() or other in counted for other in others):
            return False
        return bool(others - INDICES) or (bool(others) and letter not in INDICES)

    @staticmethod
    def spelled(slot: Slot, letter: str) -> str:
        side, base = slot
        return f"{base}{'_' if side == 'below' else '^'}{{{letter}}}"


def scripts_of(latex: str) -> tuple[str, str, str]:
    """Base, subscript and superscript of a canonical spelling."""
    base, below, above = [], "", ""
    at = depth = 0
    while at < len(latex):
        sign = latex[at]
        if depth == 0 and sign in "_^" and latex[at + 1 : at + 2] == "{":
            end = closing(latex, at + 1)
            below, above = (latex[at + 2 : end], above) if sign == "_" else (below, latex[at + 2 : end])
            at = end + 1
            continue
        depth += (sign == "{") - (sign == "}")
        base.append(sign)
        at += 1
    return "".join(base), below, above
