"""How what is built is drawn: scripts, accents, fractions, roots, fences, tables; one function per kind of node."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Fenced,
    Fraction,
    Function,
    Radical,
    Row,
    Scripted,
    Stacked,
    Style,
    Table,
)
from reader.formula.syntax.printed import is_tall
from reader.formula.syntax.tables import commands
from reader.output.drawing.mathml_signs import fence, is_text_style
from reader.output.drawing.spacing import core_of

if TYPE_CHECKING:
    from reader.output.drawing.mathml import MathMLWriter

# Chromium paints a stretched mark only as far as its unstretched box reaches; this makes the box as wide as the mark.
WIDE = ' stretchy="true" style="min-width:100%"'
# Chromium stretches STIX's arrow to the left, but not that to the right, whose parts overlap too little for it.
MIRRORED = ' stretchy="true" style="min-width:100%;transform:scaleX(-1)" aria-label="→"'
RULES = {  # a line along something wide is a border: no font stretches it everywhere
    "overline": "border-top:0.06em solid;padding-top:0.08em",
    "widebar": "border-top:0.06em solid;padding-top:0.08em",
    "underline": "border-bottom:0.06em solid;padding-bottom:0.08em",
    "underbar": "border-bottom:0.06em solid;padding-bottom:0.08em",
}
PRIMES = {1: "′", 2: "″", 3: "‴"}
DISPLAY_TABLES = frozenset({"dcases", "drcases", "dcases*"})


def write_scripted(writer: MathMLWriter, node: Scripted) -> str:
    base = writer.write(node.base)
    below = writer.script(node.subscript) if node.subscript is not None else ""
    above = writer.script(node.superscript) if node.superscript is not None else ""
    if node.primes:
        prime = f'<mo lspace="0" rspace="0">{PRIMES.get(node.primes, "′" * node.primes)}</mo>'
        above = f"<mrow>{prime}{above}</mrow>" if above else prime
    if takes_limits(writer, node):
        kind = "munderover" if below and above else "munder" if below else "mover"
    else:
        kind = "msubsup" if below and above else "msub" if below else "msup"
        if below and core_of(node.base) == r"\int" and writer.display:
            below = f'<mpadded style="margin-left:-0.15em">{below}</mpadded>'
    return f"<{kind}>{base}{below}{above}</{kind}>"


def takes_limits(writer: MathMLWriter, node: Scripted) -> bool:
    if node.limits:
        return node.limits == "limits"
    base = node.base
    while type(base) is Row and len(base.children) == 1:
        base = base.children[0]
    if type(base) is BigOperator:
        return writer.display and "int" not in base.text and not is_text_style(writer, base)
    if type(base) is Style and base.command in ("mathop", "operatorname*"):
        return writer.display
    return writer.display and type(base) is Function and base.limits


def write_accent(writer: MathMLWriter, node: Accent) -> str:
    mark, place, wide = commands.ACCENTS[f"\\{node.command}"]
    base = writer.group(node.base)
    single = len(base) < 40 and base.count("<m") == 1
    if single and node.command != "underline":
        base = base.replace(">i<", ">ı<").replace(">j<", ">ȷ<")
    if wide and single and node.command in ("widehat", "widetilde", "widecheck"):
        mark, wide = {"\u0302": "ˆ"}.get(mark, mark), False
    if wide and node.command in RULES:
        return f'<mrow style="{RULES[node.command]}">{base}</mrow>'
    stretch = WIDE if wide else ' stretchy="false"'
    if place == "below":
        return f'<munder accentunder="true">{base}<mo{stretch}>{mark}</mo></munder>'
    return f'<mover accent="true">{base}<mo{stretch}>{escape(mark)}</mo></mover>'


def write_fraction(writer: MathMLWriter, node: Fraction) -> str:
    if node.command in ("nicefrac", "sfrac", "flatfrac"):
        slash = '<mo lspace="0" rspace="0">/</mo>'
        return f"<mrow>{writer.group(node.numerator)}{slash}{writer.group(node.denominator)}</mrow>"
    large = node.command in ("dfrac", "cfrac", "dbinom")
    inner = large and node.command == "cfrac"
    top = writer.styled_as(node.numerator, inner)
    bottom = writer.styled_as(node.denominator, inner)
    line = "" if node.line else ' linethickness="0"'
    markup = f"<mfrac{line}>{top}{bottom}</mfrac>"
    if large:
        markup = f'<mstyle displaystyle="true" scriptlevel="0">{markup}</mstyle>'
    elif node.command in ("tfrac", "tbinom"):
        markup = f'<mstyle displaystyle="false" scriptlevel="0">{markup}</mstyle>'
    fences = {
        "binom": ("(", ")"),
        "dbinom": ("(", ")"),
        "tbinom": ("(", ")"),
        "brack": ("[", "]"),
        "brace": ("{", "}"),
    }
    if node.command in fences:
        opening, closing = fences[node.command]
        return f'<mrow><mo form="prefix">{opening}</mo>{markup}<mo form="postfix">{closing}</mo></mrow>'
    return markup


def write_radical(writer: MathMLWriter, node: Radical) -> str:
    body = writer.group(node.body)
    if node.degree is None:
        short = "" if is_tall(node.body, display=True) else ' class="short"'
        return f"<msqrt{short}>{body}</msqrt>"
    return f"<mroot>{body}{writer.script(node.degree)}</mroot>"


def write_fenced(writer: MathMLWriter, node: Fenced) -> str:
    tall = node.size == "left" and is_tall(node.body, writer.display)
    parts = [
        fence(node.open, "prefix", node.size, tall) if node.open != "." else "",
        *writer.parts(node.body.children),
        fence(node.close, "postfix", node.size, tall) if node.close != "." else "",
    ]
    return f"<mrow>{''.join(parts)}</mrow>"


def write_table(writer: MathMLWriter, node: Table) -> str:
    columns, opening, closing = commands.ENVIRONMENTS.get(node.environment, ("c", "", ""))
    if node.columns:
        columns = "".join(letter for letter in re.sub(r"\{[^}]*\}", "", node.columns) if letter in "lcr") or columns
    paired = columns in ("rl", "rcl") and node.environment != "array"  # whose columns stand apart
    aligned = paired or node.environment in ("gathered", "gather", "gather*", "multlined")
    small = node.environment in ("substack", "subarray", "subalign", "smallmatrix")
    display = writer.display and (aligned or node.environment in DISPLAY_TABLES)
    cells = (
        "".join(write_cell(writer, cell, k, columns, display, small, paired) for k, cell in enumerate(row))
        for row in node.rows
    )
    rows = "".join(f"<mtr>{row}</mtr>" for row in cells)
    style = f' displaystyle="{"true" if display else "false"}"' + (' rowspacing="0"' if small else "")
    width = max(len(row) for row in node.rows)
    names = " ".join({"l": "left", "r": "right", "c": "center"}[columns[k % len(columns)]] for k in range(width))
    related = node.environment == "array" and columns == "rcl"
    of_rows = ' class="aligned"' if aligned or related else ""  # each of which may be broken into lines
    markup = f'<mtable{style} columnalign="{names}"{of_rows}>{rows}</mtable>'
    if not (opening or closing):
        return markup
    left = fence(opening, "prefix", "left", True) if opening else ""
    right = fence(closing, "postfix", "left", True) if closing else ""
    return f"<mrow>{left}{markup}{right}</mrow>"


def write_cell(writer: MathMLWriter, cell: Row, k: int, columns: str, display: bool, small: bool, paired: bool) -> str:
    side = columns[k % len(columns)]
    name = {"l": "left", "r": "right", "c": "center"}[side]
    padding = ";padding-top:0;padding-bottom:0" if small else ""
    if paired:
        gap = "2em" if k and k % len(columns) == 0 else "0"
        padding += f";padding-left:{gap};padding-right:0"
    side_of_chromium = ";text-align:-webkit-right" if side == "r" else ""  # it takes no other word for that
    saved = writer.display
    writer.display = display
    markup = writer.group(cell, continued=paired and k % len(columns) > 0)
    writer.display = saved
    return f'<mtd class="{name}" style="text-align:{name}{side_of_chromium}{padding}">{markup}</mtd>'


def write_stacked(writer: MathMLWriter, node: Stacked) -> str:
    if node.command in commands.ARROWS:
        sign = commands.ARROWS[node.command]
        wide = MIRRORED if sign == "→" else WIDE
        arrow = f'<mo{wide} lspace="0.2778em" rspace="0.2778em">{"←" if sign == "→" else sign}</mo>'
        return over_and_under(writer, arrow, node, padded=True)
    if node.command in commands.BRACES:
        mark, place = commands.BRACES[node.command]
        body = (
            f'<mrow displaystyle="true">{writer.group(node.base)}</mrow>' if writer.display else writer.group(node.base)
        )
        kind = "munder" if place == "below" else "mover"
        return over_and_under(writer, f"<{kind}>{body}<mo{WIDE}>{mark}</mo></{kind}>", node)
    return over_and_under(writer, writer.group(node.base), node)


def over_and_under(writer: MathMLWriter, base: str, node: Stacked, padded: bool = False) -> str:
    above, below = (writer.script(part) if part is not None else "" for part in (node.above, node.below))
    if padded:
        room = '<mspace width="0.4em"/>'
        above, below = (f"<mrow>{room}{label}{room}</mrow>" if label else "" for label in (above, below))
    if not (above or below):
        return f"<mrow>{base}</mrow>"
    kind = "munderover" if above and below else "mover" if above else "munder"
    return f"<{kind}>{base}{below}{above}</{kind}>"


def write_style(writer: MathMLWriter, node: Style) -> str:
    body = writer.group(node.body)
    if "phantom" in node.command:
        return f"<mphantom>{body}</mphantom>"
    if node.command in ("boxed", "fbox", "Aboxed"):
        return f'<mrow style="border:1px solid;padding:0.2em">{body}</mrow>'
    if node.command in ("cancel", "bcancel", "xcancel", "sout"):
        return f'<mrow style="text-decoration:line-through">{body}</mrow>'
    return body if body.startswith("<mrow") else f"<mrow>{body}</mrow>"
