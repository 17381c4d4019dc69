r"""Hostile TeX, text and HTML: what never ends, never closes, nests, repeats, or wants to become part of the page.

A body stands between two plain displays, which are found whatever it is: one formula costs that formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from cases import Case, Files, Job
from reading import jobs as reading_jobs
from verdict import MARK

HEAD: Final = "\\documentclass{article}\n"
BEFORE: Final = "\\begin{document}\nLet $x$ be a number.\n\\[ y = x^2 \\]\n"
AFTER: Final = "\n\nLet $z$ be a vector.\n\\[ w = z + 1 \\]\n\\end{document}\n"
Bodies = Mapping[str, Callable[[], str]]


def nested(opening: str, closing: str, times: int, inner: str = "x") -> str:
    return opening * times + inner + closing * times


def displays(latex: str, times: int) -> str:
    return "".join(f"\\[ {latex} \\]\n".replace("#", str(number)) for number in range(times))


def doubling(steps: int) -> str:
    """Macros of which each is twice the one before."""
    names = [f"\\d{chr(97 + step // 26)}{chr(97 + step % 26)}" for step in range(steps)]
    rows = (f"\\def{name}{{{before}{before}}}" for before, name in pairwise(names))
    return f"\\def{names[0]}{{x}}" + "".join(rows) + f"\\[ {names[-1]} \\]"


def grid(rows: int, columns: int) -> str:
    return r" \\ ".join(" & ".join(f"a_{{{row},{column}}}" for column in range(columns)) for row in range(rows))


# --- programs: what an author's macros can do without an end ---------------------------------------------------------

PROGRAMS: Final[Bodies] = {
    "a macro that calls itself": lambda: r"\def\a{\a}\[ \a \]",
    "a macro that calls itself twice": lambda: r"\def\a{\a\a}\[ \a \]",
    "a macro that grows": lambda: r"\def\a{x\a}\[ \a \]",
    "a macro with a growing argument": lambda: r"\def\a#1{\a{#1#1}}\[ \a{x} \]",
    "two macros that call each other": lambda: r"\def\a{\b}\def\b{\a}\[ \a \]",
    "macros that double 40 times": lambda: doubling(40),
    "a runaway macro on each of 100 lines": lambda: r"\def\a{x\a}" + displays(r"\a", 100),
    "a runaway macro in the text of 100 lines": lambda: r"\def\a{x \a}" + "\\a\n\n" * 100,
    "a loop without an end": lambda: r"\newif\ifgo\gotrue \loop x \ifgo\repeat",
    "whiledo without an end": lambda: r"\whiledo{1=1}{x}",
    "foreach to a billion": lambda: r"\[ \foreach \n in {1,...,1000000000}{x_\n} \]",
    "foreach within foreach": lambda: (r"\foreach \n in {1,...,900}{" * 6) + "$x$" + "}" * 6,
    "a while of LaTeX itself": lambda: r"\makeatletter\@whilenum 1<2\do{x}\makeatother",
    "a counter beyond all bounds": lambda: (
        r"\newcount\n \n=2147483647 " + r"\multiply\n by \n " * 200 + r"\[ \the\n \]"
    ),
    "a counter as a roman number": lambda: r"\setcounter{equation}{2000000000}\[ \romannumeral\value{equation} \]",
    "an equation number of ten digits": lambda: (
        r"\renewcommand{\theequation}{\Roman{equation}}\setcounter{equation}{1999999999}"
        r"\begin{equation} a = b \end{equation}"
    ),
    "an expression of numbers": lambda: r"\[ \the\numexpr " + "9*" * 5000 + r"9\relax \]",
    "a character beyond Unicode": lambda: r"\[ \char 99999999999 + \symbol{999999999} \]",
    "csname within csname": lambda: r"\[ " + nested(r"\csname ", r"\endcsname ", 2000) + r" \]",
    "expandafter ten thousand times": lambda: r"\[ " + r"\expandafter" * 10_000 + r" x \]",
    "ten parameters": lambda: r"\def\a#1#2#3#4#5#6#7#8#9#10{#1#10}\[ \a 1234567890 \]",
    "parameters that are not there": lambda: r"\newcommand{\a}[2]{#3 #9}\[ \a{x}{y} \]",
    "definitions within definitions": lambda: nested(r"\def\a{", "}", 2000),
    "six hundred definitions": lambda: "".join(
        f"\\newcommand{{\\m{'abcdefghij'[n % 10] * (n // 10 + 1)}}}{{x}}" for n in range(600)
    ),
    "relax and end made anew": lambda: r"\def\relax{\undefined}\let\frac\undefined\def\sqrt{\frac}\[ \sqrt{x} \]",
    "begin made anew": lambda: r"\let\oldbegin\begin\renewcommand{\begin}[1]{\oldbegin{#1}}",
    "the dollar made a letter": lambda: "\\begingroup\\catcode`\\$=11 a $ b\\endgroup",
    "every character made active": lambda: (
        "\\begingroup" + "".join(f"\\catcode{n}=13 " for n in range(33, 126)) + r"\endgroup"
    ),
    "an environment around itself": lambda: r"\newenvironment{a}{\begin{a}}{\end{a}}\begin{a}x\end{a}",
    "a theorem like itself": lambda: r"\newtheorem{a}[a]{A}\begin{a}x\end{a}",
    "counters within each other": lambda: r"\newcounter{p}[q]\newcounter{q}[p]\stepcounter{p}\stepcounter{q}",
    "a label that refers to itself": lambda: r"\[ a \tag{\ref{eq:a}}\label{eq:a} \]",
    "conditionals five thousand deep": lambda: nested(r"\iftrue ", r"\fi ", 5000),
    "fi and else five thousand times": lambda: r"\fi\else" * 5000,
    "write18 and files": lambda: (
        r"\immediate\write18{touch evil}\newwrite\f\immediate\openout\f=evil\write\f{x}\input{|touch evil}"
    ),
    "files of the system": lambda: (
        r"\input{/etc/passwd}\input{../../../../etc/passwd}\include{/dev/zero}\verbatiminput{/dev/zero}"
    ),
}  # fmt: skip

# --- shapes: deep, long, wide ----------------------------------------------------------------------------------------

SHAPES: Final[Bodies] = {
    "sums nested 300 times": lambda: displays(r"\sum_{i=1}^n " * 300 + "x_i", 1),
    "integrals nested 300 times": lambda: displays(r"\int_0^1 " * 300 + "x" + r" \, dx" * 300, 1),
    "ten thousand superscripts": lambda: displays(nested("x^{", "}", 10_000), 1),
    "ten thousand subscripts": lambda: displays(nested("x_{", "}", 10_000), 1),
    "fractions nested 3000 times": lambda: displays(nested(r"\frac{1}{1+", "}", 3000), 1),
    "fractions nested 60 times in both": lambda: displays(nested(r"\frac{a}{\frac{", "}{b}}", 60), 1),
    "roots nested 2000 times": lambda: displays(nested(r"\sqrt{", "}", 2000), 1),
    "accents nested 2000 times": lambda: displays(nested(r"\hat{", "}", 2000), 1),
    "styles nested 2000 times": lambda: displays(nested(r"\mathrm{", "}", 2000), 1),
    "text and formula nested 500 times": lambda: displays(nested(r"\text{a $", "$ b}", 500), 1),
    "boxes nested 2000 times": lambda: nested(r"\mbox{", "}", 2000, "$x$"),
    "groups nested 20000 times": lambda: nested("{", "}", 20_000, "$x$"),
    "fences nested 2000 times": lambda: displays(nested(r"\left(", r"\right)", 2000), 1),
    "brackets nested 5000 times": lambda: displays(nested("(", ")", 5000), 1),
    "bars in a row": lambda: displays("|x" * 1000 + "|" * 1000, 1),
    "arrays nested 100 times": lambda: displays(nested(r"\begin{array}{c}", r"\end{array}", 100), 1),
    "matrices nested 40 times": lambda: displays(nested(r"\begin{pmatrix} a & ", r" \\ b & c \end{pmatrix}", 40), 1),
    "cases nested 60 times": lambda: displays(nested(r"\begin{cases} a & x \\ ", r" \end{cases}", 60), 1),
    "a matrix of 60 by 60": lambda: displays(r"A = \begin{pmatrix}" + grid(60, 60) + r"\end{pmatrix}", 1),
    "a matrix of 100 by 100": lambda: displays(r"A = \begin{pmatrix}" + grid(100, 100) + r"\end{pmatrix}", 1),
    "a row of 3000 cells": lambda: displays(r"\begin{matrix}" + grid(1, 3000) + r"\end{matrix}", 1),
    "columns a hundred million times": lambda: displays(r"\begin{array}{*{100000000}{c}} a & b \end{array}", 1),
    "columns within columns": lambda: displays(r"\begin{array}{" + nested("*{999}{", "}", 6) + r"} a & b \end{array}", 1),
    "a cell over a million columns": lambda: displays(r"\begin{array}{c} \multicolumn{1000000}{c}{x} \end{array}", 1),
    "an align of 2000 rows": lambda: (
        r"\begin{align}" + r" \\ ".join(f"a_{{{n}}} &= b_{{{n}}} + 1" for n in range(2000)) + r"\end{align}"
    ),
    "a thousand displays": lambda: displays("a_{#} = b_{#} + c", 1000),
    "three thousand inline formulas": lambda: "".join(f"and $x_{{{n}}}$ is of {n}, " for n in range(3000)),
    "a hundred thousand ampersands": lambda: displays("&" * 100_000, 1),
    "fifty thousand line ends": lambda: displays(r"\\" * 20_000, 1),
    "ten thousand primes": lambda: displays("x" + "'" * 10_000, 1),
    "ten thousand negations": lambda: displays(r"\not" * 10_000 + "=", 1),
    "a sum of 3000 terms": lambda: displays("y = " + " + ".join(f"x_{{{n}}}" for n in range(3000)), 1),
    "a product of 3000 factors": lambda: displays("y = " + " ".join(f"x_{{{n}}}" for n in range(3000)), 1),
    "a chain of 2000 relations": lambda: displays(" = ".join(f"x_{{{n}}}" for n in range(2000)), 1),
    "6400 private-use letters": lambda: displays(" ".join(chr(0xE000 + n) for n in range(6400)), 1),
    "a letter with 10000 accents": lambda: displays("x" + "\u0301" * 10_000, 1),
    "a hundred thousand digits": lambda: displays("y = " + "7" * 100_000, 1),
    "a thousand labels and tags": lambda: displays(r"x \label{a} \tag{*}", 1000),
    "a label of 100000 letters": lambda: displays(r"x \label{" + "a" * 100_000 + "}", 1),
    "sections nested and long": lambda: "".join(f"\\{'sub' * (n % 9)}section{{{'$x$ ' * 50}}}\n" for n in range(300)),
    "notes within notes": lambda: nested(r"a\footnote{b ", "}", 1000, "$x$"),
    "lists within lists": lambda: nested(r"\begin{itemize}\item ", r"\end{itemize}", 1000, "$x$"),
    "environments nobody knows": lambda: nested(r"\begin{foo}", r"\end{foo}", 2000, "$x$"),
    "a table of 200 by 200": lambda: r"\begin{tabular}{c}" + grid(200, 200).replace("_", r"\_") + r"\end{tabular}",
}  # fmt: skip

# --- text ------------------------------------------------------------------------------------------------------------

TEXT: Final[Bodies] = {
    "80000 newlines": lambda: "\n" * 80_000,
    "blanks at 20000 line ends": lambda: (" " * 40 + "\n") * 20_000,
    "900000 characters of comment": lambda: ("% " + "word " * 20 + "\n") * 9_000,
    "one line of a million characters": lambda: "word " * 200_000,
    "a sentence of 100000 characters": lambda: "where $x$ is the word of the words " * 3000,
    "where within where": lambda: "where $x$ is the number where " * 2000,
    "brackets in prose": lambda: nested("(", ")", 5000, "$x$"),
    "commas": lambda: "$x$" + ", " * 50_000,
    "formulas in a row": lambda: "$x$ and " * 3000,
    "of the of the": lambda: "Let $x$ be the " + "sum of the " * 10_000 + "numbers.",
    "short forms in capitals": lambda: "".join(f"Great Big Word (GBW{n}) " for n in range(3000)),
    "dots that end nothing": lambda: "e.g. i.e. Dr. Fig. 1. " * 5000,
    "quotes": lambda: "``" * 10_000 + "''" * 10_000,
    "hyphens": lambda: "$L$-" * 5000 + "smooth",
    "citations": lambda: "\\cite{" + ",".join(f"a{n}" for n in range(20_000)) + "}",
    "references": lambda: "\\eqref{eq:none} " * 3000,
    "definitions of one letter": lambda: "".join(f"Let $x$ be the number {n}. " for n in range(1500)),
    "names with letters of all alphabets": lambda: "".join(chr(n) for n in range(0xA0, 0x3000)),
    "directions and joiners": lambda: "Let $x$ be \u202ea\u2066b\u200dc\ufeffd\u2028e\u2029f the number.",
    "control codes": lambda: (
        "Let $x$ be \x1b]0;title\x07\x1b[2J the \x7f number \x9b31m. " + "Words. " * 900
    ),
    "NUL in text and formula": lambda: "Let $x\0$ be the \0 number.\n" + displays("a\0 = \0b", 3) + "Words. " * 900,
}  # fmt: skip

# --- what is not closed ----------------------------------------------------------------------------------------------

OPEN: Final[Bodies] = {
    "a dollar": lambda: "$x",
    "two dollars": lambda: "$$x",
    "a bracket": lambda: r"\[ x",
    "an align": lambda: r"\begin{align} a &= b",
    "a left": lambda: displays(r"\left( x", 1),
    "ten thousand groups": lambda: "{" * 10_000,
    "ten thousand ends of groups": lambda: "}" * 10_000,
    "a thousand begins": lambda: r"\begin{align}" * 1000,
    "a thousand ends": lambda: r"\end{align}" * 1000,
    "two thousand lefts": lambda: displays(r"\left(" * 2000, 1),
    "three thousand fractions": lambda: displays(r"\frac" * 3000, 1),
    "three thousand begun fractions": lambda: displays(r"\frac{" * 3000, 1),
    "ten thousand exponents": lambda: displays("^" * 10_000, 1),
    "ten thousand begun exponents": lambda: displays("x^{" * 10_000, 1),
    "a verbatim": lambda: r"\begin{verbatim} x",
    "a comment": lambda: r"\begin{comment} x",
    "a conditional": lambda: r"\iffalse x",
    "a thousand conditionals": lambda: r"\iffalse x \else" * 1000,
    "an argument": lambda: r"\newcommand{\a}[1]{#1} \a{ x",
    "an argument with an end of its own": lambda: r"\def\a#1\stop{#1} \a x",
    "an option": lambda: r"\newcommand{\a}[2][o]{#1#2} \a[ x",
    "a definition": lambda: r"\newcommand{\a}{ x",
    "a csname": lambda: r"\csname x",
    "a verb": lambda: r"\verb| x",
}  # fmt: skip

# --- what wants to be part of the page -------------------------------------------------------------------------------

SCRIPTS: Final = tuple(each.replace("Q", MARK) for each in (
    "<script>Q()</script>", "</script><script>Q()</script>", "<img src=x onerror=Q()>", "<!-- Q -->", "<!--<script>Q",
    "\"><svg onload=Q()>", "' onmouseover='Q()", "javascript:Q()", "]]><Q>", "&lt;script&gt;Q()&lt;/script&gt;",
    "</title><Q>", "</textarea><Q>", "</style><Q>", "</math><Q>", "</template><Q>", "`${Q()}`",
    "\\u003cscript\\u003eQ()", "\u2028Q()//", "<a href=\"data:text/html,Q\">", "<Q/>", "{{Q}}", "-->\n<Q>",
))  # fmt: skip
WAYS: Final = {
    "in the text": "Let $x$ be the Q number.",
    "in a formula": r"\[ a Q b \]",
    "in text of a formula": r"\[ a \text{Q} \mathrm{Q} \operatorname{Q} \]",
    "in a label and a tag": r"\[ a \label{Q} \tag{Q} \] \eqref{Q} \ref{Q}",
    "in a heading": r"\title{Q}\author{Q}\section{Q $x$ Q}\maketitle",
    "in an address": r"\href{Q}{Q} \url{Q} \[ \href{Q}{x} \class{Q}{x} \cssId{Q}{x} \style{Q}{x} \color{Q}{x} \]",
    "in a meaning": r"where $q$ is the ``Q'' of the Q, denoted by $p$ (the Q).",
    "in a macro's name": r"\newcommand{\Q}{Q}\[ \Q \] \begin{Q} x \end{Q}",
}  # fmt: skip

# --- whole files -----------------------------------------------------------------------------------------------------


PAPER: Final = HEAD + BEFORE + AFTER
OWN: Final = PAPER.replace("{article}", "{own}").replace(BEFORE[:16], "\\usepackage{style}\n" + BEFORE[:16])


def alone(text: str, encoding: str = "utf-8") -> Callable[[], Files]:
    return lambda: {"main.tex": text.encode(encoding, "surrogatepass")}


def beside(**others: str) -> Callable[[], Files]:
    """A paper with a class and a style of its own, ``own`` and ``style``."""
    empty = {"own": "\\LoadClass{article}", "style": ""}
    suffixes = {"own": ".cls", "style": ".sty"}
    files = {name + suffixes.get(name, ".tex"): text.encode() for name, text in {**empty, **others}.items()}
    return lambda: {"main.tex": OWN.encode(), **files}


SWALLOWING: Final = {
    "a conditional": r"\iffalse ", "a conditional that is true": r"\iftrue ", "a group": "{", "a macro": r"\def\a{",
    "a comment": r"\begin{comment}", "a verbatim": r"\begin{verbatim}", "an argument": r"\newcommand{\a}[1]{}\a{",
    "an endinput in a conditional": r"\ifx\a\b\endinput ", "a begin": r"\renewcommand{\begin}[1]{}",
    "a document of its own": r"\renewenvironment{document}{\comment}{\endcomment}",
    "a hook": r"\AtBeginDocument{\endinput}",
    "a percent sign": "\\catcode`\\%=12 \\catcode`\\$=12 \\catcode`\\\\=12 ", "a csname": r"\csname a",
    "the brackets of displays": r"\def\[{\iffalse}\def\]{\fi}", "an end": r"\AtBeginDocument{\end{document}}",
}  # fmt: skip
WHOLE: Final[Mapping[str, tuple[Callable[[], Files], int]]] = {
    **{f"a class that leaves open {name}": (beside(own=text), 2) for name, text in SWALLOWING.items()},
    **{f"a style that leaves open {name}": (beside(style=text), 2) for name, text in SWALLOWING.items()},
    "no file at all in the folder": (lambda: {"readme.md": b"nothing"}, 0),
    "an empty file": (alone(""), 1),
    "blanks": (alone(" \n" * 1000), 1),
    "one comment": (alone("% nothing"), 1),
    "a class alone": (alone(HEAD), 1),
    "no body": (alone(HEAD + "\\begin{document}\\end{document}"), 1),
    "a beginning without an end": (alone(HEAD + BEFORE), 1),
    "a fragment": (alone("Let $x$ be a number.\n\\[ y = x^2 \\]"), 1),
    "a fragment whose beginning is commented out": (
        alone("%\\documentclass{article}\n%\\begin{document}\n\\[ y = x^2 \\]\n%\\end{document}"), 1,
    ),
    "a document that ends at once": (alone(PAPER.replace("Let $x$", "\\end{document} Let $x$")), 1),
    "two documents": (alone(PAPER + PAPER), 2),
    "plain TeX": (alone("Let $x$ be a number. $$ y = x^2 $$ \\bye"), 1),
    "JSON": (alone('{"a": 1}'), 1),
    "a page": (alone("<!DOCTYPE html><html><body>$x$ <script>q()</script></body></html>"), 0),
    "a PDF": (alone("%PDF-1.7\n\x00\x01" + "x" * 1000), 1),
    "a file that reads itself": (alone(PAPER.replace("Let $x$", "\\input{main} Let $x$")), 2),
    "two files that read each other": (
        lambda: {"main.tex": PAPER.replace("Let $x$", "\\input{b} Let $x$").encode(), "b.tex": b"\\input{c}",
                 "c.tex": b"\\input{b}\\input{b}"}, 2,
    ),
    "200 files, each reads the next": (
        lambda: {"main.tex": PAPER.replace("Let $x$", "\\input{f0} Let $x$").encode(),
                 **{f"f{n}.tex": f"$x_{{{n}}}$ \\input{{f{n + 1}}}".encode() for n in range(200)}}, 2,
    ),
    "20 files, each reads the next twice": (
        lambda: {"main.tex": PAPER.replace("Let $x$", "\\input{f0} Let $x$").encode(),
                 **{f"f{n}.tex": f"$x$ \\input{{f{n + 1}}}\\input{{f{n + 1}}}".encode() for n in range(20)}}, 2,
    ),
    "UTF-16": (alone(PAPER, "utf-16"), 2),
    "UTF-32": (alone(PAPER, "utf-32"), 1),
    "Latin-1": (alone(PAPER.replace("number", "Größe"), "latin-1"), 2),
    "Shift-JIS": (alone(PAPER.replace("number", "表示の能力ソ"), "shift-jis"), 2),
    "a byte order mark in the middle": (alone(PAPER.replace("number", "\ufeffnumber")), 2),
    "halves of surrogates": (alone(PAPER.replace("number", "\ud800 number \udfff")), 2),
    "carriage returns alone": (alone(PAPER.replace("\n", "\r")), 2),
    "all 256 bytes": (lambda: {"main.tex": PAPER.encode().replace(b"number", bytes(range(256)) * 40)}, 1),
    "a file name in Latin-1": (lambda: {"main.tex": PAPER.encode(), "gr\udcf6\udcdfe.tex": b"$x$"}, 2),
    "a file name in Shift-JIS": (lambda: {"\udc95\\\udc8e\udca6.tex": PAPER.encode()}, 2),
    "a file name with control codes": (lambda: {"\x1b[2Jmain\x07.tex": PAPER.encode(), "b\n.tex": b"$x$"}, 2),
    "a file name with markup": (lambda: {f"<img src=x onerror={MARK}()>.tex": PAPER.encode()}, 2),
}  # fmt: skip
MAY_BE_REFUSED: Final = frozenset(
    (
        "no file at all in the folder",
        "an empty file",
        "blanks",
        "one comment",
        "a class alone",
        "JSON",
        "a page",
        "a PDF",
        "UTF-32",
        "all 256 bytes",
    )
)


def between(body: Callable[[], str]) -> Callable[[], Files]:
    """The body between the two plain displays."""
    return lambda: {"main.tex": (HEAD + BEFORE + body() + AFTER).encode("utf-8", "surrogatepass")}


def attack(way: str) -> Callable[[], str]:
    return lambda: "\n\n".join(way.replace("Q", script) for script in SCRIPTS)


CASES: Final = (
    *(Case(name, between(body), least=2) for table in (PROGRAMS, SHAPES, TEXT) for name, body in table.items()),
    *(Case(f"not closed: {name}", between(body), least=1) for name, body in OPEN.items()),
    *(Case(f"markup {name}", between(attack(way)), least=2) for name, way in WAYS.items()),
    *(Case(name, files, least, name in MAY_BE_REFUSED) for name, (files, least) in WHOLE.items()),
)  # fmt: skip


def jobs(only: str) -> list[Job]:
    return reading_jobs("tex", CASES, only, size=22)
