"""Where a noun phrase begins and ends: regular expressions over a sentence's tags (``reader.meaning.prose.words``).

Beside the word tags: ``X`` formula, ``Z`` displayed formula with a name, ``Y`` formula without one, ``m`` formula that
modifies a word ("$k$-dimensional", "$x$'s"), ``z`` possessive, ``u`` unknown macro, ``0`` number, ``J`` Chinese or
Japanese, punctuation as itself. Every repetition is bounded, so that a search is linear in the sentence's length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from reader.meaning.prose.phrases import literals, members
from reader.meaning.prose.words import classes

NOUNS = "nkstbuf"
MODIFIERS = NOUNS + "jm0z"
DETERMINERS = members("d")


def one_of(tags: str) -> str:
    """A character class of these tags, words of the phrases included."""
    return f"[{members(tags)}]"


def _modifier() -> str:
    """Adjective, noun, number or participle before the head. A participle counts only where a word follows it."""
    participle = (
        f"[{members('e')}](?={one_of('a')}?{one_of(MODIFIERS + 'eg')})|[{members('g')}](?={one_of(MODIFIERS + 'eg')})"
    )
    return f"{one_of('a')}?(?:{one_of(MODIFIERS)}|{participle})"


def _head() -> str:
    """A noun or a word in -ing, but not "the downward-sloping $u$ curve"."""
    return f"(?:{one_of(NOUNS)}|{one_of('g')}(?!{one_of('d')}|X{one_of(NOUNS)}))(?!z)"


def _bare() -> str:
    """A noun phrase without determiner and complements."""
    return f"(?:{_modifier()}){{0,7}}{_head()}"


def _simple(again: str = "") -> str:
    """With a determiner, a verb in -ing or a formula may be the first modifier: "the $\\ell_2$ norm"."""
    shared = f"(?:(?:{_modifier()}){{0,3}}{one_of('jegm')}{one_of('c')}{again})?"
    first = f"(?:{one_of('a')}?{one_of('w')})?(?:{one_of('j')}{{0,2}}X(?:{one_of('c')}X)?(?={one_of(NOUNS + 'jm')}))?"
    return f"(?:{one_of('d')}{{1,2}}{first}{shared}{_bare()}|{shared}{_bare()})"


def _before_formula() -> str:
    """The noun phrase that names a formula just after it: "the learning rate", "the set of states".

    After a container's "of" a measure names the formula alone, and so does what has an article of its own: "a vector of
    dimension $d$", "a subset of the domain $D$", "the norm of a vector $x$".
    """
    own = "".join(literals().get(word, "d") for word in ("the", "a", "an", "its", "their", "our"))
    container = f"{one_of('d')}{{0,2}}(?:{_modifier()}){{0,4}}{one_of('kst')}{one_of('o')}"
    return f"(?:{container}(?![{own}]|(?:{_modifier()}){{0,3}}{one_of('s')}[XZ]))?{_simple()}"


def _with_bare_of() -> str:
    """With what a noun is of, where that has no determiner: "the parameters of interest"."""
    return f"{_simple()}(?:{one_of('o')}{_bare()})?"


def _whole(tail: str = "") -> str:
    """A noun phrase with its complements; a formula may name its last noun, and stand for the object of "of"."""
    object_ = f"(?:{_simple()}X?|{one_of('d')}?X(?:{one_of('c')}X(?!{one_of('xvdr')})|{_bare()})?)"
    attached = f"{one_of('egw')}?{one_of('pB')}{one_of('gw')}?"  # "visited at", "for computing"
    known = literals()
    taken = f"[e{known.get('sampled', 'e')}{known.get('drawn', 'e')}]"
    given = f"{known.get('given', 'P')}{known['to']}"
    done = f"(?:{taken}(?:{one_of('P')}{one_of('gw')}?|{known['to']}{one_of('v')})|{given})"
    doing = f"(?:{one_of('gw')}{one_of('pB')}?)?"  # "of moving from"
    link = f"(?:{one_of('o')}{doing}|{done}|{attached}|{one_of('gw')}(?={one_of('d')}))"
    pair = f"{one_of('B')}{object_}{one_of('c')}{object_}"
    named = f"(?:X(?={one_of('opB')})|X{_bare()}(?!{one_of('xvw')}))?"  # "the step $t$ image"
    occurring = f"(?:{one_of('o')}{known['times']}{known['that']}?(?:{_finite()}[^,;:.()RI#&YZ-]){{2,12}})?"
    clause = f"(?:{_that()}|{_relative()})?"
    again = f"(?:(?<={known['and']}){known['the']})?"  # "the left and the right end"
    simple = f"{one_of('a')}?{_simple(again)}{_that()}?"
    return f"{simple}{named}{tail}{occurring}(?:{pair}|{link}{object_}{tail}){{0,4}}{clause}"


def _finite() -> str:
    """No clause goes on where its main verb says what stands behind it: "is $x$", "is denoted by"."""
    given = "".join(literals().get(word, "") for word in ("given", "denoted", "defined", "written", "equals", "equal"))
    return f"(?![{members('x')}]{one_of('a')}?[{given}X])"


def _that() -> str:
    """What some nouns say: "the probability that it rains"."""
    return f"(?:(?<={one_of('b')}){literals().get('that', 'r')}(?:{_finite()}[^,;:.()RI#&-]){{2,20}})"


def _relative() -> str:
    """A clause that says which one is meant: "the rate at which prey are consumed", "the wage that it pays".

    It has a verb, and ends where another clause, thing or name begins: "and $m$ is", "and the price", "by $k$".
    """
    known, relative, nouns = literals(), members("r"), one_of(NOUNS + "X")
    be, by = known["is"] + known["are"], known["by"] + known["as"]
    placing = "".join(known[word] for word in ("where", "when", "who", "whose"))
    opening = f"(?:{known['that']}|{known['which']}(?![{be}])|{one_of('opP')}{known['which']}|[{placing}](?!X))"
    stop = f"{one_of('c')}(?:{one_of('dpP')}|X(?![.,;:){members('opPB')}]|\\Z))|[{by}][XZ]"
    step = f"{_finite()}(?!{stop})[^,;:.()RI#&YZ{relative}-]"
    further = f"(?![{be}]{one_of('a')}?{one_of('d')}){step}"
    ending = (
        f"(?<!{one_of('docrBxpP')})(?=[{members('x')}]|{stop})|(?<!{one_of('docrB')})(?=[,;:.()RI#&{relative}-]|\\Z)"
    )
    does = f"(?<=[{known['that']}{known['which']}])[{''.join(known[word] for word in classes()['doing'])}]"
    verb = f"(?:{one_of('xv')}|{does})"
    return f"(?<={nouns}){opening}(?:{step}){{0,6}}?{_finite()}(?!{stop}){verb}(?:{further}){{0,12}}(?:{ending})"


@cache
def complement() -> re.Pattern[str]:
    """What says more of a noun behind its formula: "of the net", "that weighs the penalty"."""
    relative = "".join(literals().get(word, "r") for word in ("that", "which"))
    verb = f"(?:{one_of('v')}|{literals().get('controls', 'v')})"
    ends = f"(?<={one_of(NOUNS + 'X')})(?![({members('copPB')}])"
    clause = f"[{relative}](?={verb})(?:(?!{one_of('c')}X)[^,;:.()RI#&XZY-]|X){{2,12}}{ends}"
    object_ = f"{one_of('o')}(?!{one_of('s')}|{one_of('d')}?{one_of('f')})(?:{_simple()}X?|X)"
    return re.compile(f"(?:{object_}){{1,2}}|{clause}")


def _with_pairs() -> str:
    """The same where nouns come in pairs: "the mean and variance of the encoder and decoder"."""
    return _whole(f"(?:{one_of('c')}{_bare()}(?![XZ{members('xvw')}]))?")


def _list_of(item: str) -> str:
    return f"{item}(?:(?:,{item}){{0,6}},?{one_of('c')}{item})?"


_KINDS: dict[str, Callable[[], str]] = {
    "NOUN": _before_formula,
    "NOUNS": lambda: _list_of(_before_formula()),
    "OWNS": lambda: _list_of(_with_bare_of()),
    "NP": _with_pairs,
    "NPS": lambda: _list_of(_whole()),
    "DNP": lambda: f"(?={one_of('d0z')}){_with_pairs()}",
    "item": _whole,
    "TEXT": lambda: f"(?={one_of(NOUNS + 'djegw')})[^&RI#]{{1,40}}",
}
KINDS = frozenset(_KINDS) - {"item"}


@cache
def source(kind: str) -> str:
    """The expression of a kind of noun phrase, an element of ``reader.meaning.prose.phrases``."""
    return _KINDS[kind]()


@cache
def expression(kind: str) -> re.Pattern[str]:
    return re.compile(source(kind))


@cache
def formula_list() -> str:
    """ "$x$", "$x$ and $y$", "$x$, $y$, and $z$". The last one must not begin a clause of its own."""
    known = literals()
    singular = "".join(known.get(word, "") for word in ("is", "denotes", "represents"))
    plural = "".join(known.get(word, "") for word in ("are", "be", "denote", "represent"))
    first = f"(?<![{members(NOUNS + 'opPBvw')}])"  # nothing that the first one could belong to
    pair = f"{first}X{one_of('c')}X(?=[{singular}])"
    ends = f"(?![{singular}{members('d' + NOUNS)}])"
    others = f"(?:,X){{0,7}},?{one_of('c')}X{ends}|(?:,X){{1,7}}(?=,?[{plural}])"
    several = f"X(?:{others})?"
    return f"(?:{pair}|{several})"


def loose_list() -> str:
    """The same, or a list that no "and" closes: "values $x$, $y$, $z$ such that"."""
    return f"(?:X(?:,X){{2,7}}(?!,?{one_of('c')}?[XZ])|X,X(?=[{members('drpP')}.;:)]|$)|{formula_list()})"


@cache
def _reference() -> re.Pattern[str]:
    border = members("opcB")
    within = f"(?![{members('egw')}][{members('dopB')}])[^{border}]"
    return re.compile(
        f"(?:{within})*[{members('f')}](?![^{border}{members('egw')}])|[{members('eg')}][{members('opPB')}]|t[{members('pPB')}]"
    )


def is_no_description(tags: str) -> bool:
    """Whether the phrase's head names a piece of text ("figure", "case"), or the phrase is a clause ("shown in")."""
    return bool(_reference().match(tags))


