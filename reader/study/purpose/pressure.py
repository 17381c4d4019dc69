"""Which parts of a loss grow and which shrink when it is made small: what training presses on.

Where the left side says over what it is made small, ``L(\\\\theta)``, only parts count in which that letter stands: a
reference model does not move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Application, Meaning, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.purpose.kinds import SMALL
from reader.study.purpose.phrase import NOTHING, PurposePhrase, listing, phrase_of, sign_of
from reader.study.walkthrough.certainties import GROWING_IDEAS
from reader.study.walkthrough.directions import SMALL_WANTED, Direction, directions_of
from reader.study.walkthrough.known import annotations_of_rows, ideas_of
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.skeleton import width_of

if TYPE_CHECKING:
    from reader.study.purpose.claims import Claim
    from reader.study.purpose.statement import StatedFormula

MOST = 2  # parts on either side
BEFORE, AFTER = 1, 2  # sentences around the display
SAYS_SMALL = (" loss ", " losses ", " minimi", " risk ", "損失", "最小", "损失")
SAYS_LARGE = (" maximi", " lower bound ", " elbo ", "最大")
WIDEST = 14.0  # em of a part
ROWS = {(True, True): "presses-both", (True, False): "presses-up", (False, True): "presses-down"}


def pressure_of(statement: StatedFormula, claim: Claim) -> PurposePhrase | None:
    """ "Making L small makes a large and b small"; None where that is not sure, or one sees it at once."""
    left = bare(claim.left) if claim.left is not None else None
    subject = statement.subject
    if left is None or subject is None or subject.stem not in SMALL_WANTED or not is_made_small(statement, subject):
        return None
    found = directions_of(claim.right, growing_in(statement), lambda _: None, is_number=True)
    moved = list(_moved(found, left))
    if not moved or all(each.plain for each in moved) or any(width_of(each.part) > WIDEST for each in moved):
        return None
    up = [each.part for each in moved if not each.grows]
    down = [each.part for each in moved if each.grows]
    if max(len(up), len(down)) > MOST:
        return None
    given = {meaning_latex(part): part for each in moved for part in each.given}
    where = phrase_of("presses-where", parts=_listed(list(given.values()))) if given else NOTHING
    row, whole = ROWS[bool(up), bool(down)], sign_of(meaning_latex(left))
    made = phrase_of(row, left=whole, where=where, up=_listed(up), down=_listed(down))
    return replace(made, tells=frozenset(meaning_latex(each.part) for each in moved) | {"pressure"})


def growing_in(statement: StatedFormula) -> frozenset[str]:
    """The functions of a formula that are known to grow."""
    ideas = ideas_of(annotations_of_rows(statement.equation, statement.study), statement.study.glossary)
    return frozenset(spelled for spelled, idea in ideas.items() if idea.name["en"] in GROWING_IDEAS)


def is_made_small(statement: StatedFormula, subject: Symbol) -> bool:
    """Whether the paper calls the left side a loss, or speaks of one around the display.

    The letter alone may be a lower bound, which is made large.
    """
    meant = statement.meant(subject.latex)
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in SMALL
    around = statement.study.surroundings
    near = (*islice(around.before(statement.equation), BEFORE), *islice(around.after(statement.equation), AFTER))
    said = "".join(each.words for each in near)
    return any(word in said for word in SAYS_SMALL) and not any(word in said for word in SAYS_LARGE)


def _moved(found: Sequence[Direction], left: Meaning) -> Iterator[Direction]:
    """Those in which an argument of the left side stands; all where it names none, or none has it."""
    letters = (
        {each.latex for part in left.arguments for each in _symbols(part)} if isinstance(left, Application) else set()
    )
    having = [one for one in found if letters & {each.latex for each in _symbols(one.part)}]
    yield from having or found


def _symbols(part: Meaning) -> Iterator[Symbol]:
    """Its symbols and those in their indices."""
    for node in walk(part):
        if isinstance(node, Symbol):
            yield node
            for index in node.indices:
                yield from (each for each in walk(index) if isinstance(each, Symbol))


def _listed(parts: Sequence[Meaning]) -> PurposePhrase:
    return listing([sign_of(meaning_latex(each)) for each in parts]) if parts else NOTHING
