"""Layout tree -> LaTeX: as the author could have written it, or in canonical spelling.

Canonical means: base, then ``_{...}``, then primes, then ``^{...}``, always with braces; no sizes, colours or spaces;
an alphabet innermost, accents around it; words upright in ``\\operatorname{...}``, in scripts in ``\\mathrm{...}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

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
    Text,
    Unknown,
)
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.commands import LATEX_FUNCTIONS, SAME_ACCENT
from reader.formula.syntax.tables.words import PROSE

WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9.+-]|\\_)*\Z")
ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+\Z")


def to_latex(node: Node) -> str:
    """LaTeX that parses to the same tree, apart from offsets."""
    return LayoutPrinter(canonical=False).write(node)


def spell(node: Node, in_script: bool = False) -> str:
    """The canonical spelling of a node."""
    if (type(node) is Identifier or type(node) is Digits) and not node.font and not node.bold:
        return node.text  # most of what is asked
    return LayoutPrinter(canonical=True, in_script=in_script).write(node)


def join(parts: list[str]) -> str:
    """The pieces side by side, with a space only where a control word would swallow a letter."""
    if len(parts) == 1:
        return parts[0]
    out = ""
    for part in parts:
        if part and out and part[0].isalpha() and ENDS_IN_COMMAND.search(out):
            out += " "
        out += part
    return out


class LayoutPrinter:
    """Prints nodes by their type. ``in_script`` says that words stand in a script."""

    def __init__(self, canonical: bool, in_script: bool = False) -> None:
        self.canonical = canonical
        self.in_script = in_script

    def write(self, node: Node) -> str:
        return WRITERS[type(node)](self, node)

    def script(self, node: Node) -> str:
        saved, self.in_script = self.in_script, True
        text = self.write(node)
        self.in_script = saved
        return text

    def row(self, node: Row) -> str:
        text = join([self.write(child) for child in node.children])
        return text if self.canonical else f"{{{text}}}"

    def label(self, node: Node) -> str:
        """The text between the braces of a script or label."""
        saved, self.in_script = self.in_script, True
        text = self.inside(node)
        self.in_script = saved
        return text

    def inside(self, node: Node) -> str:
        """The text between braces."""
        if type(node) is Row:
            return join([self.write(child) for child in node.children])
        return self.write(node)

    def identifier(self, node: Identifier | Digits) -> str:
        font = node.font
        if self.canonical and font == "mathrm" and not self.in_script and type(node) is Identifier and node.is_word:
            font = "operatorname"
        text = f"\\{font}{{{node.text}}}" if font else node.text
        return f"\\bm{{{text}}}" if node.bold else text

    def function(self, node: Function) -> str:
        names = node.name.split()
        usual = commands.FUNCTIONS.get("".join(names), len(names) > 1)
        if all(name in LATEX_FUNCTIONS for name in names) and (self.canonical or node.limits == usual):
            return join([f"\\{name}" for name in names])
        name = r"\,".join(names)
        if self.canonical and self.in_script:
            return f"\\mathrm{{{name}}}"
        return f"\\operatorname{'*' if node.limits and not self.canonical else ''}{{{name}}}"

    def text(self, node: Text) -> str:
        if not self.canonical and node.command == "mathit":
            return node.words  # a word typed as plain letters
        if not self.canonical:
            parts = [part if isinstance(part, str) else f"${self.inside(part)}$" for part in node.parts]
            return f"\\{node.command}{{{''.join(parts)}}}"
        alphabet = commands.TEXTS.get(f"\\{node.command}", node.command)
        parts = [part if isinstance(part, str) else self.write(part) for part in node.parts]
        words = " ".join("".join(parts).split())
        alphabet = "mathrm" if alphabet == "mathit" else alphabet
        if WORD.match(words) and alphabet == "mathrm" and (self.in_script or words not in PROSE):
            alphabet = "mathrm" if self.in_script or len(words) == 1 else "operatorname"
            return (
                f"\\{words}" if alphabet == "operatorname" and words in LATEX_FUNCTIONS else f"\\{alphabet}{{{words}}}"
            )
        if alphabet != "mathrm" and WORD.match(words):
            return f"\\{alphabet}{{{words}}}"
        return f"\\text{{{words}}}"

    def scripted(self, node: Scripted) -> str:
        if self.canonical:
            return self.canonical_scripted(node)
        base = self.write(node.base)
        if type(node.base) is Scripted or (
            type(node.base) is Fraction and node.base.command in commands.INFIX.values()
        ):
            base = f"{{{base}}}"
        limits = f"\\{node.limits}" if node.limits else ""
        below = f"_{{{self.inside(node.subscript)}}}" if node.subscript is not None else ""
        above = f"^{{{self.inside(node.superscript)}}}" if node.superscript is not None else ""
        return base + limits + below + "'" * node.primes + above

    def canonical_scripted(self, node: Scripted) -> str:
        base, subscripts, primes, superscripts = unfold(node)
        below = join([self.script(part) for part in subscripts])
        above = join([self.script(part) for part in superscripts])
        text = self.write(base) if not (type(base) is Row and len(base.children) > 1) else f"{{{self.write(base)}}}"
        return f"{text}{f'_{{{below}}}' if below else ''}{chr(39) * primes}{f'^{{{above}}}' if above else ''}"

    def accent(self, node: Accent) -> str:
        command, base = node.command, node.base
        if self.canonical:
            command = SAME_ACCENT.get(command, command)
            inner = base.children[0] if type(base) is Row and len(base.children) == 1 else base
            if type(inner) is Scripted:
                return self.write(replace(inner, base=Accent(node.start, node.end, node.command, inner.base)))
        return f"\\{command}{{{self.inside(base)}}}"

    def fraction(self, node: Fraction) -> str:
        top, bottom = self.inside(node.numerator), self.inside(node.denominator)
        if node.command in ("atop", "brack", "brace"):
            return f"{{{{{top}}}\\{node.command}{{{bottom}}}}}"
        command = node.command
        if self.canonical:
            command = "frac" if node.line else "binom"
        return f"\\{command}{{{top}}}{{{bottom}}}"

    def root(self, node: Radical) -> str:
        degree = f"[{{{self.inside(node.degree)}}}]" if node.degree is not None else ""
        if self.canonical and node.degree is not None:
            degree = f"[{self.inside(node.degree)}]"
        return f"\\sqrt{degree}{{{self.inside(node.body)}}}"

    def fenced(self, node: Fenced) -> str:
        body = self.inside(node.body)
        if self.canonical:
            return join(["" if node.open == "." else node.open, body, "" if node.close == "." else node.close])
        if node.size == "left":
            return join([f"\\left{node.open}", body, f"\\right{node.close}"])
        if node.size:
            return join([f"\\{node.size}l{node.open}", body, f"\\{node.size}r{node.close}"])
        return join([node.open, body, node.close])

    def delimiter(self, node: Delimiter) -> str:
        if self.canonical or not node.size:
            return node.text
        return f"\\{node.size}{ {'open': 'l', 'close': 'r'}.get(node.side, '') }{node.text}"

    def table(self, node: Table) -> str:
        rows = r"\\".join("&".join(self.inside(cell) for cell in row) for row in node.rows)
        if node.environment in ("substack", "subalign"):
            return f"\\{node.environment}{{{rows}}}"
        columns = f"{{{node.columns}}}" if node.columns else ""
        if "{}" in commands.ENVIRONMENT_ARGUMENTS.get(node.environment, "").replace("columns", "") and not columns:
            columns = "{}"
        return f"\\begin{{{node.environment}}}{columns}{rows}\\end{{{node.environment}}}"

    def stacked(self, node: Stacked) -> str:
        if node.command in commands.BRACES:
            text = f"\\{node.command}{{{self.inside(node.base)}}}"
            below = f"_{{{self.label(node.below)}}}" if node.below is not None else ""
            return text + below + (f"^{{{self.label(node.above)}}}" if node.above is not None else "")
        if node.command in commands.ARROWS:
            below = f"[{{{self.inside(node.below)}}}]" if node.below is not None else ""
            return f"\\{node.command}{below}{{{self.inside(node.above) if node.above is not None else ''}}}"
        parts = [("above", node.above), ("below", node.below), ("base", node.base)]
        arguments = [
            f"{{{self.label(part) if name != 'base' else self.inside(part)}}}" if part is not None else "{}"
            for name, part in parts
            if part is not None or name in commands.STACKED[f"\\{node.command}"]
        ]
        command = node.command
        if self.canonical and command in ("overset", "stackrel") and is_relation(node.base):
            command = "stackrel"
        return f"\\{command}{''.join(arguments)}"

    def style(self, node: Style) -> str:
        if self.canonical and node.command.startswith("operatorname"):
            return f"\\operatorname{{{self.inside(node.body)}}}"
        if self.canonical:
            return "" if "phantom" in node.command else self.inside(node.body)
        signature = commands.WRAPPERS.get(f"\\{node.command}", "")
        argument = f"{{{node.argument}}}" if "{}" in signature else ""
        return f"\\{node.command}{argument}{{{self.inside(node.body)}}}"

    def space(self, node: Space) -> str:
        return "" if self.canonical else node.text

    def plain(self, node: Operator | Relation | BigOperator | Sign | Punctuation | Unknown) -> str:
        return node.text


def is_relation(node: Node) -> bool:
    """A relation, or a group that holds just one."""
    if type(node) is Row:
        return len(node.children) == 1 and is_relation(node.children[0])
    return type(node) is Relation


def unfold(node: Scripted) -> tuple[Node, list[Node], int, list[Node]]:
    """Base, subscripts, primes and superscripts of scripts on scripts: ``{A_i}^*`` is ``A_i^*``."""
    inner = node.base
    while type(inner) is Row and len(inner.children) == 1:
        inner = inner.children[0]
    if type(inner) is Accent:
        content = inner.base
        while type(content) is Row and len(content.children) == 1:
            content = content.children[0]
        if type(content) is Scripted:
            inner = replace(content, base=Accent(inner.start, inner.end, inner.command, content.base))
    if type(inner) is not Scripted:
        below = [node.subscript] if node.subscript is not None else []
        return inner, below, node.primes, [node.superscript] if node.superscript is not None else []
    base, below, primes, above = unfold(inner)
    if node.subscript is not None:
        below = [*below, node.subscript]
    if node.superscript is not None:
        above = [*above, node.superscript]
    return base, below, primes + node.primes, above


WRITERS: dict[type[Node], Callable[..., str]] = {
    Row: LayoutPrinter.row,
    Identifier: LayoutPrinter.identifier,
    Digits: LayoutPrinter.identifier,
    Operator: LayoutPrinter.plain,
    Relation: LayoutPrinter.plain,
    BigOperator: LayoutPrinter.plain,
    Function: LayoutPrinter.function,
    Sign: LayoutPrinter.plain,
    Punctuation: LayoutPrinter.plain,
    Delimiter: LayoutPrinter.delimiter,
    Text: LayoutPrinter.text,
    Scripted: LayoutPrinter.scripted,
    Accent: LayoutPrinter.accent,
    Fraction: LayoutPrinter.fraction,
    Radical: LayoutPrinter.root,
    Fenced: LayoutPrinter.fenced,
    Table: LayoutPrinter.table,
    Stacked: LayoutPrinter.stacked,
    Style: LayoutPrinter.style,
    Space: LayoutPrinter.space,
    Unknown: LayoutPrinter.plain,
}
