"""When two heads, names or texts are the same to a pattern, and which names a slot allows."""

from __future__ import annotations

import re

from glossary.block import Slot
from reader.limits.memory import cached_for_a_paper
from reader.meaning.blocks.kinds import stem_of, word
from reader.meaning.blocks.names import taken_apart, word_of
from reader.meaning.blocks.terms import Term

SAME_TEXT = {"norm": {"": ("", "2", "F"), "2": ("", "2")}}
TOLD_TEXT = frozenset({"deriv", "hessian", "grad", "logb", "lab", "partial", "higher", "chain"})  # text is meaning


def read_as(head: str, term: Term) -> Term:
    """What may be a power is one where a pattern has a power; what may be applied is where it has an application."""
    if head == "pow" and term.head == "sym" and term.args:
        return Term("pow", term.args)
    if head == "app" and term.head == "either":
        function, argument = term.args
        return Term("app", (function, *(argument.args if argument.head == "tuple" else (argument,))))
    return term


def is_open_ended(head: str) -> bool:
    """Whether the last open slot of a pattern with this head may take several arguments."""
    if head[:3] in ("fn:", "op:"):
        return head not in ("fn:max", "fn:min")
    return head in ("app", "list", "tuple", "cases")


@cached_for_a_paper(4096)
def script_of(text: str) -> str:
    """What stands below a symbol, in small letters: ``kl`` of ``D_{\\mathrm{KL}}``."""
    below = taken_apart(text)[1]
    return word_of(below) or re.sub("[^A-Za-z]", "", below).lower()


def names_of(term: Term) -> set[str]:
    """What rows may call a term: its letter, the same with its subscript in small letters (``D_kl``), word, digits."""
    head = term.args[0] if term.head == "app" else term
    stem = stem_of(term)
    names = {stem, word(term), f"{stem}_{script_of(head.text)}"}
    return (names | {term.text} if term.head == "num" else names) - {""}


def allowed(slot: Slot, term: Term) -> bool:
    """Whether the slot's letters, where it names some, are the term's."""
    if not slot.stems and not slot.barred:
        return True
    names = names_of(term)
    return (not slot.stems or bool(names & set(slot.stems))) and not names & set(slot.barred)


def same_text(head: str, wanted: str, given: str) -> bool:
    """``\\|x\\|`` may be written with its 2; elsewhere a text left out in the pattern is free."""
    if head in SAME_TEXT:
        return given in SAME_TEXT[head].get(wanted, (wanted,))
    if head in TOLD_TEXT:
        return wanted == given
    return not wanted or wanted == given


def same_name(pattern: Term, term: Term) -> bool:
    return pattern.text == term.text or (
        pattern.head == "sym" and taken_apart(pattern.text)[1:] == taken_apart(term.text)[1:]
        and _name(pattern) != "" and _name(pattern) == _name(term)
    )  # fmt: skip


def _name(term: Term) -> str:
    return word(term) or stem_of(term)