def shares_complement(tags: str, items: Sequence[tuple[int, int]], plural: bool) -> bool:
    """Whether a list is one in its last complement only: "the parameters of the encoder and decoder".

    ``plural`` says that the first head is: it needs no determiner then ("weights of the encoder and decoder")."""
    (first, last), *others = items
    determined = members("dz")
    complemented = any(tag in members("op") for tag in tags[first:last])
    return (
        complemented
        and (plural or tags[first] in determined)
        and not any(tags[start] in determined for start, _ in others)
    )


def head_of(tags: str, item: tuple[int, int]) -> int:
    """The token of a noun phrase's head: the last one before its complements."""
    border = members("opPB")
    return next((at - 1 for at in range(item[0] + 1, item[1]) if tags[at] in border), item[1] - 1)


@cache
def _object() -> re.Pattern[str]:
    noun = f"(?:{source('NOUN')})?"
    return re.compile(f"(?:{one_of('opPBi')}{noun}|{one_of('B')}{noun}X{one_of('c')})\\Z")


def is_object(tags: str, at: int) -> bool:
    """Whether what begins at token ``at`` hangs on a preposition or "if", alone, through its noun or as its second."""
    return bool(_object().search(tags, max(0, at - 6), at))


def is_subject(tags: str, at: int) -> bool:
    """Whether what ends before token ``at`` is the subject of a verb, so that its last noun begins a clause."""
    verbs = [literals().get(word, "x") for word in ("is", "are", "be", "denotes", "denote", "represents", "represent")]
    return tags[at : at + 1] in [*verbs, *members("xv")]


