"""What a formula says, as words: relations, one thing after another, lists, and what is read as it stands."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Chain,
    Group,
    Listing,
    Meaning,
    Nothing,
    Number,
    Quantified,
    Relating,
    Statements,
    Symbol,
    Undecided,
)
from reader.study.speech import layout, tables
from reader.study.speech.meanings import SAY, say, say_items
from reader.study.speech.speaker import OPEN, Said, Speaker

QUANTIFIERS = {r"\forall": "for-all", r"\exists": "there-is", r"\nexists": "there-is-no"}


def say_listing(speaker: Speaker, node: Listing, closed: bool) -> Said:
    if node.kind == "condition" and len(node.items) == 2:
        item, condition = noun(speaker, node.items[0]), say(speaker, node.items[1])
        return speaker.phrase("set-condition", closed, item=item, condition=condition)
    return layout.bracketed(speaker, node.open, say_items(speaker, node.items, node.separators), node.close)


def say_chain(speaker: Speaker, node: Chain, closed: bool) -> Said:
    template = _template(speaker, node, "sentence")
    if template:
        left, right = (say(speaker, operand).text for operand in node.operands)
        return Said(template.format(left=left, right=right), OPEN)
    pieces = [say(speaker, node.operands[0]).text]
    for relation, operand in zip(node.relations, node.operands[1:], strict=True):
        pieces += [say_relating(speaker, relation, False).text, say(speaker, operand).text]
    return Said(" ".join(pieces), OPEN)


def noun(speaker: Speaker, meaning: Meaning | None) -> Said:
    """A range as a noun: ``i \\in S`` is "S に属する i", in English "i in S"."""
    template = _template(speaker, meaning, "noun") if isinstance(meaning, Chain) else None
    if template and isinstance(meaning, Chain):
        left, right = (say(speaker, operand).text for operand in meaning.operands)
        return Said(template.format(left=left, right=right), OPEN)
    return say(speaker, meaning)


def _template(speaker: Speaker, chain: Chain, form: str) -> str | None:
    """How a relation of two sides is said in this language, where it is not just said between them."""
    plain = len(chain.relations) == 1 and chain.relations[0].above is None
    if not plain or any(isinstance(operand, Nothing) for operand in chain.operands):
        return None
    row = tables.signs()["relation"].get(chain.relations[0].sign, {})
    if speaker.exact and f"{speaker.language}_exact" in row:
        return None
    return row.get(f"{speaker.language}_{_kind_of(chain)}") or row.get(f"{speaker.language}_{form}")


def _kind_of(chain: Chain) -> str:
    """What is compared: an order of small letters is one of preference, of a capital with 0 one of matrices."""
    left, right = chain.operands
    if all(map(is_small, chain.operands)):
        return "letters"
    is_zero = isinstance(right, Number) and right.text == "0"
    return "zero" if is_zero and isinstance(left, Symbol) and not is_small(left) else "sides"


def is_small(operand: Meaning) -> bool:
    letter = operand.stem.rstrip("}").rpartition("{")[2] if isinstance(operand, Symbol) else ""
    return letter[:1].islower() or (letter[:1] == "\\" and letter[1:2].islower())


def say_relating(speaker: Speaker, node: Relating, closed: bool) -> Said:
    """A relation; a number of a formula above it, "by (5)", is for the eye."""
    is_bare = node.above is None or (not speaker.exact and isinstance(node.above, Group | Listing))
    return layout.say_latex(speaker, node.sign if is_bare else node.latex)


def say_statements(speaker: Speaker, node: Statements, closed: bool) -> Said:
    pieces: list[str] = []
    last, for_all = len(node.items) - 1, False
    for k, (item, separators) in enumerate(zip(node.items, node.separators, strict=True)):
        pieces.append((say_for_all(speaker, item) if for_all else say(speaker, item)).text)
        marks = tables.signs()["punctuation"]
        said = [mark for mark in separators if k < last or mark not in marks]
        for_all = k < last and bool(said) and spoken_words(said[-1]) in FOR_ALL
        said = said[:-1] if for_all else said
        pieces += ["," if mark in marks else layout.say_latex(speaker, mark).text for mark in said]
        pieces += [] if said else [","]
    return Said(" ".join(pieces), OPEN)


def say_undecided(speaker: Speaker, node: Undecided, closed: bool) -> Said:
    said = Said(layout.say_latex(speaker, node.latex).text, OPEN)
    return speaker.phrase("struck", body=said) if node.reason == "struck-out" else said


FOR_ALL = frozenset({"for all", "for any", "for every", "for each"})


def spoken_words(latex: str) -> str:
    """``\\text{for all }`` without its command."""
    return latex.rpartition("{")[2].strip("} ").lower()


def say_for_all(speaker: Speaker, item: Meaning) -> Said:
    return speaker.phrase("for-all", range=noun(speaker, item))


def say_quantified(speaker: Speaker, node: Quantified, closed: bool) -> Said:
    return speaker.phrase(QUANTIFIERS[node.quantifier], range=noun(speaker, node.body))


SAY.update(
    {Chain: say_chain, Relating: say_relating, Statements: say_statements, Quantified: say_quantified,
     Listing: say_listing, Undecided: say_undecided}
)  # fmt: skip
