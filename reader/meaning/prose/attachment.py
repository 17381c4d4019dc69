"""Whether a noun phrase beside a formula is attached to something else, and so does not say what the symbol is."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.clauses import verbs
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.members import singular
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.settings import SPECIAL, is_condition, is_in_no_list, is_result, is_under_condition, value_of
from reader.meaning.prose.words import classes

_ONE_OF_MANY = re.compile(r"(?:the\s+)?(?:first|last|final)\s", re.IGNORECASE)  # "the first point $q = 1$"
_AT_VALUE = re.compile(r"[^=]{1,16}=\s*(?:-?[\d.]+|-?\\?[A-Za-z]+)\s*\Z")
_CODE = ("\\textsc{", "\\texttt{", "\\textsf{", "\\mathsf{", "\\textproc{")  # how names of procedures are set
_EVERY = ("all ", "every ", "each ")
_PLAIN = r"\s*\\?[A-Za-z]+(?:\s*\{\s*\\?[A-Za-z]+\s*\})?(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|')*\s*"
_SETS = re.compile(_PLAIN + "=")
COLONS = ("colon", "colon-display")
LONGEST_CLAUSE = 60  # words before a formula that may tell of one case
Reason = Callable[[TaggedSentence, Match, tuple[int, int], str], bool]


def is_no_name(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether what stands just before a formula is no name of it, nor a hint at one."""
    if match.nouns[1] != match.formulas[0]:
        return False
    latex = symbol.without_delimiters(sentence.formulas.get(match.formulas[0], ""))
    reasons = (verbs.is_verb, verbs.names_equation, _is_predicate)
    is_other = any(reason(sentence, match, item, text) for reason in reasons)
    return is_other or _is_of_another_kind(sentence, item, latex, text)


