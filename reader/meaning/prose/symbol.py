"""Which part of a formula carries a name: ``d_k`` of ``d_k = 64``, ``W`` of ``W \\in \\mathbb{R}^{d}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.limits.memory import cached_for_a_paper
from reader.meaning.prose.words import classes

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[{}()\[\],=<>:+/-]", re.DOTALL)
_EQUALITY = re.compile(r"(?<![<>!])=|\\(?:equiv|triangleq|coloneqq|doteq|sim)(?![A-Za-z])")
_DOTS = re.compile(r"\\[lc]?dots[a-z]?\b|\.\s?\.\s?\.")
_NUMBER = re.compile(
    r"(?:[\d\s.,%{}^+*/=<>()~!-]|\\(?:times|cdot|pm|%|,|!|approx|sim|leq?|geq?|ll|gg|circ|num|SI)(?![A-Za-z]))*\Z"
)
_NO_NAME = re.compile(
    r"\\(?:(?:long|Long)?(?:right|left|leftright|Right|Left|Leftright|up|down)arrow|to|times|div|equiv|implies|iff|pm|checkmark|copyright|qquad|quad"
    r"|ldots|cdots|dots|bullet|square|blacksquare|diamond|dagger|ddagger|star|triangle)(?![A-Za-z])\s*\Z"
    r"|\\(?:forall|exists)(?![A-Za-z])|[-+<>=|,.;:?!/*]\Z|et\s*al"
)
_COMPOSED = re.compile(  # heads of displays that are no name but a statement's left side
    r"[-|(\d]|\\(?:sum|prod|frac|int|left|[lr]?[vV]ert|\||E|mathbb\s*\{\s*[EP]\s*\}|log|partial|nabla|mathop|lim|max|min|sup|inf"
    r"|langle|sqrt|Pr)(?![A-Za-z])"
)
_BOUND = re.compile(r"\A[^=:]*?(?:[<>]|\\(?:leq?|geq?|ll|gg|leqslant|geqslant|neq?)(?![A-Za-z]))")
_IDENTIFIER = re.compile(  # one letter or accented letter with scripts
    r"(?:\\(?:hat|tilde|bar|vec|dot|ddot|widehat|widetilde|overline|underline|mathbf|mathcal|mathrm|bm|boldsymbol)(?![A-Za-z])\s*)?"
    r"(?:\\[A-Za-z]+\s*(?:\{[^{}]*\})?|[A-Za-z]|\{[^{}]*\})(?:\s|'|[_^]\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[\w*]))*\Z"
)
_NUMERALS = frozenset(("(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "i)", "ii)", "iii)"))  # of a list in a sentence
_ORDERS = AT_MOST | AT_LEAST
_LIKENESS = frozenset((r"\sim", r"\simeq", r"\approx", r"\ne", r"\neq", r"\ll", r"\gg"))
_FOLLOWS = frozenset(
    (r"\iff", r"\implies", r"\Rightarrow", r"\Leftrightarrow", r"\Longrightarrow", r"\Longleftrightarrow")
)
_DELIMITERS = (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)"))
_OPENS = {"{": 1, "(": 1, "[": 1, r"\{": 1, "}": -1, ")": -1, "]": -1, r"\}": -1,
          r"\langle": 1, r"\rangle": -1, r"\lfloor": 1, r"\rfloor": -1, r"\lceil": 1, r"\rceil": -1}  # fmt: skip
_SPACING = re.compile(
    r"\A(?:\s|&|~|\\(?:[,;:! ]|(?:quad|qquad|displaystyle|textstyle|limits)(?![A-Za-z])))+|(?:\s|\\[,;:!]|[.,;])+\Z"
)
_STATEMENTS = re.compile(r"\\\\(?:\s*\[[^\]]*\])?|\\q?quad(?![A-Za-z])")  # what parts the statements of a display
_BESIDES = ("where", "with ", "for ", "if ", "when ")  # words behind which a display only says more of its letters
_ENVIRONMENT = re.compile(
    r"\\begin\s*\{([A-Za-z]+\*?)\}(?:(?<=array\})\s*\{[lcr|\s]*\}|\s*\{[^{}]*\}(?=\s*\\))?|\\end\s*\{[A-Za-z]+\*?\}|\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)\b"
)


@cached_for_a_paper(8192)
def without_delimiters(latex: str) -> str:
    """The formula without ``$``, ``\\[`` or its environment, labels dropped."""
    inner = latex.strip()
    for opening, closing in _DELIMITERS:
        if inner.startswith(opening) and inner.endswith(closing) and len(inner) >= len(opening) + len(closing):
            inner = inner[len(opening) : len(inner) - len(closing)].strip()
            break
    if inner.startswith("\\begin") or "\\label" in inner:
        inner = _ENVIRONMENT.sub(" ", inner).strip()
    return _SPACING.sub("", inner)


@cached_for_a_paper(4096)
def tag(latex: str, display: bool) -> str:
    """The tag of a formula among words.

    ``X`` for one that a phrase can name, ``Z`` for such a display, ``0`` for a number, ``Y`` for a display without head
    and for what is no name (arrows, quantified statements), "" for mere scripts.
    """
    inner = without_delimiters(latex)
    if inner.startswith(("_", "^")):
        return ""
    if not display and len(inner) > 1 and inner.endswith("-") and inner[-2] not in "^_":
        return "m"  # "$L-$smooth"
    if _NO_NAME.match(inner) or inner in _NUMERALS:
        return "Y"
    if _NUMBER.match(inner):
        return "0" if any(c.isdigit() for c in inner) else "X" if inner else "Y"
    if not display:
        return "X"
    return "Z" if _has_head(inner) else "Y"


@cached_for_a_paper(4096)
def is_relation(latex: str) -> bool:
    """Whether something is said of the name: ``x \\in S``, ``f: A \\to B``, ``d = 64``."""
    inner = without_delimiters(latex)
    return any(_head(piece) != piece.strip() for piece in _pieces(inner))


def is_value(latex: str) -> bool:
    """Whether the formula compares (``x < 1``) or is a sum or a fraction: no name, but what a thing equals."""
    inner = without_delimiters(latex)
    head = _head(inner)
    return bool(_BOUND.search(inner) or _COMPOSED.match(head)) or any(mark[0] in "+-/" for mark in _outer(head))


def is_run(latex: str) -> bool:
    """Whether it is a list with an ellipsis, in brackets or without: ``(x_0, \\dots, x_T)``, ``x_0, \\dots, x_T``."""
    inner = without_delimiters(latex).replace(r"\left", "")
    is_bare = len(list(_pieces(inner))) > 2
    is_bracketed = inner.startswith(("(", r"\{", "[")) and "," in inner and inner[-1] in ")}]"
    return (is_bare or is_bracketed) and bool(_DOTS.search(inner))


def compares(latex: str) -> bool:
    """Whether two things are compared: ``a < b``, ``a \\approx b``."""
    return _first_relation(latex) in _ORDERS | _LIKENESS


def is_bound(latex: str) -> bool:
    """Whether it only says what is larger: ``a < b``."""
    return _first_relation(latex) in _ORDERS


def _first_relation(latex: str) -> str:
    marks = (mark.group() for mark in _outer(without_delimiters(latex)) if mark.start())
    return next((mark for mark in marks if mark == "=" or mark in _ORDERS | _LIKENESS), "")


@cached_for_a_paper(4096)
def names(latex: str) -> tuple[str, ...]:
    """The spellings that a formula introduces: ``a``, ``b`` of ``a, b \\in S``, the head of ``a = f(b), b > 0``.

    Never empty; an ellipsis keeps its list whole.
    """
    inner = without_delimiters(latex)
    pieces = [_SPACING.sub("", piece) for piece in _pieces(inner)]
    related = next((index for index, piece in enumerate(pieces) if _head(piece) != piece), len(pieces) - 1)
    if len(pieces) > 1 and _DOTS.search(",".join(pieces[: related + 1])):
        return (_head(inner),) if related else (_head(pieces[0]),)
    heads = [_head(piece) for index, piece in enumerate(pieces) if index <= related or _EQUALITY.search(piece)]
    return tuple(h for h in heads if h and not _NUMBER.match(h)) or (inner,)


def lefts(latex: str) -> tuple[str, ...]:
    """The left sides of the statements of a display: ``a``, ``b`` of ``a = f(c), \\quad b = g(c)``; what stands behind
    ``\\text{where}`` is none of them."""
    pieces = (_SPACING.sub("", piece) for piece in _STATEMENTS.split(without_delimiters(latex)))
    stated = takewhile(lambda piece: not piece.removeprefix(r"\text{").lstrip().startswith(_BESIDES), pieces)
    return tuple(_head(piece) for piece in stated if _has_head(piece))


def members(latex: str) -> tuple[str, ...]:
    """The members of a tuple of names, ``a``, ``b`` of ``(a, b)``; nothing of any other formula."""
    inner = _SPACING.sub("", latex)
    if not (inner.startswith("(") and inner.endswith(")")) or _DOTS.search(inner):
        return ()
    pieces = tuple(_SPACING.sub("", piece) for piece in _pieces(inner[1:-1]))
    return pieces if len(pieces) > 1 and all(map(_IDENTIFIER.match, pieces)) else ()


def _named(latex: str) -> str:
    """A name with what it is applied to, "" of anything else."""
    name, bracket, rest = _SPACING.sub("", latex).partition("(")
    is_whole = not bracket or (rest.endswith(")") and ")" not in rest[:-1])
    return name + bracket + rest if is_whole and _IDENTIFIER.match(name) and not _NO_NAME.match(name) else ""


def _outer(latex: str) -> Iterator[re.Match[str]]:
    """Marks and commands that stand in no bracket."""
    depth = 0
    for match in _TOKEN.finditer(latex):
        step = _OPENS.get(match.group(), 0)
        depth = max(depth + step, 0)
        if not depth and not step:
            yield match


def _pieces(latex: str) -> Iterator[str]:
    at = 0
    if "," in latex:
        for match in _outer(latex):
            if match.group() == ",":
                yield latex[at : match.start()]
                at = match.end()
    yield latex[at:]


def _head(latex: str) -> str:
    """What stands left of the first relation, or right of it where that is a number; without relation, the whole."""
    at = 0
    for match in _outer(latex):
        mark = match.group()
        if mark in "=<>:" or mark[1:] in classes()["relation_command"]:
            part = latex[at : match.start()].strip().rstrip(" &:")
            if part and not _NUMBER.match(part):
                return part
            at = match.end()
    rest = latex[at:].strip()
    return rest if rest and not _NUMBER.match(rest) else latex.strip()


def _has_head(latex: str) -> bool:
    head = _head(latex)
    return bool(head) and head != latex.strip() and len(head) < 60 and not _COMPOSED.match(head)
