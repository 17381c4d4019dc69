"""Whether a noun phrase beside a formula is attached to something else, and so does not say what the symbol is."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.members import singular
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import base_forms, classes

_ONE_OF_MANY = re.compile(r"(?:the\s+)?(?:first|last|final)\s", re.IGNORECASE)  # "the first point $q = 1$"
_AT_VALUE = re.compile(r"[^=]{1,16}=\s*(?:-?[\d.]+|-?\\?[A-Za-z]+)\s*\Z")
_PLAIN = r"\s*\\?[A-Za-z]+(?:\s*\{\s*\\?[A-Za-z]+\s*\})?(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|')*\s*"
_SETS = re.compile(_PLAIN + "=")
_BOLD = re.compile(r"\{*\s*\\(?:mathbf|boldsymbol|bm|mathbfit|pmb)(?![A-Za-z])")
Reason = Callable[[TaggedSentence, Match, tuple[int, int], str], bool]


def is_of_others(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase says what something else is, or what a formula says as a whole."""
    return any(reason(sentence, match, item, text) for reason in _REASONS)


def _only_compares(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a display, or what stands behind a colon, only says what is larger: "it exceeds: \\[ a > b \\]"."""
    formula = match.formulas[0]
    is_apart = sentence.tags[formula] == "Z" or sentence.tags[match.nouns[1] : formula] == ":"
    return is_apart and symbol.is_bound(sentence.formulas.get(formula, ""))


def _is_one_of_many(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether words tell of one value or way: "the first point $q = 1$", "the event $W = i$", "a cure is the fee"."""
    words, between = sentence.words[slice(*item)], sentence.words[match.nouns[1] : match.formulas[0]]
    if words[0] in ("a", "an", "another", "one") and "the" in between:
        return True
    tells = _ONE_OF_MANY.match(" ".join(words)) or words[-1] in classes()["occurring"]
    return bool(tells and _AT_VALUE.match(symbol.without_delimiters(sentence.formulas.get(match.formulas[0], ""))))


def _is_of_whole(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun names all that a formula says or lists, not its first letter: "the path $(x_0, \\dots, x_T)$",
    "the flat law $x \\sim p$", "the conditions $a < b$"."""
    latex, head = sentence.formulas[match.formulas[0]], noun_phrase.head_of(sentence.tags, item)
    word, known = sentence.words[head], classes()
    if (singular(word) in known["law"] and r"\sim" in latex) or (word in known["relating"] and symbol.compares(latex)):
        return True
    if word == "space" and latex.strip("$() ")[:1].islower():
        return True  # "a latent space $z$"
    if word in known["element"] and symbol.names(latex)[0].endswith("]"):
        return True  # "$u[i]$ is the entry"
    if word in known["sequential"]:
        return False
    is_list = symbol.is_run(symbol.names(latex)[0]) and not set(sentence.tags[slice(*item)]) & set(members("o"))
    return is_list and not is_plural(sentence, head, text)


def _is_case(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a clause tells of some values alone: "a larger $k$ means more doubt", "in the case where $g$ is"."""
    formula, known = match.formulas[0], classes()
    if match.nouns[0] < formula or not formula:
        return False
    before = [sentence.words[at] for at in range(max(0, formula - 2), formula)]
    if match.nouns[0] == match.formulas[1] and before[-1] in known["conditional"] | {"when", "once"}:
        return True  # "when $m > n$ the crew splits"
    if not match.phrase.subject:
        return False
    is_of_case = before[0] in ("case", "cases") and before[-1] != ","
    return is_of_case or before[-1] in known["gradable"] | known["comparative"]


def _only_touches(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun before a formula is a verb, or only the end of what it belongs to: "to bound $x$", "in a first
    step $k$ is estimated", "at constant $k$", "cost per mass and time $k$", "those of the net, $k$", "a function of the
    sizes $f(x)$"."""
    first, formula = item[0], match.formulas[0]
    per, of, before = (sentence.words[at] if at >= 0 else "" for at in range(first - 3, first))
    if before == "per" or (per == "per" and before in ("and", "or")):
        return True
    if before == "of" and of in ("those", "that") and match.nouns[1] < match.formulas[0]:
        return True
    if match.nouns[1] != formula:
        return False
    words = text[sentence.starts[first] : sentence.ends[formula - 1]].lower()
    if before in ("of", "at") and words == "constant":
        return True
    is_argument = before == "of" and of in ("function", "functions") and "(" in sentence.formulas.get(formula, "")
    opens = before not in ("for", "given") and noun_phrase.opens_clause(sentence.tags, first - 1, match.formulas[1])
    return opens or is_argument or (before == "to" and words in classes()["verbal"])


def _is_piece(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase is the end of a longer one: "output" of "the head output is $y$"."""
    first, tags, kinds = item[0], sentence.tags, members(noun_phrase.NOUNS)
    before = text[max(0, sentence.starts[first] - 2) : sentence.starts[first]]
    is_told = first > 0 and match.nouns[1] < match.formulas[0] and before[1:].isspace()
    is_joined = is_told and tags[first - 1] in kinds + "X" and tags[first] in kinds
    return is_joined or (before[:1].isalpha() and before[1:] == "/")


def _does(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether what looks like the plural of a noun is the verb of one thing: "a firm hires $l$ workers"."""
    first, last = item
    word, tags = sentence.words[last - 1], sentence.tags[first:last]
    is_one = sentence.words[first] in ("a", "an", "each", "every") and not set(tags) & set(members("o"))
    is_form = word.endswith("s") and not word.endswith(("as", "is", "ss", "us")) and singular(word) != word
    return is_one and is_form and tags[-1] == "n" and len(tags) > 2 and last == match.formulas[0]


def _is_cut(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether one thing said of several symbols is but the first of a list that was not read: "$a$, $p$ and $n$ are the
    anchor, the positive and the negative word"."""
    (first, last), behind, tags = match.formulas, match.nouns[1], sentence.tags
    is_one = not is_plural(sentence, noun_phrase.head_of(tags, item), text)
    goes_on = tags[behind : behind + 1] == "," and tags[behind + 1 : behind + 2] in [*members("d")]
    return last - first > 1 and match.nouns[0] >= last and is_one and goes_on


def _is_both(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether several things are what several statements show: "the age and mass are \[ a = ..., \quad m = ... \]",
    "we take the age, which gives the mass: \[ a = ..., \quad m = ... \]"."""
    formula = match.formulas[0]
    if sentence.tags[formula] != "Z" or match.phrase.each or len(symbol.lefts(sentence.formulas[formula])) < 2:
        return False
    end = noun_phrase.head_of(sentence.tags, item)
    before = sentence.words[max(0, item[0] - 3) : item[0]]
    is_further = before[:2] == [",", "which"] and match.nouns[1] < formula
    return is_further or bool(set(sentence.tags[item[0] : end]) & set(members("c")))


def _is_chosen(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a number is one of those that are picked: "the $k$ boats with the lowest load", "any choice of $k$
    boats" are not all boats."""
    behind, formula = match.nouns[1], match.formulas[0]
    words = sentence.words[behind : behind + 3]
    is_told = words[:1] == ["with"] and any(word.endswith("est") for word in words)
    of = sentence.words[max(0, formula - 2) : formula]
    return match.phrase.counts and (is_told or of in (["choice", "of"], ["selection", "of"], ["subset", "of"]))


def _is_of_itself(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether words tell of the symbol in terms of itself: "the law of $u$" is another thing than $u$."""
    (first, last), formulas = item, sentence.formulas
    own = {symbol.names(formulas[at])[0] for at in range(*match.formulas) if at in formulas}
    held = (at for at in range(first + 1, last) if at in formulas and sentence.tags[at - 1] in members("o"))
    return any(symbol.names(formulas[at])[0] in own for at in held)


def _is_handled(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a display shows what is made of a thing, not the thing: "by updating $v$: \[ v = ... \]", "we add
    a fee to the price: \[ q = ... \]", "it maps a word $w$ to a number: \[ c = ... \]"."""
    first, formula, tags = item[0], match.formulas[0], sentence.tags
    if tags[match.nouns[1] : formula + 1] != ":Z" or "following" in sentence.words[slice(*item)]:
        return False
    if sentence.words[max(0, first - 1) : first + 1] in (["by", "its"], ["by", "their"]):
        return True  # "we weigh each boat by its load: \\[ q = ... \\]"
    known, bases = classes(), _deed_before(sentence, first)
    turned = symbol.without_delimiters(sentence.formulas[formula]).partition("=")[2].lstrip().startswith("-")
    if turned and bases & {"maximize", "maximise"}:
        return True  # "it maximises the gain: \\[ L = -g \\]"
    is_done = bool(bases & known["handling"]) or ("add" in bases and "to" in sentence.words[slice(*item)])
    head = noun_phrase.head_of(tags, item)
    named = next((sentence.formulas[k] for k in (head, head + 1) if k in sentence.formulas and k < item[1]), None)
    return is_done or (named is not None and symbol.names(named)[0] != symbol.names(sentence.formulas[formula])[0])


def _deed_before(sentence: TaggedSentence, first: int) -> frozenset[str]:
    """The verb of which a noun phrase is the object, or by means of which it is done: "we average the load", "it mixes
    the oil with the water via a valve"."""
    reach = 12 if first and sentence.words[first - 1] in ("via", "with", "through") else 3
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        is_noun_too = sentence.words[max(0, at - 1) : at] in (["we"], ["to"])
        if is_noun_too or sentence.tags[at] in members("vegw"):
            return base_forms(sentence.words[at])
    return frozenset()


def _is_how(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether words say how symbols are called, are or act: "the shares are positive and sum to one", "they are causal
    and LTI"."""
    (first, last), tags = item, sentence.tags
    if match.phrase.predicate and sentence.words[first] in ("called", "denoted", "named", "termed"):
        return True
    if not match.phrase.predicate or tags[first] in members("dz0") or tags[last - 2 : last - 1] not in [*members("c")]:
        return False
    is_verb = sentence.words[last : last + 1] == ["to"] and sentence.words[last - 1] in classes()["verbal"]
    is_acronym = text[sentence.starts[last - 1] : sentence.ends[last - 1]].isupper()
    return is_verb or (is_acronym and tags[last - 3 : last - 2] in [*members("je")])


def _goes_on_list(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a formula behind a comma is one more of a list: "the slopes of $u$, $v$ and $w$"."""
    end = match.nouns[1]
    return sentence.tags[end - 1 : end + 1] == "X," and end + 1 == match.formulas[0]


def _is_cause(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether the words only say what the named thing comes from: "the drop due to gravity is $g$"."""
    first = item[0]
    return match.nouns[1] < match.formulas[0] and sentence.words[max(0, first - 2) : first] == ["due", "to"]


def _is_last_of_list(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a noun before a verb or a colon is the last of several: "the age and the mass are $a$ and $m$", "we take
    the mean or the sum: \[ m = a, \quad s = b \]"."""
    first, tags = item[0], sentence.tags
    is_told = match.nouns[1] < match.formulas[0] and sentence.words[match.nouns[1]] in ("are", "read", ":")
    if not is_told or first < 2 or "NPS" in match.phrase.elements():
        return False
    return tags[first - 1] in members("c") and tags[first - 2] in members(noun_phrase.NOUNS) + ","


def _is_property(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a clause says how a symbol is: "then $p$ is monotone", "since $q$ is block diagonal"."""
    (first, last), tags = item, sentence.tags
    if not match.phrase.predicate or set(tags[first:last]) & set(members("doz")):
        return False
    is_one = not is_plural(sentence, noun_phrase.head_of(tags, item), text)
    return is_one and is_subordinate(sentence, match.formulas[0])


def is_subordinate(sentence: TaggedSentence, formula: int) -> bool:
    """Whether a clause begins with a formula and follows "that", "when", "then" or the like; not "suppose that"."""
    at = formula
    while at and sentence.tags[at - 1] in members(noun_phrase.NOUNS + "jda"):
        at -= 1
    words = [sentence.words[k] for k in range(max(0, at - 2), at)]
    known = classes()
    return bool(words) and words[-1] in known["subordinate"] and words[0] not in known["supposing"]


def _is_statement(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase names what an equation says as a whole ("the update rule", "the sail dynamics"), or just
    stands before it."""
    formula, first, known = match.formulas[0], item[0], classes()
    is_display, latex = sentence.tags[formula] == "Z", sentence.formulas.get(formula, "")
    head, is_beside = sentence.words[noun_phrase.head_of(sentence.tags, item)], match.nouns[1] == formula
    is_bare = not set(sentence.tags[slice(*item)]) & set(members("o"))
    if is_beside and "=" in latex and (head in known["equating"] or (is_bare and head in known["reckoned"])):
        return True
    if not is_display and not _SETS.match(symbol.without_delimiters(latex)):
        return False
    if is_display and is_beside:
        if not noun_phrase.is_introduced(sentence.tags, first):
            return True
        before = [sentence.words[at] for at in range(max(0, first - 3), first)]
        if first and sentence.tags[first - 1] in members("o") and known["passing"].isdisjoint(before):
            return True  # "the entropy of the wheel \[ J = ... \]"
    return head in known["stated"] or (is_display and singular(head) in known["procedural"] | known["equating"])


def _is_setting(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a number in brackets is no quantity's, but says how a thing was set up: "AdamW ($\\beta_1 = .9$)"."""
    formula, head, known = match.formulas[0], noun_phrase.head_of(sentence.tags, item), classes()
    is_bracketed = sentence.tags[formula - 1 : formula] == "(" and match.nouns[1] == formula - 1
    quantities = known["quantity"] | known["measure"] | known["measured"]
    return is_bracketed and _is_valued(sentence.formulas[formula]) and sentence.words[head] not in quantities


def _is_valued(latex: str) -> bool:
    """Whether a formula gives a letter a number: ``b_1 = .9``."""
    inner, name = symbol.without_delimiters(latex), symbol.names(latex)[0]
    equals, _, value = inner[len(name) :].partition("=")
    return inner.startswith(name) and not equals.strip() and symbol.tag(value, False) == "0"


def _is_told_of_another(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun before a formula closes one clause, and the formula opens the next: "$c$ is the price $d$ is the
    load". A clause has one finite verb."""
    first, behind, being = item[0], match.formulas[1], ("is", "are", "was", "were")
    if item[1] != match.formulas[0] or first < 2 or behind >= len(sentence.words):
        return False
    return sentence.words[behind] in being and sentence.words[first - 1] in being and sentence.tags[first - 2] in "XZ"


def _is_no_count(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a count would be a vector or a matrix: "the number of crates $\mathbf{c}_j$" counts crates, and
    $\mathbf{c}_j$ is one of them."""
    head = noun_phrase.head_of(sentence.tags, item)
    words = sentence.words[item[0] : head + 1]
    is_count = words[-1] == "number" and {"which", "that"}.isdisjoint(words)
    return is_count and bool(_BOLD.match(symbol.names(sentence.formulas.get(match.formulas[0], ""))[0]))


_REASONS: tuple[Reason, ...] = (
    _is_property, _only_compares, _only_touches, _is_statement, _is_setting, _is_of_whole, _is_case,
    _is_one_of_many, _is_last_of_list, _is_piece, _does, _is_how, _goes_on_list,
    _is_cause, _is_of_itself, _is_handled, _is_cut, _is_both, _is_chosen, _is_told_of_another, _is_no_count,
)  # fmt: skip
