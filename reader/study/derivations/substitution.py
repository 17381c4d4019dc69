"""Names in terms: which occur, which are bound, and terms with others in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from reader.limits.memory import cached_for_a_paper
from reader.meaning.blocks.names import taken_apart
from reader.meaning.blocks.terms import Term, negated, product, total

INDEXED = frozenset({"sum", "prod", "int"})  # their first argument is a letter, or several


def bound_names(term: Term) -> tuple[str, ...]:
    """The letters that a sum, integral, expectation or extremum binds; () where it names none."""
    if not (term.head in INDEXED or term.head == "mean" or term.head.startswith(("ext:", "big:"))):
        return ()
    index, domain = term.args[:2]
    if term.head == "mean" and domain.head == "none":
        return ()  # what it names is a distribution as likely as a variable
    letters = index.args if index.head in ("list", "tuple") else (index,)
    names = tuple(letter.text for letter in letters if letter.head == "sym")
    if term.head.startswith(("ext:", "big:")) and not any(mentions(term.args[2], name) for name in names):
        return ()  # what it names is a range
    return names


def names_in(term: Term) -> Iterator[str]:
    """Every name in a term, with the letters of its scripts."""
    if term.head == "sym":
        yield term.text
        yield from pieces(term.text)
    for arg in term.args:
        yield from names_in(arg)


@cached_for_a_paper(20_000)
def pieces(latex: str) -> tuple[str, ...]:
    """The letters of a symbol's spelling, its stem among them."""
    return tuple(dict.fromkeys((taken_apart(latex)[0], *re.findall(r"\\[A-Za-z]+|[A-Za-z]'*|§\d+[a-z]", latex))))


def mentions(term: Term, name: str) -> bool:
    """Whether a name occurs in a term, be it in a script."""
    return name in names_in(term)


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z\\§\d]){re.escape(name)}(?![A-Za-z'])")


def renamed(term: Term, letters: Mapping[str, str]) -> Term:
    """The term with letters for letters, in scripts too."""
    if not letters:
        return term
    if term.head == "sym":
        text = term.text
        for name, other in letters.items():
            text = other if text == name else _pattern(name).sub(lambda _, other=other: other, text)  # type: ignore[misc]
        if text == term.text and not term.args:
            return term
        stem = taken_apart(text)[0]
        return Term("sym", tuple(renamed(arg, letters) for arg in term.args), text, stem=stem)
    if not term.args:
        return term
    args = tuple(renamed(arg, letters) for arg in term.args)
    return rebuilt(term, args)


def rebuilt(term: Term, args: tuple[Term, ...]) -> Term:
    """The term with other arguments, flat as all terms are; itself where they are the same."""
    if all(one is other for one, other in zip(term.args, args, strict=True)) and len(args) == len(term.args):
        return term
    if term.head == "add":
        return total(args)
    if term.head == "mul":
        return product(args, ())
    if term.head == "frac":
        return product((args[0],), (args[1],))
    if term.head == "neg":
        return negated(args[0])
    return Term(term.head, args, term.text, stem=term.stem)


def replaced(term: Term, wanted: Mapping[str, Term]) -> Term:
    """The term with terms in place of those that have these keys."""
    found = wanted.get(term.key)
    if found is not None:
        return found
    if not term.args or term.head == "sym":
        return term
    return rebuilt(term, tuple(replaced(arg, wanted) for arg in term.args))


def put_in(term: Term, values: Mapping[str, Term]) -> Term | None:
    """The term with values for its names; None where a name in a script would need one that is no name or number."""
    letters = {name: value.text for name, value in values.items() if value.head in ("sym", "num")}
    if term.head == "sym":
        whole = values.get(term.text)
        if whole is not None:
            return whole
        if any(name in pieces(term.text) for name in values):
            if any(name in pieces(term.text) and name not in letters for name in values):
                return _shifted(term, values)
            return renamed(term, letters)
        return term
    if not term.args:
        return term
    args = tuple(put_in(arg, values) for arg in term.args)
    if any(arg is None for arg in args):
        return None
    return rebuilt(term, tuple(arg for arg in args if arg is not None))


OFFSET = re.compile(r"([+-])(\d{1,9})\Z")


def _shifted(term: Term, values: Mapping[str, Term]) -> Term | None:
    """``x_{k+1}`` with ``k + 2`` for ``k``: ``x_{k+3}``."""
    stem, below, above = taken_apart(term.text)
    if above or not below or any(name in pieces(stem) for name in values):
        return None
    made = []
    for piece in below.split(","):
        name, offset = (piece, 0)
        found = OFFSET.search(piece)
        if found:
            name, offset = piece[: found.start()], int(found.group(1) + found.group(2))
        value = values.get(name)
        if value is None:
            if any(each in pieces(piece) for each in values):
                return None
            made.append(piece)
            continue
        moved = offset_of(value)
        if moved is None:
            return None
        base, by = moved
        sum_ = by + offset
        made.append((f"{base}{sum_:+d}" if sum_ else base) if base else str(sum_))
    return Term("sym", (), f"{stem}_{{{','.join(made)}}}", stem=stem)


def offset_of(term: Term) -> tuple[str, int] | None:
    """``k + 2`` as ``k`` and 2; a number has no name. None for anything else."""
    if term.head == "num" and term.text.isdigit():
        return "", int(term.text)
    if term.head == "neg" and term.args[0].head == "num" and term.args[0].text.isdigit():
        return "", -int(term.args[0].text)
    if term.head == "sym":
        return term.text, 0
    if term.head == "add" and len(term.args) == 2:
        for one, other in (term.args, term.args[::-1]):
            by = offset_of(other)
            if one.head == "sym" and by is not None and not by[0]:
                return one.text, by[1]
    return None
