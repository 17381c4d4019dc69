"""Verbs before a formula that look like nouns, and verbs whose object is no name of what their display gives."""

from __future__ import annotations

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.members import singular
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

ONE = frozenset(("a", "an", "each", "every", "another"))  # determiners of one thing
SEVERAL = frozenset(("few", "couple", "dozen"))  # words with "a" that stand before several things
LAWS = frozenset("pqfgPQFGD") | {
    r"\rho",
    r"\mu",
    r"\nu",
    r"\pi",
    r"\eta",
    r"\varrho",
    r"\varphi",
    r"\mathcal",
    r"\mathbb",
}
WHEN = frozenset(("when", "whenever", "if", "iff", "unless"))
DENIED = 3  # words before a letter in which a "not" stands that is about it
NEAR = 12  # words before a noun in which the verb of "rewrite ... as" stands


def is_verb(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether the last word before a formula can be no noun there: in the plural behind "a", as in "a call commits $N$
    words", between a noun and a formula that counts another noun in the plural, "calls take $N$ words", or between a
    noun and a formula before a condition, "the flow balances $G$ when"."""
    (first, last), behind = item, match.formulas[1]
    if _takes(sentence, match, item, text):
        return True
    if (
        last - first < 2
        or not is_plural(sentence, last - 1, text)
        or noun_phrase.head_of(sentence.tags, item) < last - 1
    ):
        return False
    is_one = last - first > 2 and sentence.word(first, text) in ONE and sentence.word(first + 1, text) not in SEVERAL
    if is_one and sentence.word(last - 1, text) != "means":
        return True
    is_conditioned = behind < len(sentence.tags) and sentence.word(behind, text) in WHEN
    if is_conditioned and sentence.tags[last - 2] in members(noun_phrase.NOUNS):
        return True
    counts = sentence.tags[behind : behind + 1] in [*members(noun_phrase.NOUNS)] and is_plural(sentence, behind, text)
    return counts and sentence.tags[last - 2] in members(noun_phrase.NOUNS)


def _takes(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether the last word tells what the noun before it does to a letter: "a tree spanning $V$"."""
    first, last = item
    is_beside = last - first > 1 and last == match.formulas[0]
    is_taking = is_beside and sentence.word(last - 1, text) in classes()["taking"]
    return is_taking and sentence.tags[last - 2] in members(noun_phrase.NOUNS)


def is_denied(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a letter is said not to be what stands behind it: "we do not assume $z$ to be a fixed width"."""
    formula, first, tags = match.formulas[0], item[0], sentence.tags
    return first > formula and "," not in tags[formula:first] and "N" in tags[max(0, formula - DENIED) : formula]


def is_operand(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a display gives what is left of another thing, or comes of it, by a verb whose object is told: "we
    subtract the tare: \[ m = g - t \]"."""
    formula, first = match.formulas[0], item[0]
    if sentence.tags[formula] != "Z" or match.nouns[1] > formula or not first:
        return False
    verb = sentence.word(first - 1, text)
    known = classes()["operating"]
    is_told = verb in known or singular(verb) in known or verb.removesuffix("ing") in known
    return is_told and symbol.is_combined(sentence.formulas[formula])


def names_equation(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun names what an equation says of a thing, or of that over time: "each point has a unique
    representation $w = a + b$", "the sail dynamics $v[t] = a v[t-1]$", "we rewrite the load as a map $v = a + b$"."""
    (first, last), formula = item, match.formulas[0]
    if match.nouns[1] != formula or "=" not in sentence.formulas[formula]:
        return False
    head, known = sentence.word(noun_phrase.head_of(sentence.tags, (first, last)), text), classes()
    is_had = first > 0 and sentence.word(first - 1, text) in known["admitting"]
    if head in known["equating"] or (is_had and singular(head) in known["representing"]):
        return True
    before = [sentence.word(at, text) for at in range(max(0, first - NEAR), first)]
    return before[-1:] == ["as"] and not known["rewording"].isdisjoint(before)


def law_of(sentence: TaggedSentence, item: tuple[int, int], formula: int, text: str) -> int:
    """Where the noun begins whose distribution a letter of distributions is: "a distribution of crews $\\rho$"."""
    first = item[0]
    latex = symbol.without_delimiters(sentence.formulas[formula]).lstrip("{ ")
    base = latex[: 1 + next((at for at, sign in enumerate(latex[1:]) if not sign.isalpha()), len(latex))]
    if first < 2 or sentence.tags[first - 1] not in members("o") or base not in LAWS:
        return first
    at = first - 2
    if singular(sentence.word(at, text)) not in classes()["law"]:
        return first
    while at and sentence.tags[at - 1] in members(noun_phrase.MODIFIERS):
        at -= 1
    return at
