"""A formula as it stands, sign by sign: names, and whatever no meaning was found for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formula.syntax.naming import is_power, is_transpose, strip
from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Delimiter,
    Digits,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Radical,
    Relation,
    Row,
    Scripted,
    Sign,
    Space,
    Stacked,
    Style,
    Table,
    Unknown,
)
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell, unfold
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.signs import SAME
from reader.study.speech import tables
from reader.study.speech.letters import say_letter
from reader.study.speech.speaker import APPLIED, ATOM, LETTER, NOTHING, OPEN, PRODUCT, Said, Speaker, as_it_stands
from reader.study.speech.words import say_word

NEW_LINE = r"\\"

Signed = Operator | Relation | BigOperator | Sign | Punctuation  # what a sign alone stands for


def say_latex(speaker: Speaker, latex: str) -> Said:
    """Any LaTeX, as it stands; what a formula has again and again, once."""
    known = speaker.as_written.get(latex)
    if known is None:
        known = speaker.as_written[latex] = say_node(speaker, parse_formula(latex).root)
    return known


def say_node(speaker: Speaker, node: Node) -> Said:
    return SAY[type(node)](speaker, node)


def say_row(speaker: Speaker, node: Row) -> Said:
    said = [one for one in (say_node(speaker, child) for child in with_dots(with_places(node.children))) if one.text]
    if len(said) == 1:
        return Said(said[0].text, LETTER) if type(strip(node)) in (Operator, Relation) else said[0]
    return Said(" ".join(one.text for one in said), PRODUCT if all(one.size <= ATOM for one in said) else OPEN)


def with_places(nodes: Sequence[Node]) -> list[Node]:
    """A dot with nothing to multiply holds the place of an argument: ``f(\\cdot, y)``."""
    gaps = [k for k, node in enumerate(nodes) if type(node) is Operator and node.text == r"\cdot"]
    found = list(nodes)
    for k in gaps:
        beside = (*nodes[max(k - 1, 0) : k], *nodes[k + 1 : k + 2])
        if len(beside) < 2 or any(type(node) is Punctuation for node in beside):
            found[k] = Sign(nodes[k].start, nodes[k].end, r"\cdot")
    return found


def with_dots(nodes: Sequence[Node]) -> list[Node]:
    """Three full stops are dots; one at the end closes a sentence and is not said; any other is a point."""
    found: list[Node] = []
    for k, node in enumerate(nodes):
        if not is_stop(node):
            found.append(node)
        elif k + 2 < len(nodes) and all(map(is_stop, nodes[k : k + 3])):
            found.append(Sign(node.start, node.end + 2, r"\ldots"))
        elif k + 1 < len(nodes) and not is_stop(nodes[k - 1]) and not is_stop(nodes[k + 1]):
            found.append(Punctuation(node.start, node.end, "point"))
    return found


def is_stop(node: Node) -> bool:
    return type(node) is Punctuation and node.text == "."


# --- scripts ---------------------------------------------------------------------------------------------------------


def with_scripts(
    speaker: Speaker, base: Said, below: Said | None = None, primes: int = 0, above: Said | None = None
) -> Said:
    """A base with what hangs on it. A script of one word says itself where it ends; a longer one is closed."""
    if below is not None:
        below = Said(below.text.removeprefix("is "), below.size)  # x sub less than t
        base = speaker.phrase(_row_below(speaker, below), closed=base.text[-1:] in ",、", base=base, below=below)
    if primes:
        key = {1: "prime", 2: "double-prime"}.get(primes, "primes")
        base = speaker.phrase(key, base=base, count=str(primes))
    if above is not None:
        closed = above.size == ATOM and above.text[-1:] in ",、"
        key = "superscript" if above.size <= LETTER or closed else "superscript-long"
        base = speaker.phrase(key, base=base, above=above)
    return base


def _row_below(speaker: Speaker, below: Said) -> str:
    """One word says itself where it ends; after more a lecturer makes a pause."""
    primed = below.text.endswith(("prime", "ダッシュ"))  # x_{t'} is not x_t'
    return "subscript" if below.size <= (LETTER if speaker.exact or primed else PRODUCT) else "subscript-long"


def raised(speaker: Speaker, base: Said, exponent: Said) -> Said:
    """A power."""
    key = {"2": "power-two", "3": "power-three"}.get(exponent.text, "power")
    exponent = Said(exponent.text.removeprefix("the "), exponent.size)
    said = speaker.phrase(key, base=base, exponent=exponent)
    pause = speaker.language == "en" and exponent.size > ATOM
    return Said(f"{said.text},", said.size) if pause else said


def transposed(speaker: Speaker, base: Said, mark: str) -> Said:
    return speaker.phrase("conjugate" if "H" in mark else "transposed", base=base)


def say_scripted(speaker: Speaker, node: Scripted) -> Said:
    base, below, primes, above = unfold(node)
    said = say_node(speaker, base)
    lower = _together(speaker, below)
    said = with_scripts(speaker, said, lower, primes)
    for script in above:
        if is_transpose(script):
            said = transposed(speaker, said, spell(script))
        elif said.text and is_power(spell(base), script, indexed=bool(below)):
            said = raised(speaker, said, say_node(speaker, script))
        else:
            said = labelled(speaker, said, script)
    return said


def labelled(speaker: Speaker, base: Said, script: Node) -> Said:
    """A base with a superscript that is no power; a sign alone is just said: "p star"."""
    mark = say_mark(speaker, script)
    if mark is not None:
        return speaker.phrase("superscript-mark", base=base, above=mark)
    return with_scripts(speaker, base, above=say_label(speaker, script))


def say_mark(speaker: Speaker, script: Node) -> Said | None:
    """A sign that stands alone as a script."""
    row = tables.signs()["script"].get(spell(script).strip("{}"))
    return Said(speaker.word_of(row), LETTER) if row is not None else None


def say_label(speaker: Speaker, script: Node) -> Said:
    """A script that labels or counts; a lecturer leaves out brackets that only say that it is one."""
    core = strip(script)
    if type(core) is Fenced and core.open == "(" and not speaker.exact:
        return say_row(speaker, core.body)
    if type(core) is Row and not speaker.exact:
        return say_run(speaker, core)
    return say_node(speaker, script)


def say_run(speaker: Speaker, row: Row) -> Said:
    """``0:T`` is "0 to T"."""
    colons = [k for k, node in enumerate(row.children) if isinstance(node, Relation | Punctuation) and node.text == ":"]
    if len(colons) != 1 or not 0 < colons[0] < len(row.children) - 1:
        return say_row(speaker, row)
    ends = (row.children[: colons[0]], row.children[colons[0] + 1 :])
    first, last = (say_row(speaker, Row(part[0].start, part[-1].end, part)) for part in ends)
    return speaker.phrase("run", first=first, last=last)


def _together(speaker: Speaker, scripts: Sequence[Node]) -> Said | None:
    if not scripts:
        return None
    said = [say_mark(speaker, script) or say_label(speaker, script) for script in scripts]
    return said[0] if len(said) == 1 else Said(" ".join(one.text for one in said), OPEN)


def say_accent(speaker: Speaker, node: Accent) -> Said:
    base, command = say_node(speaker, node.base), commands.SAME_ACCENT.get(node.command, node.command)
    return accented(speaker, base, command)


def accented(speaker: Speaker, base: Said, command: str) -> Said:
    row = tables.letters()["accent"].get(command)
    mark = speaker.word_of(row) if row is not None else command
    said = speaker.phrase("accent" if base.size <= LETTER else "accent-long", base=base, mark=mark)
    return Said(said.text, LETTER) if base.size <= LETTER else said


# --- pieces ----------------------------------------------------------------------------------------------------------


def say_fraction(speaker: Speaker, node: Fraction) -> Said:
    key = "fraction" if node.line else "binomial"
    numerator, denominator = say_node(speaker, node.numerator), say_node(speaker, node.denominator)
    return fraction(speaker, key, numerator, denominator)


def fraction(speaker: Speaker, key: str, numerator: Said, denominator: Said, closed: bool = False) -> Said:
    """A fraction; everyday ones have names."""
    known = tables.signs()["fraction"].get(f"{numerator.text}/{denominator.text}") if key == "fraction" else None
    if known is not None and not closed:
        return Said(speaker.word_of(known), ATOM)
    if key == "fraction" and numerator.size <= LETTER and denominator.size > APPLIED and not speaker.exact:
        key, closed = "fraction-wide", True
    return speaker.phrase(key, closed, numerator=numerator, denominator=denominator)


def say_root(speaker: Speaker, node: Radical) -> Said:
    body = say_node(speaker, node.body)
    if node.degree is None:
        return speaker.phrase("root", body=body)
    return speaker.phrase("root-degree", body=body, degree=say_node(speaker, node.degree))


BARS = {"|": "absolute", r"\|": "norm"}


def say_fenced(speaker: Speaker, node: Fenced) -> Said:
    if node.open == node.close and node.open in BARS:
        return speaker.phrase("bars", True, name=speaker.sign("big", BARS[node.open]), body=say_row(speaker, node.body))
    return bracketed(speaker, node.open, say_row(speaker, node.body), node.close)


def bracketed(speaker: Speaker, opening: str, body: Said, closing: str) -> Said:
    """Brackets are said; those that do not print are not."""
    first, last = (
        speaker.sign(section if mark in tables.signs()[section] else "punctuation", mark)
        if mark not in ("", ".")
        else ""
        for section, mark in (("open", opening), ("close", closing))
    )
    return speaker.phrase("group", open=first, body=body, close=last) if first or last else body


def say_delimiter(speaker: Speaker, node: Delimiter) -> Said:
    section = node.side if node.side in ("open", "close") else "punctuation"
    return Said(speaker.sign(section, node.text), ATOM)


def say_relation(speaker: Speaker, node: Relation) -> Said:
    sign = SAME.get(node.text.replace(r"\x", "\\"), node.text.replace(r"\x", "\\"))
    if sign.startswith(r"\not") and sign not in tables.signs()["relation"]:
        negated = Said(speaker.sign("relation", sign.removeprefix(r"\not")), ATOM)
        return speaker.phrase("negated", relation=negated)
    return Said(speaker.sign("relation", sign), OPEN)


def say_stacked(speaker: Speaker, node: Stacked) -> Said:
    base = say_node(speaker, node.base)
    above, below = (say_node(speaker, part) if part is not None else None for part in (node.above, node.below))
    if node.command in commands.BRACES:
        return braced(speaker, base, above if above is not None else below)
    if above is not None:
        base = speaker.phrase("label-above", base=base, above=above)
    return speaker.phrase("label-below", base=base, below=below) if below is not None else base


def braced(speaker: Speaker, base: Said, label: Said | None) -> Said:
    if label is None or not label.text:
        return speaker.phrase("brace-plain", base=base)
    return speaker.phrase("brace", base=base, label=Said(label.text.removeprefix("is "), label.size))


def say_style(speaker: Speaker, node: Style) -> Said:
    if "phantom" in node.command:
        return NOTHING
    body = say_row(speaker, node.body)
    return speaker.phrase("struck", body=body) if "cancel" in node.command or node.command == "sout" else body


def say_table(speaker: Speaker, node: Table) -> Said:
    kind = "cases" if "cases" in node.environment else "matrix" if "matrix" in node.environment else "lines"
    return grid(speaker, kind, [[say_row(speaker, cell) for cell in row] for row in node.rows])


def grid(speaker: Speaker, kind: str, rows: Sequence[Sequence[Said]]) -> Said:
    """Rows of cells: a matrix, cases, or lines that follow each other."""
    if kind == "lines":
        lines = (" ".join(cell.text for cell in row) for row in rows)
        return Said(f" {speaker.sign('punctuation', NEW_LINE)} ".join(lines), OPEN)
    between = f" {speaker.sign('punctuation', '&' if kind == 'matrix' else '&cases')} "
    spoken = [
        speaker.phrase(f"{kind}-row", number=str(k), cells=between.join(cell.text for cell in row if cell.text)).text
        for k, row in enumerate(rows, 1)
    ]
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if kind == "matrix" and 1 in (height, width) and not speaker.exact:
        cells = between.join(cell.text for row in rows for cell in row)
        return speaker.phrase("column" if width == 1 else "row-vector", cells=cells)
    joined = "、".join(spoken) if speaker.language == "ja" else ", ".join(spoken)
    return speaker.phrase(kind, cells=joined, rows=str(height), columns=str(width))


def _signs(section: str) -> Callable[[Speaker, Signed], Said]:
    size = OPEN if section in ("operator", "punctuation") else ATOM
    return lambda speaker, node: Said(speaker.sign(section, node.text), size)


SAY: dict[type[Node], Callable[..., Said]] = {
    Row: say_row, Identifier: say_letter, Digits: say_letter, Operator: _signs("operator"), Relation: say_relation,
    BigOperator: _signs("big"), Function: lambda speaker, node: say_word(speaker, node.name),
    Sign: _signs("constant"), Punctuation: _signs("punctuation"), Delimiter: say_delimiter,
    Scripted: say_scripted, Accent: say_accent, Fraction: say_fraction, Radical: say_root, Fenced: say_fenced,
    Table: say_table, Stacked: say_stacked, Style: say_style, Space: lambda speaker, node: NOTHING,
    Unknown: lambda speaker, node: Said(as_it_stands(node.text), ATOM),
}  # fmt: skip
