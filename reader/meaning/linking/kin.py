"""What a statement about one spelling says of its kin, which the same letter with other scripts is."""

from __future__ import annotations

from dataclasses import replace

from reader.formula.syntax.tables.name_rows import COUNTING_LETTERS, FAMILY_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.marks import is_changed
from reader.meaning.evidence.spelling import Spelling, is_letter, take_apart
from reader.meaning.prose.members import element_of
from reader.meaning.prose.words import classes, tag_of
from reader.model.annotations import AuthorStatement

OF_MEMBERS = frozenset(("index", "part", "sibling"))  # sources whose statements are about one with an index of its own
RANGE = ":"
COUNTED = ("number", "dimension", "dimensions", "size")
STARS = ("*", r"\star", r"\ast")
PICKED = frozenset(("w", r"\tau", r"\max", r"\min", r"\sup", r"\inf", r"\ast", r"\star", r"\theta", r"\phi", r"\psi"))
OPENINGS = ("(", "[", "\\", "\\langle")  # of a list; of ``\\{`` without its brace the backslash is left
SILENT = (r"\left", r"\big", r"\Big", r"\,", r"\;", r"\!", "{", "}")
WORDS = (r"\mathrm{", r"\text{", r"\operatorname{")


def said_of(
    source: str, statement: AuthorStatement, parts: Spelling, evidence: LinkingEvidence
) -> AuthorStatement | None:
    """The statement as far as it holds for the spelling with these ``parts``; None where it says nothing of that."""
    if is_changed(parts.base) and not is_changed(statement.spelling):
        return None  # the change of a state is no state
    other = take_apart(statement.spelling)
    if source in OF_MEMBERS and (_is_of_other_scripts(other, parts) or _is_labelled_apart(other, parts)):
        return None
    if source in ("part", "sibling") and other.sub != parts.sub and _counts_what_it_marks(other.sub, statement.meaning):
        return None
    if source == "base":
        return _of_element(statement, parts, evidence)
    if source not in OF_MEMBERS:
        return statement
    if _is_marked(other, parts):
        return None
    return _of_any(statement, evidence, kind_alone=bool(other.primes) and not parts.primes)


def _is_of_other_scripts(other: Spelling, parts: Spelling) -> bool:
    """Whether both scripts are others, and not as those of members of one family; where an index is raised or lowered
    it is one."""
    is_other = other.sub != parts.sub and other.sup != parts.sup and (other.kin is None or other.kin != parts.kin)
    return is_other and bool(parts.sup) and bool(other.sub) and (bool(parts.sub) or other.sub.isdigit())


def _is_labelled_apart(other: Spelling, parts: Spelling) -> bool:
    """Whether a word, or a letter that is no index, makes this one another than the one with a number, a label or an
    index: the error ratio ``r_{a}`` is not the importance ratio ``r_{t}``."""
    own, theirs = parts.sub, other.sub
    if not own or not theirs or own == theirs:
        return False
    if any(word in own for word in WORDS):
        return theirs not in COUNTING_LETTERS
    is_label = is_letter(own) and own.islower() and own not in FAMILY_LETTERS | PICKED
    return is_label and theirs in COUNTING_LETTERS


def _counts_what_it_marks(letter: str, meaning: str) -> bool:
    """Whether a letter below a number is the first of the word for what is counted: ``n_{h}``, the number of heads. It
    tells this number from the others, which count other things."""
    words = meaning.lower().replace("total ", "").split()
    is_number = words[:1] != [] and words[0] in COUNTED and words[1:2] == ["of"]
    return is_number and len(letter) == 1 and any(word.startswith(letter.lower()) for word in words[2:])


def _is_marked(other: Spelling, parts: Spelling) -> bool:
    """Whether a word or a star makes the other one another thing: ``L_{\\mathrm{all}}`` is not ``L_{\\mathrm{one}}``,
    nor the optimum ``x^{*}`` any ``x``. Or a range makes this one many: ``w_{1:t}`` is no ``w_{t}``."""
    own = (parts.sub, parts.sup)
    if RANGE in parts.sub and RANGE not in other.sub:
        return True
    return any(
        theirs not in own and (any(word in theirs for word in WORDS) or theirs in STARS)
        for theirs in (other.sub, other.sup)
    )


def _of_any(statement: AuthorStatement, evidence: LinkingEvidence, *, kind_alone: bool) -> AuthorStatement:
    """What is said of one of many without what picks it out: beside the initial state ``x_{0}`` an ``x_{t}`` is a
    state, and beside an imagined state ``x'`` an ``x`` is one (``kind_alone``)."""
    words = statement.meaning.split()
    ends = (at for at, word in enumerate(words) if "$" in word or tag_of(word.lower()) in "opPBr")
    end = next(ends, len(words))
    before = [] if kind_alone else words[: max(0, end - 1)]
    kept = [word for word in before if word.lower() not in classes()["picking"]] + words[max(0, end - 1) :]
    if len(kept) == len(words):
        return statement
    said = " ".join(kept)
    return replace(statement, meaning=said, naming=evidence.name_concept(said))


def _of_element(statement: AuthorStatement, parts: Spelling, evidence: LinkingEvidence) -> AuthorStatement | None:
    """What is said of the whole, said of one of its elements: a token of a sequence of tokens. Where the words do not
    say what one is, they say nothing of it: a ``y_{t}`` is no text ``y = (y_{1}, \\dots, y_{n})``."""
    words = element_of(statement.meaning) if parts.indices else None
    if words is None:
        return None if parts.indices and _is_spelled_out(statement) else statement
    return replace(statement, meaning=words, naming=evidence.name_concept(words, member=True))


def _is_spelled_out(statement: AuthorStatement) -> bool:
    """Whether the sentence lists the letter's own elements: ``y = (y_1, \\dots, y_n)``."""
    sentence = _without_marks(statement.definition.sentence)
    name = _without_marks(statement.spelling)
    return any(f"{name}={opening}{name}_" in sentence for opening in OPENINGS)


def _without_marks(latex: str) -> str:
    """LaTeX without spaces, braces that only group, and commands of size."""
    for mark in SILENT:
        latex = latex.replace(mark, "")
    return "".join(latex.split())
