"""What subscripts and superscripts are: indices, labels, powers, transposes, families."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Bars, Labelled, Meaning, Number, Power, Symbol, Transposed, Undecided
from reader.formula.semantics.segments import solid, undecided
from reader.formula.semantics.superscripts import RaisedBase, decide_superscript
from reader.formula.syntax.naming import SymbolName, name_of, strip
from reader.formula.syntax.nodes import Digits, Fenced, Identifier, Node, Operator, Punctuation, Row, Scripted
from reader.formula.syntax.printer import join, spell, unfold
from reader.formula.syntax.tables.name_rows import ACCESS_LETTERS

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser


def one(scripts: list[Node]) -> Node | None:
    """Several scripts on one side as one row."""
    if len(scripts) > 1:
        return Row(scripts[0].start, scripts[-1].end, tuple(scripts))
    return scripts[0] if scripts else None


def scripted_symbol(parser: MeaningParser, node: Scripted, name: SymbolName) -> Meaning:
    base, below, primes, above = unfold(node)
    stem = spell(base)
    subscript = join([spell(part, in_script=True) for part in below])
    latex = f"{stem}{f'_{{{subscript}}}' if below else ''}" + "'" * primes
    indices = tuple(index for part in below for index in read_indices(parser, part))
    labels: list[str] = []
    powers: list[tuple[Node, str, str]] = []
    for script in above:
        rule = decide_superscript(RaisedBase(base, name, latex.rstrip("'"), script, parser.facts))
        if rule.verdict == "undecided" or (rule.verdict == "label" and powers):
            return Undecided(node.start, node.end, spell(node), rule.id, rule.id)
        if rule.verdict == "label":
            labels.append(spell(script, in_script=True))
        else:
            powers.append((script, rule.verdict, rule.id))
    marks = "'" * primes + (f"^{{{join(labels)}}}" if labels else "")
    latex += f"^{{{join(labels)}}}" if labels else ""
    meaning: Meaning = Symbol(node.start, node.end, latex, stem + marks, indices, "bold" in name.traits)
    for script, verdict, rule_id in powers:
        meaning = lifted(parser, meaning, script, verdict, rule_id)
    return meaning


def lifted(parser: MeaningParser, meaning: Meaning, script: Node, verdict: str, rule: str) -> Meaning:
    if verdict == "transpose":
        return Transposed(meaning.start, script.end, meaning, spell(script, in_script=True), rule)
    return Power(meaning.start, script.end, meaning, parser.row(script), rule)


def read_indices(parser: MeaningParser, subscript: Node) -> tuple[Meaning, ...]:
    """The members of a subscript that counts; () where a word or a sign shows that it is a label."""
    inner = strip(subscript)
    nodes = solid(inner.children) if type(inner) is Row else [inner]
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if type(node) is Punctuation and node.text == ",":
            pieces.append([])
        elif name_of(node) is None and not _is_arithmetic(node):
            return ()
        else:
            pieces[-1].append(node)
    if not all(pieces) or any(is_word_index(piece) for piece in pieces):
        return ()
    out: list[Meaning] = []
    for piece in pieces:
        letters = not any(type(node) is Operator for node in piece) and type(strip(piece[0])) is not Digits
        out += [parser.row(node) for node in piece] if letters else [parser.total(piece)]
    return tuple(out)


def is_word_index(nodes: list[Node]) -> bool:
    """``est``: three letters side by side that do not all count."""
    letters = [node.text for node in map(strip, nodes) if type(node) is Identifier and len(node.text) == 1]
    return len(letters) == len(nodes) > 2 and not set(letters) <= ACCESS_LETTERS


def _is_arithmetic(node: Node) -> bool:
    return type(node) is Digits or (type(node) is Operator and node.text in "+-/")


def raised(
    parser: MeaningParser, meaning: Meaning, base: Node, name: SymbolName | None, lower: Node | None, above: list[Node],
    primes: int, scripted: Node,
) -> Meaning:  # fmt: skip
    """Scripts on a node that is not a name."""
    if isinstance(meaning, Number) and (lower is not None or primes):
        return undecided([scripted], "no-meaning")
    below = parser.row(lower) if lower is not None else None
    last = one(above)
    if type(base) is Fenced and base.open == r"\{" and (below is not None or last is not None):
        # a family: its scripts say over what it runs
        return Labelled(
            scripted.start, scripted.end, meaning, below, parser.row(last) if last is not None else None, primes
        )
    if below is not None and isinstance(meaning, Bars) and not primes:
        meaning = replace(meaning, below=below)
    elif below is not None or primes:
        meaning = Labelled(scripted.start, scripted.end, meaning, below, None, primes)
    for script in above:
        rule = decide_superscript(RaisedBase(base, name, spell(base), script, parser.facts))
        if rule.verdict == "undecided":
            return Undecided(scripted.start, scripted.end, spell(scripted), rule.id, rule.id)
        if rule.verdict == "label":
            meaning = Labelled(scripted.start, scripted.end, meaning, None, parser.row(script))
        else:
            meaning = lifted(parser, meaning, script, rule.verdict, rule.id)
    return meaning
