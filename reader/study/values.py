"""Numbers that authors set symbols to: "we use $h = 8$ heads", "a batch size of 64", with the sentence that says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from glossary.naming import fold_word
from reader.limits.memory import cached_for_a_paper
from reader.meaning.evidence.mentions import Mentions
from reader.meaning.evidence.spelling import defined_spelling
from reader.model.annotations import Annotation, Definition
from reader.model.document import Document, Passage
from reader.model.symbols import Symbol

_PLAIN = r"[-+]?(?:\d+(?:(?:,|\{,\}|\\,)\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+"
_POWER = r"(?:10|2|e)\s*\^\s*(?:\{\s*[-+]?\d+\s*\}|\d)"
NUMBER = (
    rf"(?:(?:{_PLAIN})\s*(?:\\times|\\cdot)\s*{_POWER}|{_POWER}|[-+]?\\d?frac\{{\d+\}}\{{\d+\}}"
    rf"|(?:{_PLAIN})(?:[eE][-+]?\d+)?(?:\s*\\?%|\s*/\s*\d+)?)"
)
_SETTING = re.compile(rf"\s*(?P<value>{NUMBER})\s*(?:\\[,;:! ]|~)*\s*(?:\\?[.;]|\\(?:text|mathrm|rm)\b.*)?\s*\Z")
_APART = re.compile(r",(?!\d{3}(?!\d))(?:\s|\\[,;:! ]|\\q?quad(?![A-Za-z]))*|\\q?quad(?![A-Za-z])|;")
_COMPOSED = re.compile(r"[(/|]|\\(?:nicefrac|[dt]?frac|sqrt|cdot|times|lvert|Vert)(?![A-Za-z])")  # a value, no name
_DIGIT_SET = re.compile(r"(?:=|\\approx|\\sim)\s*(?:\\[,;! ])?\s*[-+.\d\\e]")
# The words of the sentence, and those right before the formula, that show whether a number is set or only supposed.
CUES = re.compile(
    r"\b(?:sets?|settings?|fix|fixed(?! point)|fixing|choose|chose|chosen|choosing|used?|uses|using|takes?|took|taking"
    r"|employ(?:ed)?|default|adopt(?:ed)?|pick(?:ed)?|select(?:ed)?|train(?:ed|ing)?|hyper-?parameters?|tuned?"
    r"|throughout|(?:focus|concentrate)(?:es|s|ed|d)?(?= on))\b"
    r"|[设設定用取选選训訓学習]",
    re.IGNORECASE,
)
WEAK_CUES = re.compile(
    r"\b(?:values?|configur\w+|initiali[sz]ed?|consider(?:ed)?|assign(?:ed)?|experiments?|simulations?|dimensions?"
    r"|dimensionality|small|typical(?:ly)?|sizes?|lengths?|widths?|depths?)\b|维度|次元|大小"
)
PARTICIPLES = frozenset({"used", "chosen", "adopted", "employed", "selected", "picked", "taken"})
GOVERNING = frozenset({"we", "is", "are", "was", "were", "be", "been", "being", "and", "also", "have", "has", "then"})
FOUND = frozenset({"fit", "fits", "fitted", "fitting", "estimated", "estimating", "inferred", "measured", "measuring"})
ONE_OF_MANY = frozenset({"a", "an", "any", "another", "each", "every", "some"})  # "corresponds to a setting where"
OWN = "our"  # "at our $\\beta = 0.5$"
KEPT = frozenset(
    {"focus", "throughout", "restrict", "concentrate", "fix"}
)  # with which authors leave other cases aside
SET_TO = (" set to ", " fixed to ", " fixed at ", " defaulting to ", " defaults to ")  # behind what a symbol is
SMALL = re.compile(r"[-+]?[1-3]|\\infty")  # numbers that theory supposes often
DISPLAY_END = "\\end{"
WHERE = re.compile(r"[$,]\s*,?\s*where\s")
CASES = frozenset({"corresponds", "gives", "yields", "recovers", "reduces", "becomes", "implies", "for", "if", "when"})
APART = frozenset({",", "and", "with", "where"})
ENDING = frozenset({",", "and", "throughout"})  # behind a number that is set
IN_GENERAL = (["is", "the"], ["in", "all"], ["by", "default"])
ONWARD = frozenset({"we", "this", "it", "the", "which", "so", "then", "one", "they", "these", "that"})  # of a case
OPENING = frozenset({"if", "when", "case", "suppose", "assume", "unless", "whenever"})
MOST_NAMING = 6  # words of what a number is
NEAR = 110  # characters between a cue and its number
SUPPOSED = re.compile(
    r"\b(?:for|if|when|at|(?:sub)?cases?|whenever|until|unless|since|from|than|suppose|assuming|assume|let|i\.e\.|because"
    r"|end(?:s|points?)?|limits?|extremes?|boundary|between"
    r"|that|while|start|starting|only if|hence|thus|so|then|implies|have|has|get|gives?|point)\s*[,:]?\s*\Z"
    r"|[当若时時]\s*\Z",
    re.IGNORECASE,
)
_WRAPPING = re.compile(r"(?:\\[A-Za-z]+\s*\{|[${(\s~])+\Z")
_SAID = re.compile(  # behind the name: "(B) is set to 64"
    r"s?(?:\s*(?:\([^()]{1,20}\)|\$[^$]{1,12}\$))?(?:\s+(?:of|to|at|is|was)(?:\s+(?:set|fixed)\s+(?:to|at))?|\s*[=:]"
    r"|\s+(?:set|fixed|equal)\s+(?:to|at)|(?=\s+\$?[\d.]+[\d.eE-]*\$?(?:[);]|[.,](?!\d)|\s+(?:and|with|for|on)\b|\Z)))\s*"
    rf"(?:about\s+)?\$?\s*(?P<value>{NUMBER})\s*\$?(?![\w.]*\w)"
)
_BEHIND_HEAD = re.compile(
    r"\b(?:of|for|in|on|from|with|without|that|which|who|whose|to|between|over|at|by|per|under|given|used|using|such|as|is"
    r"|are|and|or|into|across|within|during|after|before|when|where|associated|corresponding|defined|containing)\b"
    r"|[,;:.()$\\]"
)
DETERMINERS = frozenset({"the", "a", "an", "our", "its", "their", "this", "these", "some", "each", "any", "all"})
GENERIC = frozenset({"coefficient", "parameter", "factor", "constant", "rate"})  # "momentum", the "momentum parameter"
# What data have, too: "divided by the standard deviation 0.31".
MEASURED = frozenset({"accuracy", "average", "deviation", "error", "loss", "mean", "median", "variance"})
TIED = frozenset({"temperature", "momentum", "dropout", "threshold", "tolerance", "horizon", "stride", "bandwidth"})


@dataclass(frozen=True, slots=True)
class SymbolValue:
    """``value`` as LaTeX, ``source`` the sentence, ``setting`` the heading under which it stands ("" where none)."""

    value: str
    source: Definition
    setting: str
    worded: bool = False  # by the name of the symbol alone: "a batch size of 64"

    @property
    def kept(self) -> bool:
        """Whether the authors leave other values aside."""
        return not KEPT.isdisjoint(self.source.sentence.lower().replace(",", " ").split())


def values_of(
    annotations: Sequence[Annotation], document: Document, mentions: Mentions
) -> Mapping[str, tuple[SymbolValue, ...]]:
    """The values of each symbol, by its id, in reading order, each value once."""
    symbols = {one.symbol.latex: one.symbol for one in annotations if one.symbol.kind == "identifier"}
    found: dict[str, dict[str, SymbolValue]] = defaultdict(dict)
    told = (_in_formulas(symbols, document, mentions), _in_words(annotations, document, mentions), _behind(annotations))
    for symbol, value in chain.from_iterable(told):
        found[symbol.id].setdefault(value.value, value)
    return {symbol: tuple(values.values()) for symbol, values in found.items()}


# --- "$h = 8$" -------------------------------------------------------------------------------------------------------


def _in_formulas(
    symbols: Mapping[str, Symbol], document: Document, mentions: Mentions
) -> Iterator[tuple[Symbol, SymbolValue]]:
    found: list[tuple[Symbol, SymbolValue]] = []
    cases: set[tuple[str, int, int]] = set()  # names that are nought elsewhere in the same sentence
    for equation in document.inline:
        if not _DIGIT_SET.search(equation.formula.expanded):
            continue
        for name, number in settings_in(equation.formula.expanded, zeros=True):
            symbol = symbols.get(name)
            source = mentions.quoted(symbol, equation) if symbol else None
            if symbol and source and number == "0":
                cases.add((symbol.id, source.sentence_span.start, source.sentence_span.end))
            elif symbol and source and is_set(source, number):
                found.append((symbol, SymbolValue(number, source, equation.section)))
    for symbol, value in found:
        within = value.source.sentence_span
        if (symbol.id, within.start, within.end) not in cases:
            yield symbol, value


def settings_in(latex: str, zeros: bool = False) -> Iterator[tuple[str, str]]:
    """Canonical spelling and number of ``d_k = d_v = 64, \\beta \\approx 0.9``, and of ``k = 1, 5``."""
    names: list[str] = []
    for part in _APART.split(latex.replace(r"\approx", "=").replace(r"\sim", "=")):
        *heads, last = part.split("=")
        number = _SETTING.match(last)
        names = heads or names
        if number is None or (number["value"].strip() == "0" and not zeros):
            names = []
            continue
        for name in names:
            spelling = defined_spelling(name.strip()) if name.strip() else None
            if spelling and not _COMPOSED.search(name):
                yield spelling, number["value"].strip()


def is_set(source: Definition, number: str) -> bool:
    """Whether the sentence sets the number rather than supposing it: "we use $n = 5$", not "for $n = 5$"."""
    at = source.span.start - source.sentence_span.start
    before, after = source.sentence[: max(at, 0)], source.sentence[max(at, 0) + len(source.text) :]
    tail = before.rpartition(DISPLAY_END)[2]
    if SUPPOSED.search(_WRAPPING.sub("", before)):
        return False
    if _is_found(tail):
        return False
    if is_appended(before, after) or is_explained(before, after, number):
        return True
    before, after = before[-NEAR:], after[:NEAR]
    if _WRAPPING.sub("", before).lower().split()[-1:] == [OWN]:
        return True
    if SMALL.fullmatch(number):
        return _is_governed(before)
    if _WRAPPING.sub("", before).lower().split()[-1:] == ["where"] and after.lstrip("})$ ~").startswith("is the "):
        return True  # "where $b = 1.5$ is the gain", behind a display
    return _is_governed(before) or _is_governed(after) or any(WEAK_CUES.search(words) for words in (before, after))


def is_appended(before: str, after: str) -> bool:
    """Whether the number is told in what a display goes on with: "..., with $b = 0.9$ and $c = 0.99$." Not "with
    $a = 1$, this becomes", nor what holds in a case.
    """
    _, display, tail = before.rpartition(DISPLAY_END)
    words = (
        _WRAPPING.sub("", (tail.partition("}")[2] if display else before).rstrip("\\( ")).replace(",", " , ").split()
    )
    if [each for each in words[:2] if each != ","][:1] not in (["with"], ["where"]):
        return False
    last = max((at for at, word in enumerate(words) if word in APART), default=0)
    own = words[last + 1 :]
    behind = after.lstrip("\\})$ ~").replace(",", " , ").split()
    follows = behind[1:2] if behind[:1] == [","] else []
    ended = not behind or behind[0] in ENDING or behind[0].startswith((".", ";", ")")) or behind[:2] in IN_GENERAL
    return ended and len(own) <= MOST_NAMING and OPENING.isdisjoint(words) and ONWARD.isdisjoint(follows)


def is_explained(before: str, after: str, number: str) -> bool:
    """Whether it stands right behind the "where" or "and" with which a formula goes on: "..., where $c = 0.2$ rewards
    variety", "where $b$ is the load and $g = 9.81$ metres".
    """
    tail = before.rpartition(DISPLAY_END)[2]
    inline = WHERE.split(tail)
    words = _WRAPPING.sub("", (inline[-1] if inline[1:] else tail.partition("}")[2]).rstrip("\\( ")).split()
    leads = bool(inline[1:]) or words[:1] == ["where"]
    behind = after.lstrip("\\})$ ~").split()
    case = not CASES.isdisjoint(behind[:1]) or not OPENING.isdisjoint(words)
    right_behind = not words or words[-1] in APART or words[-1].endswith(",")
    return leads and right_behind and not case and not SMALL.fullmatch(number)


def _is_found(before: str) -> bool:
    """Whether the number is what came out: "fitting the curve gives", and nothing behind that sets it."""
    words = before.lower().replace(",", " ").split()
    at = max((at for at, word in enumerate(words) if word in FOUND), default=-1)
    return at >= 0 and not _is_governed(" ".join(words[at + 1 :]))


def _is_governed(words: str) -> bool:
    """Whether a verb sets something there: not in "the figure used below"."""
    for cue in CUES.finditer(words):
        before = words[: cue.start()].split()
        if cue.group().lower().startswith("setting") and before and before[-1].lower() in ONE_OF_MANY:
            continue
        if cue.group().lower() not in PARTICIPLES or not before or before[-1].lower() in GOVERNING:
            return True
    return False


# --- "a batch size of 64" --------------------------------------------------------------------------------------------


def _in_words(
    annotations: Sequence[Annotation], document: Document, mentions: Mentions
) -> Iterator[tuple[Symbol, SymbolValue]]:
    named = _named(annotations)
    if not named:
        return
    texts = [passage.text for passage in document.passages]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    folded = "\0".join(text.lower() if len(text.lower()) == len(text) else text for text in texts)
    for name, symbol in named.items():
        at = folded.find(name)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            start = at - starts[number]
            said = _SAID.match(texts[number], start + len(name))
            if said:
                source = mentions.quoted_words(symbol, number, (start, said.end()))
                section = section_of(document.passages[number], document)
                yield symbol, SymbolValue(said["value"].strip(), source, section, worded=True)
            at = folded.find(name, at + len(name))


def _behind(annotations: Sequence[Annotation]) -> Iterator[tuple[Symbol, SymbolValue]]:
    """What the sentence that says what a symbol is says of its number as well: "where $b$ is the benchmark, typically
    set to 0.1".
    """
    for annotation in annotations:
        source, meaning = annotation.source, annotation.meaning
        if annotation.status != "paper" or source is None or not meaning:
            continue
        rest = source.sentence.partition(meaning)[2]
        before, setting, number = min((rest.partition(each) for each in SET_TO), key=lambda parts: len(parts[0]))
        said = _SAID.match(f"= {number.strip()}") if setting and len(before) < NEAR and "$" not in before else None
        if said is not None:
            yield annotation.symbol, SymbolValue(said["value"].strip(), source, "")


@cached_for_a_paper(4096)
def head_of(meaning: str) -> str:
    """The head noun with what stands before it, folded: "learning rate" of "the learning rates of the net"."""
    words = _BEHIND_HEAD.split(meaning, maxsplit=1)[0].replace("-", " ").split()
    return " ".join(fold_word(word) for word in words if word.lower() not in DETERMINERS)


def _named(annotations: Sequence[Annotation]) -> Mapping[str, Symbol]:
    """What only one symbol is called: an author who says its name means it."""
    called: dict[str, list[Symbol]] = defaultdict(list)
    for annotation in annotations:
        words = head_of(annotation.meaning) if annotation.status == "paper" and annotation.meaning else ""
        for name in (words, words.rpartition(" ")[0] if words.rpartition(" ")[2] in GENERIC else ""):
            if (" " in name and name.rpartition(" ")[2] not in MEASURED) or name in TIED:
                called[name].append(annotation.symbol)
    return {words: symbols[0] for words, symbols in called.items() if len(symbols) == 1}


def section_of(passage: Passage, document: Document) -> str:
    """The heading above a passage, with its number."""
    above = [
        one for one in document.sections if one.span.file == passage.span.file and one.span.start <= passage.span.start
    ]
    return " ".join(filter(None, (above[-1].number, above[-1].title))) if above else ""
