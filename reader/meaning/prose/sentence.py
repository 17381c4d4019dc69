"""A passage as sentences of tagged tokens. Only sentences that hold a formula are looked at.

Tokens are found in the text as TeX prints it; their offsets are those of the passage.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from reader.limits.memory import cached_for_a_paper
from reader.meaning.prose import symbol
from reader.meaning.prose.phrases import literals, members
from reader.meaning.prose.words import classes, tag_of
from reader.model.document import Passage
from reader.model.prose import CELL, CITE, EDGE, ITEM, LINE, MATH, NOTE, REF, UNKNOWN, Math

BEFORE_LONG = 250  # characters kept before a definition that is itself longer than a unit
LONGEST_UNIT = 400  # characters of a quoted defining unit
_ABBREVIATIONS = (
    "e.g.", "i.e.", "cf.", "c.f.", "Eq.", "Eqs.", "Eqn.", "Eqns.", "Fig.", "Figs.", "al.", "resp.", "w.r.t.", "i.i.d.",
    "vs.", "etc.", "Sec.", "Thm.", "a.k.a.",
)  # fmt: skip
_END = re.compile(
    rf"[.?!](?=[ \t\r\n)\]'\"{CITE}{REF}{NOTE}{UNKNOWN}{LINE}{ITEM}{CELL}{EDGE}]|$)"
    + "".join(rf"(?<!\b{re.escape(each)})" for each in _ABBREVIATIONS)
    + "|[。．！？]"
)
_GLUED = re.compile(r"\s?[-‐–]\s?(?:th|st|nd|rd|[A-Za-z]{2,})\b[A-Za-z-]*|\s?'?(?:th|st|nd|rd)\b")
_POSSESSIVE = re.compile(r"\s?['’]\s?s\b")
_PLURAL = re.compile(r"\s?['’]?\s?s\b(?=\s+(?:are|denote|represent|and|be)\b|\s*,)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _compound() -> str:
    """A name of several words; what cannot begin one is seen before all of them are tried."""
    names = (
        name.split("-", 1) for name in sorted(classes()["compound"] | classes()["figurative"], key=len, reverse=True)
    )
    spelled = (f"[{first[0].upper()}{first[0]}]{first[1:]}s?-{others}" for first, others in names)
    either = "|".join(spelled).replace("-", r"(?:\s+|-)")
    return rf"(?=[A-Za-z]+(?:-[a-z]+)?(?:\s+|-)(?:of|at|under|to)\b)(?:{either})(?!\w)"


@cache
def _token() -> re.Pattern[str]:
    """One token behind all that leaves none: quotes, citations, acronyms in brackets."""
    return re.compile(
        rf"""
        (?: [\s{{}}~"“”‘’`'{CITE}{REF}]+
          | \([\s,;{CITE}{REF}]*[{CITE}{REF}]\s*\)
          | \([a-z-]+(?:\s[a-z-]+){{1,3}}\)(?=\s(?:of|for)\s)  # "the gain (a ratio) of"
          | \(\s?[A-Z][A-Za-z-]*[A-Z][A-Za-z-]*\s?\) | \((?:sub|non|semi|co|pre)-?\)-?  # acronyms, prefixes
          )*+
        (?:(?P<aside>(?<=[A-Za-z]\s)\((?!(?:[ivx]+|[a-z])\))[a-z-]+\)(?=\s[a-z]))  # "the (learned) matrix", no "(i)"
        | (?P<word>(?:with\s+respect(?=\s)(?!\s+to\b) | no\s+longer\b
          | {_compound()}
          | i\.\s?e\.|e\.\s?g\.|w\.r\.t\.|i\.i\.d\.|resp\.|[Ff]igs?\.|[Ee]qn?s?\.)
          | [^\W\d_]+(?:(?:['’]|-|--(?=[A-Z])|\s-\s)[^\W_]+)*)
        | (?P<number>\d[\d.,]*(?:\d|%|(?:st|nd|rd|th)(?:-[A-Za-z]+)?|\s?-\s?[A-Za-z]+)?)
        | (?P<formula>{MATH})
        | (?P<mark>.) | \Z)
        """,
        re.VERBOSE | re.DOTALL,
    )


_SEEMING_PLURAL = re.compile(r"(?<=a)[nkst](?=[XZ])|(?<=X)[nkst](?=[nkst])")
_SIGNS = {LINE: "R", ITEM: "I", CELL: "&", EDGE: "#", NOTE: "#", UNKNOWN: "u", "–": "-", "—": "-"}
_FIXED = {"aside": "j", "number": "0"}


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """Tokens of one sentence: ``tags[i]`` says what ``text[starts[i]:ends[i]]`` of the passage is.

    ``words`` are the tokens as printed, in lower case; ``formulas`` maps the index of a formula's token to that
    formula's LaTeX; ``breaks`` are where breaks start and end.
    """

    tags: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    formulas: dict[int, str]
    start: int
    end: int
    breaks: Sequence[tuple[int, int]]

    def unit(self, first: int, last: int, text: str) -> tuple[int, int]:
        """The smallest stretch of this sentence between breaks that holds ``first`` to ``last``, capped in length."""
        start, end = self.start, self.end
        before = bisect_right(self.breaks, first, key=itemgetter(1))
        if before:
            start = max(start, self.breaks[before - 1][1])
        after = bisect_left(self.breaks, last, key=itemgetter(0))
        if after < len(self.breaks):
            end = min(end, self.breaks[after][0])
        start += len(text[start:first]) - len(text[start:first].lstrip())
        end -= len(text[last:end]) - len(text[last:end].rstrip())
        if end - start > LONGEST_UNIT:
            start = max(start, last - LONGEST_UNIT if last - first <= LONGEST_UNIT else first - BEFORE_LONG)
        return start, min(end, start + LONGEST_UNIT)


def sentences(passage: Passage) -> Iterator[TaggedSentence]:
    """The sentences of a passage that hold at least one formula, in order."""
    if not passage.formulas:
        return
    text = passage.printed.text
    maths = [each for each in passage.inlines if isinstance(each, Math)]
    begin = at = 0
    for end in (*_cuts(text), len(text)):
        held = text.count(MATH, begin, end)
        if held:
            yield _tokenize(passage, begin, end, maths[at : at + held])
        begin, at = end, at + held


def _cuts(text: str) -> Iterator[int]:
    """Offsets where sentences end in a printed text."""
    return (found.end() for found in _END.finditer(text))


def sentence_cuts(passage: Passage) -> Iterator[int]:
    """Offsets where sentences end."""
    return map(passage.printed.end, _cuts(passage.printed.text))


def displays(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where the displayed formulas of a passage stand."""
    return ((each.start, each.end) for each in passage.inlines if isinstance(each, Math) and each.display)


def sentence_around(passage: Passage, at: int) -> tuple[int, int]:
    """From where to where the sentence stands that holds a place, or what a display leaves of it."""
    shown = (edge for pair in displays(passage) for edge in pair)
    cuts = sorted({0, *sentence_cuts(passage), *shown, len(passage.text)})
    after = bisect_right(cuts, at)
    return cuts[after - 1], cuts[min(after, len(cuts) - 1)]


def _tokenize(passage: Passage, start: int, end: int, maths: Sequence[Math]) -> TaggedSentence:
    printed, text = passage.printed, passage.printed.text
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    named: dict[int, str] = {}
    at, left = start, iter(maths)
    while (match := _token().match(text, at, end)) and (kind := match.lastgroup):
        begin, at = match.start(kind), match.end()
        if kind == "formula":
            formula = next(left)
            tag, at = _formula_tag(text, begin, formula)
            if tag in ("X", "Z"):
                named[len(tags)] = formula.latex
            if tag == "m" and tags[-1:] == ["-"] and ends[-1] == begin and ends[-2:-1] == starts[-1:]:
                begin = starts[-2]  # "a length-$n$ list"
                del tags[-2:], starts[-2:], ends[-2:]
        else:
            is_name = match[kind] == "I" and tags[-1:] in (["k"], ["n"])  # "a Type I error"
            tag = "n" if is_name else _tag(kind, match[kind])
        if tag:
            tags.append(tag)
            starts.append(begin)
            ends.append(at)
    settled = _nouns().sub("n", _verbs().sub("v", "".join(tags)))
    agreeing = _agreeing(settled, starts, ends, text)
    words = [text[first:last].lower() for first, last in zip(starts, ends, strict=True)]
    places = [*map(printed.start, starts)], [*map(printed.end, ends)]
    breaks = [(first, last) for first, last, tag in zip(*places, agreeing, strict=True) if tag in "RI#ZY"]
    return TaggedSentence(agreeing, words, *places, named, printed.start(start), printed.end(end), breaks)


def _agreeing(tags: str, starts: Sequence[int], ends: Sequence[int], text: str) -> str:
    """Words that may be verbs are nouns behind a singular noun: "with length scale $l$"; a verb would be "scales".

    What looks like a plural is a verb behind an adverb, and between a formula and a plural: "and simply sets $v$", "the
    path $p$ visits nodes $u$".
    """
    kept = list(tags)
    for found in _SEEMING_PLURAL.finditer(tags):
        at = found.start()
        before, word = (text[starts[k] : ends[k]].lower() for k in (at - 1, at))
        follows = before.endswith("ly") or (tags[at - 1] == "X" and text.endswith("s", starts[at + 1], ends[at + 1]))
        if follows and word.endswith("s") and word not in classes()["noun"]:
            kept[at] = "v"
    for found in _base_form().finditer(tags):
        at = found.start()
        word, noun = (text[starts[k] : ends[k]].lower() for k in (at, at - 1))
        if not (noun.endswith("s") and tags[at - 1] in members("nks")) and word in classes()["verb_or_noun"]:
            kept[at] = "n"
    for at in (
        *_in_compounds(tags, starts, ends, text),
        *_letters(tags, starts, ends, text),
        *_sorted_nouns(tags, starts, ends, text),
    ):
        kept[at] = "n"
    told = classes()["verb_in_phrases"]
    return "".join(
        literals().get(text[starts[at] : ends[at]].lower(), tag)
        if tag == "v" and text[starts[at] : ends[at]].lower() in told
        else tag
        for at, tag in enumerate(kept)
    )


def _letters(tags: str, starts: Sequence[int], ends: Sequence[int], text: str) -> Iterator[int]:
    """Articles that are names: "particles of type A"."""
    article = literals().get("a", "d")
    at = tags.find(article, 1)
    while at > 0:
        if text[starts[at]] == "A" and tags[at - 1] in "nkstb" and text[ends[at - 1] : starts[at]] in (" ", "~"):
            yield at
        at = tags.find(article, at + 1)


def _sorted_nouns(tags: str, starts: Sequence[int], ends: Sequence[int], text: str) -> Iterator[int]:
    """Adjectives that are nouns: "a hard negative $x$", "the $j$-th negative", "the anchor and the positive"."""
    for found in _sorted().finditer(tags):
        at = found.end() - 1
        kind, word = (text[starts[k] : ends[k]].lower() for k in (at - 1, at))
        if word in ("positive", "negative") and (tags[at - 1] != "j" or kind in classes()["sorting"]):
            yield at


@cache
def _sorted() -> re.Pattern[str]:
    """An adjective that no noun follows, behind another one, an article or a number."""
    return re.compile(rf"jj(?=X)|[m{members('d')}]j(?=[.,;:)]|[{members('copPrvx')}]|\Z)")


@cache
def _base_form() -> re.Pattern[str]:
    """What may be a verb behind a noun, or between a preposition and one: "a length scale.", "with change rate"."""
    of = members("pPo").replace(literals().get("to", "p"), "")
    return re.compile(rf"(?<=[{members('nks')}])v(?=[XZnkst.;){members('pPo')}]|\Z)|(?<=[{of}])v(?=[nkst])")


def _in_compounds(tags: str, starts: Sequence[int], ends: Sequence[int], text: str) -> Iterator[int]:
    """Verbs in their base form that are part of a name: "a candidate write direction $d$". As a verb of this subject
    it would be "writes", but for "let a sailor choose ropes"."""
    verbs = members("v")
    for at in range(2, len(tags) - 1):
        if tags[at] not in verbs or tags[at - 1] not in "nks" or tags[at + 1] not in "nkst":
            continue
        begin = at - 1
        while begin and tags[begin - 1] in "nksje":
            begin -= 1
        words = [text[starts[k] : ends[k]].lower() for k in range(max(0, begin - 2), at + 1)]
        article = text[starts[begin - 1] : ends[begin - 1]].lower() if begin else ""
        is_base = not words[-1].endswith(("s", "ed"))
        if is_base and article in ("a", "an") and classes()["causative"].isdisjoint(words):
            yield at


@cached_for_a_paper(20_000)
def _tag(kind: str, token: str) -> str:
    if kind == "word":
        if token in classes()["numbered_text"]:
            return "f"
        word = token.lower()
        if " " in word or "\n" in word:
            word = {"with": "w.r.t.", "no": "not"}.get(word.split()[0], word)
        if word.endswith(("'s", "’s")) and tag_of(word) == "n":
            return "z"
        is_told = word not in classes()["verb_in_phrases"]
        return "J" if _CJK.search(token) else (is_told and literals().get(word)) or tag_of(word)
    return _FIXED.get(kind) or _SIGNS.get(token, token)


@cache
def _verbs() -> re.Pattern[str]:
    """Nouns that must be verbs: "we map $x$", "we model observations $x$", "to map the input"."""
    to = literals().get("to", "p")
    which = literals().get("which", "r")
    relative = "".join(literals().get(word, "") for word in ("that", "who", "which"))
    clause = relative + "".join(literals().get(word, "") for word in ("where", "when"))
    subject = "".join(literals().get(word, "") for word in ("we", "one"))
    be = "".join(literals().get(word, "") for word in ("is", "are", "was", "were", "be"))
    return re.compile(
        f"(?<=[{members('q')}])[nkbst](?=[^nkbstujo])|(?<=[{subject}])[nkst](?=n)|(?<=[{subject}a])t(?=[XZ])|(?<={which})[nks](?=[XZ])|(?<=[{relative}])[nkst](?=[{members('d')}])|(?<=[nkst][{relative}])[nkst](?=[{members('pP')}])|(?:(?<=[{clause}]n)|(?<=[{clause}][{members('d')}]n))[nkst](?=[{members('d')}])|(?:(?<=[{relative}]X)|(?<=[{relative}]nX))[nkst](?=[.,;){members('dpPc')}]|\\Z)|(?<={to})[nkbst](?=[{members('d')}0])|(?<=[{be}])t(?=[{members('pP')}])|\\A[nkst](?=[{members('d')}])"
    )


@cache
def _nouns() -> re.Pattern[str]:
    """Verbs that must be nouns: "the force $F$", "a sum of draws", "corrected estimates of", "reach and recall."."""
    articles = "".join(literals().get(word, "") for word in ("the", "each", "a", "an", "its", "their", "our"))
    of, joined = members("o"), literals().get("and", "c")
    qualified = f"[{members('d')}][{members('j')}]"  # "the last iterate", "the optimal expected return"
    determined = f"(?<={qualified})v|(?<={qualified}e)v|(?<=[{articles}]e)v"
    means = literals().get("means", "v")  # a verb elsewhere
    held = literals()["by"] + literals()["with"] + literals()["from"]  # "acted on by controls $u$"
    return re.compile(
        f"(?<=[j{of}{articles}])[{members('v')}]|(?<=[{held}])[{members('v')}](?=X)|(?<=[{members('P')}{literals()['with']}{literals()['by']}]){means}|{determined}|(?<=e)v(?=[{of}])|(?<=n{joined})v(?=[.,;)]|\\Z)"
    )


def _formula_tag(text: str, first: int, formula: Math) -> tuple[str, int]:
    """The tag of a formula and where its token ends: a suffix ("-dimensional", "'s") belongs to it."""
    tag, last = symbol.tag(formula.latex, formula.display), first + 1
    if tag == "X" and first > 1 and text[first - 1] == "-" and (text[first - 2].isalpha() or text[first - 2] == MATH):
        return "m", last  # the second letter of "$n$-$p$ transfer"
    for pattern, tagged in ((_GLUED, "m"), (_PLURAL, tag), (_POSSESSIVE, "m")):
        found = pattern.match(text, last)
        if found:
            return tagged, found.end()
    return tag, last
