"""How letters, signs and words are drawn: one function per kind of node, which writes one MathML element."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reader.formula.syntax.nodes import (
    BigOperator,
    Delimiter,
    Digits,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Relation,
    Sign,
    Space,
    Text,
    Unknown,
)
from reader.formula.syntax.printed import plain_text, width_of
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.signs import SIGNS
from reader.output.drawing.alphabets import ALPHABET, styled

if TYPE_CHECKING:
    from reader.output.drawing.mathml import MathMLWriter

BREAK = r"\\"  # an author's, which MathML Core passes over: the page breaks there what is too wide
SENTENCE = 24  # letters of a text that may be wider than a narrow column
SIZES = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}


def write_identifier(writer: MathMLWriter, node: Identifier) -> str:
    letter = SIGNS[node.text][1] if node.text in SIGNS else node.text.replace(r"\_", "_")
    alphabet = ALPHABET[node.font, node.bold]
    if len(letter) > 1 and not node.font and not node.bold:
        alphabet = "italic"
    if not alphabet and len(letter) == 1 and (node.font == "mathrm" or "Α" <= letter <= "Ω"):
        return f'<mi mathvariant="normal">{escape(letter)}</mi>'
    return f"<mi>{escape(styled(letter, alphabet))}</mi>"


def write_number(writer: MathMLWriter, node: Digits) -> str:
    return f"<mn>{styled(node.text, ALPHABET[node.font, node.bold])}</mn>"


def write_sign(writer: MathMLWriter, node: Sign) -> str:
    sign = SIGNS.get(node.text, ("", node.text))[1]
    if node.text in (r"\partial", r"\nabla", r"\neg", r"\forall", r"\exists", r"\nexists"):
        return f'<mo form="prefix" lspace="0" rspace="0">{escape(sign)}</mo>'
    return f'<mi mathvariant="normal">{escape(sign)}</mi>'


def write_operator(writer: MathMLWriter, node: Operator, prefix: bool = False) -> str:
    sign = SIGNS.get(node.text, ("", node.text))[1]
    spaces = lspace_and_rspace(writer.in_script or prefix or node.text in ("/", r"\backslash"))
    if node.text == r"\bmod":
        return f'<mo lspace="0.2222em" rspace="0.2222em">{sign}</mo>'
    return f'<mo form="{"prefix" if prefix else "infix"}"{spaces}>{escape(sign)}</mo>'


def lspace_and_rspace(tight: bool) -> str:
    """No space on either side, or nothing: then the browser's dictionary of operators says."""
    return ' lspace="0" rspace="0"' if tight else ""


def write_relation(writer: MathMLWriter, node: Relation) -> str:
    text = node.text
    if text.startswith(r"\not") and text not in SIGNS:
        base = text[4:]
        sign = SIGNS.get(base, ("", base))[1] + "\u0338"
    else:
        sign = {r"\|": "∥", r"\mid": "∣"}.get(text) or SIGNS.get(text, ("", text))[1]
    space = "0" if writer.in_script else "0.2778em"
    return f'<mo form="infix" stretchy="false" lspace="{space}" rspace="{space}">{escape(sign)}</mo>'


def write_punctuation(writer: MathMLWriter, node: Punctuation) -> str:
    sign = "′" if node.text == "'" else node.text
    space = "0" if writer.in_script or sign not in ",;" else "0.1667em"
    if sign == ":":
        wide = "0" if writer.in_script else "0.2222em"
        return f'<mo lspace="{wide}" rspace="{wide}">:</mo>'
    return f'<mo lspace="0" rspace="{space}">{escape(sign)}</mo>'


def write_big(writer: MathMLWriter, node: BigOperator) -> str:
    small = ' largeop="false"' if writer.display and is_text_style(writer, node) else ""
    return f'<mo movablelimits="false"{small}{lspace_and_rspace(writer.in_script)}>{SIGNS[node.text][1]}</mo>'


def write_function(writer: MathMLWriter, node: Function) -> str:
    name = escape(node.name).replace(" ", "\u2009")
    return f"<mi>{name}</mi>" if len(name) > 1 else f'<mi mathvariant="normal">{name}</mi>'


def write_delimiter(writer: MathMLWriter, node: Delimiter) -> str:
    form = {"open": "prefix", "close": "postfix"}.get(node.side, "infix")
    return f"<mrow>{fence(node.text, form, node.size, tall=False)}</mrow>"


def write_text(writer: MathMLWriter, node: Text) -> str:
    alphabet = {"mathbf": "bold", "mathtt": "monospace", "mathsf": "sans-serif", "mathit": "italic"}.get(
        commands.TEXTS.get(f"\\{node.command}", node.command), ""
    )
    parts = [
        markup
        for part in node.parts
        for markup in (_words(styled(plain_text(part), alphabet)) if isinstance(part, str) else [writer.group(part)])
    ]
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def _words(text: str) -> list[str]:
    """Words of a text; one element each where they are so many that a line may have to end between them."""
    words = re.findall(r"[^\u00a0]+\u00a0*|\u00a0+", text) if len(text) > SENTENCE else [text]
    return [f"<mtext>{escape(word)}</mtext>" for word in words]


def write_space(writer: MathMLWriter, node: Space) -> str:
    if node.text == BREAK:
        return '<mspace linebreak="newline"/>'
    width = commands.SPACES.get(node.text)
    if node.text.startswith(r"\hspace"):
        width = width_of(node.text)
    return f'<mspace width="{width}em"/>' if width else "<mrow></mrow>"


def write_unknown(writer: MathMLWriter, node: Unknown) -> str:
    return f"<mtext>{escape(node.text)}</mtext>"


def fence(text: str, form: str, size: str, tall: bool) -> str:
    sign = SIGNS.get(text, ("", text))[1]
    stretch = "true" if tall else "false"
    if size in SIZES:
        stretch = f'true" symmetric="true" minsize="{SIZES[size]}" maxsize="{SIZES[size]}'
    if sign == "‖" and stretch != "false":  # two bars grow without the seams of one double bar
        return f'<mo form="{form}" fence="true" stretchy="{stretch}" lspace="0" rspace="0">|</mo>' * 2 + (
            '<mspace width="0.08em"/>' if form == "postfix" else ""
        )
    return f'<mo form="{form}" fence="true" stretchy="{stretch}" lspace="0" rspace="0">{escape(sign)}</mo>'


def is_text_style(writer: MathMLWriter, node: Node) -> bool:
    """Whether ``\\textstyle`` stands right before: the parser drops it, for it changes no meaning."""
    return writer.latex[: node.start].rstrip().endswith(r"\textstyle")