def is_of_others(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase says what something else is, or what a display says as a whole."""
    return any(reason(sentence, match, item, text) for reason in _REASONS)


def _is_taken_by_phrase(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a phrase found words that belong elsewhere, as that phrase may."""
    (first, last), formula, tags, phrase = item, match.formulas[0], sentence.tags, match.phrase.id
    if phrase == "apposition-commas":  # "$x$ as the input, $y$, $z$ as"
        return noun_phrase.is_said_of_another(tags, first)
    if phrase == "maps-to":  # "maps $x$ to $\mathbb{R}$"
        return symbol.is_set(sentence.formulas[formula])
    if phrase == "gloss-commas":  # "a size, $n$, a rank, $r$, and": what stands before is named, not what stands behind
        return tags[formula - 1 : formula] == "," and tags[last : last + 2] == ",X"
    if phrase == "display-is":  # "the load, \\[ L = a b, \\] is a burden": what stands in commas is no subject
        latex = sentence.formulas[formula].rstrip()
        ends = latex if latex.endswith(",") else latex[: latex.rfind("\\")].rstrip()
        return tags[max(0, formula - 1) : formula] == "," and ends.endswith(",")
    if phrase == "nouns-are-denoted":
        return tags.startswith(",X", match.formulas[1])
    if phrase == "nouns-colon":  # "we find for the mast and the sail: \\[ a = b, \\quad c = d \\]"
        words = (singular(sentence.word(at, text)) for at in range(*match.nouns))
        is_rule = any(word in classes()["stated"] | classes()["comparing"] for word in words)
        return is_rule or tags[max(0, match.nouns[0] - 1)] in members("pPoB")
    if phrase == "noun-is-denoted":  # "the age, the height and the mass are denoted by $a$, $h$ and $m$"
        return _is_end_of_list(tags, item, match.formulas)
    if match.phrase.tells:
        return _tells_of_another(sentence, match, text) or _says_less(sentence, match, item, text)
    if phrase == "denote":  # "we use $x$ to test points"
        return sentence.word(first - 1, text) == "to"
    return phrase in COLONS and (_is_bounded(sentence.formulas[formula]) or _is_sentence(sentence, item, text))


def _is_bounded(latex: str) -> bool:
    """Whether a formula only says what is larger: "it exceeds the price of waiting: \\[ a > b \\]"."""
    return symbol.compares(latex) and not any(sign in latex for sign in ("=", r"\approx", r"\sim"))


def _tells_of_another(sentence: TaggedSentence, match: Match, text: str) -> bool:
    """Whether what a sentence tells of its subject is no formula for it: "the rate is low: \\[ a = b \\]", "the rate is
    obtained by minimizing: \\[ L = a b \\]", "the boat is measured where the load is: \\[ L = a b \\]"."""
    formula, known, linking = match.formulas[0], classes(), ("thus", "then", "therefore", "hence")
    told = range(match.nouns[1] + 1, formula)
    words = [sentence.word(at, text) for at in range(match.nouns[1], formula) if sentence.tags[at] not in members("a")]
    if any(sentence.tags[at] in members("xrq") and sentence.word(at, text) not in (*linking, "be") for at in told):
        return True
    if not known["seeking"].isdisjoint(words) or symbol.compares(sentence.formulas[formula]):
        return True
    verb = next((at for at, word in enumerate(words) if word in known["making"]), None)
    is_made = verb is not None and not set(words[:verb]) - {*linking, *known["being"]}
    is_sum = words[1:2] in (["a"], ["an"], ["the"]) and not known["made_as"].isdisjoint(words[2:4])
    return not (is_made or is_sum)


def _says_less(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a name that is a word itself says as much: "the DyT layer is given as: \\[ \\mathrm{DyT}(x) = a \\]", or
    more: "the output is computed as: \\[ \\mathrm{norm}(x) = a \\]"."""
    base = symbol.names(sentence.formulas[match.formulas[0]])[0].partition("_")[0].partition("(")[0]
    name = base.rpartition("{")[2].rstrip("} ")
    words = [text[sentence.starts[at] : sentence.ends[at]] for at in range(*item)]
    is_word = len(name) > 1 and name.isalpha() and base.startswith("\\")
    return is_word and (name in words or sum(tag not in members("d") for tag in sentence.tags[slice(*item)]) == 1)


def _is_end_of_list(tags: str, item: tuple[int, int], formulas: tuple[int, int]) -> bool:
    """Whether fewer things stand in a noun phrase than symbols behind it, for the others stand before it."""
    before, (first, after), joint = tags[max(0, item[0] - 1) : item[0]], formulas, members("c")
    count = tags.count("X", first, after) + tags.startswith(",X", after)
    own = sum(tag in joint for tag in tags[slice(*item)]) + 1
    return count > 1 and (before in [*joint] or (before == "," and 1 < own < count))


def _is_one_of_many(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether words tell of one value: "the first point $q = 1$", "the event $W = i$"."""
    words = text[sentence.starts[item[0]] : sentence.ends[item[1] - 1]]
    tells = _ONE_OF_MANY.match(words) or words.lower().split()[-1] in classes()["occurring"]
    return bool(tells and _AT_VALUE.match(symbol.without_delimiters(sentence.formulas.get(match.formulas[0], ""))))


def _is_call(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a formula is the argument of a procedure: "MaxFlow($x$)"; "the rate($x$)" only lacks its space."""
    formula = match.formulas[0]
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
    subject = text[sentence.starts[last - 2] : sentence.ends[last - 2]]
    acts = known["verbal"] | known["dividing"] | known["verb_or_noun"]
    if (word if is_plural(sentence, last - 2, text) else singular(word)) not in acts:
        return False
    if singular(word) == word and not is_plural(sentence, last - 2, text):
        return False
    if tags[behind : behind + 1] in [*members(noun_phrase.NOUNS)] and is_plural(sentence, behind, text):
        return True
    end = next((at for at in range(behind, len(tags)) if tags[at] in ".;:,)" + members("r")), len(tags))
    if set(tags[behind:end]) & set(members("xv")):
        return False
    if follows in ("to", "into", "onto"):  # but "images $x$ and class labels $y$ to the net"
        return _begins_clause(tags, first, (",)" + members("c")) * tags.startswith("X", behind + 1))
    does = singular(subject.lower()) in known["acting"] or (subject.isupper() and len(subject) > 1)
    return does and _begins_clause(tags, first, "")


def _is_sentence(sentence: TaggedSentence, item: tuple[int, int], text: str) -> bool:
    """Whether words before a colon are a sentence, whose verb may be a noun: "the oven turns dough back to flour:"."""
    known, words = classes(), [sentence.word(at, text) for at in range(*item)]
    acts = known["verbal"] | known["verb_or_noun"]
    pairs = pairwise(words[:-1])
    return any(subject in known["acting"] and singular(verb) in acts - {verb} for subject, verb in pairs)


def _begins_clause(tags: str, at: int, also: str) -> bool:
    """Whether a clause begins at a token, so that what stands there is its subject; ``also`` tags that may lead to it.
    So does what follows a sentence's opening: "Given $x$, the head"."""
    if not at or tags[at - 1] in "RI#.:;ZY" + members("ri") + also:
        return True
    return tags[at - 1] == "," and tags[0] in members("pPwgei") and "," not in tags[: at - 1]


def _is_of_another_kind(sentence: TaggedSentence, item: tuple[int, int], latex: str, text: str) -> bool:
    """Whether a noun names what a letter is a part of: "a latent space $z$", "Cohen's $k$"."""
    word = sentence.word(noun_phrase.head_of(sentence.tags, item), text)
    is_small = len(latex.split("_")[0]) == 1 and latex[0].islower()
    return word.endswith(("'s", "’s")) or (word == "space" and is_small)


def _is_of_whole(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun names all that a formula says or lists, not its first letter: "the grid $0 = t_1 < \\dots < t_L$",
    "the path $(x_0, \\dots, x_T)$", "the flat law $x \\sim p$", "the conditions $a < b$", "the bound $f(0) = a$"."""
    latex, head = sentence.formulas[match.formulas[0]], noun_phrase.head_of(sentence.tags, item)
    word, known = sentence.word(head, text), classes()
    is_law = singular(word) in known["law"] and symbol.is_drawn(latex)
    if is_law or (match.nouns[1] == match.formulas[0] and symbol.says_so(latex)):
        return True
    if word in known["relating"] and (symbol.compares(latex) or symbol.sets_value(latex)):
        return True
    is_whole = not is_plural(sentence, head, text) or word in known["run"]
    is_list = symbol.is_run(symbol.names(latex)[0]) and not set(sentence.tags[slice(*item)]) & set(members("o"))
    return is_whole and (symbol.is_chain(latex) or is_list)


def _is_case(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a clause tells of some values alone: "a larger $k$ means more doubt", "$y = 1$ indicates a success"."""
    formula, known = match.formulas[0], classes()
    if not match.phrase.subject or match.nouns[0] < formula:
        return False
    if formula and sentence.word(formula - 1, text) in known["gradable"] | known["comparative"]:
        return True
    if match.phrase.predicate and _is_in_case(sentence, formula, text):
        return True
    if match.phrase.id == "controls" and _is_event(sentence, formula):
        return True
    verb, number = sentence.word(match.formulas[1], text), value_of(sentence.formulas[formula])
    return match.phrase.id == "denotes" and (number in SPECIAL or (number is not None and verb in known["telling"]))


def _is_in_case(sentence: TaggedSentence, formula: int, text: str) -> bool:
    """Whether a clause tells of one case: "in the case where $g$ is", "a special kind of seam in which $g$ is"."""
    farthest = max(0, formula - LONGEST_CLAUSE)
    near = range(formula - 1, farthest - 1, -1)
    begin = next((at + 1 for at in near if sentence.tags[at] in "XYZ,;:.()"), farthest)
    words = [sentence.word(at, text) for at in range(begin, formula)]
    if words[-1:] not in (["where"], ["that"], ["which"], ["when"]):
        return False
    before = words[:-2] if words[-2:] == ["in", "which"] else words[:-1]
    return before[-1:] in (["case"], ["cases"]) or any(
        first in ("special", "particular") and second in classes()["sort"] for first, second in pairwise(before)
    )


def _is_event(sentence: TaggedSentence, formula: int) -> bool:
    """Whether a formula that no noun names says that something is less than another: "stopping when $p \\leq a$". What
    is compared with nought or one is a number, and still the one that is spoken of."""
    is_named = sentence.tags[max(0, formula - 1) : formula] in [*members(noun_phrase.NOUNS)]
    latex = symbol.without_delimiters(sentence.formulas[formula])
    is_number = latex[-1:] in ("0", "1") and latex[:-1].rstrip().endswith((*AT_MOST, *AT_LEAST))
    return not is_named and symbol.compares(latex) and not is_number


def _only_touches(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase before a formula is part of something else: "to put $x$ there", "draws from the model
    $x \\sim p$", "at constant $T$", "a function of the sizes $f(x)$", "in a first step $k$ is estimated"."""
    tags, formula, first = sentence.tags, match.formulas[0], item[0]
    if match.nouns[1] != formula:
        return False
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
        or (before == "for" and text[sentence.starts[first] :].startswith(_EVERY) and _is_noun(tags, first - 2, latex))
        or (before not in ("for", "given") and noun_phrase.opens_clause(tags, first - 1, match.formulas[1]))
    )


def _is_other_sentence(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a sentence begins behind a display that ends one: "\[ a = b. \] Denote the gain by"."""
    behind = match.formulas[1]
    if sentence.tags[match.formulas[0]] != "Z" or match.nouns[0] < behind:
        return False
    return text[sentence.starts[behind]].isupper()


def _is_noun(tags: str, at: int, latex: str) -> bool:
    """Whether a function follows the words of which this token is one: "the chance for all moves $F(a)$"."""
    latex = symbol.without_delimiters(latex)
    return at >= 0 and tags[at] in members(noun_phrase.NOUNS) and latex.endswith(")") and latex[:1].isalpha()


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


def _is_piece(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase is the end of a longer one: "infection/recovery rate", "loss per mass and time"."""
    first = item[0]
    before = text[max(0, sentence.starts[first] - 2) : sentence.starts[first]]
    words = [sentence.word(at, text) for at in range(max(0, first - 3), first)]
    behind = [sentence.word(at, text) for at in range(match.nouns[1], min(match.nouns[1] + 2, len(sentence.tags)))]
    is_subject = match.phrase.elements()[0] in ("NP", "NPS") and match.nouns[0] < match.formulas[0]
    if is_subject and first and _is_compound(sentence, first, text):
        return True  # "output" of "the head output is $y$"
    if behind in (["(", "resp"], ["(", "resp."]) and first > match.formulas[0]:
        return True  # "the wet (resp. dry) part"
    return (before[:1].isalpha() and before[1:] == "/") or (words[:1] == ["per"] and words[2:] in (["and"], ["or"]))


def altered_by(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> str | None:
    r"""The verb of what the display behind a thing makes of it: "whiten" of "we whiten the sail: \[ S' = a S \]"."""
    if sentence.tags[match.formulas[0]] != "Z" or match.nouns[1] > match.formulas[0] or not item[0]:
        return None
    verb = singular(sentence.word(item[0] - 1, text))
    return verb if verb in classes()["altering"] else None


def _is_compound(sentence: TaggedSentence, at: int, text: str) -> bool:
    """Whether a noun without an article goes on with the one before it."""
    kinds = members(noun_phrase.NOUNS)
    is_beside = text[sentence.ends[at - 1] : sentence.starts[at]].isspace()
    return is_beside and sentence.tags[at - 1] in kinds + "X" and sentence.tags[at] in kinds


def _is_altered(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a display behind a noun makes of it a thing with another letter: "it clips the sail: \[ a = b \]"."""
    if altered_by(sentence, match, item, text) is None:
        return False
    return not symbol.holds_itself(sentence.formulas[match.formulas[0]])


def _is_statement(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase names what an equation says as a whole ("the update rule"), or just stands before it."""
    is_display, display = sentence.tags[match.formulas[0]] == "Z", sentence.formulas.get(match.formulas[0], "")
    if not is_display and not _SETS.match(symbol.without_delimiters(display)):
        return False
    if is_display and match.nouns[1] == match.formulas[0] and not noun_phrase.is_introduced(sentence.tags, item[0]):
        return not _goes_on(sentence.tags, item[0])
    words = [sentence.word(at, text) for at in range(max(0, item[0] - 3), item[0])]
    before = sentence.tags[max(0, item[0] - 1) : item[0]]
    passing = classes()["passing"].isdisjoint(words)
    if is_display and match.nouns[1] == match.formulas[0] and before in [*members("o")] and passing:
        return True  # "the entropy of the wheel \[ J = ... \]"
    at, known = noun_phrase.head_of(sentence.tags, item), classes()
    while at > item[0] and sentence.tags[at] in members("e"):
        at -= 1  # "the system described by \\[ x = a b \\]"
    head = sentence.word(at, text)
    if is_display and singular(head) in known["procedural"]:
        return True  # "the descent is one of these methods, given by \\[ x = a b \\]"
    if is_display and words[-1:] == ["by"] and match.phrase.id == "colon-display":
        return "following" not in text[sentence.starts[item[0]] : sentence.ends[item[1] - 1]]
    if is_display and words[-1:] in (["using"], ["via"]) and head in ("function", "formulation", "transformation"):
        return True  # "we bend the mast using a linear function: \\[ m' = a m \\]"
    if is_display and words[-1:] in (["to"], ["into"]) and not classes()["reducing"].isdisjoint(words):
        return True
    if is_display and head in known["equational"] and "(" not in symbol.names(display)[0]:
        return True  # "the wheel \[ x = ... \]"
    return head in known["stated"] or (head in known["comparing"] and symbol.is_value(display))


def _goes_on(tags: str, at: int) -> bool:
    r"""Whether a noun before a display is the second of two that something has: "it has age \\[ a = b \\] and mass"."""
    nouns = members(noun_phrase.NOUNS)
    firsts = (k for k in range(2, at - 1) if tags[k] in "ZX" and tags[k - 1] in nouns)
    return tags[at - 1] in members("c") and any(noun_phrase.is_introduced(tags, k - 1) for k in firsts)


def _is_tail(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether it is the last of several things that are told of, or all of them: "the age and the mass are"."""
    tags, (first, last) = sentence.tags, item
    are = sentence.word(match.nouns[1], text) if match.nouns[1] < len(tags) else ""
    if "NPS" in match.phrase.elements() or are not in ("are", "were", "read"):
        return False
    joins, of = members("c"), next((at for at in range(first, last) if tags[at] in members("o")), last)
    if set(tags[first:of]) & set(joins):
        return match.formulas[1] - match.formulas[0] == 1
    is_last = first > 0 and tags[first - 1] in joins
    is_clause = bool(set(tags[:first]) & set(members("vx")))  # "we train the net and the losses are"
    return is_last and not (is_clause and is_plural(sentence, noun_phrase.head_of(tags, item), text))


def _is_one_of_several(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    r"""Whether a noun before a display of several statements, or of one of several, is the last of a list: "we take the
    mean, the peak, or the sum: \[ m = a, \quad p = b \]"."""
    tags, formula, first = sentence.tags, match.formulas[0], item[0]
    if tags[formula] != "Z" or match.nouns[1] > formula or match.phrase.each or first < 2:
        return False
    is_joined = tags[first - 1] in members("c") and tags[first - 2] in members(noun_phrase.NOUNS) + ","
    is_other = sentence.word(first - 1, text) == "or"
    return is_joined and (is_other or len(symbol.lefts(sentence.formulas[formula])) > 1)


_REASONS: tuple[Reason, ...] = (
    _is_piece, _is_property, _is_taken_by_phrase, _is_call, is_condition, is_result, _is_other_sentence, _only_touches,
    _is_statement, _is_altered, verbs.is_operand, verbs.is_denied, _is_of_whole, _is_case, _is_one_of_many,
    _is_one_of_several, _is_tail, is_under_condition, is_in_no_list,
)  # fmt: skip
