"""Whether a formula loses something on its way from the author's source to what is shown.

usage: python .ci/atoms.py [--least 0.999] [--most 0.01] [--list] [FOLDER ...]

Each FOLDER is a paper or holds papers; the bundled example is always read. An atom is a letter, a digit or a sign that
is printed. Of every display four steps are looked at: from the author's row to the macro-free one (letters and digits,
by place), and from that to the layout tree, to the drawing and to the content tree (all atoms, by count). A formula in
which a node is ``Unknown`` is shown as written. Exit 1 where fewer than ``--least`` of the displays keep all, or more
than ``--most`` are shown as written.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from html import unescape
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

sys.path.insert(0, str(Path(__file__).parent))

from documents import displays, papers

from reader.formula.semantics.lines import unfolded
from reader.formula.semantics.parser import plain_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.segments import SPELLED_OUT
from reader.formula.syntax.commands import HANDLERS
from reader.formula.syntax.nodes import Unknown
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import to_latex
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.signs import SAME, SIGNS
from reader.formula.syntax.token_reader import DIMENSION
from reader.formula.syntax.tree import walk
from reader.latex.tex.layout import is_length
from reader.model.document import Equation
from reader.output.drawing.mathml import to_mathml

TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|%[^\n]*\n?|\s+|.", re.DOTALL)
OPTION: Final = re.compile(r"\s*\[([^\[\]]*)\]")
PLACE: Final = re.compile(r"[\s|tbclr]*")
SIGNATURE: Final = re.compile(r"\*|\[\]|\{\w*\}|=")
LENGTH: Final = re.compile(r"(\\[A-Za-z]+)\s*\{?\s*[\d.]+\s*\}?")  # a number that an author's macro takes
SILENT: Final = frozenset(("{", "}", "&", "$", "_", "^", "~"))
# Arguments that hold no atoms, as in the command tables: "*" a star, "[]" an option, "{}" a group, "=" a length.
ARGUMENTS: Final[Mapping[str, str]] = {
    **commands.INVISIBLE, **{name: row for name, row in commands.WRAPPERS.items() if row and name != r"\num"},
    **commands.REFERENCES, **dict.fromkeys((r"\phantom", r"\hphantom", r"\vphantom", r"\begin", r"\end"), "{}"),
    r"\above": "=", r"\operatorname": "*", r"\multicolumn": "{}{}", r"\\": "*", r"\resizebox": "{}{}",
    r"\intertext": "{}", r"\shortintertext": "{}", r"\tikz": "[]{}",
    r"\dynkin": "[]{}{}", r"\includegraphics": "[]{}", r"\DeclareMathOperator": "*",
}  # fmt: skip
FOLDED: Final = str.maketrans({
    "−": "-", "∗": "*", "∣": "|", "∥": "||", "‖": "||", "⟨": "<", "⟩": ">", "ı": "i", "ȷ": "j", "⋯": "...",
    "…": "...", "“": "''", "”": "''", "′": "'", "″": "''", "‴": "'''", "`": "'", "‵": "'", "–": "---",
    "\u2061": None, "\u2062": None,
})  # fmt: skip
STEPS: Final = ("source", "layout", "drawn", "meaning")
Atom = tuple[str, int]


class Tokens:
    """The tokens of one formula, and where they stand."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        found = ((match[0], match.start()) for match in TOKEN.finditer(latex))
        self.tokens = [(text, at) for text, at in found if text[0] != "%" and not text.isspace()]
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def end(self) -> int:
        """Where the token read last ended."""
        text, at = self.tokens[self.at - 1]
        return at + len(text)

    def skip_to(self, offset: int) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at][1] < offset:
            self.at += 1

    def skip_group(self) -> None:
        level = 0
        while self.at < len(self.tokens):
            level += {"{": 1, "}": -1}.get(self.peek(), 0)
            self.at += 1
            if level <= 0:
                return

    def skip_arguments(self, signature: str, *, placed: bool = False) -> None:
        """``placed``: an option counts only where it says a place or a length."""
        for part in SIGNATURE.findall(signature):
            option = OPTION.match(self.latex, self.end())
            if part == "*":
                self.at += self.peek() == "*"
            elif part == "=":
                length = DIMENSION.match(self.latex, self.end())
                self.skip_to(length.end() if length else 0)
            elif part != "[]":
                self.skip_group()
            elif option and not (placed and not PLACE.fullmatch(option[1]) and not is_length(option[1])):
                self.skip_to(option.end())


def atoms(latex: str) -> Iterator[Atom]:
    """What a formula prints, character by character, with the place of each in the LaTeX."""
    tokens = Tokens(latex)
    bare: set[int] = set()  # brackets that are not printed, round what is
    while tokens.at < len(tokens.tokens):
        text, at = tokens.tokens[tokens.at]
        tokens.at += 1
        if text in ARGUMENTS:
            name = re.match(r"\s*\{([^}]*)\}", latex[tokens.end() :])
            tokens.skip_arguments(ARGUMENTS[text])
            if text == r"\begin" and name:
                own = commands.ENVIRONMENT_ARGUMENTS.get(name[1].strip(), "").replace("columns", "")
                tokens.skip_arguments(own, placed=not name[1].startswith("IEEE"))
            elif text == r"\\":
                tokens.skip_arguments("[]", placed=True)
        elif text in (r"\left", r"\right", r"\middle") or text in commands.SIZES:
            tokens.at += tokens.peek() == "."
        elif text in (r"\eqno", r"\leqno"):
            return
        elif text == r"\sqrt" or "[below]" in commands.STACKED.get(text, ()):
            option = OPTION.match(latex, tokens.end())
            bare |= {option.start(1) - 1, option.end(1)} if option else set()
        elif text not in SILENT and at not in bare:
            yield from ((sign, at) for sign in printed(text))


