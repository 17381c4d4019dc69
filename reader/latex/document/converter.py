"""pylatexenc's conversion of LaTeX text, without the reference cycles that its errors leave."""

from __future__ import annotations

import logging
import re
from typing import Any

from pylatexenc import latex2text, latexwalker  # type: ignore[import-untyped]
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec  # type: ignore[import-untyped]
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError  # type: ignore[import-untyped]
from pylatexenc.macrospec import MacroSpec  # type: ignore[import-untyped]

logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it would warn on stderr, without a place
ADDRESS = re.compile(r"\\(?:href|url)\s*\{[^{}]*\}")
PER_CENT = re.compile(r"(?<!\\)%")
COMMAND = re.compile(r"\\[A-Za-z]+\s*|[{}]")


# pylatexenc puts brackets round addresses, knows no arguments of \href, and drops words in some kinds of letters.
KNOWN = latexwalker.get_default_latex_context_db()
KNOWN.add_context_category("addresses", macros=[MacroSpec("href", "{{")], prepend=True)
SIGNS = {  # that pylatexenc drops
    "textless": "<", "textgreater": ">", "textbar": "|", "textbackslash": "\\", "textasciitilde": "~",
    "textunderscore": "_", "S": "§", "copyright": "©", "checkmark": "✓", "pounds": "£", "euro": "€",
    "textregistered": "®", "texteuro": "€", "slash": "/", "bot": "⊥", "coloneqq": ":=", "coloneq": ":=",
    "eqqcolon": "=:", "colon": ":", "models": "⊨", "iff": "⇔", "implies": "⇒", "impliedby": "⇐",
    "neg": "¬", "land": "∧", "lor": "∨", "ne": "≠", "gets": "←", "lt": "<", "gt": ">", "lll": "⋘", "ggg": "⋙",
    "defeq": ":=", "eqdef": ":=", "vcentcolon": ":", "Coloneqq": "::=", "Doteq": "≑", "indep": "⫫", "Perp": "⫫",
    "vDash": "⊨", "leadsto": "⇝", "mapsfrom": "↤", "dashrightarrow": "⇢", "dashleftarrow": "⇠", "hdots": "…",
    "llbracket": "⟦", "rrbracket": "⟧", "lbrack": "[", "rbrack": "]", "bigodot": "⨀", "bigstar": "★", "fint": "⨍",
    "oiint": "∯", "idotsint": "∫⋯∫", "smallint": "∫", "sslash": "⫽", "lhd": "⊲", "rhd": "⊳", "unlhd": "⊴",
    "unrhd": "⊵", "owns": "∋", "nsim": "≁", "ncong": "≇", "thickapprox": "≈", "thicksim": "∼", "varpropto": "∝",
    "Diamond": "◇", "Join": "⋈", "restriction": "↾", "adots": "⋰", "ddagger": "‡", "degree": "°", "centerdot": "·",
    "varGamma": "Γ", "varDelta": "Δ", "varTheta": "Θ", "varLambda": "Λ", "varXi": "Ξ", "varPi": "Π", "varSigma": "Σ",
    "varPhi": "Φ", "varPsi": "Ψ", "varOmega": "Ω",
    "Box": "□", "triangle": "△", "biguplus": "⊎", "bigsqcup": "⊔", "imath": "ı", "jmath": "ȷ", "bmod": "mod",
    **{name: name for name in (
        "arg", "cot", "coth", "csc", "deg", "det", "dim", "gcd", "hom", "injlim", "ker", "lg", "Pr", "projlim", "sec",
        "argmax", "argmin", "mod", "Re", "Im",
    )},
}  # fmt: skip
PRINTED = ("url", "href", "texttt", "textsf", "textmd", "textup", "mbox")


def _last_argument(node: Any, l2tobj: LatexNodes2Text) -> str:  # pylatexenc goes by these names
    arguments = [each for each in node.nodeargd.argnlist if each is not None]
    return str(l2tobj.nodelist_to_text(arguments[-1:]))


SHOWN = latex2text.get_default_latex_context_db()
SHOWN.add_context_category("printed", macros=[MacroTextSpec(name, _last_argument) for name in PRINTED], prepend=True)
SHOWN.add_context_category("signs", macros=[MacroTextSpec(name, sign) for name, sign in SIGNS.items()], prepend=True)


class ForgetfulWalker(LatexWalker):  # type: ignore[misc]
    """Records its errors so that they can be released.

    Every text ends with an error, and pylatexenc stores it in a cycle with its own stack frames.
    """

    def __init__(self, latex: str) -> None:
        super().__init__(latex, latex_context=KNOWN)
        self.met: list[LatexWalkerError] = []

    def get_token(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_token(*args, **kwargs)
        except LatexWalkerError as error:
            self.met.append(error)
            raise

    def release(self) -> None:
        """Drops the frames of all errors. They lead to our frames, and would keep the paper in memory."""
        for error in self.met:
            error.__traceback__ = error.__context__ = None


def convert(latex: str) -> str:
    """The plain text; formulas stay LaTeX. Where pylatexenc fails, only commands and braces are removed."""
    walker = ForgetfulWalker(ADDRESS.sub(lambda address: PER_CENT.sub(r"\%", address[0]), latex))  # no comment there
    writer = LatexNodes2Text(SHOWN, math_mode="verbatim", keep_comments=False)  # anew: it remembers titles and authors
    try:
        return str(writer.nodelist_to_text(walker.get_latex_nodes()[0]))
    except Exception:  # pylatexenc walks recursively: deep or broken nesting raises what it happens to raise
        return COMMAND.sub("", latex)
    finally:
        walker.release()
