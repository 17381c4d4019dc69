"""Whether a noun phrase beside a formula is attached to something else, and so does not say what the symbol is."""

from __future__ import annotations

import re

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.members import singular
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.settings import is_condition, is_result
from reader.meaning.prose.words import classes

_ONE_OF_MANY = re.compile(r"(?:the\s+)?(?:first|last|final)\s", re.IGNORECASE)  # "the first point $q = 1$"
_AT_VALUE = re.compile(r"[^=]{1,16}=\s*(?:-?[\d.]+|-?\\?[A-Za-z]+)\s*\Z")
_CODE = ("\\textsc{", "\\texttt{", "\\textsf{", "\\mathsf{", "\\textproc{")  # how names of procedures are set
_PLAIN = r"\s*\\?[A-Za-z]+(?:\s*\{\s*\\?[A-Za-z]+\s*\})?(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|')*\s*"
_SETS = re.compile(_PLAIN + "=")


def is_no_name(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether what stands just before a formula is no name of it, nor a hint at one."""
    if match.nouns[1] != match.formulas[0]:
        return False
    latex = symbol.without_delimiters(sentence.formulas.get(match.formulas[0], ""))
    return _is_predicate(sentence, match, item, text) or _is_of_another_kind(sentence, item, latex, text)


def is_of_others(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase says what something else is, or what a display says as a whole."""
    (first, last), formula, tags = item, match.formulas[0], sentence.tags
    words = text[sentence.starts[first] : sentence.ends[last - 1]]
    if _is_piece(sentence, first, text) or _is_property(sentence, match, item, text):
        return True
    if match.phrase.id == "apposition-commas" and noun_phrase.is_said_of_another(sentence.tags, first):
        return True  # "$x$ as the input, $y$, $z$ as"
    if match.phrase.id == "maps-to" and symbol.is_set(sentence.formulas[formula]):
        return True  # "maps $x$ to $\mathbb{R}$"
    if match.phrase.id == "gloss-commas" and tags[formula - 1 : formula] == "," and tags[last : last + 2] == ",X":
        return True  # "a size, $n$, a rank, $r$, and": what stands before names a formula, not what stands behind
    if _is_call(sentence, formula, text) or is_condition(sentence, match, item, text):
        return True
    if is_result(sentence, match, first, text):
        return True
    if match.nouns[1] == formula and _only_touches(sentence, match, first, text):
        return True
    latex = symbol.without_delimiters(sentence.formulas.get(formula, ""))
    if (tags[formula] == "Z" or _SETS.match(latex)) and _is_statement(sentence, match, item, text):
        return True
    is_one_of_many = _ONE_OF_MANY.match(words) or words.lower().split()[-1] in classes()["occurring"]
    return bool(is_one_of_many and _AT_VALUE.match(latex))


def _is_call(sentence: TaggedSentence, formula: int, text: str) -> bool:
    """Whether a formula is the argument of a procedure: "MaxFlow($x$)"; "the rate($x$)" only lacks its space."""
    if sentence.tags[formula - 1 : formula] != "(" or formula < 2:
        return False
    (start, end), bracket = (sentence.starts[formula - 2], sentence.ends[formula - 2]), sentence.starts[formula - 1]
    name, between = text[start:end], text[end:bracket]
    if between == "}" and text[:start].endswith(_CODE):
        return True  # "\textsc{Caulk}($x$)"
    return not between and name[1:] != name[1:].lower() and not name.isupper()


def _is_predicate(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether the last word before a formula is a verb: "the head maps $u$ to $v$", "the method samples $K$ answers",
    "split $V$ into halves". A subject begins its clause, and no other verb follows in that."""
    (first, last), behind, tags, known = item, match.formulas[1], sentence.tags, classes()
    word, follows = sentence.word(last - 1, text), sentence.word(behind, text) if behind < len(tags) else ""
    if last - first == 1:
        return word in known["verbal"] | known["dividing"] and follows in ("into", "onto")
    acts = known["verbal"] | known["dividing"] | known["verb_or_noun"]
    if singular(word) not in acts - {word} or is_plural(sentence, last - 2, text):
        return False
    if tags[behind : behind + 1] in [*members(noun_phrase.NOUNS)] and is_plural(sentence, behind, text):
        return True
    end = next((at for at in range(behind, len(tags)) if tags[at] in ".;:,)" + members("r")), len(tags))
    if set(tags[behind:end]) & set(members("xv")):
        return False
    if follows in ("to", "into", "onto"):
        return _begins_clause(tags, first, ",)" + members("c"))
    return sentence.word(last - 2, text) in known["acting"] and _begins_clause(tags, first, "")


def _begins_clause(tags: str, at: int, also: str) -> bool:
    """Whether a clause begins at a token, so that what stands there is its subject; ``also`` tags that may lead to it.
    So does what follows a sentence's opening: "Given $x$, the head"."""
    if not at or tags[at - 1] in "RI#.:;ZY" + members("ri") + also:
        return True
    return tags[at - 1] == "," and tags[0] in members("pPwgei") and "," not in tags[: at - 1]


def _is_of_another_kind(sentence: TaggedSentence, item: tuple[int, int], latex: str, text: str) -> bool:
    """Whether a singular noun names what a letter is a part of: "the grid $0 = t_1 < \\dots < t_L$", "a latent space
    $z$", "Cohen's $k$"."""
    head = noun_phrase.head_of(sentence.tags, item)
    word = sentence.word(head, text)
    if word.endswith(("'s", "’s")):
        return True
    is_small = len(latex.split("_")[0]) == 1 and latex[0].islower()
    return (not is_plural(sentence, head, text) and symbol.is_chain(latex)) or (word == "space" and is_small)


def _only_touches(sentence: TaggedSentence, match: Match, first: int, text: str) -> bool:
    """Whether a noun phrase before a formula is part of something else: "to put $x$ there", "draws from the model
    $x \\sim p$", "at constant $T$", "a function of the sizes $f(x)$", "in a first step $k$ is estimated"."""
    tags, formula = sentence.tags, match.formulas[0]
    latex, words = sentence.formulas.get(formula, ""), text[sentence.starts[first] : sentence.ends[formula - 1]].lower()
    if sum(map(latex.replace("\\top", "").count, ("\\to", "\\rightarrow", "\\leadsto"))) > 1 and ":" not in latex:
        return True  # "the path $u \\to v \\to w$"
    of, before = (sentence.word(k, text) if k >= 0 else "" for k in (first - 2, first - 1))
    known = classes()
    return (
        (before == "to" and words in known["verbal"])
        or (before == "from" and "\\sim" in latex)
        or (before in ("of", "at") and words == "constant")
        or (before == "of" and of in known["of_arguments"] and "(" in latex)
        or (before not in ("for", "given") and noun_phrase.opens_clause(tags, first - 1, match.formulas[1]))
    )


def _is_property(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a clause says how a symbol is: "then $p$ is monotone", "since $q$ is block diagonal"."""
    (first, last), tags = item, sentence.tags
    if not match.phrase.predicate or match.formulas[0] > first or set(tags[first:last]) & set(members("doz")):
        return False
    return not is_plural(sentence, noun_phrase.head_of(tags, item), text) and is_subordinate(
        sentence, match.formulas[0], text
    )


def is_subordinate(sentence: TaggedSentence, formula: int, text: str) -> bool:
    """Whether a clause begins with a formula and follows "that", "when", "then" or the like; not "suppose that"."""
    at = formula
    while at and sentence.tags[at - 1] in members(noun_phrase.NOUNS + "jda"):
        at -= 1
    words = [sentence.word(k, text) for k in range(max(0, at - 2), at)]
    known = classes()
    return bool(words) and words[-1] in known["subordinate"] and words[0] not in known["supposing"]


def _is_piece(sentence: TaggedSentence, first: int, text: str) -> bool:
    """Whether a noun phrase is the end of a longer one: "infection/recovery rate", "loss per mass and time"."""
    before = text[max(0, sentence.starts[first] - 2) : sentence.starts[first]]
    words = [sentence.word(at, text) for at in range(max(0, first - 3), first)]
    return (before[:1].isalpha() and before[1:] == "/") or (words[:1] == ["per"] and words[2:] in (["and"], ["or"]))


def _is_statement(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase names what an equation says as a whole ("the update rule"), or just stands before it."""
    is_display = sentence.tags[match.formulas[0]] == "Z"
    if is_display and match.nouns[1] == match.formulas[0] and not noun_phrase.is_introduced(sentence.tags, item[0]):
        return True
    words = [sentence.word(at, text) for at in range(max(0, item[0] - 3), item[0])]
    if is_display and words[-1:] in (["to"], ["into"]) and not classes()["reducing"].isdisjoint(words):
        return True
    head, latex = sentence.word(noun_phrase.head_of(sentence.tags, item), text), sentence.formulas[match.formulas[0]]
    return head in classes()["stated"] or (head in classes()["comparing"] and symbol.is_value(latex))
