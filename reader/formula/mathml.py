"""A tree as MathML Core, with the symbols that a reader can point at.

MathML Core leaves to the writer what TeX does by itself: no spaces round operators in scripts, thin spaces beside
names of functions, fences that grow only where something tall stands between them, letters of the alphabets as
Unicode characters, the alignment of columns. Every text is escaped; the LaTeX rides along in ``data-tex``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import pairwise

from reader.formula.alphabets import ALPHABET, styled
from reader.formula.intent import APPLY, Intents, intents_of
from reader.formula.meaning_nodes import Meaning
from reader.formula.nodes import (
    Accent,
    BigOperator,
    Delimiter,
    Digits,
    Expression,
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
from reader.formula.pieces import pieces_of
from reader.formula.spacing import (
    core_of,
    is_tall,
    joins_relations,
    marked,
    needs_thin_space,
    numbered,
    plain_text,
    width_of,
    with_attributes,
)
from reader.formula.tables import commands
from reader.formula.tables.signs import SIGNS
from reader.watch import spare

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
THIN = '<mspace width="0.1667em"/>'
SIZES = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}
PRIMES = {1: "′", 2: "″", 3: "‴"}
DISPLAY_TABLES = frozenset({"dcases", "drcases", "dcases*"})


def to_mathml(
    expression: Expression,
    targets: Sequence[tuple[int, int, str]] = (),
    display: bool = True,
    places: Sequence[tuple[int, int]] = (),
    columns: Sequence[int] = (),
    meaning: Meaning | None = None,
) -> str:
    """One ``<math>`` element; where nothing can be drawn, the LaTeX in it.

    ``targets`` are ``(start, end, symbol id)`` in ``expression.latex``, as :class:`reader.model.SymbolUse` has them;
    the element drawn for each carries ``data-tezawari-symbol``. ``places`` are spans of parts; what is drawn of them
    carries their numbers as ``data-te="0 2"``. ``columns`` are the offsets at which a row of a group has its alignment
    marks; what stands between them is an ``<mrow class="cell">`` each, so that the rows can share columns. With
    ``meaning``, elements carry what a screen reader is told of them (:mod:`reader.formula.intent`).
    """

    def content() -> str:
        writer = Writer(expression.latex, targets, display)
        if places:
            writer.pieces = pieces_of(expression, places)
        if meaning is not None:
            writer.intents = intents_of(expression, meaning)
        return writer.aligned(expression.root, columns) if columns else writer.group(expression.root)

    return _element(expression.latex, display, spare("drawing", None, _source(expression.latex), content))


def as_written(latex: str, display: bool = True) -> str:
    """A formula that is not drawn: its LaTeX."""
    return _element(latex, display, _source(latex))


def _source(latex: str) -> str:
    return f"<mtext>{escape(latex)}</mtext>"


def _element(latex: str, display: bool, content: str) -> str:
    block = ' display="block"' if display else ""
    return f'<math{block} data-tex="{escape(latex)}">{content}</math>'


class Writer:
    """Writes each node as exactly one element. ``display`` and ``in_script`` are TeX's styles."""

    def __init__(self, latex: str, targets: Sequence[tuple[int, int, str]], display: bool) -> None:
        self.latex = latex
        self.display = display
        self.in_script = False
        self.pieces: Mapping[int, str] = {}
        self.intents = Intents()
        self.targets: dict[int, list[tuple[int, str]]] = {}
        for start, end, symbol in targets:
            self.targets.setdefault(start, []).append((end, symbol))

    def write(self, node: Node) -> str:
        symbol = self.target(node) if self.targets else None
        markup = WRITERS[type(node)](self, node)
        return self.marked(node, markup, symbol)

    def marked(self, node: Node, markup: str, symbol: str | None) -> str:
        """With the symbol that the node is, and the numbers of the places that it is a piece of."""
        if symbol is not None:
            markup = marked(markup, symbol)
        numbers = self.pieces.get(id(node)) if self.pieces else None
        if numbers:
            markup = numbered(markup, numbers)
        told = self.intents.attributes.get(id(node))
        return with_attributes(markup, told) if told else markup

    def target(self, node: Node) -> str | None:
        """The symbol that this node is: its span, or within scripts one that ends before the last of them."""
        symbol = self.take(node.start, node.end, node.end)
        if symbol is None and type(node) is Scripted:
            base = node.base
            while type(base) is Scripted:
                base = base.base
            symbol = self.take(base.start, node.base.end + 1, node.end)
        return symbol

    def take(self, start: int, least: int, most: int) -> str | None:
        found = self.targets.get(start, ())
        for k, (end, symbol) in enumerate(found):
            if least <= end <= most:
                del self.targets[start][k]
                return symbol
        return None

    def styled_as(self, node: Node, display: bool, in_script: bool | None = None) -> str:
        """A node in another style of TeX's."""
        saved = self.display, self.in_script
        self.display = display
        self.in_script = self.in_script if in_script is None else in_script
        markup = self.group(node)
        self.display, self.in_script = saved
        return markup

    def script(self, node: Node | None) -> str:
        return self.styled_as(node, False, True) if node is not None else "<mrow></mrow>"

    # --- rows ------------------------------------------------------------------------------------------------------

    def group(self, node: Node, continued: bool = False) -> str:
        """A row as one element. ``continued`` rows go on where another cell ended: their first sign is no prefix."""
        if type(node) is not Row:
            return self.write(node)
        parts = self.parts(node.children, continued)
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def aligned(self, row: Row, columns: Sequence[int]) -> str:
        """A whole row, its cells one element each."""
        edges = [row.start, *columns, row.end + 1]
        cells = ([child for child in row.children if first <= child.start < last] for first, last in pairwise(edges))
        drawn = (f'<mrow class="cell">{"".join(self.parts(cell, k > 0))}</mrow>' for k, cell in enumerate(cells))
        return f"<mrow>{''.join(drawn)}</mrow>"

    def parts(self, children: Sequence[Node], continued: bool = False) -> list[str]:
        parts: list[str] = []
        before: Node | None = None
        k = 0
        while k < len(children):
            child = children[k]
            if needs_thin_space(before, child) and not self.in_script:
                parts.append(THIN)
            told = self.told(children, k) if self.intents.runs else None
            if told is not None:
                until, attributes = told
                parts.append(f"<mrow{attributes}>{''.join(self.parts(children[k:until]))}</mrow>")
                before, k = children[until - 1], until
                continue
            wide = self.spanning(children, k) if self.targets else None
            if wide is not None:
                until, symbol = wide
                inner = "".join(self.parts(children[k:until]))
                parts.append(f'<mrow data-tezawari-symbol="{escape(symbol)}">{inner}</mrow>')
                before, k = children[until - 1], until
                continue
            if self.is_centred(children, k):
                parts.append(self.marked(child, "<mi>⋯</mi>", None))
            elif isinstance(child, Operator):
                unary = (before is None and not continued) or isinstance(before, Operator | Relation | Punctuation)
                markup = self.operator(child, prefix=unary)
                parts.append(self.marked(child, markup, self.target(child) if self.targets else None))
            elif joins_relations(before, child):
                parts[-1] = parts[-1].replace(' rspace="0.2778em"', ' rspace="0"', 1)
                parts.append(self.write(child).replace(' lspace="0.2778em"', ' lspace="0"', 1))
            else:
                parts.append(self.write(child))
            if id(child) in self.intents.applied:
                parts.append(APPLY)
            if type(child) is not Space:
                before = child
            k += 1
        return parts

    def told(self, children: Sequence[Node], k: int) -> tuple[int, str] | None:
        """Neighbours that a screen reader is told of, unless a symbol is made of more of them."""
        widest = max((end for end, _ in self.targets.get(children[k].start, ())), default=0)
        return self.intents.run_at(children, k, widest)

    def is_centred(self, children: Sequence[Node], k: int) -> bool:
        """``\\dots`` before an operator or a relation is raised to its height (amsmath)."""
        child = children[k]
        if type(child) is not Sign or child.text != r"\ldots" or k + 1 == len(children):
            return False
        command = self.latex[child.start : child.end]
        return command == r"\dots" and isinstance(children[k + 1], Operator | Relation)

    def spanning(self, children: Sequence[Node], k: int) -> tuple[int, str] | None:
        """A symbol made of several neighbours, as ``x[j]``: index after the last of them, and its id."""
        found = self.targets.get(children[k].start, ())
        for n, (end, symbol) in enumerate(found):
            if end > children[k].end:
                until = next((j for j in range(k + 1, len(children)) if children[j].end == end), None)
                if until is not None:
                    del self.targets[children[k].start][n]
                    return until + 1, symbol
        return None

    # --- letters and signs -----------------------------------------------------------------------------------------

    def identifier(self, node: Identifier) -> str:
        letter = SIGNS[node.text][1] if node.text in SIGNS else node.text.replace(r"\_", "_")
        alphabet = ALPHABET[node.font, node.bold]
        if len(letter) > 1 and not node.font and not node.bold:
            alphabet = "italic"
        if not alphabet and len(letter) == 1 and (node.font == "mathrm" or "Α" <= letter <= "Ω"):
            return f'<mi mathvariant="normal">{escape(letter)}</mi>'
        return f"<mi>{escape(styled(letter, alphabet))}</mi>"

    def number(self, node: Digits) -> str:
        return f"<mn>{styled(node.text, ALPHABET[node.font, node.bold])}</mn>"

    def constant(self, node: Sign) -> str:
        sign = SIGNS.get(node.text, ("", node.text))[1]
        if node.text in (r"\partial", r"\nabla", r"\neg", r"\forall", r"\exists", r"\nexists"):
            return f'<mo form="prefix" lspace="0" rspace="0">{escape(sign)}</mo>'
        return f'<mi mathvariant="normal">{escape(sign)}</mi>'

    def operator(self, node: Operator, prefix: bool = False) -> str:
        sign = SIGNS.get(node.text, ("", node.text))[1]
        tight = self.tight(self.in_script or prefix or node.text in ("/", r"\backslash"))
        if node.text == r"\bmod":
            return f'<mo lspace="0.2222em" rspace="0.2222em">{sign}</mo>'
        return f'<mo form="{"prefix" if prefix else "infix"}"{tight}>{escape(sign)}</mo>'

    def tight(self, tight: bool) -> str:
        return ' lspace="0" rspace="0"' if tight else ""

    def relation(self, node: Relation) -> str:
        text = node.text
        if text.startswith(r"\not") and text not in SIGNS:
            base = text[4:]
            sign = SIGNS.get(base, ("", base))[1] + "\u0338"
        else:
            sign = {r"\|": "∥", r"\mid": "∣"}.get(text) or SIGNS.get(text, ("", text))[1]
        space = "0" if self.in_script else "0.2778em"
        return f'<mo form="infix" stretchy="false" lspace="{space}" rspace="{space}">{escape(sign)}</mo>'

    def punctuation(self, node: Punctuation) -> str:
        sign = "′" if node.text == "'" else node.text
        space = "0" if self.in_script or sign not in ",;" else "0.1667em"
        if sign == ":":
            wide = "0" if self.in_script else "0.2222em"
            return f'<mo lspace="{wide}" rspace="{wide}">:</mo>'
        return f'<mo lspace="0" rspace="{space}">{escape(sign)}</mo>'

    def big(self, node: BigOperator) -> str:
        small = ' largeop="false"' if self.display and self.is_text_style(node) else ""
        return f'<mo movablelimits="false"{small}{self.tight(self.in_script)}>{SIGNS[node.text][1]}</mo>'

    def function(self, node: Function) -> str:
        name = escape(node.name).replace(" ", "\u2009")
        return f"<mi>{name}</mi>" if len(name) > 1 else f'<mi mathvariant="normal">{name}</mi>'

    def delimiter(self, node: Delimiter) -> str:
        form = {"open": "prefix", "close": "postfix"}.get(node.side, "infix")
        return f"<mrow>{self.fence(node.text, form, node.size, tall=False)}</mrow>"

    def text(self, node: Text) -> str:
        alphabet = {"mathbf": "bold", "mathtt": "monospace", "mathsf": "sans-serif", "mathit": "italic"}.get(
            commands.TEXTS.get(f"\\{node.command}", node.command), ""
        )
        parts = [
            f"<mtext>{escape(styled(plain_text(part), alphabet))}</mtext>"
            if isinstance(part, str)
            else self.group(part)
            for part in node.parts
        ]
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def space(self, node: Space) -> str:
        width = commands.SPACES.get(node.text)
        if node.text.startswith(r"\hspace"):
            width = width_of(node.text)
        return f'<mspace width="{width}em"/>' if width else "<mrow></mrow>"

    def unknown(self, node: Unknown) -> str:
        return f"<mtext>{escape(node.text)}</mtext>"

    # --- scripts ---------------------------------------------------------------------------------------------------

    def scripted(self, node: Scripted) -> str:
        base = self.write(node.base)
        below = self.script(node.subscript) if node.subscript is not None else ""
        above = self.script(node.superscript) if node.superscript is not None else ""
        if node.primes:
            prime = f'<mo lspace="0" rspace="0">{PRIMES.get(node.primes, "′" * node.primes)}</mo>'
            above = f"<mrow>{prime}{above}</mrow>" if above else prime
        if self.takes_limits(node):
            kind = "munderover" if below and above else "munder" if below else "mover"
        else:
            kind = "msubsup" if below and above else "msub" if below else "msup"
            if below and core_of(node.base) == r"\int" and self.display:
                below = f'<mpadded style="margin-left:-0.15em">{below}</mpadded>'
        return f"<{kind}>{base}{below}{above}</{kind}>"

    def is_text_style(self, node: Node) -> bool:
        """Whether ``\\textstyle`` stands right before: the parser drops it, for it changes no meaning."""
        return self.latex[: node.start].rstrip().endswith(r"\textstyle")

    def takes_limits(self, node: Scripted) -> bool:
        if node.limits:
            return node.limits == "limits"
        base = node.base
        while type(base) is Row and len(base.children) == 1:
            base = base.children[0]
        if type(base) is BigOperator:
            return self.display and "int" not in base.text and not self.is_text_style(base)
        if type(base) is Style and base.command in ("mathop", "operatorname*"):
            return self.display
        return self.display and type(base) is Function and base.limits

    def accent(self, node: Accent) -> str:
        mark, place, wide = commands.ACCENTS[f"\\{node.command}"]
        base = self.group(node.base)
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

    # --- two-dimensional -------------------------------------------------------------------------------------------

    def fraction(self, node: Fraction) -> str:
        if node.command in ("nicefrac", "sfrac", "flatfrac"):
            slash = '<mo lspace="0" rspace="0">/</mo>'
            return f"<mrow>{self.group(node.numerator)}{slash}{self.group(node.denominator)}</mrow>"
        large = node.command in ("dfrac", "cfrac", "dbinom")
        inner = large and node.command == "cfrac"
        top = self.styled_as(node.numerator, inner)
        bottom = self.styled_as(node.denominator, inner)
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

    def root(self, node: Radical) -> str:
        body = self.group(node.body)
        if node.degree is None:
            short = "" if is_tall(node.body, display=True) else ' class="short"'
            return f"<msqrt{short}>{body}</msqrt>"
        return f"<mroot>{body}{self.script(node.degree)}</mroot>"

    def fenced(self, node: Fenced) -> str:
        tall = node.size == "left" and is_tall(node.body, self.display)
        parts = [
            self.fence(node.open, "prefix", node.size, tall) if node.open != "." else "",
            *self.parts(node.body.children),
            self.fence(node.close, "postfix", node.size, tall) if node.close != "." else "",
        ]
        return f"<mrow>{''.join(parts)}</mrow>"

    def fence(self, text: str, form: str, size: str, tall: bool) -> str:
        sign = SIGNS.get(text, ("", text))[1]
        stretch = "true" if tall else "false"
        if size in SIZES:
            stretch = f'true" symmetric="true" minsize="{SIZES[size]}" maxsize="{SIZES[size]}'
        if sign == "‖" and stretch != "false":  # two bars grow without the seams of one double bar
            return f'<mo form="{form}" fence="true" stretchy="{stretch}" lspace="0" rspace="0">|</mo>' * 2 + (
                '<mspace width="0.08em"/>' if form == "postfix" else ""
            )
        return f'<mo form="{form}" fence="true" stretchy="{stretch}" lspace="0" rspace="0">{escape(sign)}</mo>'

    def table(self, node: Table) -> str:
        columns, opening, closing = commands.ENVIRONMENTS.get(node.environment, ("c", "", ""))
        if node.columns:
            columns = "".join(letter for letter in re.sub(r"\{[^}]*\}", "", node.columns) if letter in "lcr") or columns
        paired = columns in ("rl", "rcl") and node.environment != "array"  # whose columns stand apart
        aligned = paired or node.environment in ("gathered", "gather", "gather*", "multlined")
        small = node.environment in ("substack", "subarray", "subalign", "smallmatrix")
        display = self.display and (aligned or node.environment in DISPLAY_TABLES)
        rows = "".join(
            f"<mtr>{''.join(self.cell(cell, k, columns, display, small, paired) for k, cell in enumerate(row))}</mtr>"
            for row in node.rows
        )
        style = f' displaystyle="{"true" if display else "false"}"' + (' rowspacing="0"' if small else "")
        width = max(len(row) for row in node.rows)
        names = " ".join({"l": "left", "r": "right", "c": "center"}[columns[k % len(columns)]] for k in range(width))
        markup = f'<mtable{style} columnalign="{names}">{rows}</mtable>'
        if not (opening or closing):
            return markup
        left = self.fence(opening, "prefix", "left", True) if opening else ""
        right = self.fence(closing, "postfix", "left", True) if closing else ""
        return f"<mrow>{left}{markup}{right}</mrow>"

    def cell(self, cell: Row, k: int, columns: str, display: bool, small: bool, paired: bool) -> str:
        side = columns[k % len(columns)]
        name = {"l": "left", "r": "right", "c": "center"}[side]
        padding = ";padding-top:0;padding-bottom:0" if small else ""
        if paired:
            gap = "2em" if k and k % len(columns) == 0 else "0"
            padding += f";padding-left:{gap};padding-right:0"
        side_of_chromium = ";text-align:-webkit-right" if side == "r" else ""  # it takes no other word for that
        saved = self.display
        self.display = display
        markup = self.group(cell, continued=paired and k % len(columns) > 0)
        self.display = saved
        return f'<mtd class="{name}" style="text-align:{name}{side_of_chromium}{padding}">{markup}</mtd>'

    def stacked(self, node: Stacked) -> str:
        if node.command in commands.ARROWS:
            sign = commands.ARROWS[node.command]
            wide = MIRRORED if sign == "→" else WIDE
            arrow = f'<mo{wide} lspace="0.2778em" rspace="0.2778em">{"←" if sign == "→" else sign}</mo>'
            return self.over_and_under(arrow, node, padded=True)
        if node.command in commands.BRACES:
            mark, place = commands.BRACES[node.command]
            body = (
                f'<mrow displaystyle="true">{self.group(node.base)}</mrow>' if self.display else self.group(node.base)
            )
            kind = "munder" if place == "below" else "mover"
            return self.over_and_under(f"<{kind}>{body}<mo{WIDE}>{mark}</mo></{kind}>", node)
        return self.over_and_under(self.group(node.base), node)

    def over_and_under(self, base: str, node: Stacked, padded: bool = False) -> str:
        above, below = (self.script(part) if part is not None else "" for part in (node.above, node.below))
        if padded:
            room = '<mspace width="0.4em"/>'
            above, below = (f"<mrow>{room}{label}{room}</mrow>" if label else "" for label in (above, below))
        if not (above or below):
            return f"<mrow>{base}</mrow>"
        kind = "munderover" if above and below else "mover" if above else "munder"
        return f"<{kind}>{base}{below}{above}</{kind}>"

    def style(self, node: Style) -> str:
        body = self.group(node.body)
        if "phantom" in node.command:
            return f"<mphantom>{body}</mphantom>"
        if node.command in ("boxed", "fbox", "Aboxed"):
            return f'<mrow style="border:1px solid;padding:0.2em">{body}</mrow>'
        if node.command in ("cancel", "bcancel", "xcancel", "sout"):
            return f'<mrow style="text-decoration:line-through">{body}</mrow>'
        return body if body.startswith("<mrow") else f"<mrow>{body}</mrow>"


WRITERS: dict[type[Node], Callable[..., str]] = {
    Row: Writer.group, Identifier: Writer.identifier, Digits: Writer.number, Operator: Writer.operator,
    Relation: Writer.relation, BigOperator: Writer.big, Function: Writer.function, Sign: Writer.constant,
    Punctuation: Writer.punctuation, Delimiter: Writer.delimiter, Text: Writer.text, Scripted: Writer.scripted,
    Accent: Writer.accent, Fraction: Writer.fraction, Radical: Writer.root, Fenced: Writer.fenced, Table: Writer.table,
    Stacked: Writer.stacked, Style: Writer.style, Space: Writer.space, Unknown: Writer.unknown,
}  # fmt: skip