def is_dependent(tags: str, at: int) -> bool:
    """Whether a form of "be" or a preposition stands before token ``at``: what begins there belongs elsewhere."""
    verbs = [literals().get(word, "x") for word in ("is", "are", "was", "were", "be")]
    at -= tags[max(0, at - 1) : at] in [*members("a")]
    return tags[max(0, at - 1) : at] in [*verbs, *members("opB")]


def opens_clause(tags: str, at: int, after: int) -> bool:
    """Whether a preposition at token ``at`` begins a sentence or follows "where", and a verb stands at ``after``."""
    verbs = [literals().get(word, "x") for word in ("is", "are", "denotes", "represents")]
    begins = at == 0 or (at > 0 and tags[at - 1] in "RI#.:;ZY" + members("r"))
    return begins and tags[at] in members("pP") and tags[after : after + 1] in [*verbs, *members("vx")]


def is_singular(tags: str, at: int) -> bool:
    """Whether a verb for one subject stands at token ``at``."""
    verbs = ("is", "denotes", "represents", *classes()["doing"])
    return tags[at : at + 1] in [literals().get(word, "x") for word in verbs]


def is_introduced(tags: str, at: int) -> bool:
    """Whether a determiner or a possessive stands at token ``at``, or "with" or "has" before it."""
    holding = [literals().get(word) for word in ("with", "has", "have")]
    return tags[at] in members("dz") or (at > 0 and tags[at - 1] in holding)
