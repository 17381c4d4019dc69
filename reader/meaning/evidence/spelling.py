"""The parts of a canonical spelling, and which symbol a definition's formula is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import closing
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.name_rows import BOLD
from reader.limits.memory import cached_for_a_paper
from reader.model.symbols import SymbolUse

_NORM = re.compile(r"\\ell_\{(?:[02pq]|\\infty)\}")
_INDEX = re.compile(r"(?:[ijklmnpqrsthuv]|\\ell|\\tau)'?(?:\s*[+-]\s*(?:\d+|[ijklmnt]))?")
_PAIR = r"[ijkl]'?[ijkln1-9]'?|mn|nm"  # of a row and a column, without a comma between
_LIST_OF_INDICES = re.compile(rf"(?:{_INDEX.pattern})(?:\s*,\s*(?:{_INDEX.pattern}))*|{_PAIR}")
_LIGHT = re.compile(_INDEX.pattern + r"|\*|\\ast|\\star|\\theta|\\phi|\\psi|\\Theta|\\vartheta|w|")
_INDICES = re.compile(rf"(?:{_LIGHT.pattern}|\d+|[A-Z])(?:[,:]\s*(?:{_INDEX.pattern}|\d+|[A-Z]))*|\\(?:ast|star)|\*")
_INDEX_ABOVE = re.compile(rf"\((?:{_INDEX.pattern}|\d+|[A-Zd])\)|{_INDEX.pattern}")
_RANGE = re.compile(rf"(?:{_INDEX.pattern}|\d+):(?:{_INDEX.pattern}|\d+|[A-Z])")  # all of them: x_{1:T}
_RUN = -1  # what stands for the number of indices of a range
_WHICH = re.compile(rf"(?:(?:{_LIGHT.pattern}|\d+|[A-Z]|[()+-])[,:]?)*")  # scripts that only say which, however many
_LIGHT_ABOVE = re.compile(rf"\(?(?:{_INDEX.pattern})\)?|\((?:\d+|[A-Zd])\)|\*|\\ast|\\star|")
# What may follow a symbol in a formula that says what the symbol is.
_FOLLOWS = re.compile(
    r"\s*(?:$|[(\[,=<>:|;'.]|\\(?:in|ni|equiv|sim|subset(?:eq)?|coloneqq|triangleq|le|leq|ge|geq|ll|gg"
    r"|neq|ne|approx|propto|ldots|dots|cdots|left|big|Big|bigl|Bigl|stackrel|overset|colon|mid|,|;|quad|!)(?![a-zA-Z]))"
)
# What makes the first symbol in a bracket a term of something: ``(a + b)^\top c`` is not about ``a``.
_JOINED = re.compile(r"\s*(?:[-+*/]|\\(?:pm|mp|cdot|times|oplus|otimes|odot|circ)(?![A-Za-z]))")
_COMPARED = re.compile(r"\s*(?:[<>=]|\\(?:le|leq|ge|geq|ne|neq|ll|gg)(?![A-Za-z]))")
# A bracket closed and indexed: ``(x)_i`` is an entry of ``x``, ``(x_i)_i`` the family itself.
_ELEMENT = re.compile(r"\s*(?:\\right)?[)\]}]\s*[_^]\s*(\{[^{}]*\}|\\?\w+)")
_PICKING = frozenset(["min", "max", "inf", "sup", "lim", "argmin", "argmax", "neg"])
_EXPECTING = frozenset([r"\mathbb{E}", r"\operatorname{E}", r"\mathop{\mathbb{E}}", r"\mathbf{E}"])
_CHANCES = frozenset(["P", r"\mathbb{P}", r"\operatorname{Pr}", r"\mathrm{P}", r"\Pr"])
_OPENING = ("[", "(", "{", r"\left", r"\big", r"\Big", r"\{", "_", r"\limits")
_BRACKETS = ("(", "[", "\\left(", "\\big(")
_DOTS = re.compile(r"\\[lc]?dots[a-z]?(?![A-Za-z])|\.\s?\.\s?\.")
SIZES = (r"\left", r"\right", *sorted(commands.SIZES, key=len, reverse=True))  # of brackets
_MEMBER = re.compile(r"[1-9A-Z]")  # a number other than zero, or the last one's letter


@dataclass(frozen=True, slots=True)
class Spelling:
    """A canonical spelling taken apart; absent scripts are empty."""

    base: str
    sub: str = ""
    sup: str = ""
    primes: str = ""

    @property
    def latex(self) -> str:
        """The spelling put together again."""
        below = f"_{{{self.sub}}}" if self.sub else ""
        return self.base + below + self.primes + (f"^{{{self.sup}}}" if self.sup else "")

    @property
    def family(self) -> str | None:
        """The spelling with its letter of index blanked, or None where it has none: ``x_{i}`` and ``x_{j}`` are one
        family. A number is the name of one member (``x_{0}`` is often special) and makes no family.
        """
        return self._blanked if not self.primes and _LIST_OF_INDICES.fullmatch(self.sub) else None

    @property
    def indexed(self) -> str | None:
        """The family of a member that may be named by its number (``x_{1}``) or be the last (``x_{N}``)."""
        return self._blanked if not self.primes and _MEMBER.fullmatch(self.sub) else self.family

    @property
    def _blanked(self) -> str:
        return f"{self.base}_{{{','.join(['.'] * self.indices)}}}^{{{self.sup}}}"

    @property
    def indices(self) -> int:
        """How many indices stand below, where nothing else does; else 0."""
        if not _LIST_OF_INDICES.fullmatch(self.sub):
            return int(bool(_MEMBER.fullmatch(self.sub)))
        return 2 if re.fullmatch(_PAIR, self.sub) else self.sub.count(",") + 1

    @property
    def kin(self) -> tuple[str, int, bool] | None:
        """What spellings share that differ by their indices below and above alone; None for a bare letter."""
        if _RANGE.fullmatch(self.sub) and not self.sup:
            return (self.base + self.primes, _RUN, False)
        if not self.indices and not (self.sup and _INDEX_ABOVE.fullmatch(self.sup) and not self.sub):
            return None
        counts = _LIGHT_ABOVE.fullmatch(self.sup) or re.fullmatch(r"\d", self.sup)  # what is a power is no script
        return (self.base + self.primes, self.indices, bool(self.sup)) if counts else None

    @property
    def simpler(self) -> tuple[str, ...]:
        """The same without a script that only says which or when: ``x^{in}`` of ``x_{t}^{in}``."""
        if not self.sub or not self.sup:
            return ()
        below = (Spelling(self.base, self.sub).latex,) if _LIGHT_ABOVE.fullmatch(self.sup) else ()
        above = (Spelling(self.base, sup=self.sup).latex,) if _INDICES.fullmatch(self.sub) else ()
        return (*below, *above)

    @property
    def label(self) -> tuple[str, str]:
        """The scripts below and above as far as they are more than indices, numbers and stars."""
        return "" if _WHICH.fullmatch(self.sub) else self.sub, "" if _WHICH.fullmatch(self.sup) else self.sup


@cached_for_a_paper(8192)
def take_apart(latex: str) -> Spelling:
    """Base and scripts of a canonical spelling such as ``W_{i}^{Q}``."""
    base_end = _base_end(latex)
    parts, at = {"_": "", "^": "", "'": ""}, base_end
    while at < len(latex):
        mark = latex[at]
        if mark == "'":
            parts["'"] += "'"
            at += 1
        elif mark in "_^" and latex[at + 1 : at + 2] == "{":
            end = closing(latex, at + 1)
            parts[mark] += latex[at + 2 : end]
            at = end + 1
        else:
            return Spelling(latex)
    return Spelling(latex[:base_end], parts["_"], parts["^"], parts["'"])


def _base_end(latex: str) -> int:
    depth = 0
    for at, mark in enumerate(latex):
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark in "_^'" and depth == 0 and at:
            return at
    return len(latex)


def _is_applied(use: SymbolUse, latex: str) -> bool:
    """Whether a formula is what such an operator gives: words beside ``\\min(1, A)`` say nothing of the minimum, nor
    those beside ``\\mathbb{E}[A]`` of the expectation."""
    if use.latex in _EXPECTING:
        return latex[use.end :].lstrip().startswith(_OPENING)
    if use.latex in _CHANCES:
        return _holds_event(latex[use.end :])
    name = take_apart(use.latex).base.removeprefix("\\operatorname{").strip("\\}")
    return name in _PICKING and bool(latex[use.end :].strip())


def _holds_event(latex: str) -> bool:
    """Whether brackets hold a comparison: in ``P(x = 0)`` words name a number, not the law ``P``."""
    depth = 0
    for at, mark in enumerate(latex):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(mark, 0)
        if depth and (mark in "=<>" or latex.startswith((r"\le ", r"\leq", r"\ge ", r"\geq", r"\in "), at)):
            return True
        if not depth and mark in ")]=":
            return False
    return False


@cached_for_a_paper(8192)
def defined_spelling(latex: str) -> str | None:
    """The canonical spelling of the one symbol that a definition's formula introduces.

    ``f(x)`` and ``f : A \\to B`` introduce ``f``; a composite such as ``2i`` or ``\\nabla f`` introduces none.
    """
    expression = parse_formula(latex)
    uses = [use for use in symbol_uses(expression) if use.kind != "relation"]
    if not uses:
        return None
    start = min(use.start for use in uses)
    lead = latex[:start].strip()
    if lead not in ("", "(", "\\{", "\\left(", "\\left\\{", "\\big(", "{", "[", "\\displaystyle"):
        return None
    first = max((use for use in uses if use.start == start), key=lambda use: use.end)
    if (lead and _JOINED.match(latex, first.end)) or _is_applied(first, latex):
        return None
    if lead and (element := _ELEMENT.match(latex, first.end)):
        return first.latex if take_apart(first.latex).sub == element.group(1).strip("{} ") else None
    if _is_sliced(latex[first.end :].lstrip()):
        return None  # "the direction $W[j,:]$" is a row of ``W``
    _, behind = _applied_to(latex[first.end :])
    if _JOINED.match(behind):
        return None  # "the regret $f(x) - g(x)$" is no word on its first term
    if lead in _BRACKETS and behind.startswith(",") and not _DOTS.search(latex):
        return None  # of an interval or a pair the words say nothing of its first member
    compared = _COMPARED.match(latex, first.end) if lead in _BRACKETS else None
    if compared and any(use.start >= compared.end() for use in uses):
        return None  # nor of what a statement compares: "the predicate $(x > y)$"
    return first.latex if lead or _FOLLOWS.match(latex, first.end) else None


def _applied_to(latex: str) -> tuple[str, str]:
    """What brackets hold that follow a name, and what stands behind: ``t`` and ``, b(t)]`` of ``(t), b(t)]``."""
    rest = latex.lstrip()
    bracket = rest.removeprefix(next(filter(rest.startswith, SIZES), "")).lstrip()
    if not bracket.startswith("("):
        return "", rest
    end = closing(bracket, 0, "()")
    inside = bracket[1:end].rstrip() if end < len(bracket) else ""
    return inside.removesuffix(next(filter(inside.endswith, SIZES), "")), bracket[end + 1 :].lstrip()


def _is_sliced(behind: str) -> bool:
    """Whether brackets behind a name take a part out of it: ``[j,:]``, ``[1:n]``."""
    return behind.startswith("[") and ":" in behind[: closing(behind, 0, "[]")]


def names_norm(latex: str) -> bool:
    """Whether it names a norm or its space, whatever ``\\ell_{i}`` is: ``\\ell_{2}``."""
    return bool(_NORM.fullmatch(latex))


@cached_for_a_paper(8192)
def listed_family(latex: str) -> str | None:
    """The family that a list with an ellipsis introduces: ``w_1, \\dots, w_T`` are the ``w_{t}`` of all ``t``."""
    spelling = defined_spelling(latex) if _DOTS.search(latex) else None
    return take_apart(spelling).indexed if spelling else None


@cached_for_a_paper(8192)
def without_fonts(latex: str) -> str:
    """The spelling with its bold letters plain: some authors write both for one thing."""
    for font in BOLD:
        while (at := latex.find(font)) >= 0:
            end = closing(latex, at + len(font) - 1)
            latex = latex[:at] + latex[at + len(font) : end] + latex[end + 1 :]
    return latex


def first_letter(latex: str) -> str:
    """The letter, in lower case, with which a symbol or its Greek name begins: ``t`` of ``\\hat{\\theta}_{k}``."""
    letter = take_apart(latex).base.rsplit("{", 1)[-1].strip("}' ").lstrip("\\")
    return letter[:1].lower() if letter[:1].isalpha() else ""


def is_letter(spelling: str) -> bool:
    """Whether it is one letter of an alphabet, be it bold."""
    return bool(re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+|\\(?:bm|mathbf)\{(?:\\?[A-Za-z]+)\}", spelling))