def printed(token: str) -> str:
    """The characters of one token; "" for a command that draws nothing by itself."""
    same = SAME.get(token, token)
    if token in SIGNS or token[0] != "\\":
        return SIGNS.get(same, ("", same))[1]
    name = token[1:]
    if name in commands.FUNCTIONS and token not in commands.ACCENTS:
        return commands.TWO_WORDS.get(name, name).replace(" ", "")
    return ""


def counted(texts: Iterator[str]) -> Counter[str]:
    """Characters without their alphabets and accents."""
    found: Counter[str] = Counter()
    for text in texts:
        folded = normalize("NFKD", text.translate(FOLDED)).translate(FOLDED)
        found.update(sign for sign in folded if not sign.isspace() and not combining(sign))
    return found


def of_latex(latex: str) -> Counter[str]:
    return counted(sign for sign, _ in atoms(latex))


def shortened(latex: str) -> str:
    """With the ``max`` of the content tree for "maximize"."""
    return re.sub("|".join(SPELLED_OUT), lambda found: SPELLED_OUT[found[0]], latex)


def of_drawing(mathml: str) -> Counter[str]:
    return counted(iter([unescape(re.sub(r"<[^>]*>", "", mathml))]))


def lost_on_the_way(expanded: str) -> dict[str, Counter[str]]:
    """What the macro-free LaTeX holds and a tree or the drawing does not, by step."""
    wanted = of_latex(expanded)
    expression = parse_formula(expanded)
    stated = of_latex(to_latex(unfolded(expression).root))  # less the comma or the remark behind a line that goes on
    steps = {
        "layout": wanted - of_latex(to_latex(expression.root)),
        "drawn": wanted - of_drawing(to_mathml(expression)),
        "meaning": (of_latex(shortened(expanded)) & stated) - of_latex(meaning_latex(plain_meaning(expanded))),
    }
    return {step: lost for step, lost in steps.items() if lost}


def is_own(command: str) -> bool:
    """Whether only the author's macros can say what a command is."""
    return command not in HANDLERS and command not in SIGNS and command not in commands.INFIX


def lost_in_expansion(equation: Equation, places: Sequence[tuple[int, int]]) -> Counter[str]:
    """Letters and digits of the author's row that no token of a macro-free row comes from, nor a label."""
    formula = equation.formula
    start = formula.span.start
    lengths = [found.span() for found in LENGTH.finditer(formula.latex) if is_own(found[1])]
    there = [*places, *((start + first, start + end) for first, end in lengths)]
    printing = ((sign, start + at) for sign, at in atoms(formula.latex) if sign.isalnum())
    lost = [sign for sign, at in printing if not any(first <= at < end for first, end in there)]
    labelled = any("".join(lost) in re.sub(r"\W", "", label) for label in equation.labels)
    return Counter() if labelled else Counter(lost)


def losses(equations: Sequence[Equation]) -> Iterator[tuple[Equation, dict[str, Counter[str]]]]:
    """The displays of one paper with what they lose."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for equation in equations:
        for _, file, first, end in equation.formula.origins:
            places[file].append((first, end))
    for equation in equations:
        span = equation.formula.span
        near = [place for place in places[span.file] if place[0] < span.end and place[1] > span.start]
        found = lost_on_the_way(equation.formula.expanded)
        lost = lost_in_expansion(equation, near)
        yield equation, {"source": lost, **found} if lost else found


def is_shown_as_written(equation: Equation) -> bool:
    return any(isinstance(node, Unknown) for node in walk(parse_formula(equation.formula.expanded).root))


def looked_at(source: str) -> list[tuple[Equation, dict[str, Counter[str]], bool]]:
    """The displays of one paper with what they lose, and whether they are shown as written."""
    return [(equation, lost, is_shown_as_written(equation)) for equation, lost in losses(displays(source))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--least", type=float, default=0.999)
    parser.add_argument("--most", type=float, default=0.01)
    parser.add_argument("--list", action="store_true", help="every formula that loses something or is shown as written")
    asked = parser.parse_args()
    count = losing = written = 0
    by_step: Counter[str] = Counter()
    sources = list(papers(asked.folders))
    with ProcessPoolExecutor() as pool:
        reports = list(pool.map(looked_at, sources))
    for source, report in zip(sources, reports, strict=True):
        for equation, lost, as_written in report:
            count, losing, written = count + 1, losing + bool(lost), written + as_written
            by_step.update(lost.keys())
            if asked.list and (lost or as_written):
                told = "; ".join(
                    f"{step}: {''.join(sorted(atoms_lost.elements()))}" for step, atoms_lost in lost.items()
                )
                print(f"\n{Path(source).name} {equation.id} {told or 'as written'}\n  {equation.formula.latex}")
    for step in STEPS:
        print(f"{by_step[step]:6}  lose atoms: {step}")
    kept = 1 - losing / count
    print(f"{count - losing} of {count} displays keep every atom: {kept:.4f}")
    print(f"{written} of {count} displays are shown as written: {written / count:.4f}")
    return 0 if kept >= asked.least and written / count <= asked.most else 1


if __name__ == "__main__":
    sys.exit(main())
